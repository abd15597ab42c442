"""Gold matrices are read or refused, and the one that comes with the program is whole."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import UsageError
from eval.matrix import GoldCell, GoldPlace, is_matrix, load
from retrieval.comparison.themes import ready_themes
from tests.conftest import ROOT, SHARED, Invoke, refused

SETS = ROOT / "eval" / "sets"
REPORTS = SHARED / "community_safety"


def _written(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_what_is_no_gold_matrix_is_refused(
    invoke: Invoke, shipped_folder: Path, tmp_path: Path
) -> None:
    place = {"file": "a.txt", "lines": [3, 4], "paragraph": "1"}
    row = {"area": "Kent", "theme": "Prevent", "state": "found", "places": [place]}
    [cell] = load([_written(tmp_path / "right.jsonl", row)])
    assert cell.places == (GoldPlace("a.txt", 3, 4, "1"),)
    for said, wrong in (
        ("places", row | {"places": []}),
        ("places", row | {"state": "not_found"}),
        ("state", row | {"state": "perhaps"}),
        ("area", row | {"area": " "}),
        ("lines", row | {"places": [place | {"lines": [4, 3]}]}),
        ("heading", row | {"places": [{"file": "a.txt", "lines": [3, 4]}]}),
    ):
        with pytest.raises(UsageError, match=rf"line 2, is not a cell \(.*{said}"):
            load([_written(tmp_path / "wrong.jsonl", row | {"theme": "Drugs"}, wrong)])
    with pytest.raises(UsageError, match="Kent: Prevent stands twice"):
        load([tmp_path / "right.jsonl", tmp_path / "right.jsonl"])
    stored = ("--store", shipped_folder)
    refused(invoke("run", "wrong.jsonl", *stored, "--json"), "line 2")
    refused(invoke("run", "right.jsonl", *stored, "--only", "q9"), "q9")


def test_a_matrix_is_told_from_a_set_of_questions(tmp_path: Path) -> None:
    assert [path.name for path in sorted(SETS.glob("*.jsonl")) if is_matrix(path)] == [
        "matrix.jsonl",
        "matrix_own_words.jsonl",
    ]
    assert not is_matrix(_written(tmp_path / "set.jsonl", {"question": "?", "theme": "Drugs"}))
    (tmp_path / "odd.jsonl").write_bytes(b"\xff\xfe")
    for name in ("odd.jsonl", "none.jsonl", "."):
        assert not is_matrix(tmp_path / name)


@pytest.fixture(scope="module")
def gold() -> list[GoldCell]:
    return load([SETS / "matrix.jsonl"])


def test_the_gold_matrix_is_whole(gold: list[GoldCell]) -> None:
    areas = ["Lincolnshire", "Lancashire", "Chorley", "Leicestershire"]
    themes = [ready.name for ready in ready_themes()]
    assert Counter((c.area, c.theme) for c in gold) == Counter(
        (a, t) for a in areas for t in themes
    )
    assert Counter(cell.state for cell in gold) == {"found": 50, "not_found": 18}
    assert all(bool(cell.places) == (cell.state == "found") for cell in gold)


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not here")
def test_the_gold_lines_hold_text(gold: list[GoldCell]) -> None:
    lines = {path.name: path.read_text("utf-8").split("\n") for path in REPORTS.glob("*.txt")}
    empty = [
        (cell.id, place)
        for cell in gold
        for place in cell.places
        if not "".join(lines[place.file][place.first - 1 : place.last]).strip()
    ]
    assert empty == []
