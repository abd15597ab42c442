"""Where an answer could stand: each span of the kind asked for, beside the best of them all.

Closeness tells no answer from a near miss: both are close. What tells is whether something of
the kind asked for stands in a unit about as good as the best one. So each span is described by
how far its passage and its unit fall short of the best there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from corpus.models import Span
from retrieval.evidence import Evidence, of_best
from retrieval.query import Query
from retrieval.spans import TYPED_SPAN, all_in_text
from retrieval.stopwords import STOPWORDS
from retrieval.subject import given
from retrieval.tables.cells import cells_of, label_of
from retrieval.tables.times import agreement, times
from retrieval.words import stem, stems

Sought = Literal["figure", "date", "name", "words"]
FEATURES: Final = ("passage", "score", "likeness", "time")

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
_CAPITALISED = re.compile(r"\b[A-Z][\w'’&-]*(?:\s+(?:(?:of|and|the|for|in|&)\s+)?[A-Z][\w'’&-]*)*")
_OPENS = re.compile(r"(?:^|[.:;•–—-])\s*$")  # what stands before the first word of a sentence


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span of a unit that may be the answer, beside the best of all units.

    `features` follow FEATURES: the score of its passage over the best one's; how far the score
    and the likeness of its unit fall short of the best; and whether the time it speaks of is the
    one asked for (1) or another (-1; 0 where the question or the unit names none).
    """

    item: Evidence
    span: Span
    features: tuple[float, float, float, float]

    @property
    def text(self) -> str:
        """What the span says."""
        return self.item.unit.text[self.span.start : self.span.end]


def anchors(query: Query, evidence: Sequence[Evidence]) -> list[Anchor]:
    """Every span that may answer, in the order of the evidence."""
    kind, asked = sought(query), times(query.text)
    passage = max((item.hit.score for item in evidence), default=0.0)
    score = max((item.score for item in evidence), default=0.0)
    likeness = max((item.likeness for item in evidence), default=0.0)
    found = []
    for item in evidence:
        said = times(item.unit.text) or times(" ".join(item.hit.passage.headings[-1:]))
        time = float(np.sign(agreement(asked, said)))
        features = (
            of_best(item.hit.score, passage),
            item.score - score,
            item.likeness - likeness,
            time,
        )
        found += [Anchor(item, span, features) for span in spans(query, kind, item)]
    return found


def sought(query: Query) -> Sought:
    """The kind of thing that answers a question; yes or no, lists and all else are words."""
    if query.wants == "date":
        return "date"
    if query.wants in TYPED_SPAN:
        return "figure"
    asks_name = _NAME_ASKED.search(query.text) and not _YES_OR_NO.match(query.text)
    return "name" if asks_name else "words"


def spans(query: Query, kind: Sought, item: Evidence) -> Iterator[Span]:
    """Where in a unit's text a thing of a kind stands; all of it where any words may answer."""
    unit = item.unit
    if kind == "words":
        yield Span(0, len(unit.text))
    elif kind == "name":
        yield from _names(query, item)
    elif not unit.cells:
        yield from all_in_text(unit.text, query)
    else:
        cells = cells_of(item.hit.passage, unit)
        label = label_of(cells) if kind == "figure" else None
        fitting = (
            c.said
            for c in cells
            if c is not label
            and not c.empty
            and ((kind == "figure" and c.is_figure) or all_in_text(c.text, query))
        )
        yield from dict.fromkeys(said for said in fitting if said is not None)


def _names(query: Query, item: Evidence) -> Iterator[Span]:
    """Capitalised phrases with a word that neither the question nor the report's head says."""
    text = item.unit.text
    said = stems(query.text) | given(item.hit.report.metadata)
    for match in _CAPITALISED.finditer(text):
        opens = " " not in match[0] and not item.unit.cells and _OPENS.search(text[: match.start()])
        if not opens and any(
            stem(word.lower()) not in said and word.lower() not in STOPWORDS and not times(word)
            for word in re.findall(r"[A-Z][A-Za-z]+", match[0])
        ):
            yield Span(*match.span())
