from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import UsageError
from eval.sets import KINDS, Place, load

QUESTIONS = Path(__file__).resolve().parents[2].parent / "shared" / "questions"
ROW: dict[str, Any] = {
    "id": "q1",
    "question": "How many?",
    "kind": "fact",
    "evidence": [{"file": "a.pdf", "page": 2, "quote": "It is 5", "also": [{"file": "b.pdf"}]}],
    "must_contain": ["5"],
}


def _set(folder: Path, *rows: dict[str, Any] | str, name: str = "made") -> Path:
    path = folder / f"{name}.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_question_with_its_places(tmp_path: Path) -> None:
    [question] = load([_set(tmp_path, ROW)])
    assert question.gold[0].places == (Place("a.pdf", 2), Place("b.pdf", None))
    assert question.gold[0].files == {"a.pdf", "b.pdf"}
    assert (question.set, question.prior, question.accept) == ("made", (), {"not_found"})


def test_unanswerable_with_accepted_outcomes(tmp_path: Path) -> None:
    row = {"id": "u", "question": "?", "kind": "unanswerable", "accept": ["partial"]}
    [question] = load([_set(tmp_path, row)])
    assert question.accept == {"not_found", "partial"}
    assert not question.answerable


def test_sets_are_pooled_and_chosen_from(tmp_path: Path) -> None:
    one = _set(tmp_path, ROW, ROW | {"id": "q2"})
    two = _set(tmp_path, ROW | {"id": "q3"}, name="more")
    assert [q.id for q in load([one, two])] == ["q1", "q2", "q3"]
    assert [q.id for q in load([one, two], ["q3", "q1"])] == ["q1", "q3"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{not json", "line 1"),
        ("[1]", "line 1"),
        ({"question": "?", "kind": "unanswerable"}, "'id' is missing"),
        (ROW | {"kind": "riddle"}, "riddle"),
        (ROW | {"evidence": []}, "needs evidence"),
        (ROW | {"must_contain": "5"}, "must_contain"),
        (ROW | {"evidence": [{"file": "a.pdf", "quote": " "}]}, "empty"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, row: dict[str, Any] | str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        load([_set(tmp_path, row)])


def test_other_things_refused(tmp_path: Path) -> None:
    path = _set(tmp_path, ROW)
    with pytest.raises(UsageError, match="nowhere.jsonl"):
        load([tmp_path / "nowhere.jsonl"])
    with pytest.raises(UsageError, match="twice"):
        load([path, path])
    with pytest.raises(UsageError, match="No question q9"):
        load([path], ["q9"])
    with pytest.raises(UsageError, match="no questions"):
        load([_set(tmp_path, name="empty")])
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="UTF-8"):
        load([tmp_path / "bytes.jsonl"])


@pytest.mark.parametrize(("pattern", "size"), [("community_safety*", 100), ("kent*", 83)])
def test_the_development_sets_load(pattern: str, size: int) -> None:
    if paths := sorted(QUESTIONS.glob(f"{pattern}.jsonl")):
        questions = load(paths)
        assert len(questions) == size
        assert {q.kind for q in questions} <= set(KINDS)
