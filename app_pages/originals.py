"""Where a report's own file lies, if a copy is at hand: uploads, and what ships."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from corpus.models import Report

SHIPPED = Path(__file__).resolve().parent.parent / "corpus" / "reports"
UPLOADS = "uploads"


def upload_folder(store: Path, sha256: str) -> Path:
    """Where an upload with this digest is kept."""
    return store / UPLOADS / sha256


def original_of(report: Report, store: Path) -> Path | None:
    """The PDF that a report was read from, if the same bytes are at hand; else None."""
    if not report.paged:
        return None
    uploaded = upload_folder(store, report.sha256)
    copies = [*uploaded.glob("*"), SHIPPED / report.path]
    return next((c for c in copies if c.is_file() and _sha256(c) == report.sha256), None)


def _sha256(file: Path) -> str:
    return _digest(file, file.stat().st_mtime_ns, file.stat().st_size)


@lru_cache(maxsize=64)
def _digest(file: Path, changed: int, size: int) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
