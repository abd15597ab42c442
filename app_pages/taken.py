"""How a question was taken, and a way to put it differently."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app_pages.inert import html
from retrieval.query import MAX_QUESTION

_EDITING = "question being edited"


def draw_taken(resolved: str, key: str, ask_instead: Callable[[str], None] | None = None) -> None:
    """Draws "Taken as: …"; with `ask_instead`, a button opens it to be edited and asked anew.

    One question is open at a time; `key` tells it from others. `ask_instead` is called with
    the new words, trimmed, and not if they are as before or empty.
    """
    if ask_instead is not None and st.session_state.get(_EDITING) == key:
        _editor(resolved, key, ask_instead)
        return
    with st.container(
        horizontal=True, gap="small", vertical_alignment="center", key=f"taken-{key}"
    ):
        st.html(f"<div class='sba quiet'>Taken as: {html(resolved)}</div>")
        if ask_instead is not None:
            st.button(
                "Edit",
                key=f"edit-{key}",
                icon=":material/edit:",
                help="Change the question as it was taken, and ask it again",
                on_click=_open,
                args=(key,),
            )


def forget_editing() -> None:
    """Closes the question that is open, if one is."""
    st.session_state.pop(_EDITING, None)


def _open(key: str) -> None:
    st.session_state[_EDITING] = key


def _editor(resolved: str, key: str, ask_instead: Callable[[str], None]) -> None:
    with st.form(f"taken-form-{key}"):
        words = st.text_area(
            "Taken as",
            resolved,
            height="content",
            max_chars=MAX_QUESTION,
            key=f"taken-words-{key}",
        )
        with st.container(horizontal=True, gap="small"):
            asked = st.form_submit_button("Ask this", type="primary", key=f"ask-instead-{key}")
            left = st.form_submit_button("Leave it", key=f"leave-{key}")
    if asked or left:
        forget_editing()
        words = " ".join(words.split())
        if asked and words and words != resolved:
            ask_instead(words)
        st.rerun()
