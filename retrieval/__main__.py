"""`python -m retrieval`: questions to the reports held, and comparisons. See `--help`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, track

from corpus.commands import SOME_FAILED, log_to, plain, run, say
from corpus.errors import ScrutinyError, UsageError
from corpus.models import Answer, Citation
from corpus.store import Store, open_store, store_folder
from retrieval.answer import ask as ask_store
from retrieval.citing import lines
from retrieval.comparison.cells import state_in_words
from retrieval.comparison.matrix import Matrix
from retrieval.comparison.matrix import compare as compare_areas
from retrieval.comparison.summaries import summaries
from retrieval.comparison.themes import ready_themes
from retrieval.comparison.themes import theme as find_theme
from retrieval.export.files import check_suffix, export, save
from retrieval.scope import check_date
from retrieval.serialise import matrix_to_json, to_json

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def main() -> None:
    """Ask and compare the reports held, in their own words, with citations."""


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.")] = None,
    batch: Annotated[
        Path | None, typer.Option(help="A file of questions, one JSON object a line.")
    ] = None,
    area: Annotated[list[str] | None, typer.Option(help="Only reports for this area.")] = None,
    date_from: Annotated[str | None, typer.Option("--from", help="From this date on.")] = None,
    date_to: Annotated[str | None, typer.Option("--to", help="Up to this date.")] = None,
    prior: Annotated[list[str] | None, typer.Option(help="A question asked before.")] = None,
    top: Annotated[int, typer.Option(min=1, help="Passages to rank.")] = 20,
    store: Annotated[Path | None, typer.Option(help="The store's folder.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Only JSON on standard output.")] = False,
) -> int:
    """Ask one question, or a batch of them (always answered in JSON lines).

    Exit codes: 0 done; 1 some questions of a batch failed; 2 could not run.
    """
    log_to(store_folder(store))
    if (question is None) == (batch is None):
        raise UsageError("Give either a question or --batch with a file of questions.")
    dates = {"date_from": check_date(date_from), "date_to": check_date(date_to)}
    if batch is not None:
        questions = list(_read_batch(batch))
        return _batch(open_store(store), questions, area or [], dates, top)
    answer = ask_store(
        open_store(store), question or "", areas=area or [], prior=prior or [], top=top, **dates
    )
    if as_json:
        print(json.dumps({"id": None, **to_json(answer)}, ensure_ascii=False))
    else:
        print(_shown(answer))
    return 0


@app.command()
def compare(
    area: Annotated[list[str] | None, typer.Option(help="An area to compare.")] = None,
    theme: Annotated[
        list[str] | None, typer.Option(help="A theme: a ready one's name, or your own words.")
    ] = None,
    with_districts: Annotated[
        bool, typer.Option("--with-districts", help="Let a county's districts speak too.")
    ] = False,
    store: Annotated[Path | None, typer.Option(help="The store's folder.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Only JSON on standard output.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="Write it to this .csv, .xlsx or .docx file.")
    ] = None,
) -> int:
    """Set areas side by side: what the reports of each say of each theme.

    Without --theme all ready themes are compared. Exit codes: 0 done; 2 could not run.
    """
    log_to(store_folder(store))
    if out:
        check_suffix(out.suffix)
    themes = [find_theme(words) for words in theme] if theme else ready_themes()
    opened = open_store(store)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Comparing", total=len(area or []))
        matrix = compare_areas(
            opened,
            area or [],
            themes,
            with_districts=with_districts,
            progress=lambda done: progress.update(task, completed=done),
        )
    if out:
        save(out, export(matrix, out.suffix))
        say(f"Written to {out}.")
    if as_json:
        print(json.dumps(matrix_to_json(matrix), ensure_ascii=False))
    elif not out:
        print(_compared(matrix))
    return 0


def _batch(
    store: Store,
    questions: list[dict[str, Any]],
    areas: list[str],
    dates: dict[str, str | None],
    top: int,
) -> int:
    failed = 0
    console = Console(stderr=True)
    for item in track(questions, "Asking", console=console, transient=True):
        given = {"id": item.get("id"), "question": item["question"]}
        try:
            answer = ask_store(
                store,
                item["question"],
                areas=item.get("areas") or areas,
                prior=item.get("prior") or [],
                top=top,
                **dates,
            )
            print(json.dumps({"id": item.get("id"), **to_json(answer)}, ensure_ascii=False))
        except UsageError as error:
            failed += 1
            say(f"Question {item.get('id') or '?'}: {error}")
            print(json.dumps({**given, "error": str(error)}, ensure_ascii=False))
    return SOME_FAILED if failed else 0


def _read_batch(path: Path) -> Iterator[dict[str, Any]]:
    """The questions of a file; ScrutinyError, naming the line, where one cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The batch {path} cannot be read: give a text file with one JSON object a line."
        ) from error
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            item = json.loads(text)
        except json.JSONDecodeError:
            item = None
        if not isinstance(item, dict) or not isinstance(item.get("question"), str):
            raise ScrutinyError(
                f"{path}, line {number} is no question: each line is an object such as "
                '{"id": "1", "question": "…"}.'
            )
        for name in ("prior", "areas"):
            value = item.get(name) or []
            if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                raise ScrutinyError(f'{path}, line {number}: "{name}" must be a list of texts.')
        yield item


def _shown(answer: Answer) -> str:
    """An answer for the terminal."""
    parts: list[str] = []
    if answer.resolved_question != answer.question:
        parts.append(f"Taken as: {answer.resolved_question}")
    for statement in answer.statements:
        parts.append(f"{statement.text}\n{_cited(statement.citations)}")
    if answer.outcome == "not_found":
        parts.append("The reports held do not say.")
        for near in answer.nearest:
            parts.append(f"Nearest, not an answer: {near.text}\n{_cited(near.citations)}")
    parts += list(answer.missing)
    parts += answer.notes
    covered = answer.coverage
    dates = " to ".join(dict.fromkeys(d for d in (covered.oldest, covered.newest) if d))
    bodies = f" of {covered.bodies} bodies" if covered.bodies else ""
    parts.append(f"Searched {covered.reports} reports{bodies}{', ' + dates if dates else ''}.")
    return _plain(parts)


def _compared(matrix: Matrix) -> str:
    """A matrix for the terminal: theme by theme, area by area."""
    parts: list[str] = []
    for summary in summaries(matrix):
        parts.append(f"{summary.theme.upper()}\n{summary.text}")
        parts += [summary.figures] if summary.figures else []
        for cell in matrix.row(summary.theme):
            parts.append(f"{cell.area}: {state_in_words(cell)}")
            for finding in cell.findings:
                about = f"(of {finding.about}) " if finding.about else ""
                statement = finding.statement
                parts.append(f"{about}{statement.text}\n{_cited(statement.citations)}")
            parts += cell.notes
    return _plain(parts)


def _plain(parts: list[str]) -> str:
    return "\n\n".join("\n".join(map(plain, part.splitlines())) for part in parts)


def _cited(citations: tuple[Citation, ...]) -> str:
    return "\n".join(f"  [{line}]" for line in lines(citations))


if __name__ == "__main__":
    run(app)
