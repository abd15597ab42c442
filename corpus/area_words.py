"""Words of a text with their places, and whether a name among them is meant as the place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.area_index import COMPASS, LINKING, fold, word_set

# Names that are also words, or mean something else in lower case ("hackney carriage").
_WORDS = word_set(
    "reading bath bury rugby hart hull fife highland highlands derby boston slough stoke angus "
    "swale brent harrow hackney broadland fenland"
) | {"new forest", "high peak", "three rivers", "castle point"}
# Of these, the ones that also begin sentences ("Reading the report").
_OPENERS = frozenset({"reading", "bath", "bury", "rugby", "hull", "stoke", "slough", "highland"})
_PERSON = word_set(
    "cllr councillor mr mrs ms miss dr sir lord lady dame baroness prof professor "
    "inspector sergeant superintendent"
)
_NOT_THE_PLACE = word_set(  # "Preston Street", "Hackney Carriage", "Newport Pagnell"
    "road street lane avenue drive close crescent terrace house way carriage carriages pagnell "
    "spa union league"
)
_RIVERS = word_set("avon tees trent sea thames severn wye stort humber")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[,&]")
_GAP = re.compile(r"[ \t\u00a0]*\n?[ \t\u00a0]*|[ \t]*[-–‐‑][ \t]*")
_GAP_AFTER_INITIAL = re.compile(rf"\.?(?:{_GAP.pattern})")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_AFTER_PLACE = re.compile(
    r"['’]s\b|\s*(?:$|[\n,.;:?!)/]|(?:has|have|had|is|was|do|does|did|saw|get|gets|got|spend|"
    r"spends|spent|received|receives|reported|reports|and|or|than|since|during|last|between)\b)"
)
_BEFORE_PLACE = re.compile(r"\b(?:in|across|near|from|around|about|for|within)\s+$")
_OF_A_BILL = re.compile(r"\b(?:first|second|third|1st|2nd|3rd)\s+$", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|[.!?:;•]|\n)\s*$")


class Token(NamedTuple):
    """A word, comma or "&" of a text, without a possessive "'s"; `key` is its folded form."""

    text: str
    key: str
    start: int
    end: int
    possessive: bool = False


def tokens(text: str) -> list[Token]:
    """The words of a text in order, with half-open offsets."""
    return [_token(match) for match in _TOKEN.finditer(text)]


def _token(match: re.Match[str]) -> Token:
    word, start, end = match[0], match.start(), match.end()
    # "King's" begins a name; every other "'s" ends one.
    if (own := _POSSESSIVE.search(word)) and word.casefold()[:4] != "king":
        return Token(
            word[: own.start()], fold(word[: own.start()]), start, start + own.start(), True
        )
    return Token(word, fold(word), start, end)


def joined(text: str, left: Token, right: Token) -> bool:
    """Whether nothing but a space, a line's end or a hyphen stands between two words."""
    if left.possessive:
        return False
    gap = _GAP_AFTER_INITIAL if len(left.text) == 1 or left.key == "st" else _GAP
    return bool(gap.fullmatch(text, left.end, right.start))


def is_place(text: str, words: Sequence[Token], at: int, stop: int) -> bool:
    """Whether the name in `words[at:stop]` stands alone and means the place."""
    before = words[at - 1] if at and joined(text, words[at - 1], words[at]) else None
    if before and before.key in COMPASS and words[at].key not in COMPASS:
        return False  # "South Lincolnshire" is a part of the county
    if _of_a_person(text, words, at) or _runs_on(text, words, stop):
        return False
    name = " ".join(word.key for word in words[at:stop])
    return name not in _WORDS or _word_is_place(text, words[at], words[stop - 1], name)


def _of_a_person(text: str, words: Sequence[Token], at: int) -> bool:
    """Whether the name follows "Cllr", "Mrs A" or "Cllr Ann"."""
    for back in range(at - 1, max(at - 3, -1), -1):
        if not joined(text, words[back], words[back + 1]) or not words[back].text[0].isupper():
            return False
        if words[back].key in _PERSON:
            return True
    return False


def _runs_on(text: str, words: Sequence[Token], stop: int) -> bool:
    """Whether the name is the beginning of another one: "Kent House", "Bradford-on-Avon"."""
    last = words[stop - 1]
    if stop >= len(words) or not joined(text, last, words[stop]):
        return False
    after = words[stop]
    if after.key in _NOT_THE_PLACE:
        return after.text[0].isupper()
    if after.key not in LINKING or stop + 1 >= len(words):
        return False
    hyphened = text[last.end : after.start].strip() in {"-", "–", "‐", "‑"}
    return hyphened or words[stop + 1].key in _RIVERS


def _word_is_place(text: str, first: Token, last: Token, name: str) -> bool:
    before = text[max(0, first.start - 40) : first.start]
    if _OF_A_BILL.search(before):
        return False
    shouted = first.text.isupper() and len(first.text) > 1
    capitalised = first.text[0].isupper()
    if capitalised and not shouted and (name not in _OPENERS or not _OPENS.search(before)):
        return True
    followed = bool(_AFTER_PLACE.match(text, last.end))
    return followed and (capitalised or bool(_BEFORE_PLACE.search(before)))
