"""Walking through the elements of a web page: what is text, what is struck, what is unseen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum

from selectolax.lexbor import LexborNode

from ingest.readers.building import Run

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote body caption center dd details div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p
    pre search section summary table tbody tfoot thead tr ul""",
    )
)
_LEFT_OUT = frozenset(
    re.findall(
        r"\w+",
        """audio button canvas datalist dialog embed frameset head iframe input link map meta
    noscript object option script select style svg template textarea title video""",
    )
)
_STRUCK = frozenset({"del", "s", "strike"})
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRUCK_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_UNSEEN_CLASS = re.compile(r"(?:^|\s)(?:[\w-]*visually-?hidden|sr-only)(?:\s|$)", re.IGNORECASE)
_ROLES = {"navigation": "header", "banner": "header", "search": "header", "contentinfo": "footer"}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Event(Enum):
    """What a walk comes upon."""

    OPEN = 1
    TEXT = 2
    CLOSE = 3


def walk(
    root: LexborNode, enters: Callable[[LexborNode], bool]
) -> Iterator[tuple[Event, LexborNode]]:
    """The events inside an element in order, without recursion: pages nest as deep as they like.

    `enters` is asked of each element; one that is not entered brings no events.
    """
    stack: list[tuple[LexborNode, LexborNode | None]] = [(root, root.child)]
    while stack:
        parent, node = stack.pop()
        if node is None:
            if stack:
                yield Event.CLOSE, parent
            continue
        stack.append((parent, node.next))
        if node.tag == "-text":
            yield Event.TEXT, node
        elif node.is_element_node and enters(node):
            yield Event.OPEN, node
            stack.append((node, node.child))


def runs_of(root: LexborNode) -> list[Run]:
    """The text inside an element as one line, with what is struck."""
    runs: list[Run] = []
    struck = int(is_struck(root))
    up = 0
    for event, node in walk(root, lambda node: not is_left_out(node)):
        if event is Event.TEXT:
            text = text_of(node)
            runs.append(Run(raised(text) if up else text, struck > 0))
            continue
        change = 1 if event is Event.OPEN else -1
        struck += change * is_struck(node)
        up += change * (node.tag == "sup")
        if node.tag in BLOCKS or node.tag == "br":
            runs.append(Run(" "))
    return runs


def text_of(node: LexborNode) -> str:
    """The text of a text node."""
    return node.text_content or ""


def raised(text: str) -> str:
    """Raised figures as signs of their own, so that a note's number does not join a figure."""
    return text.translate(_SUPERSCRIPT)


def is_struck(node: LexborNode) -> bool:
    """Whether an element strikes its text out."""
    return node.tag in _STRUCK or bool(_STRUCK_STYLE.search(node.attributes.get("style") or ""))


def is_left_out(node: LexborNode) -> bool:
    """Whether a reader of the page does not see the element's text."""
    attributes = node.attributes
    return (
        node.tag in _LEFT_OUT
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_UNSEEN_STYLE.search(attributes.get("style") or ""))
        or bool(_UNSEEN_CLASS.search(attributes.get("class") or ""))
    )


def aside_kind(node: LexborNode) -> str | None:
    """ "header" or "footer" for what frames a page and is not its text, else None."""
    kind = _ROLES.get(node.attributes.get("role") or "")
    if kind or node.tag == "nav":
        return kind or "header"
    if node.tag not in ("header", "footer"):
        return None
    parent = node.parent
    while parent is not None:
        if parent.tag in ("main", "article", "section"):
            return None
        parent = parent.parent
    # A page's only title may stand in its header.
    return None if node.css_first("h1") else node.tag
