"""Runs and comparisons as JSON and as tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from corpus.commands import plain
from eval.comparison import Comparison
from eval.failures import found_instead, problems
from eval.metrics import Score
from eval.runs import Item, Run
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
_LONG: Final = 6  # measures shown for one changed question


def to_json(scores: Sequence[Score]) -> dict[str, Any]:
    """The contract's object (DESIGN.md, "Evaluate"), with `intervals` beside the figures.

    A figure that nothing was there to take of is null.
    """
    kinds = {kind: _figures(summary) for kind, summary in by_kind(scores).items()}
    whole = _figures(summarise(scores))
    return {"questions": whole.pop("questions"), "by_kind": kinds, **whole}


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
    """The figures a kind of question, the figures over all, and every failure."""
    kinds, whole = by_kind(run.scores), summarise(run.scores)
    table = Table(title=f"{escape(run.name)}: {whole.questions} questions", title_justify="left")
    table.add_column("kind")
    table.add_column("n", justify="right")
    columns = [(name, title) for name, title in _COLUMNS if whole.figures[name].count]
    for _, title in columns:
        table.add_column(title, justify="right")
    for kind, summary in [*kinds.items(), ("all", whole)]:
        if kind == "all":
            table.add_section()
        cells = [_cell(summary.figures[name]) for name, _ in columns]
        table.add_row(kind, str(summary.questions), *cells)
    console.print(table)
    rest = Table(show_header=False, box=None)
    for name, title in _REST:
        if whole.figures[name].value is not None:
            rest.add_row(title, _plain(name, whole.figures[name]))
    console.print(rest)
    console.print("In small type: the 95 % interval.", style="dim")
    _print_failures(run.items, console)


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


def _print_failures(items: Sequence[Item], console: Console) -> None:
    failed = [(item, found) for item in items if (found := problems(item.score))]
    console.print(f"\n[bold]{len(failed)} of {len(items)} questions are not as they should be[/]")
    for item, found in failed:
        console.print(_asked(item))
        console.print(f"  {escape('; '.join(found))}", style="yellow")
        console.print(f"  found: {escape(found_instead(item))}", style="dim")


def _asked(item: Item) -> str:
    said = escape(plain(item.question))
    return f"[bold]{escape(plain(item.score.id))}[/] ({item.score.kind}) {said}"


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Each measure in both runs with its paired test, then every question that changed."""
    table = Table(title="Before and after", title_justify="left")
    for title in ("measure", "n", "before", "after", "change", "better", "worse", "p"):
        table.add_column(title, justify="left" if title == "measure" else "right")
    for d in comparison.differences:
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
    console.print(table)
    for name, (old, new) in comparison.conditions.items():
        console.print(f"{escape(name)}: {escape(old)} → {escape(new)}", style="dim")
    for ids, which in (
        (comparison.only_before, "first"),
        (comparison.only_after, "second"),
    ):
        if ids:
            console.print(f"{len(ids)} questions only in the {which} run: {', '.join(ids)}")
    console.print(f"\n[bold]{len(comparison.changes)} questions changed[/], worst first")
    for change in comparison.changes:
        item = change.after
        console.print(_asked(item))
        steps = [f"{name} {old:.2f}→{new:.2f}" for name, (old, new) in change.measures.items()]
        console.print("  " + "; ".join(steps[:_LONG]), style="green" if change.gain > 0 else "red")
        if change.before.answer.get("statements") != item.answer.get("statements"):
            console.print(f"  before: {escape(found_instead(change.before))}", style="dim")
            console.print(f"  after:  {escape(found_instead(item))}", style="dim")


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """A comparison as JSON: `measures` (figures, counts, p) and `questions` that changed."""
    return {
        "measures": {
            d.measure: {
                "questions": d.questions,
                "before": round(d.before, 4),
                "after": round(d.after, 4),
                "better": d.better,
                "worse": d.worse,
                "p": round(d.p, 4),
            }
            for d in comparison.differences
        },
        "questions": {
            change.after.score.id: {name: list(pair) for name, pair in change.measures.items()}
            for change in comparison.changes
        },
        "only_before": list(comparison.only_before),
        "only_after": list(comparison.only_after),
        "conditions": {name: list(pair) for name, pair in comparison.conditions.items()},
    }
