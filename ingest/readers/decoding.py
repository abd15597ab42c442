"""From bytes to text, whatever the encoding."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from corpus.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, path: Path, declared: str | None = None) -> str:
    """The text of a file's bytes.

    Tried in this order: a byte order mark, the `declared` encoding, UTF-16 without a mark,
    UTF-8, Windows-1252. Raises ReadError where the bytes are no text.
    """
    text = _decoded(data, path, declared)
    if len(_CONTROL.findall(text)) > len(text) / 1000 or "\x00" in text:
        raise _not_text(path)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, path: Path, declared: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, path)
    if declared:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong declaration: judged by the bytes below
    if b"\x00" in data:
        return _strict(data, _utf16_order(data, path), path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _utf16_order(data: bytes, path: Path) -> str:
    """Western text in UTF-16 has a zero in every other byte."""
    half = max(1, len(data) // 2)
    if data[1::2].count(0) > 0.6 * half and not data[::2].count(0):
        return "utf-16-le"
    if data[::2].count(0) > 0.6 * half and not data[1::2].count(0):
        return "utf-16-be"
    raise _not_text(path)


def _strict(data: bytes, name: str, path: Path) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        raise _not_text(path) from None


def _not_text(path: Path) -> ReadError:
    return ReadError(
        f"{path.name} does not hold text (it looks like a program's own data): "
        "save it as text, PDF or DOCX and try again."
    )
