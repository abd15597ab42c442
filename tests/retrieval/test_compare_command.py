"""`python -m retrieval compare --out`: what is written, and what is refused."""

from __future__ import annotations

import csv
import json
import zipfile
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import Invoke, refused

ASKED = ("--area", "Leicestershire", "--area", "Nottingham", "--theme", "Domestic abuse")


@pytest.fixture
def compare(invoke: Invoke, shipped_folder: Path) -> Invoke:
    return partial(invoke, "retrieval", "compare", *ASKED, "--store", shipped_folder)


def test_a_file_is_written_and_an_older_one_replaced(compare: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "matrix of mine.csv"
    file.write_text("what was there")
    done = compare("--out", file)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert str(file) in done.stderr
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["area"]: row["state"] for row in rows} == {
        "Leicestershire": "found",
        "Nottingham": "not in collection",
    }
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("name", "part"), [("m.xlsx", "xl/workbook.xml"), ("m.DOCX", "word/document.xml")]
)
def test_the_ending_says_the_format(compare: Invoke, tmp_path: Path, name: str, part: str) -> None:
    done = compare("--out", tmp_path / name, "--json")
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["cells"]) == 2
    assert part in zipfile.ZipFile(tmp_path / name).namelist()


def test_what_cannot_be_written(compare: Invoke, tmp_path: Path) -> None:
    for name in ("matrix.pdf", "matrix", ".csv"):
        refused(compare("--out", tmp_path / name), ".csv, .xlsx or .docx")
    refused(compare("--out", tmp_path / "none" / "m.csv"), "none", "folder that exists")
    refused(compare("--out", tmp_path / "none" / "m.csv", "--json"), "cannot be written")
    (tmp_path / "folder.docx").mkdir()
    refused(compare("--out", tmp_path / "folder.docx"), "cannot be written")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.docx"]
