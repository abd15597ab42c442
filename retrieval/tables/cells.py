"""A table's row as cells: which column a question asks for, and what the row has in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.models import Passage, Span, Unit
from retrieval.query import Query, content_words
from retrieval.spans import TYPED_SPAN, in_text
from retrieval.tables.times import Times, agreement, times
from retrieval.words import stems

_DASH = re.compile(
    r"[-–—−.…]*|n/?a\.?|nil return|not (?:available|known|applicable)", re.IGNORECASE
)
_LETTERS = re.compile(r"[A-Za-z]{2}")
_NUMBER = re.compile(r"[-–−+(]{0,2}[£$€]?\s?[-–−]?\d[\d,. ]*(?:%|k|m|bn|million)?\)?[*†‡]*", re.I)
_PERCENT = re.compile(r"%|\bper ?cent(?:age)?\b|\bperc\b|\bproportion\b|\brate\b", re.IGNORECASE)
_MONEY = re.compile(r"[£€]|\b0?00s\b|['’]000", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_FIGURE = re.compile(r"\s*(?:and |so |but )?(?:who|whose|whom|where|why)\b", re.IGNORECASE)

State = Literal["value", "blank", "no column", "unclear"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its column's name, its text, and its place on the page and in the unit's
    text. `said` is None where the cell is blank.
    """

    name: str
    text: str
    place: Span
    said: Span | None

    @property
    def empty(self) -> bool:
        """Whether the cell is blank, or has a dash or "n/a" in place of a value."""
        return _DASH.fullmatch(self.text) is not None

    @property
    def is_figure(self) -> bool:
        """Whether the cell is one number with its unit."""
        return _NUMBER.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row has for a question.

    "value": it stands in `cell`. "blank": `cell` is empty. "no column": the question names a
    time, and the columns are for other times. "unclear": which cell is asked for is not plain.
    """

    state: State
    cell: Cell | None = None

    @property
    def span(self) -> Span | None:
        """The value in the row's text."""
        return self.cell.said if self.cell is not None and self.state == "value" else None


def cells_of(passage: Passage, unit: Unit) -> list[Cell]:
    """The cells of a row, one for each column of its table."""
    found: list[Cell] = []
    end = len(unit.text)
    later: Span | None = None
    for name, place in reversed(unit.cells):
        text = " ".join(_printed(passage, place).split())
        said: Span | None = None
        if text and place == later and found:
            said = found[-1].said  # a cell over several columns
        elif text:
            # The last value ends the text; before a value, "; " ends the one before it.
            start = (
                end - len(text) if end == len(unit.text) else unit.text.rfind(f"{text}; ", 0, end)
            )
            if start >= 0:
                said = Span(start, start + len(text))
                end = start
        later = place
        found.append(Cell(name, text, place, said))
    return found[::-1]


def of_words_alone(cells: Sequence[Cell]) -> bool:
    """Whether a row has no figures, and its columns have no names."""
    return not any(cell.name or re.search(r"\d", cell.text) for cell in cells)


def label_of(cells: Sequence[Cell]) -> Cell:
    """The cell that says what a row is about: its first words, though a number come before."""
    worded = (c for c in cells if _LETTERS.search(c.text) and not times(c.text) and not c.empty)
    return next(worded, None) or next((c for c in cells if c.text), cells[0])


def asked_in(
    passage: Passage,
    unit: Unit,
    query: Query,
    rarity: Mapping[str, float] | None = None,
    as_of: str | None = None,
) -> Asked:
    """Which cell of a row a question asks for, by its columns' names and the kind of value.

    `rarity` says how telling the question's words are, by stem; `as_of` is the report's ISO
    date, from which "this year" counts.
    """
    cells = cells_of(passage, unit)
    column = asked_column(cells, query, rarity, as_of)
    if column is None:
        return Asked("no column" if _other_times(cells, query, as_of) else "unclear")
    cell = cells[column]
    return Asked("blank" if cell.empty else "value", cell)


def holds_wanted(passage: Passage, unit: Unit, query: Query) -> bool:
    """Whether what a question asks for, by its kind, stands in a sentence or a cell of a row."""
    if not unit.cells:
        return in_text(unit.text, query) is not None
    if query.wants not in TYPED_SPAN:
        return False
    cells = cells_of(passage, unit)
    label = label_of(cells)
    return any(_fits(c, query) for c in cells if c is not label or query.wants == "date")


def asked_column(
    cells: Sequence[Cell],
    query: Query,
    rarity: Mapping[str, float] | None = None,
    as_of: str | None = None,
) -> int | None:
    """The index of the column that is asked for; None in doubt.

    A blank cell is never taken for the want of another: its column must be named, by its time
    or by words of the question that the other columns do not share.
    """
    asked = times(query.text, as_of)
    open_ones = _open(cells, query, asked)
    agreed = {i: agreement(asked, times(cells[i].name)) for i in open_ones}
    open_ones = [i for i in open_ones if agreed[i] >= 0]
    words = _words(cells, open_ones, query, rarity)
    named = {i: (agreed[i], *words[i]) for i in open_ones}
    if not named:
        return None
    best = max(named.values())
    if best[:2] > (0, 0.0):
        first = [i for i in open_ones if named[i] == best]
    else:
        if query.wants not in TYPED_SPAN:
            return None
        first = [i for i in open_ones if not cells[i].empty]
    if len(first) > 1:
        first = _of_kind(cells, first, query)
    spanned = {cells[i].place for i in first}
    return first[0] if len(spanned) == 1 else None


