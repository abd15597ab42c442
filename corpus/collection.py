"""What is done with a Chroma collection of passages. Ids are those of `Passage.id`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

BATCH = 5000  # Chroma refuses more than 5,461 at once
TOLERANCE = 1e-4


def working_count(collection: Any) -> int:
    """How many vectors there are, after a question that fails where the graph is damaged."""
    count = int(collection.count())
    if count:
        some = collection.get(limit=1, include=["embeddings"])
        collection.query(query_embeddings=some["embeddings"], n_results=1)
    return count


def report_of(passage_id: str) -> str:
    """The report that a passage is of."""
    return passage_id.rpartition(":")[0]


def add(collection: Any, ids: Sequence[str], vectors: Vectors) -> None:
    """Puts passages' vectors, (ids, dimension), in, in as many batches as Chroma wants."""
    for start in range(0, len(ids), BATCH):
        part = list(ids[start : start + BATCH])
        collection.upsert(
            ids=part,
            embeddings=vectors[start : start + BATCH],
            metadatas=[{"report": report_of(i)} for i in part],
        )


def finds(collection: Any, indexed: dict[str, Vectors], passage_id: str) -> bool:
    """Whether a passage's own vector finds it, or another with the same vector."""
    if passage_id not in indexed:
        return True  # told as missing already
    vector = indexed[passage_id].reshape(1, -1)
    nearest = collection.query(query_embeddings=vector, n_results=1, include=["distances"])
    return bool(nearest["ids"][0]) and nearest["distances"][0][0] < TOLERANCE


def contents(collection: Any) -> dict[str, Vectors]:
    """The vector of every passage in it."""
    indexed: dict[str, Vectors] = {}
    for offset in range(0, collection.count(), BATCH):
        part = collection.get(include=["embeddings"], limit=BATCH, offset=offset)
        indexed.update(zip(part["ids"], part["embeddings"], strict=True))
    return indexed
