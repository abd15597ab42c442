"""Between the central types and the catalogue's rows: each pair of functions is an inverse."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from corpus.models import Dropped, Metadata, Page, Passage, Report, Span, Unit, Word

PASSAGE_COLUMNS = (
    "p.report AS report_id, p.ordinal, p.page, p.kind, p.start, p.end, p.text, p.indexed, "
    "p.headings, p.paragraph, p.continues, p.units"
)
REPORT_COLUMNS = (
    "id, path, file, sha256, metadata, paged, pages, pages_with_text, passages, tables, warnings"
)


def dumps(value: Any) -> str:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack_words(words: Sequence[Word]) -> bytes:
    """Word places as a blob; boxes are kept to a hundredth of a point."""
    table = np.array(
        [(w.start, w.end, *(round(v * 100) for v in (w.x0, w.top, w.x1, w.bottom))) for w in words],
        dtype="<i4",
    ).reshape(-1, 6)
    return zlib.compress(table.T.tobytes())  # a column's values are alike, and pack better


def unpack_words(blob: bytes) -> tuple[Word, ...]:
    """The words of `pack_words`."""
    table = np.frombuffer(zlib.decompress(blob), dtype="<i4").reshape(6, -1).T
    return tuple(
        Word(s, e, x0 / 100, top / 100, x1 / 100, bottom / 100)
        for s, e, x0, top, x1, bottom in table.tolist()
    )


def pack_dropped(dropped: Sequence[Dropped]) -> str:
    """Dropped text as JSON."""
    return dumps([[d.kind, d.text, d.at] for d in dropped])


def page_from(row: sqlite3.Row) -> Page:
    """A page from (number, text, label, words, dropped)."""
    number, text, label, words, dropped = row
    return Page(
        number=number,
        text=text,
        label=label,
        words=unpack_words(words),
        dropped=tuple(Dropped(*item) for item in json.loads(dropped)),
    )


def pack_units(units: Sequence[Unit]) -> str:
    """Units as JSON."""
    return dumps(
        [
            [
                u.start,
                u.end,
                u.text,
                [[s.start, s.end] for s in u.quotes],
                [[h, s.start, s.end] for h, s in u.cells],
            ]
            for u in units
        ]
    )


def passage_from(row: sqlite3.Row) -> Passage:
    """A passage from PASSAGE_COLUMNS."""
    values = dict(row)
    values["headings"] = tuple(json.loads(values["headings"]))
    values["continues"] = bool(values["continues"])
    values["units"] = tuple(
        Unit(
            start,
            end,
            text,
            tuple(Span(s, e) for s, e in quotes),
            tuple((h, Span(s, e)) for h, s, e in cells),
        )
        for start, end, text, quotes, cells in json.loads(values["units"])
    )
    return Passage(**values)


def passage_values(passage: Passage) -> tuple[Any, ...]:
    """A passage as the values of its row, after the key."""
    p = passage
    return (
        *(p.report_id, p.ordinal, p.page, p.kind, p.start, p.end, p.text, p.indexed),
        *(dumps(p.headings), p.paragraph, int(p.continues), pack_units(p.units)),
    )


def report_values(report: Report, fingerprint: str) -> dict[str, Any]:
    """A report as the values of its row, by column."""
    values = asdict(report)
    values["metadata"] = dumps(values["metadata"])
    values["warnings"] = dumps(values["warnings"])
    values["paged"] = int(report.paged)
    values["fingerprint"] = fingerprint
    return values


def report_from(row: sqlite3.Row) -> Report:
    """A report from REPORT_COLUMNS."""
    values = dict(row)
    metadata = json.loads(values.pop("metadata"))
    metadata["area_codes"] = tuple(metadata["area_codes"])
    warnings = tuple(json.loads(values.pop("warnings")))
    paged = bool(values.pop("paged"))
    return Report(**values, paged=paged, metadata=Metadata(**metadata), warnings=warnings)
