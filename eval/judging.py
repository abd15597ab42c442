"""Which passages of a store hold a test set's evidence: the judgements that runs are held to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from corpus.catalogue import Catalogue
from eval.matching import lies_in
from eval.sets import Gold, Question

_UNHELD: Final = "unheld"  # no report's id: those end in a hash


class Judge:
    """Looks gold quotes up in all passages of a store, retrieved or not."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._files = {report.id: report.file for report in catalogue.reports()}
        self._texts: dict[str, list[tuple[str, str]]] = {}

    def holding(self, gold: Gold) -> tuple[str, ...]:
        """The ids of the passages of a right file that hold the quote, in the store's order."""
        return tuple(
            passage
            for report, file in self._files.items()
            if file in gold.files
            for passage, text in self._passages(report)
            if lies_in(gold.quote, text)
        )

    def held(self, question: Question) -> list[tuple[str, ...]]:
        """`holding` of each gold quote of a question."""
        return [self.holding(gold) for gold in question.gold]

    def _passages(self, report: str) -> list[tuple[str, str]]:
        if report not in self._texts:
            self._texts[report] = [(p.id, p.text) for p in self._catalogue.passages(report)]
        return self._texts[report]


def relevance(held: Sequence[Sequence[str]]) -> dict[str, int]:
    """What is relevant to a question, with its grade (1), from what holds each gold quote.

    A quote that no passage holds counts as one relevant passage that nobody can find, so that
    it is missed by every measure.
    """
    names = (name for number, ids in enumerate(held) for name in (ids or (f"{_UNHELD}:{number}",)))
    return dict.fromkeys(names, 1)
