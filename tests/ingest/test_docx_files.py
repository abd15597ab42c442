"""Word documents as files: damage, passwords, and what is no Word document."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from corpus.errors import ReadError
from ingest.readers import docx as docx_reader
from ingest.readers import read
from tests.ingest.docxs import repack


def test_damaged_documents_are_refused_in_a_sentence(tmp_path: Path) -> None:
    good = tmp_path / "good.docx"
    made = docx.Document()
    made.add_paragraph("Text.")
    made.save(str(good))
    cut = tmp_path / "cut.docx"
    cut.write_bytes(good.read_bytes()[:2000])
    torn = repack(good, tmp_path / "torn.docx", lambda name, data: data[: len(data) // 2])
    for path in (cut, torn):
        with pytest.raises(ReadError, match=rf"^{path.name} is .* save it again"):
            read(path)


def test_a_document_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "blank.docx"
    docx.Document().save(str(path))
    with pytest.raises(ReadError, match="holds no text"):
        read(path)


def test_a_document_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.docx"
    mark = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + mark)
    with pytest.raises(ReadError, match="locked with a password"):
        read(path)


def test_a_document_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bomb.docx"
    made = docx.Document()
    made.add_paragraph("Text.")
    made.save(str(path))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/big.bin", bytes(3 << 20))
    assert read(path).blocks
    monkeypatch.setattr(docx_reader, "MAX_UNPACKED", 2 << 20)
    with pytest.raises(ReadError, match="unpacks to more than 2 MB"):
        read(path)


def test_another_package_is_not_a_word_document(tmp_path: Path) -> None:
    path = tmp_path / "book.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(ReadError, match="another Office file"):
        read(path)
