"""Questions that only make sense after the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.query import content_words

_LEANS = re.compile(
    r"^(?:and|but|so|or|what about|how about)\b"
    r"|\b(?:it|its|that|this|they|them|their|those|these|he|she|his|her|there|one|ones)\b",
    re.IGNORECASE,
)
_MOST = 6  # content words of a question that leans on the one before
_FEWEST = 2  # with fewer, it can't stand alone


def resolve(question: str, prior: Sequence[str]) -> str:
    """The question with the one before it in front, if it leans on that; else as it is."""
    words = len(content_words(question))
    leans = words < _FEWEST or (words <= _MOST and _LEANS.search(question) is not None)
    return f"{prior[-1]} {question}" if prior and leans else question
