"""Questions that lean on those before them, said in full; made-up conversations."""

from __future__ import annotations

import pytest

from retrieval.conversation import asks, resolve
from retrieval.query import MAX_QUESTION

PATROLS = "How does Lincolnshire fund its night patrols?"
GRANT = "How much did Charnwood get from the hardship grant in 2021/22?"


@pytest.mark.parametrize(
    ("before", "question", "meant"),
    [
        # another place, in the same place of the sentence
        (PATROLS, "And in Lancashire?", "How does Lancashire fund its night patrols?"),
        (PATROLS, "what about lancashire", "How does Lancashire fund its night patrols?"),
        (PATROLS, "Is it the same in Kent?", "How does Kent fund its night patrols?"),
        (PATROLS, "Does Kent do that too?", "How does Kent fund its night patrols?"),
        (PATROLS, "How does Kent do it?", "How does Kent fund its night patrols?"),
        ("Who runs Lincolnshire's hub?", "And Kent?", "Who runs Kent's hub?"),
        ("Who runs Kent and Essex’s hubs?", "And Surrey?", "Who runs Surrey’s hubs?"),
        ("Who runs the hub?", "And in Kent?", "Who runs the hub in Kent?"),
        ("What does Essex County Council own?", "And Kent?", "What does Kent County Council own?"),
        ("What does Essex County Council own?", "And Dover?", "What does Dover Council own?"),
        (GRANT, "How much did Blaby get?", GRANT.replace("Charnwood", "Blaby")),
        # a place said by what it is
        ("How many fires in Chorley?", "And across the county?", "How many fires in Lancashire?"),
        (
            "Who runs Chorley's hub?",
            "what about the county as a whole?",
            "Who runs Lancashire's hub?",
        ),
        ("Who runs Leicestershire's hub?", "And the city?", "Who runs Leicester's hub?"),
        # of several places, the one of the same kind
        (
            "Does Lincolnshire pay Boston for cameras?",
            "And Lincoln?",
            "Does Lincolnshire pay Lincoln for cameras?",
        ),
        # another period; its parts carry over
        (GRANT, "What about 2024/25?", GRANT.replace("2021/22", "2024/25")),
        (GRANT, "and the year before?", GRANT.replace("2021/22", "2020/21")),
        ("How many fires in Q2 2023/24?", "And Q3?", "How many fires in Q3 2023/24?"),
        ("How many fires in June 2023?", "And in July?", "How many fires in July 2023?"),
        ("How many fires in June 2023?", "In 2022?", "How many fires in June 2022?"),
        ("How many fires in 2023?", "And since 2020?", "How many fires since 2020?"),
        ("How many fires were there?", "And in 2022?", "How many fires were there in 2022?"),
        # both
        (
            GRANT,
            "And Blaby in 2022/23?",
            "How much did Blaby get from the hardship grant in 2022/23?",
        ),
    ],
)
def test_what_is_named_takes_the_place_of_what_was(before: str, question: str, meant: str) -> None:
    assert resolve(question, [before]) == meant


@pytest.mark.parametrize(
    ("before", "question", "meant"),
    [
        (
            "What support is there for carers in Chorley?",
            "who pays for that?",
            "Who pays for that (about support for carers in Chorley)?",
        ),
        (PATROLS, "Who decided that?",
         "Who decided that (about Lincolnshire funding night patrols)?"),
        (PATROLS, "Why?", "Why (about Lincolnshire funding night patrols)?"),
        (PATROLS, "Who pays for that in Kent?",
         "Who pays for that in Kent (about funding night patrols)?"),
        (GRANT, "how much of it is for capital?",
         "How much of it is for capital (about Charnwood and the hardship grant in 2021/22)?"),
        (GRANT, "Which district got the least?",
         "Which district got the least (about Charnwood and the hardship grant in 2021/22)?"),
        ("What is Kent doing about fly-tipping?", "How long does the scheme run?",
         "How long does the scheme run (about Kent and fly-tipping)?"),
        ("What is Kent doing about fly-tipping?", "How much does it cost and who pays for it?",
         "How much does it cost and who pays for it (about Kent and fly-tipping)?"),
        ("What is Kent doing about fly-tipping?", "How many officers work there?",
         "How many officers work in Kent?"),
        ("How many robberies were there in Kent in 2023?", "And how many burglaries?",
         "How many burglaries (about Kent, 2023)?"),
    ],
)  # fmt: skip
def test_what_is_left_unsaid_is_said(before: str, question: str, meant: str) -> None:
    assert resolve(question, [before]) == meant


