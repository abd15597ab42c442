"""Tables on a PDF page: drawn with rulings, or set as columns of figures without them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfplumber import table as geometry

from ingest.readers.pdf_paths import Ruling
from ingest.readers.pdf_tokens import Token, fields_of, joined, visual_rows
from ingest.readers.tables import header_rows, kind_of

_SNAP = 3.0  # points within which rulings are one
_MOST_RULINGS = 3000
_FIGURE = re.compile(r"[-–—(+]?[£$€]?[-–—]?\d[\d,.]*(?:%|k|m|bn)?\)?\**|[-–—]|n/?a", re.IGNORECASE)

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class GridCell:
    """A cell with its words in reading order."""

    column: int
    columns: int = 1
    tokens: list[Token] = field(default_factory=list)

    @property
    def text(self) -> str:
        return joined(self.tokens)


@dataclass(slots=True)
class Grid:
    """A table's rows; `headers` says of each row whether it names the columns."""

    rows: list[list[GridCell]]
    headers: list[bool]

    @property
    def tokens(self) -> list[Token]:
        """All words in reading order."""
        return [t for row in self.rows for cell in row for t in cell.tokens]


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
    return _grid(rows) if _is_ruled_table(rows) else None


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
        figures = [f for f in fields_of(row) if _is_figure(f)]
        if len(figures) > 1:
            return True
    return False


def _is_figure(tokens: Sequence[Token]) -> bool:
    return len(tokens) < 3 and all(_FIGURE.fullmatch(t.text) for t in tokens)


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
                and _carries_on(joined(lines[i - 1]), joined(line))
                and not _carries_on(joined(line), joined(lines[i + 1]))
            ):
                row = before
            elif before is not None or line[0].level > heights[0] - 2.2 * line[0].size:
                row = after
        placed.append((line, row))
    return placed


def _row_at(line: Sequence[Token], heights: Sequence[float]) -> int | None:
    nearest = min(range(len(heights)), key=lambda i: abs(heights[i] - line[0].level))
    return nearest if abs(heights[nearest] - line[0].level) < 0.4 * line[0].size else None


_OPEN_END = re.compile(r"(?:\b(?:and|or|of|for|to|the|in|on|by|with|from|but|a)|[-–(&,/])$", re.I)


def _carries_on(before: str, text: str) -> bool:
    """Whether a line carries on the one before it rather than beginning a label."""
    return (
        not text[:1].isupper()
        or _OPEN_END.search(before) is not None
        or before.count("(") > before.count(")")
    )


def _figure_heights(cells: Sequence[GridCell]) -> list[float]:
    """The heights at which two cells or more each print a figure alone on its line."""
    heights: list[float] = []
    for cell in cells:
        lines = visual_rows(cell.tokens)
        figures = [line for line in lines if _is_figure(line)]
        if figures and len(figures) >= 0.7 * len(lines):
            heights += [line[0].middle[1] for line in figures]
    rows: list[list[float]] = []
    for height in sorted(heights):
        if rows and height - rows[-1][0] < 4:
            rows[-1].append(height)
        else:
            rows.append([height])
    return [sum(row) / len(row) for row in rows if len(row) > 1]


def column_tables(tokens: Sequence[Token]) -> list[Grid]:
    """Tables without rulings: rows with two figures or more, one under another."""
    rows = visual_rows(tokens)
    parted = [_fields(row) for row in rows]
    figured = [sum(_is_figure(f) for f in fields) > 1 for fields in parted]
    found: list[Grid] = []
    start = 0
    while start < len(rows):
        if not figured[start]:
            start += 1
            continue
        end = start + 1
        while (following := _next_figured(rows, figured, end)) is not None:
            end = following + 1
        if sum(figured[start:end]) > 2:
            first = max(_header_start(rows, parted, figured, start), 0)
            grid = _column_grid(parted[first:end], figured[first:end])
            if grid is not None:
                found.append(grid)
        start = end
    return found


def _fields(row: Sequence[Token]) -> list[list[Token]]:
    """A row's fields; two figures side by side are never one."""
    found: list[list[Token]] = []
    for tokens in fields_of(row):
        if len(tokens) > 1 and sum(_is_figure([t]) for t in tokens) == len(tokens):
            found += [[t] for t in tokens]
        else:
            found.append(tokens)
    return found


def _next_figured(
    rows: Sequence[Sequence[Token]], figured: Sequence[bool], after: int
) -> int | None:
    """The next row of figures, with no more than three close rows of words between."""
    for index in range(after, min(after + 4, len(rows))):
        if rows[index][0].top - rows[index - 1][0].bottom > 2.5 * rows[index][0].size:
            return None
        if figured[index]:
            return index
    return None


