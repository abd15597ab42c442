"""The places a question names: the reports for them, and the evidence that speaks of them."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.areas import Mention
from retrieval.evidence import Evidence
from retrieval.query import Query
from retrieval.scope import Scope, reports_for


def reports_of_places(query: Query, scope: Scope) -> list[frozenset[str]]:
    """For each place the question names, the ids of the reports that can speak of it."""
    named = (reports_for([a.code for a in p.areas], scope.reports) for p in query.places)
    return [ids for ids in dict.fromkeys(named) if ids]


def own_reports(query: Query, scope: Scope) -> dict[str, frozenset[str]]:
    """The ids of the reports through which each place speaks that the question names, by name.

    Of several places none borrows from another, as a county would from its district: each
    speaks through its own reports, and one that has none through those around it and in it.
    """
    codes = {_called(place, query): [a.code for a in place.areas] for place in query.places}
    found: dict[str, frozenset[str]] = {}
    for name, its in codes.items():
        own = [r.id for r in scope.reports if not set(its).isdisjoint(r.metadata.area_codes)]
        wide = reports_for(its, scope.reports)
        ids = frozenset(own) if own and len(codes) > 1 else wide
        if ids and ids not in found.values():
            found[name] = ids
    return found


def _called(place: Mention, query: Query) -> str:
    """A place by its area's name, or as typed where it is several: "LLR"."""
    names = {area.name for area in place.areas}
    return names.pop() if len(names) == 1 else query.text[place.start : place.end]


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
