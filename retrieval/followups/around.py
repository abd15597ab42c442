"""“The county” and “the city”, said for one around or beside the place asked about before."""

from __future__ import annotations

import re

from corpus.areas import FORCE, Area, all_areas, area, contains
from retrieval.followups.topic import places

_SAID = re.compile(
    r"\bthe (?:whole )?(county|city)\b(?!['’-]|\s+(?:council|court|hall|lines)\b)"
    r"(?:\s+as a whole\b)?",
    re.IGNORECASE,
)


def named_around(text: str, before: str) -> str:
    """`text` with the name of the county or city that it means; as it is where it names a place
    itself, or where what `before` names has none or several around it.
    """
    match = _SAID.search(text)
    asked = {area for place in places(before) for area in place.areas}
    if match is None or not asked or places(text):
        return text
    meant = {a.name for a in (_counties if match[1].lower() == "county" else _cities)(asked)}
    return text.replace(match[0], meant.pop()) if len(meant) == 1 else text


def _counties(asked: set[Area]) -> set[Area]:
    return {area(a.parent) for a in asked if a.parent is not None}


def _cities(asked: set[Area]) -> set[Area]:
    """The cities of the police force areas in which the places lie: "the city" to people of
    Leicestershire is Leicester, which no longer is in the county.
    """
    codes = {a.code for a in asked}
    forces = [
        f.code
        for f in all_areas()
        if f.kind == FORCE and any(contains(f.code, code) for code in codes)
    ]
    return {
        one
        for one in all_areas()
        if re.search(r"\bCity\b", one.official_name)
        and one.code not in codes
        and one.kind in {"district", "unitary", "metropolitan district"}
        and any(contains(force, one.code) for force in forces)
    }
