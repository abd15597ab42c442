"""Whether the evidence holds an answer: answered, in doubt, or refused with the reason.

Some things refuse by themselves: nothing to search, a place or year no report knows. Else each
span that may be the answer gets a probability, and their sum, the number of answers to be
expected, the odds that there is one. Weights and thresholds are calibrated on question sets
(`python -m eval calibrate`; eval/README.md).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corpus.store import Store
from retrieval.anchors import FEATURES, Anchor, Sought, anchors, sought
from retrieval.evidence import Evidence
from retrieval.query import Query
from retrieval.rarity import Rarity
from retrieval.scope import Scope, reports_for
from retrieval.spans import TYPED_SPAN
from retrieval.subject import given
from retrieval.tables.cells import holds_wanted
from retrieval.words import stem, stems

Array = NDArray[np.float64]

# Below both, the best sentences are about something else. All 115 answerable development
# questions lie above one of them (eval/README.md).
LEAST_MEANING = 0.35
LEAST_WORDS = 0.15
READ = 5  # the best sentences, in which the sum, count, share or date asked for must stand
WEIGHTS: Final = Path(__file__).with_name("sufficiency.json")
KINDS: Final[tuple[Sought, ...]] = ("figure", "date", "name")  # words are what is left
GATE: Final = ("answers", *KINDS)
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?\b")
_CALLED = {"sum": "a sum", "count": "a number", "percentage": "a percentage", "date": "a date"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to refuse, with the reasons; else what may be missing. Both in sentences."""

    refused: bool
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """Of a logistic regression for spans and one for questions: "bias", and by feature.

    Questions whose log-odds lie under `refuse` are refused, those under `doubt` in doubt.
    """

    anchor: Mapping[str, float]
    gate: Mapping[str, float]
    refuse: float
    doubt: float


def judge(
    store: Store, query: Query, rarity: Rarity, scope: Scope, evidence: Sequence[Evidence]
) -> Verdict:
    """Whether the evidence answers the question."""
    if reasons := lacks(store, query, scope, evidence):
        return Verdict(True, tuple(reasons))
    weights = load_weights()
    found = anchors(query, evidence)
    log_odds = odds(gate_features(sought(query), found, weights.anchor), weights.gate)
    if log_odds >= weights.doubt:
        return Verdict(False)
    what, lacking = _lacking(query, rarity, found, weights.anchor)
    sentence = f"No sentence found gives {what}{lacking}."
    if log_odds < weights.refuse:
        return Verdict(True, (sentence,))
    # A doubt that cannot say what is missing is no help to the reader.
    return Verdict(False, doubts=(sentence,) if lacking else ())


@cache
def load_weights() -> Weights:
    """The weights that ship with the program."""
    return Weights(**json.loads(WEIGHTS.read_text(encoding="utf-8")))


def gate_features(kind: Sought, found: Sequence[Anchor], anchor: Mapping[str, float]) -> Array:
    """What the odds of a question are made of, in the order of GATE.

    The first is the logarithm of the number of answers to be expected among the spans.
    """
    expected = np.logaddexp(0, _scores(found, anchor)).sum()  # -log P(none is one)
    return np.array([np.log(expected + 1e-4), *(float(kind == one) for one in KINDS)])


def odds(features: Array, gate: Mapping[str, float]) -> float:
    """Log-odds that a question is answered."""
    return gate["bias"] + float(features @ [gate[name] for name in GATE])


def _scores(found: Sequence[Anchor], anchor: Mapping[str, float]) -> Array:
    features = np.array([a.features for a in found]).reshape(-1, len(FEATURES))
    scores: Array = anchor["bias"] + features @ [anchor[name] for name in FEATURES]
    return scores


def _lacking(
    query: Query, rarity: Rarity, found: Sequence[Anchor], anchor: Mapping[str, float]
) -> tuple[str, str]:
    """The kind of thing asked for, and what the likeliest span lacks to be it: the time asked
    about, or the most telling word of the question; empty where that is not plain.
    """
    named = sought(query) == "name"
    what = "a name" if named else _CALLED.get(query.wants, "an answer")
    if not found or not query.terms:
        return what, ""
    best = found[int(np.argmax(_scores(found, anchor)))]
    if best.features[FEATURES.index("time")] < 0:
        return what, " for the time asked about"
    held = stems(" ".join([best.item.unit.text, *best.item.hit.passage.headings]))
    held |= given(best.item.hit.report.metadata)
    rarest = max(query.terms, key=lambda term: rarity.overall.get(stem(term), 0.0))
    if stem(rarest) in held:
        return what, ""
    typed = re.search(re.escape(rarest), query.text, re.IGNORECASE)
    return what, f" that is plainly about “{typed[0] if typed else rarest}”"


def lacks(store: Store, query: Query, scope: Scope, evidence: Sequence[Evidence]) -> list[str]:
    """What refuses a question by itself, in sentences; empty where nothing does."""
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
    read_first = evidence[:READ]
    if not read_first or (
        max(e.meaning for e in read_first) < LEAST_MEANING
        and max(e.words for e in read_first) < LEAST_WORDS
    ):
        reasons.append("Nothing in the reports is close to the question.")
    elif query.wants in TYPED_SPAN and not any(
        holds_wanted(e.hit.passage, e.unit, query) for e in read_first
    ):
        reasons.append(f"No sentence found gives {_CALLED[query.wants]}.")
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
