"""From the lines of a text file to its pieces: tables, numbered paragraphs, items, text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.numbering import item_marker, leading_number
from ingest.readers.emphasis import is_strong_line, strip_emphasis
from ingest.readers.headings import reads_as_heading

PieceKind = Literal["table", "hash", "number", "item", "plain"]

_WIDEST_WRAP = 130  # a file with longer lines does not break its lines by width
_HASH = re.compile(r"\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*")
_RULE = re.compile(r"\s*([-=_*]\s?){3,}\s*")
_RULE_CELL = re.compile(r"\s*:?-{3,}:?\s*")
_PIPED = re.compile(r"\s*\|.*\|\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_DASH = re.compile(r"\s*[-*–+]\s+(?=\S)")


@dataclass(slots=True)
class Piece:
    """One piece of a text file, before it is known which plain pieces are headings.

    `alone`: a single line that opens its group of lines. `rule` counts the rows above a
    table's ruled line, where there is one.
    """

    kind: PieceKind
    text: str = ""
    level: int = 0
    strong: bool = False
    alone: bool = False
    grid: list[list[str]] = field(default_factory=list)
    rule: int | None = None


def pieces(text: str, *, markdown: bool) -> list[Piece]:
    """The pieces of a text in order. A blank line, and a page break, ends a piece."""
    groups = _groups(text)
    width = 0 if markdown else _width(groups)
    found: list[Piece] = []
    for lines in groups:
        made = _pieces_of(lines, width, markdown)
        if found and made and _belongs(found[-1], made[0]):
            first = made.pop(0)
            found[-1].text += " " + first.text
            found[-1].alone = False
        found += made
    return found


def _groups(text: str) -> list[list[tuple[str, bool]]]:
    """Lines between blank lines, without emphasis; each with whether it was all bold."""
    groups = []
    for block in re.split(r"\n(?:[^\S\n]*\n)+|\f", text):
        if block.strip():
            strong = [is_strong_line(line) for line in block.split("\n")]
            lines = strip_emphasis(block).split("\n")
            groups.append([(ln.rstrip(" \xa0"), s) for ln, s in zip(lines, strong, strict=True)])
    return [[pair for pair in lines if pair[0].strip()] for lines in groups]


def _width(groups: Sequence[Sequence[tuple[str, bool]]]) -> int:
    """The width at which the file's lines are wrapped, in characters; 0 where they are not."""
    longest = max((len(ln) for g in groups for ln, _ in g if "\t" not in ln), default=0)
    return longest if longest <= _WIDEST_WRAP else 0


def _pieces_of(lines: Sequence[tuple[str, bool]], width: int, markdown: bool) -> list[Piece]:
    made: list[Piece] = []
    last = ""
    for at, (line, strong) in enumerate(lines):
        table = _cells(line, made)
        if table is not None:
            _add_row(made, table)
        elif _RULE.fullmatch(line):
            _underline(made, line)
        elif hashed := _HASH.fullmatch(line):
            made.append(Piece("hash", hashed.group(2), level=len(hashed.group(1))))
        elif made and made[-1].kind == "table" and at + 1 < len(lines) and "\t" in lines[at + 1][0]:
            made[-1].grid[-1][-1] += " " + line.strip()  # a cell of several lines
        else:
            _add_line(made, line, strong, len(lines) == 1, _wraps(last, line, width, markdown))
        last = line
    for at, piece in enumerate(made):
        single = "\n" not in piece.text and (at == 0 or piece.strong)
        if piece.kind == "plain":
            piece.alone = single
        elif piece.kind == "number":
            piece.alone = single and (len(lines) == 1 or piece.strong)
    return made


def _add_line(made: list[Piece], line: str, strong: bool, single: bool, wrapped: bool) -> None:
    text = _without_dash(line.strip())
    number, _ = leading_number(text, bare=single)
    if number and not (wrapped and "." not in text[:4]):
        made.append(Piece("number", text, strong=strong))
    elif item_marker(text):
        made.append(Piece("item", text))
    elif not made or made[-1].kind in ("table", "hash") or strong or made[-1].strong:
        made.append(Piece("plain", text, strong=strong))
    elif wrapped or _unfinished(made[-1].text):
        made[-1].text += " " + text
    elif made[-1].kind == "plain" and not _titles(made, text):
        made[-1].text += "\n" + text
    else:
        made.append(Piece("plain", text))