@pytest.mark.parametrize(
    ("before", "question", "meant"),
    [
        ("How much of the pot is for revenue?", "And for capital?",
         "How much of the pot is for capital?"),
        ("How much of the pot is for revenue in Dover?", "And for roads in Thanet?",
         "How much of the pot is for roads in Thanet?"),
        ("Who chairs the Kent Safety Board?", "and the new one?",
         "Who chairs the new Board in Kent?"),
        ("Which district got the least from the pot?", "And the most?",
         "Which district got the most from the pot?"),
        ("Which district has the highest rate?", "And the lowest?",
         "Which district has the lowest rate?"),
        ("How many went to the first workshop?", "What about the second one?",
         "How many went to the second workshop?"),
        ("Who chairs the Kent Safety Board?", "And the old Essex one?",
         "Who chairs the Essex Safety Board – and the old Essex one?"),
        ("What does Thanet say about the police?", "and the new one?",
         "What does Thanet say about the police – and the new one?"),
        ("How many fires in Kent?", "and in the city centre?",
         "How many fires in Kent – and in the city centre?"),
        ("How many fires in Chorley?", "and the county councillors?",
         "How many fires in Chorley – and the county councillors?"),
        ("What did the first workshop decide?", "and the second one?",
         "What did the first workshop decide – and the second one?"),
        ("What does Kent do about burglary?", "What about knife crime?",
         "What does Kent do about burglary – and knife crime?"),
        ("What does Kent do about burglary?", "How does that compare with Essex?",
         "What does Kent do about burglary – compared with Essex?"),
    ],
)  # fmt: skip
def test_a_phrase_takes_the_place_of_its_like_or_is_added(
    before: str, question: str, meant: str
) -> None:
    assert resolve(question, [before]) == meant


ALONE = [
    "What is Kent doing about hate crime, and is that working?",
    "How long does it take to repair a street light?",
    "Is it true that the depot is to close?",
    "Which services that help carers were cut?",
    "Does the fire service have its own drone?",
    "How many people are there in custody in Lincolnshire?",
    "What do these reports say about speeding?",
    "How many thefts were there this year?",
    "Who else sits on the Kent Resilience Forum apart from councils?",
    "How will Safer Kent know it's winning?",
    "What did the bridge cost, and when did it open?",
    "Do parents think their children are safe on buses?",
    "How many of those aged under 18 were cautioned?",
    "What is hoarding?",
    "Who is the PCC?",
    "list the priorities for 2024/25 in Surrey",
    "knife crime lancashire",
    "What rate is Visit Kent paying on the loan we gave it?",
]


@pytest.mark.parametrize("question", ALONE)
@pytest.mark.parametrize("before", [PATROLS, GRANT, "Who chairs the board?"])
def test_a_question_that_stands_alone_stays_as_it_is(question: str, before: str) -> None:
    assert resolve(question, [before]) == question


def test_the_first_question_stays_as_it_is() -> None:
    assert resolve("And  who pays for that?", []) == "And  who pays for that?"


def test_a_chain_of_questions_leans_on_all_of_it() -> None:
    asked = ["What support is there for carers in Chorley?", "Who pays for that?"]
    assert resolve("And in Thanet?", asked) == (
        "Who pays for that (about support for carers in Thanet)?"
    )
    asked += ["And in Thanet?", "How much of it is for capital?"]
    assert resolve("And for revenue?", asked) == (
        "How much of it is for revenue (about support for carers in Thanet)?"
    )


