"""Whether the evidence answers, and what is refused, with why."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.store import Store
from retrieval.gathering import gather
from retrieval.sufficiency import (
    DOUBTED,
    REFUSED,
    chance_of_an_answer,
    judge,
    odds_of_an_answer,
)
from retrieval.weights import Weights, load_weights

CHARNWOOD = "How much was Charnwood allocated for the domestic abuse duty?"


def reasons(store: Store, question: str) -> Sequence[str]:
    verdict = judge(store, gather(store, question))
    assert verdict.refused == bool(verdict.reasons)
    assert not (verdict.refused and verdict.doubts)
    return verdict.reasons


def test_more_and_better_sentences_make_an_answer_likelier() -> None:
    told = [odds_of_an_answer(scores) for scores in ((-3.0,), (-3.0, -3.0), (0.0,), (0.0, 0.0))]
    assert told == sorted(told) and len(set(told)) == len(told)
    assert odds_of_an_answer([-1.0]) == pytest.approx(-1.0)


def test_the_shipped_weights_are_whole() -> None:
    weights = load_weights()
    assert isinstance(weights, Weights)
    assert weights.reading > 0 and weights.support > 0 and weights.odds > 0
    assert 0 < REFUSED < DOUBTED < 1


def test_in_many_papers_more_must_speak_for_an_answer() -> None:
    weights = load_weights()
    few, many = (chance_of_an_answer([-1.0, -2.0], searched, weights) for searched in (200, 4000))
    assert 0 < many < few < 1
    assert chance_of_an_answer([], 200, weights) == chance_of_an_answer([0.0], 0, weights) == 0


def test_an_answer_that_stands_there_is_not_refused(shipped: Store) -> None:
    assert reasons(shipped, CHARNWOOD) == ()


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("How much did Nottingham spend on it?", "No report held is for Nottingham"),
        ("How many burglaries were there in 1987?", "No report held mentions 1987."),
        (
            "What is the recipe for bolognese sauce?",
            "Nothing in the reports is close to the question.",
        ),
    ],
)
def test_what_refuses_by_itself(shipped: Store, question: str, reason: str) -> None:
    assert any(said.startswith(reason) for said in reasons(shipped, question))


def test_nothing_to_search(shipped: Store) -> None:
    verdict = judge(shipped, gather(shipped, CHARNWOOD, areas=["Nottingham"]))
    assert verdict.refused and "searched" in verdict.reasons[0]


def test_weak_evidence_is_doubted_and_weaker_refused_with_what_is_missing(
    shipped: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = gather(shipped, f"{CHARNWOOD[:-1]} cinema?")
    scores = [item.score for item in found.evidence]
    likely = chance_of_an_answer(scores, found.scope.passages, load_weights())
    lines = [(likely - 0.02, likely - 0.01), (likely - 0.01, likely + 0.01)]
    told = []
    for refused, doubted in [*lines, (likely + 0.01, likely + 0.02)]:
        monkeypatch.setattr("retrieval.sufficiency.REFUSED", refused)
        monkeypatch.setattr("retrieval.sufficiency.DOUBTED", doubted)
        told.append(judge(shipped, found))
    assert [v.refused for v in told] == [False, False, True]
    missing = "No sentence found surely gives a sum: the likeliest does not mention “cinema”."
    assert [v.doubts for v in told] == [(), (missing,), ()]
    assert told[2].reasons == (missing,)
