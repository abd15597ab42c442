"""What ingest says of each file: the rows of its table and of its JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from corpus.areas import area
from corpus.models import Report

Status = Literal["added", "updated", "unchanged", "duplicate", "failed", "removed", "skipped"]
Stage = Literal["reading", "embedding", "stored"]


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file's outcome. `report_id` is the report that now holds it, if any does.

    `path` is the report's key: relative to the argument given. `seconds` is time spent.
    """

    file: str
    status: Status
    path: str
    report_id: str | None = None
    title: str | None = None
    body: str | None = None
    committee: str | None = None
    areas: tuple[str, ...] = ()
    area_codes: tuple[str, ...] = ()
    date: str | None = None
    pages: int = 0
    pages_with_text: int = 0
    passages: int = 0
    tables: int = 0
    warnings: tuple[str, ...] = ()
    error: str | None = None
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The row as JSON has it."""
        row = asdict(self)
        row["seconds"] = round(self.seconds, 3)
        return row


@dataclass(frozen=True, slots=True)
class Event:
    """How far ingest is: `done` of `total` files, now at `stage` of the file at `path`.

    `part` is the share of the stage that is done, 0 to 1.
    """

    path: str
    stage: Stage
    done: int
    total: int
    part: float = 0.0


Progress = Callable[[Event], None]


def row_for(
    report: Report,
    status: Status,
    *,
    warnings: tuple[str, ...] = (),
    seconds: float = 0.0,
) -> FileResult:
    """The row of a report that is held; `warnings` come after the report's own."""
    about = report.metadata
    return FileResult(
        file=report.file,
        status=status,
        path=report.path,
        report_id=report.id,
        title=about.title,
        body=about.body,
        committee=about.committee,
        areas=tuple(area(code).name for code in about.area_codes),
        area_codes=about.area_codes,
        date=about.date,
        pages=report.pages,
        pages_with_text=report.pages_with_text,
        passages=report.passages,
        tables=report.tables,
        warnings=report.warnings + warnings,
        seconds=seconds,
    )
