"""Answers from real stores: slices of real pages, with their places, or an honest no."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from corpus.errors import UsageError
from corpus.models import Answer, Statement
from corpus.quotes import stands_in
from corpus.schema import CATALOGUE
from corpus.store import Store, open_store
from ingest.pipeline import ingest
from retrieval.answer import ask
from retrieval.query import MAX_QUESTION
from retrieval.serialise import to_json
from tests.conftest import SHARED, SHIPPED
from tests.ingest.pdfs import Pen, prose, write_pdf

QUESTIONS = (
    "How much was Rutland allocated for the domestic abuse duty?",
    "What are the corporate priorities?",
    "When did the Serious Violence Duty come into force?",
    "How many referrals engaged in Q2?",
    "Who pays for the helpline?",
    "What is done about road safety?",
)
FILLED = "The bypass was opened after the bridge had been mended and the road between the two"
PROMISE = "The council will not pay for the marina lamps after this year."


def said(answer: Answer) -> list[Statement]:
    return [*answer.statements, *answer.nearest]


def check(store: Store, answer: Answer) -> None:
    """What holds for every answer: quotes are slices of the pages they name."""
    assert (answer.outcome == "not_found") == (not answer.statements)
    assert not (answer.statements and answer.nearest)
    for statement in said(answer):
        for c in statement.citations:
            page = store.catalogue.page(c.report_id, c.page or 1)
            assert page.text[c.start : c.end] == c.quote
            assert c.quote.strip() == c.quote != ""
            assert not any(d.kind == "struck" and c.start < d.at < c.end for d in page.dropped)
            passage = store.catalogue.passages_by_key([(c.report_id, c.ordinal)])
            (held,) = passage.values()
            assert held.start <= c.start < c.end <= held.end
        if statement.answer:
            marked = statement.text[statement.answer.start : statement.answer.end]
            assert any(marked in c.quote for c in statement.citations)
        if statement.kind == "quote":
            words = statement.text.replace("…", " ").split()
            assert words == " ".join(c.quote for c in statement.citations).split()
    keys = [h.passage.id for h in answer.hits]
    assert len(set(keys)) == len(keys)
    scores = [h.score for h in answer.hits]
    assert scores == sorted(scores, reverse=True)
    json.dumps(to_json(answer))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_stands_where_it_says(shipped: Store, question: str) -> None:
    answer = ask(shipped, question)
    check(shipped, answer)
    assert len(answer.hits) == 20
    for statement in said(answer):
        for c in statement.citations:
            if c.page is not None:
                theirs = PdfReader(SHIPPED / c.file).pages[c.page - 1].extract_text()
                assert stands_in(c.quote, theirs), c.quote


def test_a_cell_of_a_table(shipped: Store) -> None:
    first = ask(shipped, QUESTIONS[0]).statements[0]
    assert first.kind == "table"
    assert first.answer is not None
    assert first.text[first.answer.start : first.answer.end] == "63,000"
    assert "Rutland" in first.text
    assert "£" in first.text
    assert first.citations[0].quote.split() == ["Rutland", "County", "Council", "63,000"]
    assert first.citations[0].heading


def test_an_area_narrows_what_is_searched(shipped: Store) -> None:
    answer = ask(shipped, "What are the priorities?", areas=["Chorley"])
    check(shipped, answer)
    assert {h.report.file for h in answer.hits} == {
        "chorley-community-safety-partnership-2023-01.pdf"
    }
    assert (answer.coverage.reports, answer.coverage.areas) == (1, ("Chorley",))
    county = ask(shipped, "What are the priorities?", areas=["Lancashire"])
    assert county.coverage.reports == 2
    assert ask(shipped, "What are the priorities?", areas=["Lincolnshire"]).coverage.reports == 2


def test_an_area_that_is_not_held(shipped: Store) -> None:
    for name in ("Nottingham", "Atlantis"):
        answer = ask(shipped, "What are the priorities?", areas=[name])
        check(shipped, answer)
        assert (answer.outcome, answer.coverage.reports) == ("not_found", 0)
        assert answer.hits == ()
        assert any(name in note for note in answer.notes)


def test_dates_narrow_what_is_searched(shipped: Store) -> None:
    answer = ask(shipped, "What are the priorities?", date_from="2024")
    assert {h.report.file for h in answer.hits} == {
        "lancashire-community-safety-agreement-2024-04.docx"
    }
    assert (answer.coverage.oldest, answer.coverage.newest) == ("2024-04-18", "2024-04-18")


def test_what_no_report_says(shipped: Store) -> None:
    for question in (
        "What does Nottingham spend on cameras?",
        "Which supermarket sponsors the swimming gala?",
        "What did the partnership do in 1974?",
    ):
        answer = ask(shipped, question)
        check(shipped, answer)
        assert answer.outcome == "not_found", question
        assert answer.coverage.reports == 5


def test_top_ranks_as_many_as_asked(shipped: Store) -> None:
    few = ask(shipped, QUESTIONS[1], top=3)
    many = ask(shipped, QUESTIONS[1], top=40)
    assert len(few.hits) == 3
    assert len(many.hits) == 40
    assert [h.passage.id for h in many.hits[:3]] == [h.passage.id for h in few.hits]
    assert few.statements[0].citations[0].quote == many.statements[0].citations[0].quote


@pytest.mark.parametrize("question", ["", "   \n\t ", "x" * 10_000])
def test_questions_that_cannot_be_asked(shipped: Store, question: str) -> None:
    with pytest.raises(UsageError) as caught:
        ask(shipped, question)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "question", ["?", "???!!", "the of and", "a" * MAX_QUESTION, "NEAR(x) OR * \"'", "🚓 £ %"]
)
def test_odd_questions_are_answered(shipped: Store, question: str) -> None:
    check(shipped, ask(shipped, question))


def test_a_question_after_another(shipped: Store) -> None:
    alone = ask(shipped, "And in Charnwood?")
    after = ask(shipped, "And in Charnwood?", prior=[QUESTIONS[0]])
    check(shipped, after)
    assert alone.resolved_question == "And in Charnwood?"
    assert "domestic abuse" in after.resolved_question
    assert any("Charnwood" in h.passage.text for h in after.hits[:3])


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def first(pen: Pen) -> None:
        pen.heading("Marina lamps")
        pen.paragraph(*prose("the marina", 3))
        pen.paragraph(PROMISE)
        pen.strike(PROMISE, "not")
        pen.heading("Bypass")
        pen.top = 700
        pen.paragraph(FILLED)

    def second(pen: Pen) -> None:
        pen.paragraph("had been widened to carry lorries. The toll is gone.")
        pen.paragraph(*prose("other works", 3))

    folder = tmp_path_factory.mktemp("papers")
    write_pdf(folder / "works.pdf", first, second)
    (folder / "notes.txt").write_text(
        "Notes on lamps\n\n1. Lamps\n\n1.1 Lamps at the station were mended in 2021.\n\n"
        "1.2 The marina was not visited.\n"
    )
    return folder


@pytest.fixture(scope="module")
def works(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("works") / "store"
    ingest([papers / "notes.txt", papers / "works.pdf"], folder)
    store = open_store(folder)
    yield store
    store.close()


def test_a_quote_never_bridges_struck_out_words(works: Store) -> None:
    answer = ask(works, "Will the council pay for the marina lamps?")
    check(works, answer)
    shown = next(s for s in said(answer) if "marina lamps after" in s.text)
    assert [c.quote for c in shown.citations] == [
        "The council will",
        "pay for the marina lamps after this year.",
    ]
    assert shown.text == "The council will … pay for the marina lamps after this year."


def test_a_sentence_over_two_pages_is_cited_twice(works: Store) -> None:
    answer = ask(works, "When was the bypass opened after the bridge was mended?")
    check(works, answer)
    shown = next(s for s in said(answer) if s.text.startswith("The bypass was"))
    assert [(c.page, c.quote) for c in shown.citations] == [
        (1, FILLED),
        (2, "had been widened to carry lorries."),
    ]


def test_rankings_do_not_depend_on_the_order_of_ingest(
    works: Store, papers: Path, tmp_path: Path
) -> None:
    for name in ("works.pdf", "notes.txt"):
        ingest([papers / name], tmp_path / "store")
    other = open_store(tmp_path / "store")
    try:
        for question in ("What of the lamps?", "Is there a toll?"):
            one, two = to_json(ask(works, question)), to_json(ask(other, question))
            for answer in (one, two):
                del answer["seconds"]
                for passage in answer["passages"]:
                    passage["score"] = round(passage["score"], 4)
            assert one == two
    finally:
        other.close()


def test_the_real_reports(community: Store) -> None:
    """The five real papers: a table's cell, a date, and every quote verbatim in its file."""
    reports = SHARED / "community_safety"
    texts = {f.name: f.read_text(encoding="utf-8") for f in reports.glob("*.txt")}
    for question in QUESTIONS:
        answer = ask(community, question)
        check(community, answer)
        for statement in said(answer):
            for c in statement.citations:
                assert stands_in(c.quote, texts[c.file].replace("*", "")), c.quote
    first = ask(community, "What DA duty allocation did Charnwood get in 2021/22?").statements[0]
    assert "Charnwood" in first.text
    assert "32,295" in first.text


