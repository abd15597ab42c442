"""A PDF page as a picture with quotes outlined. Drawn in a child process: PDFs are hostile.

`python -m app_pages.page_picture FILE PAGE SCALE` is that child; it writes a PNG to standard
output.
"""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, UnidentifiedImageError

from corpus.errors import ReadError
from corpus.models import Page, Span, Word
from corpus.settings import settings

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
SCALE = 2.0  # pixels a point
SECONDS = 30
MOST_PIXELS = 4000  # a side; a poster is drawn smaller


def picture(file: Path, page: Page, quotes: Iterable[Span]) -> bytes:
    """A PNG of a page of a PDF with the words of the quotes outlined.

    Raises ReadError where the page cannot be drawn.
    """
    drawn, scale = _page(file, page.number)
    with Image.open(io.BytesIO(drawn)) as opened:
        image = opened.convert("RGB")
    pen = ImageDraw.Draw(image, "RGBA")
    for quote in quotes:
        words = [w for w in page.words if w.start < quote.end and w.end > quote.start]
        for x0, top, x1, bottom in _lines(words):
            box = (x0 * scale - 3, top * scale - 3, x1 * scale + 3, bottom * scale + 3)
            pen.rectangle(box, fill=(255, 214, 102, 60), outline=(184, 144, 43, 255), width=2)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _lines(words: Sequence[Word]) -> list[tuple[float, float, float, float]]:
    """Boxes of words, those side by side on a line put together."""
    boxes: list[tuple[float, float, float, float]] = []
    for word in words:
        box = (word.x0, word.top, word.x1, word.bottom)
        if boxes:
            x0, top, x1, bottom = boxes[-1]
            height = bottom - top
            if abs(word.bottom - bottom) < height / 2 and -1 <= word.x0 - x1 < 2 * height:
                boxes[-1] = (x0, min(top, word.top), word.x1, max(bottom, word.bottom))
                continue
        boxes.append(box)
    return boxes


@lru_cache(maxsize=16)
def _page(file: Path, number: int) -> tuple[bytes, float]:
    command = [sys.executable, "-m", "app_pages.page_picture", str(file), str(number), str(SCALE)]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=SECONDS, check=True)
        head, _, png = done.stdout.partition(b"\n")
        scale = float(head)
        with Image.open(io.BytesIO(png)) as image:
            image.verify()
    except (subprocess.SubprocessError, OSError, ValueError, UnidentifiedImageError) as error:
        log.warning("page %d of %s was not drawn: %s", number, file, error)
        raise ReadError(
            f"Page {number} of {file.name} could not be drawn; its text is above."
        ) from error
    return png, scale


def _draw(file: str, number: int, scale: float) -> None:
    import pypdfium2

    page = pypdfium2.PdfDocument(file)[number - 1]
    scale = min(scale, MOST_PIXELS / max(page.get_size()))
    out = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(out, "PNG")
    sys.stdout.buffer.write(f"{scale}\n".encode() + out.getvalue())


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    most = settings().parse_memory_mb << 20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    _limit_memory()
    _draw(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
