"""The one check that a quote stands in a text (DESIGN.md: "Quotes are slices").

Two extractions of one page differ in space, in the shape of quotes and dashes, in ligatures
and in how a word broken at a line end is put together. Nothing else may differ: case, digits,
signs, units and every word count.

How: both texts are reduced to their characters without space and dashes, the quote is looked
for there, and then every gap between two characters is compared. Comparing the reduced texts
alone would pass "notable" for "not able", "-388.9" for "388.9" and "12 3" for "1 23".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_SOFT: Final = "\x01"  # a hyphen that may only be there because the line ended
_SPELLING_TAGS: Final = frozenset(
    {"<super>", "<sub>", "<fraction>", "<circle>", "<square>", "<vertical>"}
)
_CURRENCY: Final = frozenset("£$€")


class _Folding(dict[int, str]):
    """Character map for `str.translate`: quotes, dashes, bullets, spaces and ligatures.

    Superscripts and fractions stay: folding them would turn "10²" into "102".
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        tag = unicodedata.decomposition(char).partition(" ")[0]
        folded = char if tag in _SPELLING_TAGS else unicodedata.normalize("NFKC", char)
        self[code] = folded
        return folded


def _folding() -> _Folding:
    table = _Folding()
    for chars, to in (
        ("‘’‚‛′`´ʼ", "'"),
        ("“”„‟″«»", '"'),
        ("‐‑‒–—―−﹘﹣－⁃", "-"),
        # Symbol fonts print their bullets from the private use area.
        ("•●▪◦‣∙■□◼\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d", "•"),
        ("\u200b\u200c\u200d\u2060\ufeff", ""),
        ("\u0085\u2028\u2029\x0b\x0c\r", "\n"),
        # pdfium puts U+FFFE (or U+0002) where it joined two lines at a hyphen.
        ("\u00ad\ufffe\x02", _SOFT),
    ):
        table.update(dict.fromkeys(map(ord, chars), to))
    return table


_FOLDING: Final = _folding()
# Only a hyphen that touches a word can have been set to break it; a dash cannot.
_LINE_END_HYPHEN: Final = re.compile(r"(?<=\w)[-‐][ \t\xa0]*[\r\n]\s*")
_SOFT_AND_SPACE: Final = re.compile(rf"{_SOFT}\s*")
_GAP: Final = re.compile(rf"[\s\-{_SOFT}]+")


def normalise(text: str) -> str:
    """`text` with one form for quotes, dashes, ligatures and bullets, and single spaces.

    A hyphen at a line end stays, without the break ("multi-⏎agency" is "multi-agency"); a
    soft hyphen counts as one. Case, digits and words are as they were.
    """
    return re.sub(r"\s+", " ", _fold(text).replace(_SOFT, "-")).strip()


def stands_in(quote: str, text: str) -> bool:
    """Whether `quote` stands in `text`, word for word.

    Equal after normalising space, quotes, dashes, ligatures and hyphenation, and nothing
    looser. A quote may not begin or end inside a word, a number or a hyphenated compound,
    nor leave off a minus, a currency sign or a per cent sign. An empty quote stands nowhere.
    """
    wanted, wanted_gaps = _spread(quote)
    if not wanted:  # a dash alone, as in a blank cell
        dash = normalise(quote)
        return bool(dash) and dash in normalise(text)
    chars, gaps = _spread(text)
    at = chars.find(wanted)
    while at >= 0:
        if _matches(wanted, wanted_gaps, chars, gaps, at):
            return True
        at = chars.find(wanted, at + 1)
    return False


def _fold(text: str) -> str:
    marked = _LINE_END_HYPHEN.sub(_SOFT, unicodedata.normalize("NFC", text))
    return _SOFT_AND_SPACE.sub(_SOFT, marked.translate(_FOLDING))


@lru_cache(maxsize=256)
def _spread(text: str) -> tuple[str, tuple[str, ...]]:
    """The characters without space and dashes, and the gap before each and after the last.

    A gap is a string of "-", the soft hyphen and single spaces.
    """
    folded = _fold(text)
    chars: list[str] = []
    gaps: list[str] = []
    end = 0
    pending = ""
    for found in _GAP.finditer(folded):
        run = folded[end : found.start()]
        if run:
            gaps.append(pending)
            gaps.extend([""] * (len(run) - 1))
            chars.append(run)
        pending = re.sub(r"\s+", " ", found[0])
        end = found.end()
    if run := folded[end:]:
        gaps.append(pending)
        gaps.extend([""] * (len(run) - 1))
        chars.append(run)
        pending = ""
    gaps.append(pending)
    return "".join(chars), tuple(gaps)


def _matches(
    wanted: str, wanted_gaps: tuple[str, ...], chars: str, gaps: tuple[str, ...], at: int
) -> bool:
    size = len(wanted)
    for i in range(1, size):
        mine, theirs = wanted_gaps[i], gaps[at + i]
        if mine != theirs and not _same_gap(mine, theirs, wanted, i):
            return False
    return _clean_start(wanted_gaps[0], gaps[at], chars, at) and _clean_end(
        wanted_gaps[size], gaps[at + size], chars, at + size
    )


def _hyphens(gap: str) -> int:
    return gap.count("-") + gap.count(_SOFT)


def _is_minus(gap: str, before: str) -> bool:
    """Whether a gap before a figure ends in a sign, as against a dash or a range."""
    return gap.endswith("-") and (len(gap) > 1 or not before.isalnum())


def _opens_figure(char: str) -> bool:
    return char.isdigit() or char in _CURRENCY or char == "."


def _same_gap(one: str, other: str, chars: str, i: int) -> bool:
    before, after = chars[i - 1], chars[i]
    if _hyphens(one) != _hyphens(other):
        # A word broken at a line end may be stored mended.
        return {one, other} == {_SOFT, ""} and before.isalpha() and after.islower()
    if _hyphens(one):
        return not _opens_figure(after) or _is_minus(one, before) == _is_minus(other, before)
    # Space on one side only: between two words or figures it counts, at punctuation not.
    if before.isalnum() and after.isalnum():
        return False
    if before in ".," and after.isdigit():  # "1, 200" is two figures, "1,200" is one
        return False
    return not (after in ".," and chars[i + 1 : i + 2].isdigit())


def _clean_start(mine: str, theirs: str, chars: str, at: int) -> bool:
    after = chars[at]
    before = chars[at - 1] if at else ""
    if _hyphens(mine):
        return _hyphens(mine) <= _hyphens(theirs) and (
            not _opens_figure(after) or _is_minus(mine, "") == _is_minus(theirs, before)
        )
    if _opens_figure(after) and theirs.endswith("-"):
        return False
    if " " in theirs or not before:
        return True
    if before.isalnum() and after.isalnum():
        # Headings are often glued to what follows: "PurposeThe report".
        return not theirs and before.islower() and after.isupper()
    if after.isdigit() and not theirs:
        in_number = before in ".," and at > 1 and chars[at - 2].isdigit()
        return not in_number and before not in _CURRENCY
    return True


def _clean_end(mine: str, theirs: str, chars: str, end: int) -> bool:
    if _hyphens(mine):
        return _hyphens(mine) <= _hyphens(theirs)
    after = chars[end : end + 1]
    if " " in theirs or not after:
        return True
    before = chars[end - 1]
    if before.isalnum() and after.isalnum():
        return not theirs and before.islower() and after.isupper()
    if before.isdigit() and not theirs:
        return after != "%" and not (after in ".," and chars[end + 1 : end + 2].isdigit())
    return True
