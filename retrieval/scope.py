"""Which reports a question is asked of: areas and dates chosen, and places it names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from corpus.areas import area, contains, find, within
from corpus.errors import UsageError
from corpus.models import Coverage, Report


@dataclass(frozen=True, slots=True)
class Scope:
    """The reports searched. `unknown` lists areas asked for that no report held is for."""

    reports: tuple[Report, ...]
    unknown: tuple[str, ...] = ()
    skipped: int = 0  # reports left out for want of a date

    @property
    def passages(self) -> int:
        """How many passages there are to search."""
        return sum(report.passages for report in self.reports)

    def coverage(self) -> Coverage:
        """What was searched, for the line under an answer."""
        dates = sorted(r.metadata.date for r in self.reports if r.metadata.date)
        names = sorted({area(c).name for r in self.reports for c in r.metadata.area_codes})
        bodies = {r.metadata.body for r in self.reports if r.metadata.body}
        return Coverage(
            reports=len(self.reports),
            areas=tuple(names),
            oldest=dates[0] if dates else None,
            newest=dates[-1] if dates else None,
            skipped=self.skipped,
            bodies=len(bodies),
        )


def choose(
    reports: Iterable[Report],
    areas: Sequence[str] = (),
    date_from: str | None = None,
    date_to: str | None = None,
) -> Scope:
    """The reports for any of the areas, dated within the bounds (ISO, as precise as given).

    A county takes in its districts' reports. Reports without a date are left out by a date
    bound and counted in `skipped`.
    """
    held = list(reports)
    unknown: list[str] = []
    if areas:
        chosen: set[str] = set()
        for name in areas:
            # An area that has ended since a report came in is shown, and chosen, by its code.
            codes = {name, *(code for found in find(name) for code in within(found.code))}
            matching = {r.id for r in held if codes & set(r.metadata.area_codes)}
            if not matching:
                unknown.append(name)
            chosen |= matching
        held = [r for r in held if r.id in chosen]
    skipped = 0
    if date_from or date_to:
        skipped = sum(r.metadata.date is None for r in held)
        held = [r for r in held if _dated_within(r.metadata.date, date_from, date_to)]
    return Scope(tuple(held), tuple(unknown), skipped)


def reports_for(codes: Collection[str], reports: Iterable[Report]) -> frozenset[str]:
    """Ids of the reports that are for an area, for a place in it, or for one that holds it."""
    wanted = {inner for code in codes for inner in within(code)}
    return frozenset(
        r.id
        for r in reports
        if any(
            own in wanted or any(contains(own, code) for code in codes)
            for own in r.metadata.area_codes
        )
    )


def _dated_within(date: str | None, first: str | None, last: str | None) -> bool:
    """Whether a date, as precise as it is, can lie within bounds as precise as they are."""
    if date is None:
        return False
    if first and date[: len(first)] < first[: len(date)]:
        return False
    return not (last and date[: len(last)] > last[: len(date)])


def check_date(text: str | None) -> str | None:
    """A date bound as given, if it is ISO ("2023", "2023-06", "2023-06-30"); else UsageError."""
    if text is None:
        return None
    try:
        datetime.date.fromisoformat((text + "-01-01"[len(text) - 4 :])[:10])
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
            return text
    except ValueError:
        pass
    raise UsageError(f'"{text}" is no date: give a year, month or day, such as 2023-06-30.')
