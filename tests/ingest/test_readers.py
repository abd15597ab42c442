"""Which files are read, and the sentence that refuses the others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.errors import ReadError
from ingest.readers import SUPPORTED, read


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n\t\n", "is empty"),
        ("program.txt", bytes(range(256)) * 8, "does not hold text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "does not hold text"),
        ("plan.txt", b"%PDF-1.7\n%...", "is a PDF named .txt: rename it to plan.pdf"),
        ("plan.docx", b"%PDF-1.7\n%...", "is a PDF named .docx: rename it to plan.pdf"),
        ("plan.pdf", b"Only text.", "is not a PDF"),
        ("page.txt", b"<!DOCTYPE html><p>Text", "is a web page named .txt"),
        ("plan.xlsx", b"x", "cannot be read: reports come as"),
        ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "another Office file"),
        ("letter.txt", b"{\\rtf1 text}", "another Office file"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError, match=re.escape(says)) as caught:
        read(path)
    assert str(caught.value).startswith(name)
    assert str(caught.value).endswith(".")


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        read(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ReadError, match="is a folder"):
        read(tmp_path / "folder.txt")


def test_supported_suffixes() -> None:
    assert {".pdf", ".docx", ".html", ".htm", ".txt", ".md"} == SUPPORTED
