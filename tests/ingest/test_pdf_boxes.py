"""PDFs: where words stand on the page shown, however it is shaped, turned or cropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import RectangleObject
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from corpus.models import Document
from ingest.readers import read
from tests.ingest.pdfs import BOLD, PLAIN, SIZE, Pen, write_pdf
from tests.ingest.reading import cells, check_words, outline


def test_landscape(made: Callable[..., Document]) -> None:
    def paper(pen: Pen) -> None:
        pen.heading("Appendix A")
        pen.table([["District", *(f"Q{i}" for i in range(1, 8))], ["Northford", *"1234567"]],
                  [90] * 8)  # fmt: skip

    document = made(paper, size=landscape(A4))
    assert cells(document)[1] == ["Northford", *"1234567"]
    assert max(w.x1 for w in document.pages[0].words) > A4[0]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_turned_to_be_read(tmp_path: Path, turn: int) -> None:
    """A page set sideways in the file, with the mark that turns it when it is shown."""
    canvas = Canvas(str(tmp_path / "flat.pdf"), pagesize=A4)
    wide, high = A4
    if turn == 90:
        canvas.translate(wide, 0)
    elif turn == 180:
        canvas.translate(wide, high)
    elif turn == 270:
        canvas.translate(0, high)
    canvas.rotate(turn)
    size = (high, wide) if turn in (90, 270) else A4
    canvas.setFont(BOLD, 16)
    canvas.drawString(100, size[1] - 80, "Sideways")
    canvas.setFont(PLAIN, SIZE)
    for i, line in enumerate(("A page that is set sideways in", "the file is read like others.")):
        canvas.drawString(100, size[1] - 120 - 14 * i, line)
    canvas.save()
    writer = PdfWriter(clone_from=tmp_path / "flat.pdf")
    writer.pages[0].rotate(turn)
    writer.write(tmp_path / "turned.pdf")
    document = read(tmp_path / "turned.pdf")
    check_words(document, size)
    assert [text for _, _, text in outline(document)] == [
        "Sideways",
        "A page that is set sideways in the file is read like others.",
    ]
    word = document.pages[0].words[0]
    assert word.x0 == pytest.approx(100, abs=3)
    assert word.top < 80 < word.bottom + 5


def test_word_boxes_stand_where_the_words_do(made: Callable[..., Document]) -> None:
    def paper(pen: Pen) -> None:
        pen.top = 200
        pen.line("Burglary fell again.", left=150)

    first, *_, last = made(paper).pages[0].words
    assert first.x0 == pytest.approx(150, abs=2)
    assert first.top == pytest.approx(200 + 13.5 - 8, abs=3)
    assert last.x0 > first.x1


def test_pages_cropped_by_the_file(tmp_path: Path) -> None:
    """What lies outside the page as shown is no text, and boxes count from the shown corner."""

    def paper(pen: Pen) -> None:
        pen.paragraph("Seen words stand here.")
        pen.canvas.drawString(72, 20, "Words in the cut margin.")

    writer = PdfWriter(clone_from=write_pdf(tmp_path / "whole.pdf", paper))
    writer.pages[0].cropbox = RectangleObject((50, 60, A4[0], A4[1] - 40))
    writer.write(tmp_path / "cut.pdf")
    document = read(tmp_path / "cut.pdf")
    check_words(document, (A4[0] - 50, A4[1] - 100))
    assert document.pages[0].text == "Seen words stand here."
    assert document.pages[0].words[0].x0 == pytest.approx(72 - 50, abs=2)
