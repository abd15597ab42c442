"""The vector index: Chroma, derived from the catalogue and never trusted over it."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Catalogue
from corpus.chroma import ChromaHandle, handle_for
from corpus.collection import TOLERANCE, add, contents, finds, report_of, working_count
from corpus.errors import StoreError

Vectors = NDArray[np.float32]

log = logging.getLogger(__name__)

# Up to here the vectors in the catalogue are read and compared one by one: it is exact, and
# takes 3 ms for 500 passages where Chroma's own filter takes 13 ms.
NARROW = 2000
PROBES = 100  # passages that `verify` looks for in the index by their own vectors


class VectorIndex:
    """Nearest passages by cosine similarity. Safe to share by threads."""

    def __init__(self, store_dir: Path, catalogue: Catalogue) -> None:
        self.store_dir = store_dir
        self._catalogue = catalogue
        self._handle: ChromaHandle = handle_for(store_dir / "chroma")
        self._name = f"passages-{catalogue.store_id}"
        self._writing = False

    def query(
        self, vector: Vectors, n: int, report_ids: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The `n` passages nearest to a unit vector: (passage id, cosine similarity), best first.

        Only passages of `report_ids` where given. Answers from the catalogue's own vectors,
        exactly, while the index is behind it, damaged or missing.
        """
        held = self._catalogue.passage_counts()
        total = sum(held.values())
        wanted = total if report_ids is None else sum(held.get(r, 0) for r in set(report_ids))
        if n <= 0 or not wanted:
            return []
        if (report_ids is not None and wanted <= NARROW) or not self._catalogue.index_is_current:
            return self._exact(vector, n, report_ids)
        fetch = min(total, max(n, ceil(1.5 * n * total / wanted)))
        found = self._ask(vector, fetch)
        if found is None:
            return self._exact(vector, n, report_ids)
        hits = [hit for hit in found if report_ids is None or report_of(hit[0]) in report_ids]
        if len(hits) < min(n, wanted):
            return self._exact(vector, n, report_ids)
        return hits[:n]

    def replace(self, report_id: str, ids: Sequence[str], vectors: Vectors) -> None:
        """Puts a report's vectors in, in place of those it had. Only for the writer."""
        with self._changing("written") as collection:
            collection.delete(where={"report": report_id})
            add(collection, ids, vectors)

    def remove(self, report_id: str) -> None:
        """Takes a report's vectors out. Only for the writer."""
        with self._changing("written") as collection:
            collection.delete(where={"report": report_id})

    def open_for_writing(self) -> bool:
        """A fresh client; the first time only, for what was open before the writer took its
        lock may miss others' vectors. True where the index was behind, and was made anew.
        """
        if self._writing:
            return False
        try:
            with self._handle.lock.writing():
                self._handle.open(self._name, create=True)
                collection = self._handle.collection
                count = working_count(collection)
                self._handle.generation = self._catalogue.generation
        except Exception:
            log.exception("the vector index in %s could not be opened", self.store_dir)
            count = -1
        self._writing = True
        if count == self._catalogue.count_passages() and self._catalogue.index_is_current:
            return False
        self.rebuild(self._catalogue)
        return True

    def close(self) -> None:
        """Closes this process's client; the next query opens another."""
        with self._handle.lock.writing():
            self._handle.close()
        self._writing = False

    def rebuild(self, catalogue: Catalogue) -> int:
        """Makes the index anew from the catalogue's vectors; how many. Only for the writer."""
        ids, vectors = catalogue.all_vectors()
        with self._translated("rebuilt"), self._handle.lock.writing():
            self._handle.erase(self._name)
            self._handle.open(self._name, create=True)
            if self._handle.collection is None:
                raise RuntimeError("no collection after creating it")
            add(self._handle.collection, ids, vectors)
            self._handle.generation = catalogue.generation
        return len(ids)

    def verify(self, catalogue: Catalogue) -> list[str]:
        """What differs between the index and the catalogue, in sentences; empty when nothing."""
        ids, vectors = catalogue.all_vectors()
        if not catalogue.index_is_current:
            return ["The vector index is behind the catalogue."]
        with (
            self._translated("read"),
            self._handle.reading(self._name, catalogue.generation) as collection,
        ):
            if collection is None:
                return ["The vector index is missing."] if ids else []
            indexed = contents(collection)
            lost = [i for i in ids[:: len(ids) // PROBES + 1] if not finds(collection, indexed, i)]
        problems = []
        missing = [i for i in ids if i not in indexed]
        extra = indexed.keys() - set(ids)
        wrong = [
            i
            for i, vector in zip(ids, vectors, strict=True)
            if i in indexed and not np.allclose(indexed[i], vector, atol=TOLERANCE)
        ]
        if missing:
            problems.append(f"The vector index lacks {len(missing)} passages ({missing[0]} …).")
        if extra:
            problems.append(f"The vector index has {len(extra)} passages that are not held.")
        if wrong:
            problems.append(f"The vector index has {len(wrong)} wrong vectors ({wrong[0]} …).")
        if lost:
            problems.append(f"The vector index does not find {len(lost)} passages ({lost[0]} …).")
        return problems

    def _ask(self, vector: Vectors, n: int) -> list[tuple[str, float]] | None:
        try:
            with self._handle.reading(self._name, self._catalogue.generation) as collection:
                if collection is None:
                    return None
                found = collection.query(
                    query_embeddings=vector.reshape(1, -1), n_results=n, include=["distances"]
                )
        except Exception:  # Chroma raises many kinds; the catalogue can always answer
            log.exception("the vector index in %s could not be asked", self.store_dir)
            self.close()
            return None
        distances = (found["distances"] or [[]])[0]
        pairs = [(i, 1.0 - float(d)) for i, d in zip(found["ids"][0], distances, strict=True)]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def _exact(
        self, vector: Vectors, n: int, report_ids: Collection[str] | None
    ) -> list[tuple[str, float]]:
        ids, vectors = self._catalogue.all_vectors(report_ids)
        if not ids:
            return []
        pairs = zip(ids, (vectors @ vector).tolist(), strict=True)
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:n]

    @contextmanager
    def _changing(self, done: str) -> Iterator[Any]:
        with self._translated(done), self._handle.lock.writing():
            if self._handle.collection is None:
                self._handle.open(self._name, create=True)
            yield self._handle.collection
            self._handle.generation = self._catalogue.generation

    @contextmanager
    def _translated(self, done: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            log.exception("vector index")
            raise StoreError(
                f"The vector index in {self.store_dir} could not be {done} ({error}): nothing is "
                f"lost; run `python -m ingest --rebuild --store {self.store_dir}`."
            ) from error
