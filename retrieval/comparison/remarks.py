"""What a reader must know of a cell: other reports, parts of the area, and why it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from corpus.areas import area, contains
from corpus.models import Report
from retrieval.citing import day
from retrieval.comparison.cells import Finding
from retrieval.query import content_words
from retrieval.spans import printed
from retrieval.tables.times import agreement, times
from retrieval.words import stem

ALIKE = 0.6  # share of the shorter statement's words that make two say nearly the same


def other_reports(shown: Sequence[Finding], others: Sequence[Finding]) -> list[str]:
    """Notes on the other reports that speak of a theme, and whether they give other figures."""
    notes = []
    for other in others:
        first, cited = shown[0].statement.citations[0], other.statement.citations[0]
        when = f" ({day(cited.date)})" if cited.date else ""
        notes.append(
            f"{_age(cited.date, first.date)} report speaks of it too: “{cited.title}”{when}"
            f"{_difference(shown, other)}."
        )
    return notes


def _age(date: str | None, than: str | None) -> str:
    if date is None:
        return "An undated"
    if than is None or date.startswith(than) or than.startswith(date):  # as precise as they are
        return "Another"
    return "An older" if date < than else "A newer"


def _difference(shown: Sequence[Finding], other: Finding) -> str:
    """That a report says nearly the same as a statement shown, with other figures or dates."""
    text = other.statement.text
    for finding in shown:
        here = finding.statement.text
        values = printed(here)
        missing = [value for value in printed(text) if value not in values]
        one_time = agreement(times(here), times(text)) >= 0
        if missing and values and one_time and _alike(here, text):
            return f". It differs: it gives {' and '.join(missing[:2])}"
    return ""


def _alike(one: str, other: str) -> bool:
    words = [{stem(word) for word in content_words(text)} for text in (one, other)]
    return len(words[0] & words[1]) >= ALIKE * min(map(len, words))


def from_inside(shown: Sequence[Finding]) -> list[str]:
    """That what a cell shows is from a report for a place inside the area."""
    return [f"From the report for {shown[0].about}."] if shown[0].inside else []


def of_inside(report: Report) -> str:
    """That a report for a place inside the area speaks where the area's own are silent."""
    about = report.metadata
    names = " and ".join(area(code).name for code in about.area_codes)
    when = f" ({day(about.date)})" if about.date else ""
    return f"The report for {names}, “{about.title}”{when}, speaks of it: include the districts."


def not_held(name: str, codes: AbstractSet[str], reports: Sequence[Report]) -> list[str]:
    """Why there is no report for an area: it is not known, or only a larger one has some."""
    if not codes:
        return [f"“{name}” is not the name of an area that is known here."]
    held = {code for report in reports for code in report.metadata.area_codes}
    larger = sorted({area(one).label for one in held for code in codes if contains(one, code)})
    return [f"{name} lies in {one}, for which there are reports: choose that." for one in larger]
