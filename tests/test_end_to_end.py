"""Nothing faked: from a PDF to a cited answer, through the two command lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from corpus.quotes import stands_in
from tests.conftest import filled, module
from tests.ingest.pdfs import Pen, write_pdf

STATEMENT = {"text", "kind", "answer", "citations"}
CITATION = {
    "report_id", "file", "title", "body", "areas", "committee", "date", "page", "page_label",
    "paragraph", "heading", "quote", "start", "end",
}  # fmt: skip
PASSAGE = {"rank", "report_id", "file", "page", "paragraph", "heading", "text", "score"}
ANSWER = {
    "id", "question", "resolved_question", "outcome", "statements", "missing", "notes", "nearest",
    "passages", "coverage", "seconds",
}  # fmt: skip
COVERAGE = {"reports", "areas", "oldest", "newest", "skipped"}


def front(pen: Pen) -> None:
    pen.heading("Community Safety Partnership Update", 18)
    for line in ("Report to: Overview and Scrutiny Committee", "Date: 26 January 2023",
                 "Report of: Chorley Council"):  # fmt: skip
        pen.paragraph(line)
    pen.heading("1. Purpose of the report")
    pen.paragraph("1.1 To tell members what the partnership did in the year and what it plans.")
    pen.heading("2. Neighbourhood cameras")
    pen.paragraph("2.1 The partnership bought 14 new cameras for the town centre in May 2022, and",
                  "moved six older ones to the villages.")  # fmt: skip
    pen.paragraph("2.2 The cameras cost £48,500, of which the commissioner paid two thirds and",
                  "the borough the rest from its reserves.")  # fmt: skip
    number(pen, 7)


def back(pen: Pen) -> None:
    pen.heading("3. Offences")
    pen.paragraph("3.1 The table gives offences by quarter.")
    pen.table(
        [["Offence", "Quarter 1", "Quarter 2"], ["Burglary", "112", "97"],
         ["Vehicle crime", "64", "71"], ["Arson", "9", "4"]],
        [120, 90, 90],
    )  # fmt: skip
    pen.heading("4. Domestic abuse")
    pen.paragraph("4.1 The helpline for victims of domestic abuse took 1,316 calls in the year",
                  "and is open from eight in the morning until midnight.")  # fmt: skip
    number(pen, 8)


def number(pen: Pen, printed: int) -> None:
    pen.canvas.drawCentredString(297, 30, str(printed))


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pdf(tmp_path_factory.mktemp("papers") / "update.pdf", front, back)


@pytest.fixture(scope="module")
def store(paper: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("end") / "store"
    (row,) = filled(folder, paper)
    assert (row["status"], row["title"]) == ("added", "Community Safety Partnership Update")
    assert (row["date"], row["areas"]) == ("2023-01-26", ["Chorley"])
    assert (row["pages"], row["pages_with_text"], row["tables"]) == (2, 2, 1)
    return folder


@pytest.fixture(scope="module")
def answers(store: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Three questions asked in one batch, by id."""
    batch = tmp_path_factory.mktemp("batch") / "questions.jsonl"
    questions = {
        "sum": "How much did the cameras cost?",
        "table": "How many burglaries were there in quarter 2?",
        "gone": "Which supermarket sponsors the swimming gala in Aberdeen?",
    }
    batch.write_text("".join(json.dumps({"id": i, "question": q}) + "\n"
                             for i, q in questions.items()))  # fmt: skip
    done = module("retrieval", "ask", "--batch", batch, "--store", store)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in found] == list(questions)
    return {answer["id"]: answer for answer in found}


def check_contract(answer: dict[str, Any]) -> None:
    assert set(answer) == ANSWER
    assert set(answer["coverage"]) == COVERAGE
    assert set(answer["seconds"]) == {"retrieve", "answer"}
    assert [p["rank"] for p in answer["passages"]] == list(range(1, len(answer["passages"]) + 1))
    assert all(set(p) == PASSAGE for p in answer["passages"])
    for statement in answer["statements"]:
        assert set(statement) == STATEMENT
        assert statement["citations"]
    for said in [*answer["statements"], *answer["nearest"]]:
        assert all(set(c) == CITATION for c in said["citations"])


def test_a_fact_with_its_citation(paper: Path, store: Path, answers: dict[str, Any]) -> None:
    answer = answers["sum"]
    check_contract(answer)
    assert answer["outcome"] == "answered"
    first = answer["statements"][0]
    (cited,) = first["citations"]
    assert cited["quote"].startswith("2.2 The cameras cost £48,500, of which the commissioner")
    assert first["kind"] == "quote"
    marked = first["answer"]
    assert first["text"][marked["start"] : marked["end"]] == "£48,500"
    assert (cited["file"], cited["page"], cited["page_label"]) == ("update.pdf", 1, "7")
    assert (cited["paragraph"], cited["heading"]) == ("2.2", "2. Neighbourhood cameras")
    assert (cited["title"], cited["date"]) == ("Community Safety Partnership Update", "2023-01-26")
    assert (cited["areas"], cited["body"]) == (["Chorley"], "Chorley Council")
    assert cited["committee"] == "Overview and Scrutiny Committee"
    assert answer["coverage"] == {
        "reports": 1, "areas": ["Chorley"], "oldest": "2023-01-26", "newest": "2023-01-26",
        "skipped": 0,
    }  # fmt: skip


def test_offsets_point_into_the_page_that_ingest_prints(
    paper: Path, store: Path, answers: dict[str, Any]
) -> None:
    pages: dict[int, str] = {}
    theirs = [page.extract_text() for page in PdfReader(paper).pages]
    cited = [
        c
        for answer in answers.values()
        for said in [*answer["statements"], *answer["nearest"]]
        for c in said["citations"]
    ]
    assert {c["page"] for c in cited} == {1, 2}
    for c in cited:
        if c["page"] not in pages:
            done = module("ingest", "--page", c["report_id"], c["page"], "--store", store, "--json")
            pages[c["page"]] = json.loads(done.stdout)["text"]
        assert pages[c["page"]][c["start"] : c["end"]] == c["quote"]
        assert stands_in(c["quote"], theirs[c["page"] - 1]), c["quote"]


def test_a_table_names_row_and_column(answers: dict[str, Any]) -> None:
    answer = answers["table"]
    check_contract(answer)
    first = answer["statements"][0]
    assert first["kind"] == "table"
    for part in ("Burglary", "Quarter 2", "97"):
        assert part in first["text"]
    cited = first["citations"][0]
    assert cited["quote"].split() == ["Burglary", "112", "97"]
    assert (cited["page"], cited["paragraph"], cited["page_label"]) == (2, "3.1", "8")
    shown = next(p["text"] for p in answer["passages"] if "Burglary" in p["text"])
    assert "Offence\tQuarter 1\tQuarter 2\nBurglary\t112\t97\n" in shown


def test_what_the_reports_do_not_say(answers: dict[str, Any]) -> None:
    answer = answers["gone"]
    check_contract(answer)
    assert answer["outcome"] == "not_found"
    assert answer["statements"] == []
    assert answer["passages"]


def test_one_question_is_one_object(store: Path) -> None:
    done = module(
        "retrieval", "ask", "When were the new cameras bought?", "--store", store, "--json"
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    check_contract(answer)
    assert answer["id"] is None
    first = answer["statements"][0]
    assert first["text"][first["answer"]["start"] : first["answer"]["end"]] == "May 2022"
