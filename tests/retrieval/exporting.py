"""Matrices made for the tests of exports, and readers of files that are not ours."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import openpyxl

from corpus.models import Citation, Coverage, Statement, StatementKind
from retrieval.citing import line
from retrieval.comparison.cells import Cell, Finding
from retrieval.comparison.matrix import Matrix

PRINTED = date(2024, 3, 5)
FORMULAS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", ' "=1"', "'=1", "“=1”", "(=1)",
    "{=1}", "\u00a0=1", "\u200b=1", "\ufeff=1", "\x00=1", "＝1", "=HYPERLINK(\"http://evil.example\")",
)  # fmt: skip
HOSTILE = (
    *FORMULAS,
    "http://evil.example/x",
    "mailto:someone@evil.example",
    "a;=1,\"b\"\n=2",
    "_x0041_ and _x000D_",
    "bell\x07, escape\x1b[31m, null\x00, \x85 and \ufffe",
    "turned \u202eround",
    "half of a pair \ud83d",
    "whole 😀 & <b>bold</b> ]]> &amp;",
    "0012 and 1E5",
    "{\"a\": 1} #REF!",
)  # fmt: skip
SEARCHED = Coverage(2, ("Area",), "2023-01-31", "2023-06")
NOTHING = Coverage(0, (), None, None)


def citation(**changes: Any) -> Citation:
    """A citation of a paged report."""
    made = Citation(
        report_id="r", file="report.pdf", title="Update", body="A Board", areas=("Area",),
        committee="A Committee", date="2023-06", page=4, page_label="12", paragraph="2.10",
        heading="2 Prevention", quote="It says so.", start=0, end=11, ordinal=0,
    )  # fmt: skip
    return replace(made, **changes)


def finding(text: str, about: str = "", kind: StatementKind = "quote", **changes: Any) -> Finding:
    return Finding(Statement(text, kind, (citation(quote=text, **changes),)), about)


def found(area: str, theme: str, *findings: Finding, **rest: Any) -> Cell:
    return Cell(area, theme, "found", SEARCHED, findings, date="2023-06", **rest)


def matrix_of(*cells: Cell) -> Matrix:
    areas = tuple(dict.fromkeys(cell.area for cell in cells))
    return Matrix(areas, tuple(dict.fromkeys(cell.theme for cell in cells)), cells)


PLAIN = matrix_of(
    found(
        "North", "Patrols", finding("There are 4 patrols.", about="The Vale"),
        finding("The sum is 9.", kind="ours"),
        others=(finding("There were 3 patrols.", date="2022-05-04", title="Old Update"),),
        notes=("An older report speaks of it too.", "It differs."),
    ),
    Cell("South", "Patrols", "not_found", SEARCHED, notes=("The report for a part speaks of it.",)),
    Cell("East", "Patrols", "not_in_collection", NOTHING),
    found("North", "Schools", finding("Schools are visited.", page=None, paragraph=None)),
    found("South", "Schools", finding("No school is visited.", committee=None, date=None)),
    Cell("East", "Schools", "not_in_collection", NOTHING),
)  # fmt: skip


def hostile(text: str) -> Matrix:
    """A matrix with a text in every place that others can write to."""
    cited = {
        name: text
        for name in ("file", "title", "body", "committee", "page_label", "paragraph", "heading")
    }
    one = finding(text, text, **cited)
    return matrix_of(
        found(f"{text}1", text, one, others=(one,), notes=(text,)),
        Cell(f"{text}2", text, "not_found", SEARCHED, notes=(text,)),
    )


def read_csv(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def read_xlsx(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), rich_text=False)


def read_docx(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def every_text(suffix: str, content: bytes) -> Iterator[str]:
    """All that a reader of a file sees, cell by cell or paragraph by paragraph."""
    if suffix == ".csv":
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            yield from row
    elif suffix == ".xlsx":
        for sheet in read_xlsx(content):
            yield from (str(cell.value) for row in sheet for cell in row if cell.value is not None)
    else:
        document = read_docx(content)
        yield from (p.text for p in document.paragraphs)
        for table in document.tables:
            yield from (p.text for row in table.rows for cell in row.cells for p in cell.paragraphs)


def as_said(text: str) -> str:
    """What is left of a text for a file to hold: words and spaces."""
    gone = {*range(32), *range(127, 160), 0x202E, 0xD83D, 0xFFFE}
    return " ".join("".join(" " if ord(c) in gone else c for c in text).split())


def statements(matrix: Matrix) -> Iterator[tuple[Cell, Finding]]:
    for cell in matrix.cells:
        yield from ((cell, one) for one in (*cell.findings, *cell.others))


def cited_in(one: Finding) -> list[str]:
    return list(dict.fromkeys(map(line, one.statement.citations)))
