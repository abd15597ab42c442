"""`python -m retrieval ask`: exit codes, streams, one sentence for a fault."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from corpus.store import writing
from retrieval.query import MAX_QUESTION
from tests.conftest import Invoke, module, refused


@pytest.fixture
def ask(invoke: Invoke) -> Invoke:
    return partial(invoke, "retrieval", "ask")


def test_an_answer_for_people(shipped_folder: Path) -> None:
    question = "How much was Rutland allocated for the domestic abuse duty?"
    done = module("retrieval", "ask", question, "--store", shipped_folder)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "63,000" in done.stdout
    assert "Leicestershire Safer Communities Strategy Board, 19 March 2021" in done.stdout
    assert "page 3" in done.stdout
    assert done.stdout.rstrip().splitlines()[-1].startswith("Searched 5 reports of 5 bodies")


def test_not_found_is_said(ask: Invoke, shipped_folder: Path) -> None:
    done = ask("What is spent on cameras?", "--area", "Nottingham", "--store", shipped_folder)
    assert done.returncode == 0
    assert "do not say" in done.stdout
    assert "No report for Nottingham is held." in done.stdout


def test_a_batch(ask: Invoke, shipped_folder: Path, tmp_path: Path) -> None:
    """Areas and earlier questions come with each; a bad one is reported and the rest answered."""
    batch = tmp_path / "batch.jsonl"
    rows = [
        {"id": 7, "question": "What are the priorities?\u2028", "areas": ["Chorley"]},
        {"id": "long", "question": "x" * (MAX_QUESTION + 1)},
        {"id": "after", "question": "And Charnwood?", "prior": ["What did Rutland get?"]},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    batch.write_text("\ufeff" + "\n\n".join(lines) + "\n", encoding="utf-8")
    done = ask("--batch", batch, "--store", shipped_folder, "--json", "--top", 5)
    assert done.returncode == 1
    found = [json.loads(line) for line in done.stdout.strip().split("\n")]
    assert [answer["id"] for answer in found] == [7, "long", "after"]
    assert found[0]["coverage"]["reports"] == 1
    assert len(found[0]["passages"]) == 5
    assert "shorten" in found[1]["error"]
    assert found[2]["resolved_question"] == "What did Charnwood get?"
    assert "Traceback" not in done.stderr
    assert "long" in done.stderr


def test_what_cannot_run(ask: Invoke, shipped_folder: Path, tmp_path: Path) -> None:
    store = ("--store", shipped_folder)
    refused(ask("Why?", "--store", tmp_path / "none"), "python -m ingest PATH")
    assert not (tmp_path / "none").exists()
    with writing(tmp_path / "empty"):
        pass
    refused(ask("Why?", "--store", tmp_path / "empty"), "no reports yet", "python -m ingest PATH")
    refused(ask("   ", *store), "empty")
    refused(ask("x" * 10_000, *store), "10,000", "shorten")
    refused(ask(*store), "--batch")
    refused(ask("Why?", "--from", "soon", *store), "soon", "2023-06-30")
    refused(ask("Why?", "--top", "0", *store), "--top")
    refused(ask("Why?", "--nonsense", *store), "--nonsense")


def test_batches_that_cannot_be_read(ask: Invoke, shipped_folder: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    for text, told in (
        ('{"question": "Why?"}\n{"question"', "line 2"),
        ('["Why?"]', "line 1"),
        ('{"id": "1"}', "line 1"),
        ('{"question": "Why?", "prior": "What?"}', '"prior"'),
    ):
        batch.write_text(text)
        refused(ask("--batch", batch, "--store", shipped_folder), "batch.jsonl", told)
    refused(ask("--batch", tmp_path / "none.jsonl", "--store", shipped_folder), "none.jsonl")


def test_a_store_of_another_model(shipped_folder: Path) -> None:
    asked = ("ask", "Why?", "--store", shipped_folder)
    refused(module("retrieval", *asked, SCRUTINY_MODEL="another-model"), "another-model")
