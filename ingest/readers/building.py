"""Building the one text of a page, and the blocks that point into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.models import Block, BlockKind, Cell, Document, Dropped, Page, Row
from ingest.numbering import item_marker, leading_number

# Ligatures are mended, symbol-font bullets get their plain sign, invisible signs go.
_MENDED = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "\uf0b7": "•",
        "\uf0a7": "▪",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
    }
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `struck` text is left out of the page text and listed as dropped."""

    text: str
    struck: bool = False


@dataclass(frozen=True, slots=True)
class CellText:
    """What stands in a table cell, and how many columns it spans."""

    runs: tuple[Run, ...] = ()
    columns: int = 1

    @property
    def text(self) -> str:
        """The cell's text as it will stand in the page text."""
        return collapse(self.runs, spaces_only=True)[0]


def plain(runs: Iterable[Run]) -> str:
    """The text of runs without what is struck, white space collapsed."""
    return collapse(runs)[0]


def collapse(
    runs: Iterable[Run], *, spaces_only: bool = False
) -> tuple[str, list[tuple[int, str]]]:
    """Clean runs into one text, and list the struck text with its offset in that text.

    White space becomes one sign: a line break where there was one, else a tab, else a space;
    always a space with `spaces_only`.
    """
    parts: list[str] = []
    marks: list[tuple[int, str]] = []  # where struck text stood among the kept, uncollapsed
    length = 0
    for run in runs:
        text = _UNPRINTABLE.sub("", run.text.translate(_MENDED))
        if not run.struck:
            parts.append(text)
            length += len(text)
        elif marks and marks[-1][0] == length:
            marks[-1] = (length, marks[-1][1] + text)
        else:
            marks.append((length, text))
    raw = "".join(parts)
    kept, places = _collapsed(raw, [at for at, _ in marks], spaces_only=spaces_only)
    struck = [
        (at, _SPACE.sub(" ", text).strip()) for at, (_, text) in zip(places, marks, strict=True)
    ]
    return kept, [(at, text) for at, text in struck if text]


def _collapsed(raw: str, marks: Sequence[int], *, spaces_only: bool) -> tuple[str, list[int]]:
    """The text with its white space collapsed, and where each of the offsets has gone."""
    out: list[str] = []
    places: list[int] = []
    length = read = 0
    for token in re.finditer(r"\s+|\S+", raw):
        piece = token.group()
        if piece[0].isspace():
            piece = _one_space(piece, spaces_only) if out else ""
            shift = len(piece)
        else:
            shift = 0
        while read < len(marks) and marks[read] < token.end():
            within = shift if piece.isspace() or not piece else marks[read] - token.start()
            places.append(length + within)
            read += 1
        out.append(piece)
        length += len(piece)
    kept = "".join(out).rstrip()
    places += [length] * (len(marks) - read)
    return kept, [min(at, len(kept)) for at in places]


def _one_space(space: str, spaces_only: bool) -> str:
    if spaces_only:
        return " "
    return "\n" if "\n" in space else "\t" if "\t" in space else " "


