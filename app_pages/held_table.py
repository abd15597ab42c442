"""The table of the reports held, as HTML: rows on a wide screen, cards on a narrow one."""

from __future__ import annotations

from collections.abc import Iterable

from app_pages.inert import html
from app_pages.wording import area_labels, date_in_words, digest_in_words
from corpus.models import Report


def held_table(reports: Iterable[Report]) -> str:
    """A row for each report: title, body, areas, date, pages, passages and warnings."""
    heads = ("Report", "Areas", "Date")
    head = "".join(f"<th scope='col'>{name}</th>" for name in heads)
    head += "".join(f"<th scope='col' class='number'>{n}</th>" for n in ("Pages", "Passages"))
    rows = "".join(map(_row, reports))
    return f"<table class='held'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def matching(reports: Iterable[Report], wanted: str) -> list[Report]:
    """The reports whose title, body, committee, areas, date or file hold every word wanted."""
    words = wanted.casefold().split()
    return [report for report in reports if all(word in _said_of(report) for word in words)]


def _said_of(report: Report) -> str:
    about = report.metadata
    known = [about.title, about.body, about.committee, about.date, report.file]
    if about.date:
        known.append(date_in_words(about.date))
    return " ".join([*(k for k in known if k), *area_labels(report)]).casefold()


def _row(report: Report) -> str:
    about = report.metadata
    body = ", ".join(part for part in (about.body, about.committee) if part)
    cell = f"<span class='title'>{html(about.title)}</span><br>"
    cell += f"{html(body)}<br>" if body else ""
    if digest := digest_in_words(report):
        cell += f"<span class='tag'>{html(digest)}</span><br>"
    cell += f"<span class='quiet'>{html(report.file)}</span>"
    cell += "".join(f"<span class='warning'>{html(warning)}</span>" for warning in report.warnings)
    date = date_in_words(about.date) if about.date else "not known"
    pages = f"{report.pages:,}" if report.paged else "–"
    return (
        f"<tr><td>{cell}</td>"
        f"<td data-name='Areas'>{html(', '.join(area_labels(report)) or 'not known')}</td>"
        f"<td data-name='Date'>{html(date)}</td>"
        f"<td data-name='Pages' class='number'>{pages}</td>"
        f"<td data-name='Passages' class='number'>{report.passages:,}</td></tr>"
    )
