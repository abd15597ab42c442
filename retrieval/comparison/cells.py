"""What a comparison is made of: a theme as it is looked for, and what an area says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.models import Coverage, Statement
from retrieval.citing import day
from retrieval.comparison.wording import Words
from retrieval.query import Query

Vector = NDArray[np.float32]
State = Literal["found", "not_found", "not_in_collection"]


@dataclass(frozen=True, slots=True)
class Sought:
    """A theme as it is looked for: its query, its vector, and the words it goes by."""

    query: Query
    vector: Vector
    words: Words


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement of a cell. `about` names the part of the area, or the other place, that it
    speaks of, and is empty where that is the area; `level` is the kind of area that its report
    is for; `inside` says that its report is for a place inside the area.
    """

    statement: Statement
    about: str = ""
    level: str = ""
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What an area's reports say of a theme, from the newest that speaks of it.

    `date` is that report's, ISO as precise as it is; `others` holds the best statement of each
    other report that speaks of it; `searched` tells of all that were looked through.
    """

    area: str
    theme: str
    state: State
    searched: Coverage
    findings: tuple[Finding, ...] = ()
    others: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    date: str | None = None


def state_in_words(cell: Cell) -> str:
    """What became of a cell: the date of what is shown, what was searched in vain, or that
    nothing is held.
    """
    if cell.state == "not_in_collection":
        return "not in the collection"
    if cell.state == "found":
        return day(cell.date) if cell.date else "undated"
    return f"not found (searched {searched_in_words(cell)})"


def searched_in_words(cell: Cell) -> str:
    """What was looked through for a cell: "2 reports, 31 January 2023 to June 2023"."""
    searched = cell.searched
    dates = dict.fromkeys(day(date) for date in (searched.oldest, searched.newest) if date)
    reports = f"{searched.reports} report{'' if searched.reports == 1 else 's'}"
    return f"{reports}{', ' if dates else ''}{' to '.join(dates)}"
