"""The PDF reader, on PDFs made here: structure, tables, what is left out, where words stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import ReadError
from corpus.models import Document, Metadata
from corpus.quotes import stands_in
from ingest.passages import make_passages
from ingest.readers import read
from tests.ingest.pdfs import BOLD, PLAIN, SIZE, WIDE_FONT, Pen, prose, write_pdf
from tests.ingest.reading import cells, check_tiling, headers, outline, text_of

Draw = Callable[[Pen], None]
DISTRICTS = [["District", "2021/22 (£)", "2022/23 (£)"], ["Northford", "1,200", "1,350"],
             ["Eastham", "980", "1,010"]]  # fmt: skip


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Document]:
    """Reads a PDF with a page for each function, having checked what holds for every page."""

    def make(*pages: Draw, size: tuple[float, float] = A4) -> Document:
        document = read(write_pdf(tmp_path / "paper.pdf", *pages, size=size))
        check_words(document, size)
        check_tiling(document)
        return document

    return make


def check_words(document: Document, size: tuple[float, float]) -> None:
    """Words are slices of the page text that cover it, with boxes on the page."""
    for page in document.pages:
        covered = 0
        for word in page.words:
            assert not page.text[covered : word.start].strip()
            assert word.start < word.end
            assert not any(c.isspace() for c in page.text[word.start : word.end])
            assert 0 <= word.x0 < word.x1 <= size[0]
            assert 0 <= word.top < word.bottom <= size[1]
            covered = word.end
        assert not page.text[covered:].strip()


def struck(document: Document) -> list[str]:
    return [d.text for page in document.pages for d in page.dropped if d.kind == "struck"]


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


def test_a_ruled_table_over_two_pages(made: Callable[..., Document]) -> None:
    def first(pen: Pen) -> None:
        pen.heading("Funding")
        pen.table(DISTRICTS, [120, 90, 90])

    def second(pen: Pen) -> None:
        pen.table([DISTRICTS[0], ["Westbury", "", "-"], ["Total", "2,180", "2,360"]], [120, 90, 90])
        pen.paragraph("After the table the paper goes on.")

    document = made(first, second)
    assert cells(document) == DISTRICTS
    assert cells(document, 1) == [
        DISTRICTS[0],
        ["Westbury", "", "-"],
        ["Total", "2,180", "2,360"],
    ]
    assert (headers(document), headers(document, 1)) == (1, 1)
    assert [b.page for b in document.blocks if b.kind == "table"] == [1, 2]
    assert outline(document)[-1] == ("paragraph", None, "After the table the paper goes on.")


def test_a_cell_of_several_lines_and_one_over_columns(made: Callable[..., Document]) -> None:
    def paper(pen: Pen) -> None:
        pen.table(
            [["Scheme", "Lead\nofficer", "Spend (£)"], ["Safer\nStreets", "Head of\nsafety", "500"],
             ["Lighting", "Head of\nroads", "750"]],
            [90, 90, 90],
        )  # fmt: skip

    assert cells(made(paper)) == [
        ["Scheme", "Lead officer", "Spend (£)"],
        ["Safer Streets", "Head of safety", "500"],
        ["Lighting", "Head of roads", "750"],
    ]


def test_columns_of_figures_without_lines(made: Callable[..., Document]) -> None:
    rows = [["", "2021", "2022", "2023"], ["Burglary", "1,204", "1,100", "998"],
            ["Robbery", "88", "91", "79"], ["Vehicle crime", "640", "", "701"]]  # fmt: skip

    def paper(pen: Pen) -> None:
        pen.heading("Offences")
        pen.paragraph(*prose("the figures", 3))
        pen.top += 14
        for row in rows:
            pen.top += 14
            pen.canvas.setFont(PLAIN, SIZE)
            for x, cell in zip((72, 250, 330, 410), row, strict=True):
                pen.canvas.drawString(x, pen.size[1] - pen.top, cell)

    document = made(paper)
    assert cells(document) == rows
    assert headers(document) == 1


def test_what_stands_beside_a_table_is_kept(made: Callable[..., Document]) -> None:
    """Tables side by side, and a note, whose rows the file prints on one line."""
    rows = [
        ["Ward", "Fires", "Street", "Thefts", "Notes"],
        ["Abbey", "11", "Broad", "33", "stand"],
        ["Castle", "22", "Long", "44", "here"],
    ]

    def paper(pen: Pen) -> None:
        pen.canvas.setFont(PLAIN, 9)
        for i, row in enumerate(rows):
            for x, cell in zip((76, 126, 186, 236, 296), row, strict=True):
                pen.canvas.drawString(x, pen.size[1] - 113 - 18 * i, cell)
        for left in (72, 182):
            pen.canvas.grid([left, left + 50, left + 100], [pen.size[1] - 100 - 18 * i
                                                            for i in range(4)])  # fmt: skip

    document = made(paper)
    text = document.pages[0].text.split()
    assert sorted(text) == sorted(cell for row in rows for cell in row)
    assert cells(document)[1] == ["Abbey", "11"]
    assert cells(document, 1)[1] == ["Broad", "33"]


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


def test_titles_and_pages_without_text(tmp_path: Path) -> None:
    def paper(pen: Pen) -> None:
        pen.canvas.setTitle("Safer Places")
        pen.paragraph("Some text.")

    document = read(write_pdf(tmp_path / "a.pdf", paper, lambda pen: None))
    assert document.title == "Safer Places"
    assert document.paged
    assert len(document.pages) == 2
    assert document.pages[1].text == ""
    assert len(document.warnings) == 1
    assert "1 of 2 pages" in document.warnings[0]


def plain(tmp_path: Path) -> Path:
    return write_pdf(tmp_path / "plain.pdf", lambda pen: pen.paragraph("Some text is here."))


def refused(path: Path, *told: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(path)
    sentence = str(caught.value)
    assert path.name in sentence
    assert "\n" not in sentence
    for part in told:
        assert part in sentence


def test_a_scan_is_refused(tmp_path: Path) -> None:
    def scan(pen: Pen) -> None:
        pen.canvas.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, *pen.size)

    refused(write_pdf(tmp_path / "scan.pdf", scan), "no text: this looks scanned")


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_passwords(tmp_path: Path, algorithm: str) -> None:
    """A file that asks its reader for a password is refused; one that only forbids is read."""
    for name, user in (("locked", "secret"), ("open", "")):
        writer = PdfWriter(clone_from=plain(tmp_path))
        writer.encrypt(user, "owner", algorithm=algorithm)
        writer.write(tmp_path / f"{name}.pdf")
    refused(tmp_path / "locked.pdf", "password")
    assert read(tmp_path / "open.pdf").pages[0].text == "Some text is here."


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:300],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: b"%PDF-1.7\n" + b"\x00\xff" * 500,
        lambda whole: whole[:200] + b"\xff" * 200 + whole[400:],
        lambda whole: b"not a PDF",
        lambda whole: b"",
    ],
    ids=["head", "half", "noise", "hole", "other", "empty"],
)
def test_damaged_files_are_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "damaged.pdf"
    path.write_bytes(damage(plain(tmp_path).read_bytes()))
    refused(path)
