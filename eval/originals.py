"""The files that were ingested, read again by other means, to check quotes against.

Nothing here goes through the program's own readers: a quote that our page text invented
would pass a check against our page text.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pypdfium2
from docx import Document as open_docx
from pypdf import PdfReader

from corpus.models import Citation
from corpus.quotes import stands_in

_ROOT: Final = Path(__file__).resolve().parents[1]
DEFAULT_FOLDERS: Final = (_ROOT.parent / "shared" / "reports", _ROOT / "corpus" / "reports")
_EMPHASIS: Final = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")
_LIST_MARK: Final = re.compile(r"^[ \t]*(?:[•·▪◦–-]|(?:\d+|[a-z]|[ivxl]+)[.)])[ \t]+", re.MULTILINE)
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins"}
    | {"kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u", "var", "wbr"}
)
_UNSEEN: Final = frozenset({"script", "style", "head", "template", "noscript"})


class Originals:
    """Finds a citation's file by name and by its bytes, and checks the quote against it."""

    def __init__(self, folders: Iterable[Path], sha256: Mapping[str, str]) -> None:
        """`folders` are searched through; `sha256` is by report id, as the store has it."""
        self._folders = tuple(folders)
        self._sha256 = sha256
        self._paths: dict[str, Path | None] = {}
        logging.getLogger("pypdf").setLevel(logging.ERROR)

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for folder in self._folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    found.setdefault(path.name, []).append(path)
        return found

    def path(self, citation: Citation) -> Path | None:
        """The very file the report was ingested from, None where it is not at hand."""
        if citation.report_id not in self._paths:
            wanted = self._sha256.get(citation.report_id)
            self._paths[citation.report_id] = next(
                (path for path in self._by_name.get(citation.file, ()) if _sha256(path) == wanted),
                None,
            )
        return self._paths[citation.report_id]

    def holds(self, citation: Citation) -> bool | None:
        """Whether the quote stands on the page it names; None where the file is not at hand."""
        path = self.path(citation)
        if path is None:
            return None
        quotes = [citation.quote]
        if path.suffix.lower() in {".txt", ".md"}:
            quotes = [_EMPHASIS.sub("", citation.quote)]
        elif path.suffix.lower() != ".pdf":
            # Bullets and automatic numbers are shown, and are not in the file's text.
            bare = citation.quote
            if citation.paragraph and bare.startswith(citation.paragraph):
                bare = bare.removeprefix(citation.paragraph).lstrip(".) \t\n")
            quotes += [bare, _LIST_MARK.sub("", bare)]
        texts = page_texts(path, citation.page)
        return any(stands_in(quote, text) for text in texts for quote in quotes)


def page_texts(path: Path, page: int | None) -> Iterator[str]:
    """What other readers make of a page (1-based; None is the whole file, if it has no pages).

    For a PDF the text by pdfium, then by pypdf; for other formats one text, the emphasis
    marks of plain text left out. Nothing where the file has no such page.
    """
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        if page is not None and 1 <= page <= len(_pypdf(path).pages):
            yield _by_pdfium(path, page)
            yield _by_pypdf(path, page)
    elif page is None:
        yield _whole(path)


@lru_cache(maxsize=8)
def _pypdf(path: Path) -> PdfReader:
    return PdfReader(path)


@lru_cache(maxsize=512)
def _by_pypdf(path: Path, page: int) -> str:
    return _pypdf(path).pages[page - 1].extract_text()


@lru_cache(maxsize=512)
def _by_pdfium(path: Path, page: int) -> str:
    pdf = pypdfium2.PdfDocument(path)
    try:
        textpage = pdf[page - 1].get_textpage()
        try:
            return str(textpage.get_text_range())
        finally:
            textpage.close()
    finally:
        pdf.close()


@lru_cache(maxsize=64)
def _whole(path: Path) -> str:
    if path.suffix.lower() == ".docx":
        return _docx(path)
    text = path.read_text(encoding="utf-8", errors="replace")
    is_html = path.suffix.lower() in {".html", ".htm"}
    return _html(text) if is_html else _EMPHASIS.sub("", text)


def _docx(path: Path) -> str:
    parts: list[str] = []
    for element in open_docx(str(path)).element.body.iter():
        name = str(element.tag).rpartition("}")[2]
        if name == "p":
            parts.append("\n")
        elif name == "t":
            parts.append(element.text or "")
        elif name in {"tab", "br", "cr", "tc"}:
            parts.append("\t")
        elif name == "noBreakHyphen":
            parts.append("-")
    return "".join(parts)


class _VisibleText(HTMLParser):
    """Collects a page's text, with a line break at every tag that is not inline."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._unseen += tag in _UNSEEN
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def _html(text: str) -> str:
    parser = _VisibleText()
    parser.feed(text)
    parser.close()
    return "".join(parser.parts)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
