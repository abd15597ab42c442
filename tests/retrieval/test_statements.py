"""Statements cut out of pages in which words, or letters of them, were struck out."""

from __future__ import annotations

import pytest

from corpus.models import Dropped, Hit, Page, Passage, Span, Unit
from corpus.store import Store
from retrieval.query import understand
from retrieval.statements import Pages, statement
from tests.retrieval.making import report


class OnePage(Pages):
    """Pages of a report that has only one."""

    def __init__(self, store: Store, page: Page) -> None:
        super().__init__(store)
        self.page = page

    def get(self, report_id: str, number: int) -> Page:
        return self.page


def said(store: Store, page: Page, *slices: Span) -> str | None:
    start, end = slices[0].start, slices[-1].end
    text = page.text[start:end]
    unit = Unit(start, end, text, slices)
    passage = Passage("a", 0, 1, "text", start, end, text, text, units=(unit,))
    hit = Hit(passage, report("a", "E10000016"), 1.0)
    made = statement(OnePage(store, page), understand("Waste?", {}), hit, [unit], {})
    return made and made.text


def test_what_is_left_out_between_quotes_shows(shipped: Store) -> None:
    page = Page(1, "The plan is kept.", dropped=(Dropped("struck", "not", 12),))
    assert said(shipped, page, Span(0, 11), Span(12, 17)) == "The plan is … kept."


@pytest.mark.parametrize("at", [0, 2, 8])
def test_a_word_with_a_letter_struck_out_is_never_quoted(shipped: Store, at: int) -> None:
    page = Page(1, "W aste H", dropped=(Dropped("struck", "w", at),))
    assert said(shipped, page, Span(0, 8)) is None


def test_a_slice_of_marks_alone_is_left_out(shipped: Store) -> None:
    page = Page(1, "It is kept ).", dropped=(Dropped("struck", "no more", 11),))
    assert said(shipped, page, Span(0, 10), Span(11, 13)) == "It is kept"
