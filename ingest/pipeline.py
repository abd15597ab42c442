"""The door to the store for those who change it: ingest, remove, rebuild, and look.

Each report goes in by itself, whole: whatever stops a run, every report is in its old state
or its new one, and running again goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus.embedding import model_name
from corpus.errors import UsageError
from corpus.models import Page, Report
from corpus.store import LOG, Store, open_store, store_folder, writing
from ingest.files import gather, key_of
from ingest.passages import PASSAGES_VERSION
from ingest.readers import SUPPORTED
from ingest.results import FileResult, Progress, row_for
from ingest.run import Run
from ingest.sandbox import Sandbox


def ingest(
    paths: Sequence[Path],
    store_dir: Path | None = None,
    progress: Progress | None = None,
    *,
    rows: list[FileResult] | None = None,
) -> list[FileResult]:
    """Brings the store up to date with files and folders; a row for each file, by path.

    `rows` is filled as files are done, for one who must know after an interruption. Raises
    ScrutinyError, with a sentence, where nothing can be done at all: a missing path, a broken
    manifest, a store that is locked or made with another model.
    """
    rows = [] if rows is None else rows
    candidates, untaken = gather(paths, SUPPORTED, store_folder(store_dir))
    rows.extend(untaken)
    with writing(store_dir) as store:
        store.catalogue.check_model(model_name(), passages=PASSAGES_VERSION)
        with Sandbox(store.folder / LOG) as sandbox:
            Run(store, rows, progress or (lambda event: None)).go(candidates, sandbox)
    rows.sort(key=lambda row: row.path)
    return rows


def remove(names: Sequence[str], store_dir: Path | None = None) -> list[FileResult]:
    """Removes the reports that go by these ids, paths or file names, or none of them.

    Raises UsageError where a name fits no report, or more than one: then it lists them.
    """
    open_store(store_dir).close()  # never makes a store
    with writing(store_dir) as store:
        reports = {report.id: report for report in (_only(store, name) for name in names)}
        for report_id in reports:
            store.remove(report_id)
    return [row_for(report, "removed") for report in reports.values()]


def held(store_dir: Path | None = None) -> list[FileResult]:
    """A row for every report held, by path."""
    store = open_store(store_dir)
    try:
        return [row_for(report, "unchanged") for report in store.catalogue.reports()]
    finally:
        store.close()


def page(name: str, number: int, store_dir: Path | None = None) -> tuple[Report, Page]:
    """One page (1-based) of the report that goes by this id, path or file name."""
    store = open_store(store_dir)
    try:
        report = _only(store, name)
        return report, store.catalogue.page(report.id, number)
    finally:
        store.close()


def verify(store_dir: Path | None = None) -> list[str]:
    """What is wrong with the store, in sentences; empty when nothing is."""
    store = open_store(store_dir)
    try:
        return store.catalogue.check() + store.vectors.verify(store.catalogue)
    finally:
        store.close()


def rebuild(store_dir: Path | None = None) -> int:
    """Makes the vector index anew from the catalogue, embedding nothing; how many vectors."""
    open_store(store_dir).close()
    with writing(store_dir) as store:
        return store.rebuild()


def _only(store: Store, name: str) -> Report:
    key = key_of(name)
    fits = [r for r in store.catalogue.reports() if key in (r.id, r.path, key_of(r.file))]
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise UsageError(
            f'No report goes by the name "{name}": `python -m ingest --list` shows what is held.'
        )
    listed = "; ".join(f"{report.id} ({report.path})" for report in fits)
    raise UsageError(f'"{name}" fits {len(fits)} reports, so name one by its id: {listed}.')
