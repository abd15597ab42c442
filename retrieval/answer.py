"""From a question to an answer with citations, or to an honest "the reports do not say"."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from corpus.errors import UsageError
from corpus.models import Answer, Hit, Statement
from corpus.store import Store
from retrieval import sufficiency
from retrieval.acronyms import learn
from retrieval.conversation import asks, resolve
from retrieval.evidence import READ, Evidence, rerank, weigh
from retrieval.named import Named, named_filters
from retrieval.notes import notes
from retrieval.query import MAX_QUESTION, Query, understand
from retrieval.rarity import Rarity, rarities
from retrieval.scope import Scope, choose, reports_for
from retrieval.search import in_turns, search
from retrieval.selection import select
from retrieval.statements import Pages, statement
from retrieval.subject import vectors
from retrieval.tables.cells import missing
from retrieval.tables.reckoning import reckon, reckoning_wanted

NEAREST = 3
RECKONED = 8  # the best passages, whose tables are asked for a smallest, largest or total
BESIDE = 2  # statements shown where one of them is worked out
FIRST = 3  # of the evidence, among which a row may be the one that is asked for


def ask(
    store: Store,
    question: str,
    *,
    areas: Sequence[str] = (),
    date_from: str | None = None,
    date_to: str | None = None,
    prior: Sequence[str] = (),
    top: int = 20,
) -> Answer:
    """Answer a question from the reports held, in their own words.

    `areas` and the dates (ISO, as precise as given) choose the reports asked; `prior` are the
    questions before this one in the conversation; `top` passages are ranked. Raises UsageError
    for an empty or overlong question.
    """
    question = " ".join(question.split())
    if not question:
        raise UsageError("The question is empty: type what you want to know.")
    if len(question) > MAX_QUESTION:
        raise UsageError(
            f"The question has {len(question):,} characters, and {MAX_QUESTION:,} is the most: "
            "shorten it."
        )
    started = time.perf_counter()
    resolved = resolve(question, prior)
    scope = choose(store.catalogue.reports(), areas, date_from, date_to)
    named = named_filters(resolved, scope.reports)
    if named.required:
        scope = replace(scope, reports=tuple(r for r in scope.reports if r.id in named.required))
    query = understand(resolved, _acronyms(store), asks(resolved))
    rarity = rarities(store, query)
    hits, evidence = _retrieve(store, query, rarity, scope, named, top)
    retrieved = time.perf_counter()
    pages = Pages(store)
    reasons = sufficiency.lacks(store, query, scope, evidence)
    statements = [] if reasons else _statements(store, pages, query, rarity, scope, hits, evidence)
    lacking = _missing(query, evidence) if statements else []
    nearest = [] if statements else _nearest(pages, query, rarity, evidence)
    done = time.perf_counter()
    return Answer(
        question=question,
        resolved_question=resolved,
        outcome="not_found" if not statements else "partial" if lacking else "answered",
        statements=tuple(statements),
        coverage=scope.coverage(),
        missing=tuple(lacking),
        notes=(
            *(f"No report for {name} is held." for name in scope.unknown),
            *([named.note] if named.note else []),
            *reasons,
            *notes(query, scope, statements),
        ),
        nearest=tuple(nearest),
        hits=tuple(hits[:top]),
        seconds={"retrieve": retrieved - started, "answer": done - retrieved},
    )


def _retrieve(
    store: Store, query: Query, rarity: Rarity, scope: Scope, named: Named, top: int
) -> tuple[list[Hit], list[Evidence]]:
    if not scope.reports:
        return [], []
    vector, subjects = vectors(query, scope.reports)
    reports = {report.id: report for report in scope.reports}
    places = _reports_of_places(query, scope)
    favoured = named.favoured.union(*places)
    hits = search(store, query, vector, subjects, reports, max(top, READ), places, favoured)
    evidence = weigh(store, query, subjects, rarity, hits, places)
    return in_turns(rerank(hits, evidence), places, lambda hit: hit.report.id), evidence


def _reports_of_places(query: Query, scope: Scope) -> list[frozenset[str]]:
    """For each place the question names, the ids of the reports that can speak of it."""
    named = (reports_for([a.code for a in p.areas], scope.reports) for p in query.places)
    return [ids for ids in dict.fromkeys(named) if ids]


_learned: dict[tuple[str, int], dict[str, tuple[str, ...]]] = {}


def _acronyms(store: Store) -> dict[str, tuple[str, ...]]:
    """What acronyms stand for in the reports held; learned once for each state of the store."""
    key = (str(store.folder), store.refresh())
    known = _learned.get(key)
    if known is None:
        known = learn(
            passage.text
            for report in store.catalogue.reports()
            for passage in store.catalogue.passages(report.id)
        )
        _learned.clear()  # another thread may ask at another state: never read it back
        _learned[key] = known
    return known


def _statements(
    store: Store,
    pages: Pages,
    query: Query,
    rarity: Rarity,
    scope: Scope,
    hits: Sequence[Hit],
    evidence: Sequence[Evidence],
) -> list[Statement]:
    """What the evidence says, led by what is worked out from a table where that is asked for."""
    made = select(pages, query, rarity.overall, evidence, _reports_of_places(query, scope))
    if not reckoning_wanted(query.text):
        return made
    worked_out = (reckon(store, pages, query, hit, rarity.overall) for hit in hits[:RECKONED])
    first = next((one for one in worked_out if one is not None), None)
    if first is None:
        return made
    counted = {(c.report_id, c.ordinal) for c in first.citations}
    return [first, *(one for one in made if not _rests_on(one, counted))][:BESIDE]


def _rests_on(made: Statement, passages: set[tuple[str, int]]) -> bool:
    """Whether a statement is from a table that is counted already."""
    return any((c.report_id, c.ordinal) in passages for c in made.citations)


def _missing(query: Query, evidence: Sequence[Evidence]) -> list[str]:
    """What the table of the best row has no value for."""
    row = next((item for item in evidence[:FIRST] if item.unit.cells), None)
    if row is None:
        return []
    said = missing(row.hit.passage, row.unit, query, row.hit.report.metadata.date)
    return [said] if said else []


def _nearest(
    pages: Pages, query: Query, rarity: Rarity, evidence: Sequence[Evidence]
) -> list[Statement]:
    made = (
        statement(pages, query, item.hit, [item.unit], rarity.overall)
        for item in evidence[:NEAREST]
    )
    return [one for one in made if one is not None]
