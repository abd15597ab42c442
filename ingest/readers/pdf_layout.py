"""Lines of a PDF page put together to paragraphs, list items and headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.models import BlockKind
from ingest.numbering import item_marker, leading_number
from ingest.readers.headings import reads_as_heading
from ingest.readers.pdf_chars import HYPHEN, Line

_BIG = 1.12  # a heading's size over the body's
_APART = 0.75  # a gap between lines, in ems, that parts paragraphs
_WIDER = 0.35  # how much wider than between the lines of a paragraph it must be, in ems
_FEWEST_WRAPPED = 3  # wrapped lines from which a page's own spacing is read
_MOST_HEADING_LINES = 3
_SENTENCE_END = (".", "!", "?", ":", ";")


@dataclass(slots=True)
class Piece:
    """Lines that make one block. `lines` are indexes into the page's lines."""

    kind: BlockKind
    lines: list[int]
    text: str
    size: float
    bold: bool
    number: str | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Style:
    """What the body text of a document looks like."""

    size: float


def body_style(lines: Iterable[Line]) -> Style:
    """The size of most of a document's text, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[_rounded(line.size)] += len(line.ink)
    return Style(sizes.most_common(1)[0][0] if sizes else 11.0)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def pieces_of(lines: Sequence[Line], indexes: Sequence[int], style: Style) -> list[Piece]:
    """Blocks of the lines at `indexes`, in their order."""
    pieces: list[Piece] = []
    group: list[int] = []
    right = max((lines[i].x1 for i in indexes), default=0.0)
    apart = _parting_gap(lines, indexes)
    for index in indexes:
        if group and _begins(lines, group, index, apart, right):
            pieces.append(_piece(lines, group, style))
            group = []
        group.append(index)
    if group:
        pieces.append(_piece(lines, group, style))
    return pieces


def _parting_gap(lines: Sequence[Line], indexes: Sequence[int]) -> float:
    """The gap between lines that parts paragraphs, in ems: more where lines are set far apart.

    How far is seen where a sentence plainly goes on, in small letters on the next line.
    """
    wrapped = [
        (lines[after].top - lines[before].bottom) / max(lines[after].size, 1.0)
        for before, after in pairwise(indexes)
        if lines[after].text[:1].islower()
        and not lines[before].text.endswith(_SENTENCE_END)
        and lines[after].top > lines[before].bottom
    ]
    if len(wrapped) < _FEWEST_WRAPPED:
        return _APART
    return max(_APART, median(wrapped) + _WIDER)


def _begins(
    lines: Sequence[Line], group: Sequence[int], index: int, apart: float, right: float
) -> bool:
    """Whether a line begins a new block after those in the group; `apart` as `_parting_gap`."""
    line, last, first = lines[index], lines[group[-1]], lines[group[0]]
    size = max(line.size, last.size)
    if _same_height(line, last):
        return line.x0 < last.x0 - 2 * size
    text, before = line.text, last.text
    if before.endswith(HYPHEN) or parts_a_range(before, text):
        return False
    if line.top < last.top:  # back up the page: another column or box
        return not (text[:1].islower() and not before.endswith(_SENTENCE_END))
    if line.top - last.bottom > apart * size:
        return True
    if abs(line.size - last.size) > 0.1 * size and _inked(line) and _inked(last):
        return True
    if line.bold != last.bold and _inked(line) and _inked(last) and (line.bold or first.bold):
        # A bold heading over its text; but a paragraph may end in a bold word.
        return not (line.bold and text[:1].islower()) and len(group) <= _MOST_HEADING_LINES + 9
    if item_marker(text) is not None or leading_number(text, bare=False)[0] is not None:
        return not _runs_on(last, right, size) or line.x0 <= first.x0 + 0.5 * size
    short = last.x1 < right - 12 * size
    return short and before.endswith((".", "!", "?")) and text[:1].isupper()


def parts_a_range(before: str, after: str) -> bool:
    """Whether a line's end parts a range of figures ("2020-", "21")."""
    return re.search(r"\d[-–]$", before) is not None and after[:1].isdigit()


def _runs_on(last: Line, right: float, size: float) -> bool:
    """Whether a line is full to the margin and does not end a sentence."""
    return last.x1 > right - 6 * size and not last.text.endswith(_SENTENCE_END)


def _same_height(a: Line, b: Line) -> bool:
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return overlap > 0.5 * min(a.bottom - a.top, b.bottom - b.top)


def _inked(line: Line) -> bool:
    """Whether a line has letters enough to judge its style by."""
    return sum(c.text.isalnum() for c in line.ink) > 2


def _piece(lines: Sequence[Line], group: list[int], style: Style) -> Piece:
    text = " ".join(lines[i].text for i in group)
    lead = next((lines[i] for i in group if _inked(lines[i])), lines[group[0]])
    inked = [lines[i] for i in group if _inked(lines[i])]
    bold = bool(inked) and all(line.bold for line in inked)
    number, rest = leading_number(text, bare=bold)
    big = lead.size > _BIG * style.size
    caps = rest.isupper() and any(c.isalpha() for c in rest)
    is_heading = (
        (bold or big or caps)
        and len(group) <= _MOST_HEADING_LINES
        and "...." not in text
        and reads_as_heading(rest if number else text, numbered=number is not None)
    )
    if is_heading:
        return Piece("heading", group, text, lead.size, bold, number)
    if number and rest:
        return Piece("paragraph", group, text, lead.size, bold, number)
    if item_marker(text) is not None:
        return Piece("item", group, text, lead.size, bold)
    return Piece("paragraph", group, text, lead.size, bold)


def set_levels(headings: Sequence[Piece]) -> None:
    """Give headings their depth: by size, then bold capitals, and by their numbers."""
    styles = sorted(
        {_style_key(h) for h in headings if not _depth(h)},
        key=lambda key: (-key[0], not key[1], not key[2]),
    )
    for heading in headings:
        depth = _depth(heading)
        if depth:
            larger = {key for key in styles if key[0] > _rounded(heading.size) + 0.25}
            heading.level = len(larger) + depth
        else:
            heading.level = 1 + styles.index(_style_key(heading))


def _style_key(heading: Piece) -> tuple[float, bool, bool]:
    letters = re.sub(r"[^A-Za-z]", "", heading.text)
    return _rounded(heading.size), letters.isupper(), heading.bold


def _depth(heading: Piece) -> int:
    return heading.number.count(".") + 1 if heading.number else 0
