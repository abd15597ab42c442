"""What a sentence bears on: its own area, a part of it, another place, or the whole country."""

from __future__ import annotations

import pytest

from corpus.areas import find
from corpus.models import Passage, Span, Unit
from retrieval.comparison.bearing import Home, home, of_country, places, strange
from tests.retrieval.making import report

KNOWN = {"SLP": ("safer lincolnshire partnership",), "DHR": ("domestic homicide review",)}


@pytest.fixture(scope="module")
def lincolnshire() -> Home:
    held = [report("a", "E10000019", body="Safer Lincolnshire Partnership")]
    return home(find("Lincolnshire"), held, KNOWN)


def passage(*texts: str) -> Passage:
    units = tuple(Unit(0, len(text), text, (Span(0, len(text)),)) for text in texts)
    return Passage("a", 0, 1, "text", 0, 1, " ".join(texts), "", units=units)


@pytest.mark.parametrize(
    "text",
    [
        "The Government announced a new duty on public bodies.",
        "The Duty requires councils to prepare a strategy.",
        "The Duty (as amended), which began in 2023, requires a plan.",
        "National guidance asks parents to take part.",
        "The Care Act 2014 places a duty on local authorities.",
    ],
)
def test_the_law_and_the_country(text: str, lincolnshire: Home) -> None:
    assert of_country(passage(text), 0, lincolnshire)


@pytest.mark.parametrize(
    "text",
    [
        "The SLP has answered the Government’s consultation.",
        "In Lincolnshire the Duty requires a plan by May.",
        "The Home Office gave the partnership £20,000.",
        "Two workers were appointed.",
        "The council’s road safety strategy (2024) sets out four goals.",
        "The rate was 4 points below the national average.",
        "The review was sent to the Home Office in May.",
    ],
)
def test_what_the_area_does(text: str, lincolnshire: Home) -> None:
    assert not of_country(passage(text), 0, lincolnshire)


def test_a_sentence_that_points_back_goes_on_about_the_country(lincolnshire: Home) -> None:
    told = passage("Parliament passed a law.", "It covers drugs.", "Drugs were seized.")
    assert [of_country(told, i, lincolnshire) for i in range(3)] == [True, True, False]
    assert not of_country(passage("The SLP made a plan.", "It covers drugs."), 1, lincolnshire)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("In East Lindsey a worker was appointed.", ["East Lindsey"]),
        ("In Lincolnshire and in East Lindsey too.", []),  # the area itself is named
        ("Inmates of HMP Lincoln were trained.", []),  # a building
        ("The Lincoln Prison opened a kitchen.", []),
        ("Across LLR a survey was held.", ["Leicester, Leicestershire and Rutland"]),
    ],
)
def test_the_places_that_a_sentence_speaks_of(
    text: str, named: list[str], lincolnshire: Home
) -> None:
    assert places(text, lincolnshire) == named


def test_a_group_of_areas_is_more_than_one_of_them() -> None:
    leicestershire = home(find("Leicestershire"), [], {})
    assert places("Across LLR a survey was held.", leicestershire) == [
        "Leicester, Leicestershire and Rutland"
    ]
    assert not strange("Across LLR a survey was held.", leicestershire)


def test_another_place_is_strange(lincolnshire: Home) -> None:
    assert strange("In Kent and in Dover it rained.", lincolnshire)
    assert not strange("In Kent and in Boston Borough it rained.", lincolnshire)
    assert not strange("It rained.", lincolnshire)
