"""PDFs: headings, numbers, paragraphs and columns, read as a reader would read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader

from corpus.models import Document
from corpus.quotes import stands_in
from tests.ingest.pdfs import PLAIN, SIZE, WIDE_FONT, Pen, prose
from tests.ingest.reading import outline, text_of


def test_headings_numbers_and_lists(made: Callable[..., Document]) -> None:
    def paper(pen: Pen) -> None:
        pen.heading("Community Safety Update", 18)
        pen.heading("1. Purpose of the report")
        pen.paragraph("1.1 The partnership met on 3 March 2023 and agreed a plan for the",
                      "year, with the funding that goes with it.")  # fmt: skip
        pen.paragraph("2.1.1 A strategic assessment is made each autumn by analysts.")
        pen.paragraph("- 3.1.6 Each district reports on its own hot spots twice a year.")
        pen.heading("Priorities")
        pen.paragraph("7. The priorities agreed for the year are:")
        pen.line("• serious violence")
        pen.line("(a) anti-social behaviour")
        pen.paragraph("2023 saw a fall in burglary.")

    assert outline(made(paper)) == [
        ("heading1", None, "Community Safety Update"),
        ("heading2", "1", "1. Purpose of the report"),
        (
            "paragraph",
            "1.1",
            "1.1 The partnership met on 3 March 2023 and agreed a plan for the year, with the "
            "funding that goes with it.",
        ),
        ("paragraph", "2.1.1", "2.1.1 A strategic assessment is made each autumn by analysts."),
        (
            "paragraph",
            "3.1.6",
            "- 3.1.6 Each district reports on its own hot spots twice a year.",
        ),
        ("heading2", None, "Priorities"),
        ("paragraph", "7", "7. The priorities agreed for the year are:"),
        ("item", None, "• serious violence"),
        ("item", None, "(a) anti-social behaviour"),
        ("paragraph", None, "2023 saw a fall in burglary."),
    ]


def test_lines_set_far_apart_make_one_paragraph(made: Callable[..., Document]) -> None:
    """Many committee papers are set in wide lines: their paragraphs were cut at every line."""

    def draw(pen: Pen) -> None:
        pen.paragraph(
            "The wardens walk the estate every evening and note",
            "what they find, so that the council can mend lights and",
            "clear rubbish within two working days of hearing of it,",
            "which it did nine times in ten last year.",
            apart=9,
        )
        pen.top += 12
        pen.paragraph("The cameras were moved in May to the station car park.", apart=9)

    blocks = [text for kind, _, text in outline(made(draw)) if kind == "paragraph"]
    assert [text[:11] for text in blocks] == ["The wardens", "The cameras"]
    assert blocks[0].endswith("nine times in ten last year.")


def test_a_number_set_close_to_its_text(made: Callable[..., Document]) -> None:
    """Word parts number and text by a tab that pdfium takes for none where it is narrow."""

    def paper(pen: Pen) -> None:
        pen.paragraph(*prose("the plan"))
        pen.top += 20
        pen.canvas.setFont(PLAIN, SIZE)
        number = pen.canvas.stringWidth("1.6", PLAIN, SIZE)
        pen.canvas.drawString(72, pen.size[1] - pen.top, "1.6")
        pen.canvas.drawString(73.3 + number, pen.size[1] - pen.top, "CCTV was renewed.")

    document = made(paper)
    assert document.blocks[-1].number == "1.6"
    assert text_of(document, document.blocks[-1]) == "1.6 CCTV was renewed."


def test_hyphens_at_line_ends(made: Callable[..., Document], tmp_path: Path) -> None:
    """A word broken by its line is mended if the report has it whole, and else left alone."""

    def paper(pen: Pen) -> None:
        pen.paragraph(
            "The board runs a multi-agency service. Its multi-",
            "agency panel meets each month to review offend-",
            "ing in the city, as offending has risen. Self-",
            "harm was discussed.",
        )

    document = made(paper)
    page = document.pages[0]
    assert page.text == (
        "The board runs a multi-agency service. Its multi-agency panel meets each month to "
        "review offending in the city, as offending has risen. Self-harm was discussed."
    )
    assert stands_in(page.text, PdfReader(tmp_path / "paper.pdf").pages[0].extract_text())
    halves = [w for w in page.words if page.text[w.start : w.end] in ("offend", "ing")]
    assert halves[0].top < halves[1].top
    assert halves[0].x0 > halves[1].x0


def test_a_year_broken_at_its_hyphen_numbers_no_paragraph(made: Callable[..., Document]) -> None:
    def paper(pen: Pen) -> None:
        pen.paragraph(
            "3.2 The grant was carried forward at the same value in cash as in 2020-",
            "21. The rest was spent.",
        )

    document = made(paper)
    (block,) = document.blocks
    assert block.number == "3.2"
    assert "in 2020-21. The rest" in text_of(document, block)


def test_ligatures_are_parted(made: Callable[..., Document]) -> None:
    def paper(pen: Pen) -> None:
        pen.paragraph(*prose("the floor", 2))
        pen.top += 20
        pen.line("The \ufb01rst \ufb02oor was \ufb01nished.", WIDE_FONT)

    assert "The first floor was finished." in made(paper).pages[0].text


def test_columns_are_read_one_after_the_other(made: Callable[..., Document]) -> None:
    left = ["The first column begins here and", "tells of burglary in the district,",
            "which fell over the whole year."]  # fmt: skip
    right = ["The second column begins here and", "tells of road safety in the county,",
             "which got worse in the summer."]  # fmt: skip

    def paper(pen: Pen) -> None:
        for line in left:
            pen.line(line)
        pen.top -= 3 * 13.5
        for line in right:
            pen.line(line, left=310)

    assert [text for _, _, text in outline(made(paper))] == [" ".join(left), " ".join(right)]