def _without_dash(text: str) -> str:
    """A dash before a paragraph's number ("- 3.1.6") is a list's, not the text's.

    Before another mark ("- (a)") it stays: the items of a list are quoted together.
    """
    dash = _DASH.match(text)
    bare = text[dash.end() :] if dash else text
    return bare if leading_number(bare, bare=False)[0] else text


def _titles(made: Sequence[Piece], line: str) -> bool:
    """Whether the text so far is a heading set right above its text."""
    sentence = line.endswith((".", ":")) or len(line) > 90
    return len(made) == 1 and sentence and reads_as_heading(made[0].text)


def _wraps(last: str, line: str, width: int, markdown: bool) -> bool:
    """Whether the line carries on the last one, which ended because it was full."""
    if not last:
        return False
    words = line.split()
    full = width and len(last.rstrip()) + 1 + len(words[0]) > width
    return bool(full or line.lstrip()[:1].islower() or (markdown and not last.endswith("  ")))


def _cells(line: str, made: Sequence[Piece]) -> list[str] | None:
    """The cells of a line of a table; None where it is none."""
    if _PIPED.fullmatch(line):
        return [c.strip().replace("\\|", "|") for c in _PIPE.split(line.strip())[1:-1]]
    in_table = bool(made) and made[-1].kind == "table"
    if "\t" not in (line if in_table else line.strip()):
        return None
    cells = [cell.strip() for cell in line.split("\t")]
    if not in_table and len(line.strip().split("\t")) == 2:
        mark = line.strip().split("\t")[0]
        if item_marker(mark) or item_marker(mark + " x") or leading_number(mark, bare=False)[0]:
            return None  # "•<tab>Text", "2.1<tab>Text"
    return cells


def _add_row(made: list[Piece], cells: list[str]) -> None:
    if not made or made[-1].kind != "table":
        made.append(Piece("table"))
    table = made[-1]
    if all(not cell or _RULE_CELL.fullmatch(cell) for cell in cells):
        if table.rule is None and table.grid:
            table.rule = len(table.grid)
    elif any(cells):
        table.grid.append(cells)


def _underline(made: list[Piece], line: str) -> None:
    """A ruled line makes a heading of the line above it; elsewhere it is no text."""
    if made and made[-1].kind == "plain" and "\n" not in made[-1].text and line.strip()[0] in "=-":
        made[-1].kind = "hash"
        made[-1].level = 1 if line.strip()[0] == "=" else 2


def _unfinished(text: str) -> bool:
    """Whether a number or bullet stands alone and waits for its text."""
    if len(text) > 20:
        return False
    number, rest = leading_number(text)
    return bool(number and not rest.strip()) or item_marker(text) == text.strip()


# Words that open a sentence, and words that never end one.
_OPENERS = set(
    re.findall(
        r"\w+",
        """a after all also although an and any as at because before both but by during each for
    following from given he her his how however if in it its members no none of officers on one
    our over she since so some such that the their there these they this those through throughout
    to under until we what when where which while who why with within you""",
    )
)
_LINKS = set(
    re.findall(
        r"\w+",
        """a an and as at between by for from his her in including into its of on or our that the
    their this to under which with""",
    )
)


def _belongs(last: Piece, piece: Piece) -> bool:
    """Whether a piece carries on the last one, which a page break or a blank line cut."""
    if piece.kind != "plain" or last.kind in ("table", "hash") or piece.strong or last.strong:
        return False
    before, after = last.text, piece.text
    if _unfinished(before):
        return True
    if before.rstrip("\"'”’)").endswith((".", "?", "!", ":", ";")) or not after.split():
        return False
    if after[0].islower():
        return len(before) >= 40 or not reads_as_heading(before)
    ending, opening = before.split()[-1], after.split()[0]
    if reads_as_heading(after) or any(w.endswith(":") for w in after.split()[:6]):
        return False
    if ending.lower() in _LINKS:
        return len(before) >= 40
    split_name = ending[0].isupper() and opening[0].isupper() and opening.lower() not in _OPENERS
    return split_name and len(before) >= 80 and len(after) >= 40


def heading_runs(found: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Where plain pieces that read as headings follow each other: (first, one past the last)."""
    start = None
    for at, piece in enumerate([*found, Piece("table")]):
        fits = piece.kind == "plain" and piece.alone and reads_as_heading(piece.text)
        if fits and start is None:
            start = at
        elif not fits and start is not None:
            yield start, at
            start = None
