"""Word tables: merged cells, header rows, and tables that only set out the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from ingest.readers.building import CellText, PageBuilder, Run
from ingest.readers.docx_inline import flat
from ingest.readers.tables import header_rows, is_table

Element = Any


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[CellText, ...]
    header: bool

    @property
    def texts(self) -> list[str]:
        """The text of each column, a spanning cell's repeated."""
        return [cell.text for cell in self.cells for _ in range(cell.columns)]


def add_table(
    page: PageBuilder,
    table: Element,
    cell_runs: Callable[[Element], list[Run]],
    walk: Callable[[Element], None],
) -> None:
    """Append a `w:tbl`. `cell_runs` reads a cell; `walk` adds what is in it as blocks.

    A table of one column, of one row or around other tables sets out the page: what is in
    it comes as ordinary blocks.
    """
    elements = [row for row in flat(table) if row.tag == qn("w:tr")]
    cells = [[c for c in flat(row) if c.tag == qn("w:tc")] for row in elements]
    if any(c.find(f".//{qn('w:tbl')}") is not None for row in cells for c in row):
        _walk_all(cells, walk)
        return
    if max((len(row) for row in cells), default=0) < 2 or len(cells) < 2:
        paragraphs = max((len(c.findall(qn("w:p"))) for row in cells for c in row), default=0)
        if paragraphs > 1 or max((len(row) for row in cells), default=0) < 2:
            _walk_all(cells, walk)
            return
    rows = [_row(element, row, cell_runs) for element, row in zip(elements, cells, strict=True)]
    grid = [row.texts for row in rows]
    if not is_table(grid):
        for row in rows:
            page.add("paragraph", _joined(row.cells))
        return
    marked = 0
    while marked < len(rows) and rows[marked].header:
        marked += 1
    headers = marked if 0 < marked < len(rows) else header_rows(grid)
    page.add_table([row.cells for row in rows], [at < headers for at in range(len(rows))])


def _walk_all(cells: list[list[Element]], walk: Callable[[Element], None]) -> None:
    for row in cells:
        for cell in row:
            walk(cell)


def _row(element: Element, cells: list[Element], cell_runs: Callable[[Element], list[Run]]) -> _Row:
    props = element.find(qn("w:trPr"))
    gone = props is not None and props.find(qn("w:del")) is not None
    header = props is not None and _on(props.find(qn("w:tblHeader")))
    before = 0 if props is None else _number(props.find(qn("w:gridBefore")), 0)
    made = [CellText(columns=before)] if before else []
    for cell in cells:
        cell_props = cell.find(qn("w:tcPr"))
        span = 1
        runs: list[Run] = []
        if cell_props is None or not _continues(cell_props):
            runs = cell_runs(cell)
        if cell_props is not None:
            span = max(1, min(_number(cell_props.find(qn("w:gridSpan")), 1), 100))
            gone = gone or cell_props.find(qn("w:cellDel")) is not None
        if gone:
            runs = [Run(run.text, struck=True) for run in runs]
        made.append(CellText(tuple(runs), span))
    return _Row(tuple(made), header)


def _continues(props: Element) -> bool:
    """Whether a cell is the lower part of one that is merged downwards."""
    merge = props.find(qn("w:vMerge"))
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _joined(cells: tuple[CellText, ...]) -> list[Run]:
    runs: list[Run] = []
    for cell in cells:
        if cell.text and runs:
            runs.append(Run("\t"))
        runs += cell.runs
    return runs


def _on(switch: Element | None) -> bool:
    return switch is not None and switch.get(qn("w:val")) not in ("0", "false", "off")


def _number(element: Element | None, default: int) -> int:
    value = None if element is None else element.get(qn("w:val"))
    return int(value) if value and value.isdigit() else default
