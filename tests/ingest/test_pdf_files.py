"""PDFs as files: titles, pages without text, scans, passwords and damage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from corpus.errors import ReadError
from ingest.readers import read
from tests.ingest.pdfs import Pen, write_pdf


def plain(tmp_path: Path) -> Path:
    return write_pdf(tmp_path / "plain.pdf", lambda pen: pen.paragraph("Some text is here."))


def refused(path: Path, *told: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(path)
    sentence = str(caught.value)
    assert path.name in sentence
    assert "\n" not in sentence
    for part in told:
        assert part in sentence


def test_titles_and_pages_without_text(tmp_path: Path) -> None:
    def paper(pen: Pen) -> None:
        pen.canvas.setTitle("Safer Places")
        pen.paragraph("Some text.")

    document = read(write_pdf(tmp_path / "a.pdf", paper, lambda pen: None))
    assert document.title == "Safer Places"
    assert document.paged
    assert len(document.pages) == 2
    assert document.pages[1].text == ""
    assert len(document.warnings) == 1
    assert "1 of 2 pages" in document.warnings[0]


def test_a_scan_is_refused(tmp_path: Path) -> None:
    def scan(pen: Pen) -> None:
        pen.canvas.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, *pen.size)

    refused(write_pdf(tmp_path / "scan.pdf", scan), "no text: this looks scanned")


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_passwords(tmp_path: Path, algorithm: str) -> None:
    """A file that asks its reader for a password is refused; one that only forbids is read."""
    for name, user in (("locked", "secret"), ("open", "")):
        writer = PdfWriter(clone_from=plain(tmp_path))
        writer.encrypt(user, "owner", algorithm=algorithm)
        writer.write(tmp_path / f"{name}.pdf")
    refused(tmp_path / "locked.pdf", "password")
    assert read(tmp_path / "open.pdf").pages[0].text == "Some text is here."


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:300],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: b"%PDF-1.7\n" + b"\x00\xff" * 500,
        lambda whole: whole[:200] + b"\xff" * 200 + whole[400:],
        lambda whole: b"not a PDF",
        lambda whole: b"",
    ],
    ids=["head", "half", "noise", "hole", "other", "empty"],
)
def test_damaged_files_are_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "damaged.pdf"
    path.write_bytes(damage(plain(tmp_path).read_bytes()))
    refused(path)
