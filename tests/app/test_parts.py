"""The pages' parts that draw nothing themselves."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from app_pages.inert import html, label, marked, notice
from app_pages.page_picture import picture
from app_pages.suggestions import suggest
from app_pages.tables import asked_cells, table
from app_pages.uploads import Upload, keep, let_go, refusals, safe_name
from app_pages.wording import coverage_in_words, date_in_words, period_in_words, place_in_words
from corpus.errors import ReadError
from corpus.models import Cell, Citation, Coverage, Page, Passage, Row, Span, Statement, Unit
from corpus.store import open_store
from ingest.readers import read
from tests.app.conftest import DIGEST

JOINER = "\u2060"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Appendix 1 (final).pdf", "Appendix 1 (final).pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\Kent & Medway.docx", "Kent & Medway.docx"),
        ("..", "report"),
        (".pdf", "report.pdf"),
        ("-rf.md", "rf.md"),
        ("CON.txt", "_CON.txt"),
        ("a\x00b\n:c*?.txt", "a b c .txt".replace(" .", ".")),
        ("Sgrîn £5.html", "Sgrîn 5.html"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_safe_and_readable(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_uploads_stay_inside_the_store(tmp_path: Path) -> None:
    files = keep(tmp_path, [Upload("../../../x.txt", b"1"), Upload("/etc/y.txt", b"2")])
    assert all(file.resolve().is_relative_to(tmp_path.resolve()) for file in files)
    let_go(tmp_path, {Upload("", b"1").sha256})
    assert [file.exists() for file in files] == [True, False]


def test_what_cannot_be_taken_is_refused_before_anything_runs() -> None:
    uploads = [
        Upload("a.txt", b"1"),
        Upload("a.txt", b"1"),
        Upload("x/a.txt", b"2"),
        Upload("a.exe", b"3"),
        Upload("manifest.toml", b"[[report]]"),
    ]
    taken, sentences = refusals(uploads, {}, replace=False)
    assert taken == uploads[:1]
    assert [sentence.split()[0] for sentence in sentences] == ["Two", "a.exe", "manifest.toml"]


@pytest.mark.parametrize(
    "text",
    ["![x](http://e.example)", "$x$", "**b** `c` ~~d~~ _e_", "<b>", "# h", "[a](b)", ":red[r]"],
)
def test_a_label_escapes_every_mark(text: str) -> None:
    assert label(text).replace(JOINER, "").replace("\\", "") == text
    made = label(text).replace(JOINER, "")
    marks = [i for i, char in enumerate(made) if char in "![](){}$*`~_<>#:" and made[i - 1] != "\\"]
    assert not marks or not marks[0]


@pytest.mark.parametrize(
    "text", [":smile:", "http://e.example", "www.e.example", "a@e.example", "-->"]
)
def test_a_label_parts_what_is_read_after_the_escapes(text: str) -> None:
    assert JOINER in label(text)


def test_a_notice_keeps_commands_as_code_and_nothing_else() -> None:
    assert notice("Run `python -m ingest` now: *x*") == "Run `python -m ingest` now\\: \\*x\\*"


def test_html_has_no_tags_of_its_own() -> None:
    assert html('<a href="x">\'&\x00') == "&lt;a href=&quot;x&quot;&gt;&#x27;&amp; "


def test_marks_count_from_the_text_and_are_cut_to_it() -> None:
    assert marked("a<b>c", [Span(11, 13)], 10) == "a<mark>&lt;b</mark>&gt;c"
    assert marked("abc", [Span(0, 2), Span(1, 9)]) == "<mark>ab</mark><mark>c</mark>"
    assert marked("abc", [Span(5, 9)]) == "abc"


def test_words_for_dates_and_places() -> None:
    assert [date_in_words(d) for d in ("2023", "2023-06", "2023-01-31")] == [
        "2023",
        "June 2023",
        "31 January 2023",
    ]
    assert period_in_words("2023-01-31", "2023-01") == "January 2023"
    assert place_in_words("2.1", 3, None) == "para 2.1, page 3"
    assert place_in_words(None, 3, "iv") == "page iv (PDF page 3)"
    assert place_in_words(None, None, None) == ""


def test_coverage_leaves_out_what_is_not_known() -> None:
    assert coverage_in_words(Coverage(1, (), None, None)) == "Searched 1 report"
    assert (
        coverage_in_words(Coverage(5, (), "2021-03-19", "2024-04-18", 1, 5))
        == "Searched 5 reports of 5 bodies, March 2021 to April 2024 (1 without a date left out)"
    )


def table_of(text: str, names: Sequence[str], shown: str = "") -> tuple[Passage, Page]:
    """A table passage of lines of cells, a name for each column; `shown` where it is a part."""
    units, at = [], 0
    for line in text.split("\n"):
        cells = [match.span() for match in re.finditer(r"[^\t]+", line)]
        places = [Span(at + start, at + end) for start, end in cells]
        places += [Span(at + len(line), at + len(line))] * (len(names) - len(cells))
        named = tuple(zip(names, places, strict=True))
        said = "; ".join(f"{n}: {text[p.start : p.end]}" for n, p in named if p.end > p.start)
        units.append(Unit(at, at + len(line), said, (Span(at, at + len(line)),), named))
        at += len(line) + 1
    whole = shown or text
    return Passage("r", 0, 1, "table", 0, len(text), whole, whole, units=tuple(units)), Page(
        1, text
    )


def test_a_table_shows_its_header_the_row_cited_and_the_cell_asked_for() -> None:
    passage, page = table_of("Blaby\t33\nOadby\t33", ("Area", "Cost"))
    made = table(passage, page, [Span(0, 8)], [Span(6, 8)])
    assert "<th scope='col'>Area</th><th scope='col'>Cost</th>" in made
    assert "<tr class='asked'><td>Blaby</td><td><mark>33</mark></td></tr>" in made
    assert "<tr><td>Oadby</td><td>33</td></tr>" in made
    whole = table(passage, page, [Span(0, 8)])
    assert "<td><mark>Blaby</mark></td><td><mark>33</mark></td>" in whole


def test_header_rows_that_do_not_line_up_are_given_by_the_names() -> None:
    names = ("Support", "2022 Q1 <i>", "2022 Q2")
    shown = "2022\nSupport\tQ1 <i>\tQ2\nEngaged\t95"
    passage, page = table_of("Engaged\t95", names, shown)
    made = table(passage, page, [])
    assert "<th scope='col'>2022 Q1 &lt;i&gt;</th>" in made
    assert "<td>Engaged</td><td>95</td><td></td>" in made  # a blank cell keeps its place


def test_a_cell_over_several_columns_is_drawn_once() -> None:
    text = "Blaby\tnot yet known"
    over = Span(6, 19)
    cells = (("Area", Span(0, 5)), ("2022", over), ("2023", over))
    said = "Area: Blaby; 2022 2023: not yet known"
    passage = Passage("r", 0, 1, "table", 0, 19, text, text,
                      units=(Unit(0, 19, said, (Span(0, 19),), cells),))  # fmt: skip
    assert "<td colspan='2'>not yet known</td>" in table(passage, Page(1, text), [])


def test_the_cell_asked_for_is_the_one_the_statement_says() -> None:
    """Two cells say the same: the answer's place in the statement tells them apart."""
    passage, _ = table_of("Blaby\t33\t33\nOadby\t33\t34", ("Area", "2022", "2023"))
    row = passage.units[0]
    cited = Citation("r", "", "", None, (), None, None, 1, None, None, None, "", 0, 11, 0)
    last = row.text.rindex("33")
    statement = Statement(row.text, "table", (cited,), Span(last, last + 2))
    assert asked_cells(passage, statement, [Span(0, 11)]) == [Span(9, 11)]
    ours = Statement("Smallest of 2: Oadby, 33.", "ours", (cited,), Span(15, 20))
    assert asked_cells(passage, ours, [Span(0, 11), Span(12, 23)]) == [Span(12, 17)]
    counted = "Smallest of the 2 figures under “2023”: "
    least = Statement(f"{counted}Blaby, 33.", "ours", (cited,), Span(len(counted), 45))
    found = asked_cells(passage, least, [Span(0, 11), Span(12, 23)])
    assert found == [Span(0, 5), Span(9, 11), Span(21, 23)]  # its name, and each figure counted


