"""Weights fitted on the questions that ship, and how they are told to do on others."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.store import Store
from eval.calibration import FOLDS, Example, calibrate, examples, fit
from eval.sets import load
from retrieval.weights import Weights
from tests.conftest import ROOT, Invoke

SET = ROOT / "eval" / "sets" / "digests.jsonl"
EACH = 14  # answerable questions, and as many unanswerable ones


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of the questions that ship, of both sorts."""
    rows = [json.loads(line) for line in SET.read_text("utf-8").splitlines()]
    answerable = [row for row in rows if row["kind"] in ("fact", "table")]
    unanswerable = [row for row in rows if row["kind"] == "unanswerable"]
    path = tmp_path_factory.mktemp("sets") / "few.jsonl"
    chosen = [*answerable[:EACH], *unanswerable[:EACH]]
    path.write_text("\n".join(map(json.dumps, chosen)), "utf-8")
    return path


@pytest.fixture(scope="module")
def made(shipped: Store, few: Path) -> list[Example]:
    return list(examples(shipped, load([few])))


def test_each_question_with_its_evidence(made: list[Example]) -> None:
    assert [e.answerable for e in made] == [True] * EACH + [False] * EACH
    with_gold = [e for e in made if any(e.gold)]
    assert len(with_gold) > EACH / 2
    assert all(e.answerable and len(e.gold) == len(e.units) for e in with_gold)


def test_what_the_reader_makes_of_a_unit_counts_for_it(made: list[Example]) -> None:
    weights = fit(made)
    assert weights.reading > 0
    assert fit(made) == weights


def test_a_calibration_keeps_what_it_promises(
    invoke: Invoke, shipped_folder: Path, few: Path, tmp_path: Path
) -> None:
    out = tmp_path / "weights.json"
    result = invoke("calibrate", "--on", f"{few}={shipped_folder}", "--out", out, "--json")
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert Weights(**json.loads(out.read_text("utf-8"))) == Weights(**told["weights"])
    assert told["weights"]["odds"] > 0
    few_figures = told["figures"]["few"]
    assert few_figures == told["figures"]["all"]
    assert (few_figures["questions"], few_figures["unanswerable"]) == (2 * EACH, EACH)
    assert 0 <= few_figures["auc"] <= 1
    at_6, at_12 = few_figures["at"]
    assert 0 <= at_6 <= at_12 <= 1
    assert 0 <= few_figures["false_refusals"] < few_figures["refused"] <= 1


def test_too_few_questions_are_said_so(made: list[Example]) -> None:
    answerable = [e for e in made if e.answerable]
    with pytest.raises(UsageError, match=f"at least {FOLDS} answerable and {FOLDS} unanswerable"):
        calibrate(answerable)


def test_evidence_without_a_gold_answer_is_said_so(made: list[Example]) -> None:
    strange = [replace(e, gold=tuple(False for _ in e.gold)) for e in made]
    with pytest.raises(UsageError, match="the store that holds its reports"):
        calibrate(strange)


@pytest.mark.parametrize("pair", ["few.jsonl", "=store", "few.jsonl="])
def test_a_set_without_a_store_is_said_so(invoke: Invoke, pair: str) -> None:
    result = invoke("calibrate", "--on", pair)
    assert result.returncode == 2
    assert "--on SET.jsonl=STORE" in result.stderr
