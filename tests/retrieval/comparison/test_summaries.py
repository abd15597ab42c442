"""The line for each theme, and whether the figures beneath may stand side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.models import Citation, Coverage, Statement
from retrieval.comparison.cells import Cell, Finding, State
from retrieval.comparison.figures import side_by_side
from retrieval.comparison.matrix import Matrix
from retrieval.comparison.summaries import summaries

SEARCHED = Coverage(1, ("A",), "2023-01-31", "2023-01-31")


def found(area: str, text: str, level: str = "district", date: str | None = "2023-06") -> Cell:
    cited = Citation(
        "r", "r.pdf", "T", None, (area,), None, date, 1, None, None, None, text, 0, 1, 0
    )
    finding = Finding(Statement(text, "quote", (cited,)), level=level)
    return Cell(area, "Theme", "found", SEARCHED, (finding,), date=date)


def empty(area: str, state: State) -> Cell:
    return Cell(area, "Theme", state, SEARCHED)


def line(*cells: Cell) -> str:
    matrix = Matrix(tuple(cell.area for cell in cells), ("Theme",), cells)
    (summary,) = summaries(matrix)
    return summary.text


def test_a_summary_counts_what_is_cited_beneath_it() -> None:
    cells = (
        found("Chorley", "It met.", date="2023-01-26"),
        found("Dover", "It met."),
        empty("Kent", "not_found"),
        empty("Rutland", "not_in_collection"),
        empty("Corby", "not_in_collection"),
    )
    assert line(*cells) == (
        "2 of 5 areas report on it (26 January 2023 to June 2023); nothing found for Kent; "
        "no report held for Rutland and Corby."
    )
    assert line(found("Chorley", "It met.", date=None)) == "1 of 1 area reports on it."
    assert line(empty("Kent", "not_found")) == "0 of 1 area report on it; nothing found for Kent."


def test_figures_of_one_kind_stand_side_by_side() -> None:
    assert side_by_side(
        [
            found("Chorley", "The council gave £9,691 to domestic abuse support in 2023/24."),
            found("Dover", "In 2023/24 it gave £12,000 to domestic abuse support."),
            found("Corby", "It met."),
        ]
    ) == (
        "Side by side: Chorley: £9,691 to domestic abuse support in 2023/24; "
        "Dover: £12,000 to domestic abuse support, all for 2023/24."
    )


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (
            found("Chorley", "It gave £9,691 to support in 2023/24."),
            found("Dover", "It gave £12,000 to support in 2021/22."),
            "different periods (Chorley: 2023/24; Dover: 2021/22)",
        ),
        (
            found("Chorley", "In 2023 there were 4.1 per 1,000 people hurt."),
            found("Dover", "In 2023 there were 410 people hurt."),
            "different units (Chorley: rate; Dover: number)",
        ),
        (
            found("Chorley", "In 2023 there were 4 people hurt per 1,000 residents."),
            found("Dover", "In 2023 there were 48 people hurt per 100,000 residents."),
            "they count different things",
        ),
        (
            found("Chorley", "In 2023 there was a 12% increase in reports of noise."),
            found("Dover", "In 2023 15% of the noise cases were closed."),
            "they count different things",
        ),
        (
            found("Chorley", "In 2023 there were 41 people hurt."),
            found("Kent", "In 2023 there were 410 people hurt.", "police force area"),
            "different kinds of area (Chorley: district; Kent: police force area)",
        ),
        (
            found("Chorley", "In 2023 there were 41 people hurt."),
            found("Dover", "In 2023 there were 410 new cameras."),
            "they count different things",
        ),
        (
            found("Chorley", "There were 41 people hurt."),
            found("Dover", "There were 410 people hurt."),
            "no period is given",
        ),
    ],
)
def test_figures_that_measure_different_things_are_kept_apart(
    one: Cell, other: Cell, reason: str
) -> None:
    said = side_by_side([one, other])
    assert said is not None
    assert said.startswith("Figures are not set side by side: ")
    assert reason in said
    assert "Side by side:" not in said


def test_one_figure_has_nothing_beside_it() -> None:
    cells = [found("Chorley", "It gave £9,691."), found("Dover", "2. It met in section 4.")]
    assert side_by_side(cells) is None


def test_every_theme_has_its_summary(tmp_path: Path) -> None:
    one, other = found("Chorley", "It met."), empty("Chorley", "not_found")
    matrix = Matrix(
        ("Chorley",), ("Theme", "Other"), (one, Cell("Chorley", "Other", "not_found", SEARCHED))
    )
    assert other.state == "not_found"
    assert [summary.theme for summary in summaries(matrix)] == ["Theme", "Other"]
