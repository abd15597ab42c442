"""From a question to an answer with citations, or to an honest "the reports do not say"."""

from __future__ import annotations

import time
from collections.abc import Sequence

from corpus.embedding import load_model
from corpus.errors import UsageError
from corpus.models import Answer, Hit, Statement, Unit
from corpus.store import Store
from retrieval import sufficiency
from retrieval.acronyms import learn
from retrieval.conversation import resolve
from retrieval.evidence import READ, Evidence, weigh
from retrieval.query import MAX_QUESTION, Query, understand
from retrieval.scope import Scope, choose, reports_for
from retrieval.search import in_turns, search
from retrieval.statements import Pages, statement

STATEMENTS = 4  # the most that an answer to one question shows
LISTED = 6  # the most for a list or for several places
CLOSE = 0.75  # share of the best score that further statements need
NEAREST = 3


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
    scope = choose(store.catalogue.reports(), areas, date_from, date_to)
    resolved = resolve(question, prior)
    query = understand(resolved, _acronyms(store))
    hits, evidence = _retrieve(store, query, scope, top)
    retrieved = time.perf_counter()
    pages = Pages(store)
    reasons = sufficiency.lacks(store, query, scope, evidence)
    statements = [] if reasons else _statements(pages, query, evidence)
    nearest = [] if statements else _nearest(pages, query, evidence)
    done = time.perf_counter()
    return Answer(
        question=question,
        resolved_question=resolved,
        outcome="answered" if statements else "not_found",
        statements=tuple(statements),
        coverage=scope.coverage(),
        notes=(
            *(f"No report for {name} is held." for name in scope.unknown),
            *reasons,
            *_elsewhere(query, scope, statements),
        ),
        nearest=tuple(nearest),
        hits=tuple(hits[:top]),
        seconds={"retrieve": retrieved - started, "answer": done - retrieved},
    )


def _retrieve(
    store: Store, query: Query, scope: Scope, top: int
) -> tuple[list[Hit], list[Evidence]]:
    if not scope.reports:
        return [], []
    text = query.text
    if query.expansions:
        text += f" ({', '.join(query.expansions)})"
    vector = load_model().encode_query(text)
    reports = {report.id: report for report in scope.reports}
    places = _reports_of_places(query, scope)
    hits = search(store, query, vector, reports, max(top, READ), places)
    evidence = weigh(store, query, vector, hits)
    return hits, in_turns(evidence, places, lambda item: item.hit.report.id)


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


def _statements(pages: Pages, query: Query, evidence: Sequence[Evidence]) -> list[Statement]:
    """The best units as statements; a list is given whole."""
    if not evidence:
        return []
    several = query.wants == "list" or len(query.places) > 1
    most = LISTED if several else STATEMENTS
    best = max(item.score for item in evidence)
    used: set[tuple[str, int]] = set()
    said: dict[str, float] = {}  # the best share of the question's words, by passage
    made: list[Statement] = []
    for item in evidence:
        if len(made) == most:
            break
        if item.score < CLOSE * best:
            continue
        passage = item.hit.passage
        # Beside the row that is asked for, the other rows of its table say nothing more.
        if item.unit.cells and item.words < said.get(passage.id, 0.0):
            continue
        said[passage.id] = max(item.words, said.get(passage.id, 0.0))
        span = _span_of(item)
        if any((passage.id, i) in used for i in span):
            continue
        used.update((passage.id, i) for i in span)
        whole = statement(pages, query, item.hit, [passage.units[i] for i in span])
        if whole is not None:
            made.append(whole)
    return made


def _span_of(item: Evidence) -> range:
    """The units to show for one: a list comes whole, with the sentence that leads it in."""
    units = item.hit.passage.units
    start, end = item.index, item.index + 1
    if units[start].cells:
        return range(start, end)
    lead = next((i for i in range(start, -1, -1) if units[i].text.endswith(":")), None)
    if lead is not None and all(_led_by(units[lead], u) for u in units[lead + 1 : end]):
        start = lead
        while end < len(units) and _led_by(units[lead], units[end]):
            end += 1
    return range(start, end)


def _led_by(lead: Unit, item: Unit) -> bool:
    """Whether a unit is an item of the list that `lead` leads in."""
    return item.text != lead.text and item.text.startswith(lead.text)


def _nearest(pages: Pages, query: Query, evidence: Sequence[Evidence]) -> list[Statement]:
    made = (statement(pages, query, item.hit, [item.unit]) for item in evidence[:NEAREST])
    return [one for one in made if one is not None]


def _elsewhere(query: Query, scope: Scope, statements: Sequence[Statement]) -> list[str]:
    """Notes on statements from reports for another place than those the question names."""
    fitting = frozenset().union(*_reports_of_places(query, scope))
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