def test_a_page_is_drawn_with_the_quote_outlined() -> None:
    page = read(DIGEST).pages[2]
    at = page.text.index("Charnwood")
    plain = Image.open(io.BytesIO(picture(DIGEST, page, [])))
    outlined = Image.open(io.BytesIO(picture(DIGEST, page, [Span(at, at + 9)])))
    word = next(w for w in page.words if w.start == at)
    inside = (round(word.x0 + word.x1), round(word.top * 2 - 1))
    assert plain.size == outlined.size
    assert plain.getpixel(inside) == (255, 255, 255) != outlined.getpixel(inside)


def test_a_page_that_cannot_be_drawn_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(ReadError, match=r"Page 1 of x.pdf could not be drawn"):
        picture(tmp_path / "x.pdf", Page(1, ""), [])


def test_suggestions_name_what_the_reports_hold(made_store: Path) -> None:
    store = open_store(made_store)
    try:
        reports = store.catalogue.reports()
        questions = suggest(store, reports)
        assert questions == suggest(store, reports[::-1])
        assert any("burglary patrols" in question for question in questions)
        assert suggest(store, []) == []
    finally:
        store.close()


def test_cells_are_as_the_readers_make_them() -> None:
    """The tables here rely on a tab between cells and a line a row."""
    tables = [block for block in read(DIGEST).blocks if block.kind == "table"]
    page = read(DIGEST).pages[tables[0].page - 1]
    row: Row = tables[0].rows[1]
    cells: list[Cell] = [cell for cell in row.cells if cell.end > cell.start]
    text = page.text[row.start : row.end]
    assert text.split("\t") == [page.text[cell.start : cell.end] for cell in cells]
