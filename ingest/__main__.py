"""`python -m ingest PATH...`: reports into the store. See `--help`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.commands import SOME_FAILED, log_to, plain, run, say
from corpus.errors import UsageError
from corpus.store import store_folder
from ingest import pipeline
from ingest.progress import bar, lines
from ingest.results import FileResult

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders.")] = None,
    store: Annotated[Path | None, typer.Option(help="The store's folder.")] = None,
    remove: Annotated[
        list[str] | None, typer.Option(help="Remove a report, by its id or file.")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the reports held.")] = False,
    page: Annotated[tuple[str, int] | None, typer.Option(help="Print a page: REPORT_ID N.")] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Check the store.")] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the vector index anew; nothing is embedded.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Only JSON on standard output.")] = False,
    progress_json: Annotated[
        bool, typer.Option("--progress-json", help="Progress as JSON lines on standard error.")
    ] = False,
) -> int:
    """Put reports into the store, bring it up to date, or look into it.

    Exit codes: 0 done; 1 some files failed, the rest is in; 2 could not run.
    """
    log_to(store_folder(store))
    asked = [bool(paths), bool(remove), listing, page is not None, verify, rebuild]
    if sum(asked) != 1:
        raise UsageError(
            "Give either files and folders, or one of --remove, --list, --page, --verify and "
            "--rebuild."
        )
    if paths:
        return _ingest(paths, store, as_json, progress_json)
    if remove:
        return _rows(pipeline.remove(remove, store), as_json)
    if listing:
        return _rows(pipeline.held(store), as_json)
    if page:
        return _page(page[0], page[1], store, as_json)
    if verify:
        return _verify(store, as_json)
    count = pipeline.rebuild(store)
    _print({"rebuilt": count}, f"The vector index was made anew: {count} passages.", as_json)
    return 0


def _ingest(paths: list[Path], store: Path | None, as_json: bool, progress_json: bool) -> int:
    rows: list[FileResult] = []
    try:
        with lines() if progress_json else bar() as progress:
            pipeline.ingest(paths, store, progress, rows=rows)
    except KeyboardInterrupt:
        _rows(rows, as_json)
        raise
    if not rows:
        say("There is nothing in there to ingest: PDF, DOCX, HTML, TXT and MD files are taken.")
    return _rows(rows, as_json)


def _rows(rows: list[FileResult], as_json: bool) -> int:
    text = "\n".join(_line(row) for row in rows if row.status != "skipped")
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.status] = counts.get(row.status, 0) + 1
    summary = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    _print([row.to_json() for row in rows], f"{text}\n{summary}".strip(), as_json)
    return SOME_FAILED if counts.get("failed") else 0


def _line(row: FileResult) -> str:
    about = f"{row.report_id or '-'}  {plain(row.path)}"
    if row.title:
        about += f"  {plain(row.title)}; {row.pages} pages, {row.passages} passages"
    more = [*row.warnings, *([row.error] if row.error else [])]
    return "\n".join([f"{row.status:<10}{about}", *(f"{'':<10}{plain(line)}" for line in more)])


def _page(name: str, number: int, store: Path | None, as_json: bool) -> int:
    report, found = pipeline.page(name, number, store)
    value = {
        "page": found.number if report.paged else None,
        "page_label": found.label,
        "text": found.text,
    }
    _print(value, "\n".join(plain(line) for line in found.text.splitlines()), as_json)
    return 0


def _verify(store: Path | None, as_json: bool) -> int:
    problems = pipeline.verify(store)
    advice = "Run `python -m ingest --rebuild` to make the vector index anew."
    text = "\n".join([*problems, advice]) if problems else "Nothing is wrong with the store."
    _print({"ok": not problems, "problems": problems}, text, as_json)
    return SOME_FAILED if problems else 0


def _print(value: Any, text: str, as_json: bool) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1) if as_json else text)


if __name__ == "__main__":
    run(app)
