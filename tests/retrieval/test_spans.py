"""Where the answer stands in a sentence."""

from __future__ import annotations

import pytest

from retrieval.query import understand
from retrieval.spans import in_text


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
