"""What went wrong with a question or a cell, and what was found instead."""

from __future__ import annotations

from typing import Any, Final

from corpus.commands import plain
from eval import beir, cells
from eval.metrics import Score
from eval.runs import Item

_FIRST: Final = 10


def problems(score: Score) -> list[str]:
    """What went wrong, in words; empty where nothing did."""
    if score.outcome == "failed":
        return ["asking failed"]
    if score.kind == beir.KIND:
        return _missed_documents(score)
    if score.kind == cells.KIND:
        return _wrong_cell(score)
    found = []
    if score.measures["refused_unanswerable"] == 0:
        found.append(f"not in the reports, but {score.outcome}")
    if score.measures["false_refusals"] == 1:
        found.append("refused though the reports answer it")
    elif score.unsaid:
        found.append("does not say " + ", ".join(f"“{phrase}”" for phrase in score.unsaid))
    if score.wrongly_said:
        found.append("wrongly says " + ", ".join(f"“{phrase}”" for phrase in score.wrongly_said))
    if missed := score.gold_ranks.count(None):
        found.append(f"{missed} of {len(score.gold_ranks)} expected quotes not retrieved")
    recall = score.measures["recall_1000_words"]
    if not missed and recall is not None and recall < 1:
        found.append(f"evidence beyond 1,000 words (ranks {_ranks(score)})")
    if score.uncovered and score.outcome != "not_found":
        found.append(f"{len(score.uncovered)} of {len(score.gold_ranks)} expected quotes not cited")
    if score.unverified:
        found.append(f"{len(score.unverified)} citations not verbatim")
    if score.on_page < score.covering:
        found.append(f"{score.covering - score.on_page} citations on another page")
    return found


def _missed_documents(score: Score) -> list[str]:
    late = sum(rank is None or rank > _FIRST for rank in score.gold_ranks)
    of = len(score.gold_ranks)
    return [f"{late} of {of} documents not among the first {_FIRST}"] if late else []


def _wrong_cell(score: Score) -> list[str]:
    found = []
    if not score.measures["state_right"]:
        spoken = "the reports speak of it" if score.gold_ranks else "the reports do not"
        found.append(f"{score.outcome.replace('_', ' ')}, though {spoken}")
    elif score.measures["gold_shown"] == 0:
        found.append("shows no place that counts")
    elif score.measures["gold_first"] == 0:
        found.append(f"a place that counts comes only as statement {_ranks(score)}")
    if score.measures["borrowed"]:
        found.append("borrows from another area's report")
    if score.unverified:
        found.append(f"{len(score.unverified)} citations not verbatim")
    return found


def found_instead(item: Item, width: int = 160) -> str:
    """The answer given, or where there is none what came nearest or first, shortened."""
    if item.error:
        return _short(item.error, width)
    statements = item.answer.get("statements") or []
    if statements:
        shown = " / ".join(_short(_placed(s), width) for s in statements[:3])
        more = len(statements) - 3
        return shown + (f" / and {more} more" if more > 0 else "")
    if nearest := item.answer.get("nearest"):
        return "nearest: " + _short(_placed(nearest[0]), width)
    if passages := item.answer.get("passages"):
        first = passages[0]
        return "first passage: " + _short(f"{_place(first)}: {first.get('text', '')}", width)
    return "nothing"


def _ranks(score: Score) -> str:
    return ", ".join(str(rank) for rank in score.gold_ranks)


def _placed(statement: dict[str, Any]) -> str:
    citation = next(iter(statement.get("citations") or []), None)
    place = _place(citation) if isinstance(citation, dict) else ""
    return f"{place}: {statement.get('text', '')}" if place else str(statement.get("text", ""))


def _place(where: dict[str, Any]) -> str:
    page, paragraph = where.get("page"), where.get("paragraph")
    parts = [str(where.get("file", "")), f"p{page}" if page else "", str(paragraph or "")]
    return " ".join(part for part in parts if part)


def _short(text: str, width: int) -> str:
    flat = " ".join(plain(text).split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"
