"""The head of a report: its first lines, and what stands behind "To:", "Date:" and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.models import Block, Document

Role = Literal["author", "to", "subject", "date", "other"]

_ROLES: dict[str, Role] = {
    "from": "author", "by": "author", "report of": "author", "report by": "author",
    "report from": "author", "report author": "author", "author": "author",
    "presented by": "author", "open report on behalf of": "author",
    "report on behalf of": "author", "produced by": "other",
    "to": "to", "report to": "to", "meeting": "to", "committee": "to", "panel": "to",
    "board": "to", "decision to be taken by": "to", "decision maker": "to",
    "name of committee": "to", "committee name": "to",
    "subject": "subject", "report title": "subject", "title": "subject",
    "title of report": "subject", "title of decision": "subject", "eqia title": "subject",
    "subject matter / title of decision": "subject",
    "date": "date", "meeting date": "date", "date of meeting": "date", "date of report": "date",
    "committee date": "date",
}  # fmt: skip
_OTHER_LABEL = re.compile(r"[A-Z][A-Za-z0-9 ()/&'’.-]{1,45}\s?:(?:\s|$)")
_COLON = re.compile(r"\s*([A-Za-z][A-Za-z /]{1,40}?)\s*:\s*(.*)", re.DOTALL)
_NO_COLON = re.compile(
    r"\s*((?:open )?report (?:on behalf of|of|by|to|from))\s+(\S.*)", re.IGNORECASE | re.DOTALL
)
_CELLS = re.compile(r"\t+| {3,}| \| ")
_HEAD_PAGES, _HEAD_CHARS, _HEAD_LINES = 3, 5000, 90


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled entry in the head, with the role its label plays."""

    role: Role
    value: str


@dataclass(frozen=True, slots=True)
class Head:
    """The first lines (without blanks), the first blocks as text, and the labelled entries."""

    lines: tuple[str, ...]
    blocks: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)

    def values(self, role: Role) -> list[str]:
        """What stands behind the labels of one role, in order."""
        return [field.value for field in self.fields if field.role == role and field.value]


def read_head(document: Document) -> Head:
    """The head of a document: up to three pages, until there is enough text to judge by."""
    lines: list[str] = []
    pages: set[int] = set()
    chars = 0
    for page in document.pages[:_HEAD_PAGES]:
        if chars > 600:  # a cover page has less
            break
        lines.extend(page.text[:_HEAD_CHARS].split("\n"))
        pages.add(page.number)
        chars += len(page.text.strip())
    lines = lines[:_HEAD_LINES]
    blocks = [b for b in document.blocks if b.page in pages][:40]
    texts = tuple(_text(document, b) for b in blocks if b.kind != "table" and not b.number)
    fields = (*_table_fields(document, blocks), *_line_fields(lines))
    return Head(tuple(line.strip() for line in lines if line.strip()), texts, fields)


def tidy(text: str) -> str:
    """A text on one line, without stray space or trailing punctuation."""
    return re.sub(r"\s+", " ", text).strip(" \t\u00a0-–—:;,|")


def _text(document: Document, block: Block) -> str:
    page = next(p for p in document.pages if p.number == block.page)
    return re.sub(r"\s+", " ", page.text[block.start : block.end]).strip()


def _role(label: str) -> Role | None:
    return _ROLES.get(re.sub(r"\s+", " ", label).strip().casefold())


def _line_fields(lines: Sequence[str]) -> Iterator[Field]:
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        at += 1
        if header := _header_roles(_CELLS.split(line)):
            yield from _under(header, _CELLS.split(lines[at].strip()) if at < len(lines) else [])
            continue
        label = _labelled(line)
        if label is None:
            continue
        role, first = label
        value = [first]
        gap = role == "author"  # authors are listed with blank lines between them
        most = 8 if first else 2  # on a form, the entry is the one line under its label
        while at < len(lines) and len(value) < most and _continues(lines[at], value, gap):
            value.append(lines[at].strip())
            at += 1
        yield Field(role, tidy("; ".join(_paragraphs(value)) if gap else " ".join(value)))


def _labelled(line: str) -> tuple[Role, str] | None:
    if match := _COLON.match(line):
        if role := _role(match[1]):
            return role, match[2]
        return None
    if match := _NO_COLON.match(line):
        role = _role(match[1])
        return (role, match[2]) if role else None
    if (role := _role(line)) == "subject" and line.casefold() != "title":
        return role, ""  # a form: the entry stands on the next line
    return None


def _continues(line: str, value: Sequence[str], gap: bool) -> bool:
    if _OTHER_LABEL.match(line.strip()) or _labelled(line.strip()):
        return False
    return bool(line.strip()) or gap or not any(value)


def _paragraphs(lines: Sequence[str]) -> list[str]:
    joined = "\n".join(lines).split("\n\n")
    return [" ".join(part.split()) for part in joined if part.strip()]


def _table_fields(document: Document, blocks: Sequence[Block]) -> Iterator[Field]:
    for block in blocks:
        page = next(p for p in document.pages if p.number == block.page)
        rows = [[page.text[c.start : c.end].strip() for c in row.cells] for row in block.rows]
        for row, following in zip(rows, [*rows[1:], []], strict=False):
            if header := _header_roles(row):
                yield from _under(header, following)
            elif len(row) == 2 and (role := _role(row[0].rstrip(" :"))):
                yield Field(role, tidy(row[1]))


def _header_roles(cells: Sequence[str]) -> list[Role] | None:
    """The roles of a row such as "Report of | Meeting | Date"."""
    roles = [_role(cell.rstrip(" :")) for cell in cells]
    return [r or "other" for r in roles] if sum(r is not None for r in roles) > 1 else None


def _under(header: Sequence[Role], cells: Sequence[str]) -> Iterator[Field]:
    for role, cell in zip(header, cells, strict=False):
        yield Field(role, tidy(cell))
