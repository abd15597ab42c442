"""Whole sections, where a heading answers, and single names, where one is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.store import Store
from retrieval.answer import ask
from tests.retrieval.filling import filled
from tests.retrieval.test_answer import check

COMMITMENTS = (
    "Officer numbers are kept as they are, at 1,186.",
    "Calls to 101 get fifteen more people to answer them.",
    "Roads get money for the unit that looks into serious collisions.",
    "Shifts get a new pattern, with more on duty at weekends.",
)
LONG = "It is looked at again each year, when what was said and done is set against the plan."

REPORT = f"""# Kent Police and Crime Commissioner's update

## Background

{LONG}

## Precept commitments

{f"{chr(10)}{chr(10)}".join(COMMITMENTS)}

## Boards

The Kent Community Safety Board is chaired by the leader of the county council.

The Kent Violence Prevention Board, which is new, is chaired by the commissioner's deputy.

## Review of the helpline

{f"{chr(10)}{chr(10)}".join(f"{n} callers rang the helpline. {LONG}" for n in range(20, 60))}
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    yield from filled(tmp_path_factory.mktemp("sections"), REPORT)


def test_a_heading_that_answers_brings_its_section(store: Store) -> None:
    answer = ask(store, "What are the precept commitments?")
    check(store, answer)
    said = " ".join(one.text for one in answer.statements)
    places = [said.find(one) for one in COMMITMENTS]
    assert -1 not in places and places == sorted(places)
    assert all(said.count(one) == 1 for one in COMMITMENTS)


@pytest.mark.parametrize(
    "question",
    [
        "What are the numbers of callers in the helpline review?",  # too long to be a list
        "Who answers calls, by the precept commitments?",  # wants no list
    ],
)
def test_other_headings_do_not(store: Store, question: str) -> None:
    answer = ask(store, question)
    check(store, answer)
    said = " ".join(one.text for one in answer.statements)
    assert said
    assert not all(one in said for one in COMMITMENTS)
    assert said.count("callers rang") < 10


def test_a_name_has_one_answer(store: Store) -> None:
    told = {
        question: [one.text for one in ask(store, question).statements]
        for question in (
            "Who chairs the new Violence Prevention Board in Kent?",
            "Who chairs the boards in Kent?",
        )
    }
    one, both = told.values()
    assert len(one) == 1 and "deputy" in one[0]
    assert any("deputy" in text for text in both) and any("leader" in text for text in both)
