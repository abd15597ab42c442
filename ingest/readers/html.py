"""Web pages (HTML)."""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.errors import ReadError
from corpus.models import BlockKind, Document
from ingest.numbering import leading_number
from ingest.readers.building import PageBuilder, Run, plain
from ingest.readers.decoding import decode
from ingest.readers.html_lists import Lists
from ingest.readers.html_nodes import (
    BLOCKS,
    Event,
    aside_kind,
    is_left_out,
    is_struck,
    raised,
    text_of,
    walk,
)
from ingest.readers.html_tables import add_table

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def read_html(path: Path) -> Document:
    """Read a web page.

    What a reader does not see, and a page's own navigation, is no text; headers, footers and
    menus are listed as dropped, like struck-out text. Raises ReadError for a page without text.
    """
    data = path.read_bytes()
    declared = _CHARSET.search(data[:4096])
    text = decode(data, path, declared.group(1).decode("ascii") if declared else None)
    tree = LexborHTMLParser(text)
    reader = _Reader()
    if tree.body is not None:
        reader.read(tree.body)
    if not reader.page.blocks:
        raise ReadError(f"{path.name} holds no text that a reader would see.")
    title = tree.css_first("head title")
    return reader.page.document(title=" ".join(title.text().split()) if title else None)


class _Reader:
    """Turns the events of a walk through the page into blocks."""

    def __init__(self) -> None:
        self.page = PageBuilder()
        self._runs: list[Run] = []
        self._heading = 0
        self._struck = 0
        self._raised = 0
        self._kept_space = 0
        self._lists = Lists()

    def read(self, body: LexborNode) -> None:
        for event, node in walk(body, self._enters):
            tag = node.tag or ""
            if event is Event.TEXT:
                self._add_text(text_of(node))
            elif event is Event.OPEN:
                self._open(node, tag)
            else:
                self._close(node, tag)
        self._flush()

    def _enters(self, node: LexborNode) -> bool:
        """Whether to go into an element; what is not gone into is dealt with here."""
        if is_left_out(node):
            return False
        kind = aside_kind(node)
        if kind:
            self._flush()
            self.page.drop(kind, node.text(separator=" "))
            return False
        if node.tag == "table":
            self._flush()
            return not add_table(self.page, node)
        return True

    def _open(self, node: LexborNode, tag: str) -> None:
        self._struck += is_struck(node)
        self._raised += tag == "sup"
        self._kept_space += tag == "pre"
        if tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "q":
            self._add_text("“")
        elif tag in BLOCKS:
            self._flush()
            self._lists.open(node, tag)
            if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                self._heading = int(tag[1])

    def _close(self, node: LexborNode, tag: str) -> None:
        if tag == "q":
            self._add_text("”")
        elif tag in ("td", "th"):
            self._runs.append(Run("\t"))
        elif tag in BLOCKS:
            self._flush()
            self._lists.close(tag)
            if tag.startswith("h") and tag[1:].isdigit():
                self._heading = 0
        self._struck -= is_struck(node)
        self._raised -= tag == "sup"
        self._kept_space -= tag == "pre"

    def _add_text(self, text: str) -> None:
        if not self._kept_space:
            text = re.sub(r"\s+", " ", text)
        self._runs.append(Run(raised(text) if self._raised else text, self._struck > 0))

    def _flush(self) -> None:
        runs, self._runs = self._runs, []
        text = plain(runs)
        if not text:
            self.page.add("paragraph", runs)  # lists what is struck
        elif self._heading:
            number, _ = leading_number(text)
            self.page.add("heading", runs, level=self._heading, number=number)
        elif self._lists.within:
            self._add_item(runs, text)
        else:
            self.page.add_text(runs)

    def _add_item(self, runs: list[Run], text: str) -> None:
        """A list's item carries its number or bullet; its later paragraphs do not."""
        label = self._lists.take(led_in=self.page.ends_in_colon)
        if not label:
            self.page.add_text(runs)
            return
        number, _ = leading_number(f"{label} {text}")
        kind: BlockKind = "paragraph" if number and not self._lists.enumerates else "item"
        typed = leading_number(text)[0] is not None and label == "•"
        self.page.add(
            kind, runs, number=number if kind == "paragraph" else None, label="" if typed else label
        )
