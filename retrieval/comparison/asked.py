"""A comparison asked in a question: its areas, its theme, and the areas that are silent on it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.models import Comparison
from corpus.store import Store
from retrieval.comparison.cells import searched_in_words
from retrieval.comparison.filling import area_held, fill
from retrieval.comparison.matrix import seek
from retrieval.comparison.themes import Theme, ready_themes
from retrieval.comparison.wording import key
from retrieval.followups.topic import topic, without
from retrieval.scope import Scope
from retrieval.statements import Pages


def comparison(question: str, areas: Sequence[str]) -> Comparison | None:
    """What a question that names several areas asks of them; None where it asks of one."""
    if len(areas) < 2:
        return None
    named = theme_in(question)
    about = named.name if named else without(topic(question), names=True)
    return Comparison(tuple(areas), about) if about else None


def theme_in(question: str) -> Theme | None:
    """The ready theme that a question names, by the longest of the names that it goes by."""
    asked = key(question)
    named = [
        (len(name), theme)
        for theme in ready_themes()
        for name in (theme.name, *theme.also)
        if key(name) in asked
    ]
    return max(named, key=lambda pair: pair[0])[1] if named else None


def silent(store: Store, pages: Pages, scope: Scope, asked: Comparison) -> dict[str, str]:
    """The areas compared whose own reports do not speak of the theme, with the sentence that
    says so.

    Told of ready themes alone: what is asked in other words is not known well enough to be
    denied.
    """
    theme = theme_in(asked.theme)
    if theme is None:
        return {}
    sought = seek(store, [theme])[theme.name]
    cells = (
        fill(pages, area_held(store, scope.reports, name), theme.name, sought)
        for name in asked.areas
    )
    return {
        cell.area: f"Nothing on “{theme.name}” was found for {cell.area} "
        f"(searched {searched_in_words(cell)})."
        for cell in cells
        if cell.state == "not_found"
    }
