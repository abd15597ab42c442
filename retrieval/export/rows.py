"""A matrix as the rows of a spreadsheet: one a statement, and one for a cell without any."""

from __future__ import annotations

from collections.abc import Callable

from corpus.models import Citation
from retrieval.citing import day, page, paragraph
from retrieval.comparison.cells import Cell, Finding, searched_in_words
from retrieval.comparison.matrix import Matrix
from retrieval.export.wording import ANOTHER, OURS, cited, tidy

COLUMNS = (
    "area", "theme", "state", "date of report", "statement", "mark", "about", "body", "committee",
    "meeting date", "report title", "paragraph", "page", "heading", "file", "citation", "quote",
    "note", "searched",
)  # fmt: skip
# What Excel holds in a cell, in UTF-16 units:
# support.microsoft.com/office/excel-specifications-and-limits
MOST = 32_767
CUT = " … (cut here: a cell of a spreadsheet holds no more)"


def rows(matrix: Matrix) -> list[tuple[str, ...]]:
    """The rows under `COLUMNS`: every one tells its whole cell, and fits into a spreadsheet."""
    return [tuple(map(fitted, row)) for cell in matrix.cells for row in _of_cell(cell)]


def fitted(text: str) -> str:
    """A text that a spreadsheet's cell holds: what is too long is cut, and says so."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST:
        return text
    return units[: 2 * (MOST - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _of_cell(cell: Cell) -> list[tuple[str, ...]]:
    said = [(finding, False) for finding in cell.findings]
    said += [(finding, True) for finding in cell.others]
    of_statements = [_said(finding, other=other) for finding, other in said]
    before = (tidy(cell.area), tidy(cell.theme), cell.state.replace("_", " "))
    after = (" ".join(map(tidy, cell.notes)), tidy(searched_in_words(cell)))
    return [(*before, *row, *after) for row in of_statements or [_NOTHING]]


_NOTHING = ("",) * (len(COLUMNS) - 5)


def _said(finding: Finding, *, other: bool) -> tuple[str, ...]:
    """From the date of the report to the quote."""
    statement = finding.statement
    marks = [ANOTHER] * other + [OURS] * (statement.kind == "ours")

    def each(part: Callable[[Citation], str | None]) -> str:
        parts = (tidy(part(one) or "") for one in statement.citations)
        return "; ".join(dict.fromkeys(filter(None, parts)))

    return (
        each(lambda c: c.date),
        tidy(statement.text),
        ", ".join(marks),
        tidy(finding.about),
        each(lambda c: c.body),
        each(lambda c: c.committee),
        each(lambda c: day(c.date) if c.date else None),
        each(lambda c: c.title),
        each(paragraph),
        each(page),
        each(lambda c: c.heading),
        each(lambda c: c.file),
        "; ".join(cited(statement.citations)),
        each(lambda c: c.quote),
    )
