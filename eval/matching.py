"""When a gold quote counts as found, and a phrase as said.

A test set's quotes come from other extractions of the same page, so they are lined up
loosely; but never across a changed figure, negation or period.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from corpus.quotes import normalise

LIKENESS: Final = 92.0  # of 100, on folded text
# Below this many characters one changed word still leaves a likeness of 0.92.
_EXACT_BELOW: Final = 24
COVERED_WORDS: Final = 0.6

_MARKS: Final = re.compile(r"[*_|•·¶\"'`\-]+|(?<!\w)o(?=\s)")
_NUMBER: Final = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_TOKEN: Final = re.compile(r"[^\W_]+")
# What must not differ within a likeness: figures with their unit, negations, periods.
_GUARDED: Final = re.compile(
    r"[£$€]?\d(?:[\d,./:]*\d)?(?:\s?%|[a-z]+|\s(?:thousand|million|billion|k|m|bn)\b)?"
    r"|\b(?:not?|never|nor|neither|without|cannot|\w+n t"  # folding opens "isn't" to "isn t"
    r"|days?|daily|weeks?|weekly|months?|monthly|quarters?|quarterly|years?|yearly|annually)\b"
)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`text` without case, bullets, emphasis, cell bars, quotes and dashes; single spaces."""
    return " ".join(_MARKS.sub(" ", normalise(text)).casefold().split())


@lru_cache(maxsize=4096)
def _squeezed(text: str) -> str:
    return fold(text).replace(" ", "")


def lies_in(quote: str, passage: str) -> bool:
    """Whether a gold quote lies inside a passage's text.

    It does when it stands there, leaving case, bullets, emphasis, quotes, dashes and space
    aside, or when some stretch of the passage is like it by 0.92 and has the same figures,
    negations and periods. Short quotes must stand there.
    """
    if not (wanted := _squeezed(quote)):
        return False
    if wanted in _squeezed(passage):
        return True
    gold, text = fold(quote), fold(passage)
    # The partial ratio of a passage shorter than the quote would look for it in the quote.
    if len(gold) < _EXACT_BELOW or len(text) < len(gold) * LIKENESS / 100:
        return False
    if len(text) <= len(gold):
        return fuzz.ratio(gold, text) >= LIKENESS and _guarded(gold) == _guarded(text)
    found = fuzz.partial_ratio_alignment(gold, text, score_cutoff=LIKENESS)
    if found is None:
        return False
    return _guarded(gold) == _guarded(_whole_words(text, found.dest_start, found.dest_end))


def _guarded(text: str) -> Counter[str]:
    return Counter(token.replace(" ", "") for token in _GUARDED.findall(text))


def _whole_words(text: str, start: int, end: int) -> str:
    """The stretch, with words that it only cuts into made whole or left out by the half."""
    left, right = text.rfind(" ", 0, start) + 1, text.find(" ", start)
    if start - left > 0:
        start = left if right < 0 or start - left <= (right - left) / 2 else right + 1
    left, right = text.rfind(" ", 0, end) + 1, text.find(" ", end)
    right = len(text) if right < 0 else right
    if left < end < right:
        end = right if end - left >= (right - left) / 2 else left
    return text[start:end]


def covers(quotes: Iterable[str], gold: str) -> bool:
    """Whether quotes, taken together, hold 60 % of a gold quote's words and all its numbers.

    Words are counted as often as they stand; a quote given twice counts once.
    """
    cited = " \n ".join(dict.fromkeys(quotes))
    wanted, held = Counter(_words(gold)), Counter(_words(cited))
    if not wanted:
        return False
    share = sum((wanted & held).values()) / wanted.total()
    return share >= COVERED_WORDS and _numbers(gold) <= _numbers(cited)


def _words(text: str) -> list[str]:
    return _TOKEN.findall(fold(text))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(number.replace(",", "") for number in _NUMBER.findall(normalise(text)))


def says(phrase: str, texts: Sequence[str]) -> bool:
    """Whether one of `texts` holds `phrase` as whole words.

    Case, emphasis, quotes, dashes and space are left aside. A figure is whole when no digits
    go on before or after it; noughts after a decimal point may ("2,049" stands in "2,049.0").
    """
    pattern = _phrase(phrase)
    return any(pattern.search(fold(text)) for text in texts)


@lru_cache(maxsize=1024)
def _phrase(phrase: str) -> re.Pattern[str]:
    folded = fold(phrase)
    before = r"(?<!\w)" + (r"(?<!\d[.,])" if folded[:1].isdigit() else "")
    after = r"(?!\w)" + (r"(?!,\d)(?!\.0*[1-9])" if folded[-1:].isdigit() else "")
    return re.compile(before + re.escape(folded) + after)
