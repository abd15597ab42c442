"""A citation in words, as a councillor would read it out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from corpus.models import Citation


def line(cited: Citation) -> str:
    """Body, committee, date, title, paragraph and page, without what is not known."""
    parts = [
        cited.body,
        cited.committee,
        day(cited.date) if cited.date else None,
        cited.title,
        paragraph(cited),
        page(cited),
    ]
    return ", ".join(part for part in parts if part)


def lines(citations: Iterable[Citation]) -> list[str]:
    """Citations in words, each once: two quotes of a paragraph read alike."""
    return list(dict.fromkeys(map(line, citations)))


def paragraph(cited: Citation) -> str | None:
    """The paragraph's number; None where it has none."""
    return f"paragraph {cited.paragraph}" if cited.paragraph else None


def page(cited: Citation) -> str | None:
    """The page as printed, with the PDF's own number where it differs; None without pages."""
    if cited.page is None:
        return None
    if cited.page_label:
        return f"page {cited.page_label} (PDF page {cited.page})"
    return f"page {cited.page}"


def day(date: str) -> str:
    """An ISO date in words, as precise as it is: "31 January 2023", "June 2023", "2023"."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return date
    month = datetime.date(parts[0], parts[1], 1).strftime("%B")
    return " ".join([*(str(p) for p in parts[2:]), month, str(parts[0])])
