"""Figures read as numbers, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from retrieval.tables.amounts import amount, printed


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("32,295", "32295", ""),
        ("£452k", "452000", "£"),
        ("£7.3m", "7300000", "£"),
        ("£1.5 million", "1500000", "£"),
        ("8.5%", "8.5", "%"),
        ("(1,204)", "-1204", ""),
        ("(£1.2m)", "-1200000", "£"),
        ("£(12)", "-12", "£"),
        ("-£45", "-45", "£"),
        ("-763.9", "-763.9", ""),
        ("−4", "-4", ""),
        ("104*", "104", ""),
        ("104 [1]", "104", ""),
        ("£2bn", "2000000000", "£"),
    ],
)
def test_a_figure(text: str, value: str, unit: str) -> None:
    found = amount(text)
    assert found is not None
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text", ["", "-", "n/a", "12 of 30", "about 5", "3–4", "1,23", "2FE 150", "£", "12/05", "Q2"]
)
def test_no_figure(text: str) -> None:
    assert amount(text) is None


def test_a_sum_is_said_as_its_parts_are() -> None:
    assert printed(Decimal("1234.5"), "£", 2) == "£1,234.50"
    assert printed(Decimal(-7300000), "", -5) == "-7,300,000"
