"""PDFs: tables with and without lines."""

from __future__ import annotations

from collections.abc import Callable

from corpus.models import Document
from tests.ingest.pdfs import PLAIN, SIZE, Pen, prose
from tests.ingest.reading import cells, headers, outline

DISTRICTS = [["District", "2021/22 (£)", "2022/23 (£)"], ["Northford", "1,200", "1,350"],
             ["Eastham", "980", "1,010"]]  # fmt: skip


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