def _open(cells: Sequence[Cell], query: Query, asked: Times) -> list[int]:
    """The columns in which the answer can stand: of its kind, or blank, and not the row's label.

    Where a row has figures, its words hold none that was asked for.
    """
    label = next((c for c in cells if _tells_when(c, query, asked)), None) or label_of(cells)
    typed = query.wants in TYPED_SPAN
    found = [
        i
        for i, c in enumerate(cells)
        if c is not label and (_fits(c, query) or (typed and c.empty and c.name))
    ]
    if query.wants == "date":
        return found or [i for i, c in enumerate(cells) if c is label and _fits(c, query)]
    figures = [i for i in found if cells[i].empty or _counts(cells[i])]
    return figures if figures and not _NO_FIGURE.match(query.text) else found


def missing(passage: Passage, unit: Unit, query: Query, as_of: str | None = None) -> str | None:
    """What the table does not give, in a sentence; None where it
    gives the cell that is asked for, or where which one that is is not plain.
    """
    asked = asked_in(passage, unit, query, as_of=as_of)
    kind = "date" if query.wants == "date" else "figure"
    if asked.state == "blank" and asked.cell is not None:
        about = label_of(cells_of(passage, unit)).text
        return f"The table has no {kind} for {asked.cell.name} in its row “{about}”."
    if asked.state == "no column":
        names = dict.fromkeys(name for name, _ in unit.cells if times(name))
        return f"The table is for another time: {', '.join(names)}."
    return None


def named_rows(passage: Passage, query: Query) -> list[int]:
    """The places among a passage's units of the rows whose whole label a question names."""
    said = stems(query.text)
    found = []
    for index, unit in enumerate(passage.units):
        if not unit.cells:
            continue
        words = stems(" ".join(content_words(label_of(cells_of(passage, unit)).text)))
        if words and words <= said:
            found.append(index)
    return found


def caption_of(passage: Passage) -> str:
    """What stands over a table, on every part of it: its caption and what leads it in."""
    first = next((unit for unit in passage.units if unit.cells), None)
    at = passage.indexed.find(first.text) if first is not None else -1
    return passage.indexed[:at].strip() if at > 0 else ""


def _printed(passage: Passage, place: Span) -> str:
    """A slice of the page, from the passage's own text: what it repeats stands before."""
    shift = len(passage.text) - passage.end
    return passage.text[place.start + shift : place.end + shift]


def _counts(cell: Cell) -> bool:
    return cell.is_figure and not _YEAR.fullmatch(cell.text)


def _fits(cell: Cell, query: Query) -> bool:
    """Whether a cell's value is of the kind that is asked for."""
    if cell.empty or cell.said is None:
        return False
    wants, in_name = query.wants, cell.name
    if wants in ("other", "list"):
        return not (cell.is_figure and _NO_FIGURE.match(query.text))
    percent = "%" in cell.text or _PERCENT.search(in_name) is not None
    if cell.is_figure and wants != "date":
        if _named_in(query.text, cell.text) or _YEAR.fullmatch(cell.text):
            return False
        if wants == "percentage":
            return percent
        if wants == "count":
            return not percent and "£" not in cell.text and not _MONEY.search(in_name)
        return not percent
    return in_text(cell.text, query) is not None


def _tells_when(cell: Cell, query: Query, asked: Times) -> bool:
    """Whether a cell only repeats the time that the question names: it tells the row, not more."""
    return query.wants != "date" and agreement(asked, times(cell.text)) > 0 and bool(asked)


def _named_in(question: str, figure: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(figure)}(?!\w|[.,]\d)", question) is not None


def _words(
    cells: Sequence[Cell], columns: Sequence[int], query: Query, rarity: Mapping[str, float] | None
) -> dict[int, tuple[float, float]]:
    """For each column, how much of the question only some columns' names say, and which share
    of the name that is.
    """
    asked = _stems_of(" ".join([*query.terms, *query.expansions]))
    names = {i: _stems_of(" ".join(content_words(cells[i].name))) for i in columns}
    common = set.intersection(*names.values()) if len(names) > 1 else set()
    found = {}
    for i, name in names.items():
        own = (name & asked) - common
        weight = sum(rarity.get(w, 1.0) if rarity is not None else 1.0 for w in own)
        found[i] = (weight, len(own) / len(name - common) if own else 0.0)
    return found


def _stems_of(text: str) -> set[str]:
    """Stems, those of words with a hyphen in one piece too: "un-deliverable"."""
    return stems(text) | stems(text.replace("-", ""))


def _of_kind(cells: Sequence[Cell], columns: list[int], query: Query) -> list[int]:
    """Of columns that are named alike, those whose unit is the one asked for."""
    if query.wants == "sum":
        kept = [i for i in columns if _MONEY.search(f"{cells[i].name} {cells[i].text}")]
    elif query.wants == "percentage":
        kept = [i for i in columns if _PERCENT.search(f"{cells[i].name} {cells[i].text}")]
    else:
        kept = [i for i in columns if not _PERCENT.search(f"{cells[i].name} {cells[i].text}")]
    return kept or columns


def _other_times(cells: Sequence[Cell], query: Query, as_of: str | None) -> bool:
    """Whether the question names a time, and each column that could answer is for another."""
    asked = times(query.text, as_of)
    named = [times(cells[i].name) for i in _open(cells, query, asked)]
    return bool(asked and named) and all(said and agreement(asked, said) < 0 for said in named)
