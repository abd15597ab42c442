"""Where the answer stands: the sum, number, share or date that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.models import Span, Unit
from retrieval.query import Query, Want
from retrieval.words import stems

_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTH})\b\.?(?: \d{{4}}\b)?"
    r"|\b(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?\b"
)
TYPED_SPAN: Mapping[Want, re.Pattern[str]] = {
    "sum": re.compile(
        r"[-+]?£ ?\d(?:[\d,.]*\d)?(?: ?(?:k|m|bn|million|billion)\b)?"
        r"|-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\b\d+\.\d+\b|\b\d+ pounds\b"
    ),
    "count": re.compile(
        r"(?<![\d.£/-])\b(?!(?:19|20)\d\d\b)\d[\d,]*(?:\.\d+)?\b(?![/%(])"
        r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|once|twice|weekly|monthly|quarterly|annually)\b",
        re.IGNORECASE,
    ),
    "percentage": re.compile(
        r"\d[\d.,]*\s?(?:%|per ?cent)|\b(?:half|third|quarter)\b", re.IGNORECASE
    ),
    "date": re.compile(_DATE),
}
_PARAGRAPH_NUMBER = re.compile(r"[\s•–—-]*\d{1,3}(?:(?:\.\d{1,3})+\.?|\.)\s+(?=\W?[A-Z])")


def holds_wanted(unit: Unit, query: Query) -> bool:
    """Whether what is asked for stands in a sentence, or in a cell of a row."""
    if not unit.cells:
        return in_text(unit.text, query) is not None
    return any(in_text(value, query) for _, value, _ in row_values(unit))


def in_row(unit: Unit, query: Query) -> Span | None:
    """The cell of a row that is asked for, as a span of the row's text.

    Only a value of the kind asked for, never a column's name; where several fit, the one
    whose column shares the most words with the question; None where that is not one.
    """
    values = row_values(unit)
    # The first cell is what a row is about; a timetable's may be the date itself.
    fitting = [value for value in values[1:] if in_text(value[1], query)]
    if not fitting and query.wants == "date":
        fitting = [value for value in values[:1] if in_text(value[1], query)]
    if len(fitting) > 1:
        asked = stems(query.text)
        shared = [len(stems(name) & asked) for name, _, _ in fitting]
        best = max(shared)
        fitting = [f for f, n in zip(fitting, shared, strict=True) if n == best]
    if len(fitting) != 1:
        return None
    _, value, at = fitting[0]
    return Span(at, at + len(value))


def row_values(unit: Unit) -> list[tuple[str, str, int]]:
    """A row's cells as said: (column's name, value, where the value starts in the text).

    Empty where the columns have no names to tell the cells by.
    """
    starts: list[tuple[str, int, int]] = []
    at = 0
    for name, _ in unit.cells:
        label = f"{name}: "
        found = unit.text.find(label, at) if name else -1
        if found < 0:
            return []
        at = found + len(label)
        starts.append((name, found, at))
    ends = [begin - 2 for _, begin, _ in starts[1:]] + [len(unit.text)]  # "; " between cells
    return [(name, unit.text[at:end], at) for (name, _, at), end in zip(starts, ends, strict=True)]


def in_text(text: str, query: Query) -> Span | None:
    """Where the sum, count, percentage or date asked for stands in a sentence, if it does.

    What the question itself says is not the answer to it.
    """
    pattern = TYPED_SPAN.get(query.wants)
    if pattern is None:
        return None
    number = _PARAGRAPH_NUMBER.match(text)
    found = [
        match
        for match in pattern.finditer(text, number.end() if number else 0)
        if not _says(query.text, match.group())
    ]
    # A sum with its sign goes before other figures of the sentence.
    best = next((m for m in found if "£" in m.group()), found[0] if found else None)
    return Span(*best.span()) if best else None


def _says(question: str, figure: str) -> bool:
    """Whether a question holds a figure as a whole, not as a part of a longer one."""
    whole = rf"(?<![\w.,]){re.escape(figure)}(?!\w|[.,]\d)"
    return re.search(whole, question, re.IGNORECASE) is not None
