"""The command line on the reports shipped: exit codes, streams, files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Invoke, refused

LEICESTERSHIRE = "leicestershire-opcc-update-2021-03.pdf"
ROWS: list[dict[str, Any]] = [
    {
        "id": "q 1",
        "question": "How much was Charnwood allocated for the domestic abuse duty in 2021/22?",
        "kind": "table",
        "evidence": [{"file": LEICESTERSHIRE, "page": 3, "quote": "Charnwood 32,295"}],
        "must_contain": ["32,295"],
    },
    {"id": "q2", "question": "Who won the cup final?", "kind": "unanswerable", "evidence": []},
]


@pytest.fixture(autouse=True)
def made(tmp_path: Path) -> None:
    """A test set where the command runs."""
    (tmp_path / "made.jsonl").write_text("\n".join(map(json.dumps, ROWS)), "utf-8")


def _runs(folder: Path, ending: str) -> list[Path]:
    return sorted((folder / ".runs").glob(f"*.{ending}"))


def test_json_alone_on_standard_output(invoke: Invoke, shipped_folder: Path) -> None:
    result = invoke("run", "made.jsonl", "--store", shipped_folder, "--json")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert (found["questions"], found["answers_right"]) == (2, 1)
    assert found["recall_600_words"] == 1
    assert found["citations"] > 0 and found["citations_verbatim"] == 1
    assert "Saved as" in result.stderr


def test_tables_failures_and_what_is_saved(
    invoke: Invoke, shipped_folder: Path, tmp_path: Path
) -> None:
    wrong = ROWS[0] | {"id": "q3", "must_contain": ["99,999"]}
    (tmp_path / "wrong.jsonl").write_text(json.dumps(wrong), "utf-8")
    result = invoke("run", "made.jsonl", "wrong.jsonl", "--store", shipped_folder)
    assert result.returncode == 0, result.stderr
    assert "made+wrong: 3 questions" in result.stdout
    assert "does not say “99,999”" in result.stdout and "32,295" in result.stdout
    [saved] = _runs(tmp_path, "json")
    record = json.loads(saved.read_text("utf-8"))
    assert record["settings"]["sets"] == ["made", "wrong"]
    assert record["versions"]["torch"]
    assert record["items"][0]["answer"]["statements"]
    assert record["items"][0]["gold"][0]["quote"] == "Charnwood 32,295"


def test_two_runs_are_compared(invoke: Invoke, shipped_folder: Path, tmp_path: Path) -> None:
    for top in (1, 20):
        shared = ("--store", shipped_folder, "--top", top, "--name", f"top {top:02}")
        assert invoke("run", "made.jsonl", *shared).returncode == 0
    before, after = sorted(_runs(tmp_path, "json"), key=lambda path: path.stem[-2:])
    result = invoke("compare", before, after, "--json")
    assert result.returncode == 0
    found = json.loads(result.stdout)
    assert found["conditions"]["top"] == ["1", "20"]
    assert found["measures"]["answers_right"]["p"] == 1.0
    assert "answers_right" in invoke("compare", before, after).stdout


def test_only_some_questions(invoke: Invoke, shipped_folder: Path) -> None:
    result = invoke("run", "made.jsonl", "--only", "q2", "--json", "--store", shipped_folder)
    assert json.loads(result.stdout)["by_kind"].keys() == {"unanswerable"}


def test_a_question_that_fails_gives_exit_code_1(
    invoke: Invoke, shipped_folder: Path, tmp_path: Path
) -> None:
    endless = ROWS[0] | {"question": "why? " * 10_000}
    (tmp_path / "endless.jsonl").write_text(json.dumps(endless), "utf-8")
    result = invoke("run", "endless.jsonl", "--store", shipped_folder, "--json")
    assert result.returncode == 1
    assert json.loads(result.stdout)["answers_right"] == 0
    assert "Asking failed for 1 questions (first: q 1)" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "nowhere.jsonl", "--json"),
        ("run", "made.jsonl", "--only", "q9"),
        ("run", "made.jsonl", "--reports", "nowhere"),
        ("run", "made.jsonl", "--top", "0"),
        ("run", "made.jsonl", "--store", "nowhere"),
        ("run", "made.jsonl", "."),
        ("run", "."),
        ("run",),
        ("compare", "nowhere.json", "nowhere.json"),
        ("export", "made.jsonl", "--out", ".", "--store", "nowhere"),
    ],
)
def test_what_cannot_run_gives_exit_code_2(invoke: Invoke, arguments: tuple[str, ...]) -> None:
    refused(invoke(*arguments))
