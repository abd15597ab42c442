"""Acronyms are learned from the reports and work both ways."""

from __future__ import annotations

import pytest

from corpus.store import Store
from retrieval.acronyms import expansions, initials, known_for, learn
from retrieval.answer import ask


@pytest.mark.parametrize(
    ("text", "acronym", "words"),
    [
        ("Three Domestic Homicide Reviews (DHRs) began.", "DHR", "domestic homicide reviews"),
        ("on anti-social behaviour (ASB)", "ASB", "anti-social behaviour"),
        ("The Office of the Police and Crime Commissioner (OPCC) pays", "OPCC",
         "office of the police and crime commissioner"),
        ("violence against women and girls (VAWG)", "VAWG", "violence against women and girls"),
        ("the Safer Streets Partnership (‘SSP’)", "SSP", "safer streets partnership"),
        ("Multi-Agency Risk Assessment Conference (MARAC)", "MARAC",
         "multi-agency risk assessment conference"),
    ],
)  # fmt: skip
def test_spelled_out_in_a_report(text: str, acronym: str, words: str) -> None:
    assert learn([text]) == {acronym: (words,)}


@pytest.mark.parametrize(
    "text",
    [
        "the report of the board (see page 3)",
        "Local Government Association (Northford)",
        "spending on Community Safety (£)",
        "It met in Derby. Homicide reviews (DHRs) began",
        "the plan was late (ASB)",
    ],
)
def test_brackets_that_spell_nothing(text: str) -> None:
    assert learn([text]) == {}


def test_the_usual_meaning_comes_first() -> None:
    usual, other = "Community Safety Partnership (CSP)", "Child Support Plan (CSP)"
    assert learn([other, usual, usual]) == {
        "CSP": ("community safety partnership", "child support plan")
    }


KNOWN = learn(
    [
        "Domestic Homicide Reviews (DHRs)",
        "Information Technology (IT)",
        "anti-social behaviour (ASB)",
    ]
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("How many DHRs are open?", ["domestic homicide reviews"]),
        ("how many dhrs are open?", ["domestic homicide reviews"]),
        ("Is a domestic homicide review open?", ["dhr"]),
        ("What of anti-social behaviour?", ["asb"]),
        ("Was it paid for?", []),
        ("Who runs the dashboard?", []),
    ],
)
def test_a_question_is_expanded_both_ways(question: str, found: list[str]) -> None:
    assert expansions(question, KNOWN) == found


def test_names_go_by_their_initials() -> None:
    text = "The Street Lighting Duty began. The Street Lighting Duty of Kent. A Street Lamp Depot."
    found = initials([text])
    assert found["SLD"] == ("street lighting duty",)  # the depot stands only once
    assert "SL" not in found


def test_an_acronym_that_no_report_spells_out(shipped: Store) -> None:
    assert known_for(shipped, "Who leads on the SVD?")["SVD"] == ("serious violence duty",)
    assert "SVD" not in known_for(shipped, "Who leads on it?")
    answer = ask(shipped, "When did the SVD come into force in Lincolnshire?")
    assert any("Serious Violence Duty" in s.text for s in answer.statements)
