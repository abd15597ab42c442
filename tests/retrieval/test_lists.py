"""Lists in answers: over the page, and one within another, from real files."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.store import open_store
from ingest.pipeline import ingest
from retrieval.answer import ask
from tests.ingest.pdfs import Pen, prose, write_pdf
from tests.retrieval.test_answer import check


@pytest.mark.parametrize("items", [(), ("Northtown",)])
def test_a_list_is_followed_over_the_page(tmp_path: Path, items: tuple[str, ...]) -> None:
    def first(pen: Pen) -> None:
        pen.heading("Veterans")
        pen.paragraph(*prose("veterans", 3))
        pen.top = 700
        pen.paragraph("The hubs where veterans get help without an appointment are in:")
        for town in items:
            pen.paragraph(f"• {town}")

    def second(pen: Pen) -> None:
        for town in ("Easton", "Weston"):
            pen.paragraph(f"• {town}")
        pen.paragraph("Two further hubs were closed when the grant came to an end.")
        pen.paragraph(*prose("other works", 3))

    write_pdf(tmp_path / "hubs.pdf", first, second)
    ingest([tmp_path / "hubs.pdf"], tmp_path / "store")
    store = open_store(tmp_path / "store")
    answer = ask(store, "Where are the hubs for veterans?")
    check(store, answer)
    store.close()
    listed = answer.statements[0]
    assert [c.page for c in listed.citations] == [1, 2]
    towns = " ".join(f"• {town}" for town in (*items, "Easton", "Weston"))
    assert listed.text == f"The hubs where veterans get help without an appointment are in: {towns}"


PARTS = (
    "• patrols on Friday nights;",
    "• grants for door locks in these villages:",
    "o Northtown;",
    "o Easton; and",
    "o Weston.",
    "• a helpline for victims of burglary.",
)


@pytest.mark.parametrize(
    "question",
    ["What are the parts of the burglary plan?", "Does Easton get grants for door locks?"],
)
def test_a_list_with_another_in_it_comes_whole(tmp_path: Path, question: str) -> None:
    def page(pen: Pen) -> None:
        pen.heading("Burglary")
        pen.paragraph("The burglary plan was agreed in May and has three parts:")
        for part in PARTS:
            pen.paragraph(part)
        pen.paragraph("It will be looked at again when the year has come to its end.")

    write_pdf(tmp_path / "burglary.pdf", page)
    ingest([tmp_path / "burglary.pdf"], tmp_path / "store")
    store = open_store(tmp_path / "store")
    answer = ask(store, question)
    check(store, answer)
    store.close()
    lead = "The burglary plan was agreed in May and has three parts:"
    assert answer.statements[0].text == " ".join((lead, *PARTS))


def test_a_list_set_in_columns_comes_whole(tmp_path: Path) -> None:
    rows = (
        ("Warm homes that people can pay for", "Green and quiet streets in every ward"),
        ("Busy town centres and villages", "Clean air and good health"),
    )
    table = "".join(f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other in rows)
    (tmp_path / "priorities.html").write_text(
        "<html><head><title>Community safety report</title></head><body>"
        "<h1>Community safety report</h1><h2>Corporate priorities</h2>"
        "<p>The report serves these corporate priorities of the council:</p>"
        f"<table>{table}</table>"
        "<h2>Money</h2><p>No money is asked for in this report.</p></body></html>",
        encoding="utf-8",
    )
    ingest([tmp_path / "priorities.html"], tmp_path / "store")
    store = open_store(tmp_path / "store")
    answer = ask(store, "Which priorities for town centres is the report meant to serve?")
    check(store, answer)
    store.close()
    said = " ".join(one.text for one in answer.statements)
    assert all(cell in said for row in rows for cell in row)
