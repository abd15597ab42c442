"""Where the answer stands in a sentence, or in which cell of a row."""

from __future__ import annotations

import pytest

from corpus.models import Span, Unit
from retrieval.query import understand
from retrieval.spans import holds_wanted, in_row, in_text


@pytest.mark.parametrize(
    ("question", "text", "span"),
    [
        ("How much did it cost?", "2.2 It cost £48,500 in 2022.", "£48,500"),
        ("How much did it cost?", "It cost 1,250 in all, or £1.2m with fees.", "£1.2m"),
        ("How much was paid in 2022?", "In 2022 nothing was said.", None),
        ("How much was the £500 grant cut by?", "The £500 grant was cut by £50.", "£50"),
        ("How much did the scheme get?", "£1.5 million went to it.", "£1.5 million"),
        ("How many wards took part?", "12 wards took part.", "12"),
        ("How many wards took part?", "2.1 All twelve wards took part.", "twelve"),
        ("How many cameras are there?", "4. There are nine of them.", "nine"),
        ("When was it agreed?", "3.1 It was agreed on 31 January 2023.", "31 January 2023"),
        ("What percentage agreed?", "Of 300, 68% agreed.", "68%"),
        ("Who agreed?", "In 2023 the board agreed.", None),
    ],
)
def test_the_span_asked_for(question: str, text: str, span: str | None) -> None:
    found = in_text(text, understand(question, {}))
    assert (text[found.start : found.end] if found else None) == span


def row(**cells: str) -> Unit:
    """A row as ingest says it. Its cells' places on the page do not matter here."""
    text = "; ".join(f"{name}: {value}" for name, value in cells.items())
    return Unit(0, 1, f"Referrals – {text}", (Span(0, 1),), tuple((n, Span(0, 1)) for n in cells))


ENGAGED = row(
    **{"Support": "Engaged", "Apr–Jun 22 (Q1) Cases": "95", "Jul–Sep 22 (Q2) Cases": "89"}
)


@pytest.mark.parametrize(
    ("question", "unit", "value"),
    [
        ("How many engaged in Q2?", ENGAGED, "89"),
        ("How many engaged in Q1?", ENGAGED, "95"),
        ("How many engaged?", ENGAGED, None),
        ("Who engaged in Q1?", ENGAGED, None),
        ("How much did Rutland get?", row(Council="Rutland", Allocation="£63,000"), "£63,000"),
        ("When does the workshop meet?", row(What="Workshop", When="May 2024"), "May 2024"),
        ("When does the workshop meet?", row(When="May 2024", What="Workshop"), "May 2024"),
        ("How many fires in 2023?", row(Ward="Abbey", Fires="-"), None),
    ],
)
def test_the_cell_asked_for(question: str, unit: Unit, value: str | None) -> None:
    """A value of the right kind in the right column, never a column's name; none in doubt."""
    found = in_row(unit, understand(question, {}))
    assert (unit.text[found.start : found.end] if found else None) == value


def test_a_columns_name_is_no_value() -> None:
    unit = row(**{"Ward": "Abbey", "Fires in 2023": "-"})
    assert not holds_wanted(unit, understand("How many fires were there?", {}))
    assert not holds_wanted(unit, understand("When were the fires?", {}))
