"""The row and the column that a question asks for, and what is blank."""

from __future__ import annotations

import pytest

from corpus.models import Passage, Unit
from retrieval.query import understand
from retrieval.tables.cells import (
    asked_in,
    caption_of,
    cells_of,
    holds_wanted,
    label_of,
    missing,
    named_rows,
)
from tests.retrieval.tables import passages_of

CASES = [
    ["Support", "Apr-Jun 22 (Q1) Cases", "Apr-Jun 22 (Q1) Perc", "Jul-Sep 22 (Q2) Cases",
     "Jul-Sep 22 (Q2) Perc", "Oct-Dec 22 (Q3) Cases"],
    ["Number engaged", "95", "52%", "89", "56%", "-"],
    ["Number closed", "36", "", "44", "49%", "-"],
]  # fmt: skip
BUDGET = [
    ["", "2024-25", "2025-26", "2026-27"],
    ["1,204.5", "Care grant", "1,311.9", "1,400.0"],
]
PLAIN = [["Northford", "£452k", "6.1%"], ["Eastley", "£470k", "6.4%"]]
SAVINGS = [
    ["£000s", "", "", ""],
    ["Saving", "Target", "Forecast", "Un-deliverable"],
    ["Review of vans", "763.9", "375.0", "198.9"],
    ["Review of vans and lorries", "12.0", "12.0", "0.0"],
]
LISTED = [["Saving", "Cabinet Member", "2025-26", "2026-27"], ["Vans", "Cllr Example", "5", "6"]]
DATES = [
    ["Dates in 2021", "Board", "Executive"],
    ["20 May", "Annual report on flooding", ""],
    ["24 May", "", "Proposals for lamps"],
]


def row(rows: list[list[str]], label: str) -> tuple[Passage, Unit]:
    for passage in passages_of(rows, header=0 if rows is PLAIN else 2 if rows is SAVINGS else 1):
        for unit in passage.units:
            if unit.cells and label in [cell.text for cell in cells_of(passage, unit)]:
                return passage, unit
    raise AssertionError(label)


@pytest.mark.parametrize(
    ("rows", "label", "question", "state", "value"),
    [
        (CASES, "Number engaged", "How many engaged in Q2?", "value", "89"),
        (CASES, "Number engaged", "How many engaged from July to September 2022?", "value", "89"),
        (CASES, "Number engaged", "What percentage engaged in quarter 1?", "value", "52%"),
        (CASES, "Number engaged", "How many engaged?", "unclear", None),
        (CASES, "Number engaged", "Who engaged in Q1?", "unclear", None),
        (CASES, "Number engaged", "How many engaged in Oct–Dec 22?", "blank", None),
        (CASES, "Number closed", "What percentage was closed in Q1?", "blank", None),
        (CASES, "Number engaged", "How many engaged in Q4?", "no column", None),
        (CASES, "Number engaged", "How many engaged in Q2 of 2019/20?", "no column", None),
        (PLAIN, "Northford", "How much does Northford get?", "value", "£452k"),
        (PLAIN, "Northford", "What percentage goes to Northford?", "value", "6.1%"),
        (SAVINGS, "Review of vans", "How much of it is undeliverable?", "value", "198.9"),
        (SAVINGS, "Review of vans", "What was the target?", "value", "763.9"),
        (DATES, "20 May", "What does the board look at on 20 May?", "value",
         "Annual report on flooding"),
        (LISTED, "Vans", "What did the cabinet put into vans?", "unclear", None),
        (LISTED, "Vans", "Who is the cabinet member for vans?", "value", "Cllr Example"),
        (DATES, "24 May", "When are lamps due?", "value", "24 May"),
    ],
)  # fmt: skip
def test_the_cell_asked_for(
    rows: list[list[str]], label: str, question: str, state: str, value: str | None
) -> None:
    passage, unit = row(rows, label)
    asked = asked_in(passage, unit, understand(question, {}))
    assert asked.state == state
    said = unit.text[asked.span.start : asked.span.end] if asked.span else None
    assert said == value


def test_this_year_counts_from_the_report() -> None:
    passage, unit = row(
        [["Schools", "2023-24", "2024-25", "2025-26"], ["Special", "6,382", "6,645", "7,000"]],
        "Special",
    )
    query = understand("How many special school places are there this year?", {})
    assert asked_in(passage, unit, query).state == "unclear"
    asked = asked_in(passage, unit, query, as_of="2025-01")
    assert asked.cell is not None and asked.cell.text == "6,645"


def test_a_number_before_its_label_is_no_label() -> None:
    passage, unit = row(BUDGET, "Care grant")
    assert label_of(cells_of(passage, unit)).text == "Care grant"


def test_what_a_table_lacks_is_said() -> None:
    passage, unit = row(CASES, "Number engaged")
    blank = missing(passage, unit, understand("How many engaged in Q3?", {}))
    assert blank == (
        "The table has no figure for Oct-Dec 22 (Q3) Cases in its row “Number engaged”."
    )
    other = missing(passage, unit, understand("How many engaged in 2019/20?", {}))
    assert other is not None and other.startswith("The table is for another time: Apr-Jun 22 (Q1)")
    assert missing(passage, unit, understand("How many engaged in Q1?", {})) is None


def test_a_cell_over_several_columns_and_repeated_values_keep_their_places() -> None:
    passage, unit = row([["Ward", "2022", "2023", "2024"], ["Abbey", "7", "", "7"]], "Abbey")
    texts = [(c.text, c.said and unit.text[c.said.start :]) for c in cells_of(passage, unit)]
    assert texts == [
        ("Abbey", "Abbey; 2022: 7; 2024: 7"), ("7", "7; 2024: 7"), ("", None), ("7", "7"),
    ]  # fmt: skip


def test_a_value_is_no_column_name_and_no_label() -> None:
    passage, unit = row([["Ward", "Fires in 2023"], ["Abbey 12", "-"]], "Abbey 12")
    assert not holds_wanted(passage, unit, understand("How many fires were there?", {}))
    passage, unit = row(CASES, "Number engaged")
    assert holds_wanted(passage, unit, understand("How many fires were there?", {}))


def test_rows_that_a_question_names() -> None:
    rows = [["Area", "£"], ["Harborough", "5"], ["Hinckley and Bosworth", "4"], ["Melton", "3"]]
    (passage,) = passages_of(rows)
    query = understand("Harborough or Hinckley and Bosworth, which gets more?", {})
    assert named_rows(passage, query) == [0, 1]


def test_a_caption_stands_over_every_part_of_a_table() -> None:
    rows = [["Ward", "Burglary"], *([f"Ward {i} by the river", str(i)] for i in range(60))]
    parts = passages_of(rows, caption="Table 1: burglaries by ward")
    assert len(parts) > 1
    assert {caption_of(part) for part in parts} == {"Table 1: burglaries by ward"}
