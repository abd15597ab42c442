"""Words of questions and reports brought to a common form, to see what they share."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*")
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ers", "er", "ed",
            "es", "s", "ly", "e")  # fmt: skip


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending, so that "reviews", "reviewed" and "reviewing" are one.

    Rough on purpose: both sides of every comparison go through it.
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def stems(text: str) -> set[str]:
    """The stems of all words and figures of a text."""
    return {stem(word) for word in _WORD.findall(text.lower().replace("’", "'"))}
