"""Table rows that keep the names of their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.models import Block, Cell, Page, Row, Span, Unit

_NAME_WORDS = 20  # the most in what one header cell gives to a column's name
_SENTENCE = re.compile(r"[a-z]\. [A-Z]")
_HAS_FIGURE = re.compile(r"\d")
_UNIT = re.compile(
    r"\W*(?:(?:all )?(?:figures|amounts|values)?(?: are)?(?: shown)? ?in )?"
    r"(?:[£€$]? ?['’]?(?:m|k|bn|millions?|thousands?|billions?|0?00['’]?s?)|[£€$%]|per ?cent)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a table's columns, and the header rows as printed.

    `title` is what a header row says of the table as a whole, its unit above all.
    """

    names: tuple[str, ...]
    printed: str
    title: str = ""

    @property
    def known(self) -> bool:
        """Whether the columns have names."""
        return any(self.names)


def columns_of(table: Block, page: Page) -> Columns:
    """What the header rows of a table say; a name set over several rows is joined."""
    width = _width(table)
    names: list[list[str]] = [[] for _ in range(width)]
    titles: list[str] = []
    headers = [row for row in table.rows if row.header]
    for index, row in enumerate(headers):
        below = headers[index + 1 :]
        filled = [cell for cell in row.cells if cell.end > cell.start]
        for cell in filled:
            text = _flat(page.text[cell.start : cell.end])
            alone = len(headers) > 1 and len(filled) == 1
            if alone and (_over_all(cell, text, width) or _over_a_name(cell, below, page)):
                titles.append(text)
            elif len(text.split()) <= _NAME_WORDS and not _SENTENCE.search(text):
                for column in range(cell.column, min(width, cell.column + cell.columns)):
                    if text not in names[column]:
                        names[column].append(text)
            # What is longer, or a sentence, is text over the table and names no column.
    printed = "\n".join(page.text[row.start : row.end] for row in headers)
    title = " ".join(t for t in titles if len(t.split()) <= _NAME_WORDS)
    return Columns(tuple(" ".join(parts) for parts in names), printed, title)


def _over_all(cell: Cell, text: str, width: int) -> bool:
    """Whether the one cell of a header row heads all columns: by its width, or as their unit."""
    covers = cell.column == 0 and cell.columns >= width > 1
    return covers or _UNIT.fullmatch(text) is not None


def _over_a_name(cell: Cell, below: Sequence[Row], page: Page) -> bool:
    """Whether the one cell of a header row stands over the first column's name, a title."""
    first = next((r.cells[0] for r in below if r.cells[0].end > r.cells[0].start), None)
    return (
        cell.column == 0 and first is not None and page.text[first.start : first.end][:1].isupper()
    )


def _width(table: Block) -> int:
    return max((c.column + c.columns for row in table.rows for c in row.cells), default=0)


def same_shape(columns: Columns, table: Block) -> bool:
    """Whether a table without a header can be the rest of one with these columns."""
    return _width(table) == len(columns.names)


def row_units(table: Block, page: Page, columns: Columns, caption: str) -> list[Unit]:
    """A unit for each row that is not a header.

    Its text gives each cell with its column's name, under the label of its section (a row
    in which only the first cell is filled) and under what its header says of all columns;
    where the columns have no names, under the table's first row or caption.
    """
    units: list[Unit] = []
    section = ""
    label = ""
    lead = columns.title if columns.known else caption
    for index, row in enumerate(table.rows):
        if row.header:
            continue
        cells = [c for c in row.cells if c.end > c.start]
        texts = [_flat(page.text[c.start : c.end]) for c in cells]
        if not cells:
            continue
        opens = len(cells) == 1 and cells[0].column == 0 and len(row.cells) > 2
        carried = label if cells[0].column > 0 and not _is_figure(label) else ""
        prefix = [part for part in (lead, "" if opens else section, carried) if part]
        said = "; ".join(_said(columns, c, t) for c, t in zip(cells, texts, strict=True))
        units.append(
            Unit(
                row.start,
                row.end,
                " – ".join([*prefix, said]),
                quotes=_quotes(row),
                cells=_by_column(columns, row.cells),
            )
        )
        if opens:
            section = texts[0]
        elif cells[0].column == 0:
            label = texts[0]
        if index == 0 and not columns.known and not caption and not _HAS_FIGURE.search(said):
            lead = " ".join(texts)  # a name for what follows; with a figure it is a row of its own
    return units


def _by_column(columns: Columns, cells: Sequence[Cell]) -> tuple[tuple[str, Span], ...]:
    """For each column its name and what stands in it; blank where no cell does."""
    spans = {
        column: Span(cell.start, cell.end)
        for cell in cells
        for column in range(cell.column, cell.column + cell.columns)
    }
    blank = Span(cells[-1].end, cells[-1].end)
    names = columns.names or ("",) * (max(spans) + 1)
    return tuple((name, spans.get(column, blank)) for column, name in enumerate(names))


def _quotes(row: Row) -> tuple[Span, ...]:
    return row.quotes or (Span(row.start, row.end),)


def _name(columns: Columns, cell: Cell) -> str:
    names = columns.names[cell.column : cell.column + cell.columns]
    return " ".join(dict.fromkeys(name for name in names if name)) if len(names) < 4 else ""


def _said(columns: Columns, cell: Cell, text: str) -> str:
    name = _name(columns, cell)
    return f"{name}: {text}" if name else text


def _is_figure(text: str) -> bool:
    return bool(text) and re.fullmatch(r"[\W\d]*", text) is not None


def _flat(text: str) -> str:
    return " ".join(text.split())
