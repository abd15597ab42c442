"""Find the areas that a name or a text speaks of.

Names are matched whole and longest first: "West Lancashire" is never "Lancashire". In a text
a name counts only where it is capitalised; names that are also words ("Reading") need more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.area_index import LINKING, Node, names, nearest, trie
from corpus.area_table import (
    COMBINED,
    FORCE,
    Area,
    all_areas,
    area,
    contains,
    with_made_up,
    within,
)
from corpus.area_words import Token, is_place, joined, tokens

__all__ = [
    "COMBINED",
    "FORCE",
    "Area",
    "Mention",
    "all_areas",
    "area",
    "contains",
    "find",
    "mentions",
    "with_made_up",
    "within",
]

# "the PCC for Lincolnshire" is the force area, not the county.
_OF_POLICE = re.compile(
    r"(?:\bcommissioner(?:['’]s office)?|\bO?P(?:F)?CC|\bchief constable)\s+(?:for|of)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LONG_ENOUGH = 9  # letters; a shorter word with a slip in it may be another word


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text: the half-open span, and what it may stand for.

    A plain "Lincolnshire" stands for the county and, after it, the police force area.
    """

    start: int
    end: int
    areas: tuple[Area, ...]


def find(name: str) -> tuple[Area, ...]:
    """The areas that go by this name, in any case; a slip of the pen in it is forgiven.

    "Lincolnshire" gives the county and the police force area, "LLR" three authorities. An
    unknown name gives an empty tuple.
    """
    keys = tuple(t.key for t in tokens(name) if t.key != ",")
    keys = keys[1:] if keys[:1] == ("the",) else keys
    return names().get(keys) or nearest(keys)


def mentions(text: str, *, lowercase_ok: bool = False, misspelt_ok: bool = False) -> list[Mention]:
    """The places named in a text, in order, never overlapping.

    `lowercase_ok` is for a question typed in lower case: names that are also English words
    still need a context such as "in reading?". `misspelt_ok` also takes long names with a
    slip in them ("Linconshire").
    """
    words = tokens(text)
    found: list[Mention] = []
    at = 0
    while at < len(words):
        hit = _longest(text, words, at, lowercase_ok)
        if hit is None and misspelt_ok:
            hit = _misspelt(text, words, at, lowercase_ok)
        if hit is None:
            at += 1
            continue
        stop, areas = hit
        if is_place(text, words, at, stop):
            start, end = words[at].start, words[stop - 1].end
            found.append(Mention(start, end, _meant(text, start, areas)))
        at = stop
    return found


def _longest(
    text: str, words: Sequence[Token], at: int, lowercase_ok: bool
) -> tuple[int, tuple[Area, ...]] | None:
    """Where the longest name that begins here stops, and its areas."""
    node = trie()
    best = None
    for stop in range(at, len(words)):
        if stop > at and not joined(text, words[stop - 1], words[stop]):
            break
        following = node.after.get(words[stop].key)
        if following is None:
            break
        node = following
        if node.areas and (lowercase_ok or _capitalised(words[at : stop + 1], node)):
            best = (stop + 1, node.areas)
    return best


def _capitalised(words: Sequence[Token], node: Node) -> bool:
    if node.acronym:
        return all(word.text.isupper() or word.text == "&" for word in words)
    # "borough of Chorley" and "Kent county council" are names too.
    significant = [word for word in words if word.key not in LINKING]
    return bool(significant) and all(word.text[0].isupper() for word in significant)


def _misspelt(
    text: str, words: Sequence[Token], at: int, lowercase_ok: bool
) -> tuple[int, tuple[Area, ...]] | None:
    stop = at
    while (
        stop < min(at + 3, len(words))
        and (lowercase_ok or words[stop].text[0].isupper())
        and (stop == at or joined(text, words[stop - 1], words[stop]))
    ):
        stop += 1
    for end in range(stop, at, -1):
        keys = tuple(word.key for word in words[at:end])
        if sum(map(len, keys)) >= _LONG_ENOUGH and (areas := nearest(keys)):
            return end, areas
    return None


def _meant(text: str, start: int, areas: tuple[Area, ...]) -> tuple[Area, ...]:
    forces = tuple(a for a in areas if a.kind == FORCE)
    of_police = _OF_POLICE.search(text[max(0, start - 60) : start])
    return forces if forces and of_police else areas
