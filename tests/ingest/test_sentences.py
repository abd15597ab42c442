"""Where sentences end in committee papers, and where a full stop ends none."""

from __future__ import annotations

import pytest

from ingest.sentences import sentences


def parted(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Cllr. Smith and Dr. Jones met on 3 Mar. 2023 at St. Helens.|They agreed the plan.",
        "Burglary fell by 2.5% (see para. 3.1 and pp. 4–6).|Robbery rose.",
        "It cost £1.2m.|The rest is £0.5m.",
        "The panel met at 10.30 a.m.|The chair spoke.",
        "Was it funded?|Yes!|It was.",
        "Nothing has changed since 2023.|The text ends.",
        "2.1. The number belongs to its text.|The next does not.",
        "- 3.1.6. So does this one, behind a dash.|The next does not.",
        "a. An item keeps its letter.|It is long.",
        "We bought cars, vans etc.|The list ends.",
        "There are others, e.g. the county's own.",
        "A letter came from J. Smith of the board.",
        "The duty “applies to all.”|It began in 2023 (as planned.)|It goes on.",
        "No. 5 is done.|No.|The board refused.",
        "The U.K. Government pays.",
        "It ended...|Then it began.",
        "See www.example.org for more.|Then read on.",
        "Spend was £5k.|12 wards took part.",
    ],
)
def test_where_sentences_end(text: str) -> None:
    assert parted(text.replace("|", " ")) == text.split("|")


def test_line_ends() -> None:
    """A new line ends a sentence unless the text runs on in small letters."""
    assert parted("First line\nSecond line runs\non here.\n\nThird.") == [
        "First line",
        "Second line runs\non here.",
        "Third.",
    ]


def test_spans_point_into_the_page() -> None:
    page = "Before. Not this.  One here.  Two here. After."
    start, end = page.index("  One"), page.index(" After")
    spans = sentences(page, start, end)
    assert [page[s.start : s.end] for s in spans] == ["One here.", "Two here."]
    assert sentences(page, 7, 8) == []


def test_nothing_is_lost() -> None:
    text = "Mr. A. said no. B said £1.5m!  (See 2.1.)\nC said e.g. this… And that"
    assert "".join("".join(parted(text)).split()) == "".join(text.split())
