"""Word documents: numbers, letters and bullets as printed, though the file holds none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.ingest.docxs import parse
from tests.ingest.reading import outline

_W = nsdecls("w")


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
