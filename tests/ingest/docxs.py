"""Word documents made for the tests."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.models import Document
from tests.ingest.reading import read_unpaged


def parse(tmp_path: Path, made: Any) -> Document:
    """Saves what python-docx holds, and reads it."""
    path = tmp_path / "report.docx"
    made.save(str(path))
    return read_unpaged(path)


def repack(
    path: Path, to: Path, change: Callable[[str, bytes], bytes], more: tuple[str, str] | None = None
) -> Path:
    """A copy of a package with each part's bytes changed, and perhaps one part more."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        if more:
            new.writestr(*more)
    return to
