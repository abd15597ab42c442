"""The PDF reader: from a file to pages, each with its text, its words' places and its blocks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

import pypdfium2 as pdfium
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from corpus.errors import ReadError
from corpus.models import Block, Cell, Document, Dropped, Page, Row, Span, Word
from corpus.quotes import stands_in
from ingest.readers.pdf_chars import HYPHEN, Frame, Line, read_lines
from ingest.readers.pdf_furniture import furniture, printed_labels
from ingest.readers.pdf_layout import Piece, body_style, parts_a_range, pieces_of, set_levels
from ingest.readers.pdf_paths import Ruling, mark_struck, read_rulings
from ingest.readers.pdf_tables import Grid, GridCell, column_tables, ruled_tables
from ingest.readers.pdf_tokens import Token, cut_lines, tokens_of
from ingest.sentences import quotable, sentences

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_HYPHENS = frozenset("\ufffe\x02\xad")  # at a line's end, as pdfium gives them


@dataclass(slots=True)
class _Sheet:
    """A page while it is read."""

    number: int
    lines: list[Line]
    words: list[list[Token]]  # of each line
    grids: list[Grid]
    raw: str  # pdfium's own text
    furniture: dict[int, str]
    pieces: list[Piece | Grid]


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
        page, own = _Writer(sheet, hyphenated, label).write()
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


def _sheet(page: pdfium.PdfPage, number: int) -> _Sheet:
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
    return _Sheet(number, lines, words, grids, raw, {}, [])


def _tables(
    lines: Sequence[Line], rulings: Sequence[Ruling]
) -> tuple[list[list[Token]], list[Grid]]:
    """The words of each line, and the tables that some of them make."""
    words = tokens_of(lines)
    tokens = [t for line in words for t in line if not t.struck]
    grids = ruled_tables(tokens, rulings)
    taken = {t.order for grid in grids for t in grid.tokens}
    return words, grids + column_tables([t for t in tokens if t.order not in taken])


def _arrange(sheets: Sequence[_Sheet], heights: Sequence[float]) -> None:
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


def _labels(sheets: Sequence[_Sheet], named: dict[int, str]) -> list[str | None]:
    """The page numbers that readers see, where they are not the pages' own."""
    printed = printed_labels([[s.lines[i].text for i in s.furniture] for s in sheets])
    return [
        named.get(s.number) or (label if label != str(s.number) else None)
        for s, label in zip(sheets, printed, strict=True)
    ]


def _hyphenation(sheets: Sequence[_Sheet]) -> Counter[str]:
    """How often words stand in the document, to tell which line-end hyphens belong."""
    return Counter(
        word.lower() for sheet in sheets for word in _WORD.findall(sheet.raw.replace("\r\n", " "))
    )


