"""What a saved run holds, as the values that the pages draw: answers, and the evidence wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from corpus.catalogue import passage_key
from corpus.errors import UsageError
from corpus.models import Answer, Citation, Coverage, Passage, Span, Statement
from corpus.store import Store
from eval.judging import Judge
from eval.runs import Item
from eval.sets import Gold
from retrieval.statements import Pages, citation

GONE = -1  # the ordinal of a passage that is held no longer as it was: opening it says so


def answer_of(item: Item, store: Store) -> Answer | None:
    """The answer given, its citations pointing into the store as it is now; None without one."""
    saved = item.answer
    if not saved:
        return None
    coverage = saved["coverage"]
    return Answer(
        question=saved["question"],
        resolved_question=saved["resolved_question"],
        outcome=saved["outcome"],
        statements=tuple(_statement(row, store) for row in saved["statements"]),
        missing=tuple(saved["missing"]),
        notes=tuple(saved["notes"]),
        nearest=tuple(_statement(row, store) for row in saved["nearest"]),
        coverage=Coverage(
            reports=coverage["reports"],
            areas=tuple(coverage["areas"]),
            oldest=coverage["oldest"],
            newest=coverage["newest"],
            skipped=coverage["skipped"],
        ),
    )


def _statement(row: dict[str, Any], store: Store) -> Statement:
    span = row.get("answer")
    return Statement(
        text=row["text"],
        kind=row.get("kind", "quote"),
        citations=tuple(_citation(cited, store) for cited in row["citations"]),
        answer=Span(span["start"], span["end"]) if span else None,
    )


def _citation(row: dict[str, Any], store: Store) -> Citation:
    more: dict[str, Any] = {"areas": tuple(row["areas"]), "ordinal": _ordinal(row, store)}
    return Citation(**(row | more))


def _ordinal(row: dict[str, Any], store: Store) -> int:
    """The passage that a saved citation was cut from, if its page still says the same there."""
    number, start, end = row["page"] or 1, row["start"], row["end"]
    try:
        page = store.catalogue.page(row["report_id"], number)
        passages = store.catalogue.passages(row["report_id"])
    except UsageError:
        return GONE
    if page.text[start:end] != row["quote"]:
        return GONE
    here = [p for p in passages if p.page == number and p.start <= start < p.end]
    return here[0].ordinal if here else GONE


def evidence_of(gold: Gold, store: Store) -> Statement | None:
    """A gold quote as a statement that opens the passage it stands in; None if none holds it."""
    held = Judge(store.catalogue).holding(gold)
    if not held:
        return None
    key = passage_key(held[0])
    passage = store.catalogue.passages_by_key([key])[key]
    report = store.catalogue.report(passage.report_id)
    pages = Pages(store)
    span = _place(gold.quote, passage, pages.get(report.id, passage.page).text)
    return Statement(gold.quote, "quote", (citation(pages, report, passage, span),))


def _place(quote: str, passage: Passage, text: str) -> Span:
    """Where a quote stands in a passage, whatever the space; empty where it differs more."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    found = re.compile(pattern).search(text, passage.start, passage.end)
    return Span(*found.span()) if found else Span(passage.start, passage.start)


def retrieved(item: Item) -> Sequence[tuple[dict[str, Any], bool]]:
    """The passages retrieved, best first, each with whether it holds evidence."""
    right = set(item.score.relevant_ranks)
    return [(row, row["rank"] in right) for row in item.answer.get("passages", ())]
