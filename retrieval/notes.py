"""What a reader must know of an answer: other places spoken of, and reports that differ."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.areas import area, contains, mentions
from corpus.models import Citation, Statement
from retrieval.citing import day
from retrieval.query import Query, Want
from retrieval.scope import Scope, reports_for
from retrieval.spans import TYPED_SPAN
from retrieval.words import stem, stems

ALIKE = 0.6  # share of the question's words that statements must both hold to be set side by side
_CALLED: dict[Want, str] = {
    "sum": "sums",
    "count": "numbers",
    "percentage": "percentages",
    "date": "dates",
}


def notes(query: Query, scope: Scope, statements: Sequence[Statement]) -> list[str]:
    """Notes on the statements of an answer, each a sentence or two."""
    return [
        *_from_elsewhere(query, scope, statements),
        *_of_elsewhere(query, scope, statements),
        *_differing(query, statements),
    ]


def _from_elsewhere(query: Query, scope: Scope, statements: Sequence[Statement]) -> list[str]:
    """Statements from reports for another place than those the question names."""
    fitting = reports_for([a.code for p in query.places for a in p.areas], scope.reports)
    if not fitting:
        return []
    strange = {
        (c.title, ", ".join(c.areas))
        for made in statements
        for c in made.citations
        if c.areas and c.report_id not in fitting
    }
    asked = " and ".join(dict.fromkeys(place.areas[0].name for place in query.places))
    return [
        f"“{title}” is a report for {areas}; the question names {asked}."
        for title, areas in sorted(strange)
    ]


def _of_elsewhere(query: Query, scope: Scope, statements: Sequence[Statement]) -> list[str]:
    """Statements that speak of another place than the one their report is for."""
    asked = {a.code for place in query.places for a in place.areas}
    own = {r.id: set(r.metadata.area_codes) for r in scope.reports}
    found: dict[str, None] = {}
    for made in statements:
        first = made.citations[0]
        home = own.get(first.report_id, set())
        if made.kind != "quote" or not home:
            continue
        named = [place.areas[0] for place in mentions(made.text)]
        strange = [one for one in named if not _fits(one.code, home | asked)]
        if strange and len(strange) == len(named):
            places = " and ".join(dict.fromkeys(one.name for one in strange))
            about = " and ".join(sorted(area(code).name for code in home))
            found[f"A statement from the report for {about} speaks of {places}."] = None
    return list(found)


def _fits(code: str, codes: set[str]) -> bool:
    return any(code == one or contains(one, code) or contains(code, one) for one in codes)


def _differing(query: Query, statements: Sequence[Statement]) -> list[str]:
    """Different sums, numbers, shares or dates for what may be one thing, in two reports."""
    pattern = TYPED_SPAN.get(query.wants)
    if pattern is None or len(query.places) > 1:
        return []
    terms = {stem(term) for term in query.terms}
    alike = [
        made
        for made in statements
        if made.answer and len(terms & stems(made.text)) >= ALIKE * len(terms)
    ]
    said: dict[str, tuple[str, Citation]] = {}
    for made in alike:
        cited = made.citations[0]
        if made.answer and cited.report_id not in said:
            said[cited.report_id] = (made.text[made.answer.start : made.answer.end], cited)
    if len({value for value, _ in said.values()}) < 2:
        return []
    listed = "; ".join(f"“{value}” in {_named(cited)}" for value, cited in said.values())
    return [
        f"The reports give different {_CALLED[query.wants]}: {listed}. "
        "Check whether they speak of the same thing."
    ]


def _named(cited: Citation) -> str:
    return f"“{cited.title}”" + (f" ({day(cited.date)})" if cited.date else "")
