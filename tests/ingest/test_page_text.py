"""Two checks that keep page text honest, on every report at hand (DESIGN.md: "Page text").

Passages tile the page text except white space, and 99 % of the words that another extraction
finds are in the page text or among what is listed as dropped.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from corpus.models import Document, Metadata, Page, Passage
from corpus.quotes import normalise, stands_in
from ingest.passages import make_passages
from ingest.readers import SUPPORTED, read
from tests.conftest import SHARED, SHIPPED

MOST = 12  # of a folder's files; a long folder is looked at in a spread
MOST_BYTES = 600_000  # a longer paper takes too long for every test run
HELD = 0.99


def at_hand() -> list[Path]:
    """All reports shipped, and a spread of each folder of real ones that is here."""
    folders = [SHIPPED, *(f for f in sorted(SHARED.glob("*")) if f.is_dir())]
    found: list[Path] = []
    for folder in folders:
        files = sorted(
            f for f in folder.iterdir() if f.suffix in SUPPORTED and f.stat().st_size < MOST_BYTES
        )
        found += files[:: -(-len(files) // MOST)] if files else []
    return found


def words(text: str) -> Counter[str]:
    """Words and figures; hyphened words count as their parts."""
    return Counter(re.findall(r"\w+", normalise(text).lower().replace("-", " ")))


def squeezed(text: str) -> str:
    return re.sub(r"\W", "", normalise(text).lower())


def whole(page: Page) -> str:
    return "\n".join([page.text, *(d.text for d in page.dropped)])


def lost(theirs: str, page: Page) -> int:
    """How many words of another extraction of a page are in neither text nor dropped.

    Words that the other extraction glues or parts are held where the letters of the word, or
    of the line it stands in, stand together in ours.
    """
    missing = words(theirs) - words(whole(page))
    letters = squeezed(whole(page))
    for line in theirs.splitlines() if missing else ():
        if squeezed(line) in letters:
            missing -= words(line)
    return sum(n for word, n in missing.items() if len(word) < 3 or word not in letters)


def other_pdf(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


def other_docx(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        xml = package.read("word/document.xml").decode("utf-8")
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL)
    return ["\n".join("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", p)) for p in paragraphs)]


class Body(HTMLParser):
    """The text of a web page's body."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.inside = self.inside or tag == "body"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)


def other_html(path: Path) -> list[str]:
    body = Body()
    body.feed(path.read_text(encoding="utf-8"))
    return [" ".join(body.parts)]


def other_text(path: Path) -> list[str]:
    return [path.read_text(encoding="utf-8").replace("*", "")]


OTHER: dict[str, Callable[[Path], list[str]]] = {
    ".pdf": other_pdf,
    ".docx": other_docx,
    ".html": other_html,
    ".htm": other_html,
    ".txt": other_text,
    ".md": other_text,
}


def check_passages(document: Document, passages: Sequence[Passage]) -> None:
    for page in document.pages:
        covered = 0
        for passage in (p for p in passages if p.page == page.number):
            assert passage.start >= covered, passage
            assert not page.text[covered : passage.start].strip(), passage
            covered = passage.end
            for unit in passage.units:
                assert passage.start <= unit.start <= unit.end <= passage.end, passage
                assert unit.quotes or page.unsure
        assert not page.text[covered:].strip(), page.number


def check_quotes(path: Path, document: Document, passages: Sequence[Passage]) -> None:
    """Whatever can be quoted stands on its page, by our text and by pypdf's or pdfium's."""
    theirs: list[list[str]] = [[] for _ in document.pages]
    if path.suffix == ".pdf":
        with PdfDocument(path) as pdf:
            drawn = [page.get_textpage().get_text_range() for page in pdf]
        theirs = [list(texts) for texts in zip(other_pdf(path), drawn, strict=True)]
    for passage in passages:
        page = document.pages[passage.page - 1]
        for unit in passage.units:
            for span in unit.quotes:
                quote = page.text[span.start : span.end]
                assert stands_in(quote, page.text), quote
                texts = theirs[page.number - 1]
                assert not texts or any(stands_in(quote, text) for text in texts), quote


@pytest.mark.parametrize("path", at_hand(), ids=lambda path: path.name[:40])
def test_nothing_of_a_report_is_lost(path: Path) -> None:
    document = read(path)
    passages = make_passages("r", Metadata("T"), document)
    check_passages(document, passages)
    check_quotes(path, document, passages)
    others = OTHER[path.suffix](path)
    assert len(others) == len(document.pages)
    total = sum(words(text).total() for text in others)
    gone = sum(map(lost, others, document.pages))
    assert total > 50
    assert gone <= (1 - HELD) * total, f"{gone} of {total} words"


def test_the_checks_see_what_is_lost() -> None:
    page = Page(1, "Burglary fell by 17 per cent in all multi-agency areas.")
    assert lost("Burglary fell by 17 percent in all multi agency areas", page) == 0
    assert lost("Burglary fell by 18 per cent in all multi-agency wards", page) == 2
