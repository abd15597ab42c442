"""From passages to the sentences and rows that answer, and whether they hold the answer."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.areas import area
from corpus.catalogue import Key
from corpus.models import Hit, Unit
from corpus.store import Store
from retrieval.query import Query
from retrieval.spans import TYPED_SPAN, holds_wanted
from retrieval.words import stem, stems

Vector = NDArray[np.float32]

READ = 10  # passages whose sentences are weighed
# Weights of a sentence's score, chosen on the question sets (eval/README.md).
MEANING, WORDS, PASSAGE, TYPED = 1.0, 0.5, 0.6, 0.15
BESIDE = 0.15  # share of a sentence's score that its better neighbour gives

MOST_NAMING = 12  # words of a heading or caption
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "”", "’", '"', "'", ")")
_BRACKETED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_CAPTION = re.compile(r"(?:Table|Figure|Chart) \d+\b(?!.*\.$)")
_ITEM = re.compile(r"[•▪●○*–—-]\s|o\s|\(?[a-z0-9]{1,4}[.)]\s|.*: \S")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or row of a hit, with its score and how it relates to the question.

    `meaning` is the cosine to the question, `words` the share (by rarity) of the question's
    words in it and its headings; `index` its place among the passage's units.
    """

    hit: Hit
    index: int
    score: float
    meaning: float
    words: float

    @property
    def unit(self) -> Unit:
        return self.hit.passage.units[self.index]


def weigh(store: Store, query: Query, vector: Vector, hits: Sequence[Hit]) -> list[Evidence]:
    """The units of the best hits, best first."""
    read = hits[:READ]
    if not read:
        return []
    keys: list[Key] = [(h.passage.report_id, h.passage.ordinal) for h in read]
    vectors = store.catalogue.unit_vectors(keys)
    rarity = rarities(store, query)
    best = max(hit.score for hit in read)
    found: list[Evidence] = []
    for hit, key in zip(read, keys, strict=True):
        if key not in vectors or not hit.passage.units:
            continue
        near = vectors[key] @ vector
        given = _given(hit)
        telling = {word: r for word, r in rarity.items() if word not in given}
        around = stems(" ".join(hit.passage.headings[-2:]))
        shares = [_share(stems(u.text) | around, telling) for u in hit.passage.units]
        own = [
            MEANING * float(near[i]) + WORDS * shares[i] + TYPED * _typed(unit, query)
            for i, unit in enumerate(hit.passage.units)
        ]
        for i in range(len(own)):
            beside = max(own[max(0, i - 1) : i] + own[i + 1 : i + 2], default=own[i])
            score = (1 - BESIDE) * own[i] + BESIDE * beside + PASSAGE * hit.score / best
            if hit.passage.units[i].quotes and not names_only(hit.passage.units[i]):
                found.append(Evidence(hit, i, score, float(near[i]), shares[i]))
    return sorted(found, key=lambda e: (-e.score, e.hit.passage.id, e.index))


def names_only(unit: Unit) -> bool:
    """Whether a unit is a heading, a caption or a reference in brackets: it says nothing."""
    text = unit.text
    if unit.cells:
        return False
    if _BRACKETED.fullmatch(text) or _CAPTION.match(text):
        return True
    if _ITEM.match(text):
        return False
    return len(text.split()) <= MOST_NAMING and not text.endswith(_SENTENCE_ENDS)


def _given(hit: Hit) -> set[str]:
    """Words that a report's head says of all its sentences, and so tell none of them apart."""
    about = hit.report.metadata
    areas = " ".join(area(code).name for code in about.area_codes)
    return stems(f"{about.title} {about.body or ''} {about.committee or ''} {areas}")


def _typed(unit: Unit, query: Query) -> bool:
    return query.wants in TYPED_SPAN and holds_wanted(unit, query)


def rarities(store: Store, query: Query) -> dict[str, float]:
    """How telling each of the question's words is (inverse document frequency), by stem.

    What an acronym stands for counts as the acronym does: see `_share`.
    """
    total = store.catalogue.count_passages()
    found: dict[str, float] = {}
    for word in query.terms:
        held = store.catalogue.count_text(f'"{word}"')
        found[stem(word)] = math.log(1 + total / (1 + held))
    return found


def _share(held: set[str], rarity: Mapping[str, float]) -> float:
    total = sum(rarity.values())
    return sum(r for word, r in rarity.items() if word in held) / total if total else 0.0
