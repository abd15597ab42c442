"""A matrix as a file's bytes, by the file's ending, and the file written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from uuid import uuid4

from corpus.errors import UsageError
from retrieval.comparison.matrix import Matrix
from retrieval.export.csv import to_csv
from retrieval.export.docx import to_docx
from retrieval.export.xlsx import to_xlsx

FORMATS: Mapping[str, Callable[[Matrix, date], bytes]] = {
    ".csv": lambda matrix, _: to_csv(matrix),
    ".xlsx": to_xlsx,
    ".docx": to_docx,
}


def check_suffix(suffix: str) -> None:
    """UsageError where a comparison cannot be a file with this ending."""
    if suffix.lower() not in FORMATS:
        *others, last = FORMATS
        raise UsageError(
            f"A comparison is written to a {', '.join(others)} or {last} file: give it a name "
            "that ends so."
        )


def export(matrix: Matrix, suffix: str, printed: date | None = None) -> bytes:
    """A matrix as a file with this ending. `printed` is the date it bears, today's if not given.

    Raises UsageError for an ending that is not in `FORMATS`.
    """
    check_suffix(suffix)
    return FORMATS[suffix.lower()](matrix, printed or date.today())


def save(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all, in place of one that is there.

    Raises UsageError where it cannot be written.
    """
    part = path.with_name(f".{uuid4().hex}.part")
    try:
        try:
            part.write_bytes(content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written ({error.strerror}): choose a folder that exists and that "
            "you may write to, and close the file elsewhere."
        ) from error
