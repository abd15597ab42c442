"""The reports that a question itself names: by title, by place, by date.

Only words that speak of reports count. A year alone is as a rule the year of a figure ("How
much in 2024/25?"), and a place the place of a fact; "the June 2023 report", "reports since
2022" and "the Chorley paper" speak of reports.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from corpus.area_index import word_set
from corpus.areas import Mention
from corpus.models import Report
from retrieval.followups.periods import Period, iso, periods
from retrieval.followups.topic import places
from retrieval.query import content_words
from retrieval.words import stem, stems

_NOUN = r"(?:reports?|updates?|papers?|packs?|minutes|briefings?|digests?|agreements?)"
_PHRASE = re.compile(
    rf"(?P<lead>\b(?:in|from|according to|going by|per|by|what do(?:es)?)\s+)?\bthe\s+"
    rf"(?P<name>(?:(?!the\b|and what\b)[\w£/.'’&-]+,?\s+){{1,8}}?)(?P<noun>{_NOUN})\b",
    re.IGNORECASE,
)
# "reports published since June 2023", "papers from 2022", "the update dated 12 May 2024"
_DATED = re.compile(
    rf"(?:\b{_NOUN}\s+(?:(?:that (?:was|were)\s+)?(?:dated|published|written|issued)\s+)?"
    r"|\b(?:dated|published|issued)\s+)(?P<when>in|from|of|for|since|after|before|until|by)?\s*$",
    re.IGNORECASE,
)
_BOUNDS = {
    "since": operator.ge,
    "after": operator.gt,
    "before": operator.lt,
    "until": operator.le,
    "by": operator.le,
}
_ANY = word_set(
    "latest last recent most newest first second new official own full main same original updated "
    "annual other two three both earlier later next current county borough district city"
)
_NEWEST = re.compile(r"\b(?:latest|newest|most recent)\b", re.IGNORECASE)
_TITLE_WORDS = 3  # of a title that is known where it stands without "report"


@dataclass(frozen=True, slots=True)
class Named:
    """The reports a question names. Where `required` is not empty, only they should be asked;
    `favoured` are to be preferred. `note` tells the reader, where there is something to tell.
    """

    required: frozenset[str] = frozenset()
    favoured: frozenset[str] = frozenset()
    note: str | None = None


def named_filters(question: str, reports: Collection[Report]) -> Named:
    """What a question says of the reports to be asked, given those it may be asked of.

    Ids in the result are of `reports`. A name that fits no report, or that could be the name of
    something else, restricts nothing.
    """
    how, day, said = _date(question)
    held = [r for r in reports if not day or _dated(r.metadata.date, how, day)]
    if not held:
        return Named(note=f"No report dated {said} is held.") if day else Named()
    found: set[str] = set()
    sure = bool(day)
    for lead, name in _names(question):
        fitting = _fitting(name, held)
        found |= fitting
        sure = sure or bool(lead and fitting)
    found |= {r.id for r in held if _stands_in(r.metadata.title, question)}
    if not found and day:
        found = {r.id for r in held}
    ids = frozenset(found)
    if not sure or not ids:
        return Named(favoured=ids)
    return Named(ids, ids, _note([r for r in held if r.id in ids], len(reports)))


def _date(question: str) -> tuple[str, str, str]:
    """How a question bounds the date of the reports ("since"), the ISO date, and its words."""
    for period in periods(question):
        day = iso(question, period)
        if day is None:
            continue
        said = question[period.start : period.end]
        behind = _DATED.search(question, 0, period.start)
        when = (behind["when"] or "in").lower() if behind else "for"
        if when != "for":
            return when, day, f"{when} {said}" if when in _BOUNDS else said
        # "the June 2023 report", "the January 2023 Chorley update"
        if re.match(rf"\s+(?:[A-Z][\w'’]*\s+){{0,2}}{_NOUN}\b", question[period.end :]):
            return "in", day, said
    return "", "", ""


def _dated(date: str | None, how: str, day: str) -> bool:
    """Whether a report's date, as precise as it is, lies as a question says."""
    if date is None:
        return False
    own, bound = date[: len(day)], day[: len(date)]
    compare = _BOUNDS.get(how, operator.eq)
    return bool(compare(own, bound))


def _names(question: str) -> Iterator[tuple[str, str]]:
    """What a question calls the reports: "the Chorley and Kent papers"; with what leads it in."""
    for match in _PHRASE.finditer(question):
        yield match["lead"] or "", match["name"] + match["noun"]


def _fitting(name: str, reports: Sequence[Report]) -> set[str]:
    """The reports that go by a name; none where the name says too little to rely on."""
    mentioned = places(name)
    codes = {area.code for place in mentioned for area in place.areas}
    bare = name
    spans: list[Mention | Period] = [*mentioned, *periods(name)]
    for span in sorted(spans, key=lambda span: -span.start):
        bare = bare[: span.start] + " " + bare[span.end :]
    words = {stem(w) for w in content_words(bare.rsplit(None, 1)[0]) if w not in _ANY}
    if not codes and len(words) < 2:
        return set()
    fitting = [r for r in reports if not codes or codes & set(r.metadata.area_codes)]
    if len(mentioned) < 2:  # "the Kent and Essex commissioners' papers" go by place
        fitting = [r for r in fitting if words <= _known_by(r)]
    if _NEWEST.search(name):
        newest = max((r.metadata.date for r in fitting if r.metadata.date), default=None)
        fitting = [r for r in fitting if r.metadata.date == newest]
    return {r.id for r in fitting}


def _known_by(report: Report) -> set[str]:
    about = report.metadata
    return stems(" ".join(filter(None, (about.title, about.body, about.committee))))


def _stands_in(title: str, question: str) -> bool:
    """Whether a report's whole title stands in the question."""
    words = title.lower().split()
    return len(words) >= _TITLE_WORDS and " ".join(words) in " ".join(question.lower().split())


def _note(named: Sequence[Report], held: int) -> str | None:
    if len(named) == held:
        return None
    titles = sorted({r.metadata.title for r in named})
    if len(titles) > 3:
        return f"Only the {len(named)} reports that the question names were searched."
    listed = "; ".join(f"“{title}”" for title in titles)
    return f"Searched only what the question names: {listed}."
