"""Periods brought to a common form."""

from __future__ import annotations

import pytest

from retrieval.tables.times import agreement, times


@pytest.mark.parametrize(
    ("asked", "said", "agrees"),
    [
        ("in Q2", "Jul–Sep 22 (Q2)", True),
        ("in quarter 3", "Oct-Dec 22", True),
        ("in the second quarter", "Apr-Jun 22 (Q1)", False),
        ("between January and March 2023", "Jan-Mar 23 (Q4) Cases", True),
        ("January to March 2023", "Oct-Dec 22 (Q3) Cases", False),
        ("in 2024/25", "2024-25 Savings target", True),
        ("in 2024/25", "24-25", True),
        ("in 2024/25", "2025-26 Year 1 £000s", False),
        ("in the last quarter of 2024/25", "Quarter 3", False),
        ("in the last quarter of 2024/25", "Jan-Mar 25 (Q4)", True),
        ("in May 2024", "Baseline (May ‘24)", True),
        ("in March 2026", "Mar-26", True),
        ("in March 2026", "Sep -26", False),
        ("at the end of March 2024", "Value at 31.03.24 £m", True),
        ("over the year to December 2024", "12 mths to Dec 24", True),
        ("over the year to December 2024", "Quarter to Dec 24", False),
        ("this year", "2022/23", True),
        ("last year", "2022/23", False),
        ("last year", "2021/22", True),
    ],
)
def test_a_question_and_a_columns_name(asked: str, said: str, agrees: bool) -> None:
    found = agreement(times(asked, "2023-01-31"), times(said))
    assert (found > 0) is agrees
    assert agrees or found < 0


@pytest.mark.parametrize(
    "text",
    [
        "ages 25-34",
        "16-17 year olds",
        "it may be",
        "we march on",
        "£2,024",
        "2,024",
        "Cases",
        "2.1",
    ],
)
def test_what_names_no_time(text: str) -> None:
    assert not times(text)
    assert agreement(times("in 2024/25"), times(text)) == 0
