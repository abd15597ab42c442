"""PDFs made for the tests: what stands where is known to the point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import reportlab
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
SIZE = 11.0
LEADING = 13.5
GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, black), ("FONTSIZE", (0, 0), (-1, -1), 9)])
WIDE_FONT = "Vera"  # a font with ligatures, which comes with reportlab
pdfmetrics.registerFont(
    TTFont(WIDE_FONT, str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
)


@dataclass
class Pen:
    """Writes on a canvas from the top down. `top` is in points from the page's top."""

    canvas: Canvas
    size: tuple[float, float] = A4
    left: float = 72
    top: float = 90
    drawn: dict[str, tuple[float, float]] = field(default_factory=dict)

    def line(self, text: str, font: str = PLAIN, size: float = SIZE, left: float = 0) -> None:
        """One line of text, as it is."""
        self.top += size * LEADING / SIZE
        x = left or self.left
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.size[1] - self.top, text)
        self.drawn[text] = (x, self.top)

    def heading(self, text: str, size: float = SIZE) -> None:
        self.top += 8
        self.line(text, BOLD, size)

    def paragraph(self, *lines: str, apart: float = 0) -> None:
        """Lines set close together, or `apart` points further, apart from what stands before."""
        self.top += 10
        for text in lines:
            self.top += apart
            self.line(text)

    def strike(self, line: str, words: str, size: float = SIZE) -> None:
        """A stroke through some words of a line already written."""
        x, top = self.drawn[line]
        before = line[: line.index(words)]
        start = x + pdfmetrics.stringWidth(before, PLAIN, size)
        end = start + pdfmetrics.stringWidth(words, PLAIN, size)
        y = self.size[1] - top + 0.28 * size
        self.canvas.setLineWidth(0.6)
        self.canvas.line(start, y, end, y)

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A table with a line around every cell."""
        self.top += 10
        made = Table([list(row) for row in rows], colWidths=list(widths), style=GRID)
        _, height = made.wrap(self.size[0], self.size[1])
        made.drawOn(self.canvas, self.left, self.size[1] - self.top - height)
        self.top += height + 4


Draw = Callable[[Pen], None]


def write_pdf(path: Path, *pages: Draw, size: tuple[float, float] = A4) -> Path:
    """A PDF with a page drawn by each function."""
    canvas = Canvas(str(path), pagesize=size)
    for draw in pages:
        draw(Pen(canvas, size))
        canvas.showPage()
    canvas.save()
    return path


def prose(subject: str, count: int = 9) -> list[str]:
    """Lines of running text, so that a page looks like one of a report."""
    return [
        f"The partnership heard about {subject} and noted line {i} of it," for i in range(count)
    ]
