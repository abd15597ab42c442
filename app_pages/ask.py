"""The Ask page: a conversation with the reports held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages import changing, holding
from app_pages.answers import by_id, draw_answer
from app_pages.conversation import Filters, Turn
from app_pages.inert import html, label, notice
from app_pages.suggestions import suggest
from app_pages.taken import forget_editing
from app_pages.wording import area_label, count, period_in_words
from corpus.errors import ScrutinyError
from corpus.models import Report
from corpus.store import Store
from retrieval.answer import ask
from retrieval.query import MAX_QUESTION
from retrieval.scope import choose

_TURNS, _WAITING = "turns", "questions waiting"  # the latter in the order in which they came
_TYPED = "question typed"
_AGAIN = "question to ask again"  # the turn's number and the words to ask instead
EARLIEST = date(1990, 1, 1)


def main() -> None:
    """Draws the page."""
    st.title("Ask the reports", anchor=False)
    changing.outcomes()
    store = holding.held()
    if store is None:
        _first_start()
        return
    reports = store.catalogue.reports()
    turns: list[Turn] = st.session_state.setdefault(_TURNS, [])
    waiting: list[Turn] = st.session_state.setdefault(_WAITING, [])
    filters = _sidebar(reports)
    # What it returns can be handed over again where questions come fast; a callback runs once.
    st.chat_input("Ask about the reports held", max_chars=MAX_QUESTION, key=_TYPED, on_submit=_take)
    welcome = st.empty()  # so that it goes as soon as a question is asked
    if not turns and not waiting:
        with welcome.container():
            _welcome(store, reports, filters)
    again = st.session_state.get(_AGAIN)
    for number, turn in enumerate(turns):
        if again is not None and again[0] == number:
            _reply_again(store, turn, number, again[1])
        else:
            _draw(turn, number, reports)
    if waiting:
        next_one = st.container()
        for later in waiting[1:]:  # sent while another is being answered
            _draw_question(later)
        with next_one:
            _reply(store, waiting, turns)


def _first_start() -> None:
    st.html(
        "<div class='sba'><p class='lead'>No reports are held yet.</p>"
        "<p>Add your own reports on the Reports page, or begin with the five digests of public "
        "reports that come with this program.</p></div>"
    )
    st.button(
        "Add the digests",
        type="primary",
        key="add-shipped",
        on_click=changing.add_shipped,
        disabled=changing.busy(),
    )
    st.page_link("app_pages/reports.py", label="Go to the Reports page")
    st.html("<div class='sba quiet'>Or, in a terminal, a folder of reports at once:</div>")
    st.code("python -m ingest FOLDER", language=None)
    changing.follow()


def _sidebar(reports: list[Report]) -> Filters:
    codes = {code for report in reports for code in report.metadata.area_codes}
    with st.sidebar:
        st.subheader("Search only", anchor=False)
        st.multiselect(
            "Areas",
            sorted({area_label(c) for c in codes}),
            placeholder="All areas",
            key="areas",
            select_all=False,
        )
        first = _day("Reports from", "from", reports)
        last = _day("Reports to", "to", reports)
        if first and last and first > last:
            st.warning("The first date is after the last: no report fits both.")
        if st.session_state[_TURNS] or st.session_state[_WAITING]:
            st.button("Start a new conversation", key="new", on_click=_forget)
    return _filters()


def _filters() -> Filters:
    """What the sidebar is set to."""
    first, last = st.session_state.get("from"), st.session_state.get("to")
    return Filters(
        tuple(st.session_state.get("areas", ())),
        first.isoformat() if first else None,
        last.isoformat() if last else None,
    )


def _day(name: str, key: str, reports: list[Report]) -> date | None:
    days = [r.metadata.date for r in reports if r.metadata.date and len(r.metadata.date) == 10]
    latest = max([date.today(), *map(date.fromisoformat, days)])
    return st.date_input(
        name, None, min_value=EARLIEST, max_value=latest, format="DD/MM/YYYY", key=key
    )


def _forget() -> None:
    st.session_state[_TURNS], st.session_state[_WAITING] = [], []
    st.session_state.pop(_AGAIN, None)
    forget_editing()


def _welcome(store: Store, reports: list[Report], filters: Filters) -> None:
    scope = choose(reports, filters.areas, filters.date_from, filters.date_to)
    coverage = scope.coverage()
    dates = period_in_words(coverage.oldest, coverage.newest)
    held = count(coverage.reports, "report") + (f", {dates}" if dates else "")
    only = f" ({filters.in_words()})" if filters.in_words() else ""
    st.html(
        f"<div class='sba'><p>Answers come in the reports’ own words, and each says where it "
        f"stands. To be asked{html(only)}: {html(held)}.</p></div>"
    )
    questions = _suggestions(
        store, store.catalogue.store_id, store.refresh(), tuple(r.id for r in scope.reports)
    )
    if questions:
        st.html("<div class='sba quiet'>For example:</div>")
    for number, question in enumerate(questions):
        st.button(
            label(question),
            key=f"suggest-{number}",
            on_click=_put,
            args=(Turn(question, filters),),
            width="stretch",
        )


def _take() -> None:
    _put(Turn(st.session_state[_TYPED], _filters()))


def _put(turn: Turn) -> None:
    st.session_state[_WAITING].append(turn)


@st.cache_data(show_spinner=False, max_entries=32)
def _suggestions(
    _store: Store, store_id: str, generation: int, report_ids: tuple[str, ...]
) -> list[str]:
    wanted = set(report_ids)
    return suggest(_store, [r for r in _store.catalogue.reports() if r.id in wanted])


def _reply(store: Store, waiting: list[Turn], turns: list[Turn]) -> None:
    """Answers the question that waits longest, and draws the page anew with it."""
    asked = waiting[0]
    _draw_question(asked)
    try:
        with _reports_say():
            holding.ready()
            with st.spinner("Searching the reports …"):
                # In full, the last question holds what it took from those before it.
                turn = _asked(store, asked.question, asked.filters, [t.meant for t in turns[-1:]])
                if _first(waiting, asked):
                    turns.append(turn)
                    waiting.pop(0)
    except Exception:
        if _first(waiting, asked):
            waiting.pop(0)  # or no other would ever be answered
        raise
    st.rerun()


def _first(waiting: list[Turn], asked: Turn) -> bool:
    """Whether a question still waits first: the next one sent begins the page anew, which then
    answers it too, while this run of the page goes on.
    """
    return bool(waiting) and waiting[0] is asked


def _reply_again(store: Store, turn: Turn, number: int, words: str) -> None:
    """Answers the words put in place of a question as it was taken, and draws the page anew."""
    _draw_question(turn)
    with _reports_say():
        holding.ready()
        with st.spinner("Searching the reports …"):
            new = _asked(store, words, turn.filters, ())
    if new.answer is not None:  # still shown under what was typed first
        new = replace(new, answer=replace(new.answer, question=turn.question))
    st.session_state[_TURNS][number] = replace(new, question=turn.question)
    del st.session_state[_AGAIN]
    st.rerun()


def _ask_instead(number: int, words: str) -> None:
    st.session_state[_AGAIN] = (number, words)


def _asked(store: Store, question: str, filters: Filters, prior: Sequence[str]) -> Turn:
    try:
        answer = ask(
            store,
            question,
            areas=filters.areas,
            date_from=filters.date_from,
            date_to=filters.date_to,
            prior=prior,
        )
    except ScrutinyError as error:
        return Turn(question, filters, fault=str(error))
    return Turn(question, filters, replace(answer, hits=()))


def _draw(turn: Turn, number: int, reports: list[Report]) -> None:
    _draw_question(turn)
    with _reports_say():
        if turn.answer is None:
            st.error(notice(turn.fault))
        else:
            draw_answer(turn.answer, by_id(reports), f"{number}", partial(_ask_instead, number))


def _draw_question(turn: Turn) -> None:
    with st.chat_message("You", avatar=":material/person:"):
        st.html(f"<div class='sba'><p class='text'>{html(turn.question)}</p></div>")
        if only := turn.filters.in_words():
            st.html(f"<div class='sba quiet'>Only: {html(only)}</div>")


def _reports_say() -> DeltaGenerator:
    return st.chat_message("The reports", avatar=":material/library_books:")


with holding.page():
    main()
