"""What a question asks: its telling words, its places, the kind of answer it wants."""

from __future__ import annotations

import sqlite3

import pytest

from retrieval.evidence import span_wanted
from retrieval.query import Want, content_words, understand


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("How much did Rutland get?", "sum"),
        ("What was the budget for 2022/23?", "sum"),
        ("How many referrals were there?", "count"),
        ("How often does the board meet?", "count"),
        ("What percentage of victims agreed?", "percentage"),
        ("When does the duty begin?", "date"),
        ("By when must it be done?", "date"),
        ("Which districts got grants?", "list"),
        ("List the priorities", "list"),
        ("Who chairs the board?", "other"),
        ("Why did burglary fall?", "other"),
    ],
)
def test_the_kind_of_answer(question: str, wants: Want) -> None:
    assert understand(question, {}).wants == wants


def test_words_that_tell() -> None:
    assert content_words("What’s the council's budget for 2022/23, e.g. in Q2?") == [
        "council",
        "budget",
        "2022/23",
        "e.g",
        "q2",
    ]
    assert content_words("What is it that they do?") == []


def test_places_are_whole_names() -> None:
    def named(question: str) -> list[list[str]]:
        return [[a.name for a in m.areas] for m in understand(question, {}).places]

    assert named("What does West Lancashire do?") == [["West Lancashire"]]
    assert named("how is burglary in chorley?") == [["Chorley"]]
    assert named("Who is reading the plan?") == []


@pytest.mark.parametrize(
    "question",
    ['What is "crime" AND (NOT disorder)?', "NEAR(a b) OR *", "'; DROP TABLE x --", "a:b ^c -d"],
)
def test_no_question_breaks_the_full_text_search(question: str) -> None:
    query = understand(question, {}).fts
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE t USING fts5(body)")
    base.execute("INSERT INTO t VALUES ('crime and disorder')")
    if query:
        base.execute("SELECT * FROM t WHERE t MATCH ?", (query,)).fetchall()
    base.close()


@pytest.mark.parametrize(
    ("question", "text", "span"),
    [
        ("How much did it cost?", "2.2 It cost £48,500 in 2022.", "£48,500"),
        ("How much did it cost?", "It cost 1,250 in all, or £1.2m with fees.", "£1.2m"),
        ("How much was paid in 2022?", "In 2022 nothing was said.", None),
        ("How much was the £500 grant cut by?", "The £500 grant was cut by £50.", "£50"),
        ("How much did the scheme get?", "£1.5 million went to it.", "£1.5 million"),
        ("How many wards took part?", "12 wards took part.", "12"),
        ("How many wards took part?", "2.1 All twelve wards took part.", "twelve"),
        ("How many cameras are there?", "4. There are nine of them.", "nine"),
        ("When was it agreed?", "3.1 It was agreed on 31 January 2023.", "31 January 2023"),
        ("What percentage agreed?", "Of 300, 68% agreed.", "68%"),
        ("Who agreed?", "In 2023 the board agreed.", None),
    ],
)
def test_the_span_asked_for(question: str, text: str, span: str | None) -> None:
    found = span_wanted(text, understand(question, {}))
    assert (text[slice(*found)] if found else None) == span
