"""The numbers and bullets that a browser prints before the items of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from ingest.readers.counts import format_count

_STYLE_TYPE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(none|disc|circle|square|decimal"
    r"|(?:lower|upper)-(?:alpha|latin|roman))",
    re.IGNORECASE,
)
_FORMATS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "lower-roman": "lowerRoman",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "upper-roman": "upperRoman",
}


@dataclass(slots=True)
class _List:
    ordered: bool
    marked: bool  # whether marks are printed at all
    fmt: str
    following: int
    step: int
    label: str = ""  # of the item that is open, until its first text takes it
    item: bool = False
    enumerates: bool | None = None


class Lists:
    """The lists that are open at one place of a page, outermost first."""

    def __init__(self) -> None:
        self._open: list[_List] = []

    @property
    def within(self) -> bool:
        """Whether the place is inside a list's item."""
        return any(opened.item for opened in self._open)

    @property
    def enumerates(self) -> bool:
        """Whether the innermost list counts points within a paragraph."""
        return bool(self._open and self._open[-1].enumerates)

    def open(self, node: LexborNode, tag: str) -> None:
        """Take note of a `ul`, `ol` or `li` that begins."""
        if tag in ("ul", "ol", "menu"):
            self._open.append(_list(node, tag))
        elif tag == "li" and self._open:
            top = self._open[-1]
            count = _number(node, "value", top.following)
            top.following = count + top.step
            top.item = True
            printed = f"{format_count(count, top.fmt)}." if top.ordered else "•"
            top.label = printed if top.marked else ""

    def close(self, tag: str) -> None:
        """Take note of one that ends."""
        if tag in ("ul", "ol", "menu") and self._open:
            self._open.pop()
        elif tag == "li" and self._open:
            self._open[-1].item = False
            self._open[-1].label = ""

    def take(self, *, led_in: bool) -> str:
        """The mark that stands before the next text of the open item; "" once it is taken.

        `led_in`: the text before the list ends in a colon.
        """
        if not self._open:
            return ""
        top = self._open[-1]
        if top.enumerates is None:
            top.enumerates = led_in or len(self._open) > 1
        label, top.label = top.label, ""
        return label


def _list(node: LexborNode, tag: str) -> _List:
    attributes = node.attributes
    style = _STYLE_TYPE.search(attributes.get("style") or "")
    named = style.group(1).lower() if style else attributes.get("type") or ""
    ordered = tag == "ol" and named not in ("disc", "circle", "square")
    step = -1 if "reversed" in attributes else 1
    items = sum(child.tag == "li" for child in node.iter()) if step < 0 else 1
    return _List(
        ordered=ordered,
        marked=named != "none",
        fmt=_FORMATS.get(named, "decimal"),
        following=_number(node, "start", items),
        step=step,
    )


def _number(node: LexborNode, name: str, default: int) -> int:
    value = (node.attributes.get(name) or "").strip()
    return int(value) if re.fullmatch(r"-?\d{1,6}", value) else default
