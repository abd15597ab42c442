"""PDFs: running headers and footers, page numbers and the labels of pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.models import Document
from ingest.readers import read
from tests.ingest.pdfs import PLAIN, Draw, Pen


def test_running_headers_footers_and_page_numbers(made: Callable[..., Document]) -> None:
    def page(number: int) -> Draw:
        def draw(pen: Pen) -> None:
            pen.canvas.setFont(PLAIN, 9)
            pen.canvas.drawString(72, pen.size[1] - 40, "Scrutiny Committee, 3 March 2023")
            pen.canvas.drawCentredString(297, 30, f"{number + 40}")
            pen.heading(f"{number}. Part {number}")
            pen.paragraph(f"{number}.1 The panel heard about matter {number} and noted it.")

        return draw

    document = made(*map(page, range(1, 5)))
    for page_read in document.pages:
        n = page_read.number
        assert page_read.text == (
            f"{n}. Part {n}\n\n{n}.1 The panel heard about matter {n} and noted it."
        )
        assert [(d.kind, d.text) for d in page_read.dropped] == [
            ("header", "Scrutiny Committee, 3 March 2023"),
            ("page_number", str(n + 40)),
        ]
        assert page_read.label == str(n + 40)


def test_a_page_number_beside_the_footers_words(made: Callable[..., Document]) -> None:
    def page(number: int) -> Draw:
        def draw(pen: Pen) -> None:
            pen.canvas.drawString(72, 30, "Annual report of the partnership 2023")
            pen.canvas.drawRightString(520, 30, f"{number + 8}")
            pen.canvas.drawString(72, pen.size[1] - 30, "Published in 2023")
            pen.paragraph(f"The panel heard about matter {number} and noted it.")

        return draw

    assert [p.label for p in made(*map(page, range(1, 4))).pages] == ["9", "10", "11"]


def test_a_line_that_stands_on_one_page_only_is_text(made: Callable[..., Document]) -> None:
    def first(pen: Pen) -> None:
        pen.canvas.drawString(72, pen.size[1] - 40, "Report of the Director of Safety")
        pen.paragraph("The panel heard about one matter.")

    def other(pen: Pen) -> None:
        pen.paragraph("The panel heard about another matter.")

    assert "Report of the Director of Safety" in made(first, other, other).pages[0].text


def test_labels_named_by_the_file(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "labels.pdf"), pagesize=A4)
    canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
    canvas.addPageLabel(2, style="ARABIC", start=1)
    for number in range(4):
        Pen(canvas).paragraph(f"This is what sheet {number} of the file says.")
        canvas.showPage()
    canvas.save()
    document = read(tmp_path / "labels.pdf")
    assert [p.label for p in document.pages] == ["i", "ii", "1", "2"]
    assert [p.number for p in document.pages] == [1, 2, 3, 4]
