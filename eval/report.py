"""Runs as JSON and as tables for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from corpus.commands import plain
from eval import cells
from eval.failures import found_instead, problems
from eval.metrics import Score
from eval.runs import Cells, Item, Run
from eval.summary import Figure, Summary, by_kind, summarise

_COLUMNS: Final = (
    ("recall_300_words", "recall\n300 w"),
    ("recall_600_words", "recall\n600 w"),
    ("recall_1000_words", "recall\n1000 w"),
    ("mrr", "MRR"),
    ("answers_right", "right"),
    ("answer_evidence_recall", "evidence\ncited"),
    ("false_refusals", "false\nrefusals"),
    ("refused_unanswerable", "refused\nunansw."),
)
_REST: Final = (
    ("recall_at_1", "Evidence recall at 1 passage"),
    ("recall_at_5", "Evidence recall at 5 passages"),
    ("recall_at_10", "Evidence recall at 10 passages"),
    ("ndcg_at_10", "nDCG at 10"),
    ("trec_recall_at_10", "Recall of relevant passages at 10"),
    ("trec_recall_at_100", "Recall of relevant passages at 100"),
    ("answers_clean", "Answers clean"),
    ("citations", "Citations"),
    ("citations_verbatim", "Citations verbatim"),
    ("page_right", "Page right"),
    ("words_per_answer", "Words an answer, median"),
    ("ask_ms_p50", "Milliseconds a question, median"),
    ("ask_ms_p95", "Milliseconds a question, 95th percentile"),
)
_SMALL: Final = "In small type: the 95 % interval."
_CELLS: Final = (
    ("state_right", "state\nright"),
    ("gold_shown", "gold\nshown"),
    ("gold_first", "gold\nfirst"),
)


def to_json(scores: Sequence[Score]) -> dict[str, Any]:
    """The contract's object (DESIGN.md, "Evaluate"), with `intervals` beside the figures.

    A figure that nothing was there to take of is null.
    """
    kinds = {kind: _figures(summary) for kind, summary in by_kind(scores).items()}
    whole = _figures(summarise(scores))
    return {"questions": whole.pop("questions"), "by_kind": kinds, **whole}


def cells_json(filled: Cells | None) -> dict[str, Any] | None:
    """The figures over the cells of a gold matrix, as `to_json` has them; null without one."""
    if filled is None:
        return None
    whole = summarise(filled.scores, cells.MEASURES)
    names = [name for name, _ in _CELLS] + ["citations_verbatim"]
    shares = _figures(Summary(whole.questions, {name: whole.figures[name] for name in names}))
    return {
        "cells": shares.pop("questions"),
        "borrowed": _borrowed(filled),
        "citations": whole.figures["citations"].value,
        **shares,
        "seconds": round(filled.seconds, 3),
    }


def _borrowed(filled: Cells) -> int:
    return sum(score.measures["borrowed"] == 1 for score in filled.scores)


def _figures(summary: Summary) -> dict[str, Any]:
    figures = summary.figures
    intervals = {
        name: [round(figure.low, 4), round(figure.high, 4)]
        for name, figure in figures.items()
        if figure.low is not None and figure.high is not None
    }
    values = {name: _number(figure.value) for name, figure in figures.items()}
    return {"questions": summary.questions, **values, "intervals": intervals}


def _number(value: float | None) -> float | None:
    return value if value is None or isinstance(value, int) else round(value, 4)


def print_run(run: Run, console: Console) -> None:
    """The figures a kind of question and a cell, the figures over all, and every failure."""
    if run.items:
        _print_questions(run, console)
    if run.cells:
        _print_cells(run.name, run.cells, console)


def _print_questions(run: Run, console: Console) -> None:
    kinds, whole = by_kind(run.scores), summarise(run.scores)
    title = f"{run.name}: {whole.questions} questions"
    console.print(_table(title, "kind", _COLUMNS, kinds, whole))
    rest = Table(show_header=False, box=None)
    for name, title in _REST:
        if whole.figures[name].value is not None:
            rest.add_row(title, _plain(name, whole.figures[name]))
    console.print(rest)
    console.print(_SMALL, style="dim")
    _print_failures(run.items, "questions", console)


def _print_cells(name: str, filled: Cells, console: Console) -> None:
    whole = summarise(filled.scores, cells.MEASURES)
    by_area: dict[str, list[Score]] = {}
    for item in filled.items:
        by_area.setdefault(item.answer["area"], []).append(item.score)
    areas = {plain(area): summarise(scores, cells.MEASURES) for area, scores in by_area.items()}
    console.print(_table(f"{name}: {whole.questions} cells", "area", _CELLS, areas, whole))
    rest = Table(show_header=False, box=None)
    rest.add_row("Cells that borrow from another area", str(_borrowed(filled)))
    for figure, title in _REST:
        if figure.startswith("citations") and whole.figures[figure].value is not None:
            rest.add_row(title, _plain(figure, whole.figures[figure]))
    rest.add_row("Seconds for the comparison", f"{filled.seconds:.2f}")
    console.print(rest)
    console.print(_SMALL, style="dim")
    _print_failures(filled.items, "cells", console)


def _table(
    title: str,
    group: str,
    wanted: Sequence[tuple[str, str]],
    groups: Mapping[str, Summary],
    whole: Summary,
) -> Table:
    """A row for each group and one for all, a column for each figure that there is."""
    table = Table(title=escape(title), title_justify="left")
    table.add_column(group)
    table.add_column("n", justify="right")
    columns = [(name, title) for name, title in wanted if whole.figures[name].count]
    for _, title in columns:
        table.add_column(title, justify="right")
    for name, summary in groups.items():
        table.add_row(escape(name), *_row(summary, columns))
    table.add_section()
    table.add_row("all", *_row(whole, columns))
    return table


def _row(summary: Summary, columns: Sequence[tuple[str, str]]) -> list[str]:
    return [str(summary.questions), *(_cell(summary.figures[name]) for name, _ in columns)]


def _cell(figure: Figure) -> str:
    if figure.value is None:
        return "[dim]–[/dim]"
    if figure.low is None or figure.high is None:
        return f"{figure.value:.2f}"
    return f"{figure.value:.2f}\n[dim]{figure.low:.2f}–{figure.high:.2f}[/dim]"


def _plain(name: str, figure: Figure) -> str:
    value = figure.value or 0.0
    if name.startswith(("ask_ms", "words", "citations")) and name != "citations_verbatim":
        return f"{value:.0f}"
    bounds = "" if figure.low is None else f" [dim]{figure.low:.2f}–{figure.high:.2f}[/dim]"
    return f"{value:.3f}{bounds} of {figure.count}"


def _print_failures(items: Sequence[Item], called: str, console: Console) -> None:
    failed = [(item, found) for item in items if (found := problems(item.score))]
    console.print(f"\n[bold]{len(failed)} of {len(items)} {called} are not as they should be[/]")
    for item, found in failed:
        console.print(asked(item))
        console.print(f"  {escape('; '.join(found))}", style="yellow")
        console.print(f"  found: {escape(found_instead(item))}", style="dim")


def asked(item: Item) -> str:
    """A question with its id and kind, or a cell, marked up for the terminal."""
    said = escape(plain(item.question))
    return f"[bold]{escape(plain(item.score.id))}[/] ({item.score.kind}) {said}".rstrip()