class PageBuilder:
    """Takes what stands on a page in reading order, and keeps offsets true by construction.

    Blocks are parted by blank lines, items by line ends, a table's rows by line ends and its
    cells by tabs: blocks cover all of the page text but white space.
    """

    def __init__(self, number: int = 1) -> None:
        self._number = number
        self._parts: list[str] = []
        self._length = 0
        self._dropped: list[Dropped] = []
        self._listed = 0  # the last number of a list within a paragraph
        self.blocks: list[Block] = []

    def add(
        self,
        kind: BlockKind,
        text: str | Sequence[Run],
        *,
        level: int = 0,
        number: str | None = None,
        label: str = "",
    ) -> str:
        """Append one block that is not a table; returns its text ("" where none is left).

        `label` is an automatic number or bullet that the reader sees before the text.
        """
        runs = [Run(text)] if isinstance(text, str) else list(text)
        kept, struck = collapse(runs)
        if not kept:
            self._drop_struck(struck, self._length)
            return ""
        if label:
            kept, struck = f"{label} {kept}", [(at + len(label) + 1, s) for at, s in struck]
        start = self._part(kind)
        self._write(kept)
        self._drop_struck(struck, start)
        self.blocks.append(
            Block(kind, self._number, start, self._length, level=level, number=number)
        )
        return kept

    def add_text(self, text: str | Sequence[Run]) -> str:
        """Append body text: a numbered paragraph, a list item or a paragraph, by its opening."""
        words = text if isinstance(text, str) else plain(text)
        number, rest = leading_number(words, bare=False)
        if number and rest:
            if self._lists(number):
                return self.add("item", text)
            return self.add("paragraph", text, number=number)
        return self.add("item" if item_marker(words) else "paragraph", text)

    @property
    def ends_in_colon(self) -> bool:
        """Whether the last text leads a list in."""
        return bool(self.blocks) and self._parts[-1].endswith(":")

    def _lists(self, number: str) -> bool:
        """Whether a number counts a list within a paragraph: 1 after a colon, and so on.

        A list of names is not a paragraph that anyone would cite by its number.
        """
        if not number.isdigit() or not self.blocks:
            return False
        last = self.blocks[-1]
        begins = number == "1" and last.kind == "paragraph" and self.ends_in_colon
        goes_on = last.kind == "item" and int(number) == self._listed + 1 and self._listed > 0
        self._listed = int(number) if begins or goes_on else 0
        return self._listed > 0

    def add_table(self, rows: Sequence[Sequence[CellText]], headers: Sequence[bool]) -> None:
        """Append a table. `headers` says for each row whether it names the columns.

        Rows are padded with blank cells to the table's width; rows without text are left out.
        """
        width = max((sum(c.columns for c in row) for row in rows), default=0)
        made: list[Row] = []
        for cells, header in zip(rows, headers, strict=True):
            row = self._row(cells, header, width, first=not made)
            if row:
                made.append(row)
        if made:
            self.blocks.append(
                Block("table", self._number, made[0].start, made[-1].end, rows=tuple(made))
            )

    def drop(self, kind: str, text: str) -> None:
        """List text that the reader sees here and that is not in the page text."""
        text = collapse([Run(text)], spaces_only=True)[0]
        if text:
            self._dropped.append(Dropped(kind, text, self._length))

    def document(self, *, title: str | None = None, warnings: Sequence[str] = ()) -> Document:
        """The finished document of one page, for formats that have no pages."""
        page = Page(self._number, "".join(self._parts), dropped=tuple(self._dropped))
        return Document(
            (page,), tuple(self.blocks), paged=False, title=title or None, warnings=tuple(warnings)
        )

    def _row(self, cells: Sequence[CellText], header: bool, width: int, first: bool) -> Row | None:
        texts = [collapse(cell.runs, spaces_only=True) for cell in cells]
        if not any(text for text, _ in texts):
            for _, struck in texts:
                self._drop_struck(struck, self._length)
            return None
        if first:
            self._part("table")
        else:
            self._write("\n")
        made: list[Cell] = []
        column = 0
        for cell, (text, struck) in zip(cells, texts, strict=True):
            if made:
                self._write("\t")
            start = self._length
            self._write(text)
            self._drop_struck(struck, start)
            made.append(Cell(start, self._length, column, cell.columns))
            column += cell.columns
        made += [Cell(self._length, self._length, c) for c in range(column, width)]
        filled = [cell for cell in made if cell.end > cell.start]
        start, end = filled[0].start, filled[-1].end
        # A row is its print without the tabs around it; blank cells keep within it.
        made = [
            Cell(min(max(c.start, start), end), min(max(c.end, start), end), c.column, c.columns)
            for c in made
        ]
        return Row(start, end, tuple(made), header)

    def _part(self, kind: BlockKind) -> int:
        """Write what parts the next block from the last; returns where the block begins."""
        if self.blocks:
            together = kind == "item" and self.blocks[-1].kind == "item"
            self._write("\n" if together else "\n\n")
        return self._length

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _drop_struck(self, struck: Iterable[tuple[int, str]], start: int) -> None:
        self._dropped += [Dropped("struck", text, start + at) for at, text in struck]
