"""Areas side by side on several themes: every cell cited, or saying that nothing was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from corpus.areas import Area, area, contains, find, within
from corpus.embedding import load_model
from corpus.errors import UsageError
from corpus.models import Report
from corpus.store import Store
from retrieval.acronyms import known_for
from retrieval.citing import day
from retrieval.comparison.bearing import home
from retrieval.comparison.cells import (
    Cell,
    Sought,
    State,
    findings,
    newest_first,
    other_reports,
    spoken,
)
from retrieval.comparison.reading import read
from retrieval.comparison.themes import Theme
from retrieval.comparison.wording import OwnWords, Phrases, Words
from retrieval.query import understand
from retrieval.rarity import rarities
from retrieval.scope import Scope
from retrieval.statements import Pages

Known = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells by theme, and in each theme by area, in the order asked for."""

    areas: tuple[str, ...]
    themes: tuple[str, ...]
    cells: tuple[Cell, ...]

    def row(self, theme: str) -> tuple[Cell, ...]:
        """A theme's cells, in the order of the areas."""
        return tuple(cell for cell in self.cells if cell.theme == theme)


def compare(
    store: Store,
    areas: Sequence[str],
    themes: Sequence[Theme],
    *,
    with_districts: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Matrix:
    """What each area's own reports say of each theme.

    A county's cells keep to the county's reports (and its police force's), unless
    `with_districts` lets its districts speak too. `progress` is told how many areas are done.
    Raises UsageError where there is no area or no theme.
    """
    areas = list(dict.fromkeys(" ".join(name.split()) for name in areas))
    if not areas or not themes:
        raise UsageError("A comparison needs at least one area and one theme: name them.")
    held = store.catalogue.reports()
    sought = _sought(store, themes)
    pages = Pages(store)
    by_area = []
    for number, name in enumerate(areas, start=1):
        by_area.append(_column(store, pages, held, name, sought, with_districts))
        if progress:
            progress(number)
    cells = [cell for row in zip(*by_area, strict=True) for cell in row]
    return Matrix(tuple(areas), tuple(sought), tuple(cells))


def _sought(store: Store, themes: Sequence[Theme]) -> dict[str, Sought]:
    """The themes by name, made ready to be looked for; the model is asked once for all."""
    by_name = {theme.name: theme for theme in themes}
    vectors = load_model().encode_queries([theme.text for theme in by_name.values()])
    found = {}
    for (name, theme), vector in zip(by_name.items(), vectors, strict=True):
        known = known_for(store, name)
        query = understand(name, known)
        words: Words = (
            Phrases(theme.phrases)
            if theme.ready
            else OwnWords(rarities(store, query).overall, known)
        )
        found[name] = Sought(query, vector, words)
    return found


def _column(
    store: Store,
    pages: Pages,
    held: Sequence[Report],
    name: str,
    sought: Mapping[str, Sought],
    with_districts: bool,
) -> list[Cell]:
    """An area's cells, in the order of the themes."""
    places = find(name)
    own = {place.code for place in places}
    inner = {code for code in own for code in within(code)}
    ours = _for(inner if with_districts else own, held)
    inside = [] if with_districts else [r for r in _for(inner, held) if r not in ours]
    lives = home(places, ours, known_for(store, name))
    said, said_inside = read(store, ours), read(store, inside)
    searched = Scope(tuple(ours)).coverage()
    cells = []
    for theme, wanted in sought.items():
        found = spoken(said, wanted, lives)
        if found:
            reports = newest_first(found)
            by_report = [[one for one in found if one.report == report] for report in reports]
            shown, *others = (findings(pages, wanted, lives, said) for said in by_report)
            best = [other[0] for other in others if other]
            notes = [*_from_inside(reports[0], own), *other_reports(shown, best)]
            date = reports[0].metadata.date
            cells.append(
                Cell(name, theme, "found", searched, tuple(shown), tuple(best), tuple(notes), date)
            )
            continue
        notes = [_of_place(r) for r in newest_first(spoken(said_inside, wanted, lives))]
        if not ours:
            notes = [*_not_held(name, places, held), *notes]
        state: State = "not_found" if ours else "not_in_collection"
        cells.append(Cell(name, theme, state, searched, notes=tuple(notes)))
    return cells


def _for(codes: AbstractSet[str], held: Sequence[Report]) -> list[Report]:
    """The reports that are for one of the areas, by their codes."""
    return [report for report in held if codes & set(report.metadata.area_codes)]


def _from_inside(report: Report, own: AbstractSet[str]) -> list[str]:
    """That what is shown is from the report for a place inside the area."""
    codes = report.metadata.area_codes
    if own & set(codes):
        return []
    return [f"From the report for {' and '.join(area(code).name for code in codes)}."]


def _of_place(report: Report) -> str:
    """That a report for a place inside the area speaks where the area's own are silent."""
    about = report.metadata
    names = " and ".join(area(code).name for code in about.area_codes)
    when = f" ({day(about.date)})" if about.date else ""
    return f"The report for {names}, “{about.title}”{when}, speaks of it: include the districts."


def _not_held(name: str, places: Sequence[Area], held: Sequence[Report]) -> list[str]:
    """Why an area has no report: it is not known, or only a larger one has."""
    if not places:
        return [f"“{name}” is not the name of an area that is known here."]
    codes = {code for report in held for code in report.metadata.area_codes}
    larger = sorted(
        {area(code).label for code in codes for place in places if contains(code, place.code)}
    )
    return [f"{name} lies in {one}, for which there are reports: choose that." for one in larger]
