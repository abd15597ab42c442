"""The places a question names: the reports for them, and the evidence that speaks of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corpus.areas import Mention, with_made_up
from retrieval.evidence import Evidence
from retrieval.query import Query
from retrieval.scope import Scope, reports_for


def reports_of_places(query: Query, scope: Scope) -> dict[str, frozenset[str]]:
    """For each place the question names, the ids of the reports that can speak of it: those for
    it, for a place in it, and for one around it.
    """
    return _first_of_each(
        (called(place, query.text), reports_for(_codes(place), scope.reports))
        for place in query.places
    )


def own_reports(query: Query, scope: Scope) -> dict[str, frozenset[str]]:
    """For each place the question names, the ids of the reports that are its own, where it has
    some.
    """
    return _first_of_each(
        (
            called(place, query.text),
            frozenset(
                r.id
                for r in scope.reports
                if not set(_codes(place)).isdisjoint(r.metadata.area_codes)
            ),
        )
        for place in query.places
    )


def called(place: Mention, text: str) -> str:
    """A place by its area's name, or as typed where it is several: "LLR"."""
    names = {area.name for area in place.areas}
    return names.pop() if len(names) == 1 else text[place.start : place.end]


def of_areas(
    query: Query, own: Mapping[str, frozenset[str]], evidence: Sequence[Evidence]
) -> list[Evidence]:
    """The evidence in a comparison of areas: from their own reports, so that none borrows from
    another, as a county would from its district. What names an area that has no report counts
    too.
    """
    ids = frozenset().union(*own.values())
    without = [place for place in query.places if called(place, query.text) not in own]
    return [
        item
        for item in evidence
        if item.hit.report.id in ids or any(_names(item, query, place) for place in without)
    ]


def _first_of_each(
    named: Iterable[tuple[str, frozenset[str]]],
) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name, ids in named:
        if ids and ids not in found.values():
            found[name] = ids
    return found


def _codes(place: Mention) -> frozenset[str]:
    return with_made_up(area.code for area in place.areas)


def of_places(query: Query, scope: Scope, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence for the places that a question names; all of it where it names none.

    A sentence counts if its report is for such a place, for one inside it or around it, or if
    it, a sentence beside it or its headings name the place: what another area's report says of
    itself is no answer.
    """
    fitting = reports_for([a.code for p in query.places for a in p.areas], scope.reports)
    return [
        item
        for item in evidence
        if not query.places
        or item.hit.report.id in fitting
        or any(_names(item, query, place) for place in query.places)
    ]


def _names(item: Evidence, query: Query, place: Mention) -> bool:
    passage = item.hit.passage
    near = passage.units[max(0, item.index - 1) : item.index + 2]
    said_there = [item.hit.report.metadata.title, *passage.headings, *(unit.text for unit in near)]
    text = " ".join(said_there).lower()
    said = query.text[place.start : place.end].lower()
    return said in text or any(area.name.lower() in text for area in place.areas)
