"""Reports without text, for the tests of which reports are asked."""

from __future__ import annotations

from corpus.models import Metadata, Report


def report(
    name: str, *codes: str, date: str | None = "2023-01-31", body: str | None = "A body"
) -> Report:
    """A report for some areas, with a date as precise as it may be."""
    about = Metadata(f"Title of {name}", body=body, date=date, area_codes=codes)
    return Report(name, f"{name}.pdf", f"{name}.pdf", name, about, True, 1, 1, 1, 0)
