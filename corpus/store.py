"""The store: a folder with the catalogue, the vector index, a lock and a log."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.catalogue import Catalogue
from corpus.changes import CatalogueWriter
from corpus.embedding import Vectors, model_name
from corpus.errors import StoreEmpty, StoreError, StoreLocked
from corpus.models import Page, Passage, Report
from corpus.settings import settings
from corpus.vectors import VectorIndex

LOCK = "writer.lock"
LOG = "errors.log"
WAIT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Store:
    """An open store."""

    folder: Path
    catalogue: Catalogue
    vectors: VectorIndex

    def refresh(self) -> int:
        """The catalogue's generation now. What was worked out at another is out of date.

        The vector index follows by itself at its next query.
        """
        return self.catalogue.generation

    def close(self) -> None:
        """Lets go of the catalogue and of this process's vector index."""
        self.vectors.close()
        self.catalogue.close()


@dataclass(frozen=True, slots=True)
class Writer(Store):
    """A store held for writing: the catalogue first, then the index that follows it."""

    catalogue: CatalogueWriter

    def open_index(self) -> None:
        """Gets the vector index ready, mending what a writer before this one left undone."""
        if self.vectors.open_for_writing():
            self.catalogue.mark_indexed()

    def rebuild(self) -> int:
        """Makes the vector index anew; how many vectors it has."""
        count = self.vectors.rebuild(self.catalogue)
        self.catalogue.mark_indexed()
        return count

    def put(
        self,
        report: Report,
        pages: Sequence[Page],
        passages: Sequence[Passage],
        vectors: Vectors,
        unit_vectors: Sequence[Vectors],
        *,
        contexts: Sequence[str],
        fingerprint: str,
        instead_of: Sequence[str] = (),
    ) -> None:
        """Puts a report in; see `Catalogue.put`."""
        self.open_index()
        self.catalogue.put(
            report,
            pages,
            passages,
            vectors,
            unit_vectors,
            contexts=contexts,
            fingerprint=fingerprint,
            instead_of=instead_of,
        )
        for old in instead_of:
            self.vectors.remove(old)
        self.vectors.replace(report.id, [passage.id for passage in passages], vectors)
        self.catalogue.mark_indexed()

    def remove(self, report_id: str) -> None:
        """Removes a report."""
        self.open_index()
        self.catalogue.remove(report_id)
        self.vectors.remove(report_id)
        self.catalogue.mark_indexed()


def store_folder(folder: Path | None) -> Path:
    """The folder given, else the setting."""
    return settings().store if folder is None else folder


def open_store(folder: Path | None = None, *, model: str | None = None) -> Store:
    """Opens a store to read from.

    Raises StoreError, saying what to run, for one that is missing, empty, damaged, or made
    with another model than `model` (by default the one of the settings).
    """
    folder = store_folder(folder)
    catalogue = Catalogue(folder)
    try:
        if not catalogue.count_reports():
            raise StoreEmpty(
                f"The store in {folder} holds no reports yet: run "
                f"`python -m ingest PATH --store {shlex.quote(str(folder))}`."
            )
        catalogue.check_model(model or model_name())
        return Store(folder, catalogue, VectorIndex(folder, catalogue))
    except BaseException:
        catalogue.close()
        raise


@contextmanager
def writing(folder: Path | None = None, *, wait: float = WAIT_SECONDS) -> Iterator[Writer]:
    """A store to write to, made where there is none. One writer at a time.

    Raises StoreLocked where another still writes after `wait` seconds, and StoreError where
    the folder cannot be written.
    """
    folder = store_folder(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK)
        lock.acquire(timeout=wait)
    except Timeout:
        raise StoreLocked(
            f"Another ingest is writing to {folder}: wait for it to end, or choose another "
            "folder with --store."
        ) from None
    except OSError as error:
        raise StoreError(
            f"The store cannot be written to {folder} ({error.strerror}): choose another folder "
            "with --store."
        ) from error
    try:
        catalogue = CatalogueWriter(folder)
        try:
            store = Writer(folder, catalogue, VectorIndex(folder, catalogue))
            if not catalogue.index_is_current:  # a writer before was cut off
                store.open_index()
            try:
                yield store
            finally:
                store.vectors.close()
        finally:
            catalogue.close()
    finally:
        lock.release()
