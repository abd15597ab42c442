"""The PDF reader: from a file to pages, each with its text, its words' places and its blocks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from corpus.errors import ReadError
from corpus.models import Document
from ingest.readers.pdf_chars import Frame, Line, read_lines
from ingest.readers.pdf_columns import column_tables
from ingest.readers.pdf_furniture import furniture, printed_labels
from ingest.readers.pdf_grid import Grid
from ingest.readers.pdf_layout import Piece, body_style, pieces_of, set_levels
from ingest.readers.pdf_page import PageWriter, Sheet
from ingest.readers.pdf_paths import Ruling, mark_struck, read_rulings
from ingest.readers.pdf_tables import ruled_tables
from ingest.readers.pdf_tokens import Token, cut_lines, tokens_of

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


def read_pdf(path: Path) -> Document:
    """Read a PDF. Raises ReadError for one that is locked, damaged or only scanned."""
    title, labels = _properties(path)
    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise ReadError(_why_not(path, str(error))) from error
    try:
        sheets = [_sheet(pdf[i], i + 1) for i in range(len(pdf))]
        heights = [pdf[i].get_height() for i in range(len(pdf))]
    except pdfium.PdfiumError as error:
        raise ReadError(f"{path.name} is damaged: a page cannot be read. Save it again.") from error
    finally:
        pdf.close()
    if not any(sheet.lines for sheet in sheets):
        raise ReadError(
            f"{path.name} has no text: this looks scanned. "
            "Make it searchable with text recognition (OCR) and try again."
        )
    _arrange(sheets, heights)
    hyphenated = _hyphenation(sheets)
    pages, blocks = [], []
    for sheet, label in zip(sheets, _labels(sheets, labels), strict=True):
        page, own = PageWriter(sheet, hyphenated, label).write()
        pages.append(page)
        blocks += own
    bare = [page.number for page in pages if not page.text.strip()]
    warnings = []
    if bare:
        shown = ", ".join(map(str, bare[:8])) + (" …" if len(bare) > 8 else "")
        warnings.append(f"No text on {len(bare)} of {len(pages)} pages (scanned or blank): {shown}")
    return Document(tuple(pages), tuple(blocks), paged=True, title=title, warnings=tuple(warnings))


def _properties(path: Path) -> tuple[str | None, dict[int, str]]:
    """The title in the file's properties, and printed labels by page number."""
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError(
                f"{path.name} is locked with a password: save it without one and try again."
            )
        title = reader.metadata.title if reader.metadata else None
        labels = {
            i: label
            for i, label in enumerate(reader.page_labels, start=1)
            if label and label != str(i)
        }
    except ReadError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError):
        return None, {}  # pdfium forgives more: it decides whether the file can be read
    return (title or "").strip() or None, labels


def _why_not(path: Path, error: str) -> str:
    if "password" in error.lower():
        return f"{path.name} is locked with a password: save it without one and try again."
    return f"{path.name} is damaged or not a PDF: save it again, or ask for another copy."


def _sheet(page: pdfium.PdfPage, number: int) -> Sheet:
    frame = Frame(page)
    lines = read_lines(page, frame)
    rulings = read_rulings(page, frame)
    mark_struck(lines, rulings)
    words, grids = _tables(lines, rulings)
    held = {t.order for grid in grids for t in grid.tokens}
    cut = cut_lines(lines, held) if held else lines
    if len(cut) > len(lines):
        lines = cut
        words, grids = _tables(lines, rulings)
    text_page = page.get_textpage()
    raw = text_page.get_text_range()
    text_page.close()
    page.close()
    return Sheet(number, lines, words, grids, raw, {}, [])


def _tables(
    lines: Sequence[Line], rulings: Sequence[Ruling]
) -> tuple[list[list[Token]], list[Grid]]:
    """The words of each line, and the tables that some of them make."""
    words = tokens_of(lines)
    tokens = [t for line in words for t in line if not t.struck]
    grids = ruled_tables(tokens, rulings)
    taken = {t.order for grid in grids for t in grid.tokens}
    return words, grids + column_tables([t for t in tokens if t.order not in taken])


def _arrange(sheets: Sequence[Sheet], heights: Sequence[float]) -> None:
    """Find furniture, paragraphs and headings, which take the whole document to judge."""
    in_tables = [{t.line for grid in sheet.grids for t in grid.tokens} for sheet in sheets]
    found = furniture([sheet.lines for sheet in sheets], heights)
    style = body_style(line for sheet in sheets for line in sheet.lines)
    headings: list[Piece] = []
    for sheet, tabled, kinds in zip(sheets, in_tables, found, strict=True):
        sheet.furniture = {i: kind for i, kind in kinds.items() if i not in tabled}
        starts: defaultdict[int, list[Grid]] = defaultdict(list)
        for grid in sheet.grids:
            starts[min(t.line for t in grid.tokens)].append(grid)
        run: list[int] = []
        for index in range(len(sheet.lines)):
            if index in starts:
                sheet.pieces += pieces_of(sheet.lines, run, style)
                sheet.pieces += starts[index]
                run = []
            if index not in tabled and index not in sheet.furniture:
                run.append(index)
        sheet.pieces += pieces_of(sheet.lines, run, style)
        headings += [p for p in sheet.pieces if isinstance(p, Piece) and p.kind == "heading"]
    set_levels(headings)


def _labels(sheets: Sequence[Sheet], named: dict[int, str]) -> list[str | None]:
    """The page numbers that readers see, where they are not the pages' own."""
    printed = printed_labels([[s.lines[i].text for i in s.furniture] for s in sheets])
    return [
        named.get(s.number) or (label if label != str(s.number) else None)
        for s, label in zip(sheets, printed, strict=True)
    ]


def _hyphenation(sheets: Sequence[Sheet]) -> Counter[str]:
    """How often words stand in the document, to tell which line-end hyphens belong."""
    return Counter(
        word.lower() for sheet in sheets for word in _WORD.findall(sheet.raw.replace("\r\n", " "))
    )
