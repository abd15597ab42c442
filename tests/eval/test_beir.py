"""BEIR-style folders: read, run over their own documents, and written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import UsageError
from corpus.store import Store
from eval import beir
from eval.benchmark import mark_query, write_out
from eval.sets import Question, load
from tests.conftest import ROOT, Invoke
from tests.eval.making import answer, hit

DOCUMENTS = {
    "bees/1": ("Bees", "The council keeps four hives of bees on the library roof."),
    "snow": ("", "Gritting lorries clear the snow from the main roads before six."),
    "twin": ("", "Gritting lorries clear the snow from the main roads before six."),
    "pool": ("Pool", "The swimming pool opens at seven on weekdays."),
    "void": ("", ""),
}
QUERIES = {
    "a": "who clears snow from the roads?",
    "b": "how many hives of bees?",
    "c": "not judged",
}
JUDGED = [
    ("a", "snow", 1),
    ("a", "twin", 1),
    ("b", "bees/1", 2),
    ("b", "pool", 0),
    ("b", "gone", 1),
]


def folder_of(where: Path, judged: list[tuple[str, str, int]], split: str = "test") -> Path:
    """A BEIR-style folder."""
    (where / "qrels").mkdir(parents=True, exist_ok=True)
    documents = [
        {"_id": i, "title": t, "text": x, "metadata": {}} for i, (t, x) in DOCUMENTS.items()
    ]
    queries = [{"_id": i, "text": text} for i, text in QUERIES.items()]
    _lines(where / "corpus.jsonl", documents)
    _lines(where / "queries.jsonl", queries)
    rows = "".join(f"{q}\t{d}\t{grade}\n" for q, d, grade in judged)
    (where / "qrels" / f"{split}.tsv").write_text(f"query-id\tcorpus-id\tscore\n{rows}", "utf-8")
    return where


def _lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def test_a_folder_is_read(tmp_path: Path) -> None:
    found = beir.read(folder_of(tmp_path / "made", JUDGED))
    assert found.name == "made"
    assert found.documents["bees/1"].startswith("Bees\n\nThe council")
    assert found.relevant == {"a": {"snow": 1, "twin": 1}, "b": {"bees/1": 2, "gone": 1}}
    assert [question.id for question in found.questions()] == ["a", "b"]


def test_of_several_splits_test_counts(tmp_path: Path) -> None:
    folder_of(tmp_path, JUDGED)
    folder_of(tmp_path, [("c", "pool", 1)], "train")
    assert beir.read(tmp_path).relevant.keys() == {"a", "b"}
    (tmp_path / "qrels" / "test.tsv").rename(tmp_path / "qrels" / "dev.tsv")
    assert beir.read(tmp_path).relevant.keys() == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("corpus.jsonl", '{"_id": "x"}', "line 1"),
        ("queries.jsonl", "no json", "queries.jsonl, line 1"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\na b 1", "test.tsv, line 2"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nz\tsnow\t1", "no query"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, file: str, text: str, said: str) -> None:
    folder_of(tmp_path, JUDGED)
    (tmp_path / file).write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said):
        beir.read(tmp_path)


def test_a_folder_without_its_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"corpus\.jsonl cannot be read"):
        beir.read(tmp_path)


def test_documents_of_one_text_are_one_file(tmp_path: Path) -> None:
    found = beir.read(folder_of(tmp_path / "made", JUDGED))
    files = write_out(found, tmp_path / "out")
    assert sorted(files.documents.values()) == [["bees/1"], ["pool"], ["snow", "twin"]]
    assert {path.name for path in files.folder.iterdir()} == files.documents.keys()


def test_documents_rank_by_their_first_passage() -> None:
    files = {"1.txt": ["x"], "2.txt": ["y", "z"], "3.txt": ["w"]}
    hits = (hit("one", "2.txt"), hit("two", "1.txt"), hit("three", "2.txt"))
    query = Question("q", "?", beir.KIND, "made")
    scored = mark_query(query, answer(hits=hits), files, {"x": 1, "w": 1}, 1.0)
    assert scored.found == ("y", "z", "x")
    assert scored.gold_ranks == (3, None)
    assert scored.measures["mrr"] == pytest.approx(1 / 3)
    assert scored.measures["recall_at_1"] == 0.0 and scored.measures["recall_at_5"] == 0.5
    assert scored.measures["answers_right"] is None
    assert mark_query(query, None, files, {"x": 1}, 1.0).measures["mrr"] == 0.0


def test_a_folder_is_run_over_its_own_documents(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke("run", folder_of(tmp_path / "made", JUDGED), "--json")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["questions"] == 2
    assert found["by_kind"].keys() == {"query"}
    assert found["mrr"] == 1.0
    assert found["recall_at_5"] == 0.75  # "gone" is in no document
    assert found["answers_right"] is None
    assert len(list((tmp_path / ".runs").glob("*.qrels"))) == 1


def test_a_set_is_written_and_read_back(tmp_path: Path, shipped: Store) -> None:
    questions = load([ROOT / "eval" / "sets" / "digests.jsonl"])
    beir.write(questions, shipped, tmp_path / "out")
    found = beir.read(tmp_path / "out")
    assert len(found.documents) == shipped.catalogue.count_passages()
    assert found.queries.keys() == {q.id for q in questions if q.gold and not q.prior}
    assert len(found.questions()) > 0.95 * len(found.queries)
    names = {document for grades in found.relevant.values() for document in grades}
    assert names <= found.documents.keys()
    with pytest.raises(UsageError, match="is there already"):
        beir.write(questions, shipped, tmp_path / "out")
