"""A store filled with one report, written for a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.store import Store, open_store
from ingest.pipeline import ingest


def filled(folder: Path, text: str) -> Iterator[Store]:
    """A store in a folder, of a report in Markdown; closed when it is done with."""
    (folder / "update.md").write_text(text, encoding="utf-8")
    ingest([folder / "update.md"], folder / "store")
    store = open_store(folder / "store")
    yield store
    store.close()
