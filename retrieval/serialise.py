"""Answers and comparisons as the JSON objects that other programs read."""

from __future__ import annotations

from typing import Any

from corpus.models import Answer, Citation, Hit, Statement
from retrieval.comparison.cells import Cell, Finding
from retrieval.comparison.matrix import Matrix
from retrieval.comparison.summaries import summaries


def to_json(answer: Answer) -> dict[str, Any]:
    """The object of the contract in DESIGN.md, less its `id`."""
    coverage = answer.coverage
    return {
        "question": answer.question,
        "resolved_question": answer.resolved_question,
        "outcome": answer.outcome,
        "statements": [_statement(s) for s in answer.statements],
        "missing": list(answer.missing),
        "notes": list(answer.notes),
        "nearest": [
            {"text": s.text, "citations": [_citation(c) for c in s.citations]}
            for s in answer.nearest
        ],
        "passages": [_passage(rank, hit) for rank, hit in enumerate(answer.hits, start=1)],
        "coverage": {
            "reports": coverage.reports,
            "areas": list(coverage.areas),
            "oldest": coverage.oldest,
            "newest": coverage.newest,
            "skipped": coverage.skipped,
        },
        "seconds": {name: round(value, 4) for name, value in answer.seconds.items()},
    }


def matrix_to_json(matrix: Matrix) -> dict[str, Any]:
    """The object of the contract in DESIGN.md, with what each theme comes to.

    Beyond the contract, a statement's `about` names the part of the area, or the other place,
    that it speaks of (null where that is the area); `others` holds what other reports of the
    area say, and `date` is the date of the report shown.
    """
    return {
        "themes": list(matrix.themes),
        "areas": list(matrix.areas),
        "cells": [_cell(cell) for cell in matrix.cells],
        "summaries": [
            {"theme": one.theme, "text": one.text, "figures": one.figures}
            for one in summaries(matrix)
        ],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    searched = cell.searched
    return {
        "area": cell.area,
        "theme": cell.theme,
        "state": cell.state,
        "date": cell.date,
        "statements": [_finding(f) for f in cell.findings],
        "others": [_finding(f) for f in cell.others],
        "notes": list(cell.notes),
        "searched": {
            "reports": searched.reports,
            "oldest": searched.oldest,
            "newest": searched.newest,
        },
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {**_statement(finding.statement), "about": finding.about or None}


def _statement(statement: Statement) -> dict[str, Any]:
    span = statement.answer
    return {
        "text": statement.text,
        "kind": statement.kind,
        "answer": {"start": span.start, "end": span.end} if span else None,
        "citations": [_citation(c) for c in statement.citations],
    }


def _citation(cited: Citation) -> dict[str, Any]:
    return {
        "report_id": cited.report_id,
        "file": cited.file,
        "title": cited.title,
        "body": cited.body,
        "areas": list(cited.areas),
        "committee": cited.committee,
        "date": cited.date,
        "page": cited.page,
        "page_label": cited.page_label,
        "paragraph": cited.paragraph,
        "heading": cited.heading,
        "quote": cited.quote,
        "start": cited.start,
        "end": cited.end,
    }


def _passage(rank: int, hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "rank": rank,
        "report_id": passage.report_id,
        "file": hit.report.file,
        "page": passage.page if hit.report.paged else None,
        "paragraph": passage.paragraph,
        "heading": passage.headings[-1] if passage.headings else None,
        "text": passage.text,
        "score": round(hit.score, 6),
    }
