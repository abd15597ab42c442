"""Questions for all that is said of a theme: "What does Kent say about CCTV?".

They ask for no fact that a sentence could give: any sentence that speaks of the theme answers.
Whether it does is told as in a comparison (`retrieval/comparison`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.models import Hit
from corpus.store import Store
from retrieval.comparison.bearing import points_back
from retrieval.comparison.cells import Sought
from retrieval.comparison.speaking import CLOSE, POINTS_BACK, ROW
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
    re.compile(rf"(?:and |so |but |please )?{lead}\s+(?P<theme>.+)", re.IGNORECASE)
    for lead in (
        rf"what (?:do|does) (?P<who>.{{2,80}}?) (?:say|tell (?:us|me)) {_ABOUT}",
        rf"(?:do|does) (?P<who>.{{2,80}}?) (?:{_SAYS} (?:anything|something|much) {_ABOUT}"
        rf"|mention|cover|discuss|(?:talk|speak) (?:about|of)|refer to)",
        rf"what(?:['’]s| is| has been| was)? (?:said|written|reported|there)"
        rf"(?: in (?P<who>.{{2,60}}?))? {_ABOUT}",
        rf"what(?:['’]s| is) in (?P<who>.{{2,60}}?) {_ABOUT}",
        rf"(?:(?:is|are|was|were) there )?(?:anything|something|any mention)(?: (?:said|written))?"
        rf"(?: in (?P<who>.{{2,60}}?))? {_ABOUT}",
        r"(?:can you )?tell (?:me|us) (?:more |something |all )?about",
    )
)
_MENTIONED = re.compile(
    r"(?:is|are|was|were) (?P<theme>.+?) (?:mentioned|covered|discussed)(?: anywhere)?"
    r"(?: (?:in|by) (?P<who>.{2,60}))?",
    re.IGNORECASE,
)
_WHO = re.compile(
    rf"(?:\b(?:the|these|those|this|our|all|any|its|their|latest|last|annual|new|of|and|for|in"
    rf"|council|county|borough|district|city|community|safety|partnership|police|crime|pcc|csp"
    rf"|{_REPORT}|\d+)\b|['’]s?\b|[\s,/-])*",
    re.IGNORECASE,
)
_IN_REPORT = re.compile(rf"\s+in (?P<who>(?:[\w’'-]+\s+){{0,6}}?{_REPORT})$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
# Of a few words alone, those that ask for a figure or a fact: "CCTV costs".
_KEYWORDS = 3
_FACTS = stems(
    "cost spend spent budget fund money grant number figure total rate share percentage amount "
    "price date deadline chair target result outcome average change"
)
_LEANS = {"and", "but", "so", "or"}  # on the question before, which it would not stand without
_A_QUESTION = re.compile(r"(?:how|what|when|where|which|who|whose|why|whether)\b", re.IGNORECASE)
# A score on the scale of odds: what a comparison would no longer show falls as far behind.
STEEP = 8.0


def theme_asked(question: str) -> str:
    """The theme that a question asks all about, without places; empty for any other question."""
    text = " ".join(question.split()).rstrip(" ?.!")
    for match in (*(lead.fullmatch(text) for lead in _LEADS), _MENTIONED.fullmatch(text)):
        if match is None:
            continue
        who = match.groupdict().get("who")
        if who and not _is_report(who):
            continue
        said = match["theme"]
        inside = _IN_REPORT.search(said)
        if inside and _is_report(inside["who"]):
            said = said[: inside.start()]
        about = without(said, names=True) if not _A_QUESTION.match(said) else ""
        if about and content_words(about) and len(about.split()) <= MOST_WORDS:
            return about
    return _keywords(text)


def _keywords(text: str) -> str:
    """The theme of a few words typed as into a search box: "county lines chorley"."""
    about = without(text, names=True)
    words = re.findall(r"[\w’'-]+", text.lower())
    asks_nothing = not (_LEANS | QUESTION_WORDS | AUXILIARIES | IMPERATIVES).intersection(words)
    few = 0 < len(content_words(about)) <= _KEYWORDS >= len(about.split())
    return (
        about if few and asks_nothing and not (_FACTS & stems(text) or _DIGIT.search(text)) else ""
    )


def _is_report(who: str) -> bool:
    """Whether what is to speak is a paper, or a place through its papers."""
    for place in reversed(places(who)):
        who = who[: place.start] + who[place.end :]
    return _WHO.fullmatch(_ACRONYM.sub("", who)) is not None


def speaking_of(store: Store, sought: Sought, hits: Sequence[Hit]) -> list[Evidence]:
    """The sentences and rows of the best hits that speak of a theme, the best of each report
    first.
    """
    read = hits[:READ]
    vectors = store.catalogue.unit_vectors([(h.passage.report_id, h.passage.ordinal) for h in read])
    words = dict.fromkeys(stems(" ".join(sought.query.terms)), 1.0)
    found = [
        item
        for hit in read
        if (near := vectors.get((hit.passage.report_id, hit.passage.ordinal))) is not None
        for item in _speaking(sought, hit, (near @ sought.vector).tolist(), words)
    ]
    best = max((item.score for item in found), default=0.0)
    scored = [replace(item, score=STEEP * (item.score / best - CLOSE)) for item in found]
    ranked = sorted(scored, key=lambda item: (-item.score, item.hit.passage.id, item.index))
    reports = dict.fromkeys(item.hit.report.id for item in ranked)
    return in_turns(ranked, [frozenset({one}) for one in reports], lambda i: i.hit.report.id)


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
