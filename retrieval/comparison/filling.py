"""From an area's name to its cells: which reports are its own, and what they say of a theme."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from corpus.areas import FORCE, area, find, with_made_up, within
from corpus.models import Coverage, Hit, Report, Statement
from corpus.store import Store
from retrieval.acronyms import known_for
from retrieval.comparison.bearing import Home, home, places
from retrieval.comparison.cells import Cell, Finding, Sought, State
from retrieval.comparison.reading import Reading, read
from retrieval.comparison.remarks import from_inside, not_held, of_inside, other_reports
from retrieval.comparison.speaking import CLOSE, Spoken, by_report, spoken
from retrieval.scope import Scope
from retrieval.selection import lead_of
from retrieval.statements import Pages, statement

_CODE = re.compile(r"[EWSN]\d{8}")
STATEMENTS = 3
OTHERS = 3  # other reports that a cell tells of


@dataclass(frozen=True, slots=True)
class Held:
    """What is held for an area: its own reports read, and those for places inside it, which
    speak in its cells only where they are asked to.
    """

    name: str
    own: Reading
    inside: Reading
    home: Home
    searched: Coverage
    absence: tuple[str, ...]  # notes on why there is none of its own


def area_held(
    store: Store, reports: Sequence[Report], name: str, *, with_districts: bool = False
) -> Held:
    """What is held for the area of this name; nothing for a name that no area goes by.

    "Lincolnshire" is the county and its police force area together. `with_districts` makes the
    reports for places inside the area its own.
    """
    codes = area_codes(name)
    inner = {code for own in codes for code in within(own)}
    ours = _for(inner if with_districts else codes, reports)
    inside = [] if with_districts else [r for r in _for(inner, reports) if r not in ours]
    return Held(
        name,
        read(store, ours),
        read(store, inside),
        home([area(code) for code in codes], ours, known_for(store, name)),
        Scope(tuple(ours)).coverage(),
        () if ours else tuple(not_held(name, codes, reports)),
    )


def area_codes(name: str) -> frozenset[str]:
    """The codes that an area's name stands for; an official code stands for itself."""
    if _CODE.fullmatch(name):
        return frozenset({name})
    return with_made_up(place.code for place in find(name))


def _for(codes: AbstractSet[str], reports: Sequence[Report]) -> list[Report]:
    """The reports that are for one of the areas, by their codes."""
    return [report for report in reports if codes & set(report.metadata.area_codes)]


def fill(pages: Pages, held: Held, theme: str, sought: Sought) -> Cell:
    """The cell of an area and a theme: the newest report that speaks of it, and what others do."""
    told = [
        made
        for said in by_report(spoken(held.own, sought, held.home), held.home)
        if (made := findings(pages, sought, held.home, said))
    ]
    if not told:
        silent = by_report(spoken(held.inside, sought, held.home), held.home)
        notes = [*held.absence, *(of_inside(said[0].report) for said in silent)]
        state: State = "not_found" if held.own.reports else "not_in_collection"
        return Cell(held.name, theme, state, held.searched, notes=tuple(notes))
    shown, *rest = told
    others = [made[0] for made in rest[:OTHERS]]
    notes = [*from_inside(shown), *other_reports(shown, others)]
    if more := len(rest[OTHERS:]):
        notes.append(f"{more} more {'report speaks' if more == 1 else 'reports speak'} of it.")
    date = shown[0].statement.citations[0].date
    return Cell(
        held.name, theme, "found", held.searched, tuple(shown), tuple(others), tuple(notes), date
    )


def findings(pages: Pages, sought: Sought, home: Home, found: Sequence[Spoken]) -> list[Finding]:
    """The statements of a cell, from sentences of one report, best first.

    Of a list the items that speak of the theme are shown, with the sentence that leads it in.
    """
    groups: dict[tuple[str, int], list[Spoken]] = {}
    for one in found:
        if one.score < CLOSE * found[0].score:
            break
        passage = one.said.passage
        lead = lead_of(passage.units, one.said.index)
        group = (passage.id, one.said.index if lead is None else lead)
        if group in groups or len(groups) < STATEMENTS:
            groups.setdefault(group, []).append(one)
    made = []
    for (_, first), items in groups.items():
        passage, report = items[0].said.passage, items[0].report
        shown = sorted({first, *(one.said.index for one in items)})
        hit = Hit(passage, report, items[0].score)
        whole = statement(pages, sought.query, hit, [passage.units[i] for i in shown], {})
        if whole is not None:
            made.append(_finding(whole, report, home))
    return made


def _finding(made: Statement, report: Report, home: Home) -> Finding:
    areas = [area(code) for code in report.metadata.area_codes]
    kinds = {one.kind for one in areas}
    level = FORCE if FORCE in kinds else ", ".join(sorted(kinds))
    inside = home.codes.isdisjoint(report.metadata.area_codes)
    names = list(dict.fromkeys(one.name for one in areas))
    about = names if inside else places(made.text, home)
    if not about and not home.names.issuperset(names) and not home.called.search(made.text):
        about = places(made.citations[0].heading or "", home) or names  # a report for several
    return Finding(made, ", ".join(about), level, inside)
