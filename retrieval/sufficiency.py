"""Whether the evidence holds an answer: a first gate, from several signals together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from corpus.models import Hit
from retrieval.evidence import TYPED_SPAN, Evidence, span_wanted
from retrieval.query import Query
from retrieval.words import stems

# Logistic regression on the question sets: weights of the signals below, and the intercept
# (eval/README.md says how it was fitted and how it does on questions left out).
WEIGHTS = (3.0, 2.0, 2.0, 0.3)
INTERCEPT = -2.5
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer being there; each between 0 and 1."""

    meaning: float  # cosine of the best sentence
    words: float  # share, by rarity, of the question's words in the best passage
    rarest: float  # whether the question's rarest word is in the best three passages
    typed: float  # whether the sum, count, share or date asked for stands in the best sentences


def signals(
    query: Query, hits: Sequence[Hit], evidence: Sequence[Evidence], rarity: Mapping[str, float]
) -> Signals:
    """The signals of an answer's evidence (all zero where there is none)."""
    if not evidence or not hits:
        return Signals(0.0, 0.0, 0.0, 0.0)
    total = sum(rarity.values()) or 1.0
    held = [stems(" ".join([*h.passage.headings, h.report.metadata.title, h.report.metadata.body
                            or "", h.passage.indexed])) for h in hits[:3]]  # fmt: skip
    shares = [sum(r for w, r in rarity.items() if w in words) / total for words in held]
    rarest = max(rarity, key=lambda w: rarity[w], default="")
    typed = query.wants not in TYPED_SPAN or any(
        span_wanted(e.unit.text, query) is not None for e in evidence[:3]
    )
    return Signals(
        meaning=max(e.meaning for e in evidence[:5]),
        words=max(shares),
        rarest=float(any(rarest in words for words in held)),
        typed=float(typed),
    )


def probability(found: Signals) -> float:
    """How likely the evidence holds the answer."""
    total = sum(w * s for w, s in zip(WEIGHTS, astuple(found), strict=True)) + INTERCEPT
    return 1 / (1 + math.exp(-total))
