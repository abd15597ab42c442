"""What a question asks of one report: the question without what the report's head says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.areas import area
from corpus.embedding import load_model
from corpus.models import Metadata, Report
from retrieval.query import Query
from retrieval.words import stem, stems

Vector = NDArray[np.float32]

MOST = 7  # of what is left of a question that are embedded beside it: 5 ms each

_WORD = re.compile(r"[A-Za-z0-9£][A-Za-z0-9]*")


@lru_cache(maxsize=1000)
def given(about: Metadata) -> frozenset[str]:
    """Stems of the words that a report's head says of all its sentences: they tell none apart."""
    areas = " ".join(area(code).name for code in about.area_codes)
    return frozenset(stems(f"{about.title} {about.body or ''} {about.committee or ''} {areas}"))


def left(query: Query, about: Metadata) -> str:
    """A question without places and the words of a report's head.

    A sentence seldom names its own partnership, so that "does the Safer Kent Partnership
    tweet?" is nearest to sentences that say what the partnership is; what is left, "does the
    tweet?", is nearest to the one on its Twitter account. The question as it is where nothing
    would be left.
    """
    words = given(about)
    chars = list(query.text)
    for place in query.places:
        chars[place.start : place.end] = " " * (place.end - place.start)
    kept = 0
    for match in _WORD.finditer("".join(chars)):
        if stem(match.group().lower()) in words:
            chars[match.start() : match.end()] = " " * (match.end() - match.start())
        elif match.group().lower() in query.terms:
            kept += 1
    expansions = [phrase for phrase in query.expansions if not stems(phrase) <= words]
    if not kept and not expansions:
        return spelled_out(query.text, query.expansions)
    return spelled_out(" ".join("".join(chars).split()), expansions)


def spelled_out(text: str, expansions: Sequence[str]) -> str:
    """A question with what its acronyms stand for."""
    return f"{text} ({', '.join(expansions)})" if expansions else text


def vectors(query: Query, reports: Iterable[Report]) -> tuple[Vector, Mapping[str, Vector]]:
    """The question's own vector, and by report id that of what it asks of the report.

    The `MOST` shortest of what is left are embedded (8 differ among 48 papers, and up to 21):
    where a report's head says little of a question, the question's own vector is near enough.
    """
    whole = spelled_out(query.text, query.expansions)
    texts = {report.id: left(query, report.metadata) for report in reports}
    shortest = sorted({*texts.values()}, key=lambda text: (len(text), text))[:MOST]
    distinct = list(dict.fromkeys([whole, *shortest]))
    encoded = dict(zip(distinct, load_model().encode_queries(distinct), strict=True))
    own = encoded[whole]
    return own, {report_id: encoded.get(text, own) for report_id, text in texts.items()}
