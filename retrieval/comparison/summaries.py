"""A line for each theme: ours, counting only what is cited in its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.citing import day
from retrieval.comparison.cells import Cell
from retrieval.comparison.figures import side_by_side
from retrieval.comparison.matrix import Matrix


@dataclass(frozen=True, slots=True)
class Summary:
    """What the cells of a theme come to. `figures` says whether theirs may be compared; None
    where fewer than two areas give any.
    """

    theme: str
    text: str
    figures: str | None


def summaries(matrix: Matrix) -> list[Summary]:
    """A summary for each theme, in order."""
    return [
        Summary(theme, _counted(matrix.row(theme)), side_by_side(matrix.row(theme)))
        for theme in matrix.themes
    ]


def _counted(cells: Sequence[Cell]) -> str:
    """ "2 of 4 areas report on it (June 2023); nothing found for Kent; no report held for X."."""
    found = [cell for cell in cells if cell.state == "found"]
    dates = sorted(cell.date for cell in found if cell.date)
    when = ""
    if dates:
        span = dict.fromkeys(day(date) for date in (dates[0], dates[-1]))
        when = f" ({' to '.join(span)})"
    areas = "area" if len(cells) == 1 else "areas"
    say = "reports" if len(found) == 1 else "report"
    parts = [f"{len(found)} of {len(cells)} {areas} {say} on it{when}"]
    silent = [cell.area for cell in cells if cell.state == "not_found"]
    absent = [cell.area for cell in cells if cell.state == "not_in_collection"]
    if silent:
        parts.append(f"nothing found for {_listed(silent)}")
    if absent:
        parts.append(f"no report held for {_listed(absent)}")
    return "; ".join(parts) + "."


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
