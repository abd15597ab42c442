"""The text of one Word paragraph, with what is struck out and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from ingest.readers.building import Run
from ingest.readers.docx_styles import Styles

Element = Any

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_GONE = {qn("w:del"), qn("w:moveFrom")}
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_PICTURES = {qn("w:drawing"), qn("w:pict"), qn("w:object")}
_SKIPPED = {
    qn("w:pPr"),
    qn("w:rPr"),
    qn("w:instrText"),
    qn("w:delInstrText"),
    qn("w:footnoteRef"),
    qn("w:endnoteRef"),
    qn("w:sdtPr"),
    qn("w:sdtEndPr"),
    f"{_MC}Fallback",
}


@dataclass(slots=True)
class Inline:
    """What a paragraph holds: runs of text, text boxes, notes referred to, pictures."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    pictures: int = 0
    strong: int = 0  # characters in bold or underlined
    letters: int = 0

    @property
    def all_strong(self) -> bool:
        """Whether all of the text is bold or underlined, as a heading without a style is."""
        return 0 < self.letters == self.strong


@dataclass(slots=True)
class Notes:
    """Footnotes in the order in which the text refers to them."""

    order: list[str] = field(default_factory=list)

    def mark(self, note: str) -> str:
        """The raised number that stands for a note."""
        if note not in self.order:
            self.order.append(note)
        return str(self.order.index(note) + 1).translate(_SUPERSCRIPT)


def read_inline(paragraph: Element, styles: Styles, notes: Notes) -> Inline:
    """Read a `w:p`. Deleted, moved and struck text comes as struck runs; hidden text not."""
    found = Inline()
    style = styles.style_of(paragraph)
    for child in paragraph:
        _read(child, found, styles, notes, style, gone=False)
    return found


def flat(element: Element) -> Iterator[Element]:
    """The children of an element, looked for inside content controls and tracked changes."""
    for child in element:
        if child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            yield from flat(content) if content is not None else ()
        elif child.tag in (qn("w:customXml"), qn("w:ins"), qn("w:moveTo"), qn("w:smartTag")):
            yield from flat(child)
        elif child.tag == f"{_MC}AlternateContent":
            choice = child.find(f"{_MC}Choice")
            yield from flat(choice) if choice is not None else ()
        else:
            yield child


def _read(
    element: Element, found: Inline, styles: Styles, notes: Notes, style: str | None, gone: bool
) -> None:
    tag = element.tag
    if tag in _SKIPPED or not isinstance(tag, str):
        return
    if tag == qn("w:r"):
        _read_run(element, found, styles, notes, style, gone)
    elif tag == _MATH_TEXT:
        found.runs.append(Run(element.text or "", gone))
    elif tag in _PICTURES:
        _read_picture(element, found)
    else:
        for child in element:
            _read(child, found, styles, notes, style, gone or tag in _GONE)


def _read_run(
    run: Element, found: Inline, styles: Styles, notes: Notes, style: str | None, gone: bool
) -> None:
    if styles.has(run, "w:vanish"):
        return
    struck = gone or styles.has(run, "w:strike", style) or styles.has(run, "w:dstrike", style)
    strong = styles.has(run, "w:b", style) or styles.has(run, "w:u", style)
    for child in run:
        text = _text(child, notes)
        if text is None:
            _read(child, found, styles, notes, style, struck)
            continue
        found.runs.append(Run(text, struck))
        if not struck:
            letters = len("".join(text.split()))
            found.letters += letters
            found.strong += letters if strong else 0


def _text(child: Element, notes: Notes) -> str | None:
    """The text of a part of a run; None where it is no text of its own."""
    if child.tag in (qn("w:t"), qn("w:delText")):
        return child.text or ""
    if child.tag in _SIGNS:
        return _SIGNS[child.tag]
    if child.tag == qn("w:sym"):
        return "•" if child.get(qn("w:char"), "").upper() in ("F0B7", "F0A7") else ""
    if child.tag == qn("w:footnoteReference"):
        return notes.mark(child.get(qn("w:id"), ""))
    return None


def _read_picture(element: Element, found: Inline) -> None:
    boxes = [
        box
        for box in element.iter(qn("w:txbxContent"))
        if not any(a.tag == f"{_MC}Fallback" for a in box.iterancestors())
    ]
    found.boxes += boxes
    if not boxes:
        found.pictures += 1
