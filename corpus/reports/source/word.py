"""A digest as a Word document with Word's own styles, tables and automatic numbering."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from corpus.reports.source.paper import NOTICE, Paper, Paragraph, Table

_SECTIONS = 90  # numbering ids above those of python-docx's template
_RECOMMENDATIONS = 91
_WRITTEN = dt.datetime(2025, 1, 1)  # a fixed date: the file says nothing of when it was made


def write_docx(paper: Paper, path: Path) -> None:
    """Write the digest to `path`."""
    document = docx.Document()
    _properties(document, paper)
    _numbering(document)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    document.sections[0].header.paragraphs[0].text = paper.title
    document.add_paragraph(paper.title, style="Title")
    for label, value in paper.particulars():
        line = document.add_paragraph()
        line.add_run(f"{label}: ").bold = True
        line.add_run(value)
    document.add_paragraph().add_run(NOTICE).italic = True
    _unnumbered(document, "Purpose")
    document.add_paragraph(paper.purpose)
    _unnumbered(document, "Recommendations")
    for recommendation in paper.recommendations:
        _number(document.add_paragraph(recommendation), _RECOMMENDATIONS, 0)
    for section in paper.sections:
        document.add_paragraph(section.heading, style="Heading 1")
        for block in section.blocks:
            if isinstance(block, Table):
                _table(document, block)
            else:
                _paragraph(document, block)
    _save(document, path)


def _properties(document: Any, paper: Paper) -> None:
    properties = document.core_properties
    properties.title, properties.author = paper.title, paper.body
    properties.subject = f"A digest of a public report: {paper.digest_of}"
    properties.comments = ""
    properties.language = "en-GB"
    properties.created = properties.modified = _WRITTEN


def _numbering(document: Any) -> None:
    """Number Heading 1 as "1." and the paragraphs under it as "1.1", by Word itself."""
    part = document.part.numbering_part.element
    levels = _level(0, "%1.", "Heading1") + _level(1, "%1.%2", None)
    for number, content in ((_SECTIONS, levels), (_RECOMMENDATIONS, _level(0, "(%1)", None))):
        part.insert(
            0,  # the schema wants every definition before the first use
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
                f'<w:multiLevelType w:val="multilevel"/>{content}</w:abstractNum>'
            ),
        )
        part.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}">'
                f'<w:abstractNumId w:val="{number}"/></w:num>'
            )
        )
    _number(document.styles["Heading 1"], _SECTIONS, 0)


def _level(level: int, text: str, style: str | None) -> str:
    link = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{link}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="680" w:hanging="680"/></w:pPr></w:lvl>'
    )


def _number(paragraph: Any, number: int, level: int) -> None:
    """Put a paragraph (or a style) into list `number` at a level counted from 0."""
    mark = paragraph._element.get_or_add_pPr().get_or_add_numPr()
    mark.get_or_add_ilvl().val = level
    mark.get_or_add_numId().val = number


def _unnumbered(document: Any, heading: str) -> None:
    _number(document.add_paragraph(heading, style="Heading 1"), 0, 0)  # list 0: Word's "none"


def _paragraph(document: Any, block: Paragraph) -> None:
    _number(document.add_paragraph(block.text), _SECTIONS, 1)
    for item in block.items:
        document.add_paragraph(item, style="List Bullet")


def _table(document: Any, table: Table) -> None:
    if table.spans():
        raise ValueError(f"joined cells are only set in a PDF: {table.caption}")
    document.add_paragraph(table.caption, style="Caption")
    grid = document.add_table(len(table.rows), len(table.widths), style="Table Grid")
    grid.autofit = False
    usable = document.sections[0].page_width - 2 * document.sections[0].left_margin
    for at, row in enumerate(table.rows):
        for column, text in enumerate(row):
            cell = grid.cell(at, column)
            cell.width = usable * table.widths[column] // sum(table.widths)
            cell.paragraphs[0].add_run(text).bold = at < table.head or None
        if at < table.head:
            repeat = grid.rows[at]._tr.get_or_add_trPr()
            repeat.append(repeat.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    document.add_paragraph()


def _save(document: Any, path: Path) -> None:
    """Save with one fixed time on every part, so that the same source gives the same file."""
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as loose, zipfile.ZipFile(path, "w") as fixed:
        for name in loose.namelist():
            entry = zipfile.ZipInfo(name, date_time=_WRITTEN.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, loose.read(name))
