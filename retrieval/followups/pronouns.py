"""Whether a pronoun in a question stands for something outside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.area_index import word_set
from retrieval.followups.topic import AUXILIARIES, PREPOSITIONS, QUESTION_WORDS
from retrieval.query import content_words

_MOST = 6  # content words; a question that says more has its own subject
# Things that a question can only name like this once they have been spoken of.
GENERIC = word_set(
    "scheme project programme program plan report fund funding grant board panel group "
    "partnership strategy target total deadline money cost costs figure figures number share "
    "review work service contract pilot campaign initiative budget agreement meeting decision "
    "outcome result results team committee lead chair priorities actions "
    "job role post timetable timescale risk risks trend reason reasons evidence evaluation"
)
_PRONOUN = re.compile(
    r"\b(?P<thing>it|they|them|he|she|him)\b"
    r"|\b(?P<own>its|their|his|her)\b"
    r"|\b(?P<points>this|that|these|those)\b"
    r"|\b(?P<one>ones?)(?=\W*$)|\bwhich ones?\b"
    r"|\b(?:any|some)thing (?:similar|like)\b|\bnext\W*$"
    r"|\b(?:who|what|where|any\w+) else\b(?=(?:\s+\w+){0,3}\W*$)",
    re.IGNORECASE,
)
# "How long does it take to …?", "Is it true that …?", "the case for it being …"
_DUMMY = re.compile(
    r"\bit\s+(?:\w+\s+){0,2}?(?:takes?|took|costs?|means?|matter|possible|likely|true|right|legal"
    r"|compulsory|clear|known|said|the case|important|necessary)\b.*\b(?:to|that|for|if|when)"
    r"\s+(?!it\b|them\b)\w"
    r"|\bd(?:o|oes|id|oing) it again\b",
    re.IGNORECASE,
)
# "this year", "these reports", "those who", "those in custody"
_NO_POINTER = re.compile(
    r"\b(?:this|that|these|those)\s+(?:financial |coming |past |last )?"
    r"(?:reports?|papers?|documents?|days?|weeks?|months?|quarters?|years?|times?)\b"
    r"|\b(?:these|those)\s+(?:who|with|in|at|on|of|whose|aged|under|over)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:?.!()–]\s|\s-\s"
    r"|\b(?:and|but|when|if|which|who|that|because|where|while|whether|we|they|you)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:['’]s|['’]re|['’]ll|\s+(?:is|are|was|were|has|have|will|can|does|did))\b"
)


def points_back(text: str, words: Sequence[str], *, named: bool) -> bool:
    """Whether a pronoun of a question stands for something said before it.

    `words` are what the question says besides places and periods; `named` whether it has any.
    A pronoun does not where an earlier clause of the same question names something; "its" and
    "their" do not where anything at all is named before them.
    """
    if len(words) > _MOST or _DUMMY.search(text):
        return False
    for match in _PRONOUN.finditer(text):
        before = text[: match.start()]
        if len(earlier(text, match)) > 1 or (match["own"] and content_words(before)):
            continue
        if match["points"] and not _points(text, match):
            continue
        if match["thing"] and match[0].lower() == "they" and len(words) > 2 and named:
            continue  # "What do they say of knife crime in Kent?" speaks of anyone
        return True
    return False


def earlier(text: str, match: re.Match[str]) -> list[str]:
    """What the clauses before a pronoun's own say."""
    before = text[: match.start()]
    said = re.findall(r"[\w']+", before.lower())
    # "How will it know it's winning?": a clause begins at the pronoun itself.
    if said and said[-1] not in QUESTION_WORDS | AUXILIARIES and _SUBJECT.match(text, match.end()):
        return content_words(before)
    clauses = [m.start() for m in _CLAUSE.finditer(before)]
    return content_words(before[: clauses[-1]]) if clauses else []


def _points(text: str, match: re.Match[str]) -> bool:
    """Whether "that" or "this" points at something, and does not join clauses."""
    if _NO_POINTER.match(text, match.start()):
        return False
    after = text[match.end() :]
    if match[0].lower() != "that" or not re.match(r"\s+\w", after):
        return True
    before = re.findall(r"[\w']+", text[: match.start()].lower())
    following = re.findall(r"[\w']+", after.lower())[0]
    opens = not before or before[-1] in QUESTION_WORDS | AUXILIARIES | PREPOSITIONS | {"and", "all"}
    return opens or following in GENERIC or following in PREPOSITIONS
