"""Word documents: tables, their header rows and merged cells."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.ingest.docxs import parse
from tests.ingest.reading import cells, headers, outline

_W = nsdecls("w")


def test_tables_with_merged_cells_and_marked_header_rows(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Referrals")
    table = made.add_table(rows=4, cols=3)
    values = [
        ("District", "2022/23", ""),
        ("", "Cases", "Share"),
        ("Chorley", "184", "68%"),
        ("", "95", "-"),
    ]
    for row, texts in zip(table.rows, values, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(2, 0).merge(table.cell(3, 0))
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {_W}/>"))
    document = parse(tmp_path, made)
    assert headers(document) == 2
    rows = next(b for b in document.blocks if b.kind == "table").rows
    assert [(c.column, c.columns) for c in rows[0].cells] == [(0, 1), (1, 2)]
    assert cells(document) == [
        ["District", "2022/23"],
        ["", "Cases", "Share"],
        ["Chorley", "184", "68%"],
        ["", "95", "-"],
    ]


def test_a_header_row_that_is_not_marked_is_found(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(rows=0, cols=2)
    for texts in [("Area", "Sum (£)"), ("Rutland", "63,000"), ("Blaby", "33,291")]:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    assert headers(parse(tmp_path, made)) == 1


def test_a_box_of_one_cell_is_text(tmp_path: Path) -> None:
    made = docx.Document()
    box = made.add_table(rows=1, cols=1).cell(0, 0)
    box.text = "Purpose of the paper:"
    box.add_paragraph("to inform", style="List Bullet")
    assert [kind for kind, _, _ in outline(parse(tmp_path, made))] == ["paragraph", "item"]
