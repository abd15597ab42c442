"""What a reader is told of an answer besides: other places, and reports that differ."""

from __future__ import annotations

from corpus.areas import find
from corpus.models import Citation, Span, Statement
from retrieval.notes import notes
from retrieval.query import understand
from retrieval.scope import Scope
from tests.retrieval.making import report


def code(name: str) -> str:
    return find(name)[0].code


def stated(report_id: str, text: str, answer: str = "", areas: tuple[str, ...] = ()) -> Statement:
    at = text.find(answer) if answer else -1
    cited = Citation(
        report_id, f"{report_id}.pdf", f"Title of {report_id}", None, areas, None, "2023-01-31",
        1, None, None, None, text, 0, len(text), 0,
    )  # fmt: skip
    return Statement(text, "quote", (cited,), Span(at, at + len(answer)) if answer else None)


CHORLEY = report("chorley", code("Chorley"))
KENT = report("kent", code("Kent"))
SCOPE = Scope((CHORLEY, KENT))


def test_a_report_for_another_place_is_named() -> None:
    query = understand("What is done about lamps in Kent?", {})
    made = [stated("chorley", "Lamps are mended.", areas=("Chorley",))]
    assert notes(query, SCOPE, made) == [
        "“Title of chorley” is a report for Chorley; the question names Kent."
    ]


def test_a_statement_that_speaks_of_the_next_district_is_told() -> None:
    query = understand("What are the issues with organised crime?", {})
    made = [stated("chorley", "The issues found in South Ribble are these.")]
    assert notes(query, SCOPE, made) == [
        "A statement from the report for Chorley speaks of South Ribble."
    ]


def test_a_statement_that_names_its_own_place_is_not() -> None:
    query = understand("What are the issues with organised crime?", {})
    for text in (
        "Chorley and South Ribble share a team.",
        "Lancashire has a board.",  # Chorley lies in it
        "The issues are these.",
    ):
        assert notes(query, SCOPE, [stated("chorley", text)]) == []


def test_dates_that_differ_are_set_side_by_side() -> None:
    query = understand("When did the lighting duty begin?", {})
    first = stated("chorley", "The lighting duty began on 31 January 2023.", "31 January 2023")
    second = stated("kent", "The lighting duty was to begin in July 2022.", "July 2022")
    (note,) = notes(query, SCOPE, [first, second])
    assert note.startswith("The reports give different dates: “31 January 2023” in")
    assert "“July 2022” in “Title of kent” (31 January 2023)" in note


def test_the_same_date_or_another_thing_is_no_difference() -> None:
    query = understand("When did the lighting duty begin?", {})
    first = stated("chorley", "The lighting duty began in July 2022.", "July 2022")
    same = stated("kent", "The lighting duty began in July 2022.", "July 2022")
    other = stated("kent", "The board first met in May 2021.", "May 2021")
    assert notes(query, SCOPE, [first, same]) == []
    assert notes(query, SCOPE, [first, other]) == []
