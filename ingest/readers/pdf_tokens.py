"""Words as printed on a PDF page, and rows of them by height."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers.pdf_chars import Char, Line


@dataclass(frozen=True, slots=True)
class Token:
    """Characters printed without a space between them. `order` counts in pdfium's order."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    level: float  # height of the middle of its line
    order: int
    line: int
    struck: bool

    @property
    def middle(self) -> tuple[float, float]:
        """Where the word stands: middle of its box, and of its line's height."""
        return (self.x0 + self.x1) / 2, self.level


def tokens_of(lines: Sequence[Line]) -> list[list[Token]]:
    """Each line's words; a word is parted where it is struck out in part."""
    order = 0
    found: list[list[Token]] = []
    for number, line in enumerate(lines):
        words: list[Token] = []
        for span in _words(line):
            words.append(_token(line.chars[span], order, number))
            order += 1
        found.append(words)
    return found


def cut_lines(lines: Sequence[Line], held: Collection[int]) -> list[Line]:
    """The lines, those cut up that print words of a table, whose orders are `held`, beside
    others: what stands beside a table is text of its own.
    """
    found: list[Line] = []
    for line, words in zip(lines, tokens_of(lines), strict=True):
        start = 0
        inside: bool | None = None
        for token, span in zip(words, _words(line), strict=True):
            if token.struck:
                continue
            if inside is not None and inside != (token.order in held):
                found.append(Line(line.chars[start : span.start]))
                start = span.start
            inside = token.order in held
        found.append(Line(line.chars[start:]))
    return found


def _words(line: Line) -> list[slice]:
    """Where a line's words stand among its characters."""
    found: list[slice] = []
    start: int | None = None
    for i, char in enumerate(line.chars):
        if start is not None and (char.text.isspace() or char.struck != line.chars[i - 1].struck):
            found.append(slice(start, i))
            start = None
        if start is None and not char.text.isspace():
            start = i
    if start is not None:
        found.append(slice(start, len(line.chars)))
    return found


def _token(chars: list[Char], order: int, line: int) -> Token:
    return Token(
        "".join(c.text for c in chars),
        min(c.x0 for c in chars),
        min(c.top for c in chars),
        max(c.x1 for c in chars),
        max(c.bottom for c in chars),
        max(c.size for c in chars),
        median(c.level for c in chars),
        order,
        line,
        chars[0].struck,
    )


def visual_rows(tokens: Iterable[Token]) -> list[list[Token]]:
    """Words grouped by height on the page, from the top; each row from left to right."""
    rows: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: (t.middle[1], t.x0)):
        if rows and abs(token.middle[1] - _height(rows[-1])) < 0.45 * token.size:
            rows[-1].append(token)
        else:
            rows.append([token])
    return [sorted(row, key=lambda t: t.x0) for row in rows]


def _height(row: Sequence[Token]) -> float:
    return median(t.middle[1] for t in row)


def fields_of(row: Sequence[Token], gap: float = 1.0) -> list[list[Token]]:
    """A row's words parted where the space between is wider than `gap` ems."""
    fields: list[list[Token]] = []
    for token in row:
        if fields and token.x0 - fields[-1][-1].x1 < gap * token.size:
            fields[-1].append(token)
        else:
            fields.append([token])
    return fields


def joined(tokens: Iterable[Token]) -> str:
    """The words' text."""
    return " ".join(t.text for t in tokens)
