"""The command line, on a store and an `ask` made up here: exit codes, streams, files."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import eval.__main__ as command
from corpus.errors import StoreError
from corpus.models import Answer, Report
from tests.eval.making import answer, hit, report

GOLD = "The panel agreed the plan on 4 May"
ROWS = [
    {
        "id": "q1",
        "question": "When did the panel agree?",
        "kind": "date",
        "prior": ["Who meets?"],
        "evidence": [{"file": "minutes.pdf", "page": 1, "quote": GOLD}],
        "must_contain": ["4 May"],
    },
    {"id": "q2", "question": "Who was late?", "kind": "unanswerable", "evidence": []},
]


@dataclass
class _Catalogue:
    generation: int = 1

    def reports(self) -> list[Report]:
        return [report()]


@dataclass
class _Store:
    catalogue: _Catalogue = field(default_factory=_Catalogue)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """Replace the store and `ask`; collect what was asked. Runs are saved under `tmp_path`."""
    calls: list[dict[str, Any]] = []

    def ask(store: _Store, question: str, **options: Any) -> Answer:
        calls.append({"question": question, **options})
        if "late" in question:
            return answer(outcome="not_found")
        return answer(GOLD, hits=(hit(GOLD),))

    monkeypatch.setattr(command, "open_store", lambda _: _Store())
    monkeypatch.setattr(command, "ask", ask)
    monkeypatch.setattr(command, "to_json", lambda given: {"outcome": given.outcome})
    monkeypatch.chdir(tmp_path)
    return calls


def _set(folder: Path) -> str:
    path = folder / "made.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS), "utf-8")
    return str(path)


def _invoke(*arguments: str) -> Any:
    return CliRunner().invoke(command.app, list(arguments))


def test_json_alone_on_standard_output(asked: list[dict[str, Any]], tmp_path: Path) -> None:
    result = _invoke("run", _set(tmp_path), "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["questions"], found["answers_right"], found["refused_unanswerable"]) == (2, 1, 1)
    assert found["citations_verbatim"] is None  # the original is not at hand
    assert "not checked" in result.stderr and "Saved as" in result.stderr
    assert asked[-2] == {
        "question": "When did the panel agree?",
        "areas": (),
        "prior": ("Who meets?",),
        "top": 20,
    }


def test_the_run_is_saved_and_compared(asked: list[dict[str, Any]], tmp_path: Path) -> None:
    questions = _set(tmp_path)
    for name in ("one", "two"):
        assert _invoke("run", questions, "--name", name).exit_code == 0
    one, two = sorted((tmp_path / ".runs").glob("*.json"), key=lambda path: path.name[-8:])
    saved = json.loads(one.read_text("utf-8"))
    assert saved["settings"]["sets"] == ["made.jsonl"]
    assert saved["items"][0]["answer"] == {"outcome": "answered"}
    result = _invoke("compare", str(one), str(two), "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["questions"] == {}


def test_only_some_questions(asked: list[dict[str, Any]], tmp_path: Path) -> None:
    result = _invoke("run", _set(tmp_path), "--only", "q2", "--json")
    assert json.loads(result.stdout)["by_kind"].keys() == {"unanswerable"}


def test_a_question_that_fails_gives_exit_code_1(
    asked: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Answer:
        raise ValueError("no such thing")

    monkeypatch.setattr(command, "ask", broken)
    result = _invoke("run", _set(tmp_path), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["answers_right"] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "nowhere.jsonl", "--json"),
        ("run", "made.jsonl", "--only", "q9"),
        ("run", "made.jsonl", "--reports", "nowhere"),
        ("run", "made.jsonl", "--top", "0"),
        ("run",),
        ("compare", "nowhere.json", "nowhere.json"),
    ],
)
def test_what_cannot_run_gives_exit_code_2(
    asked: list[dict[str, Any]], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    _set(tmp_path)
    result = _invoke(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip()


def test_a_store_that_cannot_be_opened(
    asked: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path | None) -> _Store:
        raise StoreError("There is no store here: run the ingest first.")

    monkeypatch.setattr(command, "open_store", refuse)
    result = _invoke("run", _set(tmp_path))
    assert result.exit_code == 2
    assert result.stderr.strip() == "There is no store here: run the ingest first."
