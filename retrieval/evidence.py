"""From passages to the sentences and rows that answer, best first."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Key
from corpus.models import Hit, Passage, Unit
from corpus.store import Store
from retrieval import reader
from retrieval.query import Query
from retrieval.rarity import Rarity
from retrieval.search import in_turns
from retrieval.spans import TYPED_SPAN
from retrieval.tables.cells import holds_wanted
from retrieval.weights import Weights, load_weights
from retrieval.words import stems

Vector = NDArray[np.float32]

READ = 20  # passages whose sentences are weighed
READ_OF_EACH = 5  # of several places, at the least
CHOSEN = 24  # sentences read together with the question: 5 to 10 ms each
CHOSEN_OF_EACH = 12  # of several places, at the least
# Weights of the cheap score that chooses which sentences are read, fitted on the question sets
# (eval/README.md).
MEANING, WORDS, PASSAGE, TYPED, RANK = 1.0, 0.5, 0.67, 0.31, 0.12

MOST_NAMING = 12  # words of a heading or caption
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "”", "’", '"', "'", ")")
_BRACKETED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_SAYS = re.compile(r"[A-Za-z]{3}|\d")
_CAPTION = re.compile(r"(?:Table|Figure|Chart) \d+\b(?!.*\.$)")
_ITEM = re.compile(r"[•▪●○*–—-]\s|o\s|\(?[a-z0-9]{1,4}[.)]\s|.*: \S")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or row of a hit, with its score and how it relates to the question.

    `index` is its place among the passage's units. `score` is the log-odds that it answers, of
    which `reading` are the reader's own; `support` is what its passage and the kind of its
    figures say for it. `meaning` is the cosine to what the question asks of the report; `words`
    the share (by rarity) of the question's words in it and its headings.
    """

    hit: Hit
    index: int
    score: float
    meaning: float
    words: float
    support: float = 0.0
    reading: float = 0.0

    @property
    def unit(self) -> Unit:
        """The sentence or row itself."""
        return self.hit.passage.units[self.index]


def weigh(
    store: Store,
    query: Query,
    subjects: Mapping[str, Vector],
    rarity: Rarity,
    hits: Sequence[Hit],
    places: Sequence[frozenset[str]] = (),
) -> list[Evidence]:
    """The best units of the best hits, best first; those of several places in turns.

    `subjects` holds, by report id, the vector of what the question asks of the report;
    `places` the ids of the reports for each place that the question names.
    """
    read = hits[: max(READ, READ_OF_EACH * len(places))]
    keys: list[Key] = [(h.passage.report_id, h.passage.ordinal) for h in read]
    vectors = store.catalogue.unit_vectors(keys)
    top = max((hit.score for hit in read), default=0.0)
    first: list[Evidence] = []
    for rank, (hit, key) in enumerate(zip(read, keys, strict=True), start=1):
        if key in vectors:
            share = of_best(hit.score, top) if top > 0 else 1.0  # else none is told from another
            passage = PASSAGE * share + RANK / rank
            near = vectors[key] @ subjects[hit.report.id]
            first += _first_look(query, rarity, hit, near, passage)
    chosen = in_turns(sorted(first, key=_order), places, _report_id)
    chosen = chosen[: max(CHOSEN, CHOSEN_OF_EACH * len(places))]
    return judged(query, chosen, places)


def judged(
    query: Query, chosen: Sequence[Evidence], places: Sequence[frozenset[str]] = ()
) -> list[Evidence]:
    """Evidence scored anew by what the reader makes of it, best first; `places` as for `weigh`."""
    texts = [reader.as_read(item.hit.passage, item.unit) for item in chosen]
    weights = load_weights()
    told = reader.read(query.text, texts).tolist()
    read = [
        replace(item, reading=reading, score=log_odds(reading, item.support, weights))
        for item, reading in zip(chosen, told, strict=True)
    ]
    return in_turns(sorted(read, key=_order), places, _report_id)


def rerank(hits: Sequence[Hit], evidence: Sequence[Evidence]) -> list[Hit]:
    """The hits with those that were read put in order by their best sentence too."""
    read = list(hits[:READ])
    if not read or not evidence:
        return list(hits)
    best: dict[str, float] = {}
    for item in evidence:
        own = probability(item.score)
        best[item.hit.passage.id] = max(own, best.get(item.hit.passage.id, own))
    least = min(best.values())
    top = max(hit.score for hit in read)
    scored = [
        replace(hit, score=of_best(hit.score, top) + best.get(hit.passage.id, least))
        for hit in read
    ]
    ranked = sorted(scored, key=lambda hit: -hit.score)
    below = ranked[-1].score  # the others stay behind, in their order
    return ranked + [
        replace(hit, score=min(below, below * of_best(hit.score, top))) for hit in hits[READ:]
    ]


def of_best(score: float, best: float) -> float:
    """A score as a share of the best one; 0 where the best says nothing, being 0 or less."""
    return score / best if best > 0 else 0.0


def _first_look(
    query: Query, rarity: Rarity, hit: Hit, near: Vector, passage: float
) -> list[Evidence]:
    """A hit's quotable units under the cheap score, which chooses those worth reading.

    `near` holds the cosine of each unit, `passage` what the passage's own score adds.
    """
    around = stems(" ".join(hit.passage.headings[-2:]))
    found = []
    for index, unit in enumerate(hit.passage.units):
        if not unit.quotes or names_only(hit.passage, unit):
            continue
        words = share(stems(unit.text) | around, rarity.overall)
        typed = TYPED * _typed(hit.passage, unit, query)
        meaning, support = float(near[index]), passage + typed
        first = MEANING * meaning + WORDS * words + support
        found.append(Evidence(hit, index, first, meaning, words, support))
    return found


def log_odds(reading: float, support: float, weights: Weights) -> float:
    """That a sentence answers, by what the reader makes of it and what else speaks for it."""
    return weights.reading * reading + weights.support * support + weights.bias


def probability(odds: float) -> float:
    """Of what has these log-odds."""
    return 1 / (1 + math.exp(-odds))


def _order(item: Evidence) -> tuple[float, str, int]:
    return -item.score, item.hit.passage.id, item.index


def _report_id(item: Evidence) -> str:
    return item.hit.report.id


def names_only(passage: Passage, unit: Unit) -> bool:
    """Whether a unit is a heading, a caption or a reference in brackets: it says nothing."""
    text = unit.text
    if unit.cells:
        return False
    if text in passage.headings or not _SAYS.search(text):
        return True
    if _BRACKETED.fullmatch(text) or _CAPTION.match(text):
        return True
    if _ITEM.match(text):
        return False
    return len(text.split()) <= MOST_NAMING and not text.endswith(_SENTENCE_ENDS)


def _typed(passage: Passage, unit: Unit, query: Query) -> float:
    """1 where what is asked for stands in a unit, 0 where not, and between for other questions."""
    return float(holds_wanted(passage, unit, query)) if query.wants in TYPED_SPAN else 0.5


def share(held: set[str], rarity: Mapping[str, float]) -> float:
    """Of the question's words, weighed by how rare they are, those held: 0 to 1. `rarity` says
    how rare each is, by stem.
    """
    total = sum(rarity.values())
    return sum(r for word, r in rarity.items() if word in held) / total if total else 0.0
