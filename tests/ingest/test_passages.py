"""Passages: where they are cut, what place they carry, and what of a table goes with each row."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.models import Document, Metadata, Passage
from ingest.passages import LIST_WORDS, WORDS, context_header, make_passages
from ingest.readers.building import CellText, PageBuilder, Run
from ingest.readers.tables import header_rows

ABOUT = Metadata("Safer Places Update", body="Northford Partnership", date="2023-01-31",
                 area_codes=("E07000118",))  # fmt: skip


def document(*pages: PageBuilder) -> Document:
    made = [page.document() for page in pages]
    return Document(
        tuple(d.pages[0] for d in made), tuple(b for d in made for b in d.blocks), paged=True
    )


def passages(*pages: PageBuilder) -> list[Passage]:
    return made_of(document(*pages))


def made_of(read: Document) -> list[Passage]:
    made = make_passages("r", ABOUT, read)
    assert [p.ordinal for p in made] == list(range(len(made)))
    for page in read.pages:
        covered = 0
        for passage in (p for p in made if p.page == page.number):
            assert covered <= passage.start < passage.end <= len(page.text)
            assert not page.text[covered : passage.start].strip()
            covered = passage.end
            assert passage.kind == "table" or passage.text == page.text[passage.start : covered]
            for unit in passage.units:
                assert passage.start <= unit.start < unit.end <= passage.end
                assert all(unit.start <= q.start < q.end <= unit.end for q in unit.quotes)
        assert not page.text[covered:].strip()
    return made


def words(count: int, about: str = "word") -> str:
    return " ".join(f"{about}{i}" for i in range(count)).capitalize() + "."


def table(page: PageBuilder, rows: Sequence[Sequence[str]], header: int = 1) -> None:
    page.add_table(
        [[CellText((Run(cell),)) for cell in row] for row in rows],
        [i < header for i in range(len(rows))],
    )


def units(passage: Passage) -> list[str]:
    return [unit.text for unit in passage.units]


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


def test_rows_keep_their_columns_heading_and_paragraph() -> None:
    page = PageBuilder()
    page.add("heading", "Funding", level=1)
    page.add("paragraph", "3.4 The grants are these.", number="3.4")
    table(page, [["District", "2022/23 (£)"], ["Northford", "1,350"], ["Total", "2,360"]])
    page.add("paragraph", "That is all.")
    made, after = passages(page)
    assert made.kind == "table"
    assert (made.headings, made.paragraph) == (("Funding",), "3.4")
    assert units(made)[-2:] == [
        "District: Northford; 2022/23 (£): 1,350",
        "District: Total; 2022/23 (£): 2,360",
    ]
    text = page.document().pages[0].text
    row = made.units[-2]
    assert [text[q.start : q.end] for q in row.quotes] == ["Northford\t1,350"]
    assert [(name, text[s.start : s.end]) for name, s in row.cells] == [
        ("District", "Northford"),
        ("2022/23 (£)", "1,350"),
    ]
    assert made.text == text[made.start : made.end]
    assert "District: Northford; 2022/23 (£): 1,350" in made.indexed
    assert (after.kind, after.paragraph) == ("text", "3.4")


def test_a_long_table_repeats_its_header_in_each_part() -> None:
    page = PageBuilder()
    page.add("heading", "Offences", level=1)
    rows = [[f"Ward number {i}", f"{i},000", f"{i},500"] for i in range(1, 40)]
    table(page, [["Ward", "Burglary", "Robbery"], *rows])
    made = passages(page)
    assert len(made) > 2
    assert all(p.text.split("\n\n")[-1].startswith("Ward\tBurglary\tRobbery\n") for p in made)
    assert [p.continues for p in made] == [True] * (len(made) - 1) + [False]
    said = [u.text for p in made for u in p.units if u.cells]
    assert said == [f"Ward: {a}; Burglary: {b}; Robbery: {c}" for a, b, c in rows]


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_goes_on_over_the_page(repeated: bool) -> None:
    header = ["District", "2022/23 (£)"]
    one, two = PageBuilder(1), PageBuilder(2)
    one.add("heading", "Funding", level=1)
    table(one, [header, ["Northford", "1,350"]])
    more = [["Eastham", "1,010"], ["Westbury", "900"]]
    table(two, [header, *more] if repeated else more, header=int(repeated))
    first, second = passages(one, two)
    assert second.page == 2
    assert second.text == "District\t2022/23 (£)\nEastham\t1,010\nWestbury\t900"
    assert units(second)[0] == "District: Eastham; 2022/23 (£): 1,010"
    assert second.headings == ("Funding",)
    assert first.text.endswith("Northford\t1,350")
    assert first.continues == (not repeated)


def test_another_table_does_not_borrow_the_header() -> None:
    """Where text stands between, or the columns are others, it is another table."""
    page = PageBuilder()
    table(page, [["District", "2022/23 (£)"], ["Northford", "1,350"]])
    table(page, [["Ward", "11", "12"], ["Abbey", "21", "22"]], header=0)
    page.add("paragraph", "Something else follows.")
    table(page, [["Fires", "7"], ["Thefts", "8"]], header=0)
    table(page, [["Street", "Count"], ["Broad", "5"]])
    page.add("heading", "Roads", level=1)
    table(page, [["Deaths", "1"], ["Injuries", "2"]], header=0)
    said = [u.text for p in passages(page) for u in p.units if u.cells]
    assert not any("District" in text for text in said[1:])
    assert not any("Street" in text for text in said[-2:])


def test_a_row_that_opens_a_section_names_the_rows_below_it() -> None:
    page = PageBuilder()
    rows = [["Measure", "Q1", "Q2"], ["Violence", "", ""], ["Knife crime", "11", "12"],
            ["Roads", "", ""], ["Deaths", "1", "-"]]  # fmt: skip
    table(page, rows)
    said = units(passages(page)[0])
    assert "Violence – Measure: Knife crime; Q1: 11; Q2: 12" in said
    assert "Roads – Measure: Deaths; Q1: 1; Q2: -" in said


def test_columns_named_over_two_rows() -> None:
    page = PageBuilder()
    page.add_table(
        [
            [CellText(), CellText((Run("Offences"),), columns=2)],
            [CellText((Run("Ward"),)), CellText((Run("2022"),)), CellText((Run("2023"),))],
            [CellText((Run("Abbey"),)), CellText((Run("11"),)), CellText((Run("12"),))],
        ],
        [True, True, False],
    )
    assert units(passages(page)[0]) == ["Ward: Abbey; Offences 2022: 11; Offences 2023: 12"]


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


def test_a_table_with_nothing_but_a_header() -> None:
    page = PageBuilder()
    table(page, [["Ward", "Fires"]])
    (made,) = passages(page)
    assert made.text == "Ward\tFires"
    assert made.units


def test_the_header_that_passages_are_searched_under() -> None:
    page = PageBuilder()
    page.add("heading", "Duties", level=1)
    page.add("paragraph", "There are some.")
    (made,) = passages(page)
    assert context_header(ABOUT, made) == (
        "Chorley | Northford Partnership | Safer Places Update | 2023-01-31 | Duties"
    )
    assert context_header(Metadata("Only a title"), made) == "Only a title | Duties"


def test_a_unit_or_title_over_all_columns_is_said_once() -> None:
    page = PageBuilder()
    header = [["Budget for the year", "", ""], ["", "£000s", ""], ["Service", "Plan", "Outturn"]]
    table(page, [*header, ["Parks", "11", "12"]], header=3)
    (unit,) = (u for p in passages(page) for u in p.units)
    assert unit.text == "Budget for the year £000s – Service: Parks; Plan: 11; Outturn: 12"


def test_a_row_has_a_cell_for_each_column_though_some_are_blank() -> None:
    page = PageBuilder()
    table(page, [["Ward", "2021", "2022", "2023"], ["Abbey", "", "7", ""]])
    (made,) = passages(page)
    (unit,) = made.units
    text = page.document().pages[0].text
    assert [(name, text[s.start : s.end]) for name, s in unit.cells] == [
        ("Ward", "Abbey"), ("2021", ""), ("2022", "7"), ("2023", ""),
    ]  # fmt: skip


def test_column_names_below_a_title_are_found() -> None:
    rows = [
        ["Award holders", "", ""],
        ["Organisation", "Date", "Level"],
        ["Absolute Example Limited", "2022", "Gold"],
        ["Ashford Example Ltd", "2024", "Silver"],
    ]
    assert header_rows(rows) == 2
    assert header_rows(rows[1:]) == 1
    assert header_rows([["Adults", "", ""], ["Parks", "5", "6"], ["Roads", "7", "8"]]) == 0
