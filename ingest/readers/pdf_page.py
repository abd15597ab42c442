"""A PDF page while it is read, and the writing of its one text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from corpus.models import Block, Cell, Dropped, Page, Row, Span, Word
from corpus.quotes import stands_in
from ingest.readers.pdf_chars import HYPHEN, Line
from ingest.readers.pdf_grid import Grid, GridCell
from ingest.readers.pdf_layout import Piece, parts_a_range
from ingest.readers.pdf_tokens import Token
from ingest.sentences import quotable, sentences

_HYPHENS = frozenset("\ufffe\x02\xad")  # at a line's end, as pdfium gives them


@dataclass(slots=True)
class Sheet:
    """A page while it is read."""

    number: int
    lines: list[Line]
    words: list[list[Token]]  # of each line
    grids: list[Grid]
    raw: str  # pdfium's own text
    furniture: dict[int, str]
    pieces: list[Piece | Grid]


class PageWriter:
    """Writes a page's text, keeping where each word and block stands."""

    def __init__(self, sheet: Sheet, known: Counter[str], label: str | None) -> None:
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
