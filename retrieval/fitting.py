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
from retrieval.spans import TYPED_SPAN, in_text
from retrieval.tables.cells import asked_in
from retrieval.tables.times import Times, agreement, times

# What a figure is compared with is not what it is of: "45, up from 40 in 2022/23", "9 (2022: 8)".
_COMPARED = re.compile(
    r"\b(?:up|down|increas\w+|decreas\w+|reduc\w+|rises?|rose|risen|falls?|fell|fallen|drop\w*"
    r"|gr[eo]wn?|most|highest|lowest|largest|smallest|more|fewer|less|higher|lower|better|worse)\b"
    r"(?:[^.,;()]|[.,]\d){0,60}?\b(?:than|from|since|on|against)\b(?:[^,;()]|,\d)*"
    r"|\b(?:compar\w+ (?:with|to)|against)\b(?:[^,;()]|,\d)*|\([^)]*\)|\[[^\]]*\]",
    re.IGNORECASE,
)
# "355 referrals from 2019/2022", but not "the Strategy 2019-2022"
_SPAN_OF_YEARS = re.compile(
    r"\b(?:from|between|over|during|in)\s+(?:the (?:period|years?)\s+)?"
    r"((?:19|20)\d\d)\s?[-–/]\s?((?:19|20)\d\d)\b"
)


def fitting(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence less what is about another place or time, where a figure or a date is asked
    for; all of it for other questions, whose answers name many.
    """
    if query.wants not in TYPED_SPAN:
        return list(evidence)
    return [i for i in evidence if not (of_another_time(query, i) or of_another_place(query, i))]


def of_another_time(query: Query, item: Evidence) -> bool:
    """Whether all that tells when is of another time than the question's: the columns of a row;
    else the sentence; where it names no time the heading, or the figure before it.

    "When" asks for a time that the question does not know: no time of its own speaks against it.
    """
    asked = times(query.text)
    if not asked or query.wants == "date":
        return False
    passage, unit = item.hit.passage, item.unit
    if unit.cells:
        as_of = item.hit.report.metadata.date
        return asked_in(passage, unit, query, as_of=as_of).state == "no column"
    heading = times(" ".join(passage.headings[-1:]))
    if agreement(asked, times(" ".join(passage.headings))) > 0:
        return False
    if _of_several_years(unit.text, asked):
        return True
    own = times(_COMPARED.sub(" ", unit.text))
    if own or times(unit.text):
        return agreement(asked, own) < 0
    before = passage.units[item.index - 1] if item.index else None
    if heading or before is None or before.cells or in_text(before.text, query) is None:
        return agreement(asked, heading) < 0
    return agreement(asked, times(_COMPARED.sub(" ", before.text))) < 0


def _of_several_years(text: str, asked: Times) -> bool:
    """Whether a sentence's figure is of several years, of which the question asks for one."""
    span = _SPAN_OF_YEARS.search(text)
    years = {year for kind, year in asked if kind in ("year", "financial")}
    if span is None or len(years) != 1 or times(_COMPARED.sub(" ", text)):
        return False
    first, last = int(span[1]), int(span[2])
    return last > first + 1 and first <= years.pop() <= last


def of_another_place(query: Query, item: Evidence) -> bool:
    """Whether a sentence or row names places, none of them the question's, in it or around it,
    and nothing above it names that one: not its headings, nor its report, by title or areas.
    """
    asked = {area.code for place in query.places for area in place.areas}
    if not asked.isdisjoint(item.hit.report.metadata.area_codes):
        return False
    named = mentions(_COMPARED.sub(" ", item.unit.text)) if asked else []
    own = {area.code for place in named for area in place.areas}
    if not own or any(contains(a, b) or contains(b, a) for a in asked for b in own):
        return False
    above = " ".join([item.hit.report.metadata.title, *item.hit.passage.headings])
    codes = {area.code for place in mentions(above) for area in place.areas}
    if any(contains(a, b) for a in asked for b in codes):
        return False
    said = f"{item.unit.text} {above}".lower()
    return not any(query.text[p.start : p.end].lower() in said for p in query.places)
