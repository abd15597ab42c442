"""Whether evidence is about the place and the time that a question names.

A figure for another quarter, or for the district next door, looks just like the answer to every
measure of likeness. It is none: councillors who quote it are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.areas import contains, mentions
from retrieval.evidence import Evidence
from retrieval.query import Query
from retrieval.spans import TYPED_SPAN
from retrieval.tables.cells import asked_in
from retrieval.tables.times import Times, agreement, times

_YEARS = re.compile(r"(?<![\d/–-])(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d(?![\d/–-])")


def fitting(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence less what is about another place or time, where a figure or a date is asked
    for; all of it for other questions, whose answers name many.
    """
    if query.wants not in TYPED_SPAN:
        return list(evidence)
    return [i for i in evidence if not (of_another_time(query, i) or of_another_place(query, i))]


def of_another_time(query: Query, item: Evidence) -> bool:
    """Whether all that tells when is of another time than the question's: the columns of a row;
    else the sentence, or where it names no time the one before it, or the heading. A heading for
    the time that is asked about goes before what a sentence compares with.
    """
    asked = times(query.text)
    if not asked:
        return False
    passage, unit = item.hit.passage, item.unit
    if unit.cells:
        as_of = item.hit.report.metadata.date
        return asked_in(passage, unit, query, as_of=as_of).state == "no column"
    if agreement(asked, times(" ".join(passage.headings))) > 0:
        return False
    own = times(unit.text)
    if not own and _YEARS.search(unit.text) and len(_years(asked)) == 1:
        return True  # the figure of several years is not that of one
    before = passage.units[max(0, item.index - 1) : item.index]
    told = (*(u.text for u in before if not u.cells), *passage.headings[-1:])
    return agreement(asked, own or next(filter(None, map(times, told)), own)) < 0


def _years(told: Times) -> set[int]:
    return {year for kind, year in told if kind in ("year", "financial")}


def of_another_place(query: Query, item: Evidence) -> bool:
    """Whether a sentence or row names places, none of them the question's, in it or around it,
    nor do its headings name that one.
    """
    asked = {area.code for place in query.places for area in place.areas}
    named = mentions(item.unit.text) if asked else []
    if not named:
        return False
    own = {area.code for place in named for area in place.areas}
    if any(contains(a, b) or contains(b, a) for a in asked for b in own):
        return False
    headings = " ".join(item.hit.passage.headings)
    above = {area.code for place in mentions(headings) for area in place.areas}
    if any(contains(a, b) for a in asked for b in above):
        return False
    said = f"{item.unit.text} {headings}".lower()
    return not any(query.text[p.start : p.end].lower() in said for p in query.places)
