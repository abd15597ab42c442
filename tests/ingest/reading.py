"""What the tests of the readers share."""

from __future__ import annotations

from pathlib import Path

from corpus.models import Block, Document

SHARED_REPORTS = Path(__file__).parents[3] / "shared" / "reports" / "community_safety"


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
