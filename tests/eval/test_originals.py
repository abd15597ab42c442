from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.models import Citation
from eval.originals import Originals, page_texts
from tests.eval.making import citation


def _pdf(path: Path, pages: Iterable[Iterable[str]]) -> Path:
    canvas = Canvas(str(path))
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 760 - 16 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def _originals(*paths: Path) -> Originals:
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    return Originals([paths[0].parent], hashes)


def _cited(path: Path, quote: str, page: int | None = None) -> Citation:
    return citation(quote, file=path.name, page=page, report_id=path.name)


def test_a_quote_must_stand_on_the_page_it_names(tmp_path: Path) -> None:
    lines = ("The multi-", "agency board did not agree.", "Total -388.9 198.9")
    path = _pdf(tmp_path / "a.pdf", [lines, ("Another page.",)])
    originals = _originals(path)
    assert originals.holds(_cited(path, "The multi-agency board did not agree.", 1)) is True
    assert originals.holds(_cited(path, "Total -388.9 198.9", 1)) is True
    assert originals.holds(_cited(path, "Total 388.9 198.9", 1)) is False
    assert originals.holds(_cited(path, "board did agree", 1)) is False
    assert originals.holds(_cited(path, "Another page.", 2)) is True
    assert originals.holds(_cited(path, "Another page.", 1)) is False
    assert originals.holds(_cited(path, "Another page.", 3)) is False
    assert originals.holds(_cited(path, "Another page.")) is False


def test_the_two_readings_of_a_page(tmp_path: Path) -> None:
    path = _pdf(tmp_path / "a.pdf", [("One line.",)])
    assert [text.strip() for text in page_texts(path, 1)] == ["One line.", "One line."]
    assert list(page_texts(path, 2)) == []


def test_emphasis_in_plain_text_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The **Duty** commenced; see the _plan_.\nA snake_case name 5\n", "utf-8")
    originals = _originals(path)
    assert originals.holds(_cited(path, "The Duty commenced; see the plan.")) is True
    assert originals.holds(_cited(path, "A snake_case name 5")) is True
    assert originals.holds(_cited(path, "The Duty commenced; see the map.")) is False


def test_html_is_what_a_reader_sees(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><head><title>T</title><style>p{}</style></head><body><p>The d<b>ut</b>y &amp; "
        "plan</p><script>var x = 'secret';</script><table><tr><td>12</td><td>34</td></tr>"
        "</table></body></html>",
        "utf-8",
    )
    originals = _originals(path)
    assert originals.holds(_cited(path, "The duty & plan")) is True
    assert originals.holds(_cited(path, "12 34")) is True
    assert originals.holds(_cited(path, "1234")) is False
    assert originals.holds(_cited(path, "secret")) is False


def test_docx_without_its_automatic_numbers(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The board agreed.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Rutland", "32,295"
    path = tmp_path / "a.docx"
    document.save(str(path))
    originals = _originals(path)
    assert originals.holds(_cited(path, "Rutland 32,295")) is True
    assert originals.holds(_cited(path, "2.1 The board agreed.")) is False
    numbered = _cited(path, "2.1 The board agreed.")
    numbered = Citation(
        **{**{n: getattr(numbered, n) for n in numbered.__slots__}, "paragraph": "2.1"}
    )
    assert originals.holds(numbered) is True


def test_a_list_without_its_bullets_and_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p>It will:</p><ol><li>fund 12 posts</li><li>meet</li></ol>", "utf-8")
    originals = _originals(path)
    assert originals.holds(_cited(path, "It will:\n\n• fund 12 posts\n• meet")) is True
    assert originals.holds(_cited(path, "It will:\n\n1. fund 12 posts\n2. meet")) is True
    assert originals.holds(_cited(path, "It will:\n\n• fund 13 posts\n• meet")) is False
    assert originals.holds(_cited(path, "It will:\n\n• meet")) is False


@pytest.mark.parametrize("known", [True, False])
def test_a_file_that_changed_or_is_missing_is_not_checked(tmp_path: Path, known: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Before.", "utf-8")
    originals = _originals(path)
    path.write_text("After.", "utf-8")
    cited = _cited(path, "After.") if known else citation("After.", "b.txt", None, "b")
    assert originals.holds(cited) is None


def test_of_two_files_of_one_name_the_one_ingested_is_taken(tmp_path: Path) -> None:
    for folder, text in (("one", "First."), ("two", "Second.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(text, "utf-8")
    wanted = hashlib.sha256(b"Second.").hexdigest()
    originals = Originals([tmp_path], {"a.txt": wanted})
    assert originals.holds(_cited(Path("a.txt"), "Second.")) is True
    assert originals.holds(_cited(Path("a.txt"), "First.")) is False
