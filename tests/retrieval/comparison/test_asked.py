"""A comparison asked in the chat: area by area, and honest about the area that is silent."""

from __future__ import annotations

import pytest

from corpus.models import Answer
from corpus.store import Store
from retrieval.answer import ask
from retrieval.comparison.asked import comparison, theme_in


def files(answer: Answer) -> list[str]:
    return [statement.citations[0].file for statement in answer.statements]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How do Kent and Essex handle domestic homicide reviews?", "Domestic homicide reviews"),
        ("Which of them do DHRs?", "Domestic homicide reviews"),
        ("what does each do on road safety", "Road safety"),
        ("How often do the boards meet?", None),
    ],
)
def test_the_ready_theme_that_a_question_names(question: str, named: str | None) -> None:
    found = theme_in(question)
    assert (found and found.name) == named


def test_what_a_question_compares() -> None:
    asked = comparison("How do Kent and Essex deal with potholes?", ["Kent", "Essex"])
    assert asked is not None
    assert asked.areas == ("Kent", "Essex")
    assert "potholes" in asked.theme
    assert "Kent" not in asked.theme
    assert comparison("How does Kent deal with potholes?", ["Kent"]) is None


def test_a_comparison_goes_area_by_area(areas_store: Store) -> None:
    answer = ask(areas_store, "How do Lincolnshire and Lancashire handle road safety?")
    assert answer.comparison is not None
    assert answer.comparison.areas == ("Lincolnshire", "Lancashire")
    assert answer.comparison.theme == "Road safety"
    assert set(files(answer)) == {"county-old.md", "lancashire.md"}
    first = files(answer).index("lancashire.md")
    assert set(files(answer)[first:]) == {"lancashire.md"}
    assert answer.missing == ()


def test_a_silent_area_does_not_borrow_from_its_district(areas_store: Store) -> None:
    answer = ask(areas_store, "What do Lancashire and Lincolnshire say about domestic abuse?")
    assert answer.outcome == "partial"
    assert {file.partition("-")[0] for file in files(answer)} == {"county"}
    assert answer.missing == (
        "Nothing on “Domestic abuse and MARAC” was found for Lancashire "
        "(searched 1 report, 18 April 2024).",
    )


def test_all_areas_silent_is_not_found(areas_store: Store) -> None:
    answer = ask(areas_store, "How do Lancashire and Lincolnshire handle Prevent?")
    assert answer.outcome == "not_found"
    assert answer.statements == ()
    assert len(answer.missing) == 2
