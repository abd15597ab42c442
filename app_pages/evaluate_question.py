"""The questions of a run: a list to choose from, and one question beside its evidence."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages.answers import by_id, draw_answer
from app_pages.evaluate_saved import answer_of, evidence_of, retrieved
from app_pages.evaluate_words import OUTCOMES, kind_in_words
from app_pages.inert import html, label
from app_pages.passage import open_passage
from app_pages.wording import count, place_in_words
from corpus.store import Store
from eval.failures import problems
from eval.runs import Item, Run
from eval.sets import Gold

SHOWN = 20  # questions listed at once
_OPEN, _MORE = "evaluate-open", "evaluate-more"
_EXCERPT = 260  # characters of a passage retrieved
_ALL = "All kinds"


def draw_questions(run: Run, store: Store, other: Run | None = None) -> None:
    """Draws the questions that went wrong, or the one that is open."""
    st.html("<div class='evaluate'></div>")
    left, right = st.columns(2)
    which = left.segmented_control(
        "Show", ["Failures", "All questions"], default="Failures", key="evaluate-which"
    )
    kinds = list(dict.fromkeys(item.score.kind for item in run.items))
    names = {_ALL: _ALL, **{kind: kind_in_words(kind) for kind in kinds}}
    kind = right.selectbox("Kind", list(names), format_func=names.__getitem__, key="evaluate-kind")
    listed = [
        item
        for item in run.items
        if kind in (_ALL, item.score.kind) and (which == "All questions" or problems(item.score))
    ]
    draw_list(listed, store, other)


def draw_list(listed: Sequence[Item], store: Store, other: Run | None = None) -> None:
    """Draws a list of questions, or the one of them that is open; `other` is an earlier run."""
    ids = [item.score.id for item in listed]
    opened = st.session_state.get(_OPEN)
    if opened in ids:
        _draw_open(listed, ids.index(opened), store, other)
        return
    st.html(f"<div class='sba quiet'>{html(count(len(listed), 'question'))}</div>")
    most = st.session_state.get(_MORE, SHOWN)
    for item in listed[:most]:
        with st.container(gap="xsmall"):
            st.button(
                label(item.question),
                key=f"open-{item.score.id}",
                on_click=open_question,
                args=(item.score.id,),
                width="stretch",
            )
            said = "; ".join(problems(item.score)) or "as it should be"
            about = f"{kind_in_words(item.score.kind)} · {item.score.id} · {said}"
            st.html(f"<div class='sba quiet'>{html(about)}</div>")
    if len(listed) > most:
        st.button("Show more", key="evaluate-show-more", on_click=_more)


def is_open(listed: Sequence[Item]) -> bool:
    """Whether one of these questions is open."""
    return st.session_state.get(_OPEN) in {item.score.id for item in listed}


def open_question(question_id: str | None) -> None:
    """Opens a question by its id; None goes back to the list."""
    st.session_state[_OPEN] = question_id


def forget() -> None:
    """Closes the question that is open and shows the list from its start: another run is shown."""
    st.session_state.pop(_OPEN, None)
    st.session_state.pop(_MORE, None)


def _more() -> None:
    st.session_state[_MORE] = st.session_state.get(_MORE, SHOWN) + SHOWN


def _draw_open(listed: Sequence[Item], at: int, store: Store, other: Run | None) -> None:
    item = listed[at]
    _draw_steps(listed, at)
    _draw_asked(item)
    wanted, given = st.columns(2, gap="medium")
    with wanted:
        st.subheader("What was expected", anchor=False)
        _draw_expected(item, store)
    with given:
        st.subheader("What was answered", anchor=False)
        _draw_given(item, store, "now")
    before = next((i for i in other.items if i.score.id == item.score.id), None) if other else None
    if before is not None:
        st.subheader("What was answered before", anchor=False)
        _draw_given(before, store, "before")
    if item.answer.get("passages"):
        with st.expander("Passages retrieved, best first"):
            st.html(_passages(item))


def _draw_steps(listed: Sequence[Item], at: int) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button("Back to the list", key="evaluate-back", on_click=open_question, args=(None,))
        for name, to in (("Previous", at - 1), ("Next", at + 1)):
            there = 0 <= to < len(listed)
            st.button(
                name,
                key=f"evaluate-{name.lower()}",
                disabled=not there,
                on_click=open_question,
                args=(listed[to].score.id if there else None,),
            )


def _draw_asked(item: Item) -> None:
    lines = [f"<p class='quiet'>Asked before: {html(prior)}</p>" for prior in item.prior]
    lines.append(f"<p class='lead'>{html(item.question)}</p>")
    kind = f"{kind_in_words(item.score.kind)} · {item.score.id}"
    lines.append(f"<p class='quiet'>{html(kind)}</p>")
    found = problems(item.score)
    lines += [f"<p class='bad'>{html(said)}</p>" for said in found]
    if not found:
        lines.append("<p class='good'>as it should be</p>")
    st.html(f"<div class='sba'>{''.join(lines)}</div>")


def _draw_expected(item: Item, store: Store) -> None:
    score = item.score
    if score.kind == "unanswerable":
        also = "" if "partial" not in item.accept else " An honest answer in part is right too."
        st.html(f"<div class='sba'><p>The reports do not say: a refusal is right.{also}</p></div>")
    for number, gold in enumerate(item.gold):
        rank = score.gold_ranks[number]
        cited = number not in score.uncovered
        places = "; ".join(
            ", ".join(part for part in (p.file, place_in_words(None, p.page, None)) if part)
            for p in gold.places
        )
        ranked = f"retrieved as number {rank}" if rank else "not retrieved"
        st.html(
            f"<div class='sba wanted'><p class='text'>{html(gold.quote)}</p>"
            f"<p class='quiet'>{html(places)}</p>"
            f"<p class='quiet'>{ranked}, {'cited' if cited else 'not cited'}</p></div>"
        )
        if st.button("Open its passage", key=f"cite-gold-{number}", icon=":material/menu_book:"):
            _open_evidence(gold, store)
    st.html(_phrases("A right answer says", item.must_contain, item.score.unsaid, "not said"))
    said = [phrase for phrase in item.must_not_contain if phrase in score.wrongly_said]
    st.html(_phrases("It must not say", item.must_not_contain, said, "was said"))
    if not item.gold and score.relevant:
        ranks = zip(score.relevant, score.gold_ranks, strict=True)
        lines = (f"<p>{html(name)}: {f'number {r}' if r else 'not found'}</p>" for name, r in ranks)
        st.html(f"<div class='sba'><p>Relevant documents:</p>{''.join(lines)}</div>")


def _phrases(lead: str, phrases: Sequence[str], wrong: Sequence[str], fault: str) -> str:
    if not phrases:
        return "<div></div>"
    shown = (
        f"“{html(phrase)}”" + (f" <span class='bad'>({fault})</span>" if phrase in wrong else "")
        for phrase in phrases
    )
    return f"<div class='sba'><p>{lead}: {', '.join(shown)}</p></div>"


def _open_evidence(gold: Gold, store: Store) -> None:
    found = evidence_of(gold, store)
    if found is None:
        st.warning("No passage of the reports held has this quote.")
    else:
        open_passage(found.citations[0], found)


def _draw_given(item: Item, store: Store, key: str) -> None:
    st.html(f"<div class='sba quiet'>{html(OUTCOMES.get(item.score.outcome, ''))}</div>")
    if item.error:
        st.html(f"<div class='sba'><p class='bad'>{html(item.error)}</p></div>")
    answer = answer_of(item, store)
    if answer is not None:
        draw_answer(answer, by_id(store.catalogue.reports()), f"evaluate-{key}")


def _passages(item: Item) -> str:
    blocks = []
    for row, right in retrieved(item):
        place = place_in_words(row.get("paragraph"), row.get("page"), None)
        where = " · ".join(part for part in (row["file"], place, row.get("heading")) if part)
        text = " ".join(row["text"].split())
        short = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()} …"
        holds = " <span class='tag'>holds expected evidence</span>" if right else ""
        blocks.append(
            f"<div class='hit'><p class='quiet'>{row['rank']}. {html(where)}{holds}</p>"
            f"<p>{html(short)}</p></div>"
        )
    return f"<div class='sba'>{''.join(blocks)}</div>"
