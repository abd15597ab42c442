"""`python -m eval`: ask test sets, and compare runs."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from corpus.errors import ScrutinyError, StoreError, UsageError
from corpus.models import Answer
from corpus.settings import settings
from corpus.store import Store, open_store
from eval import report, runs
from eval.comparison import compare as compare_runs
from eval.originals import DEFAULT_FOLDERS, Originals
from eval.sets import Question, load
from retrieval.answer import ask
from retrieval.serialise import to_json

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
_errors = Console(stderr=True)


@app.command()
def run(
    sets: Annotated[list[Path], typer.Argument(metavar="SET.jsonl...", help="Test sets, pooled.")],
    store: Annotated[Path | None, typer.Option(help="The store to ask.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON alone.")] = False,
    only: Annotated[list[str] | None, typer.Option(help="Ask only this question.")] = None,
    reports: Annotated[
        list[Path] | None, typer.Option(help="A folder with the original files.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="Passages to retrieve.")] = 20,
    name: Annotated[str | None, typer.Option(help="Name of the saved run.")] = None,
) -> None:
    """Ask test sets and print how well they were answered."""
    with _said_plainly():
        questions = load(sets, only or ())
        folders = _folders(reports)
        opened = open_store(store)
        held = opened.catalogue.reports()
        _warn_of_missing(questions, {held_report.file for held_report in held})
        originals = Originals(folders, {r.id: r.sha256 for r in held})
        asking = partial(_ask, opened, top)
        _warm_up(asking, questions[0])
        started = runs.now()
        items = []
        with Progress(console=_errors, transient=True) as progress:
            for item in progress.track(
                runs.ask_all(questions, asking, originals.holds, to_json),
                total=len(questions),
                description="Asking",
            ):
                items.append(item)
        finished = runs.Run(
            name=name or "+".join(dict.fromkeys(path.stem for path in sets))[:80],
            started=started,
            settings=_settings(opened, sets, top, only or []),
            versions=runs.versions(),
            items=tuple(items),
        )
        _warn_of_unchecked(finished)
        if as_json:
            _print_json(report.to_json(finished.scores))
        else:
            report.print_run(finished, _terminal())
        _errors.print(f"Saved as {runs.save(finished)}", style="dim", markup=False)
    if any(item.error for item in items):
        raise typer.Exit(1)


@app.command()
def compare(
    run_a: Annotated[Path, typer.Argument(help="The run before.")],
    run_b: Annotated[Path, typer.Argument(help="The run after.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON alone.")] = False,
) -> None:
    """Show, question by question, what changed between two saved runs."""
    with _said_plainly():
        before, after = runs.load(run_a), runs.load(run_b)
        comparison = compare_runs(before, after)
        if not comparison.differences:
            raise UsageError(f"{run_a} and {run_b} share no question: compare runs of one set.")
        if as_json:
            _print_json(report.comparison_json(comparison))
        else:
            report.print_comparison(comparison, _terminal())


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except ScrutinyError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def _ask(store: Store, top: int, question: Question) -> Answer:
    return ask(store, question.question, areas=question.areas, prior=question.prior, top=top)


def _warm_up(asking: runs.Ask, question: Question) -> None:
    """Load the model: questions are timed after loading."""
    try:
        asking(question)
    except StoreError:
        raise
    except Exception:
        logging.getLogger(__name__).debug("the first question fails", exc_info=True)


def _terminal() -> Console:
    """Standard output, wide enough for the tables where it is a file or a pipe."""
    console = Console()
    return console if console.is_terminal else Console(width=120)


def _folders(given: list[Path] | None) -> list[Path]:
    for folder in given or ():
        if not folder.is_dir():
            raise UsageError(f"{folder} is not a folder: give one that holds the original files.")
    return given or [folder for folder in DEFAULT_FOLDERS if folder.is_dir()]


def _settings(store: Store, sets: list[Path], top: int, only: list[str]) -> dict[str, Any]:
    return {
        "sets": [path.name for path in sets],
        "only": only,
        "top": top,
        "reports": len(store.catalogue.reports()),
        "generation": store.catalogue.generation,
        "settings": settings().model_dump(mode="json"),
    }


def _warn_of_missing(questions: list[Question], held: set[str]) -> None:
    wanted = {place.file for q in questions for gold in q.gold for place in gold.places}
    if missing := sorted(wanted - held):
        _errors.print(
            f"{len(missing)} files with evidence are not in the store (first: {missing[0]}): "
            "their questions count as not found.",
            style="yellow",
            markup=False,
        )


def _warn_of_unchecked(finished: runs.Run) -> None:
    if unchecked := sum(score.unchecked for score in finished.scores):
        _errors.print(
            f"{unchecked} citations were not checked: their original files are not at hand, "
            "or changed since they were ingested. Name their folder with --reports.",
            style="yellow",
        )


def _print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    logging.basicConfig(level=settings().log_level, stream=sys.stderr)
    app()
