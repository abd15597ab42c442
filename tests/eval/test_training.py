"""The reader learns from extracts, with the real model; a few of them are enough to see that."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from corpus.errors import UsageError
from eval.training import ANSWERS, NEAREST, Example, load, loss, steps, train
from retrieval.reader import apply, untrained
from tests.conftest import ROOT, Invoke

SET = ROOT / "eval" / "sets" / "extracts.jsonl"
FEW = 16


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first extracts of the set."""
    path = tmp_path_factory.mktemp("sets") / "few.jsonl"
    path.write_text("\n".join(SET.read_text("utf-8").splitlines()[:2]), "utf-8")
    return path


@pytest.fixture(scope="module")
def examples(few: Path) -> list[Example]:
    return load([few])


def test_the_shipped_extracts_are_whole() -> None:
    extracts = [json.loads(line) for line in SET.read_text("utf-8").splitlines()]
    assert len({one["id"] for one in extracts}) == len(extracts) >= 200
    questions = [question for one in extracts for question in one["questions"]]
    answerable = sum(bool(question["answers"]) for question in questions)
    assert 0.4 < answerable / len(questions) < 0.6
    for one in extracts:
        numbers = set(range(1, len(one["units"]) + 1))
        for question in one["questions"]:
            answers, beside = set(question["answers"]), set(question.get("beside", ()))
            assert answers | beside <= numbers and not answers & beside, question


def test_answers_are_read_beside_what_is_nearest_to_the_question(
    few: Path, examples: list[Example]
) -> None:
    rows = [json.loads(line) for line in few.read_text("utf-8").splitlines()]
    asked = [(row, question) for row in rows for question in row["questions"]]
    for (row, question), example in zip(asked, examples, strict=True):
        said = {text for _, text in row["units"]}
        assert example.question == question["question"]
        assert sum(example.answers) == min(len(question["answers"]), ANSWERS)
        assert len(example.texts) - sum(example.answers) <= NEAREST + 1
        assert all(any(text.endswith(one[:60]) or one[:60] in text for one in said)
                   for text in example.texts)  # fmt: skip
    assert examples == load([few])


def test_it_learns(examples: list[Example]) -> None:
    some = examples[:FEW]
    with torch.no_grad():
        before = float(loss(untrained(), some))
    told: list[float] = []
    learned = train(some, epochs=6, progress=told.append)
    assert len(told) == steps(some, 6)
    with torch.no_grad():
        after = float(loss(learned, some))
    assert after < 0.7 * before


def test_the_command_writes_what_the_reader_loads(
    invoke: Invoke, few: Path, tmp_path: Path
) -> None:
    out = tmp_path / "reader.safetensors"
    result = invoke("train", few, "--out", out, "--epochs", "1")
    assert result.returncode == 0, result.stderr
    reader = untrained()
    pair = [("How many lamps?", "Forty lamps.")]
    with torch.no_grad():
        before = reader.logits(pair)
        apply(reader, load_file(out))
        assert (reader.logits(pair) - before).abs().max() > 0.01


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1, is not a set of extracts"),
        ('{"units": [["", "One."]]}', "'questions' is missing"),
        (
            '{"units": [["", "One."]], "questions": [{"question": "Who?", "answers": [2]}]}',
            "names a unit that is not there",
        ),
        (
            '{"units": [["", "One."]], "questions": [{"question": "Who?", "answers": [1], '
            '"beside": [1]}]}',
            "both answer and not",
        ),
        (
            '{"units": [["", "One."]], "questions": [{"question": "Who?", "answers": [], '
            '"beside": [1]}]}',
            "leaves no unit",
        ),
        ('{"units": [["", "One."]], "questions": [{"question": "Who?"}]}', "is missing"),
    ],
)
def test_a_bad_set_is_said_so(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(UsageError, match=said):
        load([path])


def test_a_folder_that_is_not_there_is_said_before_training(
    invoke: Invoke, few: Path, tmp_path: Path
) -> None:
    result = invoke("train", few, "--out", tmp_path / "none" / "reader.safetensors")
    assert result.returncode == 2
    assert "is not a folder" in result.stderr
