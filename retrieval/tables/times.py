"""Periods brought to a common form, to see whether a column is about the time asked for.

Quarters are those of the financial year (April to June is the first), as councils count them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:(?:19|20)\d\d|(?<=\D)\d\d)(?![\d:]|[,.]\d|\s*(?:%|per))"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
_MONTHLY = re.compile(
    rf"(?P<lead>\b{_DAY})\b(?P<first>{_MONTH})(?:\s*[-–'’‘]?\s*(?P<year>{_YEAR}))?"
    rf"(?:\s*(?:-|–|—|/|to)\s*{_DAY}(?P<last>{_MONTH})(?:\s*[-–'’‘]?\s*(?P<last_year>{_YEAR}))?)?",
    re.IGNORECASE,
)
_MAY_BE_A_VERB = re.compile(r"may|march", re.IGNORECASE)
_LEADS_TO_A_MONTH = re.compile(r"\b(?:in|by|to|since|until|from|of|end|early|late)\s+$", re.I)
_NUMERIC = re.compile(r"\b\d{1,2}[./](\d{1,2})[./]((?:20)?\d\d)\b")
_FINANCIAL = re.compile(
    r"(?<![\d/.£,–-])(?:20)?(\d\d)\s?[-–/]\s?(?:20)?(\d\d)"
    rf"(?![\d/%]|[.,]\d|[ -]years?[ -]olds?|\s+{_MONTH})",
    re.IGNORECASE,
)
_CALENDAR = re.compile(r"(?<![\d£.,/–-])((?:19|20)\d\d)(?![\d%]|[.,]\d|\s?[-–/]\s?\d)")
_NUMBERS = {"1": 1, "2": 2, "3": 3, "4": 4, "one": 1, "two": 2, "three": 3, "four": 4,
            "first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}  # fmt: skip
_QUARTER = re.compile(
    r"\b(?:q|quarter )([1-4]|one|two|three|four)\b|\b(first|second|third|fourth|final) quarter\b"
    r"|\b(last) quarter of\b",
    re.IGNORECASE,
)
# "the last quarter of 2024", "Q4 2024": whether of the calendar or the financial year is not told
_OF_A_CALENDAR_YEAR = re.compile(
    r"\s*(?:of |in |, ?)?(?:the year )?(?:19|20)\d\d(?!\s?[-–/]\s?\d)", re.I
)
_LENGTHS = (
    (3, re.compile(r"\bquarter (?:to|ended|ending)\b", re.IGNORECASE)),
    (12, re.compile(r"\b(?:12|twelve) m(?:on)?ths?\b|\byear (?:to|ended|ending)\b", re.IGNORECASE)),
)
_THIS_YEAR = re.compile(r"\b(?:this|current)(?: financial)? year\b|\byear so far\b", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\b(?:last|previous) (?:financial )?year\b|\byear before\b", re.IGNORECASE)
_OF_TIME = re.compile(
    r"\d|^(?:quarter|month|year|january|february|march|april|may|june|july|august|september"
    r"|october|november|december)",
    re.IGNORECASE,
)

Mark = tuple[str, int]
Times = frozenset[Mark]


def times(text: str, as_of: str | None = None) -> Times:
    """The quarters, months, years, financial years and lengths of time that a text names.

    Each is a pair: ("quarter", 1 to 4), ("month", 1 to 12), ("year", 2024), ("financial", 2024
    for 2024/25) or ("length", months). `as_of` is an ISO date that "this year" counts from.
    """
    return frozenset(_found(text, as_of))


def agreement(asked: Times, said: Times) -> int:
    """How many kinds of time two texts agree in; -1 where they name different ones."""
    count = 0
    for kind in {kind for kind, _ in asked} & {kind for kind, _ in said}:
        one = {value for k, value in asked if k == kind}
        other = {value for k, value in said if k == kind}
        if not one & other or (kind == "month" and not (one <= other or other <= one)):
            return -1
        count += 1
    return count


def of_time(word: str) -> bool:
    """Whether a word of a question, in small letters, is a figure or belongs to a time."""
    return _OF_TIME.search(word) is not None


def _found(text: str, as_of: str | None) -> Iterator[Mark]:
    for match in _MONTHLY.finditer(text):
        yield from _monthly(text, match)
    for match in _NUMERIC.finditer(text):
        if 1 <= int(match[1]) <= 12:
            yield from _dated(_full(match[2]), int(match[1]))
    for match in _FINANCIAL.finditer(text):
        if (int(match[1]) + 1) % 100 == int(match[2]):
            yield "financial", 2000 + int(match[1])
    for match in _CALENDAR.finditer(text):
        yield "year", int(match[1])
    for match in _QUARTER.finditer(text):
        if _OF_A_CALENDAR_YEAR.match(text, match.end()):
            continue
        yield "quarter", _NUMBERS[(match[1] or match[2] or match[3]).lower()]
    for months, pattern in _LENGTHS:
        if pattern.search(text):
            yield "length", months
    if as_of is not None and len(as_of) >= 7:
        now = financial_year(int(as_of[:4]), int(as_of[5:7]))
        if _THIS_YEAR.search(text):
            yield "financial", now
        if _LAST_YEAR.search(text):
            yield "financial", now - 1


def financial_year(year: int, month: int) -> int:
    """The year in which the financial year of a month began (April)."""
    return year if month > 3 else year - 1


def _monthly(text: str, match: re.Match[str]) -> Iterator[Mark]:
    alone = not (match["lead"] or match["year"] or match["last"])
    word = match["first"]
    if (
        alone
        and _MAY_BE_A_VERB.fullmatch(word)
        and not (_LEADS_TO_A_MONTH.search(text, 0, match.start()) or text.strip() == word)
    ):
        return
    first = _number(word)
    last = _number(match["last"]) if match["last"] else first
    months = [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]
    for month in months:
        yield "month", month
    if len(months) == 3 and first % 3 == 1:
        yield "quarter", ((first - 4) % 12) // 3 + 1
    year = match["last_year"] or match["year"]
    if year:
        yield from _dated(_full(year), last)
        if match["year"]:
            yield from _dated(_full(match["year"]), first)


def _dated(year: int, month: int) -> Iterator[Mark]:
    yield "month", month
    yield "year", year
    yield "financial", financial_year(year, month)


def _number(month: str) -> int:
    return _MONTHS.index(month[:3].lower()) + 1


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)
