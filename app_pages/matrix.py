"""A matrix on the screen: a table whose cells open, drawn in the browser from plain data.

The browser's part (`matrix.js`) sets text as text only, and sends back which chip was clicked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from app_pages.answers import chips
from app_pages.passage import open_passage
from app_pages.wording import age_in_words, count, date_in_words, place_in_words
from corpus.models import Citation, Report, Statement
from retrieval.comparison.cells import Cell, Finding, searched_in_words
from retrieval.comparison.matrix import Matrix
from retrieval.comparison.summaries import Summary, summaries

_HERE = Path(__file__)
JS, CSS = _HERE.with_suffix(".js"), _HERE.with_suffix(".css")
_STATES = {"not_found": "Not found", "not_in_collection": "Not in the collection"}


def draw_matrix(matrix: Matrix, reports: Mapping[str, Report]) -> None:
    """Draws a matrix, and opens the passage of the chip that was clicked. `reports` by id."""
    shown = Shown(reports)
    data = shown.data(matrix)
    # Registered with the app that runs, which tests start anew.
    component = st.components.v2.component(
        "matrix",
        css=CSS.read_text(encoding="utf-8"),
        js=JS.read_text(encoding="utf-8"),
        isolate_styles=False,
    )
    clicked = component(key="matrix", data=data, on_cite_change=lambda: None).cite
    if cited := shown.cited.get(str(clicked)):
        open_passage(*cited)


@dataclass(slots=True)
class Shown:
    """Makes the data that the browser draws, and keeps what each chip on it cites."""

    reports: Mapping[str, Report]
    cited: dict[str, tuple[Citation, Statement]] = field(default_factory=dict)

    def data(self, matrix: Matrix) -> dict[str, Any]:
        """The whole table, as JSON has it."""
        first = matrix.row(matrix.themes[0])
        return {
            "areas": [{"name": cell.area, "held": _held(cell)} for cell in first],
            "rows": [self._row(one, matrix.row(one.theme)) for one in summaries(matrix)],
        }

    def _row(self, summary: Summary, cells: Sequence[Cell]) -> dict[str, Any]:
        lead, _, reasons = (summary.figures or "").partition(": ")
        return {
            "theme": summary.theme,
            "summary": summary.text,
            "figures": {"lead": lead, "text": reasons} if reasons else None,
            "cells": [self._cell(cell) for cell in cells],
        }

    def _cell(self, cell: Cell) -> dict[str, Any]:
        made: dict[str, Any] = {
            "state": cell.state,
            "notes": list(cell.notes),
            "statements": [self._finding(finding) for finding in cell.findings],
            "others": [self._finding(finding) for finding in cell.others],
        }
        if cell.state == "found":
            made["lead"] = date_in_words(cell.date) if cell.date else "No date"
            made["quiet"] = age_in_words(cell.date, date.today()) if cell.date else ""
            made["more"] = _more(cell)
        else:
            made["lead"] = _STATES[cell.state]
            made["quiet"] = f"Searched {_held(cell)}" if cell.searched.reports else ""
        return made

    def _finding(self, finding: Finding) -> dict[str, Any]:
        statement = finding.statement
        return {
            "text": _parts(statement),
            "about": f"Speaks of {finding.about}" if finding.about else "",
            "chips": [
                self._chip(cited, words, statement)
                for cited, words in chips(statement, self.reports)
            ],
        }

    def _chip(self, cited: Citation, words: str, statement: Statement) -> dict[str, str]:
        # By place, not by number: a click may come from a table drawn before the reports changed.
        key = f"{cited.report_id}:{cited.ordinal}:{cited.start}-{cited.end}"
        self.cited[key] = (cited, statement)
        place = place_in_words(cited.paragraph, cited.page, cited.page_label)
        return {"key": key, "words": words, "place": place or "Where it stands"}


def _held(cell: Cell) -> str:
    """What is held for a cell's area: "2 reports, 31 January 2023 to June 2023"."""
    return searched_in_words(cell) if cell.searched.reports else _STATES["not_in_collection"]


def _more(cell: Cell) -> str:
    """What a cell holds beside the statement shown first."""
    parts = []
    if further := len(cell.findings) - 1:
        parts.append(count(further, "more statement"))
    if cell.others:
        parts.append(count(len(cell.others), "other report"))
    elif cell.notes:
        parts.append(count(len(cell.notes), "note"))
    return " · ".join(parts)


def _parts(statement: Statement) -> list[tuple[str, bool]]:
    """A statement's text in pieces, each with whether it is the span asked for."""
    text, span = statement.text, statement.answer
    if span is None:
        return [(text, False)]
    before, after = text[: span.start], text[span.end :]
    return [(before, False), (text[span.start : span.end], True), (after, False)]
