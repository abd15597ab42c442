"""What the paragraph and character styles of a Word document say, along their chains."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

Element = Any

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")


@dataclass(slots=True)
class Styles:
    """The document's styles by id."""

    by_id: dict[str, Element] = field(default_factory=dict)
    default: str | None = None

    def chain(self, style: str | None) -> list[Element]:
        """A style and those it is based on, nearest first."""
        found: list[Element] = []
        while style in self.by_id and self.by_id[style] not in found:
            element = self.by_id[style]
            found.append(element)
            based = element.find(qn("w:basedOn"))
            style = None if based is None else based.get(qn("w:val"))
        return found

    def heading_level(self, paragraph: Element) -> int:
        """The heading level (1 is the highest) that a paragraph's style gives it, else 0."""
        props = paragraph.find(qn("w:pPr"))
        level = _outline(props)
        if level is not None:
            return level
        for style in self.chain(self.style_of(paragraph)):
            name = style.find(qn("w:name"))
            title = "" if name is None else name.get(qn("w:val"), "")
            if match := _HEADING.match(title):
                return int(match.group(1)) or 1
            if title.lower() == "title":
                return 1
            level = _outline(style.find(qn("w:pPr")))
            if level is not None:
                return level
        return 0

    def style_of(self, paragraph: Element) -> str | None:
        """The id of a paragraph's style."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self.default if style is None else style.get(qn("w:val"))

    def name_of(self, paragraph: Element) -> str:
        """The name of a paragraph's style in lower case ("list number 2")."""
        style = self.by_id.get(self.style_of(paragraph) or "")
        name = None if style is None else style.find(qn("w:name"))
        return "" if name is None else name.get(qn("w:val"), "").lower()

    def has(self, run: Element, mark: str, paragraph_style: str | None = None) -> bool:
        """Whether a run has a property such as "w:b" or "w:strike", of its own or by style."""
        props = run.find(qn("w:rPr"))
        if props is not None:
            own = _switch(props, mark)
            if own is not None:
                return own
            named = props.find(qn("w:rStyle"))
            if named is not None and self._by_style(named.get(qn("w:val")), mark):
                return True
        return self._by_style(paragraph_style, mark)

    def _by_style(self, style: str | None, mark: str) -> bool:
        for element in self.chain(style):
            props = element.find(qn("w:rPr"))
            found = None if props is None else _switch(props, mark)
            if found is not None:
                return found
        return False


def read_styles(root: Element | None) -> Styles:
    """Read the styles part (`w:styles`); None where the document has none."""
    if root is None:
        return Styles()
    found = Styles()
    for style in root.findall(qn("w:style")):
        key = style.get(qn("w:styleId"))
        found.by_id[key] = style
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
            found.default = key
    return found


def _outline(props: Element | None) -> int | None:
    level = None if props is None else props.find(qn("w:outlineLvl"))
    value = "" if level is None else level.get(qn("w:val"), "")
    return int(value) + 1 if value.isdigit() and int(value) < 9 else None


def _switch(props: Element, mark: str) -> bool | None:
    element = props.find(qn(mark))
    return None if element is None else element.get(qn("w:val")) not in _OFF
