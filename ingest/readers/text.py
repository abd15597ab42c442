"""Plain text and Markdown files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import ReadError
from corpus.models import Document
from ingest.numbering import leading_number
from ingest.readers.building import CellText, PageBuilder, Run
from ingest.readers.decoding import decode
from ingest.readers.emphasis import strip_links
from ingest.readers.headings import CONTACT, is_part_title, reads_as_heading
from ingest.readers.tables import header_rows, is_table
from ingest.readers.text_lines import Piece, heading_runs, pieces

_LONGEST_STACK = 3  # more short lines in a row are a list of names, not headings
_PAGE_NUMBER = re.compile(r"(?:page|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE)


def read_text(path: Path) -> Document:
    """Read a text or Markdown file.

    Emphasis marks are not text; in Markdown a link is its text. Headings are found by `#`,
    number, bold or form. Raises ReadError for a file that is empty or holds no text.
    """
    markdown = path.suffix.lower() == ".md"
    text = decode(path.read_bytes(), path)
    if not text.strip():
        raise ReadError(f"{path.name} is empty: there is no text in it to read.")
    found = pieces(strip_links(text) if markdown else text, markdown=markdown)
    page = PageBuilder()
    headings = _headings(found)
    for piece, level in zip(found, headings, strict=True):
        _add(page, piece, level)
    if not page.blocks:
        raise ReadError(f"{path.name} holds no text, only signs: there is nothing to read.")
    return page.document()


def _add(page: PageBuilder, piece: Piece, level: int) -> None:
    if piece.kind == "table":
        _add_table(page, piece)
    elif level:
        page.add("heading", piece.text, level=level, number=leading_number(piece.text)[0])
    elif _PAGE_NUMBER.fullmatch(piece.text):
        page.drop("page_number", piece.text)
    else:
        page.add_text(piece.text)


def _add_table(page: PageBuilder, piece: Piece) -> None:
    grid = piece.grid
    if not grid:
        return
    if not is_table(grid):
        for row in grid:
            page.add("paragraph", "\t".join(cell for cell in row if cell))
        return
    headers = piece.rule if piece.rule and piece.rule < len(grid) else header_rows(grid)
    page.add_table(
        [[CellText((Run(cell),)) for cell in row] for row in grid],
        [at < headers for at in range(len(grid))],
    )


def _headings(found: Sequence[Piece]) -> list[int]:
    """The level of each piece that is a heading, 0 for the others."""
    numbers = [_heading_number(piece, at + 1 < len(found)) for at, piece in enumerate(found)]
    _keep_usual(found, numbers)
    hashes = any(piece.kind == "hash" for piece in found)
    plain = _plain_headings(found, only_strong=hashes)
    levels: list[int] = []
    series: str | None = None  # the last numbered heading
    base = 0  # the depth under which headings without a number stand
    for at, piece in enumerate(found):
        level = 0
        if piece.kind == "hash":
            level = base = piece.level
        elif number := numbers[at]:
            level = len(number.split("."))
            series = number
        elif at in plain:
            if series and not hashes:
                base = len(series.split(".")) if _goes_on(series, numbers[at:]) else 0
            stacked = at > 0 and levels[-1] and found[at - 1].kind == "plain"
            level = 1 if is_part_title(piece.text) else (levels[-1] if stacked else base) + 1
        levels.append(level)
    return levels


def _heading_number(piece: Piece, followed: bool) -> str | None:
    """The number of a piece that reads as a numbered heading."""
    if piece.kind != "number" or not piece.alone or not followed:
        return None
    number, rest = leading_number(piece.text)
    return number if reads_as_heading(rest, numbered=True) and not rest.endswith(":") else None


def _keep_usual(found: Sequence[Piece], numbers: list[str | None]) -> None:
    """Among paragraphs numbered throughout, a short one is a paragraph too."""
    numbered = [leading_number(p.text)[0] if p.kind == "number" else None for p in found]
    for depth in {n.count(".") for n in numbers if n}:
        those = [at for at, n in enumerate(numbered) if n and n.count(".") == depth]
        alone = [at for at in those if found[at].alone]
        if sum(numbers[at] is not None for at in alone) < 0.3 * len(alone):
            for at in those:
                numbers[at] = None


def _plain_headings(found: Sequence[Piece], *, only_strong: bool) -> set[int]:
    """Which plain pieces are headings: those that read so and have something under them."""
    chosen: set[int] = set()
    for start, end in heading_runs(found):
        run = list(range(start, end))
        if end == len(found):
            run = [at for at in run if found[at].strong and at + 1 < len(found)]
        if len(run) > _LONGEST_STACK:
            run = [run[0], run[-1]]
        for at in run:
            if not only_strong or found[at].strong:
                chosen.add(at)
    return chosen - _contacts(found, chosen)


def _contacts(found: Sequence[Piece], chosen: set[int]) -> set[int]:
    """Short lines under "Officer to contact": names and teams, not headings."""
    names: set[int] = set()
    within = False
    for at, piece in enumerate(found):
        if at in chosen and CONTACT.search(piece.text):
            within = True
        elif piece.kind != "plain" or len(piece.text) > 80 or is_part_title(piece.text):
            within = False
        elif within:
            names.add(at)
    return names


def _goes_on(number: str, later: Sequence[str | None]) -> bool:
    """Whether a numbered heading that follows `number` in order is still to come."""
    parts = [int(part) for part in number.split(".")]
    nexts = {".".join(map(str, [*parts[:depth], parts[depth] + 1])) for depth in range(len(parts))}
    return any(n in nexts for n in later if n)
