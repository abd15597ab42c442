"""A digest as a PDF, set like a committee paper.

The bytes depend on the source and reportlab's version alone: no clock, no compression (zlib
differs between machines) and only the fonts that every PDF reader has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib import colors  # type: ignore[import-untyped]
from reportlab.lib.enums import TA_CENTER, TA_RIGHT  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    HRFlowable,
    PageTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from corpus.reports.source.paper import JOINED, NOTICE, Paper, Paragraph, Section, Table

MARGIN = 22 * mm
WIDTH = A4[0] - 2 * MARGIN
INK = colors.HexColor("#1d2b3a")
PALE = colors.HexColor("#e6ebf0")
GREY = colors.HexColor("#5c6670")

BODY = ParagraphStyle(
    "body",
    fontName="Helvetica",
    fontSize=10.5,
    leading=14,
    spaceAfter=6,
    textColor=colors.black,
    allowWidows=0,
    allowOrphans=0,
)
NUMBERED = ParagraphStyle("numbered", BODY, leftIndent=12 * mm, bulletIndent=0)
ITEM = ParagraphStyle("item", BODY, leftIndent=18 * mm, bulletIndent=13 * mm, spaceAfter=3)
TITLE = ParagraphStyle(
    "title", BODY, fontName="Helvetica-Bold", fontSize=17, leading=21, textColor=INK
)
HEADING = ParagraphStyle(
    "heading",
    NUMBERED,
    fontName="Helvetica-Bold",
    bulletFontName="Helvetica-Bold",
    bulletFontSize=12.5,
    bulletColor=INK,
    fontSize=12.5,
    leading=16,
    textColor=INK,
    spaceBefore=8,
)
SUBTITLE = ParagraphStyle("subtitle", HEADING, leftIndent=0)
CAPTION = ParagraphStyle("caption", BODY, fontName="Helvetica-Bold", spaceBefore=4)
NOTE = ParagraphStyle("note", BODY, fontName="Helvetica-Oblique", fontSize=9.5, leading=12.5)


def write_pdf(paper: Paper, path: Path) -> None:
    """Write the digest to `path`."""
    total = [0]
    for _ in range(2):  # the first pass counts the pages for "Page n of m"
        document = BaseDocTemplate(
            str(path),
            pagesize=A4,
            invariant=1,
            pageCompression=0,
            title=paper.title,
            author=paper.body,
            subject=f"A digest of a public report: {paper.digest_of}",
            lang="en-GB",
        )
        frame = Frame(MARGIN, 22 * mm, WIDTH, A4[1] - 47 * mm, 0, 0, 0, 0)
        furniture = _furniture(paper, total[0])
        document.addPageTemplates(PageTemplate("paper", [frame], onPage=furniture))
        document.build(_story(paper))
        total[0] = document.page


def _furniture(paper: Paper, total: int) -> Callable[[Canvas, BaseDocTemplate], None]:
    """What stands on every page: running header, rules and footer."""

    def draw(canvas: Canvas, document: BaseDocTemplate) -> None:
        page = document.page
        printed = page + paper.first_page - 1
        canvas.addPageLabel(page - 1, "ARABIC", printed)
        canvas.setFont("Helvetica", 8.5)
        canvas.setFillColor(GREY)
        canvas.setStrokeColor(GREY)
        canvas.setLineWidth(0.5)
        canvas.drawString(MARGIN, A4[1] - 15 * mm, paper.title)
        canvas.line(MARGIN, A4[1] - 17 * mm, A4[0] - MARGIN, A4[1] - 17 * mm)
        canvas.line(MARGIN, 17 * mm, A4[0] - MARGIN, 17 * mm)
        # a paper in an agenda pack carries the pack's page number instead of its own
        footer = f"Page {printed}" if paper.first_page > 1 else f"Page {page} of {total}"
        canvas.drawCentredString(A4[0] / 2, 12 * mm, footer)

    return draw


def _story(paper: Paper) -> list[Flowable]:
    story: list[Flowable] = [Text(escape(paper.title), TITLE), Spacer(1, 2 * mm)]
    particulars = [
        [Text(f"<b>{escape(label)}:</b>", BODY), Text(escape(value), BODY)]
        for label, value in paper.particulars()
    ]
    tight = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    story.append(Grid(particulars, [38 * mm, WIDTH - 38 * mm], style=tight))
    story.append(HRFlowable(width="100%", color=INK, spaceBefore=2, spaceAfter=6))
    story.append(Text(escape(NOTICE), NOTE))
    story += [Text("Purpose", SUBTITLE), _text(paper.purpose, BODY)]
    story.append(Text("Recommendations", SUBTITLE))
    for at, line in enumerate(paper.recommendations, start=1):
        story.append(_text(line, NUMBERED, f"({at})"))
    for section in paper.sections:
        story += _section(section)
    return story


def _section(section: Section) -> list[Flowable]:
    # room for a few lines is kept below a heading or caption; what follows may break anywhere
    heading = Text(escape(section.heading), HEADING, bulletText=section.number)
    story: list[Flowable] = [CondPageBreak(24 * mm), heading]
    for block in section.blocks:
        if isinstance(block, Table):
            story += [CondPageBreak(36 * mm), Text(escape(block.caption), CAPTION)]
            story += [_grid(block), Spacer(1, 4 * mm)]
        else:
            story += _paragraph(block)
    return story


def _paragraph(block: Paragraph) -> list[Flowable]:
    items = [_text(item, ITEM, "•") for item in block.items]
    gap = [Spacer(1, 3)] if items else []
    return [_text(block.text, NUMBERED, block.number), *items, *gap]


def _text(text: str, style: ParagraphStyle, bullet: str | None = None) -> Text:
    """A paragraph whose note of the original's section is set in grey."""
    marked = re.sub(r"(\[Original: [^\]]+\])", r'<font color="#5c6670">\1</font>', escape(text))
    return Text(marked, style, bulletText=bullet)


def _grid(table: Table) -> Grid:
    size = 7.5 if len(table.widths) > 8 else 9
    plain = ParagraphStyle("cell", BODY, fontSize=size, leading=size + 2.5, spaceAfter=0)
    bold = ParagraphStyle("head", plain, fontName="Helvetica-Bold")
    rows = [
        [_cell(table, at, column, bold if at < table.head else plain) for column in range(len(row))]
        for at, row in enumerate(table.rows)
    ]
    pad = 2.5 if size < 9 else 4
    rules: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, GREY),
        ("BACKGROUND", (0, 0), (-1, table.head - 1), PALE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), pad),
        ("RIGHTPADDING", (0, 0), (-1, -1), pad),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
    rules += [("SPAN", (first, row), (last, row)) for row, first, last in table.spans()]
    scale = WIDTH / sum(table.widths)
    return Grid(
        rows,
        [width * scale for width in table.widths],
        repeatRows=table.head,
        style=TableStyle(rules),
        hAlign="LEFT",
    )


def _cell(table: Table, row: int, column: int, style: ParagraphStyle) -> Text | str:
    text = table.rows[row][column]
    if text in ("", JOINED):
        return ""
    if table.is_figures(column):
        joins = any((row, column) == (at, first) for at, first, _ in table.spans())
        style = ParagraphStyle("figure", style, alignment=TA_CENTER if joins else TA_RIGHT)
    return Text(escape(text), style)
