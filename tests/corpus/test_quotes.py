"""The quote check: what may differ between two extractions of one page, and what may not."""

from __future__ import annotations

import pytest

from corpus.quotes import normalise, stands_in

TEXT = (
    "2.1 The board did not agree the plan. It meets every 3 months.\n"
    "Funding of £9,691 was requested per month. The rate rose by 26%.\n"
    "Review of assets -763.9 - -388.9 0.0 198.9\n"
)


@pytest.mark.parametrize(
    "quote",
    [
        "The board did not agree the plan.",
        "The board did not agree the plan. It meets every 3 months.",
        "months. Funding of £9,691",
        "  It   meets\tevery\n3 months. ",
        "Review of assets -763.9 - -388.9 0.0 198.9",
        "-388.9 0.0",
        "£9,691",
        "26%",
        "- -388.9",
    ],
)
def test_slices_stand(quote: str) -> None:
    assert stands_in(quote, TEXT)


@pytest.mark.parametrize(
    "quote",
    [
        "It meets every 4 months.",  # a changed digit
        "Funding of £9,961 was requested",  # two digits swapped
        "The board did agree the plan.",  # a dropped "not"
        "was requested per week",  # a swapped unit
        "Funding of $9,691",
        "The board did not agree the plan. Funding of £9,691",  # a joined pair of sentences
        "The board did not agree the plan.It meets months",
        "the board did not agree",  # case counts
        "The board did not agree the plan!",
        "board didnot agree",
        "",
        "   ",
    ],
)
def test_what_was_changed_does_not_stand(quote: str) -> None:
    assert not stands_in(quote, TEXT)


@pytest.mark.parametrize(
    "quote",
    [
        "388.9 0.0",  # a minus left off
        "Review of assets 763.9",
        "- 388.9",
        "-763.9 -388.9",  # a dash in its own cell left out
        "763.9 - 388.9",
        "98.9",  # inside a number
        "-388",
        "9,691",  # a currency sign left off
        "rose by 26",  # a per cent sign left off
        "oard did not agree",  # inside a word
        "did not agr",
    ],
)
def test_a_quote_does_not_cut_through_a_figure_or_a_word(quote: str) -> None:
    assert not stands_in(quote, TEXT)


def test_digits_are_not_regrouped() -> None:
    assert not stands_in("12 3", "1 23")
    assert not stands_in("123", "12 3")
    assert not stands_in("1,200", "1, 200")
    assert not stands_in("3.5", "3 .5")
    assert not stands_in("2022-23", "202223")
    assert not stands_in("202223", "2022-\n23")
    assert not stands_in("2022 -23", "2022-23")
    assert not stands_in("22", "2022-23")
    assert not stands_in("2022", "2022-23")
    assert not stands_in("102", "10²")
    assert stands_in("10²", "about 10² of them")


def test_words_are_not_joined_or_split() -> None:
    assert not stands_in("is notable to pay", "is not able to pay")
    assert not stands_in("is not able to pay", "is notable to pay")
    assert not stands_in("re-form", "reform")
    assert not stands_in("lawful", "unlawful")
    assert not stands_in("lawful entry", "non-lawful entry")
    assert not stands_in("violent", "non-\nviolent")


@pytest.mark.parametrize("broken", ["multi-\nagency", "multi- \r\n  agency", "multi\ufffeagency"])
def test_a_hyphen_at_a_line_end_may_be_kept_or_mended(broken: str) -> None:
    assert stands_in("a multi-agency forum", f"It is a {broken} forum.")
    assert stands_in("a multiagency forum", f"It is a {broken} forum.")
    assert stands_in(f"a {broken} forum", "It is a multi-agency forum.")
    assert stands_in(f"a {broken} forum", f"It is a {broken} forum.")
    assert not stands_in("a multi agency forum", f"It is a {broken} forum.")


def test_a_hyphen_within_a_line_is_part_of_the_word() -> None:
    assert not stands_in("multiagency", "multi-agency")
    assert not stands_in("multi agency", "multi-agency")
    assert stands_in("multi - agency", "multi-agency")


def test_soft_hyphens() -> None:
    assert stands_in("partnership", "part\u00adner\u00adship")
    assert stands_in("the partnership meets", "the partner\u00ad\nship meets")
    assert not stands_in("202223", "2022\u00ad23")


def test_a_range_broken_at_a_line_end() -> None:
    assert stands_in("in 2022-23 it fell", "in 2022-\n23 it fell")
    assert stands_in("in 2022- 23 it fell", "in 2022–23 it fell")


def test_a_dash_at_a_line_end_is_not_hyphenation() -> None:
    assert not stands_in("the countythe city", "the county –\nthe city")
    assert stands_in("the county - the city", "the county –\nthe city")


def test_shapes_of_quotes_dashes_ligatures_and_spaces() -> None:
    assert stands_in("officers' first 'live' plan", "oﬃcers’ ﬁrst ‘live’ plan")
    assert stands_in('"normal" costs', "“normal” costs")
    assert stands_in("ages 5-10", "ages 5–10")
    assert stands_in("-5.0 on the year", "down −5.0 on the year")
    assert stands_in("20 weeks", "within 20\u00a0weeks")
    assert stands_in("some care", "some\u202fcare")
    assert stands_in("• Ramsgate", "\uf0b7 Ramsgate")
    assert stands_in("partnership", "part\u200bnership")
    assert stands_in("cafe\u0301 plan", "the café plan")


def test_space_at_punctuation_is_layout() -> None:
    assert stands_in("the partnership (SLP) meets", "the partnership ( SLP ) meets")
    assert stands_in("Lincolnshire's plan", "Lincolnshire’ s plan")
    assert stands_in("£ 5", "£5")


def test_a_heading_glued_to_its_paragraph() -> None:
    assert stands_in("The report is due.", "PurposeThe report is due.")


def test_a_dash_alone() -> None:
    assert stands_in("–", "Q3 12 - 14")
    assert not stands_in("–", "Q3 12 14")


def test_a_later_place_counts_when_the_first_does_not_fit() -> None:
    assert stands_in("388.9", "-388.9 and 388.9")


def test_normalise() -> None:
    assert normalise("  ‘The\u00a0ﬁrst’ –\r\nmulti-\n agency ") == "'The first' - multi-agency"
    assert normalise("Not the CASE 1.0") == "Not the CASE 1.0"
