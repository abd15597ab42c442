"""Areas side by side on several themes: every cell cited, or saying that nothing was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from corpus.embedding import load_model
from corpus.errors import UsageError
from corpus.store import Store
from retrieval.acronyms import known_for
from retrieval.comparison.cells import Cell, Sought
from retrieval.comparison.filling import area_codes, area_held, fill
from retrieval.comparison.themes import Theme
from retrieval.comparison.wording import OwnWords, Phrases, Words
from retrieval.query import understand
from retrieval.rarity import rarities
from retrieval.statements import Pages


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

    An area or a ready theme named twice, in whatever words, is one. A county's cells keep to
    the county's reports (and its police force's), unless `with_districts` lets its districts
    speak too. `progress` is told how many areas are done.
    Raises UsageError where there is no area or no theme.
    """
    named: dict[AbstractSet[str] | str, str] = {}
    for name in map(_tidy, areas):
        if name:
            named.setdefault(area_codes(name) or name, name)
    areas = list(named.values())
    if not areas or not themes:
        raise UsageError("A comparison needs at least one area and one theme: name them.")
    held = store.catalogue.reports()
    sought = seek(store, themes)
    pages = Pages(store)
    by_area = []
    for number, name in enumerate(areas, start=1):
        about = area_held(store, held, name, with_districts=with_districts)
        by_area.append([fill(pages, about, theme, one) for theme, one in sought.items()])
        if progress:
            progress(number)
    cells = [cell for row in zip(*by_area, strict=True) for cell in row]
    return Matrix(tuple(areas), tuple(sought), tuple(cells))


def _tidy(name: str) -> str:
    return " ".join(name.encode("utf-8", "replace").decode().split())


def seek(store: Store, themes: Sequence[Theme]) -> dict[str, Sought]:
    """Themes made ready to be looked for, by name; the model is asked once for all."""
    distinct: dict[tuple[str, ...] | str, Theme] = {}
    for theme in themes:
        distinct.setdefault(theme.phrases or theme.name, theme)
    by_name = {theme.name: theme for theme in distinct.values()}
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
