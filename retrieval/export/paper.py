"""The pieces of a Word document: paper, tables that run over pages, statements with citations."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from retrieval.citing import day
from retrieval.export.wording import Told

_LONG, _SHORT, _MARGIN = Mm(297), Mm(210), Mm(15)  # A4
_TEXT, _CITATION = Pt(10), Pt(8)
_GREY = RGBColor(0x55, 0x55, 0x55)


def on_its_side(title: str, printed: date) -> Document:
    """A document on A4 on its side: its title, the date of printing, and pages that count."""
    document = docx.Document()
    about = document.core_properties
    about.title, about.author, about.comments = title, "", ""
    about.created = about.modified = datetime(printed.year, printed.month, printed.day)
    for language in document.styles.element.xpath("w:docDefaults//w:lang"):
        language.set(qn("w:val"), "en-GB")
    normal = document.styles["Normal"]
    normal.font.size = _TEXT
    normal.paragraph_format.space_after = Pt(4)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _LONG, _SHORT
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    _page_number(section.footer.paragraphs[0])
    document.add_heading(title, level=0)
    document.add_paragraph(f"Printed {day(printed.isoformat())}.")
    return document


def table(document: Document, columns: Mapping[str, Length], rows: int) -> list[tuple[_Cell, ...]]:
    """A table of columns with their widths; the cells of its rows.

    Above them is a header row, which stands on every page.
    """
    made = document.add_table(1 + rows, len(columns), style="Table Grid")
    made.autofit = False
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for column, (name, width) in zip(made.columns, columns.items(), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
        next_line(column.cells[0]).add_run(name).bold = True
    return [row.cells for row in list(made.rows)[1:]]


def next_line(cell: _Cell) -> Paragraph:
    """The paragraph to write on: the one that a new cell comes with, and then one more."""
    last: Paragraph = cell.paragraphs[-1]
    return cell.add_paragraph() if last.runs else last


def cited(paragraph: Paragraph, said: Told) -> None:
    """A statement, and small beside it its citations in brackets."""
    paragraph.add_run(f"{said.text} ")
    citation = paragraph.add_run(f"[{'; '.join(said.citations)}]")
    citation.font.size, citation.font.color.rgb = _CITATION, _GREY


def bytes_of(document: Document) -> bytes:
    """The document's file."""
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _page_number(paragraph: Paragraph) -> None:
    """A field that Word fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
