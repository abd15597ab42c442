"""Hybrid search: full text and vectors, fused, then each passage's best sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Key, passage_key
from corpus.models import Hit, Report
from corpus.store import Store
from retrieval.query import Query

T = TypeVar("T")

CANDIDATES = 150  # from each of the two searches
# Weights of the fused score, chosen on the question sets (eval/README.md).
PASSAGE_WEIGHT = 0.45  # cosine of the passage, under its header
UNIT_WEIGHT = 0.6  # cosine of its best sentence or row to what is asked of the report
TEXT_WEIGHT = 0.6  # BM25 over the best BM25

Vector = NDArray[np.float32]


def search(
    store: Store,
    query: Query,
    vector: Vector,
    subjects: Mapping[str, Vector],
    reports: Mapping[str, Report],
    top: int,
    places: Sequence[frozenset[str]] = (),
    favoured: frozenset[str] = frozenset(),
) -> list[Hit]:
    """The best passages of `reports`, best first; at most `top`.

    `vector` is the query's, `subjects` what it asks of each report (by id). `places` are the
    ids of the reports for each place that the question names: where there are several, they
    take turns, so that one long report cannot crowd out the rest. Reports in `favoured` get a
    little more.
    """
    only = None if len(reports) == store.catalogue.count_reports() else frozenset(reports)
    text = _text_scores(store, query, only)
    near = {
        passage_key(passage_id): score
        for passage_id, score in store.vectors.query(vector, CANDIDATES, only)
    }
    keys = sorted({*text, *near})
    if not keys:
        return []
    units = store.catalogue.unit_vectors(keys)
    whole = store.catalogue.passage_vectors([key for key in keys if key not in near])
    scores = {}
    for key in keys:
        if key not in units or key[0] not in subjects:
            continue  # gone from the catalogue since the index was read
        passage = near[key] if key in near else float(whole[key] @ vector)
        best = float(np.max(units[key] @ subjects[key[0]])) if len(units[key]) else passage
        scores[key] = (
            PASSAGE_WEIGHT * passage + UNIT_WEIGHT * best + TEXT_WEIGHT * text.get(key, 0.0)
        )
        if key[0] in favoured:
            scores[key] += FAVOUR
    ranked = sorted(scores, key=lambda key: (-scores[key], key))
    passages = store.catalogue.passages_by_key(ranked[: 3 * top])
    hits = [
        Hit(passages[key], reports[key[0]], scores[key])
        for key in ranked
        if key in passages and key[0] in reports
    ]
    return in_turns(_distinct(hits), places, lambda hit: hit.report.id)[:top]


FAVOUR = 0.1  # for reports of the place that a question names


def _text_scores(store: Store, query: Query, only: Collection[str] | None) -> dict[Key, float]:
    """BM25 as a share of the best, by passage."""
    if not query.fts:
        return {}
    found = store.catalogue.search_text(query.fts, CANDIDATES, only)
    best = max((score for _, _, score in found), default=0.0)
    return {(report, ordinal): score / best for report, ordinal, score in found if best > 0}


def _distinct(hits: Sequence[Hit]) -> list[Hit]:
    """Hits without those that print the same as a better one of the same place and date: packs
    repeat their papers.
    """
    seen: set[tuple[object, ...]] = set()
    kept = []
    for hit in hits:
        about = hit.report.metadata
        text = " ".join(hit.passage.text.lower().split())
        key = (text, hit.passage.headings[-1:], about.area_codes, about.date)
        if key not in seen:
            seen.add(key)
            kept.append(hit)
    return kept


def in_turns(
    ranked: Sequence[T], places: Sequence[frozenset[str]], report_id: Callable[[T], str]
) -> list[T]:
    """What is ranked, taken from each of several places in turns; what is of none comes last.

    `places` are ids of reports. With fewer than two the order stays as it is.
    """
    if len(places) < 2:
        return list(ranked)
    queues = [[i for i, x in enumerate(ranked) if report_id(x) in place] for place in places]
    turns = (queue[turn : turn + 1] for turn in range(len(ranked)) for queue in queues)
    order = dict.fromkeys(i for turn in turns for i in turn)
    return [ranked[i] for i in dict.fromkeys([*order, *range(len(ranked))])]
