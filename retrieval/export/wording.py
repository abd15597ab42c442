"""A cell in words, the same in every format, and text made fit for files."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.models import Citation
from retrieval.citing import lines
from retrieval.comparison.cells import Cell, Finding, searched_in_words
from retrieval.comparison.matrix import Matrix

OURS = "worked out by this program"
ANOTHER = "another report of the area"

# White space, what XML does not allow, and marks that turn the direction of the text after them.
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of a cell, with what a reader must know of it in front, and its citations."""

    text: str
    citations: tuple[str, ...]


def tidy(text: str) -> str:
    """Text on one line, without the characters that files cannot hold."""
    return _SPACE.sub(" ", text).strip()


def told(cell: Cell) -> list[Told]:
    """The statements of a cell, and then those of the area's other reports, marked as such."""
    return [
        *(_told(finding, "") for finding in cell.findings),
        *(_told(finding, f"{_sentence(ANOTHER)}: ") for finding in cell.others),
    ]


def searched(matrix: Matrix) -> str:
    """What was looked through, area by area."""
    first = matrix.cells[: len(matrix.areas)]  # an area's cells share what was searched
    return tidy("; ".join(f"{cell.area}: {searched_in_words(cell)}" for cell in first))


def ours(text: str) -> str:
    """A sentence of ours, marked."""
    return f"{_sentence(OURS)}: {tidy(text)}"


def cited(citations: tuple[Citation, ...]) -> tuple[str, ...]:
    """Citations written out."""
    return tuple(map(tidy, lines(citations)))


def _told(finding: Finding, mark: str) -> Told:
    statement = finding.statement
    about = f"(of {tidy(finding.about)}) " if finding.about else ""
    text = ours(statement.text) if statement.kind == "ours" else tidy(statement.text)
    return Told(f"{mark}{about}{text}", cited(statement.citations))


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]
