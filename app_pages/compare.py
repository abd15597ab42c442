"""The Compare page: areas side by side on themes, every cell cited or saying what was searched."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app_pages import changing, holding
from app_pages.answers import by_id
from app_pages.compare_choice import Choice, draw_choice
from app_pages.matrix import draw_matrix
from app_pages.wording import count
from corpus.store import Store
from retrieval.comparison.matrix import Matrix, compare
from retrieval.comparison.themes import theme
from retrieval.export.files import export

_FILES = {".csv": "CSV", ".xlsx": "Excel", ".docx": "Word"}


def main() -> None:
    """Draws the page."""
    st.title("Compare areas", anchor=False)
    changing.outcomes()
    store = holding.held()
    if store is None:
        st.html("<div class='sba'><p class='lead'>No reports are held yet.</p></div>")
        st.page_link("app_pages/reports.py", label="Go to the Reports page")
        return
    st.html(
        "<div class='sba compare'><p>What the reports of each area say of each theme, in their "
        "own words. Open a cell to read all of it; each citation opens its page.</p></div>"
    )
    reports = store.catalogue.reports()
    choice = draw_choice(reports)
    if not choice.areas or not choice.themes:
        st.info("Choose at least one area and one theme.")
        return
    holding.ready()
    matrix = _compared(store, store.catalogue.store_id, store.refresh(), choice)
    draw_matrix(matrix, by_id(reports))
    _draw_out(matrix, choice)


@st.cache_data(show_spinner=False, max_entries=16)
def _compared(_store: Store, store_id: str, generation: int, choice: Choice) -> Matrix:
    bar = st.progress(0.0, text="Reading the reports …")

    def tell(done: int) -> None:
        areas = count(len(choice.areas), "area")
        bar.progress(done / len(choice.areas), text=f"Reading the reports … {done} of {areas}")

    themes = [theme(words) for words in choice.themes]
    try:
        return compare(_store, choice.areas, themes, with_districts=choice.districts, progress=tell)
    finally:
        bar.empty()


def _draw_out(matrix: Matrix, choice: Choice) -> None:
    """The ways out of the app: files, made when they are asked for, and a link."""
    with st.container(horizontal=True, gap="small"):
        for suffix, name in _FILES.items():
            st.download_button(
                name,
                partial(export, matrix, suffix),
                file_name=f"comparison{suffix}",
                on_click="ignore",
                key=f"compare{suffix.replace('.', '-')}",
                icon=":material/download:",
            )
        with st.popover("Link", icon=":material/link:"):
            st.html(
                "<div class='sba quiet'>Whoever opens this address in an app with the same reports "
                "sees the same comparison:</div>"
            )
            st.code(f"{st.context.url or 'compare'}?{choice.query}", language=None, wrap_lines=True)


with holding.page():
    main()
