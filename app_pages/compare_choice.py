"""What is compared: areas and themes chosen on the page, or by the link that was opened.

The page's address always says what is shown: `?areas=A&areas=B&themes=C&districts=1`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from app_pages.inert import notice
from corpus.areas import area, find
from corpus.errors import UsageError
from corpus.models import Report
from retrieval.comparison.themes import ready_themes, theme

MAX_AREAS, MAX_THEMES = 20, 40
MAX_AREA = 100  # characters of an area's name
FIRST_AREAS, FIRST_THEMES = 4, 6  # shown to begin with
_AREAS, _THEMES, _DISTRICTS, _GO = (f"compare-{n}" for n in ("areas", "themes", "districts", "go"))
_SHOWN = "comparison shown"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is set side by side: names of areas and of themes, and whether districts speak too."""

    areas: tuple[str, ...]
    themes: tuple[str, ...]
    districts: bool = False

    @property
    def parameters(self) -> dict[str, list[str]]:
        """The choice as the parameters of the page's address."""
        districts = {"districts": ["1"]} if self.districts else {}
        return {"areas": [*self.areas], "themes": [*self.themes], **districts}

    @property
    def query(self) -> str:
        """The parameters as they stand in an address, after its "?"."""
        return urlencode(self.parameters, doseq=True)


def draw_choice(reports: Iterable[Report]) -> Choice:
    """Draws what can be chosen, gives what is, and keeps the page's address in step with it."""
    held = areas_held(reports)
    names = [ready.name for ready in ready_themes()]
    _follow_address(Choice(tuple(held[:FIRST_AREAS]), tuple(names[:FIRST_THEMES])))
    with st.form("compare", border=False):
        left, right = st.columns(2)
        areas = left.multiselect(
            "Areas",
            sorted(held),
            key=_AREAS,
            max_selections=MAX_AREAS,
            accept_new_options=True,
            placeholder="Choose areas, or type a name",
            select_all=False,
        )
        themes = right.multiselect(
            "Themes",
            names,
            key=_THEMES,
            max_selections=MAX_THEMES,
            accept_new_options=True,
            placeholder="Choose themes, or type your own words",
            select_all=False,
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.form_submit_button("Compare", type="primary", key=_GO)
            districts = st.toggle("Include their districts", key=_DISTRICTS)
            st.html("<div class='sba quiet'>Choices count once you press Compare.</div>")
    choice = Choice(_areas(areas), _themes(themes), districts)
    st.session_state[_SHOWN] = choice
    if _asked() != choice:
        st.query_params.from_dict(choice.parameters)
    return choice


def areas_held(reports: Iterable[Report]) -> list[str]:
    """The names of the areas that reports are for, most reports first.

    A county and the police force area of its name are one.
    """
    named: Counter[str] = Counter()
    for report in reports:
        named.update({area(code).name for code in report.metadata.area_codes})
    return sorted((name for name in named if find(name)), key=lambda name: (-named[name], name))


def _follow_address(start: Choice) -> None:
    """Chooses what the address says where it is not what was shown: a link, or the way back.

    An address that says nothing gives what was shown before, or else `start`. What was submitted
    just now counts before an address that the browser may not have brought up to date.
    """
    asked, shown = _asked(), st.session_state.get(_SHOWN)
    drawn = _AREAS in st.session_state
    if drawn and (asked == shown or st.session_state.get(_GO)):
        return
    if len(asked.areas) > MAX_AREAS or len(asked.themes) > MAX_THEMES:
        st.warning(
            f"The link names more than is compared at once: its first {MAX_AREAS} areas and "
            f"{MAX_THEMES} themes are shown."
        )
    before = shown or start
    st.session_state[_AREAS] = [*(asked.areas or before.areas)[:MAX_AREAS]]
    st.session_state[_THEMES] = [*(asked.themes or before.themes)[:MAX_THEMES]]
    st.session_state[_DISTRICTS] = asked.districts if asked != _NOTHING else before.districts


_NOTHING = Choice((), ())


def _asked() -> Choice:
    """What the page's address says, as it stands there."""
    areas, themes = (
        tuple(dict.fromkeys(text for text in st.query_params.get_all(name) if text.strip()))
        for name in ("areas", "themes")
    )
    return Choice(areas, themes, st.query_params.get("districts") == "1")


def _areas(typed: Sequence[str]) -> tuple[str, ...]:
    """Areas as they are called: "linconshire" is Lincolnshire. Unknown ones stay as typed."""
    names: list[str] = []
    for text in typed:
        name = " ".join(text.split())
        if len(name) > MAX_AREA:
            st.warning(
                f"An area’s name has {len(name):,} characters, and {MAX_AREA} is the most: it is "
                "left out."
            )
        elif name:
            called = {found.name for found in find(name)}
            names.append(called.pop() if len(called) == 1 else name)
    return tuple(dict.fromkeys(names))


def _themes(typed: Sequence[str]) -> tuple[str, ...]:
    """Themes by their names; one that is empty or too long is left out, and said to be."""
    names: list[str] = []
    for text in typed:
        try:
            names.append(theme(text).name)
        except UsageError as error:
            st.warning(notice(str(error)))
    return tuple(dict.fromkeys(names))
