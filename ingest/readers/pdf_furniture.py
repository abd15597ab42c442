"""Running headers, footers and page numbers: what a page carries besides its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.pdf_chars import Line

_EDGE = 0.11  # share of the page's height, at top and bottom, where furniture stands
_MOST_LINES = 4  # at each end of a page
_NUMBER = re.compile(r"(?:page\s*|p\s*)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)


def furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[dict[int, str]]:
    """For each page, what its lines that are furniture are: {line's index: kind}.

    A line at the top or bottom is a running header or footer where the same text (digits
    aside) stands at the same height on a third of the pages and on three at least (on both
    of two), and a page number where it says nothing else.
    """
    edges = [_edge_lines(lines, height) for lines, height in zip(pages, heights, strict=True)]
    seen = Counter(
        key
        for lines, found in zip(pages, edges, strict=True)
        for key in {_key(lines[i], side) for i, side in found.items()}
    )
    needed = max(3, len(pages) / 3) if len(pages) > 2 else 2
    result: list[dict[int, str]] = []
    for lines, found in zip(pages, edges, strict=True):
        kinds: dict[int, str] = {}
        for index, side in found.items():
            text = lines[index].text
            if _NUMBER.fullmatch(text) and _stands_alone(lines, index):
                kinds[index] = "page_number"
            elif len(text) > 1 and seen[_key(lines[index], side)] >= needed:
                kinds[index] = side
        result.append(kinds)
    return result


def printed_labels(pages: Sequence[Sequence[str]]) -> list[str | None]:
    """The page number that each page's furniture prints, given its lines; None where none does.

    A number beside other words ("Annual report 41") counts where the page before or after
    prints the next to it with the same words.
    """
    sure = [next(filter(None, map(_sure_number, lines)), None) for lines in pages]
    beside = [dict(filter(None, map(_number_beside, lines))) for lines in pages]
    labels: list[str | None] = []
    for at, found in enumerate(beside):
        near = [(step, beside[at + step]) for step in (-1, 1) if 0 <= at + step < len(pages)]
        counted = (
            str(number)
            for words, number in found.items()
            if any(other.get(words) == number + step for step, other in near)
        )
        labels.append(sure[at] or next(counted, None))
    return labels


def _sure_number(text: str) -> str | None:
    match = _NUMBER.fullmatch(text.strip()) or re.search(
        r"\bpage\s*(\d{1,4})\b", text, re.IGNORECASE
    )
    return match.group(1) if match else None


def _number_beside(text: str) -> tuple[str, int] | None:
    """The words of a line of furniture, and the number it begins or ends with."""
    match = re.fullmatch(r"(?:(\d{1,4})\b\W*)?(.*?)(?:(?<=[\s|])(\d{1,4}))?", text.strip())
    number = (match.group(3) or match.group(1)) if match else None
    return (match.group(2).strip(), int(number)) if match and number else None


def _edge_lines(lines: Sequence[Line], height: float) -> dict[int, str]:
    """The lines at the page's ends, with "header" or "footer"."""
    found: dict[int, str] = {}
    by_height = sorted(range(len(lines)), key=lambda i: lines[i].top)
    for index in by_height[:_MOST_LINES]:
        if lines[index].bottom < _EDGE * height:
            found[index] = "header"
    for index in by_height[-_MOST_LINES:]:
        if lines[index].top > (1 - _EDGE) * height:
            found[index] = "footer"
    return found


def _stands_alone(lines: Sequence[Line], index: int) -> bool:
    """Whether nothing else is printed at a line's height."""
    line = lines[index]
    middle = (line.top + line.bottom) / 2
    return not any(other.top < middle < other.bottom for i, other in enumerate(lines) if i != index)


def _key(line: Line, side: str) -> tuple[str, str, int]:
    text = re.sub(r"\d+", "#", line.text.lower())
    return side, re.sub(r"\s+", " ", text), round(line.top / 12)
