"""What is left of a question once a report's head has been heard."""

from __future__ import annotations

import pytest

from corpus.models import Metadata
from retrieval.query import understand
from retrieval.subject import left, vectors
from tests.retrieval.making import report

HEAD = Metadata("Safer Kent Partnership Update", body="Safer Kent Partnership", area_codes=())


@pytest.mark.parametrize(
    ("question", "what_is_left"),
    [
        ("Does the Safer Kent Partnership tweet?", "Does the tweet?"),
        ("Who mends lamps in Kent?", "Who mends lamps in ?"),
        ("Who mends lamps?", "Who mends lamps?"),
        # Nothing would be left: the question stays whole.
        ("What is the Safer Kent Partnership?", "What is the Safer Kent Partnership?"),
    ],
)
def test_the_head_of_a_report_is_left_out(question: str, what_is_left: str) -> None:
    assert left(understand(question, {}), HEAD) == what_is_left


def test_an_acronym_of_the_head_adds_nothing() -> None:
    known = {"SKP": ("safer kent partnership",), "DHR": ("domestic homicide review",)}
    query = understand("Does the SKP commission DHRs?", known)
    assert left(query, HEAD) == "Does the SKP commission DHRs? (domestic homicide review)"


def test_reports_that_leave_the_same_share_a_vector() -> None:
    query = understand("Who mends lamps?", {})
    whole, by_report = vectors(query, [report("one"), report("two")])
    assert (by_report["one"] == whole).all()
    assert (by_report["two"] == whole).all()
