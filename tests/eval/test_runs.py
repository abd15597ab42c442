from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from corpus.errors import StoreError, UsageError
from corpus.models import Answer
from eval import runs
from eval.comparison import compare
from eval.comparison_report import comparison_json, print_comparison
from eval.failures import found_instead, problems
from eval.metrics import Score
from eval.report import print_run, to_json
from eval.sets import Question
from tests.eval.making import answer, hit, marked, question

GOLD = "The panel agreed the plan on 4 May"
QUESTIONS = [
    question(GOLD, name="a", must=("4 May",)),
    question(GOLD, name="b", must=("4 May",)),
    question(name="u", kind="unanswerable"),
]


def _record(given: Answer) -> dict[str, Any]:
    """The parts of the contract's JSON that a report of failures reads."""
    statements = [
        {"text": s.text, "citations": [{"file": c.file, "page": c.page} for c in s.citations]}
        for s in given.statements
    ]
    return {"outcome": given.outcome, "statements": statements, "nearest": [], "passages": []}


def _run(replies: dict[str, Answer | Exception], name: str = "made") -> runs.Run:
    def ask(asked: Question) -> Answer:
        reply = replies[asked.id]
        if isinstance(reply, Exception):
            raise reply
        return reply

    def mark(asked: Question, given: Answer | None, milliseconds: float) -> Score:
        return marked(asked, given, milliseconds, lambda _: True)

    items = tuple(runs.ask_all(QUESTIONS, ask, mark, _record))
    return runs.Run(name, "2024-01-31T12:00:00+00:00", {"top": 20}, runs.versions(), items)


RIGHT = answer(GOLD, hits=(hit(GOLD),))
WRONG = answer("It [bold]met[/bold] in June", hits=(hit("It met in June"),))
SILENT = answer(outcome="not_found")


def test_a_run_is_saved_and_read_back_whole(tmp_path: Path) -> None:
    run = _run({"a": RIGHT, "b": WRONG, "u": SILENT})
    path = runs.save(run, tmp_path / "runs")
    assert path.name == "20240131120000-made.json"
    assert runs.load(path) == run
    assert runs.save(run, tmp_path / "runs").name == "20240131120000-made-2.json"
    assert run.versions["python"].startswith("3.")


def test_a_run_is_saved_inside_its_folder_whatever_its_name(tmp_path: Path) -> None:
    path = runs.save(_run({"a": RIGHT, "b": WRONG, "u": SILENT}, "../../x y"), tmp_path / "runs")
    assert path.parent == tmp_path / "runs" and path.is_file()
    assert [p.name for p in runs.saved(tmp_path / "runs")] == [path.name]


def test_a_run_saved_before_rankings_were_kept_is_still_read(tmp_path: Path) -> None:
    path = runs.save(_run({"a": RIGHT, "b": WRONG, "u": SILENT}), tmp_path)
    record = json.loads(path.read_text("utf-8"))
    del record["cells"]
    for item in record["items"]:
        for name in ("gold", "accept", "must_not_contain"):
            del item[name]
        del item["score"]["found"], item["score"]["relevant"]
    path.write_text(json.dumps(record), "utf-8")
    old = runs.load(path)
    assert [item.gold for item in old.items] == [()] * 3
    assert old.scores[0].measures["mrr"] == 1.0


def test_what_is_not_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        runs.load(tmp_path / "none.json")
    for text in ("{}", "nothing", "[]", '{"format": 99}', '{"format": 1, "items": [{}]}'):
        (tmp_path / "bad.json").write_text(text, "utf-8")
        with pytest.raises(UsageError, match="not a run"):
            runs.load(tmp_path / "bad.json")


def test_a_question_that_fails_does_not_end_the_run() -> None:
    run = _run({"a": ValueError("no such thing"), "b": RIGHT, "u": SILENT})
    assert [item.score.outcome for item in run.items] == ["failed", "answered", "not_found"]
    assert run.items[0].error == "ValueError: no such thing"
    assert problems(run.items[0].score) == ["asking failed"]
    assert found_instead(run.items[0]) == "ValueError: no such thing"
    assert to_json(run.scores)["answers_right"] == 0.5


def test_a_broken_store_ends_the_run() -> None:
    with pytest.raises(StoreError):
        _run({"a": StoreError("The store is locked.")})


def test_failures_say_what_was_found_instead() -> None:
    run = _run({"a": RIGHT, "b": WRONG, "u": WRONG})
    right, wrong, trap = run.items
    assert problems(right.score) == []
    assert problems(wrong.score) == [
        "does not say “4 May”",
        "1 of 1 expected quotes not retrieved",
        "1 of 1 expected quotes not cited",
    ]
    assert found_instead(wrong).startswith("minutes.pdf p1: It [bold]met")
    assert problems(trap.score) == ["not in the reports, but answered"]
    refused = _run({"a": SILENT, "b": RIGHT, "u": SILENT}).items[0]
    assert "refused though the reports answer it" in problems(refused.score)
    assert found_instead(refused) == "nothing"


def test_the_printed_report_has_every_kind_and_failure() -> None:
    out = io.StringIO()
    print_run(_run({"a": RIGHT, "b": WRONG, "u": SILENT}), Console(file=out, width=120))
    text = out.getvalue()
    assert "fact" in text and "unanswerable" in text and "all" in text
    assert "1 of 3 questions are not as they should be" in text
    assert "It [bold]met[/bold] in June" in text  # shown as text, not as mark-up


def test_two_runs_are_compared_question_by_question() -> None:
    before = _run({"a": RIGHT, "b": WRONG, "u": WRONG})
    after = _run({"a": WRONG, "b": RIGHT, "u": SILENT})
    found = compare(before, after)
    right = next(d for d in found.differences if d.measure == "answers_right")
    assert (right.before, right.after, right.better, right.worse, right.p) == (0.5, 0.5, 1, 1, 1.0)
    refused = next(d for d in found.differences if d.measure == "refused_unanswerable")
    assert (refused.better, refused.worse) == (1, 0)
    assert [change.after.score.id for change in found.changes] == ["a", "u", "b"]
    out = io.StringIO()
    print_comparison(found, Console(file=out, width=120))
    assert "3 questions changed, worst first" in out.getvalue()
    assert comparison_json(found)["questions"]["u"] == {"refused_unanswerable": [0.0, 1.0]}


def test_fewer_false_refusals_are_better() -> None:
    before = _run({"a": SILENT, "b": RIGHT, "u": SILENT})
    after = _run({"a": RIGHT, "b": RIGHT, "u": SILENT})
    found = compare(before, after)
    refusals = next(d for d in found.differences if d.measure == "false_refusals")
    assert (refusals.better, refusals.worse) == (1, 0)
    assert found.changes[0].gain > 0


def test_questions_of_one_run_alone_are_named() -> None:
    whole = _run({"a": RIGHT, "b": WRONG, "u": SILENT})
    part = runs.Run("part", whole.started, {}, {}, whole.items[:1])
    found = compare(whole, part)
    assert (found.only_before, found.only_after) == (("b", "u"), ())
    assert found.conditions["top"] == ("20", "–")
    assert found.conditions["python"][1] == "–"


def test_what_would_steer_the_terminal_is_left_out() -> None:
    shouting = answer("\x1b[2J wiped", hits=(hit("\x1b[2J wiped"),))
    out = io.StringIO()
    print_run(_run({"a": shouting, "b": RIGHT, "u": SILENT}), Console(file=out, width=120))
    assert "wiped" in out.getvalue() and "\x1b" not in out.getvalue()
