"""Evidence for another place or time than the question's is no answer to one for a figure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.store import Store
from retrieval.answer import ask
from retrieval.gathering import gather
from tests.retrieval.filling import filled

REPORT = """# Kent Community Safety Partnership update

## Libraries

In Quarter 3 the libraries had 771,600 visits, up from 740,000 visits in 2023/24.

The number of library volunteers at the end of December 2024 was 2,016.

Of the volunteers, 980 help with visits at home.

## Outreach in 2019/2022

There were 355 outreach referrals from 2019/2022.

Outreach referrals led to 61 home visits.

## Veterans

• Veterans living in Canterbury: 5,217

• Veterans living in Medway: 8,529

Kent as a whole has 62,000 veterans.

The hub in Thanet has 14 wardens, four more than Dover.

## Crime in 2023/24

There were 4,512 burglaries, up from 4,010 in 2022/23.

Robbery fell to 41 (2022/23: 50).

Debt was £746.67m in November, down by £25.22m since 31 March 2022.

## Mentors

Under the Serious Violence Strategy 2022-2025 the partnership paid £30,500 for mentors.

Mentors were trained in May 2021. They have met 640 families.

The 2024/25 budget for mentors was approved on 22 February 2024.

There were 41 mentors in October to December 2024.

The county lends £10m to Coventry Building Society.

## Grants

| Council | Grant 2024/25 |
| --- | --- |
| Dover | £32,338 |
| Thanet | £32,571 |
"""
VISITS = "In Quarter 3 the libraries"
VOLUNTEERS = "The number of library volunteers"
OF_THEM = "Of the volunteers, 980"
REFERRALS = "There were 355 outreach"
HOME_VISITS = "Outreach referrals led"
CANTERBURY = "• Veterans living in Canterbury"
MEDWAY = "• Veterans living in Medway"
KENT = "Kent as a whole has"
DOVER = "Council: Dover"
WARDENS = "The hub in Thanet has 14"
BURGLARIES = "There were 4,512"
ROBBERIES = "Robbery fell to 41"
DEBT = "Debt was £746.67m"
PAID = "Under the Serious Violence"
FAMILIES = "They have met 640"
APPROVED = "The 2024/25 budget"
MENTORS = "There were 41 mentors"
LENT = "The county lends"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    yield from filled(tmp_path_factory.mktemp("fitting"), REPORT)


@pytest.mark.parametrize(
    ("question", "fits", "does_not"),
    [
        ("How many visits did libraries have in Quarter 3?", VISITS, None),
        ("How many visits did libraries have in the last quarter of 2024/25?", None, VISITS),
        ("How many visits did libraries have in 2023/24?", VISITS, None),
        ("How many library volunteers were there in December 2024?", VOLUNTEERS, None),
        # a sentence without a time is of the time that the one before it names
        ("How many library volunteers were there in March 2025?", None, VOLUNTEERS),
        ("How many library volunteers were there in March 2025?", None, OF_THEM),
        # the figure of several years is not that of one
        ("How many outreach referrals were there in 2022?", None, REFERRALS),
        ("How many outreach referrals were there from 2019 to 2022?", REFERRALS, None),
        ("How many outreach referrals were there?", REFERRALS, None),
        ("How many home visits did outreach lead to in 2022?", HOME_VISITS, None),
        ("How many veterans live in Canterbury?", CANTERBURY, None),
        ("How many veterans live in Ashford?", None, CANTERBURY),
        ("How many veterans live in Ashford?", None, MEDWAY),
        # around the place that is asked about, or in it
        ("How many veterans live in Ashford?", KENT, None),
        ("How many veterans live in Kent?", CANTERBURY, None),
        ("How much was the grant to Dover in 2024/25?", DOVER, None),
        ("How much was the grant to Dover in 2025/26?", None, DOVER),
        ("How much was the grant to Ashford?", None, DOVER),
        # what a figure is compared with is neither its time nor its place
        ("How many burglaries were there in 2023/24?", BURGLARIES, None),
        ("How many burglaries were there in 2023/24 and 2022/23?", BURGLARIES, None),
        ("How many robberies were there in 2023/24?", ROBBERIES, None),
        ("How much debt was there on 30 November 2024?", DEBT, None),
        ("How many wardens has the hub in Thanet?", WARDENS, None),
        ("How many wardens has the hub in Swale?", None, WARDENS),
        # names of plans, other events, and a report's own area say nothing against a sentence
        ("How much was paid for mentors in 2023?", PAID, None),
        ("How many families have mentors met in 2023?", FAMILIES, None),
        ("How much does Kent County Council lend?", LENT, None),
        # "when" asks for another time than it names
        ("When was the 2024/25 budget for mentors approved?", APPROVED, None),
        # a quarter of a calendar year may be either
        ("How many mentors were there in the last quarter of 2024?", MENTORS, None),
        # other questions have answers that name many places and times
        ("What is said of veterans in Ashford?", CANTERBURY, None),
    ],
)
def test_what_is_of_another_place_or_time_is_left_out(
    store: Store, question: str, fits: str | None, does_not: str | None
) -> None:
    found = gather(store, question)
    nearest = [item.unit.text for item in found.nearest]
    kept = [item.unit.text for item in found.evidence]
    sought = fits or does_not or ""
    assert any(text.startswith(sought) for text in nearest)
    assert any(text.startswith(sought) for text in kept) == (fits is not None)


@pytest.mark.parametrize(
    ("question", "figure", "lacking"),
    [
        (
            "How many visits did libraries have in the last quarter of 2024/25?",
            "771,600",
            "surely gives a number for the time asked about.",
        ),
        ("How many veterans live in Ashford?", "5,217", "surely gives a number for Ashford."),
        ("How much was the grant to Dover in 2023/24?", "32,338", "for the time asked about."),
    ],
)
def test_the_answer_says_what_is_lacking(
    store: Store, question: str, figure: str, lacking: str
) -> None:
    answer = ask(store, question)
    assert not any(figure in one.text for one in answer.statements)
    assert any(said.endswith(lacking) for said in (*answer.notes, *answer.missing))
