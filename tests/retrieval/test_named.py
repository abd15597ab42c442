"""Reports that a question itself names."""

from __future__ import annotations

import pytest

from corpus.areas import find
from corpus.models import Metadata, Report
from retrieval.named import named_filters


def report(
    name: str, title: str, place: str, date: str | None, body: str = "", committee: str = ""
) -> Report:
    about = Metadata(title, body, committee, date, (find(place)[0].code,) if place else ())
    return Report(name, name, name, "", about, True, 1, 1, 1, 0)


HELD = [
    report("kent", "Community Safety Update", "Kent", "2023-01-31", "Safer Kent Partnership"),
    report("kent-pcc", "Delivery of the Plan", "Kent Police", "2023-06", "Commissioner for Kent"),
    report("dover", "Crime and Disorder", "Dover", "2022-11-02", "", "Scrutiny Committee"),
    report("essex", "Road Danger Annual Review", "Essex", "2024-04-18", "", "Transport Panel"),
    report("old", "Notes on bicycle marking", "", None),
]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("What is said of vans in the Dover report?", "dover"),
        ("According to the Dover and Essex papers, who pays for vans?", "dover essex"),
        ("what do the kent papers say about vans?", "kent kent-pcc"),
        ("What is promised in the Kent commissioner's report?", "kent-pcc"),
        ("Who pays for vans, going by the latest Kent report?", "kent-pcc"),
        ("What does the Road Danger report say about vans?", "essex"),
        ("Who pays for vans in the June 2023 report?", "kent-pcc"),
        ("What do reports since June 2023 say about vans?", "kent-pcc essex"),
        ("What do reports before June 2023 say about vans?", "kent dover"),
        ("Anything on vans in papers published in 2022?", "dover"),
        ("What was said of vans in the January 2023 Kent update?", "kent"),
    ],
)
def test_only_the_reports_named_are_asked(question: str, ids: str) -> None:
    named = named_filters(question, HELD)
    assert named.required == set(ids.split()) == named.favoured
    assert named.note is not None
    for one in HELD:
        assert (one.metadata.title in named.note) == (one.id in ids.split())


@pytest.mark.parametrize(
    "question",
    [
        "How much was spent on vans in 2024/25?",
        "How many vans were bought since 2022?",
        "How many thefts were there in June 2023?",
        "How much of the £125m goes to Dover?",
        "What did vans cost in the last quarter of 2023/24?",
        "Which panel will report back on vans by June 2023?",
        "What was due in the delivery plan for 2023?",
        "What is in the van report?",  # no report goes by that name
        "When is the annual report due?",
    ],
)
def test_a_year_or_a_place_of_a_fact_restricts_nothing(question: str) -> None:
    named = named_filters(question, HELD)
    assert not named.required and not named.favoured and named.note is None


def test_a_report_spoken_of_in_passing_is_preferred_only() -> None:
    named = named_filters("Why was the Dover report drafted so late?", HELD)
    assert named.favoured == {"dover"} and not named.required and named.note is None


def test_a_whole_title_is_known_without_the_word_report() -> None:
    named = named_filters("Who leads on the road danger annual review?", HELD)
    assert named.favoured == {"essex"} and not named.required


def test_a_date_that_no_report_has_is_said() -> None:
    named = named_filters("Who pays for vans in the 2019 report?", HELD)
    assert named.note == "No report dated 2019 is held."
    assert not named.required and not named.favoured


def test_many_reports_are_counted() -> None:
    named = named_filters("What do reports since 2022 say about vans?", HELD)
    assert named.note == "Only the 4 reports that the question names were searched."
