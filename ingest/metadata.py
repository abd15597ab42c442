"""What a document says of itself: title, body, committee, date and the places it is for."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.models import Document, Metadata
from ingest.manifest import merge, read_manifest
from ingest.report_committee import committee_and_date
from ingest.report_dates import date_in_file_name, full_date, month_date, whole_date
from ingest.report_head import Head, read_head, tidy
from ingest.report_places import body_and_areas
from ingest.report_title import title

__all__ = ["infer", "merge", "read_manifest"]

_HELD_ON = re.compile(r"\b(?:held|meeting)\b[^.]{0,120}?\bon\b(.{0,40})", re.IGNORECASE | re.DOTALL)
_ABOUT_ELSE = re.compile(
    r":|\b(?:submitted|by|from|before|since|until|deadline|as at|between|to|update[d]?|version"
    r"|commenc\w+|effective|printed)\b",
    re.IGNORECASE,
)
_LINES, _MASTHEAD = 40, 15
_SHORT = 12  # words


def infer(path: Path, document: Document) -> Metadata:
    """The metadata that the document itself carries; the file's time is never asked.

    `date` is ISO and as precise as printed. What the document doesn't say is None or empty;
    the title falls back on the file's name.
    """
    head = read_head(document)
    committee, meeting_date = committee_and_date(head)
    name = title(path, document, head, committee)
    body, codes = body_and_areas(document, head, name, committee)
    date = meeting_date or _date(head) or month_date(document.title or "")
    return Metadata(
        title=name,
        body=body,
        committee=committee,
        date=date or date_in_file_name(path.stem),
        area_codes=codes,
    )


def _date(head: Head) -> str | None:
    """The date that the head gives: labelled, of the meeting, or on a line of its own."""
    for value in head.values("date"):
        if found := month_date(value):
            return found
    held = _HELD_ON.search("\n".join(head.lines[:_LINES]))
    if held and (dated := full_date(held[1])):
        return dated[0]
    for line in head.lines[:_LINES]:
        if found := whole_date(line):
            return found
    for line in head.lines[:_MASTHEAD]:
        dated = full_date(tidy(line))
        short = len(line.split()) <= _SHORT and not _ABOUT_ELSE.search(line)
        if dated and short and dated[2] == len(tidy(line)):
            return dated[0]
    return None
