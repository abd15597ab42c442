"""Whether the evidence answers: where an answer could stand, and what is refused, with why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.models import Hit, Passage, Span, Unit
from corpus.store import Store
from retrieval.anchors import FEATURES, anchors, sought, spans
from retrieval.evidence import Evidence, weigh
from retrieval.query import Query, understand
from retrieval.rarity import Rarity, rarities
from retrieval.scope import Scope, choose
from retrieval.search import search
from retrieval.subject import vectors
from retrieval.sufficiency import Weights, gate_features, judge, load_weights, odds
from tests.retrieval.making import report

CHARNWOOD = "How much was Charnwood allocated for the domestic abuse duty?"


def item(text: str, score: float = 1.0, likeness: float = 0.5) -> Evidence:
    """A sentence as evidence."""
    unit = Unit(0, len(text), text, (Span(0, len(text)),))
    passage = Passage("r", 0, 1, "text", 0, len(text), text, text, units=(unit,))
    return Evidence(Hit(passage, report("r", "E07000118"), score), 0, score, 0.5, 0.5, likeness)


def row(**cells: str) -> Evidence:
    """A table's row as evidence, by its columns' names."""
    printed = " ".join(cells.values())
    at, places = 0, []
    for name, value in cells.items():
        places.append((name, Span(at, at + len(value))))
        at += len(value) + 1
    text = "; ".join(f"{name}: {value}" for name, value in cells.items() if value)
    unit = Unit(0, len(printed), text, (Span(0, len(printed)),), tuple(places))
    passage = Passage("r", 0, 1, "table", 0, len(printed), printed, text, units=(unit,))
    return Evidence(Hit(passage, report("r"), 1.0), 0, 1.0, 0.5, 0.5)


def found(store: Store, question: str) -> tuple[Query, Rarity, Scope, list[Evidence]]:
    """What is known of a question before it is judged."""
    scope = choose(store.catalogue.reports())
    query = understand(question, {})
    rarity = rarities(store, query)
    vector, subjects = vectors(query, scope.reports)
    reports = {one.id: one for one in scope.reports}
    hits = search(store, query, vector, subjects, reports, 20)
    return query, rarity, scope, weigh(store, query, subjects, rarity, hits)


def reasons(store: Store, question: str) -> Sequence[str]:
    query, rarity, scope, evidence = found(store, question)
    verdict = judge(store, query, rarity, scope, evidence)
    assert verdict.refused == bool(verdict.reasons)
    assert not (verdict.refused and verdict.doubts)
    return verdict.reasons


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many wards took part?", "figure"),
        ("What percentage agreed?", "figure"),
        ("When was it agreed?", "date"),
        ("Who chairs the board?", "name"),
        ("Which council leads?", "name"),
        ("Is there someone who chairs the board?", "words"),
        ("Why was it agreed?", "words"),
    ],
)
def test_what_kind_of_thing_answers(question: str, kind: str) -> None:
    assert sought(understand(question, {})) == kind


@pytest.mark.parametrize(
    ("question", "evidence", "held"),
    [
        ("How many wards?", item("Of 24 wards, 12 took part in 2022."), ["24", "12"]),
        ("When was it?", item("It was agreed on 3 May 2022."), ["3 May 2022"]),
        ("Who chairs it?", item("The chair is Ann Bell of Moorside."), ["Ann Bell of Moorside"]),
        ("Who chairs Ribble Homes?", item("In May Ribble Homes chose a chair."), []),
        ("Why?", item("It was agreed."), ["It was agreed."]),
        ("How many in Q2?", row(Ward="Ward 7", Q1="12", Q2="-", Q3="9"), ["12", "9"]),
        ("When does it end?", row(Scheme="Lamps", End="May 2022", Cost="12"), ["May 2022"]),
    ],
)  # fmt: skip
def test_where_an_answer_could_stand(question: str, evidence: Evidence, held: list[str]) -> None:
    query = understand(question, {})
    told = [evidence.unit.text[s.start : s.end] for s in spans(query, sought(query), evidence)]
    assert told == held


def test_a_span_is_seen_beside_the_best() -> None:
    query = understand("How many wards took part in 2022?", {})
    best, other = item("In 2022 12 took part.", 0.8, 0.4), item("In 2019 9 did.", 0.4, 0.6)
    first, second = anchors(query, [best, other])
    assert (first.text, second.text) == ("12", "9")
    assert first.features == pytest.approx((1, 0, -0.2, 1))
    assert second.features == pytest.approx((0.5, -0.4, 0, -1))
    assert len(first.features) == len(FEATURES)
    assert anchors(query, []) == []


def test_more_and_better_spans_make_an_answer_likelier() -> None:
    weights = load_weights()
    query = understand("How many wards took part?", {})

    def likely(*evidence: Evidence) -> float:
        features = gate_features("figure", anchors(query, evidence), weights.anchor)
        return odds(features, weights.gate)

    good, weak = item("12 took part."), item("9 were left.", 0.3, 0.2)
    none = item("Some took part.")
    assert likely() == likely(none) < likely(none, weak) < likely(good) < likely(good, good)


def test_the_shipped_weights_are_whole() -> None:
    weights = load_weights()
    assert isinstance(weights, Weights)
    assert weights.refuse < weights.doubt
    assert set(weights.anchor) == {"bias", *FEATURES}
    assert weights.anchor["passage"] > 0 and weights.gate["answers"] > 0


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
    query, rarity, scope, _ = found(shipped, CHARNWOOD)
    verdict = judge(shipped, query, rarity, replace(scope, reports=()), [])
    assert verdict.refused and "searched" in verdict.reasons[0]


def test_weak_evidence_is_doubted_and_weaker_refused_with_what_is_missing(
    shipped: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    query, rarity, scope, evidence = found(shipped, f"{CHARNWOOD[:-1]} cinema?")
    known = load_weights()
    sure = odds(gate_features("figure", anchors(query, evidence), known.anchor), known.gate)
    lines = [(sure - 2, sure - 1), (sure - 1, sure + 1), (sure + 1, sure + 2)]
    told = []
    for refuse, doubt in lines:
        moved = replace(known, refuse=refuse, doubt=doubt)
        monkeypatch.setattr("retrieval.sufficiency.load_weights", lambda moved=moved: moved)
        told.append(judge(shipped, query, rarity, scope, evidence))
    assert [v.refused for v in told] == [False, False, True]
    missing = "No sentence found gives a sum that is plainly about “cinema”."
    assert [v.doubts for v in told] == [(), (missing,), ()]
    assert told[2].reasons == (missing,)
