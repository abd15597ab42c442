"""“The county” and “the city”, said for one around or beside the place asked about before."""

from __future__ import annotations

import re

from corpus.areas import Area, all_areas, area
from retrieval.followups.topic import places

_SAID = re.compile(r"\bthe (?:whole )?(county|city)(?: as a whole)?(?=\W*$)", re.IGNORECASE)


def named_around(text: str, before: str) -> str:
    """`text` with the name of the county or city that it ends with; as it is where it names a
    place itself, or where what `before` names has none or several around it.
    """
    match = _SAID.search(text)
    asked = {area for place in places(before) for area in place.areas}
    if match is None or not asked or places(text):
        return text
    counties = {area(a.parent) for a in asked if a.parent is not None}
    meant = counties if match[1].lower() == "county" else _cities(asked | counties)
    names = {one.name for one in meant}
    return text.replace(match[0], names.pop()) if len(names) == 1 else text


def _cities(asked: set[Area]) -> set[Area]:
    """The cities that counties are called after: "the city" to people of Leicestershire is
    Leicester, in the county or not.
    """
    called_after = {a.name.removesuffix("shire") for a in asked if a.name.endswith("shire")}
    return {
        one
        for one in all_areas()
        if one.name in called_after and "City" in one.official_name.split() and one not in asked
    }
