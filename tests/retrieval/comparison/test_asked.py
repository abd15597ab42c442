"""A comparison asked in the chat: area by area, and honest about the area that is silent."""

from __future__ import annotations

import pytest

from corpus.models import Answer
from corpus.store import Store
from retrieval.answer import ask
from retrieval.comparison.asked import comparison, theme_in
from retrieval.query import understand


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
    asked = comparison(understand("How do Kent and Essex deal with potholes?", {}))
    assert asked is not None
    assert asked.areas == ("Kent", "Essex")
    assert "potholes" in asked.theme
    assert "Kent" not in asked.theme


@pytest.mark.parametrize(
    "question",
    [
        "How does Kent deal with potholes?",
        "How does Kent work with Essex Police on Prevent?",
        "Does the Kent report mention Essex?",
    ],
)
def test_a_question_that_sets_nothing_side_by_side(question: str) -> None:
    assert comparison(understand(question, {})) is None


def test_a_verb_is_no_theme() -> None:
    assert theme_in("How do Kent and Essex prevent serious violence?") is None
    found = theme_in("How do Kent and Essex carry out Prevent?")
    assert found is not None
    assert found.name == "Prevent"


def test_an_area_without_a_report_is_named_and_sinks_nothing(areas_store: Store) -> None:
    answer = ask(areas_store, "How do Lincolnshire, Lancashire and Kent handle road safety?")
    assert answer.outcome == "partial"
    assert {"county-old.md", "lancashire.md"} <= set(files(answer))
    assert answer.missing[0] == "No report for Kent was there to be searched."


def test_a_county_is_not_crowded_out_by_its_district(areas_store: Store) -> None:
    answer = ask(areas_store, "What do Lancashire and Chorley say about the police?")
    assert {"lancashire.md", "chorley.md"} >= set(files(answer))
    asked = ask(areas_store, "How do Lancashire and Chorley handle road safety?")
    assert "lancashire.md" in files(asked)
    assert any("Chorley" in part for part in asked.missing)


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


def test_a_year_that_no_report_knows_refuses_a_comparison_too(areas_store: Store) -> None:
    answer = ask(areas_store, "How did Lincolnshire and Lancashire handle road safety in 1987?")
    assert answer.outcome == "not_found"
    assert answer.statements == ()


def test_all_areas_silent_is_not_found(areas_store: Store) -> None:
    answer = ask(areas_store, "How do Lancashire and Lincolnshire handle Prevent?")
    assert answer.outcome == "not_found"
    assert answer.statements == ()
    assert len(answer.missing) == 2
