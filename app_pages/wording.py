"""What the pages say of dates, citations and coverage. Plain strings: nothing is drawn here."""

from __future__ import annotations

from datetime import date

from corpus.areas import area
from corpus.models import Citation, Coverage, Report

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def date_in_words(iso: str) -> str:
    """An ISO date, as precise as it is: "31 January 2023", "June 2023" or "2023"."""
    year, *rest = iso.split("-")
    words = [year]
    if rest:
        words.insert(0, _MONTHS[int(rest[0]) - 1])
    if len(rest) > 1:
        words.insert(0, str(int(rest[1])))
    return " ".join(words)


def age_in_words(iso: str, today: date) -> str:
    """How old something of an ISO date is: "3 years old", "5 months old", "this month"."""
    year, *month = map(int, iso.split("-")[:2])
    months = (today.year - year) * 12 + (today.month - month[0] if month else 0)
    if months < 0:
        return "still to come"
    if months == 0:
        return "this month" if month else "this year"
    return f"{count(months // 12, 'year') if months >= 24 else count(months, 'month')} old"


def place_in_words(paragraph: str | None, page: int | None, label: str | None) -> str:
    """Where in a report: "para 2.1.1, page 12 (PDF page 14)"; empty where nothing is known."""
    parts = [f"para {paragraph}"] if paragraph else []
    if page is not None:
        parts.append(f"page {label} (PDF page {page})" if label else f"page {page}")
    return ", ".join(parts)


def citation_in_words(cited: Citation) -> str:
    """A citation to read out: body, committee, date, paragraph and page, as far as known.

    A report that says neither body nor date goes by its title.
    """
    parts = [cited.body, cited.committee, cited.date and date_in_words(cited.date)]
    if not cited.body:
        parts.insert(0, cited.title)
    parts.append(place_in_words(cited.paragraph, cited.page, cited.page_label))
    return ", ".join(part for part in parts if part)


def coverage_in_words(coverage: Coverage) -> str:
    """What was searched: "Searched 5 reports of 5 bodies, March 2021 to April 2024"."""
    if not coverage.reports:
        line = "No report was searched: none that is held fits"
    else:
        line = f"Searched {count(coverage.reports, 'report')}"
        if coverage.bodies:
            line += f" of {count(coverage.bodies, 'body', 'bodies')}"
        if dates := period_in_words(coverage.oldest, coverage.newest):
            line += f", {dates}"
    if coverage.skipped:
        line += f" ({coverage.skipped:,} without a date left out)"
    return line


def period_in_words(oldest: str | None, newest: str | None) -> str:
    """As "March 2021 to April 2024", to the month; empty where no date is known."""
    if not oldest or not newest:
        return ""
    first, last = (date_in_words(date[:7]) for date in (oldest, newest))
    return first if first == last else f"{first} to {last}"


def digest_in_words(report: Report) -> str | None:
    """For a digest, that it is one and of what; None for any other report."""
    original = report.metadata.digest_of
    return original and f"Digest – written for this program; the original: “{original}”"


def area_labels(report: Report) -> list[str]:
    """The areas that a report is for, as shown."""
    return [area_label(code) for code in report.metadata.area_codes]


def area_label(code: str) -> str:
    """An area's name as shown; one that has ended since goes by its code."""
    return area(code).label


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 report", "1,204 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
