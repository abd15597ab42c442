"""Reading web pages: what a reader sees, in order, with numbers and tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.models import Document
from ingest.readers import read
from tests.ingest.reading import cells, headers, outline, read_unpaged


def parse(tmp_path: Path, body: str, head: str = "<title> The\n plan </title>") -> Document:
    path = tmp_path / "page.html"
    path.write_text(
        f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", encoding="utf-8"
    )
    return read_unpaged(path)


def test_headings_paragraphs_and_title(tmp_path: Path) -> None:
    document = parse(
        tmp_path,
        "<h1>Plan</h1><h2>2.1 <em>Costs</em></h2>bare <p>2.1.1 The\n   <b>plan</b> costs&nbsp;£5"
        "<br>a year.<p>Next.<div>In a div<div>and another</div>tail</div>",
    )
    assert document.title == "The plan"
    assert outline(document) == [
        ("heading1", None, "Plan"),
        ("heading2", "2.1", "2.1 Costs"),
        ("paragraph", None, "bare"),
        ("paragraph", "2.1.1", "2.1.1 The plan costs £5\na year."),
        ("paragraph", None, "Next."),
        ("paragraph", None, "In a div"),
        ("paragraph", None, "and another"),
        ("paragraph", None, "tail"),
    ]


def test_lists_print_what_a_browser_prints(tmp_path: Path) -> None:
    document = parse(
        tmp_path,
        "<p>The duties are:</p><ul><li>to plan<ul><li>in <i>May</i></ul><li><p>to pay</p>"
        "<p>at once</p></ul>"
        "<p>It covers:</p><ol type=a start=3><li>one<li value=7>two</ol>"
        "<p>And:</p><ol><li>note it</ol>"
        "<ol style='list-style: none'><li>2.1 Typed.</ol>",
    )
    assert outline(document) == [
        ("paragraph", None, "The duties are:"),
        ("item", None, "• to plan"),
        ("item", None, "• in May"),
        ("item", None, "• to pay"),
        ("paragraph", None, "at once"),
        ("paragraph", None, "It covers:"),
        ("item", None, "c. one"),
        ("item", None, "g. two"),
        ("paragraph", None, "And:"),
        ("item", None, "1. note it"),
        ("paragraph", "2.1", "2.1 Typed."),
    ]


def test_paragraphs_numbered_by_a_list_keep_their_numbers(tmp_path: Path) -> None:
    document = parse(
        tmp_path,
        "<h2>Purpose</h2><ol><li>The plan is new.</ol><h2>Costs</h2>"
        "<ol start=2><li>It costs £5.<li>It is paid.</ol>",
    )
    numbered = [(kind, number) for kind, number, _ in outline(document) if number]
    assert numbered == [("paragraph", "1"), ("paragraph", "2"), ("paragraph", "3")]


def test_what_a_reader_does_not_see_is_no_text(tmp_path: Path) -> None:
    document = parse(
        tmp_path,
        "<header>Council <a href=/>home</a></header><nav><ul><li>Menu</ul></nav>"
        "<script>var x = 1</script><style>p {}</style><noscript>Turn it on</noscript>"
        "<!-- secret --><main><header><h1>Plan</h1></header><p hidden>no</p>"
        "<p style='color: red; DISPLAY:none'>no</p><p class='govuk-visually-hidden'>no</p>"
        "<p>Seen.</p><footer>Kept, in the text.</footer></main>"
        "<template><p>no</p></template><footer>All rights</footer>",
    )
    assert document.pages[0].text == "Plan\n\nSeen.\n\nKept, in the text."
    assert [(d.kind, d.text) for d in document.pages[0].dropped] == [
        ("header", "Council home"),
        ("header", "Menu"),
        ("footer", "All rights"),
    ]


def test_a_title_in_the_header_of_the_page_is_kept(tmp_path: Path) -> None:
    document = parse(tmp_path, "<header><h1>The plan</h1></header><p>Text.</p>")
    assert outline(document)[0] == ("heading1", None, "The plan")


def test_struck_text_is_left_out_and_listed(tmp_path: Path) -> None:
    page = parse(
        tmp_path,
        "<p>It shall <del>not</del> meet <s>weekly</s> <ins>monthly</ins>"
        "<span style='text-decoration: line-through'> or so</span>.</p><p><strike>All</strike></p>",
    ).pages[0]
    assert page.text == "It shall meet monthly."
    assert [(d.kind, d.text, d.at) for d in page.dropped] == [
        ("struck", "not", 9),
        ("struck", "weekly", 14),
        ("struck", "or so", 21),
        ("struck", "All", 22),
    ]


def test_tables_with_spans_and_head(tmp_path: Path) -> None:
    document = parse(
        tmp_path,
        "<table><caption>Referrals</caption><thead><tr><th rowspan=2>District<th colspan=2>2022/23"
        "<tr><th>Cases<th>Share</thead><tbody><tr><th rowspan=2>Chorley<td>184<td>68%"
        "<tr><td>95<td><del>9%</del>-</tbody></table>",
    )
    assert outline(document)[0] == ("paragraph", None, "Referrals")
    assert headers(document) == 2
    assert cells(document) == [
        ["District", "2022/23"],
        ["", "Cases", "Share"],
        ["Chorley", "184", "68%"],
        ["", "95", "-"],
    ]
    rows = document.blocks[1].rows
    assert [(c.column, c.columns) for c in rows[0].cells] == [(0, 1), (1, 2)]
    assert [d.text for d in document.pages[0].dropped] == ["9%"]


def test_a_header_row_without_th_is_found(tmp_path: Path) -> None:
    document = parse(
        tmp_path,
        "<table><tr><td>Area<td>Sum<tr><td>Rutland<td>63,000<tr><td>Blaby<td>33,291</table>",
    )
    assert headers(document) == 1


def test_a_row_without_cells_is_passed_over(tmp_path: Path) -> None:
    document = parse(tmp_path, "<table><tr><tr><td>A<td>B<tr><td>C<td>D<tr></table>")
    assert cells(document) == [["A", "B"], ["C", "D"]]


def test_tables_that_set_out_the_page_are_text(tmp_path: Path) -> None:
    document = parse(
        tmp_path,
        "<table><tr><td><h2>Aims</h2><p>We plan.</p><td><table><tr><td>Area<td>Sum<tr><td>A<td>1"
        "</table></table><table role=presentation><tr><td>One<tr><td>Two</table>"
        "<table><tr><td>Date:<td>1 May 2023<tr><td>To:<td>Cabinet</table>",
    )
    assert [(kind, text) for kind, _, text in outline(document)] == [
        ("heading2", "Aims"),
        ("paragraph", "We plan."),
        ("table", "Area\tSum\nA\t1"),
        ("paragraph", "One"),
        ("paragraph", "Two"),
        ("paragraph", "Date:\t1 May 2023"),
        ("paragraph", "To:\tCabinet"),
    ]


def test_raised_figures_join_no_figure(tmp_path: Path) -> None:
    assert parse(tmp_path, "<p>It fell in 2021<sup>1</sup> by the 5<sup>th</sup>.").pages[
        0
    ].text == ("It fell in 2021¹ by the 5th.")


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("cp1252", "<meta charset=windows-1252>"),
        ("cp1252", ""),
        ("utf-8", ""),
        ("utf-16", ""),
        ("koi8-r", "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>"),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, meta: str) -> None:
    word = "План" if encoding == "koi8-r" else "Café £5"
    path = tmp_path / "page.htm"
    path.write_bytes(f"<html><head>{meta}</head><p>{word}</p></html>".encode(encoding))
    assert read(path).pages[0].text == word


def test_deep_nesting_and_absurd_spans_are_read(tmp_path: Path) -> None:
    deep = "<div>" * 5000 + "Deep." + "</div>" * 5000
    spans = "<table><tr><td colspan=99999>A<td rowspan=99999>B<tr><td>C<td>D</table>"
    document = parse(tmp_path, deep + spans)
    assert document.pages[0].text.startswith("Deep.")


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><script>x()</script></body></html>", encoding="utf-8")
    with pytest.raises(ReadError, match=r"^page.html holds no text that a reader would see"):
        read(path)


def test_a_fragment_without_html_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<p>Only this.</p>", encoding="utf-8")
    assert read(path).pages[0].text == "Only this."
