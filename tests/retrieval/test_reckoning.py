"""Smallest, largest and total, worked out from real PDFs, and where nothing is worked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from corpus.models import Hit, Passage, Statement
from corpus.store import Store, open_store
from ingest.pipeline import ingest
from retrieval.query import understand
from retrieval.statements import Pages
from retrieval.tables.reckoning import reckon, reckoning_wanted
from retrieval.tables.whole import whole_table
from tests.ingest.pdfs import Pen, write_pdf

WIDTHS = (200, 90, 90)
GRANTS = [
    ["Council", "Grant 2021/22 (£)", "Grant 2022/23 (£)"],
    ["Leicestershire County Council", "1,127,205", "1,130,000"],
    ["Harborough", "33,548", "34,001"],
    ["Blaby*", "33,291", "-"],
    ["Melton", "32,338", "35,800"],
    ["Charnwood", "32,295", "35,800"],
    ["Total", "1,258,677", "1,235,601"],
]
WARDS = [["Ward", "Burglaries"], *([f"Ward {i} east", str(400 - i)] for i in range(40))]
MORE_WARDS = [["Ward", "Burglaries"], ["Mill Ward", "12"], ["Dock Ward", "900"]]
HUBS = [
    ["Area", "Hub budget", "Share"],
    ["All of the county's hubs", "£1.2m", "100%"],
    ["Northford", "£452k", "37.7%"],
    ["Eastley", "£470k", "39.2%"],
    ["Weston", "£278k", "23.1%"],
]
DOGS = [["Street", "Dogs"], ["Broad Street", "4"], ["High Street", "about 7"], ["Mill Lane", "9"]]
CALLS = [["Call", "Calls made"], ["Number made", "40"], ["Percentage answered", "7"],
         ["Rate a day", "3"]]  # fmt: skip
CAMERAS = [["Council", "Cameras"], ["Harborough", "3"], ["Blaby", "4"], ["Melton", "5"],
           ["Charnwood", ""]]  # fmt: skip
PATROLS = [["Council", "Patrols"], ["Leicestershire County Council", "40"], ["Harborough", "3"],
           ["Blaby", "4"], ["Melton", "5"], ["Mobile unit", "9"], ["Total", "61"]]  # fmt: skip
LAMPS = [["Street", "Lamps"], ["Broad Street", "4"], ["High Street", "7"], ["Mill Lane", "9"]]


def draw(pen: Pen, *tables: tuple[str, list[list[str]]]) -> None:
    for title, rows in tables:
        pen.heading(title, 13)
        pen.paragraph("The partnership set out its figures in the table that follows here,",
                      "and it asked its members to look at every one of them in turn.")  # fmt: skip
        pen.table(rows, WIDTHS[: len(rows[0])])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("reckoning")
    write_pdf(
        folder / "figures.pdf",
        lambda pen: draw(pen, ("Domestic abuse grant", GRANTS), ("Family hub budget", HUBS)),
        lambda pen: draw(pen, ("Burglaries by ward", WARDS[:25])),
        lambda pen: pen.table([WARDS[0], *WARDS[25:], *MORE_WARDS[1:]], WIDTHS[:2]),
        lambda pen: draw(pen, ("Dogs", DOGS), ("Calls", CALLS), ("Lamps", LAMPS)),
        lambda pen: draw(pen, ("Cameras", CAMERAS), ("Patrols", PATROLS)),
    )
    (row,) = ingest([folder / "figures.pdf"], folder / "store")
    assert row.status == "added"
    opened = open_store(folder / "store")
    yield opened
    opened.close()


def part(store: Store, words: str) -> Passage:
    (report,) = store.catalogue.reports()
    passages = store.catalogue.passages(report.id)
    return next(p for p in passages if p.kind == "table" and words in p.text)


def reckoned(store: Store, words: str, question: str) -> Statement | None:
    (report,) = store.catalogue.reports()
    hit = Hit(part(store, words), report, 1.0)
    made = reckon(store, Pages(store), understand(question, {}), hit)
    if made is not None:
        assert made.answer is not None
        marked = made.text[made.answer.start : made.answer.end]
        quotes = [c.quote for c in made.citations]
        assert made.text.startswith("Sum") or marked.split(" and ")[0] in quotes[0]
        for c in made.citations:
            assert store.catalogue.page(c.report_id, c.page or 1).text[c.start : c.end] == c.quote
    return made


@pytest.mark.parametrize(
    ("words", "question", "text", "count"),
    [
        ("Melton", "Who got the least of the grant in 2021/22?",
         "Smallest of the 5 figures under “Grant 2021/22 (£)” (a printed total left out): "
         "Charnwood, 32,295.", 5),
        ("Melton", "Which district had the highest grant in 2021/22?",
         "Largest of the 4 figures for districts under “Grant 2021/22 (£)”: Harborough, 33,548.",
         4),
        ("Melton", "Which district had the highest grant in 2022/23?",
         "Largest of the 3 figures for districts under “Grant 2022/23 (£)” (1 row has no figure): "
         "Melton and Charnwood, 35,800 each.", 3),
        # The total printed is that of the county council too.
        ("Melton", "What was the total grant of the districts in 2021/22?",
         "Sum of the 4 figures for districts under “Grant 2021/22 (£)”: 131,472.", 4),
        ("Cameras\n", "Which council has the fewest cameras?",
         "Smallest of the 3 figures under “Cameras” (1 row has no figure): Harborough, 3.", 3),
        ("Melton", "What was the lowest grant in 2022/23?",
         "Smallest of the 4 figures under “Grant 2022/23 (£)” (a printed total left out, "
         "1 row has no figure): Harborough, 34,001.", 4),
        ("Northford", "Which area has the biggest share of the hub budget, as a percentage?",
         "Largest of the 3 figures under “Share” (a printed total left out): Eastley, 39.2%.", 3),
        ("Mill Ward", "Which ward had the fewest burglaries?",
         "Smallest of the 42 figures under “Burglaries”: Mill Ward, 12.", 42),
        ("Ward 3 east", "Which ward had the most burglaries?",
         "Largest of the 42 figures under “Burglaries”: Dock Ward, 900.", 42),
        ("Lane\t9\n", "How many lamps are there altogether?",
         "Sum of the 3 figures under “Lamps”: 20.", 3),
    ],
)  # fmt: skip
def test_what_is_worked_out(store: Store, words: str, question: str, text: str, count: int) -> None:
    """Over all parts of a table, on two pages too, and with every row cited."""
    words = "Lamps\n" if "lamps" in question else words
    made = reckoned(store, words, question)
    assert made is not None
    assert (made.kind, made.text) == ("ours", text)
    assert len({(c.page, c.start) for c in made.citations}) == count


def test_a_printed_total_is_quoted(store: Store) -> None:
    made = reckoned(store, "Melton", "What was the total grant in 2021/22?")
    assert made is not None and made.kind == "table" and made.answer is not None
    assert made.text[made.answer.start : made.answer.end] == "1,258,677"
    assert [c.quote for c in made.citations] == ["Total\t1,258,677\t1,235,601"]
    # "The county" is all of it, and no kind of row.
    assert (
        reckoned(store, "Melton", "What was the total grant across the county in 2021/22?") == made
    )
    for question in (
        "What is the total hub budget?",
        "What do the percentage shares of the hub budget add up to?",
    ):
        made = reckoned(store, "Northford", question)
        assert made is not None and made.text.startswith("Area: All of the county's hubs")


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("Melton", "How much grant did Melton get?"),  # asks for none
        ("Melton", "What was the lowest grant?"),  # which year?
        ("Melton", "What was the lowest grant in 2019/20?"),  # another year
        ("Melton", "Which hospital had the most patients?"),  # another table
        ("Dogs", "Which street has the fewest dogs?"),  # a cell that is no figure
        ("Calls", "What is the total of calls made?"),  # each row measures something else
        ("Melton", "What was the total grant of the districts in 2022/23?"),  # one is blank
        ("Cameras", "How many cameras are there altogether?"),  # one is blank
        ("Mobile unit", "How many patrols had the districts in total?"),  # is the unit of one?
        ("Mobile unit", "Which district had the most patrols?"),
    ],
)  # fmt: skip
def test_what_is_not_worked_out(store: Store, words: str, question: str) -> None:
    assert reckoned(store, words, question) is None


def test_a_table_whose_end_is_not_there_is_not_whole(store: Store) -> None:
    first, last = part(store, "Ward 3 east"), part(store, "Dock Ward")
    assert last.page == first.page + 1
    rows = whole_table(store, first)
    assert rows is not None and len(rows) == 42
    assert rows == whole_table(store, last)
    # As after a change between the search and this.
    assert whole_table(store, replace(first, report_id="removed")) is None
    assert whole_table(store, replace(first, text="Another table")) is None


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Which district got the least?", "smallest"),
        ("Who had most complaints?", "largest"),
        ("Which area got the most?", "largest"),
        ("What does it come to in all?", "total"),
        ("How many had at least one call?", None),
        ("Who are the most vulnerable?", None),
        ("What is the most recent figure?", None),
        ("What do most of the wards say?", None),
        ("Last but not least, who pays?", None),
    ],
)
def test_what_asks_for_a_reckoning(question: str, wanted: str | None) -> None:
    assert reckoning_wanted(question) == wanted


@pytest.mark.parametrize(
    "question",
    [
        "Which combined authority pays?",
        "What do most people think?",
        "What sum of money is there?",
        "What are the minimum standards?",
    ],
)
def test_words_that_ask_for_no_reckoning(question: str) -> None:
    assert reckoning_wanted(question) is None
