"""One click from a statement: the passage it was cut from, in its report."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages import holding
from app_pages.inert import html, marked, notice
from app_pages.originals import original_of
from app_pages.page_picture import picture
from app_pages.tables import asked_cells, table
from app_pages.wording import area_labels, citation_in_words, digest_in_words
from corpus.errors import ScrutinyError, UsageError
from corpus.models import Citation, Page, Passage, Report, Span, Statement
from corpus.store import Store

AROUND = 1  # passages on either side to begin with
MORE = 2  # and with each wish for more
_SHOWN = "passages around"


def open_passage(cited: Citation, statement: Statement) -> None:
    """Opens the dialog on a citation; other quotes of its statement are marked too."""
    st.session_state[_SHOWN] = AROUND
    _dialog(cited, statement)


@st.dialog("The passage in its report", width="medium")
def _dialog(cited: Citation, statement: Statement) -> None:
    draw_passage(cited, statement)


def draw_passage(cited: Citation, statement: Statement) -> None:
    """Draws the passage of a citation among those around it, its statement's quotes marked."""
    st.session_state.setdefault(_SHOWN, AROUND)
    try:
        store = holding.held()
        if store is None:
            raise UsageError("No reports are held any more.")
        report = store.catalogue.report(cited.report_id)
        near = store.catalogue.neighbours(report.id, cited.ordinal, st.session_state[_SHOWN])
        if not any(passage.ordinal == cited.ordinal for passage in near):
            raise UsageError("This passage has changed since: ask the question again.")
        _draw(store, report, near, cited, statement)
    except UsageError:
        st.warning("The report has been removed or replaced since: ask the question again.")
    except ScrutinyError as error:
        st.error(notice(str(error)))


def _draw(
    store: Store,
    report: Report,
    near: Sequence[Passage],
    cited: Citation,
    statement: Statement,
) -> None:
    pages = {number: store.catalogue.page(report.id, number) for number in {p.page for p in near}}
    here = next(passage for passage in near if passage.ordinal == cited.ordinal)
    st.html(_head(report, here, cited))
    blocks = (_block(p, pages[p.page], _look(p, cited), statement) for p in near)
    st.html(f"<div class='sba'>{''.join(blocks)}</div>")
    if report.metadata.source:
        st.html(f"<div class='sba quiet'>{html(report.metadata.source)}</div>")
    last = report.passages - 1
    if near[0].ordinal > 0 or near[-1].ordinal < last:
        st.button("Show more before and after", key="more-around", on_click=_more)
    original = original_of(report, store.folder)
    if original and st.toggle("Show the page as printed", key="as-printed"):
        page = pages[here.page]
        spans = _quotes(here, statement)
        with st.spinner("Drawing the page …"):
            drawn = picture(original, page, spans)
        st.image(drawn, width="stretch", alt=f"PDF page {page.number}, the quote outlined")


def _more() -> None:
    st.session_state[_SHOWN] += MORE


def _head(report: Report, here: Passage, cited: Citation) -> str:
    lines = [f"<p class='lead'>{html(report.metadata.title)}</p>"]
    lines.append(f"<p>{html(citation_in_words(cited))}</p>")
    if areas := area_labels(report):
        lines.append(f"<p class='quiet'>For {html(', '.join(areas))}</p>")
    if digest := digest_in_words(report):
        lines.append(f"<p><span class='tag'>{html(digest)}</span></p>")
    if here.headings:
        lines.append(f"<p class='trail'>{html(' › '.join(here.headings))}</p>")
    return f"<div class='sba'>{''.join(lines)}</div>"


def _quotes(passage: Passage, statement: Statement) -> list[Span]:
    """The quotes that stand on the passage's page; `marked` cuts what lies outside it."""
    return [
        Span(c.start, c.end)
        for c in statement.citations
        if c.report_id == passage.report_id and (c.page or passage.page) == passage.page
    ]


def _look(passage: Passage, cited: Citation) -> str:
    if passage.ordinal == cited.ordinal:
        return "cited"
    # A long one before would push the quote off a small screen.
    first_look = passage.ordinal < cited.ordinal and st.session_state[_SHOWN] == AROUND
    return "around before" if first_look else "around"


def _block(passage: Passage, page: Page, look: str, statement: Statement) -> str:
    quotes = _quotes(passage, statement)
    if passage.kind == "table":
        inner = table(passage, page, quotes, asked_cells(passage, statement, quotes))
    else:
        text = page.text[passage.start : passage.end]
        inner = f"<p class='text'>{marked(text, quotes, passage.start)}</p>"
    return f"<div class='{look}' tabindex='0'><div>{inner}</div></div>"
