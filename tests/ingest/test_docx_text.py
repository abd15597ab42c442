"""Word documents: tracked changes, text boxes, footnotes and running heads."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.readers import read
from tests.ingest.docxs import parse, repack
from tests.ingest.reading import outline

_W = nsdecls("w")


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
