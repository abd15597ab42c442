"""An answer on the screen: statements with citation chips, what is missing, what was searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from app_pages.compare_choice import Choice
from app_pages.inert import html, label, marked, notice
from app_pages.passage import open_passage
from app_pages.taken import draw_taken
from app_pages.wording import citation_in_words, coverage_in_words
from corpus.models import Answer, Citation, Comparison, Coverage, Report, Statement

NOTHING = "The reports searched do not answer this."


def draw_answer(
    answer: Answer,
    reports: Mapping[str, Report],
    key: str,
    ask_instead: Callable[[str], None] | None = None,
) -> None:
    """Draws an answer. `key` tells its chips from those of other answers; `reports` by id.

    `ask_instead` is called where the reader puts the question, as it was taken, differently.
    """
    if " ".join(answer.resolved_question.split()) != " ".join(answer.question.split()):
        draw_taken(answer.resolved_question, key, ask_instead)
    if answer.outcome == "not_found":
        st.html(f"<div class='sba lead'>{html(NOTHING)}</div>")
    heading = ""
    for number, statement in enumerate(answer.statements):
        areas = ", ".join(statement.citations[0].areas)
        if answer.comparison and areas != heading:
            heading = areas
            st.html(f"<div class='sba lead'>{html(areas)}</div>")
        draw_statement(statement, reports, f"{key}-{number}")
    for part in answer.missing:
        st.warning(label(part), icon=":material/help:")
    for note in answer.notes:
        st.info(notice(note), icon=":material/info:")
    if answer.outcome == "not_found" and answer.nearest:
        st.html("<div class='sba quiet'>Nearest, not an answer:</div>")
        for number, statement in enumerate(answer.nearest):
            draw_statement(statement, reports, f"{key}-near-{number}", nearest=True)
    if answer.comparison:
        _offer_matrix(answer.comparison)
    draw_coverage(answer.coverage)


def _offer_matrix(asked: Comparison) -> None:
    """A way to the same areas side by side, where other themes can be added."""
    st.page_link(
        "app_pages/compare.py",
        label="Set these areas side by side",
        icon=":material/table_chart:",
        query_params=Choice(asked.areas, (asked.theme,)).parameters,
    )


def draw_statement(
    statement: Statement, reports: Mapping[str, Report], key: str, *, nearest: bool = False
) -> None:
    """Draws a statement as text, the span asked for marked, with a chip for each citation."""
    spans = [statement.answer] if statement.answer and not nearest else []
    tag = "" if statement.kind != "ours" else "<span class='tag'>Worked out by this program</span>"
    look = "nearest" if nearest else "statement"
    text = marked(statement.text, spans)
    with st.container(gap="xsmall", key=f"statement-{key}"):
        st.html(f"<div class='sba {look}'>{tag}<p class='text'>{text}</p></div>")
        with st.container(horizontal=True, gap="small", key=f"chips-{key}"):
            for number, (cited, words) in enumerate(chips(statement, reports)):
                quote = ":material/format_quote:"
                if st.button(label(words), key=f"cite-{key}-{number}", icon=quote):
                    open_passage(cited, statement)


def chips(statement: Statement, reports: Mapping[str, Report]) -> list[tuple[Citation, str]]:
    """The first citation of each passage, with the words on its chip: one opens them all."""
    counts = Counter((c.report_id, c.ordinal) for c in statement.citations)
    first = {(c.report_id, c.ordinal): c for c in reversed(statement.citations)}
    made = []
    for passage, rows in counts.items():
        cited = first[passage]
        words = citation_in_words(cited)
        report = reports.get(cited.report_id)
        if report is not None and report.metadata.digest_of:
            words += " (digest)"
        if statement.kind == "ours" and rows > 1:
            words += f", {rows} rows"
        made.append((cited, words))
    return made


def draw_coverage(coverage: Coverage) -> None:
    """Draws the line that says what was searched."""
    st.html(f"<div class='sba quiet'>{html(coverage_in_words(coverage))}</div>")


def by_id(reports: Sequence[Report]) -> dict[str, Report]:
    """Reports by their ids."""
    return {report.id: report for report in reports}
