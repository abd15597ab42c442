"""A table passage as HTML: its columns' names, its rows, the cited ones and the cell asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from app_pages.inert import html, marked
from corpus.models import Page, Passage, Span, Statement, Unit
from retrieval.tables.cells import cells_of


def table(passage: Passage, page: Page, quotes: Sequence[Span], asked: Sequence[Span] = ()) -> str:
    """The rows of a table passage under its columns' names, and what stands over them.

    The rows that `quotes` stand in are set off. In them the cells of `asked` (places on the
    page) are marked; without any, the quotes are. What has no rows of several cells is text.
    """
    rows = [unit for unit in passage.units if unit.cells]
    text = page.text[passage.start : passage.end]
    if not rows or max(len(unit.cells) for unit in rows) < 2:
        return f"<p class='text'>{marked(text, quotes, passage.start)}</p>"
    lead = [unit for unit in passage.units if not unit.cells]
    over = [
        f"<p class='text'>{marked(page.text[u.start : u.end], quotes, u.start)}</p>" for u in lead
    ]
    body = "".join(_row(unit, page, quotes, asked) for unit in rows)
    head = _head(passage, page, rows, lead[-1].end if lead else passage.start)
    return f"{''.join(over)}<div class='scroll'><table>{head}{body}</table></div>"


def asked_cells(passage: Passage, statement: Statement, quotes: Sequence[Span]) -> list[Span]:
    """The places on the page of the cells that a statement's answer is, in the rows it cites.

    A row's own statement says which cell. A statement of ours names the cell by what it says, and
    the column of the figures that it counts.
    """
    if statement.answer is None:
        return []
    said = statement.text[statement.answer.start : statement.answer.end]
    found: list[Span] = []
    for unit in passage.units:
        if not unit.cells or not any(_stands_in(unit, quote) for quote in quotes):
            continue
        cells = cells_of(passage, unit)
        if unit.text == statement.text:
            found += [cell.place for cell in cells if cell.said == statement.answer]
        elif statement.kind == "ours":
            found += [
                cell.place
                for cell in cells
                if cell.text.rstrip("*†‡ ") == said or f"under “{cell.name}”" in statement.text
            ]
    return found


def _head(passage: Passage, page: Page, rows: Sequence[Unit], start: int) -> str:
    """The header rows: as printed where their cells line up with the rows, else the names."""
    text = page.text[passage.start : passage.end]
    repeated = passage.text.removesuffix(text).strip("\n")
    lines = (repeated or page.text[start : rows[0].start]).split("\n")
    printed = [line.split("\t") for line in lines if line.strip()]
    names = [name for name, _ in rows[0].cells]
    if printed and all(len(line) == len(names) for line in printed):
        shown = printed
    elif any(names):
        titles = [line for line in printed if len(line) == 1 and line[0] not in " ".join(names)]
        shown = [*titles, names]
    else:
        shown = printed
    return "".join(_header(cells, len(names)) for cells in shown)


def _header(cells: Sequence[str], width: int) -> str:
    last = f" colspan='{width - len(cells) + 1}'" if len(cells) < width else ""
    shown = [f"<th scope='col'>{html(cell)}</th>" for cell in cells[:-1]]
    return f"<tr>{''.join(shown)}<th scope='col'{last}>{html(cells[-1])}</th></tr>"


def _row(unit: Unit, page: Page, quotes: Sequence[Span], asked: Sequence[Span]) -> str:
    cited = any(_stands_in(unit, quote) for quote in quotes)
    spans = [span for span in asked if unit.start <= span.start and span.end <= unit.end]
    shown = []
    for place, columns in groupby(place for _, place in unit.cells):
        width = len(list(columns))
        cell = marked(page.text[place.start : place.end], spans or quotes, place.start)
        if place.start == place.end:
            shown += ["<td></td>"] * width
        else:
            shown.append(f"<td colspan='{width}'>{cell}</td>" if width > 1 else f"<td>{cell}</td>")
    row = "<tr class='asked'>" if cited else "<tr>"
    return f"{row}{''.join(shown)}</tr>"


def _stands_in(unit: Unit, quote: Span) -> bool:
    return quote.start < unit.end and unit.start < quote.end
