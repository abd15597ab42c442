"""The characters of a PDF page, with where and how they are printed, in lines.

pdfium's own order is kept: Word and Excel write their PDFs in reading order, cell by cell,
and a quote then stands in any other reader's text as well.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

HYPHEN = "\ufffe"  # pdfium's sign for a hyphen at a line's end
_BOLD = 600  # font weight from which a character counts as bold
_GAP = 0.15  # ems between a number and a word that are printed apart
_FORCE_BOLD = 1 << 18
_LOOSE = 1.15  # ascent and descent of common fonts, in ems


@dataclass(slots=True)
class Char:
    """A printed character; its box in points from the top left. Spaces have no area."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    level: float = 0.0  # height of the middle of the font's line, the same for all its letters
    struck: bool = False

    @property
    def middle(self) -> float:
        """The box's middle from left to right."""
        return (self.x0 + self.x1) / 2


@dataclass(slots=True)
class Line:
    """Characters printed one after another on one line; never empty of ink."""

    chars: list[Char]

    @property
    def ink(self) -> list[Char]:
        return [c for c in self.chars if not c.text.isspace()]

    @property
    def text(self) -> str:
        """What is printed and not struck out."""
        return "".join(c.text for c in self.chars if not c.struck).strip()

    @property
    def x0(self) -> float:
        return min(c.x0 for c in self.ink)

    @property
    def x1(self) -> float:
        return max(c.x1 for c in self.ink)

    @property
    def top(self) -> float:
        return min(c.top for c in self.ink)

    @property
    def bottom(self) -> float:
        return max(c.bottom for c in self.ink)

    @property
    def size(self) -> float:
        """Font size of most of the line, in points."""
        sizes = [round(c.size, 1) for c in self.ink]
        return max(set(sizes), key=sizes.count)

    @property
    def bold(self) -> bool:
        """Whether the line's letters are bold (all but a few)."""
        letters = [c for c in self.ink if c.text.isalnum()] or self.ink
        return sum(c.bold for c in letters) >= 0.9 * len(letters)


class Frame:
    """Turns a page's own coordinates into points from the top left of the page as shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.width, self.height = page.get_size()
        box = page.get_cropbox()
        self._left, self._bottom, self._right, self._top = box
        self._turn = page.get_rotation()

    def point(self, x: float, y: float) -> tuple[float, float]:
        """(x, distance from the top) of a point."""
        if self._turn == 90:
            return y - self._bottom, x - self._left
        if self._turn == 180:
            return self._right - x, y - self._bottom
        if self._turn == 270:
            return self._top - y, self._right - x
        return x - self._left, self._top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """(x0, top, x1, bottom) of a rectangle."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def read_lines(page: pdfium.PdfPage, frame: Frame) -> list[Line]:
    """The page's lines in pdfium's order. Characters outside the page are left out."""
    text_page = page.get_textpage()
    try:
        chars = _read_chars(text_page.raw, frame)
    finally:
        text_page.close()
    lines: list[Line] = []
    current: list[Char] = []
    for char in [*chars, None]:
        if current and (char is None or char.text == "\n" or _wraps(current[-1], char)):
            if any(not c.text.isspace() for c in current):
                lines.append(Line(_number_apart(current)))
            current = []
        if char is not None and char.text != "\n":
            current.append(char)
    return lines


def _number_apart(chars: list[Char]) -> list[Char]:
    """A line's characters with a space after a paragraph's number, where a tab stop made a gap
    too narrow for pdfium to see ("1.6KCC").
    """
    number = re.match(r"\d{1,3}(?:\.\d{1,3})*\.?(?=[A-Z])", "".join(c.text for c in chars[:16]))
    if number is None:
        return chars
    last, following = chars[number.end() - 1], chars[number.end()]
    if following.x0 - last.x1 < _GAP * following.size:
        return chars
    return [*chars[: number.end()], Char(" ", 0, 0, 0, 0, 0, False), *chars[number.end() :]]


def _wraps(last: Char, char: Char) -> bool:
    """Whether a line ends here though pdfium gives no line's end: at a hyphen that it joins."""
    return last.text == HYPHEN and not char.text.isspace() and char.x1 < last.x0


def _read_chars(handle: Any, frame: Frame) -> list[Char]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    flags, loose = ctypes.c_int(), raw.FS_RECTF()
    name = ctypes.create_string_buffer(64)
    found: list[Char] = []
    pending = 0  # a character beyond 16 bits comes as two
    for i in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, i)
        if 0xD800 <= code < 0xDC00:
            pending = code
            continue
        if 0xDC00 <= code < 0xE000:
            if not pending:
                continue
            code = 0x10000 + ((pending - 0xD800) << 10) + (code - 0xDC00)
        pending = 0
        text = _mended(code)
        if not text:
            continue
        if text == "\n" or text == " ":
            found.append(Char(text, 0, 0, 0, 0, 0, False))
            continue
        raw.FPDFText_GetCharBox(handle, i, left, right, bottom, top)
        box = frame.box(left.value, bottom.value, right.value, top.value)
        if box[2] < 0 or box[3] < 0 or box[0] > frame.width or box[1] > frame.height:
            continue
        weight = raw.FPDFText_GetFontWeight(handle, i)
        raw.FPDFText_GetFontInfo(handle, i, name, 64, flags)
        bold = weight >= _BOLD or bool(flags.value & _FORCE_BOLD) or b"bold" in name.value.lower()
        # The loose box spans the font's ascent and descent on the page as drawn; the font
        # size that pdfium tells leaves the drawing's scale out.
        raw.FPDFText_GetLooseCharBox(handle, i, loose)
        size = max(abs(loose.top - loose.bottom) / _LOOSE, box[3] - box[1])
        level = frame.box(loose.left, loose.bottom, loose.right, loose.top)
        found.append(Char(text, *box, size, bold, (level[1] + level[3]) / 2))
    return found


_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl",
              0xFB05: "st", 0xFB06: "st", 0xF0B7: "•", 0xF0A7: "▪", 0x2: HYPHEN,
              0xFFFE: HYPHEN, 0xA: "\n", 0xD: "", 0xAD: "-"}  # fmt: skip
_INVISIBLE = {0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFF}


def _mended(code: int) -> str:
    """The character's text: ligatures parted, white space as a space, invisible signs gone."""
    if code in _LIGATURES:
        return _LIGATURES[code]
    if code in _INVISIBLE or (code < 0x20 and code != 9) or 0x7F <= code < 0xA0:
        return ""
    text = chr(code)
    return " " if text.isspace() else text
