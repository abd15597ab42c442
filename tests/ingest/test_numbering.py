"""Numbers that name paragraphs, and everything that only looks like one."""

from __future__ import annotations

import pytest

from ingest.numbering import item_marker, leading_number


@pytest.mark.parametrize(
    ("line", "number", "rest"),
    [
        ("7.", "7", ""),
        ("7. The group", "7", "The group"),
        ("7.\tThe group", "7", "The group"),
        ("7.The group", "7", "The group"),
        ("2.1.1", "2.1.1", ""),
        ("2.1.1 The scheme", "2.1.1", "The scheme"),
        ("2.1.1. the scheme", "2.1.1", "the scheme"),
        ("- 3.1.6 The team", "3.1.6", "The team"),
        ("• 3.1.6 The team", "3.1.6", "The team"),
        ("4.2) costs", "4.2", "costs"),
        ("1.1The scheme", "1.1", "The scheme"),
        ("2.1(a) costs", "2.1", "(a) costs"),
        ("1 Introduction", "1", "Introduction"),
        ("1.05 Background", "1.05", "Background"),
        ("12. May we ask", "12", "May we ask"),
        ("9. 2022 has been a year", "9", "2022 has been a year"),
    ],
)
def test_a_number_that_names_a_paragraph(line: str, number: str, rest: str) -> None:
    assert leading_number(line) == (number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "2023 was a year of change",
        "2023. The next",
        "2022/23 budget",
        "1.5 million pounds",
        "1.5m for roads",
        "3.2%",
        "3.2 per cent of cases",
        "2.277m",
        "0.5 of a post",
        "1,127,205",
        "31 January 2023",
        "31st January",
        "1 Apr 2024",
        "12.5.2021",
        "12.05.21 Minutes",
        "10.00 Cabinet meeting",
        "9.30 am",
        "184\t68%",
        "27 signatories",
        "25-34 years",
        "3.1–3.4 above",
        "1) Consider",
        "(1) Consider",
        "- 5 Star",
        "£5,000",
        "",
        "-",
    ],
)
def test_what_only_looks_like_a_paragraph_number(line: str) -> None:
    assert leading_number(line) == (None, line)


def test_a_whole_number_without_a_dot_can_be_refused() -> None:
    assert leading_number("27 Officers attended", bare=False) == (None, "27 Officers attended")


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("• text", "•"),
        ("•text", "•"),
        ("\uf0b7 text", "\uf0b7"),
        ("▪\ttext", "▪"),
        ("- text", "-"),
        ("– text", "–"),
        ("* text", "*"),
        ("o text", "o"),
        ("(a) text", "(a)"),
        ("(aa) text", "(aa)"),
        ("a) text", "a)"),
        ("a. text", "a."),
        ("i. text", "i."),
        ("(iv) text", "(iv)"),
        ("(1) text", "(1)"),
        ("1) text", "1)"),
    ],
)
def test_a_mark_that_opens_an_item(line: str, marker: str) -> None:
    assert item_marker(line) == marker


@pytest.mark.parametrize(
    "line",
    ["-", "–", "-5%", "–text", "*text*", "once", "I am", "A. Smith", "e.g. this", "c. 40 people"]
    + ["(UK) law", "(his) own", "7. text", "2.1 text", "+ text", "( text", ""],
)
def test_what_opens_no_item(line: str) -> None:
    assert item_marker(line) is None
