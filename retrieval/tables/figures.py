"""The figures in one column of a table, where they are alike and can all be cited."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.areas import find
from retrieval.query import Query
from retrieval.tables.amounts import Amount, amount
from retrieval.tables.cells import Cell, asked_column, label_of
from retrieval.tables.times import agreement, times
from retrieval.tables.whole import Row

FEWEST, MOST = 3, 60  # figures in a column that is worked with

_REFERENCE = re.compile(r"\W*(?:(?:row|item) )?(?:ref(?:erence)?|no\.?|#|page|rank|id)\W*$", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
# Where each row measures something else, a column is no column of like things.
_MEASURE = re.compile(r"^(?:numbers?|no\.?|#|%|percentage|proportion|rate|cost|value)\b|%", re.I)
_BOROUGHS = ("district", "metropolitan district", "london borough")
# What a question calls places, and their kinds. "Across the county" names no kind of row.
_KINDS: Sequence[tuple[str, str, tuple[str, ...]]] = (
    (r"\bdistricts?\b", "districts", ("district", "metropolitan district", "ni district")),
    (r"\bboroughs?\b", "boroughs", _BOROUGHS),
    (
        r"(?<!\bthe )\bcounty\b|\bcounty (?=councils?\b|that\b|which\b|with\b)|\bcounties\b",
        "counties",
        ("county",),
    ),
    (r"\bunitar(?:y|ies)\b", "unitary authorities", ("unitary",)),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its row and cell."""

    row: Row
    cell: Cell
    amount: Amount


def column_of_figures(
    rows: Sequence[Row], query: Query, rarity: Mapping[str, float] | None, as_of: str | None
) -> int | None:
    """The column of figures that is asked for; the only one where a table has just one."""
    found = [
        column
        for column in range(len(rows[0].cells))
        if _of_figures([row.cells[column] for row in rows])
        and not _REFERENCE.match(rows[0].cells[column].name)
    ]
    fullest = max(rows, key=lambda row: sum(row.cells[c].is_figure for c in found))
    label = label_of(fullest.cells)
    # "Who got the least?" is answered by a name, and decided by figures.
    if query.wants in ("other", "list"):
        query = replace(query, wants="sum")
    columns = [i for i, c in enumerate(fullest.cells) if c is label or i in found]
    asked = asked_column([fullest.cells[i] for i in columns], query, rarity, as_of)
    if asked is not None:
        return columns[asked] if columns[asked] in found else None
    if query.wants != "percentage" and len(found) > 1:
        found = [c for c in found if "%" not in fullest.cells[c].text]
    if len(found) != 1:
        return None
    name = fullest.cells[found[0]].name
    return found[0] if agreement(times(query.text, as_of), times(name)) >= 0 else None


def _of_figures(cells: Sequence[Cell]) -> bool:
    filled = [c.text for c in cells if c.text]
    figures = [text for text in filled if amount(text) is not None]
    years = sum(_YEAR.fullmatch(text) is not None for text in figures)
    return len(figures) > max(len(filled) / 2, years)


def figures_in(rows: Sequence[Row], column: int) -> list[Figure] | None:
    """The figures of a column; None where one can't be read or cited, or units are mixed.

    Blank cells and dashes are left out.
    """
    found: list[Figure] = []
    for row in rows:
        cell = row.cells[column]
        if cell.empty:
            continue
        figure = amount(cell.text)
        if figure is None or not row.unit.quotes or not row.label or _MEASURE.search(row.label):
            return None
        found.append(Figure(row, cell, figure))
    units = {f.amount.unit for f in found}
    labels = {f.row.label for f in found}
    alike = len(units) < 2 or (len(units) == 2 and "" in units and "%" not in units)
    return found if alike and len(labels) == len(found) else None


def sums_apart(figures: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """The row that is the sum of all others, whatever it is called, and the others."""
    total = sum((f.amount.value for f in figures), Decimal(0))
    whole = [
        f
        for f in figures
        if abs(total - 2 * f.amount.value) <= _rounding(f, figures)
        and f.amount.value > 0
        # A district may happen to be the sum of the others: beside its like it is no total.
        and not _one_of_its_kind(f, figures)
    ]
    if len(figures) <= FEWEST or len(whole) != 1:
        return [], list(figures)
    return whole, [f for f in figures if f is not whole[0]]


def _one_of_its_kind(one: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a row is a place of the kind that the others are."""
    kinds = {place.kind for place in find(one.row.label)}
    others = [find(f.row.label) for f in figures if f is not one]
    return bool(kinds) and all(kinds & {place.kind for place in named} for named in others)


def _rounding(one: Figure, figures: Sequence[Figure]) -> Decimal:
    """How far a printed sum can be from the sum of its rounded parts."""
    half = sum((Decimal(5).scaleb(-f.amount.places - 1) for f in figures), Decimal(0))
    whole = all(f.amount.value == f.amount.value.to_integral_value() for f in figures)
    return Decimal(0) if whole and one.amount.places == 0 else half


def of_kind(query: Query, rows: list[Row]) -> tuple[str, list[Row]] | None:
    """The rows for the kind of places asked for, and what it is called: "districts".

    All rows, called nothing, where none is asked for or none of them tells it from the others.
    None where some rows are for places of another kind, and what one is for is not known.
    """
    asked = _kinds(query)
    places = [find(row.label) for row in rows]
    fitting = [any(one.kind in kinds for kinds in asked.values() for one in p) for p in places]
    others = [p for p, fits in zip(places, fitting, strict=True) if p and not fits]
    if not any(fitting) or not others:
        return "", rows
    if not all(places):
        return None
    kept = [row for row, fits in zip(rows, fitting, strict=True) if fits]
    return " and ".join(asked), kept


def _kinds(query: Query) -> dict[str, tuple[str, ...]]:
    """The kinds of places that a question asks for, by what they are called.

    "Kent County Council" names a place, and asks for no counties.
    """
    text = query.text
    for place in query.places:
        text = text[: place.start] + "_" * (place.end - place.start) + text[place.end :]
    return {
        called: kinds
        for pattern, called, kinds in _KINDS
        if re.search(pattern, text, re.IGNORECASE)
    }
