"""Whether a line that no style marks reads as a heading."""

from __future__ import annotations

import re

from ingest.numbering import item_marker

_MAX_WORDS = 16
_MAX_CHARS = 120
# A heading names; a sentence says, and has one of these.
_SAYS = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|should|shall|must|can|could|may|might"
    r"|does|did|asked|invited|provides?|includes?|following|below|means|contains?|attached)\b"
)
_NOT_HEADINGS = re.compile(
    r"n/?a|none|nil|yes|no|tbc|end|this page is intentionally left blank"
    r"|.*\.(?:pdf|docx?|xlsx?|pptx?)|.*(?:@|https?://|www\.).*|[\W\d]*"
    r"|page \d+.*|(?:tel|telephone|phone|email|e-mail)\b.*",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:\w+day,? )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:january|february|march|april|may|june|july"
    r"|august|september|october|november|december),? \d{4}\.?",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:annexe?|appendix|part|section|schedule|chapter|theme|priority)\b", re.I)
CONTACT = re.compile(r"\b(?:contacts?|author|officers? to|written by|prepared by)\b", re.I)


def reads_as_heading(text: str, *, numbered: bool = False) -> bool:
    """Whether a line, its number taken off, has the form of a heading.

    Short, begins with a capital or a figure, does not end as a sentence does and says nothing
    of the kind that needs a verb. It does not look at what follows: that is for the caller.
    `numbered` text may part a name with a colon ("4. New Duty: Serious Violence").
    """
    text = text.strip()
    words = text.split()
    if not words or len(words) > _MAX_WORDS or len(text) > _MAX_CHARS or "\n" in text:
        return False
    if text.endswith((".", ";", ",", "!", "-", "–")) or item_marker(text):
        return False
    if _NOT_HEADINGS.fullmatch(text) or _DATE.fullmatch(text):
        return False
    opening = text.lstrip("'\"‘“(")[:1]
    if not (opening.isupper() or opening.isdigit()):
        return False
    if text.isupper() or _PART.match(text):
        return True
    if (": " in text and not numbered) or "\t" in text:  # a key with its value
        return False
    limit = 8 if text.endswith(":") else _MAX_WORDS
    return len(words) <= limit and (text.endswith("?") or not _SAYS.search(text))


def is_part_title(text: str) -> bool:
    """Whether a line opens an annex, an appendix or the like."""
    return bool(_PART.match(text.strip()))
