"""From a question to an answer with citations, or to an honest "the reports do not say"."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence

from corpus.errors import UsageError
from corpus.models import Answer, Comparison, Statement
from corpus.store import Store
from retrieval.comparison.asked import silent
from retrieval.comparison.themes import theme
from retrieval.gathering import Gathered, gather, without
from retrieval.notes import notes
from retrieval.query import MAX_QUESTION
from retrieval.selection import select
from retrieval.statements import Pages, statement
from retrieval.sufficiency import judge
from retrieval.tables.cells import missing
from retrieval.tables.reckoning import reckon, reckoning_wanted

NEAREST = 3
RECKONED = 8  # the best passages, whose tables are asked for a smallest, largest or total
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
    # A terminal that is not UTF-8 hands over halves of characters, which no tokenizer reads.
    question = " ".join(question.encode("utf-8", "replace").decode().split())
    if not question:
        raise UsageError("The question is empty: type what you want to know.")
    if len(question) > MAX_QUESTION:
        raise UsageError(
            f"The question has {len(question):,} characters, and {MAX_QUESTION:,} is the most: "
            "shorten it."
        )
    started = time.perf_counter()
    found = gather(
        store,
        question,
        areas=areas,
        date_from=date_from,
        date_to=date_to,
        prior=prior,
        top=top,
    )
    retrieved = time.perf_counter()
    pages = Pages(store)
    compared = found.comparison
    silences = silent(store, pages, found.scope, compared) if compared else {}
    if silences:
        found = without(found, silences)
    spoken = bool(compared and theme(compared.theme).ready and found.places)
    verdict = judge(store, found, spoken=spoken)
    statements = [] if verdict.refused else _statements(store, pages, found)
    plain = not statements or statements[0].kind == "ours"
    doubts = [] if plain else [*_missing(found), *verdict.doubts]
    absences = _absent(compared, found, silences, statements) if compared else []
    lacking = [*silences.values(), *absences, *doubts]
    done = time.perf_counter()
    return Answer(
        question=question,
        resolved_question=found.query.text,
        outcome="not_found" if not statements else "partial" if lacking else "answered",
        statements=tuple(statements),
        coverage=found.scope.coverage(),
        missing=tuple(lacking),
        notes=(
            *(f"No report for {name} is held." for name in found.scope.unknown),
            *([found.note] if found.note else []),
            *(verdict.reasons if verdict.refused or not (silences or absences) else ()),
            *notes(found.query, found.scope, statements),
        ),
        nearest=() if statements else tuple(_nearest(pages, found)),
        hits=found.hits[:top],
        comparison=compared,
        seconds={"retrieve": retrieved - started, "answer": done - retrieved},
    )


def _statements(store: Store, pages: Pages, found: Gathered) -> list[Statement]:
    """What is worked out from a table, where that is asked for; else what the evidence says."""
    rarity = found.rarity.overall
    if reckoning_wanted(found.query.text):
        worked_out = (
            reckon(store, pages, found.query, hit, rarity) for hit in found.hits[:RECKONED]
        )
        first = next((one for one in worked_out if one is not None), None)
        if first is not None:
            return [first]
    places = tuple(found.places.values())
    made = select(pages, found.query, rarity, found.evidence, places)
    if len(places) < 2:
        return made
    return sorted(made, key=lambda one: _place(one, places))  # area by area, best first in each


def _absent(
    compared: Comparison, found: Gathered, silences: Collection[str], made: Sequence[Statement]
) -> list[str]:
    """The areas compared that no statement speaks for, in sentences."""
    cited = {c.report_id for one in made for c in one.citations}
    said = " ".join(one.text for one in made)
    return [
        f"Nothing was found for {name}."
        if name in found.places
        else f"No report for {name} was there to be searched."
        for name in compared.areas
        if name not in silences
        and cited.isdisjoint(found.places.get(name, ()))
        and not (name not in found.places and name in said)
    ]


def _place(made: Statement, places: Sequence[frozenset[str]]) -> int:
    """The number of the place whose report a statement is from; what is of none comes last."""
    report = made.citations[0].report_id
    return next((i for i, ids in enumerate(places) if report in ids), len(places))


def _missing(found: Gathered) -> list[str]:
    """What the table of the best row has no value for."""
    row = next((item for item in found.evidence[:FIRST] if item.unit.cells), None)
    if row is None:
        return []
    said = missing(row.hit.passage, row.unit, found.query, row.hit.report.metadata.date)
    return [said] if said else []


def _nearest(pages: Pages, found: Gathered) -> list[Statement]:
    rarity = found.rarity.overall
    made = (
        statement(pages, found.query, item.hit, [item.unit], rarity)
        for item in found.nearest[:NEAREST]
    )
    return [one for one in made if one is not None]
