"""The gold matrix: what the reports of some areas hold of some themes, one cell a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, get_args

from corpus.errors import UsageError
from eval.sets import read, rows
from retrieval.comparison.cells import State


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """Where a fair statement for a cell stands: from line `first` to `last` of the original, as
    an editor counts them, under a paragraph's number or a heading.
    """

    file: str
    first: int
    last: int
    paragraph: str | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class GoldCell:
    """A cell as it should be. `places` are those that count, where it should be found."""

    area: str
    theme: str
    state: State
    set: str
    places: tuple[GoldPlace, ...] = ()

    @property
    def id(self) -> str:
        """What the cell is called among the cells of a run."""
        return f"{self.area}: {self.theme}"


def is_matrix(path: Path) -> bool:
    """Whether a file is a gold matrix: its first line has a theme, and no question."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            row = json.loads(next((line for line in lines if line.strip()), ""))
    except (OSError, ValueError):
        return False  # read as a test set, it is refused with what is wrong
    return isinstance(row, dict) and "theme" in row and "question" not in row


def load(paths: Iterable[Path]) -> list[GoldCell]:
    """Read gold matrices, pooled in the order given.

    Raises UsageError for a missing or malformed file, or a cell that stands twice.
    """
    seen: dict[str, GoldCell] = {}
    for path in paths:
        for cell in rows(read(path), str(path), "cell", partial(_cell, name=path.stem)):
            if cell.id in seen:
                raise UsageError(
                    f"The cell {cell.id} stands twice ({seen[cell.id].set}, {cell.set}): keep one."
                )
            seen[cell.id] = cell
    return list(seen.values())


def _cell(row: dict[str, Any], name: str) -> GoldCell:
    area, theme, state = row["area"].split(), row["theme"].split(), row["state"]
    if not (area and theme):
        raise ValueError("its area or theme is empty")
    if state not in get_args(State):
        raise ValueError(f"state {state!r} is none of {', '.join(get_args(State))}")
    places = tuple(_place(place) for place in row.get("places", ()))
    if bool(places) != (state == "found"):
        raise ValueError("a cell has places where it is found, and only there")
    return GoldCell(" ".join(area), " ".join(theme), state, name, places)


def _place(place: dict[str, Any]) -> GoldPlace:
    first, last = place["lines"]
    if not 1 <= first <= last:
        raise ValueError(f"lines {first} to {last} are none")
    paragraph, heading = place.get("paragraph"), place.get("heading")
    if not (paragraph or heading):
        raise ValueError("a place has neither paragraph nor heading")
    return GoldPlace(place["file"], first, last, paragraph, heading)
