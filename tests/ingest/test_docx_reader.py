"""Reading Word documents: numbers as printed, tracked changes, merged cells, bad files."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from corpus.errors import ReadError
from corpus.models import Document
from ingest.readers import docx as docx_reader
from ingest.readers import read
from tests.ingest.reading import cells, check_tiling, headers, outline

_W = nsdecls("w")


def parse(tmp_path: Path, made: Any) -> Document:
    path = tmp_path / "report.docx"
    made.save(str(path))
    document = read(path)
    check_tiling(document)
    assert not document.paged
    return document


def add_list(made: Any, number: int, levels: list[tuple[str, str]], **start: int) -> None:
    """Define list `number` with its levels' formats and patterns."""
    root = made.part.numbering_part.element
    abstract = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (fmt, pattern) in enumerate(levels)
    )
    first = root.find(qn("w:num"))
    first.addprevious(
        parse_xml(f'<w:abstractNum {_W} w:abstractNumId="{number}">{abstract}</w:abstractNum>')
    )
    add_num(made, number, number, **start)


def add_num(made: Any, number: int, abstract: int, start: int | None = None) -> None:
    override = (
        ""
        if start is None
        else f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    )
    based = f'<w:abstractNumId w:val="{abstract}"/>{override}'
    made.part.numbering_part.element.append(
        parse_xml(f'<w:num {_W} w:numId="{number}">{based}</w:num>')
    )


