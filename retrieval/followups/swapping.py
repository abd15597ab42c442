"""Another place or period put where a question names one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.area_index import word_set
from corpus.areas import FORCE, Area, Mention
from retrieval.followups.periods import Period, follow, periods
from retrieval.followups.topic import places

_LISTED = re.compile(r"\s*(?:,|&|\b(?:and|or|with|versus|vs\.?|compared (?:to|with))\b)[\s,]*"
                     r"(?:(?:and|or|the)\s+)*", re.IGNORECASE)  # fmt: skip
_LEAD = re.compile(r"\b(\w+)\s+(?:the\s+)?$")
_NEUTRAL = word_set("in for during of and about at the")
_TIME_LEADS = word_set("since before after by until from between")
_OFFICE = re.compile(
    r"\s+((?:County |City |Borough |District )?Council|Police|Constabulary|O?P(?:F)?CC)$"
)


class _Named(NamedTuple):
    start: int
    end: int
    areas: tuple[Area, ...]


def swapped(
    before: str, text: str, new_places: Sequence[Mention], new_periods: Sequence[Period]
) -> str:
    """`before` with the places and periods of `text` where it named its own; else added to it."""
    if new_places:
        before = _with_places(before, text, new_places)
    if new_periods:
        before = _with_period(before, text, new_periods)
    return before


def _with_places(before: str, text: str, new: Sequence[Mention]) -> str:
    said = name(text, new)
    old = _lists(before)
    if not old:
        return _added(before, f" in {said}")
    kinds = {a.kind for p in new for a in p.areas[:1]}
    alike = [n for n in old if kinds & {a.kind for a in n.areas[:1]}]
    chosen = (alike or old)[-1]
    said += _office(before[chosen.start : chosen.end], said, kinds, chosen.areas)
    return before[: chosen.start] + said + before[chosen.end :]


def name(text: str, new: Sequence[Mention]) -> str:
    """The new places as typed, capitalised."""
    said = text[new[0].start : new[-1].end]
    if said != said.lower():
        return said
    if len(new) == 1 and len(said) <= 3:
        return said.upper()
    small = {"and", "of", "upon", "on", "the", "or"}
    return " ".join(w if w in small else w[:1].upper() + w[1:] for w in said.split())


def _lists(question: str) -> list[_Named]:
    """The places of a question; those in a list ("Kent, Essex and Surrey") as one."""
    found: list[_Named] = []
    for place in places(question):
        last = found[-1] if found else None
        if last and _LISTED.fullmatch(question, last.end, place.start):
            found[-1] = _Named(last.start, place.end, last.areas + place.areas)
        else:
            found.append(_Named(place.start, place.end, place.areas))
    return found


def _office(old: str, name: str, kinds: set[str], areas: tuple[Area, ...]) -> str:
    """What the old name had after the place, "County Council", if the new one says none."""
    match = _OFFICE.search(old)
    if match is None or _OFFICE.search(name):
        return ""
    if "Council" in match[1] and not kinds & {a.kind for a in areas[:1] if a.kind != FORCE}:
        return " Council"
    return f" {match[1]}"


def _with_period(before: str, text: str, new: Sequence[Period]) -> str:
    first = new[0]
    lead = _LEAD.search(text, 0, first.start)
    word = lead[1].lower() if lead else ""
    old = periods(before)
    if not old:
        said = text[first.start : first.end]
        return before if first.step else _added(before, f" {_led(word)} {said}")
    # "since 2021 and until 2023": what is asked of is taken to be said last
    chosen = next((p for p in reversed(old) if bool(p.part) == bool(first.part)), old[-1])
    said = follow(before, chosen, text, first)
    start = chosen.start
    own = _LEAD.search(before, 0, start)
    if word in _TIME_LEADS and own and own[1].lower() in _NEUTRAL | _TIME_LEADS - {"and"}:
        start, said = own.start(), f"{word} {said}"
    return before[:start] + said + before[chosen.end :]


def _led(word: str) -> str:
    return word if word in _TIME_LEADS | {"during", "for"} else "in"


def _added(question: str, text: str) -> str:
    """Text put at a question's end, before what was carried over and its mark."""
    match = re.search(r"(\s\(about [^()]*\))?[\s?.!]*$", question)
    at = match.start() if match else len(question)
    return question[:at] + text + question[at:]
