"""The lines drawn on a PDF page: rulings that part table cells, and strokes through text."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_chars import Frame, Line

_THIN = 3.0  # points: a rectangle this thin is a line
_SLANT = 0.5  # points off the straight that a ruling may be
_MOST = 6000  # a page with more paths is a drawing, not a table


@dataclass(frozen=True, slots=True)
class Ruling:
    """A level or upright line: `at` is its fixed coordinate, `start` to `end` its extent.

    `edge` says that it is the side of a box.
    """

    level: bool
    at: float
    start: float
    end: float
    edge: bool = False


def read_rulings(page: pdfium.PdfPage, frame: Frame) -> list[Ruling]:
    """All straight lines drawn on the page, thin boxes and box edges included."""
    found: list[Ruling] = []
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)
    for count, obj in enumerate(paths):
        if count > _MOST:
            return []
        if _is_drawn(obj.raw):
            found += _rulings_of(obj, frame)
    return found


def mark_struck(lines: Sequence[Line], rulings: Sequence[Ruling]) -> None:
    """Mark the characters of lines that a stroke crosses out.

    A stroke runs at the height of the middle of small letters, begins and ends with a
    character, and leaves none out: a table's border or a box behind text does not.
    """
    strokes = [r for r in rulings if r.level and not r.edge]
    for line in lines if strokes else ():
        ink = line.ink
        size, baseline = line.size, median(c.bottom for c in ink)
        for stroke in strokes:
            if not baseline - 0.55 * size < stroke.at < baseline - 0.12 * size:
                continue
            crossed = [c for c in ink if stroke.start - 1 <= c.middle <= stroke.end + 1]
            if (
                crossed
                and abs(min(c.x0 for c in crossed) - stroke.start) < 0.5 * size
                and abs(max(c.x1 for c in crossed) - stroke.end) < 0.5 * size
                and any(c.text.isalnum() for c in crossed)
            ):
                for char in crossed:
                    char.struck = True


def _is_drawn(handle: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    return bool(fill.value or stroke.value)


def _rulings_of(obj: pdfium.PdfObject, frame: Frame) -> list[Ruling]:
    matrix = obj.get_matrix()
    points: list[tuple[float, float]] = []
    found: list[Ruling] = []
    boxes: list[tuple[float, float, float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    total = raw.FPDFPath_CountSegments(obj.raw)
    if total > 400:
        return []
    for i in range(total):
        segment = raw.FPDFPath_GetPathSegment(obj.raw, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            boxes += _closed(points)
            points = []
        elif kind != raw.FPDF_SEGMENT_LINETO:
            return []  # a curve: part of a drawing
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(frame.point(*matrix.on_point(x.value, y.value)))
    boxes += _closed(points)
    for x0, top, x1, bottom in boxes:
        found += _edges(x0, top, x1, bottom)
    return found


def _closed(points: list[tuple[float, float]]) -> list[tuple[float, float, float, float]]:
    """The box around a sub-path, if it is a straight line or an upright rectangle."""
    if len(points) < 2:
        return []
    for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
        if abs(ax - bx) > _SLANT and abs(ay - by) > _SLANT:
            return []
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return [(min(xs), min(ys), max(xs), max(ys))]


def _edges(x0: float, top: float, x1: float, bottom: float) -> list[Ruling]:
    wide, high = x1 - x0, bottom - top
    if wide <= _THIN and high <= _THIN:
        return []
    if high <= _THIN:
        return [Ruling(True, (top + bottom) / 2, x0, x1)]
    if wide <= _THIN:
        return [Ruling(False, (x0 + x1) / 2, top, bottom)]
    return [
        Ruling(True, top, x0, x1, edge=True),
        Ruling(True, bottom, x0, x1, edge=True),
        Ruling(False, x0, top, bottom, edge=True),
        Ruling(False, x1, top, bottom, edge=True),
    ]
