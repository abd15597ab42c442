"""What one area's reports say of one theme, or that they do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.areas import FORCE, area
from corpus.models import Coverage, Hit, Report, Statement
from retrieval.citing import day
from retrieval.comparison.bearing import Home, of_country, places, strange
from retrieval.comparison.reading import Reading, Said
from retrieval.comparison.wording import Words
from retrieval.query import Query
from retrieval.selection import lead_of
from retrieval.spans import printed
from retrieval.statements import Pages, statement

Vector = NDArray[np.float32]
State = Literal["found", "not_found", "not_in_collection"]

# Chosen on the gold matrix (eval/README.md).
ELSEWHERE = 0.3  # off, for what bears on the whole country or on another place
ROW = 0.1  # off, for a row: a sentence says what its figures mean
PASSING = 0.6  # what speaks of a theme alone, with less than this, only touches it
STATEMENTS = 3
CLOSE = 0.75  # share of the best score that further statements, and newer reports, need


@dataclass(frozen=True, slots=True)
class Sought:
    """A theme as it is looked for: its query, its vector, and the words it goes by."""

    query: Query
    vector: Vector
    words: Words


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement of a cell. `about` names the part of the area, or the other place, that it
    speaks of, and is empty where that is the area; `level` is the kind of area that its report
    is for.
    """

    statement: Statement
    about: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What an area's reports say of a theme, from the newest that speaks of it.

    `date` is that report's, ISO as precise as it is; `others` holds the best statement of each
    other report that speaks of it; `searched` tells of all that were looked through.
    """

    area: str
    theme: str
    state: State
    searched: Coverage
    findings: tuple[Finding, ...] = ()
    others: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    date: str | None = None


def state_in_words(cell: Cell) -> str:
    """What became of a cell: the date of what is shown, what was searched in vain, or that
    nothing is held.
    """
    if cell.state == "not_in_collection":
        return "not in the collection"
    if cell.state == "found":
        return day(cell.date) if cell.date else "undated"
    searched = cell.searched
    dates = dict.fromkeys(day(date) for date in (searched.oldest, searched.newest) if date)
    reports = f"{searched.reports} report{'' if searched.reports == 1 else 's'}"
    return f"not found (searched {reports}{', ' if dates else ''}{' to '.join(dates)})"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence that speaks of a theme, with how well it answers for it."""

    said: Said
    score: float

    @property
    def report(self) -> Report:
        return self.said.report


def spoken(reading: Reading, sought: Sought, home: Home) -> list[Spoken]:
    """What speaks of a theme, best first; empty where it is only touched in passing."""
    found = []
    for said, meaning in zip(reading.said, reading.vectors @ sought.vector, strict=True):
        score = sought.words.score(float(meaning), said.wording)
        if score is None or of_country(said.passage, said.index, home):
            continue
        off = ELSEWHERE * strange(said.text, home) + ROW * said.is_row
        found.append(Spoken(said, score - off))
    if len(found) == 1 and found[0].score < PASSING:
        return []
    return sorted(found, key=lambda s: (-s.score, s.said.passage.id, s.said.index))


def newest_first(found: Sequence[Spoken]) -> list[Report]:
    """The reports that speak of a theme, newest first; those without a date come last.

    A report whose best is far from the best of all only touches it: such come after the others.
    """
    best: dict[str, float] = {}
    for one in found:
        best.setdefault(one.report.id, one.score)
    reports = {one.report.id: one.report for one in found}
    newest = sorted(reports.values(), key=lambda r: r.metadata.date or "", reverse=True)
    top = max(best.values(), default=0.0)
    return sorted(newest, key=lambda r: best[r.id] < CLOSE * top)


def findings(pages: Pages, sought: Sought, home: Home, found: Sequence[Spoken]) -> list[Finding]:
    """The statements of a cell, from sentences of one report, best first.

    Of a list the items that speak of the theme are shown, with the sentence that leads it in.
    """
    groups: dict[tuple[str, int], list[Spoken]] = {}
    for one in found:
        if one.score < CLOSE * found[0].score:
            break
        passage = one.said.passage
        lead = lead_of(passage.units, one.said.index)
        group = (passage.id, one.said.index if lead is None else lead)
        if group in groups or len(groups) < STATEMENTS:
            groups.setdefault(group, []).append(one)
    made = []
    for (_, first), items in groups.items():
        passage, report = items[0].said.passage, items[0].report
        shown = sorted({first, *(one.said.index for one in items)})
        hit = Hit(passage, report, items[0].score)
        whole = statement(pages, sought.query, hit, [passage.units[i] for i in shown], {})
        if whole is not None:
            made.append(_finding(whole, report, home))
    return made


def _finding(made: Statement, report: Report, home: Home) -> Finding:
    areas = [area(code) for code in report.metadata.area_codes]
    kinds = {one.kind for one in areas}
    level = FORCE if FORCE in kinds else ", ".join(sorted(kinds))
    if home.codes.isdisjoint(report.metadata.area_codes):  # one for a place inside the area
        return Finding(made, ", ".join(one.name for one in areas), level)
    return Finding(made, ", ".join(places(made.text, home)), level)


def other_reports(shown: Sequence[Finding], others: Sequence[Finding]) -> list[str]:
    """Notes on the other reports that speak of a theme, and whether they give other figures."""
    notes = []
    for other in others:
        first, cited = shown[0].statement.citations[0], other.statement.citations[0]
        when = f" ({day(cited.date)})" if cited.date else ""
        notes.append(
            f"{_age(cited.date, first.date)} report speaks of it too: “{cited.title}”{when}"
            f"{_difference(shown, other)}."
        )
    return notes


def _age(date: str | None, than: str | None) -> str:
    if date is None:
        return "An undated"
    if than is None or date == than:
        return "Another"
    return "An older" if date < than else "A newer"


def _difference(shown: Sequence[Finding], other: Finding) -> str:
    """That a report gives figures or dates that are not among those shown, where both have some."""
    here = {text for finding in shown for text in printed(finding.statement.text)}
    there = [text for text in printed(other.statement.text) if text not in here]
    return f". It differs: it gives {' and '.join(there[:2])}" if here and there else ""
