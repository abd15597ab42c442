"""Passages: where they are cut, and what place they carry."""

from __future__ import annotations

import pytest

from corpus.models import Metadata
from ingest.passages import LIST_WORDS, WORDS, context_header
from ingest.readers.building import PageBuilder, Run
from tests.ingest.reading import ABOUT, passages, units


def words(count: int, about: str = "word") -> str:
    return " ".join(f"{about}{i}" for i in range(count)).capitalize() + "."


def test_place_headings_and_numbers() -> None:
    page = PageBuilder()
    page.add("heading", "Report", level=1)
    page.add("heading", "2. Duties", level=2, number="2")
    page.add("paragraph", "2.1 The first duty is to plan.", number="2.1")
    page.add("paragraph", "It is met.")
    page.add("paragraph", "2.2 The second is to report.", number="2.2")
    page.add("heading", "Money", level=2)
    page.add("paragraph", "There is none.")
    first, second, third = passages(page)
    assert first.headings == ("Report", "2. Duties")
    assert first.paragraph == "2.1"
    assert units(first) == ["Report", "2. Duties", "2.1 The first duty is to plan.", "It is met."]
    assert (second.paragraph, second.text) == ("2.2", "2.2 The second is to report.")
    assert (third.headings, third.paragraph) == (("Report", "Money"), None)


def test_a_paragraph_goes_on_over_the_page() -> None:
    """The page parts passages; heading, number and the sentence's other half stay known."""
    one, two = PageBuilder(1), PageBuilder(2)
    one.add("heading", "Duties", level=1)
    one.add("paragraph", "4.2 The duty began when the act", number="4.2")
    two.add("paragraph", "came into force in 2023. It binds all councils.")
    two.add("paragraph", "4.3 It ends in 2030.", number="4.3")
    first, second, third = passages(one, two)
    assert (first.page, second.page) == (1, 2)
    assert (first.continues, second.continues) == (True, False)
    assert (second.paragraph, second.headings) == ("4.2", ("Duties",))
    assert third.paragraph == "4.3"


@pytest.mark.parametrize("kind", ["heading", "item", "sentence"])
def test_what_does_not_go_on_over_the_page(kind: str) -> None:
    one, two = PageBuilder(1), PageBuilder(2)
    one.add("paragraph", "The panel thanked all who came" + "." * (kind == "sentence"))
    if kind == "heading":
        two.add("heading", "e-safety", level=1)
    else:
        two.add("item", "a) the police" if kind == "item" else "the police")
    assert [p.continues for p in passages(one, two)] == [False, False]


def test_long_paragraphs_are_cut_between_sentences() -> None:
    page = PageBuilder()
    sentences = [words(30, f"s{i}w") for i in range(9)]
    page.add("paragraph", "1.1 " + " ".join(sentences), number="1.1")
    made = passages(page)
    assert len(made) > 1
    assert {p.paragraph for p in made} == {"1.1"}
    assert max(p.words for p in made) <= 1.25 * WORDS
    assert min(p.words for p in made) >= WORDS // 2
    assert " ".join(p.text for p in made) == page.document().pages[0].text
    assert all(p.text.endswith(".") for p in made)


