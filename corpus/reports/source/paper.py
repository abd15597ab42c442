"""The plain sources of the digests, read into values that each format is made from.

A source is TOML between two lines of `+++`, then: `# ` a section heading; a line of text, a
numbered paragraph; `- ` an item of the paragraph before it; `Table [widths]: caption`, then
rows between pipes, the header rows above the line `|---|`. A cell of `<` joins the one on its
left. Sections, paragraphs and tables are numbered here, so that every format agrees.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NOTICE = (
    "This is a digest, written for this program in its own words. Its facts and figures come "
    "from a public report, which remains under its own licence. The part of the original that "
    "each paragraph digests is named in square brackets."
)
SOURCE = (
    "The facts and figures come from a public report of the title given, which remains under "
    "its own licence; the wording is this program's own."
)
JOINED = "<"
_TABLE = re.compile(r"Table \[([\d ]+)\]: (.+)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph and the list under it."""

    number: str
    text: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; `widths` are the columns' relative widths, `head` counts header rows."""

    caption: str
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    head: int

    def is_figures(self, column: int) -> bool:
        """Whether the column holds figures or dashes alone, and so is set to the right."""
        cells = [row[column] for row in self.rows[self.head :] if row[column]]
        return all(re.fullmatch(r"[\d,.%£-]+", cell) for cell in cells)

    def spans(self) -> list[tuple[int, int, int]]:
        """(row, first column, last column) of cells that join several columns."""
        found = []
        for at, row in enumerate(self.rows):
            for first, cell in enumerate(row):
                last = first
                while last + 1 < len(row) and row[last + 1] == JOINED:
                    last += 1
                if cell != JOINED and last > first:
                    found.append((at, first, last))
        return found


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section."""

    number: str
    heading: str
    blocks: tuple[Paragraph | Table, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One digest. `first_page` is the page number printed on its first page, if not 1."""

    file: str
    title: str
    digest_of: str
    body: str
    committee: str
    date: str
    date_label: str
    date_printed: str
    areas: tuple[str, ...]
    area_codes: tuple[str, ...]
    purpose: str
    recommendations: tuple[str, ...]
    sections: tuple[Section, ...]
    presented_by: str | None = None
    first_page: int = 1

    def particulars(self) -> list[tuple[str, str]]:
        """Labels and values of the title block, in the order they are printed."""
        rows = [
            ("Report to", self.committee),
            (self.date_label, self.date_printed),
            ("Title", self.title),
            ("Body", self.body),
        ]
        if self.presented_by:
            rows.append(("Presented by", self.presented_by))
        return rows


def read_paper(path: Path) -> Paper:
    """The digest in a plain source; ValueError names a line that cannot be read."""
    _, head, text = path.read_text(encoding="utf-8").split("+++\n", 2)
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in tomllib.loads(head).items()
    }
    return Paper(**fields, sections=tuple(_sections(text, path.name)))


def _sections(text: str, name: str) -> list[Section]:
    sections: list[Section] = []
    tables = 0
    for number, part in enumerate(re.split(r"^# ", text, flags=re.MULTILINE)[1:], start=1):
        heading, _, rest = part.partition("\n")
        blocks: list[Paragraph | Table] = []
        paragraphs = 0
        for chunk in re.split(r"\n\s*\n", rest.strip()):
            lines = chunk.splitlines()
            if _TABLE.match(lines[0]):
                tables += 1
                blocks.append(_table(lines, tables))
            else:
                paragraphs += 1
                if any(not line.startswith("- ") for line in lines[1:]):
                    raise ValueError(f"{name}: not a list item in: {lines[0][:60]}")
                items = tuple(line[2:] for line in lines[1:])
                blocks.append(Paragraph(f"{number}.{paragraphs}", lines[0], items))
        sections.append(Section(f"{number}.", heading.strip(), tuple(blocks)))
    return sections


def _table(lines: list[str], number: int) -> Table:
    match = _TABLE.match(lines[0])
    assert match
    widths = tuple(int(width) for width in match[1].split())
    rules = [at for at, line in enumerate(lines[1:]) if line.startswith("|---")]
    rows = tuple(
        tuple(cell.strip() for cell in line.strip()[1:-1].split("|"))
        for line in lines[1:]
        if not line.startswith("|---")
    )
    if len(rules) != 1 or any(len(row) != len(widths) for row in rows):
        raise ValueError(f"rows and widths do not fit in: {lines[0]}")
    return Table(f"Table {number}: {match[2]}", widths, rows, rules[0])
