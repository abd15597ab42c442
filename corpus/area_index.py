"""Every form of every area's name, in a tree of words built once a process."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz.distance import OSA

from corpus.area_table import COMBINED, FORCE, Area, all_areas, area


def word_set(words: str) -> frozenset[str]:
    """The words of a string as a set."""
    return frozenset(words.split())


COMPASS = word_set(
    "north south east west mid central greater inner outer upper lower northern southern eastern "
    "western northeast northwest southeast southwest"
)
# Words of a name that may stand in lower case.
LINKING = word_set(
    "and of with upon on the in under le super ar y i nan an a "
    "council county city borough district metropolitan police force area constabulary"
) | {",", "&"}
# Names for several authorities together.
_GROUPS = {
    "LLR": "E06000016 E10000018 E06000017",
    "Leicester, Leicestershire and Rutland": "E06000016 E10000018 E06000017",
    "Berkshire": "E06000036 E06000037 E06000038 E06000039 E06000040 E06000041",
    "Tyne and Wear": "E08000021 E08000022 E08000023 E08000024 E08000037",
}
_POLICE_SUFFIXES = word_set("police constabulary force area pcc opcc pfcc")
_SUFFIXES = _POLICE_SUFFIXES | word_set("council county city borough district metropolitan")
_POLICE = ("Police", "Constabulary", "PCC", "OPCC", "PFCC", "Police Force Area")
_COUNCIL = {
    "county": ("County Council", "Council", "County"),
    "unitary": ("Council", "County Council", "City Council", "Borough Council", "City"),
    "city corporation": ("Corporation",),
}
_LOWER_TIER = ("Council", "City Council", "Borough Council", "District Council", "Borough",
               "District", "City")  # fmt: skip


@dataclass(slots=True)
class Node:
    """A word of a name: what may follow it, and the areas named if the name ends here."""

    after: dict[str, Node] = field(default_factory=dict)
    areas: tuple[Area, ...] = ()
    acronym: bool = False  # stands for a place only in capitals: "LLR"


def fold(word: str) -> str:
    """A word as it is compared: no case, accents or apostrophes; "&" is "and"."""
    if word == "&":
        return "and"
    if word.isascii():
        return word.replace("'", "").casefold()
    plain = unicodedata.normalize("NFKD", word.replace("’", ""))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "").casefold()


@cache
def names() -> dict[tuple[str, ...], tuple[Area, ...]]:
    """The areas by the folded words of each name, commas left out.

    An authority comes before the combined authority and the force area of the same name.
    """
    found: dict[tuple[str, ...], list[Area]] = {}
    for name, areas in _forms():
        known = found.setdefault(_key(name), [])
        known.extend(a for a in areas if a not in known)
    return {key: tuple(sorted(areas, key=_rank)) for key, areas in found.items()}


@cache
def trie() -> Node:
    """The root of the tree of all names; names with commas are in it with and without."""
    root = Node()
    for name, _ in _forms():
        areas = names()[_key(name)]
        for words in {_words(name), _key(name)}:
            node = root
            for word in words:
                node = node.after.setdefault(word, Node())
            node.areas = areas
            node.acronym = name.isupper()
    return root


def nearest(keys: tuple[str, ...]) -> tuple[Area, ...]:
    """The areas whose whole name is one slip away (two from 12 letters on), else none.

    The first letter must be right, and the points of the compass the same: "East Sussex" is
    never a misspelt "West Sussex". Two different names equally near give none.
    """
    core = list(keys)
    while core and core[-1] in _SUFFIXES:
        core.pop()
    wanted = " ".join(core)
    if len(wanted) < 6:
        return ()
    found = _nearest(wanted, frozenset(core))
    if len(core) < len(keys):
        police = bool({*keys[len(core) :]} & _POLICE_SUFFIXES)
        found = tuple(a for a in found if (a.kind == FORCE) == police)
    return found


def _nearest(wanted: str, keys: frozenset[str]) -> tuple[Area, ...]:
    limit = 2 if len(wanted) >= 12 else 1
    compass = COMPASS & keys
    best, found = limit + 1, dict[tuple[Area, ...], None]()
    for length in range(len(wanted) - limit, len(wanted) + limit + 1):
        for name, areas in _alike().get((wanted[0], length, compass), ()):
            distance = OSA.distance(wanted, name, score_cutoff=limit)
            if distance < best:
                best, found = distance, {areas: None}
            elif distance == best <= limit:
                found[areas] = None
    return next(iter(found)) if len(found) == 1 else ()


_Alike = dict[tuple[str, int, frozenset[str]], list[tuple[str, tuple[Area, ...]]]]


@cache
def _alike() -> _Alike:
    """The names by first letter, length and points of the compass."""
    found: _Alike = {}
    for key in {_key(name) for a in all_areas() for name in a.names}:
        if key[-1] not in _SUFFIXES:
            name = " ".join(key)
            place = (name[0], len(name), COMPASS & {*key})
            found.setdefault(place, []).append((name, names()[key]))
    return found


def _forms() -> Iterator[tuple[str, tuple[Area, ...]]]:
    for a in all_areas():
        for name in a.names:
            yield name, (a,)
        if a.kind == FORCE:
            places = [n for n in a.names if not n.isupper() and "Police" not in n]
            yield from ((f"{n} {word}", (a,)) for n in places for word in _POLICE)
        elif a.kind not in COMBINED:
            yield from ((form, (a,)) for form in _council_forms(a))
    for name, codes in _GROUPS.items():
        yield name, tuple(area(code) for code in codes.split())


def _council_forms(a: Area) -> Iterator[str]:
    words = _COUNCIL.get(a.kind, _LOWER_TIER)
    for name in a.names:
        if name.startswith(("City of", "London Borough", "Royal Borough")) or "Council" in name:
            continue
        yield from (f"{name} {word}" for word in words if not name.endswith(word))
    yield f"{'County' if a.kind == 'county' else 'Borough'} of {a.name}"


def _rank(a: Area) -> tuple[bool, bool]:
    return (a.kind == FORCE, a.kind in COMBINED)


def _words(name: str) -> tuple[str, ...]:
    spaced = name.replace(",", " , ").replace("-", " ").replace(".", " ").replace("&", " & ")
    return tuple(fold(word) for word in spaced.split())


def _key(name: str) -> tuple[str, ...]:
    return tuple(word for word in _words(name) if word != ",")
