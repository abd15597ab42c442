"""The Evaluate page on a real store: a set is run, failures are shown, runs are compared."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import holding
from app_pages.evaluate_saved import GONE, answer_of, evidence_of
from app_pages.evaluate_words import run_in_words
from corpus.store import open_store
from eval import runs
from eval.sets import Gold, Place
from tests.app.conftest import DIGEST, Open, by_key, drawn, spoken_as_markdown

COST = "The burglary patrols cost £45,000 in 2023/24"
ROWS: list[dict[str, Any]] = [
    {
        "id": "r1",
        "question": "How much did the burglary patrols cost in 2023/24?",
        "kind": "fact",
        "evidence": [{"file": "patrols.md", "quote": COST}],
        "must_contain": ["£45,000"],
    },
    {
        "id": "r2",
        "question": "How many bicycles <img src=x> ![y](http://evil.example) did the scheme mark?",
        "kind": "fact",
        "evidence": [{"file": "bicycles.txt", "quote": "The scheme marked 312 bicycles"}],
        "must_contain": ["999"],
        "must_not_contain": ["312"],
    },
    {"id": "r3", "question": "Who won the cup final?", "kind": "unanswerable", "evidence": []},
]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are saved where only this test sees them."""
    monkeypatch.setattr(holding, "ROOT", tmp_path)


def lines(*rows: dict[str, Any]) -> bytes:
    return "\n".join(map(json.dumps, rows)).encode()


def run_set(app: AppTest, content: bytes, name: str = "made.jsonl") -> AppTest:
    by_key(app, "evaluate-upload").set_value((name, content, "application/x-ndjson")).run()
    by_key(app, "evaluate-start").click().run()
    assert not app.exception
    return app


def view(app: AppTest, name: str) -> AppTest:
    by_key(app, "evaluate-view").set_value(name).run()
    assert not app.exception
    return app


def saved_runs(folder: Path) -> list[Path]:
    return runs.saved(folder / ".runs")


def test_a_set_is_run_and_its_figures_shown(
    made_store: Path, open_app: Open, tmp_path: Path
) -> None:
    app = run_set(open_app(made_store, "evaluate"), lines(*ROWS))
    assert not app.error
    shown = drawn(app)
    assert "3 questions asked. Of 2 that the reports answer, 1 were answered right." in shown
    assert "<td class='first'>Single facts</td>" in shown
    assert "<td class='first'>Not in the reports</td>" in shown
    assert "Evidence found in 600 words" in shown and "9–91 %" in shown  # Wilson's, of 1 in 2
    assert len(app.get("vega_lite_chart")) == 1
    [saved] = saved_runs(tmp_path)
    assert runs.load(saved).scores[0].measures["answers_right"] == 1.0
    assert saved.with_suffix(".qrels").is_file()
    assert "could not be checked word for word" in app.warning[0].value


def test_a_failure_opens_beside_its_evidence(made_store: Path, open_app: Open) -> None:
    app = view(run_set(open_app(made_store, "evaluate"), lines(*ROWS)), "Questions")
    listed = [str(b.key) for b in app.button if str(b.key).startswith("open-")]
    assert "open-r2" in listed and "open-r1" not in listed
    by_key(app, "open-r2").click().run()
    assert not app.exception
    shown = drawn(app)
    assert "The scheme marked 312 bicycles" in shown and "bicycles.txt" in shown
    assert "retrieved as number 1" in shown
    assert "“999” <span class='bad'>(not said)" in shown
    assert "“312” <span class='bad'>(was said)" in shown
    assert "312</mark>" in shown or "312 bicycles" in shown
    by_key(app, "cite-gold-0").click().run()
    assert not app.exception
    assert "<mark>The scheme marked 312 bicycles</mark>" in drawn(app)
    by_key(app, "evaluate-back").click().run()
    assert by_key(app, "open-r2")


def test_what_is_asked_and_found_is_drawn_as_typed(made_store: Path, open_app: Open) -> None:
    app = view(run_set(open_app(made_store, "evaluate"), lines(*ROWS)), "Questions")
    by_key(app, "evaluate-which").set_value("All questions").run()
    for opened in ("open-r1", "open-r2"):
        assert not [t for t in spoken_as_markdown(app) if re.search(r"(?<!\\)[<!]", t)]
        by_key(app, opened).click().run()
        assert "<img" not in drawn(app) and "<script" not in drawn(app)
        by_key(app, "evaluate-back").click().run()