def _header_start(
    rows: Sequence[Sequence[Token]],
    parted: Sequence[Sequence[Sequence[Token]]],
    figured: Sequence[bool],
    start: int,
) -> int:
    """The first of the rows above the figures that name their columns."""
    left = min(f[0].x0 for f in parted[start] if _is_figure(f))
    first = index = start
    while index > 0 and start - index < 8 and not figured[index - 1]:
        index -= 1
        if rows[index + 1][0].top - rows[index][0].bottom > 2.0 * rows[index][0].size:
            break
        fields = parted[index]
        if len(joined(rows[index])) > 110 and len(fields) == 1:
            break  # running text
        if any(f[-1].x1 > left and f[0].x0 > left - 40 for f in fields):
            first = index
    return first


def _column_grid(
    parted: Sequence[Sequence[Sequence[Token]]], figured: Sequence[bool]
) -> Grid | None:
    spans = _column_spans(parted, figured)
    if len(spans) < 2:
        return None
    rows: list[list[GridCell]] = []
    for fields in parted:
        row = [GridCell(i) for i in range(len(spans) + 1)]
        for tokens in fields:
            for token in tokens:
                row[_column_of(tokens, token, spans)].tokens.append(token)
        rows.append(row)
    rows = _labels_merged(_headers_merged(rows, figured))
    return _grid([row for row in rows if any(cell.tokens for cell in row)])


def _column_spans(
    parted: Sequence[Sequence[Sequence[Token]]], figured: Sequence[bool]
) -> list[tuple[float, float]]:
    """Where the columns of figures stand: overlapping extents of the figures, merged.

    What opens a row is its label, though it be a figure.
    """
    extents = sorted(
        (f[0].x0, f[-1].x1)
        for fields, has in zip(parted, figured, strict=True)
        if has
        for f in fields[1:]
        if _is_figure(f)
    )
    spans: list[tuple[float, float]] = []
    for x0, x1 in extents:
        if spans and x0 < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    return spans


def _column_of(tokens: Sequence[Token], token: Token, spans: Sequence[tuple[float, float]]) -> int:
    """The column of a word: 0 for labels, else the column of figures it stands nearest to."""
    first = spans[0][0]
    x = token.middle[0]
    if x < first and (tokens[0].x0 < first - 40 or _is_figure(tokens)):
        return 0
    edges = [(a[1] + b[0]) / 2 for a, b in zip(spans, spans[1:], strict=False)]
    return 1 + bisect_right(edges, x)


def _headers_merged(rows: list[list[GridCell]], figured: Sequence[bool]) -> list[list[GridCell]]:
    """The rows above the first figures made one, as a heading is set over several lines.

    A label that stands alone right above the figures opens their section: it stays a row.
    """
    first = next(i for i, has in enumerate(figured) if has)
    while first and not any(cell.tokens for cell in rows[first - 1][1:]):
        first -= 1
    if first < 2:
        return rows
    merged = [GridCell(i) for i in range(len(rows[0]))]
    for row in rows[:first]:
        for cell, into in zip(row, merged, strict=True):
            into.tokens += cell.tokens
    return [merged, *rows[first:]]


def _labels_merged(rows: list[list[GridCell]]) -> list[list[GridCell]]:
    """Rows with labels of several lines made one."""
    merged: list[list[GridCell]] = []
    for row in rows:
        last = merged[-1] if merged else None
        if last is not None and last[0].tokens and row[0].tokens:
            alone, before = _label_alone(row), _label_alone(last)
            if (alone or before) and _carries_on(last[0].text, row[0].text):
                for cell, into in zip(row, last, strict=True):
                    into.tokens += cell.tokens
                continue
        merged.append(row)
    return merged


def _label_alone(row: Sequence[GridCell]) -> bool:
    return not any(cell.tokens for cell in row[1:])


def _grid(rows: list[list[GridCell]]) -> Grid | None:
    width = max(cell.column + cell.columns for row in rows for cell in row)
    texts = []
    for row in rows:
        line = [""] * width
        for cell in row:
            line[cell.column] = cell.text
        texts.append(line)
    if len(rows) < 2:
        return None
    count = header_rows(texts) or _words_above_figures(texts)
    return Grid(rows, [i < count for i in range(len(rows))])


def _words_above_figures(texts: Sequence[Sequence[str]]) -> int:
    """How many rows of words and periods stand above the first row with a figure.

    A row with one cell filled heads the table at its top, and opens a section further down.
    """
    kinds = [[kind for kind in map(kind_of, row) if kind != "blank"] for row in texts]
    count = 0
    while count < len(kinds) and "figure" not in kinds[count]:
        if count and len(kinds[count]) == 1:
            break
        count += 1
    if count == len(kinds):
        return int(len(texts) > 2 and _all_words(texts[0]) and len(kinds[0]) > 1)
    filled = len(kinds[count - 1]) if count else 0
    return count if 1 < filled >= len(texts[0]) / 2 else 0


def _all_words(row: Sequence[str]) -> bool:
    """Whether most of a row's cells are filled, with words or periods only."""
    kinds = [kind_of(cell) for cell in row]
    return "figure" not in kinds and kinds.count("blank") <= len(kinds) / 3
