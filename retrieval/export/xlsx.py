"""A matrix as a workbook: themes down and areas across, and on a second sheet its statements."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from retrieval.citing import day
from retrieval.comparison.cells import Cell, state_in_words
from retrieval.comparison.matrix import Matrix
from retrieval.comparison.summaries import Summary, summaries
from retrieval.export.rows import COLUMNS, fitted, rows
from retrieval.export.wording import OURS, tidy, told

_AS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Quoted, a text that starts as a formula does not become one when someone edits the cell.
_PLAIN = {"text_wrap": True, "valign": "top", "font_size": 9, "quote_prefix": True}
_HEADER = {**_PLAIN, "bold": True, "bg_color": "#DDE3EA", "bottom": 1}
_SUMMARY = {**_PLAIN, "italic": True, "bg_color": "#F5F1E3"}
_NOT_FOUND = {**_PLAIN, "font_color": "#666666"}

# Widths of columns, in characters.
_THEME_WIDTH, _SUMMARY_WIDTH, _AREA_WIDTH = 24, 36, 60
_WIDE = {"statement": 70, "citation": 50, "quote": 50, "note": 40}
_WIDTH = 22
_A4 = 9  # as the format numbers paper


def to_xlsx(matrix: Matrix, printed: date) -> bytes:
    """A workbook with the sheets "Matrix" and "Statements", fit to print."""
    made = io.BytesIO()
    with Workbook(made, _AS_TEXT) as book:
        book.set_properties({"title": "Areas side by side"})
        _matrix(book, matrix)
        _statements(book, matrix)
        for sheet in book.worksheets():
            sheet.freeze_panes(1, 1)
            sheet.set_landscape()
            sheet.set_paper(_A4)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
            sheet.set_footer(f"&L{day(printed.isoformat())}&RPage &P of &N")
    return made.getvalue()


def _matrix(book: Workbook, matrix: Matrix) -> None:
    sheet = book.add_worksheet("Matrix")
    header, plain = book.add_format(_HEADER), book.add_format(_PLAIN)
    summary, not_found = book.add_format(_SUMMARY), book.add_format(_NOT_FOUND)
    sheet.set_column(0, 0, _THEME_WIDTH)
    sheet.set_column(1, 1, _SUMMARY_WIDTH)
    sheet.set_column(2, 1 + len(matrix.areas), _AREA_WIDTH)
    _write(sheet, 0, ["Theme", f"Summary ({OURS})", *map(tidy, matrix.areas)], header)
    for number, one in enumerate(summaries(matrix), start=1):
        _write(sheet, number, [tidy(one.theme)], header)
        _write(sheet, number, [_summed(one)], summary, first=1)
        for column, cell in enumerate(matrix.row(one.theme), start=2):
            style = plain if cell.state == "found" else not_found
            _write(sheet, number, [_in_words(cell)], style, first=column)


def _statements(book: Workbook, matrix: Matrix) -> None:
    sheet = book.add_worksheet("Statements")
    header, plain = book.add_format(_HEADER), book.add_format(_PLAIN)
    for number, name in enumerate(COLUMNS):
        sheet.set_column(number, number, _WIDE.get(name, _WIDTH))
    _write(sheet, 0, COLUMNS, header)
    of_statements = rows(matrix)
    for number, row in enumerate(of_statements, start=1):
        _write(sheet, number, row, plain)
    sheet.autofilter(0, 0, len(of_statements), len(COLUMNS) - 1)


def _write(
    sheet: Worksheet, row: int, texts: Iterable[str], style: Format, *, first: int = 0
) -> None:
    for column, text in enumerate(texts, start=first):
        sheet.write_string(row, column, fitted(text), style)


def _summed(summary: Summary) -> str:
    return "\n".join(tidy(text) for text in (summary.text, summary.figures) if text)


def _in_words(cell: Cell) -> str:
    """How old a cell is or what was searched in vain, what it says with citations, and notes."""
    said = [f"{one.text} [{'; '.join(one.citations)}]" for one in told(cell)]
    return "\n".join([tidy(state_in_words(cell)), *said, *map(tidy, cell.notes)])
