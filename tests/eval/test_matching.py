from __future__ import annotations

from eval.matching import covers, lies_in, says

PASSAGE = (
    "• The **Board** met on 4 May – and “agreed” the multi-agency plan.\n"
    "Harborough\t33,548\nBlaby\t33,291\nThe board did not agree to pay £1.2m per month for it."
)


def test_a_quote_lies_in_a_passage_whatever_the_marks() -> None:
    assert lies_in("the board met on 4 May - and 'agreed' the multi agency plan", PASSAGE)
    assert lies_in("Harborough 33,548 Blaby 33,291", PASSAGE)
    assert lies_in("| Harborough | 33,548 |", PASSAGE)
    assert lies_in("- The Board met", PASSAGE)
    assert not lies_in("Blaby 33,548", PASSAGE)
    assert not lies_in("*", PASSAGE)


def test_likeness_counts_for_a_slip_of_the_text_layer() -> None:
    assert lies_in("The Board met on 4 May and agreedd the multi-agency plan", PASSAGE)
    assert lies_in("The board did not agree to pay £1.2m per month foor it", PASSAGE)


def test_likeness_never_crosses_a_figure_a_negation_or_a_period() -> None:
    assert not lies_in("The Board met on 5 May and agreed the multi-agency plan", PASSAGE)
    assert not lies_in("The board did agree to pay £1.2m per month for it", PASSAGE)
    assert not lies_in("The board did not agree to pay £1.3m per month for it", PASSAGE)
    assert not lies_in("The board did not agree to pay £1.2m per week for it", PASSAGE)


def test_a_short_quote_must_stand_there() -> None:
    assert not lies_in("Harborouh 33,548", PASSAGE)


def test_a_passage_within_a_long_quote_is_not_enough() -> None:
    quote = "The Board met on 4 May and agreed the plan of the whole county partnership"
    assert not lies_in(quote, "met on 4 May")
    assert not lies_in(quote, "")


def test_covered_needs_most_words_and_every_number() -> None:
    gold = "for Chorley the contribution requested is £9,691 for each year"
    assert covers(["The contribution requested is £9,691 for each year."], gold)
    assert covers(["the contribution requested for Chorley", "is 9,691 each year"], gold)
    assert not covers(["for Chorley the contribution requested is for each year"], gold)
    assert not covers(["It is £9,691"], gold)
    assert not covers([], gold)


def test_a_quote_given_twice_covers_no_more() -> None:
    gold = "the end of the day the end of the week"
    assert not covers(["the end", "the end", "the end"], gold)


def test_says_whole_words_in_any_case() -> None:
    assert says("gets a right to reply", ["He GETS a *right* to\nreply."])
    assert says("Women's", ["the Women’s strategy"])
    assert says("co-ordinator", ["a Co–ordinator"])
    assert not says("agree", ["disagree", "agreed"])
    assert not says("a b", ["a", "b"])


def test_says_whole_figures() -> None:
    assert says("2,049", ["saving -2,049.0 to date"])
    assert says("10.45", ["is 10.45 Mt."])
    assert says("26%", ["was 26%."])
    assert says("215", ["of 215."])
    assert says("£1.3m", ["loss of £1.3m of grant"])
    assert not says("049", ["2,049.0"])
    assert not says("2", ["2,049"])
    assert not says("215", ["215.7"])
    assert not says("45", ["10.45"])
    assert not says("6%", ["26%"])
