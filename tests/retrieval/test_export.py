"""Exports: each file read back by a reader that is not ours. Office files have a module more."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.models import Statement
from corpus.store import Store
from retrieval.citing import line
from retrieval.comparison.cells import Finding
from retrieval.comparison.matrix import Matrix, compare
from retrieval.comparison.themes import ready_themes
from retrieval.export.files import FORMATS, export, save
from retrieval.export.rows import COLUMNS, CUT, MOST
from tests.retrieval.exporting import (
    FORMULAS,
    HOSTILE,
    PLAIN,
    PRINTED,
    as_said,
    citation,
    cited_in,
    every_text,
    finding,
    found,
    hostile,
    matrix_of,
    read_csv,
    read_docx,
    read_xlsx,
    statements,
)


@pytest.fixture(scope="module")
def real(shipped: Store) -> Matrix:
    """The reports shipped: areas with and without reports, all themes."""
    return compare(shipped, ["Leicestershire", "Chorley", "Nottingham"], ready_themes())


def test_a_row_for_each_statement_and_each_empty_cell() -> None:
    rows = read_csv(export(PLAIN, ".csv", PRINTED))
    assert [(r["area"], r["statement"], r["mark"]) for r in rows] == [
        ("North", "There are 4 patrols.", ""),
        ("North", "The sum is 9.", "worked out by this program"),
        ("North", "There were 3 patrols.", "another report of the area"),
        ("South", "", ""),
        ("East", "", ""),
        ("North", "Schools are visited.", ""),
        ("South", "No school is visited.", ""),
        ("East", "", ""),
    ]
    assert rows[0] == {
        "area": "North", "theme": "Patrols", "state": "found", "date of report": "2023-06",
        "statement": "There are 4 patrols.", "mark": "", "about": "The Vale", "body": "A Board",
        "committee": "A Committee", "meeting date": "June 2023", "report title": "Update",
        "paragraph": "paragraph 2.10", "page": "page 12 (PDF page 4)", "heading": "2 Prevention",
        "file": "report.pdf", "quote": "There are 4 patrols.",
        "citation": "A Board, A Committee, June 2023, Update, paragraph 2.10, page 12 (PDF page 4)",
        "note": "An older report speaks of it too. It differs.",
        "searched": "2 reports, 31 January 2023 to June 2023",
    }  # fmt: skip
    assert rows[2]["date of report"] == "2022-05-04"
    assert (rows[3]["state"], rows[3]["note"], rows[3]["searched"]) == (
        "not found",
        "The report for a part speaks of it.",
        "2 reports, 31 January 2023 to June 2023",
    )
    assert (rows[4]["state"], rows[4]["searched"]) == ("not in collection", "0 reports")
    assert (rows[5]["page"], rows[5]["paragraph"]) == ("", "")


def test_a_statement_with_several_citations_keeps_all() -> None:
    both = (citation(page=4, page_label=None), citation(page=5, page_label=None, paragraph=None))
    cell = found("North", "Patrols", Finding(Statement("It runs on.", "quote", both)))
    row = read_csv(export(matrix_of(cell), ".csv"))[0]
    assert row["page"] == "page 4; page 5"
    assert row["citation"] == f"{line(both[0])}; {line(both[1])}"
    for suffix in (".xlsx", ".docx"):
        shown = f"It runs on. [{line(both[0])}; {line(both[1])}]"
        assert any(shown in text for text in every_text(suffix, export(matrix_of(cell), suffix)))


def test_every_statement_of_real_reports_has_a_row_with_its_citation(real: Matrix) -> None:
    expected = [
        (cell.area, cell.theme, one.statement.text, "; ".join(cited_in(one)))
        for cell, one in statements(real)
    ]
    assert len(expected) > 30
    rows = read_csv(export(real, ".csv"))
    header, *listed = read_xlsx(export(real, ".xlsx"))["Statements"].iter_rows(values_only=True)
    assert header == COLUMNS == tuple(rows[0])
    unarmed = [[value.removeprefix("'") for value in row.values()] for row in rows]
    for values in (unarmed, listed):
        assert len(values) == len(expected) + sum(not cell.findings for cell in real.cells)
        by_name = [dict(zip(COLUMNS, row, strict=True)) for row in values]
        assert expected == [
            (row["area"], row["theme"], row["statement"], row["citation"])
            for row in by_name
            if row["statement"]
        ]


def test_every_statement_of_real_reports_stands_in_its_cell_with_its_citation(
    real: Matrix,
) -> None:
    sheet = read_xlsx(export(real, ".xlsx"))["Matrix"]
    tables = read_docx(export(real, ".docx")).tables
    for cell, one in statements(real):
        down, across = real.themes.index(cell.theme), real.areas.index(cell.area)
        told = f"{one.statement.text} [{'; '.join(cited_in(one))}]"
        assert told in sheet.cell(down + 2, across + 3).value
        assert any(told in p.text for p in tables[down].rows[across + 1].cells[1].paragraphs)


def test_csv_opens_in_excel_as_utf_8() -> None:
    content = export(PLAIN, ".csv")
    assert content.startswith(b"\xef\xbb\xbfarea,theme,")
    assert content.count(b"\r\n") == content.count(b"\n") == 9


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_csv_is_a_formula(text: str) -> None:
    content = export(hostile(text), ".csv")
    values = list(every_text(".csv", content))
    assert len(values) == 4 * len(COLUMNS)  # nothing breaks out of its cell or row
    for value in values:
        bare = value.strip(" \"“”'()\u00a0\u200b\ufeff\t\r\n")
        if bare.startswith(tuple("=+-@＝")):
            assert value.startswith("'")
    said = read_csv(content)[0]["statement"]
    armed = text in FORMULAS
    assert said == ("'" if armed else "") + as_said(text)


def test_what_is_too_long_for_a_cell_is_cut_and_says_so() -> None:
    long = "=" + "ab😀" * 20_000
    made = matrix_of(found("North", "Patrols", finding(long, title="x" * MOST)))
    sheets = read_xlsx(export(made, ".xlsx"))
    row = read_csv(export(made, ".csv"))[0]
    for value in (sheets["Matrix"]["C2"].value, sheets["Statements"]["E2"].value, row["statement"]):
        assert MOST - 2 < len(value.encode("utf-16-le")) // 2 <= MOST
        assert value.endswith(CUT)
        assert value.count(CUT) == 1
    assert row["statement"].startswith("'=ab😀")
    assert row["report title"] == "x" * MOST
    assert long in next(t for t in every_text(".docx", export(made, ".docx")) if "=ab" in t)


def test_only_formats_that_are_known() -> None:
    assert set(FORMATS) == {".csv", ".xlsx", ".docx"}
    assert export(PLAIN, ".CSV") == export(PLAIN, ".csv")
    for suffix in ("", ".pdf", "csv", ".xls"):
        with pytest.raises(UsageError, match=r"\.csv, \.xlsx or \.docx"):
            export(PLAIN, suffix)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "matrix.csv"
    save(file, b"one")
    save(file, b"two")
    assert file.read_bytes() == b"two"
    (tmp_path / "folder.csv").mkdir()
    for place in (tmp_path / "none" / "m.csv", file / "m.csv", tmp_path / "folder.csv"):
        with pytest.raises(UsageError, match="cannot be written"):
            save(place, b"three")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.csv", "matrix.csv"]
    assert file.read_bytes() == b"two"
