"""The Ask page on a real store, from question to passage."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import retrieval.answer
from corpus.models import Answer
from corpus.store import LOG, Store
from ingest.pipeline import remove
from tests.app.conftest import SECONDS, Open, by_key, drawn, reports_of, spoken_as_markdown


def ask(app: AppTest, question: str) -> AppTest:
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return app


def chips(app: AppTest) -> list[str]:
    return [button.label for button in app.button if str(button.key).startswith("cite-")]


def open_first(app: AppTest) -> AppTest:
    next(b for b in app.button if str(b.key).startswith("cite-")).click().run()
    assert not app.exception
    return app


def test_an_answer_cites_and_the_click_opens_the_passage(made_store: Path, open_app: Open) -> None:
    app = ask(
        open_app(made_store), "How much was allocated to Charnwood for the DA duty in 2021/22?"
    )
    assert "<mark>32,295</mark>" in drawn(app)
    assert "Searched 3 reports of 2 bodies, March 2021 to May 2024" in drawn(app)
    first = chips(app)[0].replace("\\", "")
    assert first.startswith("Office of the Police and Crime Commissioner for Leicestershire, ")
    assert first.endswith("19 March 2021, para 8.1, page 3 (digest)")

    shown = drawn(open_first(app))
    assert "Digest – written for this program; the original: “LSCSB Update" in shown
    assert "<div class='cited'" in shown
    assert "<tr class='asked'><td>Charnwood</td><td><mark>32,295</mark></td></tr>" in shown
    assert "<td>Blaby</td>" in shown  # the rest of the table
    assert "class='around" in shown  # the passages beside it
    assert "<th scope='col'>" in shown or "<th>" in shown


def passage_script(report_id: str, quote: str) -> None:
    # AppTest runs no fragments, so the inside of the dialog is drawn by itself.
    from app_pages import holding
    from app_pages.passage import draw_passage
    from corpus.models import Citation, Statement

    with holding.page():
        store = holding.held()
        assert store is not None
        passage = next(p for p in store.catalogue.passages(report_id) if quote in p.text)
        at = store.catalogue.page(report_id, passage.page).text.index(quote)
        place = (None, None, None, passage.page, None, None, None)
        cited = Citation(report_id, "", "", None, (), *place[1:], quote, at, at + len(quote),
                         passage.ordinal)  # fmt: skip
        draw_passage(cited, Statement(quote, "quote", (cited,)))


def test_more_of_the_report_and_the_printed_page(made_store: Path, open_app: Open) -> None:
    open_app(made_store)
    report_id = next(report.id for report in reports_of(made_store) if report.paged)
    app = AppTest.from_function(
        passage_script, args=(report_id, "Charnwood"), default_timeout=SECONDS
    ).run()
    assert not app.exception
    before = drawn(app).count("class='around")
    by_key(app, "more-around").click().run()
    assert drawn(app).count("class='around") > before
    assert not app.image
    by_key(app, "as-printed").set_value(True).run()
    assert not app.exception and not app.error
    assert len(app.image) == 1


def test_suggestions_are_asked_with_a_click(made_store: Path, open_app: Open) -> None:
    app = open_app(made_store)
    first = [b.label for b in app.button if str(b.key).startswith("suggest-")]
    assert 2 <= len(first) <= 4
    again = [b.label for b in app.run().button if str(b.key).startswith("suggest-")]
    assert first == again
    by_key(app, "suggest-0").click().run()
    assert not app.exception
    assert "Searched 3 reports" in drawn(app)
    assert not [b for b in app.button if str(b.key).startswith("suggest-")]
    by_key(app, "new").click().run()
    assert [b.label for b in app.button if str(b.key).startswith("suggest-")] == first


def test_text_of_a_report_is_drawn_as_typed(made_store: Path, open_app: Open) -> None:
    app = ask(open_app(made_store), "How much did the burglary patrols cost in 2023/24?")
    shown = drawn(open_first(app))
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert ":smile: $x^2$" in shown
    assert "&lt;script&gt;" in shown  # the title
    assert "<img" not in shown and "<script" not in shown
    for text in spoken_as_markdown(app):
        assert "![" not in text and "<script" not in text and "<img" not in text


def test_a_question_is_drawn_as_typed(made_store: Path, open_app: Open) -> None:
    app = ask(open_app(made_store), "<img src=x> ![y](http://evil.example) burglary cost?")
    assert "&lt;img src=x&gt; ![y](http://evil.example) burglary cost?" in drawn(app)
    assert not [text for text in spoken_as_markdown(app) if "evil" in text]


def test_an_area_narrows_what_is_searched(made_store: Path, open_app: Open) -> None:
    app = open_app(made_store)
    areas = app.sidebar.multiselect[0]
    assert "Chorley" in areas.options and "Leicestershire (police force area)" in areas.options
    areas.set_value(["Chorley"]).run()
    ask(app, "How much did the burglary patrols cost?")
    assert "Searched 1 report of 1 body, May 2024" in drawn(app)
    assert "Only: Chorley" in drawn(app)


def test_dates_leave_out_reports_without_one(made_store: Path, open_app: Open) -> None:
    app = open_app(made_store)
    app.sidebar.date_input[0].set_value(date(2024, 1, 1)).run()
    ask(app, "How many bicycles did the scheme mark?")
    assert "Searched 1 report of 1 body, May 2024 (1 without a date left out)" in drawn(app)


def test_nothing_to_search_says_so(made_store: Path, open_app: Open) -> None:
    app = open_app(made_store)
    app.sidebar.date_input[1].set_value(date(1999, 1, 1)).run()
    ask(app, "How much did the burglary patrols cost?")
    assert "The reports searched do not answer this." in drawn(app)
    assert "No report was searched: none that is held fits (1 without a date" in drawn(app)
    assert not chips(app)


def test_the_wrong_order_of_dates_is_pointed_out(made_store: Path, open_app: Open) -> None:
    app = open_app(made_store)
    app.sidebar.date_input[0].set_value(date(2024, 1, 1))
    app.sidebar.date_input[1].set_value(date(2023, 1, 1)).run()
    assert "after the last" in app.sidebar.warning[0].value


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[str, ...]]]:
    """The questions that reach retrieval, each with those before it."""
    heard: list[tuple[str, tuple[str, ...]]] = []
    real = retrieval.answer.ask

    def recording(store: Store, question: str, **named: Any) -> Answer:
        heard.append((question, tuple(named["prior"])))
        return real(store, question, **named)

    monkeypatch.setattr(retrieval.answer, "ask", recording)
    return heard


def test_questions_before_are_passed_on_as_they_were_taken(
    made_store: Path, open_app: Open, passed: list[tuple[str, tuple[str, ...]]]
) -> None:
    app = ask(open_app(made_store), "How much did Charnwood get?")
    ask(app, "And Blaby?")
    ask(app, "And Melton?")
    assert passed == [
        ("How much did Charnwood get?", ()),
        ("And Blaby?", ("How much did Charnwood get?",)),
        ("And Melton?", ("How much did Blaby get?",)),
    ]
    assert len(app.chat_message) == 6
    shown = drawn(app)
    assert "Taken as: How much did Blaby get?" in shown
    assert "Taken as: How much did Melton get?" in shown
    assert "Taken as: How much did Charnwood get?" not in shown


def test_how_a_question_was_taken_can_be_changed(
    made_store: Path, open_app: Open, passed: list[tuple[str, tuple[str, ...]]]
) -> None:
    app = ask(open_app(made_store), "How much did Charnwood get?")
    ask(app, "And Blaby?")
    ask(app, "How much did the burglary patrols cost?")
    assert [b.key for b in app.button if str(b.key).startswith("edit-")] == ["edit-1"]
    by_key(app, "edit-1").click().run()
    assert by_key(app, "taken-words-1").value == "How much did Blaby get?"
    assert by_key(app, "taken-words-1").label == "Taken as"

    words = "How many bicycles did the marking scheme <b>mark</b>?"
    by_key(app, "taken-words-1").set_value(words)
    by_key(app, "ask-instead-1").click().run()
    assert not app.exception
    assert passed[-1] == (words, ())  # alone
    shown = drawn(app)
    assert "And Blaby?" in shown
    assert "Taken as: How many bicycles did the marking scheme &lt;b&gt;mark&lt;/b&gt;?" in shown
    assert "How much did Blaby get?" not in shown
    assert len(app.chat_message) == 6
    assert shown.index("bicycles did") < shown.index("burglary patrols cost?")
    assert "312" in shown
    assert not app.text_area  # closed again


def test_the_next_question_leans_on_the_one_changed(
    made_store: Path, open_app: Open, passed: list[tuple[str, tuple[str, ...]]]
) -> None:
    app = ask(open_app(made_store), "How much did Charnwood get?")
    ask(app, "And Blaby?")
    by_key(app, "edit-1").click().run()
    by_key(app, "taken-words-1").set_value("How much did the burglary patrols cost?")
    by_key(app, "ask-instead-1").click().run()
    ask(app, "When will they be reviewed?")
    assert passed[-1][1] == ("How much did the burglary patrols cost?",)
    assert "Taken as: When will they be reviewed (about the burglary patrols cost)?" in drawn(app)


def test_a_question_left_or_emptied_is_not_asked_again(
    made_store: Path, open_app: Open, passed: list[tuple[str, tuple[str, ...]]]
) -> None:
    app = ask(open_app(made_store), "How much did Charnwood get?")
    ask(app, "And Blaby?")
    for button, words in (("leave-1", "Something else"), ("ask-instead-1", "  ")):
        by_key(app, "edit-1").click().run()
        by_key(app, "taken-words-1").set_value(words)
        by_key(app, button).click().run()
        assert not app.exception
        assert "Taken as: How much did Blaby get?" in drawn(app)
    by_key(app, "edit-1").click().run()
    by_key(app, "ask-instead-1").click().run()
    assert len(passed) == 2


def test_spaces_for_a_question_get_a_sentence(made_store: Path, open_app: Open) -> None:
    app = ask(open_app(made_store), "   ")
    assert "question is empty" in app.error[0].value


def test_a_report_removed_since_is_said_to_be(store: Path, open_app: Open) -> None:
    app = ask(open_app(store), "How much did the burglary patrols cost?")
    remove(["patrols.md"], store)
    open_first(app)
    assert any("removed or replaced" in warning.value for warning in app.warning)


def test_an_empty_store_says_what_to_do(tmp_path: Path, open_app: Open) -> None:
    app = open_app(tmp_path / "none")
    assert not app.exception
    assert "No reports are held yet." in drawn(app)
    assert by_key(app, "add-shipped").label == "Add the digests"
    assert app.code[0].value == "python -m ingest FOLDER"
    assert not app.chat_input


def test_a_store_of_another_model_gets_a_sentence(
    made_store: Path, open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRUTINY_MODEL", "another-model")
    app = open_app(made_store)
    assert not app.exception
    assert "made with the model" in app.error[0].value.replace("\\", "")


def test_a_fault_of_ours_is_logged_and_not_shown(
    store: Path, open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object, **named: object) -> object:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(retrieval.answer, "ask", broken)
    app = ask(open_app(store), "How much did Charnwood get?")
    assert "Something unexpected went wrong" in app.error[0].value
    assert not [text for text in spoken_as_markdown(app) if "secret" in text]
    assert "a secret detail" in (store / LOG).read_text(encoding="utf-8")
    monkeypatch.undo()
    ask(app, "How much did Blaby get?")  # the one that failed does not stand in its way
    assert not app.error
    assert len(app.chat_message) == 2


def test_a_comparison_goes_by_area_and_offers_the_matrix(shipped: Store, open_app: Open) -> None:
    app = ask(
        open_app(shipped.folder), "How do Leicestershire and Lincolnshire handle domestic abuse?"
    )
    shown = drawn(app)
    headings = [shown.find(f"<div class='sba lead'>{area}") for area in ("Leic", "Linc")]
    assert -1 not in headings
    (link,) = [link for link in app.get("page_link") if "side by side" in link.proto.label]
    assert "areas=Leicestershire&areas=Lincolnshire" in link.proto.query_string
    assert "themes=Domestic+abuse+and+MARAC" in link.proto.query_string
