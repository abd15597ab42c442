"""Tables on a PDF page whose cells are parted by drawn lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from pdfplumber import table as geometry

from ingest.readers.pdf_grid import Grid, GridCell, carries_on, grid_of, is_figure
from ingest.readers.pdf_paths import Ruling
from ingest.readers.pdf_tokens import Token, fields_of, joined, visual_rows

_SNAP = 3.0  # points within which rulings are one
_MOST_RULINGS = 3000

Box = tuple[float, float, float, float]


def ruled_tables(tokens: Sequence[Token], rulings: Sequence[Ruling]) -> list[Grid]:
    """Tables whose cells are parted by drawn lines."""
    if not 4 <= len(rulings) <= _MOST_RULINGS:
        return []
    edges = geometry.merge_edges([_edge(r) for r in rulings], _SNAP, _SNAP, _SNAP, _SNAP)
    cells = geometry.intersections_to_cells(geometry.edges_to_intersections(edges, _SNAP, _SNAP))
    taken: set[int] = set()
    found: list[Grid] = []
    for group in sorted(geometry.cells_to_tables(cells), key=len, reverse=True):
        grid = _ruled_grid([t for t in tokens if t.order not in taken], group)
        if grid is not None:
            found.append(grid)
            taken.update(t.order for t in grid.tokens)
    return found


def _edge(ruling: Ruling) -> dict[str, Any]:
    level, at, start, end = ruling.level, ruling.at, ruling.start, ruling.end
    x0, x1, top, bottom = (start, end, at, at) if level else (at, at, start, end)
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0,
        "height": bottom - top, "orientation": "h" if level else "v", "object_type": "line",
    }  # fmt: skip


def _ruled_grid(tokens: Sequence[Token], boxes: Sequence[Box]) -> Grid | None:
    """The grid of one group of cells, or None where it is no table (a frame, a drawing)."""
    if len(boxes) < 3:
        return None
    lefts = _positions(box[0] for box in boxes)
    inside: dict[Box, list[Token]] = {box: [] for box in boxes}
    ordered = sorted(boxes, key=lambda b: (b[1], b[0]))
    for token in tokens:
        x, y = token.middle
        for box in ordered:
            if box[1] > y:
                break
            if box[0] <= x < box[2] and y < box[3]:
                inside[box].append(token)
                break
    rows: list[list[GridCell]] = []
    for top in _positions(box[1] for box in boxes):
        row = [box for box in ordered if abs(box[1] - top) <= _SNAP]
        made = [_cell(box, lefts, inside[box]) for box in sorted(row, key=lambda b: b[0])]
        rows += _parted(made)
    rows = [row for row in rows if any(cell.tokens for cell in row)]
    return grid_of(rows) if _is_ruled_table(rows) else None


def _cell(box: Box, lefts: Sequence[float], tokens: list[Token]) -> GridCell:
    first = max(0, bisect_right(lefts, box[0] + _SNAP) - 1)
    last = max(first, bisect_right(lefts, box[2] - _SNAP) - 1)
    return GridCell(first, last - first + 1, sorted(tokens, key=lambda t: t.order))


def _positions(values: Iterable[float]) -> list[float]:
    """Distinct positions, those within the tolerance taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found


def _is_ruled_table(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Two rows and columns with text, and cells that do not run whole rows together."""
    filled = [[cell for cell in row if cell.tokens] for row in rows]
    if len(filled) < 2 or max(len(row) for row in filled) < 2:
        return False
    cells = [cell for row in filled for cell in row]
    run_together = sum(_holds_columns(cell) for cell in cells)
    return run_together <= 0.15 * len(cells)


def _holds_columns(cell: GridCell) -> bool:
    """Whether a cell's text stands in columns of its own: figures parted by wide gaps."""
    for row in visual_rows(cell.tokens):
        figures = [f for f in fields_of(row) if is_figure(f)]
        if len(figures) > 1:
            return True
    return False


def _parted(cells: list[GridCell]) -> list[list[GridCell]]:
    """A drawn row parted into the rows printed in it, where figures stand one under another."""
    heights = _figure_heights(cells)
    if len(heights) < 2:
        return [cells]
    rows = [[GridCell(c.column, c.columns) for c in cells] for _ in heights]
    above = [GridCell(c.column, c.columns) for c in cells]  # what heads the columns
    for index, cell in enumerate(cells):
        for line, row in _placed(visual_rows(cell.tokens), heights):
            (above if row is None else rows[row])[index].tokens.extend(line)
    return [above, *rows] if any(cell.tokens for cell in above) else rows


def _placed(
    lines: Sequence[list[Token]], heights: Sequence[float]
) -> list[tuple[list[Token], int | None]]:
    """Each line of a cell with the row of figures it belongs to; None above them all.

    A line at the height of figures is theirs. One between two rows goes with the row whose
    label it carries on or leads in, the lower one in doubt.
    """
    at = [_row_at(line, heights) for line in lines]
    placed: list[tuple[list[Token], int | None]] = []
    for i, line in enumerate(lines):
        row = at[i]
        if row is None:
            before = placed[-1][1] if placed else None
            after = next((r for r in at[i + 1 :] if r is not None), None)
            if after is None or (
                before is not None
                and carries_on(joined(lines[i - 1]), joined(line))
                and not carries_on(joined(line), joined(lines[i + 1]))
            ):
                row = before
            elif before is not None or line[0].level > heights[0] - 2.2 * line[0].size:
                row = after
        placed.append((line, row))
    return placed


def _row_at(line: Sequence[Token], heights: Sequence[float]) -> int | None:
    nearest = min(range(len(heights)), key=lambda i: abs(heights[i] - line[0].level))
    return nearest if abs(heights[nearest] - line[0].level) < 0.4 * line[0].size else None


def _figure_heights(cells: Sequence[GridCell]) -> list[float]:
    """The heights at which two cells or more each print a figure alone on its line."""
    heights: list[float] = []
    for cell in cells:
        lines = visual_rows(cell.tokens)
        figures = [line for line in lines if is_figure(line)]
        if figures and len(figures) >= 0.7 * len(lines):
            heights += [line[0].middle[1] for line in figures]
    rows: list[list[float]] = []
    for height in sorted(heights):
        if rows and height - rows[-1][0] < 4:
            rows[-1].append(height)
        else:
            rows.append([height])
    return [sum(row) / len(row) for row in rows if len(row) > 1]
