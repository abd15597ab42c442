"""Word documents (DOCX)."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from corpus.errors import ReadError
from corpus.models import BlockKind, Document
from ingest.numbering import leading_number
from ingest.readers.building import PageBuilder, Run, plain
from ingest.readers.docx_inline import Inline, Notes, flat, read_inline
from ingest.readers.docx_numbering import Label, Numbering, read_numbering
from ingest.readers.docx_styles import Styles, read_styles
from ingest.readers.docx_tables import add_table
from ingest.readers.headings import reads_as_heading

Element = Any

MAX_UNPACKED = 500 * 1024 * 1024
"""Bytes that a document may hold unpacked; more is taken for an attack."""
_MAX_PARTS = 20_000


def read_docx(path: Path) -> Document:
    """Read a Word document.

    Automatic numbers are printed into the text; text struck out or deleted in tracked changes
    is left out and listed; headers and footers are listed. Raises ReadError for a file that is
    damaged, locked with a password, absurdly large when unpacked, or without text.
    """
    _check_size(path)
    try:
        return _Reader(path).read()
    except ReadError:
        raise
    except Exception as error:  # python-docx and lxml raise whatever a damaged part makes them
        raise ReadError(
            f"{path.name} is damaged and cannot be read as a Word document: "
            "open it in Word, save it again and try once more."
        ) from error


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ReadError(
            f"{path.name} is not a whole Word document: save it again as DOCX and try once more."
        ) from error
    if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > _MAX_PARTS:
        raise ReadError(
            f"{path.name} unpacks to more than {MAX_UNPACKED // 2**20} MB: it is refused, "
            "because a report of that size is not one."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise ReadError(f"{path.name} is locked with a password: save it without and try again.")


class _Reader:
    """Walks through one document; its numbering and notes count as it goes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._docx = docx.Document(str(path))
        self._styles: Styles = read_styles(self._part(RT.STYLES))
        self._numbering: Numbering = read_numbering(self._part(RT.NUMBERING))
        self._notes = Notes()
        self._page = PageBuilder()
        self._carried: list[Run] = []  # text of a paragraph whose end was deleted
        self._lists: set[int] = set()  # numberings that count a list within a paragraph
        self._seen: set[int] = set()
        self._level = 0  # of the last heading that has a style
        self._pictures = 0

    def read(self) -> Document:
        self._drop_margins()
        self._walk(self._docx.element.body)
        if self._carried:
            self._page.add_text(self._carried)
        self._add_footnotes()
        if not self._page.blocks:
            raise ReadError(
                f"{self._path.name} holds no text: if it is made of pictures, "
                "give a version with text."
            )
        warnings = []
        if self._pictures:
            several = "pictures were" if self._pictures > 1 else "picture was"
            warnings.append(f"{self._pictures} {several} not read")
        return self._page.document(title=self._title(), warnings=warnings)

    def _walk(self, parent: Element) -> None:
        for child in flat(parent):
            if child.tag == qn("w:p"):
                self._add_paragraph(child)
            elif child.tag == qn("w:tbl"):
                add_table(self._page, child, self._cell_runs, self._walk)

    def _add_paragraph(self, paragraph: Element) -> None:
        inline = read_inline(paragraph, self._styles, self._notes)
        runs = self._carried + inline.runs
        self._carried = []
        self._pictures += inline.pictures
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None:
            self._carried = runs
        else:
            text = plain(runs)
            label = None if runs and not text else self._label(paragraph)
            if text:
                self._add(paragraph, inline, runs, text, label)
            else:
                self._page.add("paragraph", runs)  # lists what is struck
        for box in inline.boxes:
            self._walk(box)

    def _add(
        self, paragraph: Element, inline: Inline, runs: list[Run], text: str, label: Label | None
    ) -> None:
        printed = label.text if label else ""
        number, rest = leading_number(f"{printed} {text}".strip())
        level = self._styles.heading_level(paragraph)
        if level and not (label and label.bullet):
            self._level = level
            self._page.add("heading", runs, level=level, number=number, label=printed)
        elif inline.all_strong and not (label and label.listed) and reads_as_heading(rest):
            level = number.count(".") + 1 if number else self._level + 1
            self._page.add("heading", runs, level=level, number=number, label=printed)
        elif label:
            kind = self._kind(paragraph, label, number)
            number = number if kind == "paragraph" else None
            self._page.add(kind, runs, number=number, label=printed)
        elif self._styles.name_of(paragraph).startswith("toc "):
            self._page.add("item", runs)
        else:
            self._page.add_text(runs)

    def _kind(self, paragraph: Element, label: Label, number: str | None) -> BlockKind:
        """Whether a labelled paragraph is an item or one that is cited by its number."""
        if label.num_id not in self._seen:
            self._seen.add(label.num_id)
            within = self._page.ends_in_colon or label.level > 0
            if within and number is not None and "." not in number:
                self._lists.add(label.num_id)
        listed = label.listed or label.num_id in self._lists or number is None
        named = self._styles.name_of(paragraph).startswith(("list number", "list bullet"))
        return "item" if listed or named else "paragraph"

    def _label(self, paragraph: Element) -> Label | None:
        """The automatic number of a paragraph, of its own or by its style; counts it."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        num_id, level = _num(own)
        style_id = self._styles.style_of(paragraph)
        if num_id is None:
            for style in self._styles.chain(style_id):
                num_id, style_level = _num(style.find(f"{qn('w:pPr')}/{qn('w:numPr')}"))
                if num_id is not None:
                    linked = self._numbering.level_of_style(num_id, style.get(qn("w:styleId")))
                    level = next((v for v in (level, linked, style_level) if v is not None), 0)
                    break
        return self._numbering.next_label(num_id, level or 0) if num_id else None

    def _cell_runs(self, cell: Element) -> list[Run]:
        runs: list[Run] = []
        for child in flat(cell):
            if child.tag != qn("w:p"):
                continue
            inline = read_inline(child, self._styles, self._notes)
            self._pictures += inline.pictures
            label = self._label(child) if plain(inline.runs) else None
            runs += [Run(" "), Run(f"{label.text} " if label else ""), *inline.runs]
        return runs

    def _add_footnotes(self) -> None:
        root = self._part(RT.FOOTNOTES)
        if root is None:
            return
        notes = {n.get(qn("w:id")): n for n in root.findall(qn("w:footnote"))}
        for note in list(self._notes.order):
            runs = [Run(self._notes.mark(note) + " ")]
            for paragraph in notes[note].findall(qn("w:p")) if note in notes else ():
                runs += [*read_inline(paragraph, self._styles, self._notes).runs, Run(" ")]
            self._page.add("paragraph", runs)

    def _drop_margins(self) -> None:
        """List running headers and footers: they are no text of the report."""
        seen: set[str] = set()
        for kind, reltype in (("header", RT.HEADER), ("footer", RT.FOOTER)):
            for rel in self._docx.part.rels.values():
                if rel.reltype == reltype and not rel.is_external:
                    root = parse_xml(rel.target_part.blob)
                    parts = ["".join(p.itertext(qn("w:t"))) for p in root.iter(qn("w:p"))]
                    text = " ".join(part for part in parts if part.strip())
                    if text not in seen:
                        seen.add(text)
                        self._page.drop(kind, text)

    def _part(self, reltype: str) -> Element | None:
        for rel in self._docx.part.rels.values():
            if rel.reltype == reltype and not rel.is_external:
                return parse_xml(rel.target_part.blob)
        return None

    def _title(self) -> str | None:
        rels = self._docx.part.package.rels.values() if self._docx.part.package else ()
        if not any(rel.reltype == RT.CORE_PROPERTIES for rel in rels):
            return None
        return (self._docx.core_properties.title or "").strip() or None


def _num(props: Element | None) -> tuple[int | None, int | None]:
    """The list and level that a `w:numPr` names; list 0 takes a paragraph out of its list."""
    values: list[int | None] = []
    for name in ("w:numId", "w:ilvl"):
        element = None if props is None else props.find(qn(name))
        value = "" if element is None else element.get(qn("w:val"), "")
        values.append(int(value) if value.isdigit() else None)
    return values[0], values[1]
