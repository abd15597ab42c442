"""All that an area's reports say, read once for every theme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Key
from corpus.embedding import load_model
from corpus.models import Passage, Report
from corpus.store import Store
from retrieval.comparison.wording import Wording, wording
from retrieval.evidence import names_only

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, list item or row of a passage; `index` is its place among the units."""

    report: Report
    passage: Passage
    index: int
    wording: Wording

    @property
    def text(self) -> str:
        return self.wording.text

    @property
    def is_row(self) -> bool:
        return bool(self.passage.units[self.index].cells)


@dataclass(frozen=True, slots=True)
class Reading:
    """What can be quoted of some reports, with the vectors: (said, dimension)."""

    reports: tuple[Report, ...]
    said: tuple[Said, ...]
    vectors: Vectors


def read(store: Store, reports: Iterable[Report]) -> Reading:
    """Everything quotable of the reports, in order."""
    reports = tuple(reports)
    said: list[Said] = []
    vectors: list[Vectors] = [np.zeros((0, load_model().dimension), dtype=np.float32)]
    for report in reports:
        passages = store.catalogue.passages(report.id)
        keys: list[Key] = [(report.id, p.ordinal) for p in passages]
        held = store.catalogue.unit_vectors(keys)
        for passage in passages:
            kept = [
                i
                for i, unit in enumerate(passage.units)
                if unit.quotes and not names_only(passage, unit)
            ]
            if kept and (report.id, passage.ordinal) in held:
                heading = " ".join(passage.headings[-1:])
                texts = (passage.units[i].text for i in kept)
                made = (wording(text, heading) for text in texts)
                said += [Said(report, passage, *pair) for pair in zip(kept, made, strict=True)]
                vectors.append(held[report.id, passage.ordinal][kept])
    return Reading(reports, tuple(said), np.concatenate(vectors))
