"""What the tests share of readers, and of the passages made of what they read."""

from __future__ import annotations

from pathlib import Path

from corpus.models import Block, Document, Metadata, Passage
from ingest.passages import make_passages
from ingest.readers import read
from ingest.readers.building import PageBuilder


def text_of(document: Document, block: Block) -> str:
    return document.pages[block.page - 1].text[block.start : block.end]


def outline(document: Document) -> list[tuple[str, str | None, str]]:
    """Kind, number and text of each block; a heading's kind carries its level."""
    return [
        (b.kind + (str(b.level) if b.level else ""), b.number, text_of(document, b))
        for b in document.blocks
    ]


def cells(document: Document, at: int = 0) -> list[list[str]]:
    """The cells of the table that is number `at` in the document."""
    table = [b for b in document.blocks if b.kind == "table"][at]
    text = document.pages[table.page - 1].text
    return [[text[c.start : c.end] for c in row.cells] for row in table.rows]


def headers(document: Document, at: int = 0) -> int:
    table = [b for b in document.blocks if b.kind == "table"][at]
    return sum(row.header for row in table.rows)


def check_tiling(document: Document) -> None:
    """Blocks, rows and cells lie in order, inside each other, and cover the page text."""
    for page in document.pages:
        covered = 0
        for block in (b for b in document.blocks if b.page == page.number):
            assert not page.text[covered : block.start].strip()
            assert block.start < block.end
            covered = block.end
            within = block.start
            for row in block.rows:
                assert within <= row.start < row.end <= block.end
                assert not page.text[within : row.start].strip()
                at = within
                for cell in row.cells:
                    assert at <= cell.start <= cell.end
                    assert not page.text[at : cell.start].strip()
                    at = cell.end
                within = row.end
        assert not page.text[covered:].strip()
        assert all(0 <= d.at <= len(page.text) for d in page.dropped)


def read_unpaged(path: Path) -> Document:
    """Reads a file that has no pages, having checked what holds for every such document."""
    document = read(path)
    check_tiling(document)
    assert not document.paged
    return document


def check_words(document: Document, size: tuple[float, float]) -> None:
    """Words are slices of the page text that cover it, with boxes on the page."""
    for page in document.pages:
        covered = 0
        for word in page.words:
            assert not page.text[covered : word.start].strip()
            assert word.start < word.end
            assert not any(c.isspace() for c in page.text[word.start : word.end])
            assert 0 <= word.x0 < word.x1 <= size[0]
            assert 0 <= word.top < word.bottom <= size[1]
            covered = word.end
        assert not page.text[covered:].strip()


ABOUT = Metadata("Safer Places Update", body="Northford Partnership", date="2023-01-31",
                 area_codes=("E07000118",))  # fmt: skip


def passages(*pages: PageBuilder) -> list[Passage]:
    """The passages of a paper with these pages, having checked that they tile its text."""
    parts = [page.document() for page in pages]
    document = Document(
        tuple(d.pages[0] for d in parts), tuple(b for d in parts for b in d.blocks), paged=True
    )
    made = make_passages("r", ABOUT, document)
    assert [p.ordinal for p in made] == list(range(len(made)))
    for page in document.pages:
        covered = 0
        for passage in (p for p in made if p.page == page.number):
            assert covered <= passage.start < passage.end <= len(page.text)
            assert not page.text[covered : passage.start].strip()
            covered = passage.end
            assert passage.kind == "table" or passage.text == page.text[passage.start : covered]
            for unit in passage.units:
                assert passage.start <= unit.start < unit.end <= passage.end
                assert all(unit.start <= q.start < q.end <= unit.end for q in unit.quotes)
        assert not page.text[covered:].strip()
    return made


def units(passage: Passage) -> list[str]:
    return [unit.text for unit in passage.units]
