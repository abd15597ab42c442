"""The sentences of some reports that speak of a theme, and the reports they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.models import Report
from retrieval.comparison.bearing import Home, of_country, points_back, strange
from retrieval.comparison.cells import Sought
from retrieval.comparison.reading import Reading, Said

# Chosen on the gold matrix (eval/README.md).
ELSEWHERE = 0.3  # off, for what bears on another place
ROW = 0.1  # off, for a row: a sentence says what its figures mean
POINTS_BACK = 0.1  # off, for a sentence that leans on the one before it, which is not shown
PASSING = 0.6  # what speaks of a theme alone, with less than this, only touches it
CLOSE = 0.75  # share of the best score that further statements, and newer reports, need


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence that speaks of a theme, with how well it answers for it."""

    said: Said
    score: float

    @property
    def report(self) -> Report:
        return self.said.report


def spoken(reading: Reading, sought: Sought, home: Home) -> list[Spoken]:
    """What speaks of a theme, best first; empty where it is only touched in passing.

    What is too far from the best to be shown, of this report or another, is left out.
    """
    scored = []
    for said, meaning in zip(reading.said, reading.vectors @ sought.vector, strict=True):
        score = sought.words.score(float(meaning), said.wording)
        if score is not None:
            off = ROW * said.is_row + POINTS_BACK * points_back(said.text)
            scored.append(Spoken(said, score - off))
    found: list[Spoken] = []
    best = 0.0
    for one in sorted(scored, key=_order):
        if len(found) > 1 and one.score < CLOSE * CLOSE * best:
            break  # to see what each bears on takes most of the time
        heading = one.said.wording.heading
        if len(one.report.metadata.area_codes) > 1 and strange(f"{heading}. {one.said.text}", home):
            continue  # of another area that the report is for
        if not of_country(one.said.passage, one.said.index, home):
            score = one.score - ELSEWHERE * strange(one.said.text, home)
            found.append(Spoken(one.said, score))
            best = max(best, score)
    if len(found) == 1 and best < PASSING:
        return []
    return sorted(found, key=_order)


def _order(one: Spoken) -> tuple[float, str, int]:
    return -one.score, one.said.passage.id, one.said.index


def by_report(found: Sequence[Spoken], home: Home) -> list[list[Spoken]]:
    """What each report says, of those that speak of a theme: the newest first, and those
    without a date last.

    A report whose best is far from the best of all only touches it, and comes after the others;
    so does one for a place inside the area.
    """
    said: dict[str, list[Spoken]] = {}
    for one in found:
        said.setdefault(one.report.id, []).append(one)
    newest = sorted(
        said.values(), key=lambda ones: ones[0].report.metadata.date or "", reverse=True
    )
    own = [one for one in found if _is_own(one, home)] or found
    least = CLOSE * own[0].score if own else 0.0
    return sorted(newest, key=lambda ones: (not _is_own(ones[0], home), ones[0].score < least))


def _is_own(one: Spoken, home: Home) -> bool:
    return not home.codes.isdisjoint(one.report.metadata.area_codes)
