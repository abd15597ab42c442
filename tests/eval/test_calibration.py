"""Weights fitted on the questions that ship, and how they are told to do on others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.store import Store
from eval.calibration import FOLDS, Example, calibrate, examples, fit
from eval.sets import load
from retrieval.sufficiency import Weights
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


def test_each_question_and_its_control(made: list[Example]) -> None:
    real = [example for example in made if not example.control]
    assert [e.answerable for e in real] == [True] * EACH + [False] * EACH
    controls = {e.id: e for e in made if e.control}
    with_gold = {e.id for e in real if any(e.gold)}
    assert len(with_gold) > EACH / 2
    assert with_gold <= {e.id for e in real if e.answerable}
    for name, control in controls.items():
        whole = next(e for e in real if e.id == name)
        assert not control.answerable and not any(control.gold)
        left = {a.item.unit.text for a in control.anchors}
        gold = {a.item.unit.text for a, g in zip(whole.anchors, whole.gold, strict=True) if g}
        assert not left & gold


def test_gold_spans_are_likelier_than_others(made: list[Example]) -> None:
    weights = fit(made)
    assert weights.anchor["passage"] > 0
    assert fit(made) == weights


def test_a_calibration_keeps_what_it_promises(
    invoke: Invoke, shipped_folder: Path, few: Path, tmp_path: Path
) -> None:
    out = tmp_path / "weights.json"
    result = invoke("calibrate", "--on", f"{few}={shipped_folder}", "--out", out, "--json")
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert Weights(**json.loads(out.read_text("utf-8"))) == Weights(**told["weights"])
    assert told["weights"]["refuse"] <= told["weights"]["doubt"]
    few_figures = told["figures"]["few"]
    assert few_figures == told["figures"]["all"]
    assert (few_figures["questions"], few_figures["unanswerable"]) == (2 * EACH, EACH)
    assert 0 <= few_figures["auc"] <= 1
    at_6, at_12 = few_figures["refused"]
    assert 0 <= at_6 <= at_12 <= 1


def test_too_few_questions_are_said_so(made: list[Example]) -> None:
    answerable = [e for e in made if e.answerable]
    with pytest.raises(UsageError, match=f"at least {FOLDS} answerable and {FOLDS} unanswerable"):
        calibrate(answerable)


@pytest.mark.parametrize("pair", ["few.jsonl", "=store", "few.jsonl="])
def test_a_set_without_a_store_is_said_so(invoke: Invoke, pair: str) -> None:
    result = invoke("calibrate", "--on", pair)
    assert result.returncode == 2
    assert "--on SET.jsonl=STORE" in result.stderr
