"""The digests shipped in corpus/reports: made from their sources, in our own words, listed."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT / "corpus" / "reports"
SHARED = ROOT.parent / "shared"
ORIGINALS = SHARED / "reports" / "community_safety"
KEYS = {
    "file",
    "title",
    "body",
    "areas",
    "area_codes",
    "committee",
    "date",
    "digest_of",
    "source",
}


def manifest() -> list[dict[str, Any]]:
    reports: list[dict[str, Any]] = tomllib.loads(
        (REPORTS / "manifest.toml").read_text(encoding="utf-8")
    )["report"]
    return reports


FILES = [entry["file"] for entry in manifest()]


def pdf_pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range().replace("\r\n", "\n"))
            text_page.close()
            page.close()
        return texts


def docx_parts(path: Path) -> tuple[list[tuple[str, str]], list[list[list[str]]]]:
    """(style, text) of every paragraph, and the cells of every table."""
    document = docx.Document(str(path))
    paragraphs = [(line.style.name or "", line.text) for line in document.paragraphs if line.style]
    tables = [[[cell.text for cell in row.cells] for row in t.rows] for t in document.tables]
    return paragraphs, tables


def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        return "\n".join(pdf_pages(path))
    if path.suffix == ".docx":
        paragraphs, tables = docx_parts(path)
        cells = [cell for table in tables for row in table for cell in row]
        return "\n".join([text for _, text in paragraphs] + cells)
    body = LexborHTMLParser(path.read_text(encoding="utf-8")).body
    assert body is not None
    return body.text(separator=" ")


def words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"\w+", text)]


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("digests")
    command = [sys.executable, "-m", "corpus.reports.source.build", "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return out


def test_the_manifest_lists_exactly_the_files_there() -> None:
    there = {path.name for path in REPORTS.iterdir() if path.is_file()} - {"manifest.toml"}
    assert sorted(FILES) == sorted(there)
    assert sorted(Path(name).suffix for name in FILES) == [".docx", ".html", *[".pdf"] * 3]


def test_every_entry_says_what_the_file_is() -> None:
    for entry in manifest():
        assert set(entry) == KEYS
        assert entry["title"] == f"Digest of {entry['digest_of']}"
        assert re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", entry["date"])
        assert len(entry["areas"]) == len(entry["area_codes"]) > 0
        assert "public report" in entry["source"] and "its own licence" in entry["source"]


@pytest.mark.skipif(not SHARED.exists(), reason="the reference table is not here")
def test_areas_carry_the_official_code_of_their_name() -> None:
    with (SHARED / "reference" / "uk_local_authorities.csv").open(encoding="utf-8") as table:
        codes = {row["nice-name"]: row["gss-code"] for row in csv.DictReader(table)}
    for entry in manifest():
        for name, code in zip(entry["areas"], entry["area_codes"], strict=True):
            assert code == (name if name.endswith("Police") else codes[name])


@pytest.mark.parametrize("name", [*FILES, "manifest.toml"])
def test_the_sources_make_the_files_again(name: str, built: Path) -> None:
    made, kept = built / name, REPORTS / name
    if name.endswith(".docx"):  # a packed file: its bytes depend on the machine's zlib
        assert docx_parts(made) == docx_parts(kept)
    else:
        assert made.read_bytes() == kept.read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_length_and_notice(name: str) -> None:
    text = text_of(REPORTS / name)
    assert 900 <= len(text.split()) <= 1800
    plain = " ".join(text.split())
    assert "This is a digest, written for this program" in plain
    assert "public report, which remains under its own licence" in plain


@pytest.mark.parametrize("name", FILES)
def test_no_address_or_telephone_number(name: str) -> None:
    text = text_of(REPORTS / name)
    assert not re.search(r"\S@\S", text)
    assert not re.search(r"\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b", text)


@pytest.mark.parametrize("path", sorted((REPORTS / "source").glob("*.md")), ids=lambda p: p.stem)
def test_each_numbered_paragraph_names_its_section(path: Path) -> None:
    text = path.read_text(encoding="utf-8").split("+++\n", 2)[2]
    lines = [line for line in text.splitlines() if re.match(r"(?!Table \[)\w", line)]
    assert lines and all("[Original: " in line for line in lines)


@pytest.mark.skipif(not ORIGINALS.exists(), reason="the original reports are not here")
@pytest.mark.parametrize("name", FILES)
def test_no_run_of_ten_words_is_copied(name: str) -> None:
    text = text_of(REPORTS / name)
    for original in sorted(ORIGINALS.glob("*.txt")):
        shared = runs(text, 10) & runs(original.read_text(encoding="utf-8"), 10)
        assert not shared, f"copied from {original.name}: {sorted(shared)[:3]}"


def test_a_table_runs_over_a_page_with_its_header_repeated() -> None:
    pages = pdf_pages(REPORTS / "leicestershire-opcc-update-2021-03.pdf")
    header = "Date in 2021 Main focus of SPB Main focus of SPB Exec"
    with_header = [at for at, page in enumerate(pages) if header in " ".join(page.split())]
    assert len(with_header) == 2 and with_header[1] == with_header[0] + 1
    assert "20 May" in pages[with_header[0]] and "24 May" in pages[with_header[1]]


def test_pages_carry_their_printed_number() -> None:
    pack = REPORTS / "safer-lincolnshire-partnership-update-2023-01.pdf"
    with pypdfium2.PdfDocument(pack) as document:
        labels = [document.get_page_label(at) for at in range(len(document))]
    assert labels[:2] == ["11", "12"]
    for label, page in zip(labels, pdf_pages(pack), strict=True):
        assert f"Page {label}" in page
    pages = pdf_pages(REPORTS / "chorley-community-safety-partnership-2023-01.pdf")
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page


def test_word_numbers_the_sections_and_paragraphs_itself() -> None:
    path = REPORTS / "lancashire-community-safety-agreement-2024-04.docx"
    numbered = 0
    for line in docx.Document(str(path)).paragraphs:
        assert not re.match(r"\d+\.\d", line.text)
        mark = line._p.find(f".//{qn('w:numPr')}")
        numbered += mark is not None and "[Original: " in line.text
    assert numbered > 20
