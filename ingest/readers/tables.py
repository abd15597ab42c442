"""What a table's cells tell about it: which rows name the columns, and whether it is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

Grid = Sequence[Sequence[str]]

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_FIGURE = re.compile(
    r"[-–—−+(]?\s*[£$€]?\s*[-–−]?\d[\d,. ]*\s*(?:%|k|m|bn|million|thousand|p)?\)?\*?"
    r"|[-–—−.*]+|n/?a\.?|tbc|nil",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"(?:\w+day,? )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}(?: ?[-–/] ?{_MONTH})?"
    r"(?:[ '-]+\d{2,4})?(?: ?\(?q[1-4]\)?)?"
    r"|(?:19|20)\d\d(?: ?[-–/] ?\d{2,4})?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
    r"|\(?(?:q|quarter )[1-4]\)?(?: (?:19|20)?\d\d(?:[-–/]\d{2,4})?)?|(?:fy|year) ?\d+.*",
    re.IGNORECASE,
)


def kind_of(cell: str) -> str:
    """What a cell holds: "blank", "period" (a date, month, quarter, year), "figure" or "text"."""
    cell = cell.strip()
    if not cell:
        return "blank"
    if _PERIOD.fullmatch(cell):
        return "period"
    return "figure" if _FIGURE.fullmatch(cell) else "text"


def is_table(rows: Grid) -> bool:
    """Whether rows make a table: two rows and columns at least, and not just key and value."""
    return len(rows) > 1 and max(len(row) for row in rows) > 1 and not _key_values(rows)


def header_rows(rows: Grid) -> int:
    """How many rows at the top name the columns, judged by what stands below them.

    A header says in words (or as a period) what the cells below give as figures, or is a row
    of short names over longer text. Above it may stand a title, one cell alone in its row.
    """
    titles = 0
    while titles < min(2, len(rows) - 2) and sum(bool(cell.strip()) for cell in rows[titles]) == 1:
        titles += 1
    named = _named_rows(rows[titles:])
    return titles + named if named else _named_rows(rows)


def _named_rows(rows: Grid) -> int:
    count = 0
    while count < min(4, len(rows) - 1) and _heads(rows, count):
        count += 1
    if count:
        return count
    return int(_names(rows[0], rows[1:])) if len(rows) > 1 else 0


def _key_values(rows: Grid) -> bool:
    """Whether each row is a key with its value ("Date:", "31 January 2023")."""
    return all(
        1 < len(row) < 3 and row[0].rstrip().endswith((":", "?")) and row[1].strip()[-1:] != ":"
        for row in rows
    )


def _heads(rows: Grid, at: int) -> bool:
    kinds = [kind_of(cell) for cell in rows[at]]
    if "figure" in kinds or kinds.count("blank") > len(kinds) / 2 + 1:
        return False
    first, above = _first(rows[at]), _first(rows[at - 1])
    if at and first and above and first != above:
        return False
    named = 0
    for column, kind in enumerate(kinds):
        below = _kind_below(rows[at + 1 :], column)
        if (below == "figure" and kind in ("text", "period")) or (
            below == "period" and kind == "text" and not at
        ):
            named += 1
        elif kind == "period" and below == "period" and column:
            return False  # a row of data: dates below, a date here
    return named > 0


def _first(row: Sequence[str]) -> str:
    return row[0].strip() if row else ""


def _kind_below(rows: Grid, column: int) -> str | None:
    """The kind of most filled cells of a column; None where no kind has most."""
    kinds = [kind_of(row[column]) for row in rows if column < len(row)]
    filled = [kind for kind in kinds if kind != "blank"]
    for kind in ("figure", "period"):
        if filled and filled.count(kind) > len(filled) / 2:
            return kind
    return None


def _names(row: Sequence[str], below: Grid) -> bool:
    """Whether a row of words alone names columns of longer words."""
    cells = [cell.strip() for cell in row]
    if len(cells) < 2 or any(kind_of(cell) != "text" for cell in cells):
        return False
    if any(len(cell) > 32 or len(cell.split()) > 5 or cell.endswith((".", ";")) for cell in cells):
        return False
    lengths = [len(cell.strip()) for other in below for cell in other if cell.strip()]
    own = sum(map(len, cells)) / len(cells)
    return bool(lengths) and own <= 0.65 * sum(lengths) / len(lengths)
