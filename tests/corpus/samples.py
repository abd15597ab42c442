"""Small reports made by hand, and a store full of them, for the tests of what holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.embedding import DEFAULT_MODEL
from corpus.models import Dropped, Metadata, Page, Passage, Report, Span, Unit, Word
from corpus.store import Writer, writing

DIMENSION = 384
Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Sample:
    report: Report
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    vectors: Vectors
    unit_vectors: list[Vectors]


def unit_length(count: int, seed: int) -> Vectors:
    """Random directions that crowd together, as those of texts on one subject do."""
    numbers = np.random.default_rng(seed)
    made = numbers.normal(size=(count, DIMENSION)) + 1.0
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made.astype(np.float32)


def sample(name: str, texts: Sequence[str], seed: int = 0, *, digest: str = "") -> Sample:
    """A report of one page whose passages are `texts`."""
    text = "\n".join(texts)
    passages = []
    at = 0
    for ordinal, part in enumerate(texts):
        end = at + len(part)
        whole = Span(at, end)
        unit = Unit(at, end, f"Row: {part}", (whole,), (("Row", whole),))
        passages.append(
            Passage(name, ordinal, 1, "text", at, end, part, part, ("Performance", "Quarter 2"),
                    f"2.{ordinal}", ordinal == 0, (unit,))
        )  # fmt: skip
        at = end + 1
    page = Page(1, text, "ii", (Word(0, 4, 72.25, 90.1, 99.99, 101.5),),
                (Dropped("footer", "Page ii", len(text)),))  # fmt: skip
    about = Metadata(f"Title of {name}", "A body", "A committee", "2023-06", ("E07000118",))
    report = Report(name, f"{name}.txt", f"{name}.txt", digest or f"bytes of {name}", about, True,
                    1, 1, len(passages), 0, ("A warning.",))  # fmt: skip
    vectors = unit_length(len(texts), seed)
    return Sample(report, (page,), tuple(passages), vectors, [vectors[i : i + 1] for i in
                  range(len(texts))])  # fmt: skip


def put(store: Writer, made: Sample, instead_of: Sequence[str] = ()) -> None:
    store.put(
        made.report,
        made.pages,
        made.passages,
        made.vectors,
        made.unit_vectors,
        contexts=[made.report.metadata.title] * len(made.passages),
        fingerprint="as it was",
        instead_of=instead_of,
    )


def fill(folder: Path, *samples: Sample) -> None:
    """A store in `folder` with these reports, put in in this order."""
    with writing(folder) as store:
        store.catalogue.set_model(DEFAULT_MODEL, DIMENSION, "1")
        for made in samples:
            put(store, made)
