"""`python -m eval`: ask test sets, and compare runs. See `--help`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from corpus import commands
from corpus.commands import SOME_FAILED, log_to, say
from corpus.errors import UsageError
from corpus.store import open_store, store_folder
from eval import (
    beir,
    benchmark,
    calibration,
    comparison_report,
    matrix,
    report,
    running,
    runs,
    training,
)
from eval.comparison import compare as compare_runs
from eval.originals import DEFAULT_FOLDERS
from eval.running import Plan
from eval.sets import choose, load
from retrieval import weights

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
_errors = Console(stderr=True)


@app.command()
def run(
    sets: Annotated[
        list[Path],
        typer.Argument(
            metavar="SET.jsonl...|FOLDER",
            help="Test sets and gold matrices, pooled; or a BEIR folder.",
        ),
    ],
    store: Annotated[Path | None, typer.Option(help="The store to ask.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON alone.")] = False,
    only: Annotated[list[str] | None, typer.Option(help="Ask only this question.")] = None,
    reports: Annotated[
        list[Path] | None, typer.Option(help="A folder with the original files.")
    ] = None,
    top: Annotated[
        int | None, typer.Option(min=1, help="Passages to retrieve (20; of a BEIR folder 100).")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Name of the saved run.")] = None,
) -> int:
    """Ask test sets, fill gold matrices, and print how well that went.

    Exit codes: 0 done; 1 asking failed for some questions; 2 could not run.
    """
    log_to(store_folder(store))
    if any(path.is_dir() for path in sets):
        plan = _benchmark(sets, store, top, name, only or [])
    else:
        plan = _plan(sets, store, _folders(reports), top, name, only or [])
    finished = _carry_out(plan)
    saved = runs.save(finished)  # first: whoever reads the output may stop half-way
    if as_json:
        found = report.to_json(finished.scores) | {"cells": report.cells_json(finished.cells)}
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        report.print_run(finished, _terminal())
    say(f"Saved as {saved}")
    failed = [item for item in finished.items if item.error]
    if failed:
        say(f"Asking failed for {len(failed)} questions (first: {failed[0].score.id}).")
    return SOME_FAILED if failed else 0


@app.command()
def compare(
    run_a: Annotated[Path, typer.Argument(help="The run before.")],
    run_b: Annotated[Path, typer.Argument(help="The run after.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON alone.")] = False,
) -> int:
    """Show, question by question and cell by cell, what changed between two saved runs."""
    comparison = compare_runs(runs.load(run_a), runs.load(run_b))
    if not (comparison.differences or comparison.cells):
        raise UsageError(f"{run_a} and {run_b} share no question: compare runs of one set.")
    if as_json:
        print(
            json.dumps(comparison_report.comparison_json(comparison), ensure_ascii=False, indent=2)
        )
    else:
        comparison_report.print_comparison(comparison, _terminal())
    return 0


@app.command()
def export(
    sets: Annotated[list[Path], typer.Argument(metavar="SET.jsonl...", help="Test sets, pooled.")],
    out: Annotated[Path, typer.Option(help="The folder to make.")],
    store: Annotated[Path | None, typer.Option(help="The store with the passages.")] = None,
) -> int:
    """Write test sets and a store's passages as a BEIR-style folder."""
    log_to(store_folder(store))
    beir.write(load(sets), open_store(store), out)
    say(f"Written to {out}: corpus.jsonl, queries.jsonl and qrels/test.tsv.")
    return 0


@app.command()
def calibrate(
    on: Annotated[
        list[str],
        typer.Option("--on", metavar="SET.jsonl=STORE", help="A test set, and a store to ask."),
    ],
    out: Annotated[Path, typer.Option(help="The weights file to write.")] = weights.WEIGHTS,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON alone.")] = False,
) -> int:
    """Fit anew the weights that decide whether a question is refused, and say how well they tell.

    The figures are of questions that the weights were not fitted on.
    """
    found = [example for pair in on for example in _examples(pair)]
    made = calibration.calibrate(found)
    calibration.write(made.weights, out)
    if as_json:
        print(json.dumps(calibration.to_json(made), ensure_ascii=False, indent=2))
    else:
        _terminal().print(calibration.table(made))
    say(f"Written to {out}")
    return 0


