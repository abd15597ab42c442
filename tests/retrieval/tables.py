"""Tables made for the tests, as ingest would have them."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.models import Metadata, Passage
from ingest.passages import make_passages
from ingest.readers.building import CellText, PageBuilder, Run


def passages_of(rows: Sequence[Sequence[str]], header: int = 1, caption: str = "") -> list[Passage]:
    """The passages of a table, its first rows naming the columns."""
    page = PageBuilder()
    if caption:
        page.add("paragraph", caption)
    page.add_table(
        [[CellText((Run(cell),) if cell else ()) for cell in row] for row in rows],
        [i < header for i in range(len(rows))],
    )
    return [p for p in make_passages("r", Metadata("Title"), page.document()) if p.kind == "table"]
