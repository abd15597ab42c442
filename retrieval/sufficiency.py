"""Whether the evidence holds an answer. A first gate: it refuses what is plainly not there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.store import Store
from retrieval.evidence import Evidence
from retrieval.query import Query
from retrieval.scope import Scope, reports_for
from retrieval.spans import TYPED_SPAN
from retrieval.tables.cells import holds_wanted

# Below both, the best sentences are about something else. All 115 answerable development
# questions lie above one of them (eval/README.md).
LEAST_MEANING = 0.35
LEAST_WORDS = 0.15
READ = 5  # the best sentences, in which the sum, count, share or date asked for must stand
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?\b")


def lacks(store: Store, query: Query, scope: Scope, evidence: Sequence[Evidence]) -> list[str]:
    """Why the evidence cannot answer, in sentences; empty where nothing speaks against it."""
    if not scope.reports:
        return ["No report that fits was there to be searched."]
    reasons = [
        f"No report held is for {name}, and none mentions it."
        for name in _strange_places(store, query, scope)
    ]
    reasons += [
        f"No report held mentions {year}."
        for year in dict.fromkeys(_YEAR.findall(query.text))
        if not store.catalogue.count_text(f'"{year}"')
    ]
    best = evidence[:READ]
    if not best or (
        max(e.meaning for e in best) < LEAST_MEANING and max(e.words for e in best) < LEAST_WORDS
    ):
        reasons.append("Nothing in the reports is close to the question.")
    elif query.wants in TYPED_SPAN and not any(
        holds_wanted(e.hit.passage, e.unit, query) for e in best
    ):
        reasons.append(f"What comes nearest gives no {_CALLED[query.wants]}.")
    return reasons


_CALLED = {"sum": "sum", "count": "number", "percentage": "percentage", "date": "date"}


def _strange_places(store: Store, query: Query, scope: Scope) -> list[str]:
    """Places the question names that no report searched is for, or mentions."""
    found = []
    for place in query.places:
        name = query.text[place.start : place.end]
        if not reports_for([a.code for a in place.areas], scope.reports) and not any(
            store.catalogue.count_text(f'"{said}"') for said in {name, place.areas[0].name}
        ):
            found.append(place.areas[0].name)
    return list(dict.fromkeys(found))
