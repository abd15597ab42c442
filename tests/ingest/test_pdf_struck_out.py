"""PDFs: words struck out are no text, and no quote bridges or hides them."""

from __future__ import annotations

from collections.abc import Callable

from corpus.models import Document, Metadata
from ingest.passages import make_passages
from tests.ingest.pdfs import Pen, prose
from tests.ingest.reading import cells


def struck(document: Document) -> list[str]:
    return [d.text for page in document.pages for d in page.dropped if d.kind == "struck"]


def test_struck_out_words_are_not_text(made: Callable[..., Document]) -> None:
    promise = "The council will not pay for the cameras in the park this year."

    def paper(pen: Pen) -> None:
        pen.paragraph(*prose("cameras", 3))
        pen.paragraph(promise)
        pen.strike(promise, "not")
        pen.paragraph("All of this line is out.")
        pen.strike("All of this line is out.", "All of this line is out.")
        pen.paragraph("A line under words", "does not strike them out.")
        y = pen.size[1] - pen.top - 1.5
        pen.canvas.line(pen.left, y, pen.left + 60, y)

    document = made(paper)
    text = document.pages[0].text
    assert struck(document) == ["not", "All of this line is out."]
    assert "will pay for the cameras" in text
    assert "All of this" not in text
    assert text.endswith("A line under words does not strike them out.")
    assert "\n\n\n" not in text
    at = next(d.at for d in document.pages[0].dropped if d.text == "not")
    assert (text[:at].endswith("council will"), text[at:].startswith(" pay")) == (True, True)


def test_a_figure_struck_out_in_part_is_not_quoted(made: Callable[..., Document]) -> None:
    """No other reader parts what is glued: such a sentence stands in no text but ours."""
    changed = "Grants of 5,0005,500 pounds are made."

    def paper(pen: Pen) -> None:
        pen.paragraph(changed + " The rest is kept.")
        pen.drawn[changed] = (pen.left, pen.top)
        pen.strike(changed, "5,000")

    document = made(paper)
    page = document.pages[0]
    assert page.text == "Grants of 5,500 pounds are made. The rest is kept."
    (unsure,) = page.unsure
    assert page.text[unsure.start : unsure.end] == "Grants of 5,500 pounds are made."
    first, second = make_passages("r", Metadata("T"), document)[0].units
    assert first.quotes == ()
    assert [page.text[s.start : s.end] for s in second.quotes] == ["The rest is kept."]


def test_struck_out_words_in_a_table(made: Callable[..., Document]) -> None:
    refusal = "The panel will not pay"

    def paper(pen: Pen) -> None:
        pen.table([["Scheme", "Decision"], ["Cameras", refusal], ["Lights", "It will pay £500"]],
                  [120, 200])  # fmt: skip
        pen.drawn[refusal] = (pen.left + 126, pen.top - 4 - 18 - 5)
        pen.strike(refusal, "not", 9)

    document = made(paper)
    assert cells(document)[1] == ["Cameras", "The panel will pay"]
    assert struck(document) == ["not"]
    row = next(b for b in document.blocks if b.kind == "table").rows[1]
    text = document.pages[0].text
    assert [text[s.start : s.end] for s in row.quotes] == ["Cameras\tThe panel will", "pay"]
