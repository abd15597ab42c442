"""The Reports page: what is held, adding to it, and removing from it."""

from __future__ import annotations

import streamlit as st

from app_pages import changing, holding
from app_pages.held_table import held_table, matching
from app_pages.inert import html, label
from app_pages.uploads import KINDS, Upload, refusals
from app_pages.wording import count, date_in_words
from corpus.models import Report
from corpus.settings import settings
from ingest.readers import SUPPORTED

FIND_FROM = 8  # reports held from which a field to find one is worth its place
SHOWN = 200  # rows drawn at once


def main() -> None:
    """Draws the page."""
    st.title("Reports held", anchor=False)
    changing.outcomes()
    store = holding.held()
    reports = store.catalogue.reports() if store else []
    if not reports:
        _nothing_yet()
    changing.follow()
    # Above the list, so that how it ended is seen without scrolling.
    with st.expander("Add reports", icon=":material/add:", expanded=not reports):
        _upload(reports)
    if reports:
        with st.expander("Remove a report", icon=":material/delete:"):
            _remove(reports)
        _list(reports)


def _nothing_yet() -> None:
    st.html("<div class='sba'><p class='lead'>No reports are held yet.</p></div>")
    st.button(
        "Add the digests that come with this program",
        key="add-shipped",
        on_click=changing.add_shipped,
        disabled=changing.busy(),
    )


def _list(reports: list[Report]) -> None:
    found = reports
    if len(reports) >= FIND_FROM:
        wanted = st.text_input("Find a report", placeholder="Title, body, area or year", key="find")
        found = matching(reports, wanted)
    said = count(len(reports), "report") + " held"
    if len(found) != len(reports):
        said += f", {len(found):,} of them found"
    if len(found) > SHOWN:
        said += f"; the first {SHOWN} are shown"
    st.html(f"<div class='sba quiet'>{html(said)}</div>")
    st.html(f"<div class='sba'>{held_table(found[:SHOWN])}</div>")


def _upload(reports: list[Report]) -> None:
    with st.form("upload", clear_on_submit=True, border=False):
        files = st.file_uploader(
            f"{KINDS}, up to {settings().upload_mb} MB each. They stay on this machine.",
            type=[suffix.lstrip(".") for suffix in sorted(SUPPORTED)],
            accept_multiple_files=True,
            key="files",
        )
        replace = st.checkbox("Replace reports held under the same file name", key="replace")
        sent = st.form_submit_button("Add", type="primary", key="add")
    if not sent:
        return
    if not files:
        st.warning("Choose a file first.")
        return
    uploads = [Upload(file.name, file.getvalue()) for file in files]
    taken, sentences = refusals(uploads, {r.path: r.sha256 for r in reports}, replace)
    for sentence in sentences:
        st.error(label(sentence))
    if taken:
        changing.add_uploads(taken)
        changing.follow(sentences)


def _remove(reports: list[Report]) -> None:
    chosen = st.selectbox(
        "Report",
        [report.id for report in reports],
        index=None,
        format_func={report.id: _named(report) for report in reports}.__getitem__,
        placeholder="Choose the report to remove",
        key="chosen",
    )
    if st.button("Remove …", key="remove", disabled=chosen is None):
        _confirm(next(report for report in reports if report.id == chosen))


def _named(report: Report) -> str:
    about = report.metadata
    parts = [about.title, about.body, about.date and date_in_words(about.date), report.file]
    return " · ".join(part for part in parts if part)


@st.dialog("Remove this report?")
def _confirm(report: Report) -> None:
    st.html(
        f"<div class='sba'><p class='lead'>{html(report.metadata.title)}</p>"
        f"<p>{html(report.file)}, {html(count(report.passages, 'passage'))}. It will no longer be "
        "searched. The file it came from is left where it is; a copy kept of an upload is "
        "deleted.</p></div>"
    )
    yes, no = st.columns(2)
    if yes.button(
        "Remove it",
        type="primary",
        key="remove-yes",
        width="stretch",
        on_click=changing.remove,
        args=(report.id,),
    ):
        st.rerun()
    if no.button("Keep it", key="remove-no", width="stretch"):
        st.rerun()


with holding.page():
    main()
