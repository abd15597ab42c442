"""What a sentence bears on: the area itself, a part of it, another, or the whole country.

A report tells what an Act requires before it tells what is done about it. Beside other areas,
only the second says something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.areas import Area, contains, mentions
from corpus.models import Passage, Report

_COUNTRY = re.compile(
    r"\b(?:[Tt]he Government (?!grant)|Government[’']s|Home Secretary|Parliament"
    r"|House of (?:Lords|Commons)|Royal Assent"
    r"|(?:Home Office|Ministry of \w+) (?:has|have|announced|launched|published|will|said)"
    r"|[Nn]ational (?:guidance|policy|strategy|threats?|legislation|framework|action|plans?"
    r"|programme|requirement|review)|[Nn]ationally|[Nn]ationwide|(?:in|across) England"
    r"|England and Wales|statutory (?:guidance|requirement)|[Tt]he (?:\d{4} )?Act\b"
    r"|Act (?:\d{4}|was|has)|[Uu]nder section)"
)
# What a law or a national document does, whatever it says of local bodies.
_RULES = re.compile(
    r"\b(?:Duty|Act(?: \d{4})?|Bill|Requirement|[Ss]trategy \(\d{4}\)|legislation|guidance)"
    r"(?: \([^)]*\))?(?:, which [^,]*,)?\s+(?:also\s+)?"
    r"(?:requires?|places?|specifies|introduce[sd]?|recognises|means|defines?|aims"
    r"|sets out|provides|applies|has (?:also )?been amended)\b"
)
_LOCAL = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|us|[Ll]ocal(?:ly)?(?! (?:authorit|government))|[Pp]artnership|[Pp]artners"
    r"|[Tt]he (?:council|authority|service|force|team|board|plan)\b|Council|O?PCC|Commissioner"
    r"|[Dd]istricts?|[Bb]orough|[Cc]ounty|[Cc]ity|Board|Committee|Panel|Constabulary|Force|Team"
    r"|[Oo]fficers|Members|meeting)\b"
)
_OF_THE_AREA = re.compile(
    r"\b(?:[Oo]ur|[Ww]e|[Tt]he (?:council|authority|partnership|board|force|commissioner|PCC))\b"
)
_GOES_ON = re.compile(
    r"(?:It|This|These|Those|They|There|In particular"
    r"|The (?:[Pp]lan|[Dd]uty|[Bb]ill|[Aa]ct|[Ss]trategy|[Gg]uidance|[Rr]eview|[Cc]onsultation))\b"
)
_POINTS_BACK = re.compile(r"(?:It|He|She|This|These|Those|They|As such|Therefore|However)\b")
# A place's name inside that of a body or a building.
_LONGER_AFTER = re.compile(r"\s+[A-Z]")
_LONGER_BEFORE = re.compile(r"\b[A-Z]{2,}\s+$")


@dataclass(frozen=True, slots=True)
class Home:
    """The area of a cell: its names, its codes, and what it and its bodies are called."""

    names: frozenset[str]
    codes: frozenset[str]
    called: re.Pattern[str]


def home(
    areas: Iterable[Area], reports: Iterable[Report], known: Mapping[str, tuple[str, ...]]
) -> Home:
    """An area as its reports call it. `known` is what acronyms stand for in the reports held."""
    areas = list(areas)
    names = {area.name for area in areas}
    bodies = {r.metadata.body for r in reports if r.metadata.body}
    lowered = {text.lower() for text in names | bodies}
    acronyms = {
        acronym
        for acronym, phrases in known.items()
        if any(name in phrase for phrase in phrases for name in lowered)
    }
    called = sorted(map(re.escape, names | bodies | acronyms), key=len, reverse=True)
    pattern = rf"\b(?:{'|'.join(called)})\b" if called else r"(?!)"
    codes = frozenset(area.code for area in areas)
    return Home(frozenset(names), codes, re.compile(pattern))


def of_country(passage: Passage, index: int, own: Home) -> bool:
    """Whether a unit tells of the law or the whole country, and not of its own area.

    A sentence that points back tells of what the one before it tells of; a row is the area's.
    """
    text = passage.units[index].text
    if passage.units[index].cells or own.called.search(text) or places(text, own):
        return False
    if _RULES.search(text):
        return not _OF_THE_AREA.search(text)
    if _LOCAL.search(text):
        return False
    if _COUNTRY.search(text):
        return True
    return index > 0 and bool(_GOES_ON.match(text)) and of_country(passage, index - 1, own)


def points_back(text: str) -> bool:
    """Whether a sentence begins with what the one before it names."""
    return _POINTS_BACK.match(text) is not None


def places(text: str, own: Home) -> list[str]:
    """The places a text speaks of where it does not name the area itself: a part of it, one that
    it is a part of ("LLR"), or another. A place in a longer name ("HMP Lincoln") is none.
    """
    named = [
        list(dict.fromkeys(area.name for area in place.areas))
        for place in mentions(text)
        if not _LONGER_AFTER.match(text, place.end)
        and not _LONGER_BEFORE.search(text, 0, place.start)
    ]
    if any(own.names.issuperset(names) for names in named):
        return []
    return list(dict.fromkeys(map(_joined, named)))


def strange(text: str, own: Home) -> bool:
    """Whether all the places that a text names lie outside the area."""
    named = [place.areas for place in mentions(text)]
    return bool(named) and not any(
        contains(code, area.code) or contains(area.code, code)
        for areas in named
        for area in areas
        for code in own.codes
    )


def _joined(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
