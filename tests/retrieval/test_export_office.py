"""Exports to Excel and Word: what stands where, and that text stays text."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from retrieval.comparison.summaries import summaries
from retrieval.export.files import export
from tests.retrieval.exporting import (
    HOSTILE,
    PLAIN,
    PRINTED,
    as_said,
    every_text,
    finding,
    found,
    hostile,
    matrix_of,
    read_docx,
    read_xlsx,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_cell_of_a_workbook_is_text(text: str) -> None:
    content = export(hostile(text), ".xlsx")
    book = read_xlsx(content)
    assert book.sheetnames == ["Matrix", "Statements"]
    for sheet in book:
        for cell in (cell for row in sheet for cell in row if cell.value is not None):
            assert cell.data_type == "s"
            assert cell.quotePrefix  # stays text when edited
            assert cell.hyperlink is None
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            assert b"<f>" not in package.read(name)
            assert b"hyperlink" not in package.read(name)
    header, first, *_ = book["Statements"].iter_rows(values_only=True)
    row = dict(zip(header, first, strict=True))
    for column in ("statement", "about", "report title", "heading", "file", "note", "theme"):
        assert row[column] == as_said(text)
    assert book["Matrix"]["A2"].value == as_said(text)
    assert book["Matrix"]["C1"].value == as_said(f"{text}1")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_document_holds_text_alone(text: str) -> None:
    content = export(hostile(text), ".docx", PRINTED)
    document = read_docx(content)
    said = document.tables[0].rows[1].cells[1].paragraphs[0].text
    assert said.startswith(f"(of {as_said(text)}) {as_said(text)} [")
    assert document.tables[0].rows[1].cells[2].text == as_said(text)
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [as_said(text)]
    for part in document.part.package.iter_parts():
        assert all("hyperlink" not in rel.reltype for rel in part.rels.values())
    fields = [
        field.get(qn("w:instr"))
        for part in (document.element, document.sections[0].footer._element)
        for field in part.iter(qn("w:fldSimple"), qn("w:instrText"))
    ]
    assert fields == ["PAGE"]


def test_the_matrix_sheet() -> None:
    sheet = read_xlsx(export(PLAIN, ".xlsx", PRINTED))["Matrix"]
    rows = [[cell.value for cell in row] for row in sheet]
    assert rows[0] == ["Theme", "Summary (worked out by this program)", "North", "South", "East"]
    assert [row[0] for row in rows[1:]] == ["Patrols", "Schools"]
    assert [row[1] for row in rows[1:]] == [one.text for one in summaries(PLAIN)]
    where = "A Board, A Committee, June 2023, Update, paragraph 2.10, page 12 (PDF page 4)"
    assert rows[1][2].split("\n") == [
        "June 2023",
        f"(of The Vale) There are 4 patrols. [{where}]",
        f"Worked out by this program: The sum is 9. [{where}]",
        "Another report of the area: There were 3 patrols. "
        "[A Board, A Committee, 4 May 2022, Old Update, paragraph 2.10, page 12 (PDF page 4)]",
        "An older report speaks of it too.",
        "It differs.",
    ]
    assert rows[1][3].split("\n") == [
        "not found (searched 2 reports, 31 January 2023 to June 2023)",
        "The report for a part speaks of it.",
    ]
    assert rows[1][4] == "not in the collection"
    assert rows[2][3].startswith("June 2023\nNo school is visited. [A Board, Update, ")
    assert sheet.freeze_panes == "B2"
    assert all(cell.alignment.wrap_text for row in sheet for cell in row)
    assert 20 <= sheet.column_dimensions["A"].width < sheet.column_dimensions["C"].width <= 80
    assert sheet.oddFooter.left.text == "5 March 2024"


def test_figures_that_may_not_be_set_side_by_side_are_said_so() -> None:
    cells = (
        found("North", "Crime", finding("In 2022/23 there were 900 burglaries.")),
        found("South", "Crime", finding("In 2020/21 there were 30 burglaries per 1,000 homes.")),
    )
    reason = summaries(matrix_of(*cells))[0].figures
    assert reason is not None
    for suffix in (".xlsx", ".docx"):
        texts = list(every_text(suffix, export(matrix_of(*cells), suffix)))
        assert any(reason in text for text in texts)


def test_the_document() -> None:
    document = read_docx(export(PLAIN, ".docx", PRINTED))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height
    lines = [p.text for p in document.paragraphs]
    dates = "2 reports, 31 January 2023 to June 2023"
    assert lines[:3] == [
        "Areas side by side",
        "Printed 5 March 2024.",
        f"Searched: North: {dates}; South: {dates}; East: 0 reports.",
    ]
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "Patrols",
        "Schools",
    ]
    for summary in summaries(PLAIN):
        assert f"Worked out by this program: {summary.text}" in lines
    patrols, _ = document.tables
    assert patrols.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    cells = [[cell.text for cell in row.cells] for row in patrols.rows]
    assert cells[0] == ["Area", "What its reports say", "Notes"]
    assert [row[0] for row in cells[1:]] == ["North\nJune 2023", "South", "East"]
    where = "paragraph 2.10, page 12 (PDF page 4)"
    assert cells[1][1].split("\n") == [
        f"(of The Vale) There are 4 patrols. [A Board, A Committee, June 2023, Update, {where}]",
        "Worked out by this program: The sum is 9. "
        f"[A Board, A Committee, June 2023, Update, {where}]",
        "Another report of the area: There were 3 patrols. "
        f"[A Board, A Committee, 4 May 2022, Old Update, {where}]",
    ]
    assert cells[1][2] == "An older report speaks of it too.\nIt differs."
    assert cells[2][1] == f"not found (searched {dates})"
    assert cells[3][1:] == ["not in the collection", ""]
    width = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        for row in table.rows:
            assert sum(cell.width for cell in row.cells) <= width


def test_the_date_is_todays_if_not_given() -> None:
    before = date.today()
    printed = read_docx(export(PLAIN, ".docx")).core_properties.created.date()
    assert before <= printed <= date.today()
