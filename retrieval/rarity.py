"""How telling a question's words are: over all that is held, and within one report."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.store import Store
from retrieval.query import Query
from retrieval.words import stem


@dataclass(frozen=True, slots=True)
class Rarity:
    """Inverse document frequencies of a question's words, by stem.

    `overall` counts all passages held. `within(report_id)` counts those of one report: what a
    whole report is about ("partnership") tells none of its sentences apart.
    """

    overall: Mapping[str, float]
    _held: Mapping[str, Mapping[str, int]]  # by stem, by report: passages that have the word
    _passages: Mapping[str, int]

    def within(self, report_id: str) -> Mapping[str, float]:
        """How telling each word is among the passages of one report."""
        total = self._passages.get(report_id, 0)
        return {word: _idf(total, held.get(report_id, 0)) for word, held in self._held.items()}


def rarities(store: Store, query: Query) -> Rarity:
    """How telling the words of a question are in what a store holds."""
    passages = store.catalogue.passage_counts()
    held = {
        stem(word): store.catalogue.count_text_by_report(f'{{body heading}}: "{word}"')
        for word in query.terms
    }
    total = sum(passages.values())
    overall = {word: _idf(total, sum(counts.values())) for word, counts in held.items()}
    return Rarity(overall, held, passages)


def _idf(total: int, held: int) -> float:
    return math.log(1 + total / (1 + held))