def test_a_question_between_that_stands_alone_begins_anew() -> None:
    asked = [PATROLS, "When did the Dover ferry watch begin?"]
    assert (
        resolve("Who pays for it?", asked) == "Who pays for it (about the Dover ferry watch begin)?"
    )


def test_prior_questions_said_in_full_give_the_same() -> None:
    typed = [PATROLS, "Who pays for that?", "And in Kent?"]
    full = [resolve(question, typed[:at]) for at, question in enumerate(typed)]
    assert resolve("Since when?", full) == resolve("Since when?", typed)
    assert resolve("Since when?", full[-1:]) == resolve("Since when?", typed)


def test_a_question_said_in_full_is_never_changed_again() -> None:
    full = resolve("Who pays for that?", [PATROLS])
    assert resolve(full, ["What is Kent doing about fly-tipping?"]) == full


def test_a_long_chain_stays_readable() -> None:
    asked = ["What does Kent spend on road safety for older people near village schools?"]
    for number in range(12):
        asked.append(f"Who looked at that in committee number {number} before council meetings?")
    assert len(resolve("Why was that?", asked).split()) < 45


def test_what_is_asked_is_known_without_what_was_carried_over() -> None:
    assert asks(resolve("Who pays for that?", [PATROLS])) == "Who pays for that?"
    assert asks(PATROLS) == PATROLS


LETTER = f"What did {'the officer write in his very long letter of complaint, ' * 33}say in Kent?"


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("And what about the case of capital spending on cameras this year?", "capital spending"),
        ("What about " + "night-time-" * 20 + "patrols?", "ight-time-patrols"),
        ("Who pays for that " + "and who else besides " * 50 + "in Dover?", "besides in Dover"),
        ("Why was that " + "done and redone " * 123 + "?", "redone ("),
        ("Why was that " + "x" * (MAX_QUESTION - 14) + "?", "xx?"),
    ],
)
def test_no_more_is_carried_over_than_a_question_may_hold(question: str, typed: str) -> None:
    assert len(LETTER) < MAX_QUESTION
    meant = resolve(question, [LETTER])
    assert len(meant) <= MAX_QUESTION
    assert typed in meant
    room = MAX_QUESTION - len(question) > 100
    assert ("letter of complaint" in meant) == room


def test_a_chain_of_phrases_comes_to_an_end() -> None:
    asked = ["What does Kent do about burglary?"]
    for number in range(200):
        meant = resolve(f"What about knife crime number {number}?", asked[-1:])
        assert len(meant) <= MAX_QUESTION
        assert f"nife crime number {number}" in meant
        assert "Kent" in meant
        asked.append(meant)


def test_an_overlong_question_before_counts_up_to_what_may_be_asked() -> None:
    overlong = "What does Kent do about lamps? " + "Tell me, please, all of it. " * 40_000
    assert resolve("And in Essex?", [overlong]) == resolve("And in Essex?", [overlong[:3000]])
    assert len(resolve("Who pays for that?", ["x" * 100_000])) <= MAX_QUESTION


def test_halves_of_characters_are_no_text() -> None:
    assert resolve("Who pays for it?", ["What is \ud83d Kent doing about fly-tipping?"]) == (
        "Who pays for it (about Kent and fly-tipping)?"
    )
    assert resolve("Who is \ud83d?", []) == "Who is ??"


@pytest.mark.parametrize("nothing", ["", "  ", "?!"])
def test_a_question_without_words_leans_on_nothing_and_changes_nothing(nothing: str) -> None:
    assert resolve(nothing, [PATROLS]) == nothing
    assert resolve("Why?", [PATROLS, nothing]) == resolve("Why?", [PATROLS])
