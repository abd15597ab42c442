"""Tables on a PDF page that are set as columns of figures, without rulings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ingest.readers.pdf_grid import Grid, GridCell, carries_on, grid_of, is_figure
from ingest.readers.pdf_tokens import Token, fields_of, joined, visual_rows


def column_tables(tokens: Sequence[Token]) -> list[Grid]:
    """Tables without rulings: rows with two figures or more, one under another."""
    rows = visual_rows(tokens)
    parted = [_fields(row) for row in rows]
    figured = [sum(is_figure(f) for f in fields) > 1 for fields in parted]
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
        if len(tokens) > 1 and sum(is_figure([t]) for t in tokens) == len(tokens):
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
    left = min(f[0].x0 for f in parted[start] if is_figure(f))
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
    return grid_of([row for row in rows if any(cell.tokens for cell in row)])


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
        if is_figure(f)
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
    if x < first and (tokens[0].x0 < first - 40 or is_figure(tokens)):
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
            if (alone or before) and carries_on(last[0].text, row[0].text):
                for cell, into in zip(row, last, strict=True):
                    into.tokens += cell.tokens
                continue
        merged.append(row)
    return merged


def _label_alone(row: Sequence[GridCell]) -> bool:
    return not any(cell.tokens for cell in row[1:])
