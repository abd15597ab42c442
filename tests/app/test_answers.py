"""What is drawn of each part of an answer."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.app.conftest import drawn


def script() -> None:
    from app_pages.answers import draw_answer
    from corpus.models import Answer, Citation, Coverage, Span, Statement

    cited = Citation(
        "r", "f.pdf", "A title", "A body", (), None, "2023-06", 4, "12", None, None, "q", 0, 1, 0
    )
    ours = Statement("2 of 3 areas report a lead", "ours", (cited,), Span(0, 1))
    near = Statement("Something close", "quote", (cited,), Span(0, 9))
    draw_answer(
        Answer(
            question="And there?",
            resolved_question="Who leads there?",
            outcome="not_found",
            statements=(ours,),
            coverage=Coverage(5, (), "2021-03-19", "2024-04", 1, 4),
            missing=("the cost :smile:",),
            notes=("No report for X is held: run `python -m ingest`.",),
            nearest=(near,),
        ),
        {},
        "k",
    )


def test_every_part_of_an_answer_is_shown() -> None:
    app = AppTest.from_function(script).run()
    assert not app.exception
    shown = drawn(app)
    assert "Taken as: Who leads there?" in shown
    assert "The reports searched do not answer this." in shown
    assert "Worked out by this program" in shown and "<mark>2</mark>" in shown
    assert shown.index("Nearest, not an answer") < shown.index("<p class='text'>Something close")
    assert "Searched 5 reports of 4 bodies, March 2021 to April 2024 (1 without a date" in shown
    assert app.warning[0].value.startswith("the cost ")
    assert ":smile:" not in app.warning[0].value
    assert "`python -m ingest`" in app.info[0].value
    assert app.button[0].label == "A body\\, June 2023\\, page 12 \\(PDF page 4\\)"
