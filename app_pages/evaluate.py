"""The Evaluate page: asks a test set, and shows how often the answers were right."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app_pages import changing, holding
from app_pages.evaluate_figures import draw_comparison, draw_figures
from app_pages.evaluate_question import draw_list, draw_questions, forget, is_open
from app_pages.evaluate_words import run_in_words
from app_pages.inert import html, notice
from app_pages.wording import count
from corpus.errors import UsageError
from corpus.store import Store
from eval import running, runs
from eval.comparison import compare
from eval.matrix import is_matrix
from eval.originals import DEFAULT_FOLDERS
from eval.sets import Question, choose, load, parse

LOOK = Path(__file__).with_name("evaluate.css")
SETS = holding.ROOT / "eval" / "sets"
RUNS = holding.ROOT / runs.RUNS_DIR
_SHOWN, _SAID = "evaluate-run", "evaluate-said"
_VIEWS = ("Figures", "Questions", "Compare")


def main() -> None:
    """Draws the page."""
    st.html(LOOK)
    st.title("Evaluate", anchor=False)
    store = holding.held()
    if store is None:
        st.html("<div class='sba'><p class='lead'>No reports are held yet.</p></div>")
        st.page_link("app_pages/reports.py", label="Go to the Reports page")
        return
    st.html(
        "<div class='sba evaluate'><p>How far can the answers be trusted? A test set asks "
        "questions whose evidence is known, some of which the reports do not answer. What comes "
        "back is checked word for word.</p></div>"
    )
    saved = runs.saved(RUNS)
    with st.expander("Run a test set", icon=":material/play_arrow:", expanded=not saved):
        _choose_and_run(store)
    for sentence in st.session_state.pop(_SAID, []):
        st.warning(notice(sentence))
    if saved:
        _draw_saved(saved, store)


def _choose_and_run(store: Store) -> None:
    shipped = [path for path in sorted(SETS.glob("*.jsonl")) if not is_matrix(path)]
    names = {path.stem: path for path in shipped}
    chosen = st.selectbox(
        "Test set",
        list(names),
        format_func=lambda name: f"{name} (comes with this program)",
        key="evaluate-set",
        placeholder="None comes with this program",
    )
    upload = st.file_uploader(
        "Or your own: a .jsonl file, one question a line", type=["jsonl"], key="evaluate-upload"
    )
    wanted = upload is not None or chosen is not None
    if changing.busy():
        st.warning("The reports held are being changed just now: wait until that is done.")
    if not st.button("Run", type="primary", key="evaluate-start", disabled=not wanted):
        return
    if upload is not None:
        questions = parse(upload.getvalue(), Path(upload.name).stem, upload.name)
    else:
        questions = load([names[str(chosen)]])
    _run(store, choose(questions))


def _run(store: Store, questions: list[Question]) -> None:
    """Asks the questions here and now: it takes seconds, and only this reader waits."""
    holding.ready()
    # Only files that came with the program: an upload is never parsed outside a sandbox.
    plan = running.plan(questions, store, [folder for folder in DEFAULT_FOLDERS if folder.is_dir()])
    started, items = runs.now(), []
    bar = st.progress(0.0, text="Asking …")
    for item in running.carry_out(plan):
        items.append(item)
        done = f"{len(items)} of {len(questions)} asked"
        bar.progress(len(items) / len(questions), text=done)
    path = runs.save(running.finished(plan, started, items), RUNS)
    st.session_state[_SHOWN] = path.name
    st.session_state[_SAID] = _warnings(store, questions, items)
    forget()
    st.rerun()


def _warnings(store: Store, questions: list[Question], items: list[runs.Item]) -> list[str]:
    said = []
    if missing := running.missing(questions, store):
        said.append(
            f"{count(len(missing), 'file')} with expected evidence is not held (first: "
            f"{missing[0]}): the questions on it count as not found. Add it on the Reports page."
        )
    if unchecked := sum(item.score.unchecked for item in items):
        said.append(
            f"{count(unchecked, 'citation')} could not be checked word for word: the original "
            "files are not at hand."
        )
    return said


def _draw_saved(saved: list[Path], store: Store) -> None:
    names = {path.name: run_in_words(path) for path in saved}
    if st.session_state.get(_SHOWN) not in names:
        st.session_state.pop(_SHOWN, None)
    chosen = st.selectbox(
        "Saved run", list(names), format_func=names.__getitem__, key=_SHOWN, on_change=forget
    )
    run = _load(RUNS / chosen)
    if not run.items:
        st.info("This run compared areas and asked no questions: no figures to show here.")
        return
    view = st.segmented_control(
        "View", _VIEWS, default=_VIEWS[0], key="evaluate-view", label_visibility="collapsed"
    )
    if view == "Compare":
        _draw_comparison(run, chosen, names, store)
    elif view == "Questions":
        draw_questions(run, store)
    else:
        draw_figures(run.scores)
        st.html(f"<div class='sba quiet'>{html(_conditions(run, RUNS / chosen))}</div>")


def _draw_comparison(run: runs.Run, chosen: str, names: dict[str, str], store: Store) -> None:
    alike = {name: _set_of(name) == _set_of(chosen) for name in names if name != chosen}
    others = sorted(alike, key=alike.__getitem__, reverse=True)  # of the same set first
    if not others:
        st.info("There is no other run to compare with: run a test set again.")
        return
    picked = st.selectbox(
        "Compare with the earlier run",
        others,
        format_func=names.__getitem__,
        key="evaluate-other",
        on_change=forget,
    )
    before = _load(RUNS / picked)
    found = compare(before, run)
    if not found.differences:
        st.info("These two runs share no question: compare runs of one test set.")
        return
    changed = [change.after for change in found.changes]
    if not is_open(changed):
        draw_comparison(found)
        st.subheader("Questions that changed, worst first", anchor=False)
    draw_list(changed, store, before)


def _set_of(name: str) -> str:
    return Path(name).stem.partition("-")[2]


def _conditions(run: runs.Run, path: Path) -> str:
    about = run.settings
    shared = f"{count(about.get('reports', 0), 'report')} held then; {about.get('top')} passages"
    versions = ", ".join(f"{name} {version}" for name, version in run.versions.items())
    return (
        f"{shared} retrieved a question. {versions}. Saved as {path.name}, with the ranking and "
        "what is relevant in TREC’s formats beside it (.run, .qrels)."
    )


def _load(path: Path) -> runs.Run:
    try:
        return _read(str(path), path.stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise UsageError(f"{path.name} is gone: load the page again.") from error


@st.cache_resource(show_spinner=False, max_entries=4)
def _read(path: str, changed: int) -> runs.Run:
    return runs.load(Path(path))


with holding.page():
    main()
