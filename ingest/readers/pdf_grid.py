"""The grid of a table on a PDF page, whichever way the table was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf_tokens import Token, joined
from ingest.readers.tables import header_rows, kind_of

_FIGURE = re.compile(r"[-–—(+]?[£$€]?[-–—]?\d[\d,.]*(?:%|k|m|bn)?\)?\**|[-–—]|n/?a", re.IGNORECASE)


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


def is_figure(tokens: Sequence[Token]) -> bool:
    """Whether a field is one figure, or a dash in place of one."""
    return len(tokens) < 3 and all(_FIGURE.fullmatch(t.text) for t in tokens)


_OPEN_END = re.compile(r"(?:\b(?:and|or|of|for|to|the|in|on|by|with|from|but|a)|[-–(&,/])$", re.I)


def carries_on(before: str, text: str) -> bool:
    """Whether a line carries on the one before it rather than beginning a label."""
    return (
        not text[:1].isupper()
        or _OPEN_END.search(before) is not None
        or before.count("(") > before.count(")")
    )


def grid_of(rows: list[list[GridCell]]) -> Grid | None:
    """The grid of these rows, its header rows marked; None for fewer than two rows."""
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
