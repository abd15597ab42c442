"""A matrix as a Word document: theme by theme, and in each area by area."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docx.document import Document
from docx.shared import Mm

from retrieval.comparison.cells import Cell, state_in_words
from retrieval.comparison.matrix import Matrix
from retrieval.comparison.summaries import summaries
from retrieval.export.paper import bytes_of, cited, next_line, on_its_side, table
from retrieval.export.wording import ours, searched, tidy, told

_COLUMNS = {"Area": Mm(38), "What its reports say": Mm(174), "Notes": Mm(55)}


def to_docx(matrix: Matrix, printed: date) -> bytes:
    """A document with a heading, a summary of ours and a table for each theme."""
    document = on_its_side("Areas side by side", printed)
    document.add_paragraph(f"Searched: {searched(matrix)}.")
    for summary in summaries(matrix):
        document.add_heading(tidy(summary.theme), level=1)
        for text in filter(None, (summary.text, summary.figures)):
            line = document.add_paragraph()
            line.add_run(ours(text)).italic = True
            line.paragraph_format.keep_with_next = True
        _theme(document, matrix.row(summary.theme))
    return bytes_of(document)


def _theme(document: Document, cells: Sequence[Cell]) -> None:
    rows = table(document, _COLUMNS, len(cells))
    for cell, (area, said, notes) in zip(cells, rows, strict=True):
        next_line(area).add_run(tidy(cell.area)).bold = True
        next_line(area if cell.state == "found" else said).add_run(tidy(state_in_words(cell)))
        for one in told(cell):
            cited(next_line(said), one)
        for note in cell.notes:
            next_line(notes).add_run(tidy(note))
