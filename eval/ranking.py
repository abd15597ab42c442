"""The measures of a ranking that are taken by ir_measures (pytrec_eval beneath it)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

RANKED: Final[dict[str, Any]] = {
    "mrr": RR,
    "ndcg_at_10": nDCG @ 10,
    "trec_recall_at_10": R @ 10,
    "trec_recall_at_100": R @ 100,
}


def ranked(
    relevant: Mapping[str, int], found: Sequence[str], measures: Mapping[str, Any] = RANKED
) -> dict[str, float]:
    """The measures of one ranking: `found` best first, `relevant` with their grades.

    Both name passages (or documents). Nothing found scores 0; there must be something relevant.
    """
    qrels = [Qrel("q", name, grade) for name, grade in relevant.items()]
    run = [ScoredDoc("q", name, float(score)) for name, score in scored(found)]
    values = ir_measures.calc_aggregate(list(measures.values()), qrels, run)
    return {name: float(values[measure]) for name, measure in measures.items()}


def scored(found: Sequence[str]) -> Iterable[tuple[str, int]]:
    """Each name with a score that falls from rank to rank: tools sort by score alone."""
    return zip(found, range(len(found), 0, -1), strict=True)
