"""Dates as reports print them: day, month and year, or month and year. Nothing is guessed."""

from __future__ import annotations

import datetime
import re

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_NAME = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d/–-]\d)"
_GAP = r"[\s,_-]+"
_DAY_MONTH_YEAR = re.compile(
    rf"(?<![\d/])(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th)?(?:\s+of)?{_GAP}{_NAME}{_GAP}{_YEAR}\b",
    re.IGNORECASE,
)
_MONTH_DAY_YEAR = re.compile(
    rf"\b{_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b", re.IGNORECASE
)
_SLASHED = re.compile(
    r"(?<![\d/.])(?P<day>\d{1,2})([/.])(?P<month>\d{1,2})\2(?P<year>20\d\d)(?!\d)"
)
_ISO = re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d\d)(?![\d.])")
_MONTH_YEAR = re.compile(rf"(?<![\d-])\b{_NAME}{_GAP}{_YEAR}\b", re.IGNORECASE)
_FULL = (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _SLASHED, _ISO)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?"
_TIME = r"(?:[\s,]*(?:at\s+)?\d{1,2}[.:]\d\d\s*(?:[ap]\.?m\.?)?)?"


def full_date(text: str) -> tuple[str, int, int] | None:
    """The first date with a day in a text, as ISO, and its half-open span (weekday included)."""
    found = [m for pattern in _FULL for m in pattern.finditer(text) if _iso(m)]
    if not found:
        return None
    first = min(found, key=lambda m: m.start())
    weekday = re.search(rf"{_WEEKDAY}$", text[: first.start()], re.IGNORECASE)
    time = re.compile(_TIME, re.IGNORECASE).match(text, first.end())
    assert weekday is not None and time is not None
    return _iso(first) or "", weekday.start(), time.end()


def whole_date(line: str) -> str | None:
    """The date that a line consists of: "Thursday, 9 January 2025", "June 2023"; else None."""
    line = line.strip(" \t\u00a0.,;:()")
    if found := full_date(line):
        return found[0] if (found[1], found[2]) == (0, len(line)) else None
    month = _MONTH_YEAR.fullmatch(line)
    return _month(month) if month else None


def month_date(text: str) -> str | None:
    """The first date in a text, to the month where it has no day ("2023-06")."""
    if found := full_date(text):
        return found[0]
    month = _MONTH_YEAR.search(text)
    return _month(month) if month else None


def date_in_file_name(stem: str) -> str | None:
    """A date in the document's own name: "30th-Jan-2025", "21.01.25", "March 2025"."""
    if found := month_date(stem):
        return found
    short = _SHORT_YEAR.search(stem)
    return _iso(short, century=2000) if short else None


def _iso(match: re.Match[str], century: int = 0) -> str | None:
    month = match["month"]
    try:
        return datetime.date(
            int(match["year"]) + century,
            int(month) if month.isdigit() else _month_number(month),
            int(match["day"]),
        ).isoformat()
    except ValueError:  # 31 June
        return None


def _month(match: re.Match[str]) -> str:
    return f"{match['year']}-{_month_number(match['month']):02}"


def _month_number(name: str) -> int:
    return _MONTHS.index(name.casefold()[:3]) // 3 + 1
