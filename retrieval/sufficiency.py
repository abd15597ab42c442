"""Whether the evidence holds an answer: answered, in doubt, or refused with the reason.

Some things refuse by themselves: nothing to search, a place or year no report knows. Else it is
decided by how likely what would be shown is an answer, told from the evidence and from how much was
searched for it: in many papers more looks like an answer than in few. Both are fitted on question
sets (`python -m eval calibrate`; eval/README.md).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.store import Store
from retrieval.evidence import CHOSEN, Evidence, probability
from retrieval.fitting import of_another_place, of_another_time
from retrieval.gathering import Gathered
from retrieval.query import Query
from retrieval.rarity import Rarity
from retrieval.scope import Scope, reports_for
from retrieval.spans import TYPED_SPAN
from retrieval.subject import given
from retrieval.tables.cells import holds_wanted
from retrieval.tables.times import of_time
from retrieval.weights import Weights, load_weights
from retrieval.words import stem, stems

# Below both, the best sentences are about something else. All 115 answerable development
# questions lie above one of them (eval/README.md).
LEAST_MEANING = 0.35
LEAST_WORDS = 0.15
# What is shown is to be an answer at least so often; under the higher share, it is in doubt.
REFUSED = 0.44
DOUBTED = 0.54
FEWEST = 50  # passages: of fewer the question sets tell little
READ = 5  # the best sentences, in which the sum, count, share or date asked for must stand
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?\b")
_NAME_ASKED = re.compile(
    r"\b(?:who|whose|whom|where|names?)\b|\b(?:which|what) (?:\w+ )?(?:company|companies|firms?"
    r"|contractors?|banks?|person|people|councillors?|members?|schools?|districts?|areas?|wards?"
    r"|towns?|councils?|streets?|buildings?|suppliers?|providers?|organisations?|bod(?:y|ies)"
    r"|boards?|partnerships?|projects?|bids?|librar(?:y|ies)|place|venue|countr(?:y|ies))\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"(?:and |so |but )?(?:is|are|was|were|did|do|does|has|have|had|can|could|will|would)\b",
    re.IGNORECASE,
)
_CALLED = {"sum": "a sum", "count": "a number", "percentage": "a percentage", "date": "a date"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to refuse, with the reasons; else what may be missing. Both in sentences."""

    refused: bool
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def judge(store: Store, found: Gathered, *, spoken: bool = False) -> Verdict:
    """Whether what a question found answers it.

    `spoken` where the reports are known to speak of what is asked, as those left in a comparison
    on a ready theme are: then, and for all that is said of a theme, only what refuses by itself
    does.
    """
    if reasons := lacks(store, found):
        return Verdict(True, tuple(reasons))
    if spoken or found.theme:
        return Verdict(False)
    scores = [item.score for item in found.evidence]
    likely = chance_of_an_answer(scores, found.scope.passages, load_weights())
    if likely >= DOUBTED:
        return Verdict(False)
    sentence, lacking = _no_sentence(found)
    if likely < REFUSED:
        return Verdict(True, (sentence,))
    # A doubt that cannot say what is missing is no help to the reader.
    return Verdict(False, doubts=(sentence,) if lacking else ())


def chance_of_an_answer(scores: Sequence[float], searched: int, weights: Weights) -> float:
    """How likely the best of sentences with these log-odds, shown, are an answer: 0 to 1.
    `searched` is the number of passages they were chosen from.
    """
    if not scores or not searched:
        return 0.0
    odds, size = odds_of_an_answer(scores), math.log(max(searched, FEWEST))
    return probability(weights.odds * odds + weights.searched * size + weights.level)


def odds_of_an_answer(scores: Iterable[float]) -> float:
    """Log-odds that there is an answer among sentences with these log-odds: the logarithm of the
    sum of their odds. At least one, of which the best are taken, as many as a question has read.
    """
    return float(np.logaddexp.reduce(sorted(scores, reverse=True)[:CHOSEN]))


def _no_sentence(found: Gathered) -> tuple[str, str]:
    """What no sentence gives, in a sentence, and the end of it that says what is lacking."""
    what, lacking = _lacking(found.query, found.rarity, found.nearest)
    return f"No sentence found surely gives {what}{lacking}.", lacking


def _lacking(query: Query, rarity: Rarity, nearest: Sequence[Evidence]) -> tuple[str, str]:
    """The kind of thing asked for, and what the likeliest sentence lacks to give it: the time
    or place asked about, or the most telling word of the question; empty where that is not plain.
    """
    asks_name = _NAME_ASKED.search(query.text) and not _YES_OR_NO.match(query.text)
    what = _CALLED.get(query.wants, "a name" if asks_name else "an answer")
    if not nearest:
        return what, ""
    best = max(nearest, key=lambda item: item.score)
    if of_another_time(query, best):
        return what, " for the time asked about"
    if query.wants in TYPED_SPAN and of_another_place(query, best):
        return what, f" for {query.text[query.places[0].start : query.places[0].end]}"
    held = stems(" ".join([best.unit.text, *best.hit.passage.headings]))
    held |= given(best.hit.report.metadata)
    terms = [term for term in query.terms if not of_time(term)]
    rarest = max(terms, key=lambda term: rarity.overall.get(stem(term), 0.0), default="")
    if not rarest or stem(rarest) in held:
        return what, ""
    typed = re.search(re.escape(rarest), query.text, re.IGNORECASE)
    return what, f": the likeliest does not mention “{typed[0] if typed else rarest}”"


def lacks(store: Store, found: Gathered) -> list[str]:
    """What refuses a question by itself, in sentences; empty where nothing does."""
    query, scope = found.query, found.scope
    if not scope.reports:
        return ["No report that fits was there to be searched."]
    if not (query.terms or query.expansions or query.places):
        return ["The question has no word to search for."]
    strange = _strange_places(store, query, scope)
    if len(strange) < len({place.areas[0].name for place in query.places}):
        strange = []  # another place that the question names can be answered for
    reasons = [f"No report held is for {name}, and none mentions it." for name in strange]
    reasons += [
        f"No report held mentions {year}."
        for year in dict.fromkeys(_YEAR.findall(query.text))
        if not store.catalogue.count_text(f'"{year}"')
    ]
    if found.theme:
        if not found.evidence and not reasons:
            names = [query.text[place.start : place.end] for place in query.places]
            of = f" for {' or '.join(dict.fromkeys(names))}" if names else ""
            reasons.append(f"No sentence found speaks of “{found.theme}”{of}.")
        return reasons
    read_first = (found.evidence or found.nearest)[:READ]
    if not read_first or (
        max(e.meaning for e in read_first) < LEAST_MEANING
        and max(e.words for e in read_first) < LEAST_WORDS
    ):
        reasons.append("Nothing in the reports is close to the question.")
    elif query.wants in TYPED_SPAN and not any(
        holds_wanted(e.hit.passage, e.unit, query) for e in read_first
    ):
        reasons.append(_no_sentence(found)[0])
    return reasons


def _strange_places(store: Store, query: Query, scope: Scope) -> list[str]:
    """Places the question names that no report searched is for, or mentions."""
    found = []
    for place in query.places:
        name = query.text[place.start : place.end]
        if not reports_for([a.code for a in place.areas], scope.reports) and not any(
            store.catalogue.count_text(f'"{said}"') for said in {name, place.areas[0].name}
        ):
            found.append(place.areas[0].name)
    return list(dict.fromkeys(found))
