"""Sentences weighed, and passages put in their order: with scores as they may be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.models import Hit
from corpus.store import Store
from retrieval.evidence import Evidence, rerank, weigh
from retrieval.query import understand
from retrieval.rarity import rarities
from retrieval.search import search
from retrieval.subject import vectors

QUESTION = "How much was Charnwood allocated for the domestic abuse duty?"


def found(store: Store, score: float | None) -> tuple[list[Hit], list[Evidence]]:
    """What a question finds, each passage with this score, or with its own."""
    reports = {one.id: one for one in store.catalogue.reports()}
    query = understand(QUESTION, {})
    vector, subjects = vectors(query, reports.values())
    hits = search(store, query, vector, subjects, reports, 20)
    if score is not None:
        hits = [replace(hit, score=score) for hit in hits]
    return hits, weigh(store, query, subjects, rarities(store, query), hits)


@pytest.mark.parametrize("score", [None, 0.0, -0.2])
def test_the_best_score_may_be_nothing(shipped: Store, score: float | None) -> None:
    """Nothing near, as another model may say of all that is held: what was found is kept."""
    hits, evidence = found(shipped, score)
    assert max(item.support for item in evidence) > 0.9
    ranked = rerank(hits, evidence)
    assert {hit.passage.id for hit in ranked} == {hit.passage.id for hit in hits}
    scores = [hit.score for hit in ranked]
    assert scores == sorted(scores, reverse=True)
    assert "Charnwood" in evidence[0].unit.text


def test_passages_that_were_not_read_stay_behind(shipped: Store) -> None:
    hits, evidence = found(shipped, None)
    hits = [*hits[:10], *(replace(hit, score=-1.0) for hit in hits[10:])]
    contrary = [replace(one, score=-9.0) for one in evidence]
    ranked = rerank(hits, contrary)
    assert [hit.passage.id for hit in ranked[10:]] == [hit.passage.id for hit in hits[10:]]
    scores = [hit.score for hit in ranked]
    assert scores == sorted(scores, reverse=True)
