"""A table passage as HTML: a grid where its rows line up, else each row with its columns' names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate

from app_pages.inert import html, marked
from corpus.models import Page, Passage, Span


def table(passage: Passage, page: Page, quotes: Sequence[Span]) -> str:
    """The rows of a table passage, its repeated header row first, the quotes marked.

    Page text has a row a line and a tab between cells. Rows line up where all have the same
    number of cells; text that fills no such grid is set as it stands.
    """
    text = page.text[passage.start : passage.end]
    repeated = passage.text.removesuffix(text).strip("\n") if passage.text != text else ""
    lines = [line for line in text.split("\n") if line.strip()]
    starts = _starts(text, passage.start)
    above = repeated.split("\n") if repeated and passage.text.endswith(text) else []
    widths = {line.count("\t") for line in (*above, *lines)}
    if widths == {0}:
        return f"<p class='text'>{marked(text, quotes, passage.start)}</p>"
    if len(widths) == 1:
        named = {
            start
            for start in starts
            if not any(unit.start <= start < unit.end for unit in passage.units)
        }
        return _grid(above, lines, starts, named, quotes)
    return _labelled(passage, page, above, lines, starts, quotes)


def _starts(text: str, at: int) -> list[int]:
    """Where each line that is not blank begins, in the page."""
    lines = text.split("\n")
    begins = accumulate((len(line) + 1 for line in lines), initial=at)
    return [start for start, line in zip(begins, lines, strict=False) if line.strip()]


def _cells(line: str, start: int) -> list[tuple[str, int]]:
    cells = line.split("\t")
    begins = accumulate((len(cell) + 1 for cell in cells), initial=start)
    return list(zip(cells, begins, strict=False))


def _grid(
    above: Sequence[str],
    lines: Sequence[str],
    starts: Sequence[int],
    headers: Collection[int],
    quotes: Sequence[Span],
) -> str:
    """`headers` are the starts of the rows that name the columns: they are no unit to quote."""
    rows = [
        "".join(f"<th scope='col'>{html(cell)}</th>" for cell in line.split("\t")) for line in above
    ]
    for line, start in zip(lines, starts, strict=True):
        tag = "th" if start in headers else "td"
        cells = (marked(cell, quotes, at) for cell, at in _cells(line, start))
        rows.append("".join(f"<{tag}>{cell}</{tag}>" for cell in cells))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<div class='scroll'><table>{body}</table></div>"


def _labelled(
    passage: Passage,
    page: Page,
    above: Sequence[str],
    lines: Sequence[str],
    starts: Sequence[int],
    quotes: Sequence[Span],
) -> str:
    names = {span.start: header for unit in passage.units for header, span in unit.cells}
    rows = [_row([(cell, None) for cell in line.split("\t")], names, quotes) for line in above]
    for line, start in zip(lines, starts, strict=True):
        rows.append(_row(_cells(line, start), names, quotes))
    return "".join(rows)


def _row(
    cells: Sequence[tuple[str, int | None]], names: dict[int, str], quotes: Sequence[Span]
) -> str:
    made = []
    for cell, at in cells:
        if not cell.strip():
            continue
        shown = html(cell) if at is None else marked(cell, quotes, at)
        name = "" if at is None else names.get(at, "")
        made.append(f"<span>{f'<small>{html(name)}</small>' if name else ''}{shown}</span>")
    return f"<div class='row'>{''.join(made)}</div>"
