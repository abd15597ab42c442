"""Whether the figures that areas give measure the same thing, and may stand side by side."""

from __future__ import annotations

import calendar
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.comparison.cells import Cell, Finding
from retrieval.query import content_words
from retrieval.tables.times import Times, times
from retrieval.words import stem

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:\s?(?:k|m|bn|million|billion)\b)?"
_BASE = r"(?:head|person|resident|week|month|quarter|year)\b"
_RATE = re.compile(
    rf"£?\b(?:{_NUMBER})[^,.;:()]{{0,60}}? (?:(?:per|for every|in every) (?:{_NUMBER}|{_BASE})"
    rf"|(?:a|each) {_BASE})[^,.;:()]*"
)
_SHARE = re.compile(rf"\b(?:{_NUMBER})\s?(?:%|per ?cent\b)[^,.;:()]*")
_SUM = re.compile(rf"£\s?(?:{_NUMBER}){_SCALE}[^,.;:()]*")
_COUNT = re.compile(
    rf"(?<![\w£./,-])(?<!Act )(?<!ection )(?<!aragraph )(?<!ppendix )(?<!aged )(?<!over )"
    rf"(?!(?:19|20)\d\d\b)(?:{_NUMBER}) (?!of\b|or\b|and\b|to\b|years? old)[a-z][^,.;:()]*"
)
_CELL = re.compile(rf"(?:^|; )(?P<name>[^;:]+): (?P<value>£?\s?(?:{_NUMBER}){_SCALE}%?)(?=;|$)")
_PARAGRAPH = re.compile(r"^\W*\d{1,3}(?:\.\d{1,3})*\.?\s+(?=\W?[A-Z])")
_WORDS = 8  # of what a figure counts
_ALIKE = 0.75  # share of all the words of two things counted that they have in common
_MONTHS = calendar.month_name  # counts from 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that an area gives: as printed with what it counts, its unit, its period, and
    the kind of area it is for.
    """

    area: str
    printed: str
    unit: str
    period: Times
    level: str
    counted: frozenset[str]


def side_by_side(cells: Sequence[Cell]) -> str | None:
    """The figures of a theme's cells beside one another where they measure the same thing, or
    the reason why they don't; None where fewer than two areas give any.
    """
    figures = [figure for cell in cells if (figure := figure_of(cell)) is not None]
    if len(figures) < 2:
        return None
    if reasons := _differences(figures):
        return f"Figures are not set side by side: {', and '.join(reasons)}."
    return f"Side by side: {_each(figures, lambda f: f.printed)}, all for {_period(figures[0])}."


def figure_of(cell: Cell) -> Figure | None:
    """The first figure that a cell's statements give."""
    return next((made for f in cell.findings if (made := _first(cell, f)) is not None), None)


def _first(cell: Cell, finding: Finding) -> Figure | None:
    statement = finding.statement
    cited = statement.citations[0]
    text = _PARAGRAPH.sub("", statement.text)
    if statement.kind == "table":
        cells = list(_CELL.finditer(text))
        if len(cells) != 1:  # which of several is meant is not plain
            return None
        what, value = cells[0]["name"].strip(), cells[0]["value"]
        unit = _unit_of_column(what, value)
        printed = f"{value} ({what})"
    else:
        found = [
            (match.start(), unit, match)
            for unit, pattern in _UNITS
            if (match := pattern.search(text))
        ]
        if not found:
            return None
        _, unit, match = min(found, key=lambda one: one[0])
        printed = what = " ".join(match[0].split()[:_WORDS])
    period = times(text) or times(cited.heading or "")
    base = frozenset(re.findall(r"(?:per|every) (\d[\d,]*)", what))
    counted = base | {stem(word) for word in content_words(what) if word.isalpha()}
    return Figure(cell.area, printed, unit, period, finding.level, counted)


_UNITS = (("rate", _RATE), ("percentage", _SHARE), ("sum of money", _SUM), ("number", _COUNT))


def _unit_of_column(name: str, value: str) -> str:
    if "£" in name + value:
        return "sum of money"
    if "%" in name + value or "per cent" in name.lower():
        return "percentage"
    return "rate" if re.search(r"\brate\b|\bper \d", name, re.IGNORECASE) else "number"


def _differences(figures: Sequence[Figure]) -> list[str]:
    """What keeps figures from being set side by side, with each area's share in it."""
    reasons = []
    if len({f.unit for f in figures}) > 1:
        reasons.append(f"different units ({_each(figures, lambda f: f.unit)})")
    if len(set(map(_period, figures))) > 1:
        reasons.append(f"different periods ({_each(figures, _period)})")
    elif not figures[0].period:
        reasons.append("no period is given")
    if len({f.level for f in figures}) > 1:
        reasons.append(f"different kinds of area ({_each(figures, lambda f: f.level)})")
    pairs = itertools.combinations([f.counted for f in figures], 2)
    if not reasons and not all(_alike(one, other) for one, other in pairs):
        reasons.append(f"they count different things ({_each(figures, lambda f: f.printed)})")
    return reasons


def _each(figures: Sequence[Figure], say: Callable[[Figure], str]) -> str:
    return "; ".join(f"{f.area}: {say(f)}" for f in figures)


def _period(figure: Figure) -> str:
    return period_in_words(figure.period) or "none given"


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & other) and len(one & other) >= _ALIKE * len(one | other)


def period_in_words(period: Times) -> str:
    """A period as reports print it: "Q2 2023/24", "January 2023"; empty for none."""

    def values(kind: str) -> list[int]:
        return sorted(value for name, value in period if name == kind)

    months = [_MONTHS[number] for number in values("month")]
    quarters = [f"Q{number}" for number in values("quarter")]
    financial = [f"{year}/{(year + 1) % 100:02}" for year in values("financial")]
    calendar_years = [str(year) for year in values("year")]
    # The financial year that a month and its year lie in was not printed.
    years = calendar_years if months else financial or calendar_years
    when = [*months[:1], *months[1:][-1:]] or quarters
    return " ".join([part for part in (" to ".join(when), *years) if part])
