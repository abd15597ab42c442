"""What the tests of the PDF reader share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4

from corpus.models import Document
from ingest.readers import read
from tests.ingest.pdfs import Draw, write_pdf
from tests.ingest.reading import check_tiling, check_words


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Document]:
    """Reads a PDF with a page for each function, having checked what holds for every page."""

    def make(*pages: Draw, size: tuple[float, float] = A4) -> Document:
        document = read(write_pdf(tmp_path / "paper.pdf", *pages, size=size))
        check_words(document, size)
        check_tiling(document)
        return document

    return make
