"""Tables of web pages: spans, header rows, and tables that only set out the page."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ingest.readers.building import CellText, PageBuilder, Run
from ingest.readers.html_nodes import is_left_out, runs_of
from ingest.readers.tables import header_rows, is_table

_WIDEST = 200  # columns; a page may claim any span


def add_table(page: PageBuilder, table: LexborNode) -> bool:
    """Append a `table`; False where it only sets out the page and is to be read as text.

    A cell that spans rows stands in its first row and is blank in the others.
    """
    if table.attributes.get("role") in ("presentation", "none"):
        return False
    if any(found.mem_id != table.mem_id for found in table.css("table")):
        return False
    elements = list(_rows(table))
    rows = _spread(elements)
    grid = [[cell.text for cell in row for _ in range(cell.columns)] for row in rows]
    if len(grid) < 2 or max(map(len, grid)) < 2:
        return False
    caption = table.css_first("caption")
    if caption is not None and not is_left_out(caption):
        page.add("paragraph", runs_of(caption))
    if not is_table(grid):
        for row in rows:
            page.add("paragraph", [run for cell in row for run in (*cell.runs, Run("\t"))])
        return True
    marked = 0
    while marked < len(elements) and _names_columns(elements[marked]):
        marked += 1
    headers = marked if 0 < marked < len(grid) else header_rows(grid)
    page.add_table(rows, [at < headers for at in range(len(rows))])
    return True


def _rows(parent: LexborNode) -> Iterator[LexborNode]:
    for node in parent.iter():
        if is_left_out(node):
            continue
        if node.tag == "tr":
            yield node
        elif node.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(node)


def _cells(row: LexborNode) -> list[LexborNode]:
    return [n for n in row.iter() if n.tag in ("td", "th") and not is_left_out(n)]


def _names_columns(row: LexborNode) -> bool:
    if row.parent is not None and row.parent.tag == "thead":
        return True
    filled = [cell for cell in _cells(row) if cell.text(strip=True)]
    return bool(filled) and all(cell.tag == "th" for cell in filled)


def _spread(elements: list[LexborNode]) -> list[list[CellText]]:
    """The rows with their cells in the right columns, blanks under cells that span rows."""
    rows: list[list[CellText]] = []
    taken: dict[int, int] = {}  # column → how many more rows a cell above takes it
    for element in elements:
        row: list[CellText] = []
        column = 0
        for cell in _cells(element):
            while taken.get(column, 0) > 0:
                taken[column] -= 1
                row.append(CellText())
                column += 1
            columns = min(_span(cell, "colspan"), max(1, _WIDEST - column))
            row.append(CellText(tuple(runs_of(cell)), columns))
            for at in range(column, column + columns):
                taken[at] = _span(cell, "rowspan") - 1
            column += columns
        while taken.get(column, 0) > 0:
            taken[column] -= 1
            row.append(CellText())
            column += 1
        rows.append(row)
    return rows


def _span(cell: LexborNode, name: str) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 6 else 1
