"""A comparison asked in a question: its areas, its theme, and the areas that are silent on it."""

from __future__ import annotations

import itertools
import re

from corpus.models import Comparison
from corpus.store import Store
from retrieval.comparison.cells import searched_in_words
from retrieval.comparison.filling import area_held, fill
from retrieval.comparison.matrix import seek
from retrieval.comparison.themes import Theme, ready_themes, theme
from retrieval.comparison.wording import key
from retrieval.conversation import asks
from retrieval.followups.topic import topic, without
from retrieval.places import called
from retrieval.query import Query
from retrieval.scope import Scope
from retrieval.statements import Pages

_LISTED = re.compile(
    r"(?:['’]s?)?[\s,]*(?:(?:and|or|&|versus|vs\.?|compared? (?:with|to)|against|than|in|for|of|the"
    r"|with|to|that|both|its|their|council|county|police|PCC|commissioner)[\s,]*)*(?:['’]s?)?\s*",
    re.IGNORECASE,
)


def comparison(query: Query) -> Comparison | None:
    """What a question that sets areas side by side asks of them; None for any other question.

    Areas are side by side where they stand in a list ("Kent, Essex and Devon") or one is held
    against another ("Kent compared with Essex"); "how does Kent work with Essex" is of one thing.
    """
    areas = list(dict.fromkeys(called(place, query.text) for place in query.places))
    between = (query.text[one.end : other.start] for one, other in itertools.pairwise(query.places))
    if len(areas) < 2 or not all(_LISTED.fullmatch(words) for words in between):
        return None
    named = theme_in(query.text)
    about = named.name if named else without(topic(query.text), names=True)
    return Comparison(tuple(areas), about) if about else None


def theme_in(question: str) -> Theme | None:
    """The ready theme that a question names, by the longest of the names that it goes by.

    What it says itself counts before what it carries over from the one before. A name of one
    word counts only as it is written, with a capital: "prevent" is a verb too.
    """
    head = asks(question)
    for text in dict.fromkeys((head, question)):
        asked = key(text)
        named = [
            (len(name), ready)
            for ready in ready_themes()
            for name in (ready.name, *ready.also)
            if (key(name) in asked if " " in name else _as_written(name, text))
        ]
        if named:
            return max(named, key=lambda pair: pair[0])[1]
    return None


def _as_written(name: str, text: str) -> bool:
    return name[0].isupper() and re.search(rf"(?<!^)\b{re.escape(name)}\b", text) is not None


def silent(store: Store, pages: Pages, scope: Scope, asked: Comparison) -> dict[str, str]:
    """The areas compared whose own reports do not speak of the theme, with the sentence that
    says so.

    Told of ready themes alone: what is asked in other words is not known well enough to be
    denied.
    """
    about = theme(asked.theme)
    if not about.ready:
        return {}
    sought = seek(store, [about])[about.name]
    cells = (
        fill(pages, area_held(store, scope.reports, name), about.name, sought)
        for name in asked.areas
    )
    return {
        cell.area: f"Nothing on “{about.name}” was found for {cell.area} "
        f"(searched {searched_in_words(cell)})."
        for cell in cells
        if cell.state == "not_found"
    }