def test_short_paragraphs_are_kept_together() -> None:
    page = PageBuilder()
    for _ in range(6):
        page.add("paragraph", words(WORDS // 3))
    assert [p.words for p in passages(page)] == [3 * (WORDS // 3)] * 2


def test_a_list_keeps_the_sentence_that_leads_it_in() -> None:
    page = PageBuilder()
    page.add("paragraph", "5. We met. The priorities are:", number="5")
    items = [f"• {words(24, f'i{n}w')}" for n in range(12)]
    for item in items:
        page.add("item", item)
    made = passages(page)
    assert len(made) > 1
    assert all(p.words <= LIST_WORDS for p in made)
    listed = [u for p in made for u in p.units if u.text.endswith(".") and "•" in u.text]
    assert [u.text for u in listed] == [f"The priorities are: {item}" for item in items]
    assert all(p.indexed.startswith("The priorities are: •") for p in made[1:])
    assert all(p.text.startswith("•") for p in made[1:])


def test_a_list_of_another_paragraph_has_another_lead() -> None:
    page = PageBuilder()
    page.add("paragraph", "5. The priorities are:", number="5")
    page.add("item", "• arson")
    page.add("paragraph", "6. We also met partners.", number="6")
    page.add("item", "• police")
    assert units(passages(page)[1]) == ["6. We also met partners.", "• police"]


def test_a_list_within_a_list_has_both_leads() -> None:
    page = PageBuilder()
    page.add("paragraph", "The board was told of:")
    for item in (
        "• rising costs;",
        "• councils that had asked for more:",
        "o Northtown",
        "o Easton",
    ):
        page.add("item", item)
    page.add("item", "• savings.")
    (made,) = passages(page)
    assert units(made)[1:] == [
        "The board was told of: • rising costs;",
        "The board was told of: • councils that had asked for more:",
        "The board was told of: • councils that had asked for more: o Northtown",
        "The board was told of: • councils that had asked for more: o Easton",
        "The board was told of: • savings.",
    ]


@pytest.mark.parametrize(
    ("lead", "leads"),
    [
        ("It has six members;", True),
        ("We use the following bands of reserves.", True),
        ("The following bodies are members.", True),
        ("RESOLVED:-", True),
        ("It was reviewed the following year.", False),
        ("We met twice.", False),
    ],
)
def test_what_leads_in_a_list_without_a_colon(lead: str, leads: bool) -> None:
    page = PageBuilder()
    page.add("paragraph", lead)
    page.add("item", "• the council")
    (made,) = passages(page)
    assert units(made)[-1] == (f"{lead} • the council" if leads else "• the council")


def test_a_heading_leads_in_the_list_under_it() -> None:
    page = PageBuilder()
    page.add("heading", "Next steps:", level=2)
    page.add("item", "- Hold two workshops")
    (made,) = passages(page)
    assert units(made) == ["Next steps:", "Next steps: - Hold two workshops"]


@pytest.mark.parametrize("begun", [False, True])
def test_a_list_goes_on_over_the_page(begun: bool) -> None:
    one, two = PageBuilder(1), PageBuilder(2)
    one.add("paragraph", "The hubs are in:")
    if begun:
        one.add("item", "• Northtown")
    two.add("item", "• Easton")
    two.add("paragraph", "Others may follow.")
    first, second = passages(one, two)
    assert (first.continues, second.continues) == (True, False)
    assert units(second) == ["The hubs are in: • Easton", "Others may follow."]


def test_quotes_do_not_bridge_what_is_struck_out() -> None:
    page = PageBuilder()
    page.add("paragraph", [Run("The council will "), Run("not ", struck=True), Run("pay. It is.")])
    (made,) = passages(page)
    text = page.document().pages[0].text
    assert text == "The council will pay. It is."
    assert [[text[q.start : q.end] for q in u.quotes] for u in made.units] == [
        ["The council will", "pay."],
        ["It is."],
    ]


def test_headings_alone_and_empty_documents() -> None:
    page = PageBuilder()
    page.add("heading", "Annex", level=1)
    assert [p.text for p in passages(page)] == ["Annex"]
    one, two = PageBuilder(1), PageBuilder(2)
    one.add("heading", "Part one", level=1)
    two.add("paragraph", "Its text is on the next page.")
    assert [(p.page, p.headings) for p in passages(one, two)] == [
        (1, ("Part one",)),
        (2, ("Part one",)),
    ]
    assert passages(PageBuilder()) == []


def test_the_header_that_passages_are_searched_under() -> None:
    page = PageBuilder()
    page.add("heading", "Duties", level=1)
    page.add("paragraph", "There are some.")
    (made,) = passages(page)
    assert context_header(ABOUT, made) == (
        "Chorley | Northford Partnership | Safer Places Update | 2023-01-31 | Duties"
    )
    assert context_header(Metadata("Only a title"), made) == "Only a title | Duties"