def add_numbered(made: Any, text: str, number: int, level: int = 0) -> Any:
    paragraph = made.add_paragraph(text)
    props = paragraph._p.get_or_add_pPr()
    props.append(
        parse_xml(f'<w:numPr {_W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )
    return paragraph


LEGAL = [("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")]


def test_automatic_numbers_are_printed_at_every_depth(tmp_path: Path) -> None:
    made = docx.Document()
    add_list(made, 90, LEGAL)
    for text, level in [("Aims", 0), ("We plan.", 1), ("We pay.", 1), ("In May.", 2)]:
        add_numbered(made, text, 90, level)
    made.add_paragraph("Between.")
    for text, level in [("In June.", 2), ("Means", 0), ("We act.", 1)]:
        add_numbered(made, text, 90, level)
    assert outline(parse(tmp_path, made)) == [
        ("paragraph", "1", "1. Aims"),
        ("paragraph", "1.1", "1.1 We plan."),
        ("paragraph", "1.2", "1.2 We pay."),
        ("paragraph", "1.2.1", "1.2.1 In May."),
        ("paragraph", None, "Between."),
        ("paragraph", "1.2.2", "1.2.2 In June."),
        ("paragraph", "2", "2. Means"),
        ("paragraph", "2.1", "2.1 We act."),
    ]


def test_lists_that_share_a_definition_go_on_unless_restarted(tmp_path: Path) -> None:
    made = docx.Document()
    add_list(made, 90, LEGAL)
    add_num(made, 91, 90)
    add_num(made, 92, 90, start=5)
    for number in (90, 90, 91, 92, 92):
        add_numbered(made, "A statement.", number)
    numbers = [number for _, number, _ in outline(parse(tmp_path, made))]
    assert numbers == ["1", "2", "3", "5", "6"]


def test_letters_roman_figures_and_bullets_are_items(tmp_path: Path) -> None:
    made = docx.Document()
    add_list(made, 90, [("lowerLetter", "(%1)"), ("lowerRoman", "%2."), ("bullet", "\uf0b7")])
    for text, level in [("one", 0), ("two", 0), ("deep", 1), ("deeper", 1), ("dot", 2)]:
        add_numbered(made, text, 90, level)
    made.add_paragraph("styled", style="List Bullet")
    assert outline(parse(tmp_path, made)) == [
        ("item", None, "(a) one"),
        ("item", None, "(b) two"),
        ("item", None, "i. deep"),
        ("item", None, "ii. deeper"),
        ("item", None, "• dot"),
        ("item", None, "• styled"),
    ]


def test_headings_by_style_number_and_bold(tmp_path: Path) -> None:
    made = docx.Document()
    add_list(made, 90, LEGAL)
    for level in (1, 2):
        style = made.styles[f"Heading {level}"].element
        style.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {_W}><w:ilvl w:val="{level - 1}"/><w:numId w:val="90"/></w:numPr>')
        )
    made.add_heading("Background", 1)
    made.add_heading("Duties", 2)
    made.add_paragraph().add_run("Who leads").bold = True
    made.add_paragraph("The council leads.")
    made.add_paragraph().add_run("The council leads and pays.").bold = True
    made.add_heading("Costs", 1)
    assert outline(parse(tmp_path, made)) == [
        ("heading1", "1", "1. Background"),
        ("heading2", "1.1", "1.1 Duties"),
        ("heading3", None, "Who leads"),
        ("paragraph", None, "The council leads."),
        ("paragraph", None, "The council leads and pays."),
        ("heading1", "2", "2. Costs"),
    ]


def test_a_list_of_its_own_after_a_colon_is_items(tmp_path: Path) -> None:
    made = docx.Document()
    add_list(made, 90, LEGAL)
    add_list(made, 91, LEGAL)
    add_numbered(made, "The committee is asked to:", 90)
    add_numbered(made, "note the report", 91)
    add_numbered(made, "agree the plan", 91)
    add_numbered(made, "The plan is new.", 90)
    assert [(kind, number) for kind, number, _ in outline(parse(tmp_path, made))] == [
        ("paragraph", "1"),
        ("item", None),
        ("item", None),
        ("paragraph", "2"),
    ]


def test_struck_and_deleted_text_is_left_out_and_listed_where_it_stood(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Before.")
    paragraph = made.add_paragraph("The panel shall ")
    paragraph.add_run("not ").font.strike = True
    paragraph.add_run("meet ")
    paragraph._p.append(
        parse_xml(f'<w:ins {_W} w:id="1" w:author="A"><w:r><w:t>in public </w:t></w:r></w:ins>')
    )
    paragraph._p.append(
        parse_xml(
            f'<w:del {_W} w:id="2" w:author="A"><w:r><w:delText>weekly</w:delText></w:r></w:del>'
        )
    )
    paragraph.add_run("each month.")
    hidden = paragraph.add_run("HIDDEN")
    hidden.font.hidden = True
    made.add_paragraph().add_run("Gone altogether.").font.strike = True
    page = parse(tmp_path, made).pages[0]
    assert page.text == "Before.\n\nThe panel shall meet in public each month."
    assert [(d.kind, d.text, page.text[d.at :][:4]) for d in page.dropped] == [
        ("struck", "not", "meet"),
        ("struck", "weekly", "each"),
        ("struck", "Gone altogether.", ""),
    ]


def test_a_deleted_paragraph_takes_no_number_and_a_deleted_end_joins(tmp_path: Path) -> None:
    made = docx.Document()
    add_list(made, 90, LEGAL)
    add_numbered(made, "First.", 90)
    gone = add_numbered(made, "", 90)
    gone.add_run("Withdrawn.").font.strike = True
    add_numbered(made, "Second", 90)._p.pPr.append(
        parse_xml(f'<w:rPr {_W}><w:del w:id="3" w:author="A"/></w:rPr>')
    )
    add_numbered(made, " and last.", 90)
    assert [text for _, _, text in outline(parse(tmp_path, made))] == [
        "1. First.",
        "2. Second and last.",
    ]


def test_tables_with_merged_cells_and_marked_header_rows(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Referrals")
    table = made.add_table(rows=4, cols=3)
    values = [
        ("District", "2022/23", ""),
        ("", "Cases", "Share"),
        ("Chorley", "184", "68%"),
        ("", "95", "-"),
    ]
    for row, texts in zip(table.rows, values, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(2, 0).merge(table.cell(3, 0))
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {_W}/>"))
    document = parse(tmp_path, made)
    assert headers(document) == 2
    rows = next(b for b in document.blocks if b.kind == "table").rows
    assert [(c.column, c.columns) for c in rows[0].cells] == [(0, 1), (1, 2)]
    assert cells(document) == [
        ["District", "2022/23"],
        ["", "Cases", "Share"],
        ["Chorley", "184", "68%"],
        ["", "95", "-"],
    ]


def test_a_header_row_that_is_not_marked_is_found(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(rows=0, cols=2)
    for texts in [("Area", "Sum (£)"), ("Rutland", "63,000"), ("Blaby", "33,291")]:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    assert headers(parse(tmp_path, made)) == 1


def test_a_box_of_one_cell_is_text(tmp_path: Path) -> None:
    made = docx.Document()
    box = made.add_table(rows=1, cols=1).cell(0, 0)
    box.text = "Purpose of the paper:"
    box.add_paragraph("to inform", style="List Bullet")
    assert [kind for kind, _, _ in outline(parse(tmp_path, made))] == ["paragraph", "item"]


def test_footnotes_text_boxes_and_running_heads(tmp_path: Path) -> None:
    made = docx.Document()
    made.core_properties.title = "The plan"
    made.sections[0].header.paragraphs[0].text = "Item 7"
    made.sections[0].footer.paragraphs[0].text = "Page"
    paragraph = made.add_paragraph("A person to whom he was related")
    paragraph._p.append(
        parse_xml(
            f"<w:r {_W}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>"
            "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
            "</v:textbox></v:shape></w:pict></w:r>"
        )
    )
    paragraph.add_run(" non")
    paragraph._p.append(
        parse_xml(f"<w:r {_W}><w:noBreakHyphen/><w:t>statutory</w:t><w:tab/><w:t>x</w:t></w:r>")
    )
    document = parse(tmp_path, made)
    assert [text for _, _, text in outline(document)] == [
        "A person to whom he was related non-statutory\tx",
        "In a box.",
    ]
    assert document.title == "The plan"
    assert [(d.kind, d.text, d.at) for d in document.pages[0].dropped] == [
        ("header", "Item 7", 0),
        ("footer", "Page", 0),
    ]


def test_a_footnote_follows_the_text_and_its_mark_joins_no_figure(tmp_path: Path) -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("It fell in 2021")
    paragraph._p.append(parse_xml(f'<w:r {_W}><w:footnoteReference w:id="2"/></w:r>'))
    path = tmp_path / "plain.docx"
    made.save(str(path))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    notes = (
        f'<w:footnotes {_W}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        "<w:r><w:t>By one.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )

    def add_notes(name: str, data: bytes) -> bytes:
        if name == "word/_rels/document.xml.rels":
            link = f'<Relationship Id="rN" Type="{kind}" Target="footnotes.xml"/>'
            return data.replace(b"</Relationships>", link.encode() + b"</Relationships>")
        return data

    document = read(repack(path, tmp_path / "notes.docx", add_notes, ("word/footnotes.xml", notes)))
    assert document.pages[0].text == "It fell in 2021¹\n\n¹ By one."


def repack(
    path: Path, to: Path, change: Callable[[str, bytes], bytes], more: tuple[str, str] | None = None
) -> Path:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        if more:
            new.writestr(*more)
    return to


def test_damaged_documents_are_refused_in_a_sentence(tmp_path: Path) -> None:
    good = tmp_path / "good.docx"
    made = docx.Document()
    made.add_paragraph("Text.")
    made.save(str(good))
    cut = tmp_path / "cut.docx"
    cut.write_bytes(good.read_bytes()[:2000])
    torn = repack(good, tmp_path / "torn.docx", lambda name, data: data[: len(data) // 2])
    for path in (cut, torn):
        with pytest.raises(ReadError, match=rf"^{path.name} is .* save it again"):
            read(path)


def test_a_document_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "blank.docx"
    docx.Document().save(str(path))
    with pytest.raises(ReadError, match="holds no text"):
        read(path)


def test_a_document_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.docx"
    mark = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + mark)
    with pytest.raises(ReadError, match="locked with a password"):
        read(path)


def test_a_document_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bomb.docx"
    made = docx.Document()
    made.add_paragraph("Text.")
    made.save(str(path))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/big.bin", bytes(3 << 20))
    assert read(path).blocks
    monkeypatch.setattr(docx_reader, "MAX_UNPACKED", 2 << 20)
    with pytest.raises(ReadError, match="unpacks to more than 2 MB"):
        read(path)


def test_another_package_is_not_a_word_document(tmp_path: Path) -> None:
    path = tmp_path / "book.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(ReadError, match="another Office file"):
        read(path)
