"""Where the answer stands: the sum, number, share or date that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.models import Span
from retrieval.query import Query, Want

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


def in_text(text: str, query: Query) -> Span | None:
    """Where the sum, count, percentage or date asked for stands in a sentence, if it does.

    A sum with its sign goes before other figures of the sentence.
    """
    found = all_in_text(text, query)
    signed = (span for span in found if "£" in text[span.start : span.end])
    return next(signed, found[0] if found else None)


def all_in_text(text: str, query: Query) -> list[Span]:
    """Every sum, count, percentage or date of the kind asked for that a sentence holds.

    What the question itself says is not the answer to it.
    """
    pattern = TYPED_SPAN.get(query.wants)
    if pattern is None:
        return []
    number = _PARAGRAPH_NUMBER.match(text)
    return [
        Span(*match.span())
        for match in pattern.finditer(text, number.end() if number else 0)
        if not _says(query.text, match.group())
    ]


def printed(text: str) -> list[str]:
    """The sums, percentages and dates that a text prints, in order, each once."""
    found = sorted(
        (match.start(), match[0])
        for want in ("sum", "percentage", "date")
        for match in TYPED_SPAN[want].finditer(text)
    )
    return list(dict.fromkeys(words for _, words in found))


def _says(question: str, figure: str) -> bool:
    """Whether a question holds a figure as a whole, not as a part of a longer one."""
    whole = rf"(?<![\w.,]){re.escape(figure)}(?!\w|[.,]\d)"
    return re.search(whole, question, re.IGNORECASE) is not None
