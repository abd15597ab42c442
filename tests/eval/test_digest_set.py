"""The test set that comes with the program says what the shipped reports say."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.quotes import stands_in
from corpus.store import Store
from eval.matching import says
from eval.sets import KINDS, Question, load
from tests.conftest import ROOT, SHIPPED

SET = ROOT / "eval" / "sets" / "digests.jsonl"
UNPAGED = {".docx", ".html"}


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    """The set as the program reads it, which refuses an id that stands twice."""
    return load([SET])


@pytest.fixture(scope="module")
def pages(shipped: Store) -> dict[tuple[str, int | None], str]:
    """The text the program holds, by file and page; None where the format has no pages."""
    catalogue = shipped.catalogue
    return {
        (report.file, number if report.paged else None): catalogue.page(report.id, number).text
        for report in catalogue.reports()
        for number in range(1, report.pages + 1)
    }


def test_enough_questions_of_every_kind(questions: list[Question]) -> None:
    kinds = Counter(question.kind for question in questions)
    assert len(questions) >= 80
    assert kinds["unanswerable"] >= 20
    assert set(kinds) == set(KINDS)
    assert len({question.id for question in questions}) == len(questions)
    asked = {(question.prior, question.question.casefold()) for question in questions}
    assert len(asked) == len(questions)


def test_every_report_is_asked_about(questions: list[Question]) -> None:
    shipped = {path.name for path in SHIPPED.iterdir() if path.suffix in {".pdf", *UNPAGED}}
    assert {file for q in questions for gold in q.gold for file in gold.files} == shipped


def test_every_quote_stands_on_its_page(
    questions: list[Question], pages: dict[tuple[str, int | None], str]
) -> None:
    wrong = [
        (question.id, place.file, place.page, gold.quote)
        for question in questions
        for gold in question.gold
        for place in gold.places
        if not stands_in(gold.quote, pages.get((place.file, place.page), ""))
    ]
    assert wrong == []


def test_the_evidence_holds_what_an_answer_must_show_and_no_trap(
    questions: list[Question],
) -> None:
    answerable = [question for question in questions if question.answerable]
    assert [question.id for question in answerable if not question.must_contain] == []
    quotes = {question.id: [gold.quote for gold in question.gold] for question in answerable}
    lacking = [
        (question.id, phrase)
        for question in answerable
        for phrase in question.must_contain
        if not says(phrase, quotes[question.id])
    ]
    trapped = [
        (question.id, phrase)
        for question in answerable
        for phrase in question.must_not_contain
        if says(phrase, quotes[question.id])
    ]
    assert (lacking, trapped) == ([], [])


def test_every_trap_is_there_to_fall_into(
    questions: list[Question], pages: dict[tuple[str, int | None], str]
) -> None:
    texts = list(pages.values())
    idle = [
        (question.id, phrase)
        for question in questions
        for phrase in question.must_not_contain
        if not says(phrase, texts)
    ]
    assert idle == []


def test_the_unanswerable_have_no_evidence(questions: list[Question]) -> None:
    for question in questions:
        if question.answerable:
            assert question.accept == {"not_found"}, question.id
        else:
            assert (question.gold, question.must_contain) == ((), ()), question.id
            assert question.accept <= {"not_found", "partial"}, question.id


def test_a_followup_has_questions_before_it(questions: list[Question]) -> None:
    assert [q.id for q in questions if q.kind == "followup" and not q.prior] == []
