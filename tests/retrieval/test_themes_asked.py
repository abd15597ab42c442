"""Questions for all that is said of a theme: how they are told, and what answers them."""

from __future__ import annotations

import pytest

from corpus.store import Store
from retrieval.answer import ask
from retrieval.themes_asked import Asked, theme_asked


@pytest.mark.parametrize(
    ("question", "theme"),
    [
        ("What does Lincolnshire say about CCTV?", "CCTV"),
        ("what do the reports say about hate crime", "hate crime"),
        ("What does the Chorley partnership’s report say about county lines?", "county lines"),
        ("What does KCC say about libraries?", "libraries"),
        ("Does Lancashire’s agreement mention burglary?", "burglary"),
        ("Do the papers say anything about drones?", "drones"),
        ("What is said about modern slavery?", "modern slavery"),
        ("What's in the reports about Prevent?", "Prevent"),
        ("Is there anything on stalking in the Leicestershire report?", "stalking"),
        ("anything about e-scooters", "e-scooters"),
        ("And is there any mention of fraud in Chorley?", "fraud"),
        ("Tell me about domestic abuse in Chorley.", "domestic abuse"),
        ("Is fly-tipping mentioned anywhere?", "fly-tipping"),
        ("What does Lincolnshire say about fraud in 2023?", "fraud"),
        ("CCTV", "CCTV"),
        ("county lines chorley", "county lines"),
        ("hate crime?", "hate crime"),
    ],
)
def test_a_theme_is_asked_all_about(question: str, theme: str) -> None:
    assert theme_asked(question) == Asked(theme)


@pytest.mark.parametrize(
    ("question", "theme"),
    [
        ("What is being done about speeding?", "speeding"),
        ("What are the police doing about hate crime in Chorley?", "hate crime"),
        ("What has Chorley Council done to reduce anti-social behaviour?", "anti-social behaviour"),
        ("Is enough being done for carers?", "carers"),
        ("What’s happening with road safety?", "road safety"),
        ("What action has been taken on retail crime?", "retail crime"),
        ("How is anti-social behaviour being tackled in Chorley?", "anti-social behaviour"),
        ("How is Rutland dealing with fraud?", "fraud"),
        ("What is Nottingham doing about its drugs problem?", "drugs problem"),
    ],
)
def test_what_is_done_about_a_theme_is_asked(question: str, theme: str) -> None:
    assert theme_asked(question) == Asked(theme, done=True)


@pytest.mark.parametrize(
    "question",
    [
        "What did the unions say about closing offices?",  # what others said is a fact
        "What does the scrutineer say about the partnership?",
        "What does the report say about how many officers there are?",
        "What do the reports say about Chorley?",
        "How many offenders in Chorley reoffend?",
        "What about 2024/25?",
        "Is anything planned?",
        "Tell me about it.",
        "cctv costs",
        "Chorley",
        "pivot referrals 2022",
        "and the new one?",
        "What does Lancashire say about the number of offences?",
        "Tell me about the total number of referrals in Chorley",
        "Anything on Lancashire?",
        "Anything else?",
        "thanks",
        "report author",
        "Is CCTV covered by GDPR?",
        "What is in the plan?",
        "Who tells the board about risks?",
    ],
)
def test_other_questions_ask_for_a_fact(question: str) -> None:
    assert theme_asked(question) is None


def test_what_speaks_of_the_theme_answers(shipped: Store) -> None:
    said = ask(shipped, "What does Lincolnshire say about CCTV?")
    assert said.outcome == "answered"
    assert all("CCTV" in one.text for one in said.statements)
    assert {c.areas for one in said.statements for c in one.citations} == {("Lincolnshire",)}


def test_several_reports_speak_before_one_speaks_twice(shipped: Store) -> None:
    said = ask(shipped, "What do the reports say about the Serious Violence Duty?")
    first = [one.citations[0].report_id for one in said.statements[:3]]
    assert len(set(first)) == len(first) == 3


@pytest.mark.parametrize(
    "question", ["Is there anything about e-scooters?", "What does Chorley say about CCTV?"]
)
def test_a_theme_of_which_nothing_speaks_is_refused(shipped: Store, question: str) -> None:
    said = ask(shipped, question)
    assert said.outcome == "not_found"
    assert any(note.startswith("No sentence found speaks of “") for note in said.notes)
    assert said.nearest
    assert "Chorley" not in question or "“CCTV” for Chorley" in said.notes[0]


def test_areas_side_by_side_speak_each_for_itself(shipped: Store) -> None:
    said = ask(shipped, "What do Lancashire and Lincolnshire say about CCTV?")
    assert said.outcome == "partial"
    assert said.missing == ("Nothing was found for Lancashire.",)


def test_each_area_side_by_side_has_a_best_of_its_own(shipped: Store) -> None:
    asked = "What do Lincolnshire, Chorley and Leicestershire say about young people?"
    assert "Chorley" not in " ".join(ask(shipped, asked).missing)


def test_a_follow_up_that_names_another_theme_asks_about_that(shipped: Store) -> None:
    said = ask(shipped, "And fraud?", prior=["What does Lincolnshire say about CCTV?"])
    assert said.outcome == "answered"
    assert not any("CCTV" in one.text for one in said.statements)


def test_a_follow_up_keeps_asking_all_about(shipped: Store) -> None:
    said = ask(shipped, "And about CCTV?", prior=["What does Lincolnshire say about fraud?"])
    assert said.resolved_question == "What does Lincolnshire say about CCTV?"
    assert said.outcome == "answered"


def test_of_what_speaks_of_a_theme_the_reader_knows_what_is_done(shipped: Store) -> None:
    said = ask(shipped, "What is being done to reduce reoffending in Chorley?")
    assert said.outcome == "answered"
    assert all("offend" in one.text.lower() for one in said.statements)
    assert any("review panel" in one.text for one in said.statements[:2])
