"""Comparisons of runs as JSON and as tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from corpus.commands import plain
from eval.comparison import Change, Comparison, Difference
from eval.failures import found_instead
from eval.report import asked

_LONG: Final = 6  # measures shown for one changed question


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Each measure in both runs with its paired test, then every question that changed; the
    same for cells, where the runs share any.
    """
    for name, (old, new) in comparison.conditions.items():
        console.print(f"{escape(name)}: {escape(old)} → {escape(new)}", style="dim")
    for part, called in ((comparison, "questions"), (comparison.cells, "cells")):
        if part is not None:
            _print_part(part, called, console)


def _print_part(part: Comparison, called: str, console: Console) -> None:
    if part.differences:
        console.print(_table(part.differences, called))
    for ids, which in ((part.only_before, "first"), (part.only_after, "second")):
        if ids:
            named = escape(plain(", ".join(ids)))
            console.print(f"{len(ids)} {called} only in the {which} run: {named}")
    if part.differences:
        console.print(f"\n[bold]{len(part.changes)} {called} changed[/], worst first")
    for change in part.changes:
        _print_change(change, console)


def _table(differences: Sequence[Difference], called: str) -> Table:
    table = Table(title=f"Before and after: {called}", title_justify="left")
    for title in ("measure", "n", "before", "after", "change", "better", "worse", "p"):
        table.add_column(title, justify="left" if title == "measure" else "right")
    for d in differences:
        table.add_row(
            d.measure,
            str(d.questions),
            f"{d.before:.3f}",
            f"{d.after:.3f}",
            f"{d.after - d.before:+.3f}",
            str(d.better),
            str(d.worse),
            f"{d.p:.3f}",
        )
    return table


def _print_change(change: Change, console: Console) -> None:
    item = change.after
    console.print(asked(item))
    steps = [f"{name} {old:.2f}→{new:.2f}" for name, (old, new) in change.measures.items()]
    console.print("  " + "; ".join(steps[:_LONG]), style="green" if change.gain > 0 else "red")
    if change.before.answer.get("statements") != item.answer.get("statements"):
        console.print(f"  before: {escape(found_instead(change.before))}", style="dim")
        console.print(f"  after:  {escape(found_instead(item))}", style="dim")


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """A comparison as JSON: `measures` (figures, counts, p) and `questions` that changed.

    `cells` holds the same for cells, and is null where the runs share none.
    """
    filled = comparison.cells
    return {
        **_part(comparison, "questions"),
        "conditions": {name: list(pair) for name, pair in comparison.conditions.items()},
        "cells": _part(filled, "cells") if filled else None,
    }


def _part(part: Comparison, called: str) -> dict[str, Any]:
    return {
        "measures": {
            d.measure: {
                called: d.questions,
                "before": round(d.before, 4),
                "after": round(d.after, 4),
                "better": d.better,
                "worse": d.worse,
                "p": round(d.p, 4),
            }
            for d in part.differences
        },
        called: {
            change.after.score.id: {name: list(pair) for name, pair in change.measures.items()}
            for change in part.changes
        },
        "only_before": list(part.only_before),
        "only_after": list(part.only_after),
    }
