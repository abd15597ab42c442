"""Passages of tables: what of the table goes with each row, and onto the next page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.readers.building import CellText, PageBuilder, Run
from ingest.readers.tables import header_rows
from tests.ingest.reading import passages, units


def table(page: PageBuilder, rows: Sequence[Sequence[str]], header: int = 1) -> None:
    page.add_table(
        [[CellText((Run(cell),)) for cell in row] for row in rows],
        [i < header for i in range(len(rows))],
    )


def test_rows_keep_their_columns_heading_and_paragraph() -> None:
    page = PageBuilder()
    page.add("heading", "Funding", level=1)
    page.add("paragraph", "3.4 The grants are these.", number="3.4")
    table(page, [["District", "2022/23 (£)"], ["Northford", "1,350"], ["Total", "2,360"]])
    page.add("paragraph", "That is all.")
    made, after = passages(page)
    assert made.kind == "table"
    assert (made.headings, made.paragraph) == (("Funding",), "3.4")
    assert units(made)[-2:] == [
        "District: Northford; 2022/23 (£): 1,350",
        "District: Total; 2022/23 (£): 2,360",
    ]
    text = page.document().pages[0].text
    row = made.units[-2]
    assert [text[q.start : q.end] for q in row.quotes] == ["Northford\t1,350"]
    assert [(name, text[s.start : s.end]) for name, s in row.cells] == [
        ("District", "Northford"),
        ("2022/23 (£)", "1,350"),
    ]
    assert made.text == text[made.start : made.end]
    assert "District: Northford; 2022/23 (£): 1,350" in made.indexed
    assert (after.kind, after.paragraph) == ("text", "3.4")


def test_a_long_table_repeats_its_header_in_each_part() -> None:
    page = PageBuilder()
    page.add("heading", "Offences", level=1)
    rows = [[f"Ward number {i}", f"{i},000", f"{i},500"] for i in range(1, 40)]
    table(page, [["Ward", "Burglary", "Robbery"], *rows])
    made = passages(page)
    assert len(made) > 2
    assert all(p.text.split("\n\n")[-1].startswith("Ward\tBurglary\tRobbery\n") for p in made)
    assert [p.continues for p in made] == [True] * (len(made) - 1) + [False]
    said = [u.text for p in made for u in p.units if u.cells]
    assert said == [f"Ward: {a}; Burglary: {b}; Robbery: {c}" for a, b, c in rows]


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_goes_on_over_the_page(repeated: bool) -> None:
    header = ["District", "2022/23 (£)"]
    one, two = PageBuilder(1), PageBuilder(2)
    one.add("heading", "Funding", level=1)
    table(one, [header, ["Northford", "1,350"]])
    more = [["Eastham", "1,010"], ["Westbury", "900"]]
    table(two, [header, *more] if repeated else more, header=int(repeated))
    first, second = passages(one, two)
    assert second.page == 2
    assert second.text == "District\t2022/23 (£)\nEastham\t1,010\nWestbury\t900"
    assert units(second)[0] == "District: Eastham; 2022/23 (£): 1,010"
    assert second.headings == ("Funding",)
    assert first.text.endswith("Northford\t1,350")
    assert first.continues == (not repeated)


def test_another_table_does_not_borrow_the_header() -> None:
    """Where text stands between, or the columns are others, it is another table."""
    page = PageBuilder()
    table(page, [["District", "2022/23 (£)"], ["Northford", "1,350"]])
    table(page, [["Ward", "11", "12"], ["Abbey", "21", "22"]], header=0)
    page.add("paragraph", "Something else follows.")
    table(page, [["Fires", "7"], ["Thefts", "8"]], header=0)
    table(page, [["Street", "Count"], ["Broad", "5"]])
    page.add("heading", "Roads", level=1)
    table(page, [["Deaths", "1"], ["Injuries", "2"]], header=0)
    said = [u.text for p in passages(page) for u in p.units if u.cells]
    assert not any("District" in text for text in said[1:])
    assert not any("Street" in text for text in said[-2:])


def test_a_row_that_opens_a_section_names_the_rows_below_it() -> None:
    page = PageBuilder()
    rows = [["Measure", "Q1", "Q2"], ["Violence", "", ""], ["Knife crime", "11", "12"],
            ["Roads", "", ""], ["Deaths", "1", "-"]]  # fmt: skip
    table(page, rows)
    said = units(passages(page)[0])
    assert "Violence – Measure: Knife crime; Q1: 11; Q2: 12" in said
    assert "Roads – Measure: Deaths; Q1: 1; Q2: -" in said


def test_columns_named_over_two_rows() -> None:
    page = PageBuilder()
    page.add_table(
        [
            [CellText(), CellText((Run("Offences"),), columns=2)],
            [CellText((Run("Ward"),)), CellText((Run("2022"),)), CellText((Run("2023"),))],
            [CellText((Run("Abbey"),)), CellText((Run("11"),)), CellText((Run("12"),))],
        ],
        [True, True, False],
    )
    assert units(passages(page)[0]) == ["Ward: Abbey; Offences 2022: 11; Offences 2023: 12"]


def test_a_table_with_nothing_but_a_header() -> None:
    page = PageBuilder()
    table(page, [["Ward", "Fires"]])
    (made,) = passages(page)
    assert made.text == "Ward\tFires"
    assert made.units


def test_a_unit_or_title_over_all_columns_is_said_once() -> None:
    page = PageBuilder()
    header = [["Budget for the year", "", ""], ["", "£000s", ""], ["Service", "Plan", "Outturn"]]
    table(page, [*header, ["Parks", "11", "12"]], header=3)
    (unit,) = (u for p in passages(page) for u in p.units)
    assert unit.text == "Budget for the year £000s – Service: Parks; Plan: 11; Outturn: 12"


def test_a_row_has_a_cell_for_each_column_though_some_are_blank() -> None:
    page = PageBuilder()
    table(page, [["Ward", "2021", "2022", "2023"], ["Abbey", "", "7", ""]])
    (made,) = passages(page)
    (unit,) = made.units
    text = page.document().pages[0].text
    assert [(name, text[s.start : s.end]) for name, s in unit.cells] == [
        ("Ward", "Abbey"), ("2021", ""), ("2022", "7"), ("2023", ""),
    ]  # fmt: skip


def test_column_names_below_a_title_are_found() -> None:
    rows = [
        ["Award holders", "", ""],
        ["Organisation", "Date", "Level"],
        ["Absolute Example Limited", "2022", "Gold"],
        ["Ashford Example Ltd", "2024", "Silver"],
    ]
    assert header_rows(rows) == 2
    assert header_rows(rows[1:]) == 1
    assert header_rows([["Adults", "", ""], ["Parks", "5", "6"], ["Roads", "7", "8"]]) == 0