def test_nothing_comes_from_another_place(shipped: Store) -> None:
    answer = ask(shipped, "How many domestic homicide reviews are there in Leicestershire?")
    cited = [c for s in answer.statements for c in s.citations]
    assert all("Leicestershire" in c.areas or "Leicestershire" in c.quote for c in cited)


def test_no_note_where_the_reports_are_for_the_place(shipped: Store) -> None:
    answer = ask(shipped, "How much of the duty money did Rutland get?")
    assert {c.title for s in answer.statements for c in s.citations}
    assert not any("names Rutland" in note for note in answer.notes)


def test_a_store_with_an_area_that_has_ended_since(shipped_folder: Path, tmp_path: Path) -> None:
    chorley, ended = "E07000118", "E07999999"
    shutil.copytree(shipped_folder, tmp_path / "store")
    held = sqlite3.connect(tmp_path / "store" / CATALOGUE)
    held.execute("UPDATE reports SET metadata = replace(metadata, ?, ?)", (chorley, ended))
    held.commit()
    held.close()
    store = open_store(tmp_path / "store")
    try:
        answer = ask(store, "What are the priorities?", areas=[ended])
        check(store, answer)
        assert (answer.coverage.reports, answer.coverage.areas) == (1, (ended,))
        assert {c.areas for s in answer.statements for c in s.citations} == {(ended,)}
    finally:
        store.close()
