"""Questions for all that is said of a theme, "What does Kent say about CCTV?", or done about it.

They ask for no fact that a sentence could give: any sentence that speaks of the theme answers.
Whether it does is told as in a comparison (`retrieval/comparison`). Of those that tell what is
done, the reader knows the best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.models import Hit
from corpus.store import Store
from retrieval.comparison.bearing import points_back
from retrieval.comparison.cells import Sought
from retrieval.comparison.speaking import CLOSE, POINTS_BACK, ROW
from retrieval.comparison.themes import MAX_THEME
from retrieval.comparison.wording import WORDS, wording
from retrieval.evidence import READ, Evidence, names_only, share
from retrieval.followups.topic import (
    AUXILIARIES,
    IMPERATIVES,
    QUESTION_WORDS,
    places,
    without,
)
from retrieval.query import content_words
from retrieval.search import in_turns
from retrieval.words import stems

MOST_WORDS = 8  # of a theme: more is a question of its own
_W, _T = r"(?P<who>.{2,80}?)", r"(?P<theme>.+)"
_REPORT = (
    r"(?:reports?|papers?|documents?|minutes|digests?|plans?|strateg(?:y|ies)|agreements?"
    r"|assessments?|updates?|collection)"
)
_SAYS = (
    r"(?:say|tell (?:us|me)|have|contain|report|mention|mentioned|cover|talk|speak|discuss|refer"
    r"|said|written|reported|there)"
)
_ABOUT = r"(?:about|on|of|regarding|concerning|as to)"
# What leads a theme in. What stands for WHO must be a place or a paper: what the bus company says
# about fares is another question.
_LEADS = tuple(
    re.compile(rf"(?:and |so |but |please )?{lead}", re.IGNORECASE)
    for lead in (
        rf"what (?:do|does) {_W} (?:say|tell (?:us|me)) {_ABOUT} {_T}",
        rf"(?:do|does) {_W} (?:{_SAYS} (?:anything|something|much) {_ABOUT}"
        rf"|mention|cover|discuss|(?:talk|speak) (?:about|of)|refer to) {_T}",
        rf"what(?:['’]s| is| has been| was)? (?:said|written|reported|there)"
        rf"(?: in {_W})? {_ABOUT} {_T}",
        rf"what(?:['’]s| is) in {_W} {_ABOUT} {_T}",
        rf"(?:(?:is|are|was|were) there )?(?:anything|something|any mention)(?: (?:said|written))?"
        rf"(?: in {_W})? {_ABOUT} {_T}",
        rf"(?:can you )?tell (?:me|us) (?:more |something |all )?about {_T}",
        rf"(?:is|are|was|were) {_T}? (?:mentioned|discussed)(?: anywhere)?(?: in {_W})?",
    )
)
_DO = (
    r"(?:about|on|for|with|to (?:tackle|reduce|prevent|address|stop|improve|help|support|cut|combat"
    r"|deal with|end|protect))"
)
_DOINGS = tuple(
    re.compile(rf"(?:and |so |but )?{lead}", re.IGNORECASE)
    for lead in (
        rf"what(?:['’]s| is| are| has| have)(?: being| been)? done {_DO} {_T}",
        rf"what (?:is|are|has|have) {_W} (?:been )?(?:doing|done) {_DO} {_T}",
        rf"(?:is|are|has|have) (?:anything|something|enough) (?:being |been )?done {_DO} {_T}",
        rf"what(?:['’]s| is| has been) happening (?:with|on|about) {_T}",
        r"what (?:action|steps|measures|work|progress)s? (?:is|are|has|have) (?:being |been )?"
        rf"(?:taken|made|done|under way|in place) {_DO} {_T}",
        rf"how (?:is|are) {_T}? (?:being )?(?:tackled|addressed|dealt with|combated)"
        rf"(?: (?:in|by) {_W})?",
        rf"how (?:is|are) {_W} (?:tackling|addressing|dealing with|combating) {_T}",
    )
)
_WHO = re.compile(
    rf"(?:\b(?:the|these|those|this|our|all|any|its|their|we|latest|last|annual|new|of|and|for|in"
    rf"|council|county|borough|district|city|community|safety|partnership|police|crime|pcc|csp"
    rf"|{_REPORT}|\d+)\b|['’]s?\b|[\s,/-])*",
    re.IGNORECASE,
)
_IN_REPORT = re.compile(rf"\s+in (?P<who>(?:[\w’'-]+\s+){{0,6}}?{_REPORT})$", re.IGNORECASE)
_OWNED = re.compile(r"^(?:its|their|our|your|the|an?|any) ", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
# Words that ask for a figure: "the number of burglaries".
_FIGURES = stems(
    "number count figure total sum rate percentage share proportion amount cost price date average "
    "highest lowest most least biggest smallest"
)
# Of a few words alone, those that ask for a fact besides: "CCTV budget".
_KEYWORDS = 3
_FACTS = _FIGURES | stems(
    "spend spent budget fund money grant deadline target result outcome change increase rise fall "
    "level chair lead head author officer contact population postcode email address salary top best"
    " worst common"
)
# Words that name nothing.
_EMPTY = stems(
    "anything something everything nothing else more thanks hello hi yes please ok summary last "
    "previous next first second third one ones latter former vs versus"
)
_LEANS = {"and", "but", "so", "or"}  # on the question before, which it would not stand without
_A_QUESTION = re.compile(r"(?:how|what|when|where|which|who|whose|why|whether)\b", re.IGNORECASE)
# A score on the scale of odds: what a comparison would no longer show falls as far behind.
STEEP = 8.0


@dataclass(frozen=True, slots=True)
class Asked:
    """The theme that a question asks all about, without places or times; and whether it asks what
    is done about it.
    """

    theme: str
    done: bool = False


def theme_asked(question: str) -> Asked | None:
    """What a question asks all about; None for any other question."""
    text = " ".join(question.split()).rstrip(" ?.!")
    for patterns, done in ((_LEADS, False), (_DOINGS, True)):
        for match in (pattern.fullmatch(text) for pattern in patterns):
            if match and (about := _theme(match)):
                return Asked(about, done)
    about = _keywords(text)
    return Asked(about) if about else None


def _theme(match: re.Match[str]) -> str:
    """The theme in what fits a pattern; empty where none of our papers is to speak of one."""
    who, said = match.groupdict().get("who"), match["theme"]
    if who and not _is_report(who):
        return ""
    said = said.rpartition(" – and ")[2]  # what a follow-up adds takes the place of what was
    inside = _IN_REPORT.search(said)
    if inside and _is_report(inside["who"]):
        said = said[: inside.start()]
    about = "" if _A_QUESTION.match(said) else _bare(_OWNED.sub("", said, count=1))
    short = len(about.split()) <= MOST_WORDS and len(about) <= MAX_THEME
    return about if _says_something(about) and short and not _FIGURES & stems(about) else ""


def _bare(said: str) -> str:
    """A theme without places and times."""
    return without(said, names=True, times=True)


def _says_something(about: str) -> bool:
    """Whether a theme names anything."""
    return bool(stems(" ".join(content_words(about))) - _EMPTY)


def _keywords(text: str) -> str:
    """The theme of a few words typed as into a search box: "county lines chorley"."""
    about = _bare(text)
    if not content_words(about) or len(about) > MAX_THEME or len(about.split()) > _KEYWORDS:
        return ""
    words = set(re.findall(r"[\w’'-]+", text.lower()))
    asks = words & (_LEANS | QUESTION_WORDS | AUXILIARIES | IMPERATIVES)
    return "" if asks or stems(text) & (_EMPTY | _FACTS) or _DIGIT.search(text) else about


def _is_report(who: str) -> bool:
    """Whether what is to speak is a paper, or a place through its papers."""
    for place in reversed(places(who)):
        who = who[: place.start] + who[place.end :]
    return _WHO.fullmatch(_ACRONYM.sub("", who)) is not None


def speaking_of(store: Store, sought: Sought, hits: Sequence[Hit]) -> list[Evidence]:
    """The sentences and rows of the best hits that speak of a theme, best first."""
    read = hits[:READ]
    vectors = store.catalogue.unit_vectors([(h.passage.report_id, h.passage.ordinal) for h in read])
    words = dict.fromkeys(stems(" ".join(sought.query.terms)), 1.0)
    found = [
        item
        for hit in read
        if (near := vectors.get((hit.passage.report_id, hit.passage.ordinal))) is not None
        for item in _speaking(sought, hit, (near @ sought.vector).tolist(), words)
    ]
    return sorted(found, key=lambda item: (-item.score, item.hit.passage.id, item.index))


def foremost(speaking: Sequence[Evidence], places: Sequence[frozenset[str]] = ()) -> list[Evidence]:
    """Of what speaks of a theme, what is close to the best of it, with scores on the scale of
    odds: the best of each report first. Of several places each has a best of its own; `places`
    as for `retrieval.evidence.weigh`.
    """
    if len(places) > 1:
        apart = {
            (item.hit.passage.id, item.index): item
            for place in places
            for item in foremost([one for one in speaking if one.hit.report.id in place])
        }
        return in_turns(list(apart.values()), places, _report_id)
    best = speaking[0].score if speaking else 0.0
    scored = [
        replace(item, score=STEEP * (item.score / best - CLOSE))
        for item in speaking
        if item.score >= CLOSE * best
    ]
    reports = dict.fromkeys(item.hit.report.id for item in scored)
    return in_turns(scored, [frozenset({one}) for one in reports], _report_id)


def _report_id(item: Evidence) -> str:
    return item.hit.report.id


def _speaking(
    sought: Sought, hit: Hit, near: Sequence[float], words: Mapping[str, float]
) -> Iterator[Evidence]:
    """The units of a hit that speak of a theme. `near` holds the cosine of each."""
    heading = " ".join(hit.passage.headings[-1:])
    for index, unit in enumerate(hit.passage.units):
        if not unit.quotes or names_only(hit.passage, unit):
            continue
        score = sought.words.score(near[index], wording(unit.text, heading))
        if score is None and words.keys() <= stems(unit.text):
            score = near[index] + WORDS  # however little it is about them
        if score is not None:
            score -= ROW * bool(unit.cells) + POINTS_BACK * points_back(unit.text)
            held = share(stems(f"{unit.text} {heading}"), words)
            yield Evidence(hit, index, score, near[index], held)
