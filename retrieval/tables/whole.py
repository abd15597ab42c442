"""A table taken whole, from all the passages it was cut into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.models import Passage, Unit
from corpus.store import Store
from retrieval.tables.cells import Cell, cells_of, label_of

REACH = 40  # passages on either side that a table may go on in


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its passage."""

    passage: Passage
    unit: Unit
    cells: tuple[Cell, ...]

    @property
    def label(self) -> str:
        """What the row is about."""
        return label_of(self.cells).text


def whole_table(store: Store, passage: Passage) -> list[Row] | None:
    """All rows of the table that a passage is a part of, in order.

    Parts follow one another: a passage says that the next one carries its table on, or a table
    repeats its columns on the next page with nothing between. None where a part is not there,
    or its columns are others; and where the report was removed or changed since it was searched.
    """
    near = store.catalogue.neighbours(passage.report_id, passage.ordinal, REACH)
    if passage not in near:
        return None
    first = last = near.index(passage)
    while first > 0 and _goes_on(near[first - 1], near[first]):
        first -= 1
    while last + 1 < len(near) and _goes_on(near[last], near[last + 1]):
        last += 1
    parts = near[first : last + 1]
    cut = near[last].continues or (first == 0 and near[0].ordinal > 0)
    if cut or len({_columns(part) for part in parts}) != 1:
        return None
    return _rows(parts)


def _goes_on(one: Passage, following: Passage) -> bool:
    if one.kind != "table" or following.kind != "table":
        return False
    repeated = (
        0 < following.page - one.page < 2
        and one.headings == following.headings
        and bool(following.units and following.units[0].cells)
        and any(_columns(one))
        and _columns(one) == _columns(following)
    )
    return one.continues or repeated


def _columns(passage: Passage) -> tuple[str, ...]:
    first = next((unit for unit in passage.units if unit.cells), None)
    return tuple(name for name, _ in first.cells) if first is not None else ()


def _rows(parts: Sequence[Passage]) -> list[Row]:
    return [
        Row(part, unit, tuple(cells_of(part, unit)))
        for part in parts
        for unit in part.units
        if unit.cells
    ]
