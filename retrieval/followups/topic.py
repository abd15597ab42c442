"""What a question is about, as a phrase: "support for carers in Kent"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.area_index import word_set
from corpus.areas import Mention, mentions
from retrieval.followups.periods import periods

_MOST_WORDS = 25  # so that a long chain of questions stays readable

QUESTION_WORDS = word_set("what which who whom whose when where why how")
AUXILIARIES = word_set(
    "is are was were be been being isn't aren't wasn't weren't do does did don't doesn't didn't "
    "has have had hasn't haven't can could will would won't should shall may might must "
    "what's who's when's where's how's who'll what'll it's that's there's"
)
IMPERATIVES = word_set(
    "list name give tell show set go compare summarise summarize explain describe prep prepare "
    "find remind say"
)
PREPOSITIONS = word_set(
    "in for of across within at to from by on with since during between under into over per "
    "against before after until through around near as than about"
)
_EMPTY = word_set(  # words that say nothing of the subject, and part it in pieces
    "much many often long soon i we us you me they them it he she him her this that these those "
    "there here doing done get gets got getting give gives gave given giving say says "
    "said going goes went make makes made making take takes took put puts currently now "
    "actually still already also just please ever yet so too about any s out up down forward "
    "if whether compared not then other else one ones"
)
_ARTICLES = word_set("the a an any some all each every our your no")
_EDGES = PREPOSITIONS | {"and", "or", "but"}
_NO_VERBS = _EMPTY | _EDGES | AUXILIARIES
_BREAKS = QUESTION_WORDS | AUXILIARIES | _EMPTY
_BARE = word_set("time times date day month year years")
_THERE = re.compile(r"\b(?:is|are|was|were|has been|have been|will be)\s+there\b\s*", re.IGNORECASE)
_OWN = re.compile(r"\b(?:its|their|his|her)\s+", re.IGNORECASE)
_STOCK = re.compile(
    r"\b(?:at the moment|on the go|these days|at present|so far|right now|going to)\b",
    re.IGNORECASE,
)
_TURNED = re.compile(r"\b(?:do|does|did|can|could|will|would|should|must|might)\s+$", re.IGNORECASE)
_BEFORE_NAME = re.compile(
    r"(?:\b(?:in|for|of|across|within|at|to|from|by|on|since|during|before|after|until)\s+)?"
    r"(?:\bthe\s+)?$",
    re.IGNORECASE,
)


def places(text: str) -> list[Mention]:
    """The places that a question names; questions are typed in any case, with slips."""
    return mentions(text, lowercase_ok=text == text.lower(), misspelt_ok=True)


def topic(question: str) -> str:
    """What a question is about, without what it asks of it; empty where it names nothing.

    "What support is there for carers in Kent?" gives "support for carers in Kent", "How does
    Kent deal with floods?" "Kent dealing with floods". Where the question's grammar can't be
    undone, its phrases stand in a row: "Kent and flood defences".
    """
    text = _OWN.sub("", _THERE.sub("", _STOCK.sub("", _unturned(question))))
    return _joined(_phrases(text))


def without(text: str, *, names: bool = False, times: bool = False) -> str:
    """A topic without the places or the periods in it, and what led them in."""
    spans: list[tuple[int, int]] = []
    if names:
        spans += [(p.start, p.end) for p in places(text)]
    if times:
        spans += [(p.start, p.end) for p in periods(text)]
    for start, end in sorted(spans, reverse=True):
        lead = _BEFORE_NAME.search(text, 0, start)
        # "the Kent Safety Board" loses "Kent" alone.
        inside = re.match(r"(?:['’]s)?\s+[A-Z]\w", text[end:]) is not None
        cut = start if inside or lead is None else lead.start()
        text = text[:cut] + re.sub(r"^['’]s?\b", "", text[end:])
    return _joined(_phrases(text))


def _unturned(question: str) -> str:
    """ "does Kent deal with" as "does Kent dealing with", where a place shows the grammar."""
    for place in reversed(places(question)):
        verb = re.match(r"\s+([a-z]{2,})\b", question[place.end :])
        if verb and _TURNED.search(question, 0, place.start) and verb[1] not in _NO_VERBS:
            at = place.end + verb.start(1)
            rest = question[place.end + verb.end(1) :]
            question = question[:at] + _gerund(verb[1]) + rest
    return question


def _gerund(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", verb)
    return verb + (verb[-1] if short else "") + "ing"


def _phrases(text: str) -> list[str]:
    """The runs of words that say something; a verb right after "who" is left out."""
    runs: list[list[str]] = [[]]
    asked_who = False
    for first, word in _first_and_words(text):
        bare = word.strip("()[]“”\"',;:?!.–-").lower().replace("’", "'")
        verb = asked_who and not runs[-1] and bare not in AUXILIARIES
        month = word.startswith("May")
        breaks = not bare or bare in _BREAKS and not month
        if verb or breaks or (first and bare in IMPERATIVES):
            runs.append([])
        else:
            runs[-1].append(re.sub(r"[“”\"()\[\]]", "", word).rstrip(",;:?!.–"))
            if word[-1] in ",;:?!.–)":
                runs.append([])
        asked_who = bare == "who"
    trimmed = (_trimmed(run) for run in runs)
    said = dict.fromkeys(" ".join(run) for run in trimmed if run)
    return [phrase for phrase in said if phrase not in _BARE]


def _first_and_words(text: str) -> Iterable[tuple[bool, str]]:
    return ((number == 0, word) for number, word in enumerate(text.split()))


def _trimmed(run: list[str]) -> list[str]:
    """A run without prepositions at its ends, or an article that leads nothing."""
    run = [word for word in run if word]
    while run and run[0].lower() in _EDGES:
        run = run[1:]
    while run and run[-1].lower() in _EDGES | _ARTICLES:
        run = run[:-1]
    return run


def _joined(phrases: list[str]) -> str:
    kept: list[str] = []
    for phrase in phrases:
        if sum(len(p.split()) for p in [*kept, phrase]) > _MOST_WORDS:
            break
        kept.append(phrase)
    return " and ".join(kept) if len(kept) < 3 else ", ".join(kept)