@app.command()
def train(
    sets: Annotated[
        list[Path], typer.Argument(metavar="SET.jsonl...", help="Sets of extracts with questions.")
    ],
    out: Annotated[Path, typer.Option(help="The weights file to write (.safetensors).")],
    epochs: Annotated[
        int, typer.Option(min=1, help="How often each question is read.")
    ] = training.EPOCHS,
) -> int:
    """Train anew the reader, which tells how surely a sentence answers a question.

    To use it, put it in place of `retrieval/reader.safetensors` and run `calibrate`: the refusals
    were calibrated on the reader that was there.
    """
    if not out.parent.is_dir():
        raise UsageError(f"{out.parent} is not a folder: give --out a file in one that is there.")
    examples = training.load(sets)
    if not examples:
        raise UsageError("The sets given hold no questions: give at least one.")
    with Progress(console=_errors, transient=True) as progress:
        task = progress.add_task("Training", total=training.steps(examples, epochs))
        trained = training.train(
            examples, epochs=epochs, progress=lambda lost: progress.advance(task)
        )
    training.write(trained, out)
    say(f"Learned from {len(examples)} questions. Written to {out}")
    return 0


def _examples(pair: str) -> list[calibration.Example]:
    path, _, store = pair.partition("=")
    if not (path and store):
        raise UsageError(f'"{pair}" names no test set and store: write --on SET.jsonl=STORE.')
    log_to(store_folder(Path(store)))
    questions, opened = load([Path(path)]), open_store(Path(store))
    with Progress(console=_errors, transient=True) as progress:
        steps = progress.track(questions, description=f"Asking {Path(path).name}")
        return list(calibration.examples(opened, steps))


def _plan(
    sets: list[Path],
    store: Path | None,
    originals: list[Path],
    top: int | None,
    name: str | None,
    only: list[str],
) -> Plan:
    matrices = [path for path in sets if matrix.is_matrix(path)]
    gold = matrix.load(matrices)
    asked = [path for path in sets if path not in matrices]
    questions = load(asked, only) if asked or only else []
    opened = open_store(store)
    if missing := running.missing(questions, opened, gold):
        say(
            f"{len(missing)} files with evidence are not in the store (first: {missing[0]}): "
            "their questions and cells count as not found."
        )
    top = top or running.TOP
    return running.plan(questions, opened, originals, top=top, name=name, only=only, gold=gold)


def _benchmark(
    folders: list[Path], store: Path | None, top: int | None, name: str | None, only: list[str]
) -> Plan:
    if len(folders) > 1:
        raise UsageError("A BEIR-style folder is run by itself: give one folder, or test sets.")
    if store is not None:
        say("A BEIR-style folder brings its own documents: --store is not asked.")
    found = beir.read(folders[0])
    questions = choose(found.questions(), only)
    return benchmark.plan(found, questions, top=top or benchmark.TOP, name=name)


def _carry_out(plan: Plan) -> runs.Run:
    started = runs.now()
    with Progress(console=_errors, transient=True) as progress:
        items = list(
            progress.track(running.carry_out(plan), total=len(plan.questions), description="Asking")
        )
    filled = plan.fill() if plan.fill else None
    finished = running.finished(plan, started, items, filled)
    in_cells = sum(score.unchecked for score in filled.scores) if filled else 0
    if unchecked := sum(score.unchecked for score in finished.scores) + in_cells:
        say(
            f"{unchecked} citations were not checked: their original files are not at hand, "
            "or changed since they were ingested. Name their folder with --reports."
        )
    if in_cells:
        say(f"{in_cells} of them are of cells, and were placed by paragraph or heading instead.")
    return finished


def _terminal() -> Console:
    """Standard output, wide enough for the tables where it is a file or a pipe."""
    console = Console()
    return console if console.is_terminal else Console(width=120)


def _folders(given: list[Path] | None) -> list[Path]:
    for folder in given or ():
        if not folder.is_dir():
            raise UsageError(f"{folder} is not a folder: give one that holds the original files.")
    return given or [folder for folder in DEFAULT_FOLDERS if folder.is_dir()]


if __name__ == "__main__":
    commands.run(app)
