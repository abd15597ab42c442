"""Periods named in questions."""

from __future__ import annotations

import pytest

from retrieval.followups.periods import follow, iso, periods


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in 2023/24 and 2024-25", ["2023/24", "2024-25"]),
        ("in Q2 2023/24", ["Q2 2023/24"]),
        ("quarter 3 of 2022-23", ["quarter 3 of 2022-23"]),
        ("between January and April 2023", ["January and April 2023"]),
        ("on 12th of March 2021", ["12th of March 2021"]),
        ("in may 2023", ["may 2023"]),
        ("in 23/24", ["23/24"]),
        ("and the year before?", ["the year before"]),
        ("May we march? It may cost £2,023 or £2023.", []),
        ("12/24 of them, the 18-25 service, 2023%", []),
    ],
)
def test_periods_are_found_whole(text: str, found: list[str]) -> None:
    assert [text[p.start : p.end] for p in periods(text)] == found


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("Q2 2023/24", "Q3", "Q3 2023/24"),
        ("2023", "Q3", "Q3 2023"),
        ("June 2023", "July", "July 2023"),
        ("June 2023", "2022", "June 2022"),
        ("12 June 2023", "2022", "2022"),
        ("Q1", "2021", "Q1 2021"),
        ("2023", "May 2024", "May 2024"),
        ("2023-24", "the following year", "2024-25"),
        ("22/23", "the year before", "21/22"),
        ("June 2023", "the year before", "June 2022"),
        ("June", "the year before", "June"),
    ],
)
def test_parts_carry_over(old: str, new: str, meant: str) -> None:
    assert follow(old, periods(old)[0], new, periods(new)[0]) == meant


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023", "2023"),
        ("Sept 2023", "2023-09"),
        ("3rd of May 2023", "2023-05-03"),
        ("2023/24", None),
        ("Q2 2023", None),
        ("June", None),
        ("June to July 2023", None),
    ],
)
def test_calendar_periods_are_dates(text: str, date: str | None) -> None:
    assert iso(text, periods(text)[0]) == date