def test_two_runs_are_compared(made_store: Path, open_app: Open) -> None:
    app = run_set(open_app(made_store, "evaluate"), lines(*ROWS), "one.jsonl")
    mended = ROWS[1] | {"must_contain": ["312"], "must_not_contain": []}
    run_set(app, lines(ROWS[0], mended, ROWS[2]), "two.jsonl")
    view(app, "Compare")
    shown = drawn(app)
    assert "<td data-name='Before' class='number'>50 %</td>" in shown
    assert "<td data-name='Now' class='number'>100 %</td>" in shown
    assert "sets: [&#x27;one&#x27;] → [&#x27;two&#x27;]" in shown
    by_key(app, "open-r2").click().run()
    assert not app.exception
    assert "What was answered before" in [s.value for s in app.subheader]


def test_one_run_has_nothing_to_compare_with(made_store: Path, open_app: Open) -> None:
    app = view(run_set(open_app(made_store, "evaluate"), lines(*ROWS)), "Compare")
    assert "no other run" in app.info[0].value


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not json", "line 1, is not a test question"),
        (b"\xff\xfe", "not UTF-8"),
        (b"", "hold no questions"),
        (lines(ROWS[0], ROWS[0]), "stands twice"),
    ],
)
def test_what_is_no_test_set_gets_a_sentence(
    made_store: Path, open_app: Open, content: bytes, said: str, tmp_path: Path
) -> None:
    app = run_set(open_app(made_store, "evaluate"), content)
    assert said in app.error[0].value.replace("\\", "")
    assert not saved_runs(tmp_path)


def test_evidence_that_is_not_held_is_said(made_store: Path, open_app: Open) -> None:
    elsewhere = ROWS[0] | {"evidence": [{"file": "gone.pdf", "page": 1, "quote": "Never held."}]}
    app = run_set(open_app(made_store, "evaluate"), lines(elsewhere))
    assert "gone.pdf" in app.warning[0].value.replace("\\", "")
    view(app, "Questions")
    by_key(app, "open-r1").click().run()
    by_key(app, "cite-gold-0").click().run()
    told = [warning.value for warning in app.warning]
    assert any("No passage of the reports held has this quote." in value for value in told)


def test_nothing_held_says_so(tmp_path: Path, open_app: Open) -> None:
    assert "No reports are held yet." in drawn(open_app(tmp_path / "none", "evaluate"))


def test_a_saved_answer_points_into_the_store_as_it_is(
    made_store: Path, open_app: Open, tmp_path: Path
) -> None:
    run_set(open_app(made_store, "evaluate"), lines(ROWS[0]))
    item = runs.load(saved_runs(tmp_path)[0]).items[0]
    store = open_store(made_store)
    try:
        answer = answer_of(item, store)
        assert answer is not None
        cited = answer.statements[0].citations[0]
        passages = store.catalogue.passages(cited.report_id)
        assert cited.quote in passages[cited.ordinal].text
        item.answer["statements"][0]["citations"][0]["quote"] = "Since then it says otherwise."
        changed = answer_of(item, store)
        assert changed is not None
        assert changed.statements[0].citations[0].ordinal == GONE
    finally:
        store.close()


def test_evidence_is_found_whatever_its_space(made_store: Path) -> None:
    store = open_store(made_store)
    try:
        place = (Place(DIGEST.name, 3),)
        found = evidence_of(Gold("Charnwood\n 32,295", place), store)
        assert found is not None
        assert found.citations[0].page == 3
        assert found.citations[0].quote.split() == ["Charnwood", "32,295"]
        assert evidence_of(Gold("Charnwood 99,999", place), store) is None
    finally:
        store.close()


def test_runs_are_named_by_set_and_time() -> None:
    assert (
        run_in_words(Path("20261122040844-digests.json")) == "digests, 22 November 2026, 04:08:44"
    )
    assert run_in_words(Path("kept.json")) == "kept"
