"""Adding and removing reports from the pages: starts the job, shows its progress and outcome."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from app_pages import holding
from app_pages.inert import label, notice
from app_pages.jobs import Job, Jobs, Row
from app_pages.originals import SHIPPED
from app_pages.uploads import Upload, keep, let_go
from app_pages.wording import count
from corpus.catalogue import Catalogue
from corpus.errors import ScrutinyError, StoreEmpty

GLANCE = 0.3  # seconds between two looks at a job
_ADVICE = {
    "scanned": "A scanned paper has to be put through text recognition (OCR) first.",
}
_OUTCOMES = "outcomes"
_NOT_WRITTEN = (
    "The store’s folder could not be written to: check that the disk has room and that the folder "
    "is yours to change."
)

log = logging.getLogger(__name__)


@st.cache_resource(show_spinner=False)
def _jobs(store: str) -> Jobs:
    return Jobs()


def add_uploads(uploads: Sequence[Upload]) -> None:
    """Starts putting uploads into the store."""
    store = holding.folder()
    _start(lambda: [*map(str, keep(store, uploads)), "--store", str(store)])


def add_shipped() -> None:
    """Starts putting the digests that come with the program into the store."""
    _start(lambda: [str(SHIPPED), "--store", str(holding.folder())])


def remove(report_id: str) -> None:
    """Starts removing a report."""
    _start(lambda: ["--remove", report_id, "--store", str(holding.folder())])


def busy() -> bool:
    """Whether the reports held are being changed."""
    job = _jobs(str(holding.folder())).latest()
    return job is not None and not job.done.is_set()


def _start(prepare: Callable[[], Sequence[str]]) -> None:
    try:
        _jobs(str(holding.folder())).start(prepare, lambda: _clear_up(holding.folder()))
    except (ScrutinyError, OSError) as error:
        log.exception("an ingest could not be started")
        said = str(error) if isinstance(error, ScrutinyError) else _NOT_WRITTEN
        st.session_state[_OUTCOMES] = [("bad", said)]


def _clear_up(store: Path) -> None:
    try:
        catalogue = Catalogue(store)
    except StoreEmpty:
        let_go(store, ())
        return
    try:
        let_go(store, {report.sha256 for report in catalogue.reports()})
    finally:
        catalogue.close()


def follow(refused: Sequence[str] = ()) -> None:
    """Shows the progress of a running job until it ends, then its outcome on a fresh run.

    `refused` are sentences on files that were not given to it, to be shown again with the rest.
    """
    jobs = _jobs(str(holding.folder()))
    job = jobs.latest()
    if job is None:
        return
    if not job.done.is_set():
        bar = st.progress(0.0)
        while not job.done.wait(GLANCE):
            bar.progress(job.part, text=label(job.what))
    st.session_state[_OUTCOMES] = [*sentences(job), *(("bad", said) for said in refused)]
    jobs.forget(job)
    st.rerun()


def outcomes() -> None:
    """Shows, once, how the last job ended."""
    for kind, sentence in st.session_state.pop(_OUTCOMES, []):
        show = {"good": st.success, "bad": st.error}.get(kind, st.warning)
        show(notice(sentence))


def sentences(job: Job) -> list[tuple[str, str]]:
    """How a job ended: ("good", "bad" or "note", sentence) for each thing to say."""
    made: list[tuple[str, str]] = []
    for status, verb in (("added", "added"), ("updated", "updated"), ("removed", "removed")):
        names = [str(row["file"]) for row in job.rows if row["status"] == status]
        if names:
            made.append(("good", f"{count(len(names), 'report')} {verb}: {', '.join(names)}."))
    for row in job.rows:
        made += _of_row(row)
    if job.fault:
        made.append(("bad", job.fault))
    return made


def _of_row(row: Row) -> list[tuple[str, str]]:
    name = row["file"]
    if row["status"] == "failed":
        said = str(row["error"])
        more = [text for word, text in _ADVICE.items() if word in said]
        return [("bad", " ".join([said, *more, *row["warnings"]]))]
    if row["status"] == "unchanged":
        return [("note", f"{name} is held already, with the same contents: nothing was changed.")]
    if row["status"] == "skipped":
        return []
    return [("note", f"{name}: {warning}") for warning in row["warnings"]]
