"""Which statements are shown, over the reports shipped."""

from __future__ import annotations

import pytest

from corpus.store import Store
from retrieval.answer import ask
from retrieval.selection import FACTS, LISTED, PER_PLACE, STATEMENTS


@pytest.mark.parametrize(
    ("question", "most"),
    [
        ("How much was Rutland allocated for the domestic abuse duty?", FACTS),
        ("Who pays for the helpline?", STATEMENTS),
        ("What are the key issues in Lancashire?", LISTED),
        ("What do Lincolnshire and Lancashire do about road safety?", 2 * PER_PLACE),
    ],
)
def test_an_answer_is_short(shipped: Store, question: str, most: int) -> None:
    assert 1 <= len(ask(shipped, question).statements) <= most


def test_each_place_gets_its_own_statements(shipped: Store) -> None:
    answer = ask(shipped, "How do Lincolnshire and Leicestershire deal with domestic abuse?")
    areas = {area for s in answer.statements for c in s.citations for area in c.areas}
    assert {"Lincolnshire", "Leicestershire"} <= areas


def test_each_row_that_is_named_is_shown(shipped: Store) -> None:
    answer = ask(shipped, "How much did Harborough and Blaby get for the domestic abuse duty?")
    rows = [s.text for s in answer.statements if s.kind == "table"]
    assert any("Harborough" in row for row in rows)
    assert any("Blaby" in row for row in rows)


def test_a_list_comes_with_what_leads_it_in(shipped: Store) -> None:
    answer = ask(shipped, "What are the key issues in Lancashire?")
    (listed,) = (s.text for s in answer.statements if "domestic abuse" in s.text)
    assert listed.startswith("It singles out six key issues")
    assert "road safety" in listed


def test_no_heading_is_a_statement(shipped: Store) -> None:
    answer = ask(shipped, "What is said of domestic homicide reviews in Lincolnshire?")
    assert answer.statements
    assert not any(s.text in {c.heading for c in s.citations} for s in answer.statements)


def test_what_another_place_says_of_itself_is_no_answer(shipped: Store) -> None:
    answer = ask(shipped, "What is Preston's reoffending rate?")
    for statement in answer.statements:
        for c in statement.citations:
            assert "Chorley" not in c.areas
