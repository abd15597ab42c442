"""Table rows that keep the names of their columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.models import Block, Cell, Page, Row, Span, Unit

_NAME_WORDS = 12  # the most in a column's name
_SENTENCE = re.compile(r"[a-z]\. [A-Z]")
_HAS_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a table's columns, and the header rows as printed."""

    names: tuple[str, ...]
    printed: str

    @property
    def known(self) -> bool:
        """Whether the columns have names."""
        return any(self.names)


def columns_of(table: Block, page: Page) -> Columns:
    """What the header rows of a table say; a name set over several rows is joined."""
    width = max((c.column + c.columns for row in table.rows for c in row.cells), default=0)
    names: list[list[str]] = [[] for _ in range(width)]
    headers = [row for row in table.rows if row.header]
    for row in headers:
        for cell in row.cells:
            text = _flat(page.text[cell.start : cell.end])
            for column in range(cell.column, min(width, cell.column + cell.columns)):
                if text and text not in names[column]:
                    names[column].append(text)
    printed = "\n".join(page.text[row.start : row.end] for row in headers)
    joined = (" ".join(parts) for parts in names)
    # What is longer, or a sentence, is text over the table and names no column.
    named = (n if len(n.split()) <= _NAME_WORDS and not _SENTENCE.search(n) else "" for n in joined)
    return Columns(tuple(named), printed)


def same_shape(columns: Columns, table: Block) -> bool:
    """Whether a table without a header can be the rest of one with these columns."""
    width = max((c.column + c.columns for row in table.rows for c in row.cells), default=0)
    return width == len(columns.names)


def row_units(table: Block, page: Page, columns: Columns, caption: str) -> list[Unit]:
    """A unit for each row that is not a header.

    Its text gives each cell with its column's name, under the label of its section (a row
    in which only the first cell is filled) and, where the columns have no names, under the
    table's first row or caption.
    """
    units: list[Unit] = []
    section = ""
    label = ""
    lead = caption if not columns.known else ""
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
                cells=tuple((_name(columns, c), Span(c.start, c.end)) for c in cells),
            )
        )
        if opens:
            section = texts[0]
        elif cells[0].column == 0:
            label = texts[0]
        if index == 0 and not columns.known and not caption and not _HAS_FIGURE.search(said):
            lead = " ".join(texts)  # a name for what follows; with a figure it is a row of its own
    return units


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
