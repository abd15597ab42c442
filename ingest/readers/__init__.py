"""From a file to a `Document`: one reader a format, chosen by name and checked by content."""

from __future__ import annotations

import zipfile
from pathlib import Path

from corpus.errors import ReadError
from corpus.models import Document

SUPPORTED = frozenset({".pdf", ".docx", ".html", ".htm", ".txt", ".md"})
"""Suffixes, in lower case, of the files that can be read."""

_HEAD = 2048  # bytes that show what a file is
_NAMES = {"pdf": "a PDF", "docx": "a Word document", "html": "a web page"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office files, and new ones with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(path: Path) -> Document:
    """Read one report.

    Raises ReadError, in a sentence for the user, for a file that is missing, empty, of a kind
    that is not supported, not what its name says, damaged, locked or without text.
    """
    suffix = path.suffix.lower()
    if suffix not in SUPPORTED:
        raise ReadError(f"{path.name} cannot be read: reports come as PDF, DOCX, HTML, TXT or MD.")
    _check_content(path, suffix)
    # Each reader brings large libraries: only the one that is needed is loaded.
    if suffix == ".pdf":
        from ingest.readers.pdf import read_pdf

        return read_pdf(path)
    if suffix == ".docx":
        from ingest.readers.docx import read_docx

        return read_docx(path)
    if suffix in (".html", ".htm"):
        from ingest.readers.html import read_html

        return read_html(path)
    from ingest.readers.text import read_text

    return read_text(path)


def _check_content(path: Path, suffix: str) -> None:
    """Refuse a file whose content is not what its name says."""
    head = _head(path)
    if not head:
        raise ReadError(f"{path.name} is empty: the file holds 0 bytes.")
    found = _kind(path, head)
    wanted = {".pdf": "pdf", ".docx": "docx", ".html": "html", ".htm": "html"}.get(suffix)
    if found == "locked":
        raise ReadError(f"{path.name} is locked with a password: save it without and try again.")
    if found == "office":
        raise ReadError(
            f"{path.name} is an old or another Office file: save it as DOCX or PDF and try again."
        )
    if found in _NAMES and found != wanted and not (found == "html" and suffix == ".md"):
        raise ReadError(
            f"{path.name} is {_NAMES[found]} named {suffix}: "
            f"rename it to {path.with_suffix('.' + found).name} and try again."
        )
    if wanted in ("pdf", "docx") and found != wanted:
        raise ReadError(
            f"{path.name} is not {_NAMES[wanted]}, whatever its name says: "
            "check the file, or save it again."
        )
    if found == "zip":
        raise ReadError(f"{path.name} is a packed archive: unpack it and give the reports in it.")


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError:
        raise ReadError(f"{path} does not exist: check the name.") from None
    except IsADirectoryError:
        raise ReadError(f"{path} is a folder, not a report.") from None
    except OSError as error:
        raise ReadError(f"{path.name} cannot be opened ({error.strerror}).") from error


def _kind(path: Path, head: bytes) -> str | None:
    """What the bytes are: "pdf", "docx", "html", "zip", "office", "locked" or None."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    if b"%PDF-" in head[:1024]:
        # A text that only speaks of the mark is no PDF: the mark is followed by a version.
        return "pdf" if head[head.index(b"%PDF-") + 5 :][:1].isdigit() else None
    if head.startswith(_OLE):
        return "locked" if _holds(path, _ENCRYPTED) else "office"
    if head.startswith(b"{\\rtf"):
        return "office"
    if head.startswith(b"PK\x03\x04"):
        return _packed(path)
    return "html" if start.startswith((b"<!doctype html", b"<html")) else None


def _packed(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return "docx" if path.suffix.lower() == ".docx" else "zip"  # its reader says: damaged
    if "[Content_Types].xml" in names:
        return "docx" if any(name.startswith("word/") for name in names) else "office"
    return "office" if "mimetype" in names else "zip"


def _holds(path: Path, mark: bytes) -> bool:
    """Whether a file's first or last megabyte holds some bytes."""
    with path.open("rb") as file:
        if mark in file.read(1 << 20):
            return True
        file.seek(max(0, path.stat().st_size - (1 << 20)))
        return mark in file.read()