class _Writer:
    """Writes a page's text, keeping where each word and block stands."""

    def __init__(self, sheet: _Sheet, known: Counter[str], label: str | None) -> None:
        self._sheet, self._known, self._label = sheet, known, label
        self._parts: list[str] = []
        self._length = 0
        self._words: list[Word] = []
        self._dropped: list[Dropped] = []
        self._blocks: list[Block] = []

    def write(self) -> tuple[Page, list[Block]]:
        sheet = self._sheet
        for index, kind in sheet.furniture.items():
            if kind == "header":
                self._drop(kind, sheet.lines[index].text)
        for piece in sheet.pieces:
            if isinstance(piece, Grid):
                self._table(piece)
            else:
                self._piece(piece)
        for index, kind in sheet.furniture.items():
            if kind != "header":
                self._drop(kind, sheet.lines[index].text)
        page = Page(
            sheet.number,
            "".join(self._parts),
            self._label,
            tuple(self._words),
            tuple(self._dropped),
        )
        return replace(page, unsure=self._unsure(page)), self._blocks

    def _unsure(self, page: Page) -> tuple[Span, ...]:
        """Sentences whose slices do not stand in pdfium's text of the page.

        Only words mended at a line's end, or struck out in part, can differ from it.
        """
        struck = any(d.kind == "struck" for d in page.dropped)
        if not struck and _HYPHENS.isdisjoint(self._sheet.raw):
            return ()
        return tuple(
            span
            for block in self._blocks
            if block.kind != "table"
            for span in sentences(page.text, block.start, block.end)
            if not all(
                stands_in(page.text[s.start : s.end], self._sheet.raw) for s in quotable(page, span)
            )
        )

    def _piece(self, piece: Piece) -> None:
        tokens = [t for index in piece.lines for t in self._sheet.words[index]]
        if all(token.struck for token in tokens):
            self._tokens(tokens)
            return
        self._part(piece.kind)
        start = self._length
        self._tokens(tokens)
        if self._length > start:
            self._blocks.append(
                Block(
                    piece.kind, self._sheet.number, start, self._length, piece.level, piece.number
                )
            )

    def _table(self, grid: Grid) -> None:
        self._part("table")
        width = max(c.column + c.columns for row in grid.rows for c in row)
        rows: list[Row] = []
        struck = self._struck_in(grid)
        for cells, header in zip(grid.rows, grid.headers, strict=True):
            if rows:
                self._write("\n")
            made: list[Cell] = []
            row_start = self._length
            for cell in cells:
                if cell.tokens and self._length > row_start:
                    self._write("\t")
                start = self._length
                self._tokens([t for token in cell.tokens for t in struck.get(token.order, [token])])
                made.append(Cell(start, self._length, cell.column, cell.columns))
            held = {c for cell in made for c in range(cell.column, cell.column + cell.columns)}
            made += [Cell(self._length, self._length, c) for c in range(width) if c not in held]
            made.sort(key=lambda c: c.column)
            rows.append(
                Row(row_start, self._length, tuple(made), header, self._runs(cells, row_start))
            )
        self._blocks.append(
            Block("table", self._sheet.number, rows[0].start, rows[-1].end, rows=tuple(rows))
        )

    def _struck_in(self, grid: Grid) -> dict[int, list[Token]]:
        """Words of a table, by order, that stand beside struck-out ones, together with those."""
        held = {token.order for token in grid.tokens}
        found: dict[int, list[Token]] = {}
        for line in {token.line for token in grid.tokens}:
            group: list[Token] = []
            for token in self._sheet.words[line]:
                if token.order in held:
                    if any(not t.struck for t in group):
                        group = []
                    group.append(token)
                    found[token.order] = group
                elif token.struck:
                    group.append(token)
        return {order: group for order, group in found.items() if len(group) > 1}

    def _runs(self, cells: Sequence[GridCell], start: int) -> tuple[Span, ...]:
        """The pieces of a row, written from `start`, that the file prints one after another."""
        if stands_in(self._since(start), self._sheet.raw):
            return ()
        order = [token.order for cell in cells for token in cell.tokens]
        words = [word for word in self._words if word.start >= start]
        spans: list[Span] = []
        for i, word in enumerate(words):
            if i and order[i] == order[i - 1] + 1:
                spans[-1] = Span(spans[-1].start, word.end)
            else:
                spans.append(Span(word.start, word.end))
        return tuple(spans)

    def _tokens(self, tokens: Sequence[Token]) -> None:
        """Write words with spaces between, mending those parted at a line's end."""
        struck: list[str] = []
        glue = True
        for token, following in zip_longest(tokens, tokens[1:]):
            if token.struck:
                struck.append(token.text)
                continue
            if struck:
                self._drop("struck", " ".join(struck))
                struck = []
            if not glue:
                self._write(" ")
            text = token.text
            glue = text.endswith(HYPHEN)
            if glue:
                keeps = following is None or self._keeps_hyphen(text[:-1], following.text)
                text = text[:-1] + ("-" if keeps else "")
            elif following is not None and following.line != token.line:
                glue = parts_a_range(text, following.text)
            text = text.replace(HYPHEN, "-")
            start = self._length
            self._write(text)
            self._words.append(
                Word(start, self._length, token.x0, token.top, token.x1, token.bottom)
            )
        if struck:
            self._drop("struck", " ".join(struck))

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether a hyphen at a line's end is part of the word.

        It is, unless the document has the word without it elsewhere and never with it.
        """
        first = re.search(r"[A-Za-z]+$", before)
        last = re.match(r"[A-Za-z]+", after)
        if not first or not last:
            return True
        plain, with_hyphen = first.group() + last.group(), f"{first.group()}-{last.group()}"
        return not self._known[plain.lower()] or self._known[with_hyphen.lower()] > 0

    def _part(self, kind: str) -> None:
        if self._blocks:
            together = kind == "item" and self._blocks[-1].kind == "item"
            self._write("\n" if together else "\n\n")

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _since(self, start: int) -> str:
        parts: list[str] = []
        length = self._length
        for part in reversed(self._parts):
            if length <= start:
                break
            parts.append(part)
            length -= len(part)
        return "".join(reversed(parts))

    def _drop(self, kind: str, text: str) -> None:
        self._dropped.append(Dropped(kind, text, self._length))
