"""What a question asks: its telling words, its places, the kind of answer it wants."""

from __future__ import annotations

import sqlite3

import pytest

from retrieval.query import Want, content_words, understand


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("How much did Rutland get?", "sum"),
        ("What budget was set for 2022/23?", "sum"),
        ("How many referrals were there?", "count"),
        ("How often does the board meet?", "count"),
        ("What percentage of victims agreed?", "percentage"),
        ("When does the duty begin?", "date"),
        ("By when must it be done?", "date"),
        ("Which districts got grants?", "list"),
        ("List the priorities", "list"),
        ("Who chairs the board?", "other"),
        ("Why did burglary fall?", "other"),
        # what comes first tells, and a sum that the question names is not what it asks for
        ("Which tool was used to tell how much harm is done?", "other"),
        ("Who pays for patrols, and how much?", "other"),
        ("What will the £4m be spent on?", "other"),
        ("Which districts got a share of the £5m?", "list"),
        ("How many districts got a share of the £5m?", "count"),
        ("What does Dover pay towards the service?", "sum"),
        ("What is the shortfall of the fund?", "sum"),
        ("Until when does the grant run?", "date"),
        ("Which area has the biggest share, as a percentage?", "percentage"),
        ("Where are the hubs?", "list"),
        ("Can you tell me how many burglaries there were?", "count"),
        ("Does the report say how much was spent on cameras?", "sum"),
        ("Did burglary rise, and by how much?", "sum"),
        ("Did burglary rise?", "other"),
        ("When it comes to burglary, how many were there?", "count"),
        ("What will the precept pay for?", "other"),
        ("What does the plan contribute to reducing crime?", "other"),
        ("What number should victims call?", "other"),
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
