"""Periods named in a question: years, financial years, quarters, months and days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_LOWER = (
    r"(?:january|february|april|june|july|august|september|october|november|december"
    r"|(?:march|may)(?=\s+(?:19|20)\d\d))\b"  # also words
)
_MONTH = rf"(?:{_MONTHS}|{_LOWER})"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
_TO = r"\s*(?:to|and|until|-|–)\s*"
_YEAR = (
    r"(?:(?:FY\s?)?(?<![\d£.,/])(?:19|20)\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?(?![\d/%]|[,.]\d)"
    r"|(?<![\d£.,/])[012]\d/[0123]\d(?![\d/%]))"
)
_QUARTER = (
    r"\bQ[1-4]\b|\b[Qq]uarter\s+(?:one|two|three|four|[1-4])\b"
    r"|\b(?:first|second|third|fourth|last|final)\s+quarter\b"
)
_PERIOD = re.compile(
    rf"(?P<month>\b{_DAY}{_MONTH}(?:(?:\s+(?:19|20)\d\d)?{_TO}{_DAY}{_MONTH})?)"
    rf"(?:\s*,?\s*(?P<month_year>(?:19|20)\d\d)(?!\d))?"
    rf"|(?P<quarter>{_QUARTER})(?:\s*,?\s*(?:(?:of|in)\s+)?(?:the\s+)?(?P<quarter_year>{_YEAR}))?"
    rf"|(?P<year>{_YEAR})"
    r"|(?P<step>\b(?:the\s+)?(?:(?:year|one)\s+(?P<back>before)|(?:year|one)\s+after"
    r"|(?P<previous>previous|preceding|prior)\s+year|following\s+year)\b)"
)
_MONTH_NAMES = tuple(calendar.month_abbr)[1:]
_DAYED = re.compile(r"^\d")


@dataclass(frozen=True, slots=True)
class Period:
    """A period named in a text: half-open offsets of the whole and of its parts.

    `part` is a quarter or months; `year` a year or financial year; either may be None. `step`
    is -1 or 1 for "the year before" and "the following year", which count from another one.
    """

    start: int
    end: int
    part: tuple[int, int] | None = None
    year: tuple[int, int] | None = None
    step: int = 0


def periods(text: str) -> list[Period]:
    """The periods named in a text, in order."""
    found = []
    for match in _PERIOD.finditer(text):
        part = next((match.span(g) for g in ("month", "quarter") if match[g]), None)
        groups = ("month_year", "quarter_year", "year")
        year = next((match.span(g) for g in groups if match[g]), None)
        if match["year"] and len(match["year"]) == 5 and not _follows_on(match["year"]):
            continue  # "12/24" is no financial year
        if match.span() == (0, 3) and match[0] == "May":
            continue  # "May we see …"
        back = bool(match["back"] or match["previous"])
        step = (-1 if back else 1) if match["step"] else 0
        found.append(Period(*match.span(), part, year, step))
    return found


def _follows_on(short: str) -> bool:
    return (int(short[:2]) + 1) % 100 == int(short[3:])


def follow(before: str, old: Period, after: str, new: Period) -> str:
    """What a period becomes when a later question names another: its parts carry over.

    `old` stands in `before`, `new` in `after`. "Q3" after "Q2 2023/24" is "Q3 2023/24", "2022"
    after "June 2023" is "June 2022"; "the year before" counts from the old year.
    """
    named = after[new.start : new.end]
    whole = before[old.start : old.end]
    if new.step:
        return whole if old.year is None else _put(before, old, _stepped(before, old, new.step))
    if new.part and not new.year and old.year:
        return f"{named} {before[slice(*old.year)]}"
    if new.year and not new.part and old.part:
        dayed = _DAYED.match(before[slice(*old.part)])
        if not dayed and old.year:
            return _put(before, old, named)
        return named if dayed else f"{whole} {named}"
    return named


def _put(before: str, old: Period, year: str) -> str:
    assert old.year is not None
    return before[old.start : old.year[0]] + year + before[old.year[1] : old.end]


def _stepped(before: str, old: Period, step: int) -> str:
    """The year text moved by a year, written as it was."""
    assert old.year is not None

    def moved(match: re.Match[str]) -> str:
        digits = len(match[0])
        return f"{(int(match[0]) + step) % 10**digits:0{digits}d}"

    return re.sub(r"\d+", moved, before[slice(*old.year)])


def iso(text: str, period: Period) -> str | None:
    """A day, month or calendar year in ISO, as precise as it is named; None for other periods."""
    if period.year is None or not re.fullmatch(r"\d{4}", text[slice(*period.year)]):
        return None
    year = text[slice(*period.year)]
    if period.part is None:
        return year
    named = re.fullmatch(
        r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?([A-Za-z]{3})[a-z]*\.?",
        text[slice(*period.part)],
    )
    if named is None or named[2].title() not in _MONTH_NAMES:
        return None
    month = f"{year}-{_MONTH_NAMES.index(named[2].title()) + 1:02d}"
    return f"{month}-{int(named[1]):02d}" if named[1] else month
