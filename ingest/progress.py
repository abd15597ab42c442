"""Progress on standard error: a bar for people, or JSON lines for a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from corpus.commands import plain
from ingest.results import Event, Progress

# Of a file's time, about this share is reading; the rest is embedding.
READING = 0.3


@contextmanager
def bar() -> Iterator[Progress]:
    """A bar that shows how many files are done; a line a file where there is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _one_line
        return
    columns = (
        BarColumn(30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[what]}", markup=False),  # a file's name is not markup
    )
    with Bar(*columns, console=console, transient=True) as shown:
        task = shown.add_task("", total=None, what="starting")

        def show(event: Event) -> None:
            part = {"reading": 0.0, "embedding": READING + (1 - READING) * event.part}
            what = "" if event.stage == "stored" else f"{event.stage} {plain(event.path)}"
            done = event.done + part.get(event.stage, 0.0)
            shown.update(task, total=event.total, completed=done, what=what)

        yield show


def _one_line(event: Event) -> None:
    if event.stage == "stored":
        print(f"[{event.done}/{event.total}] {plain(event.path)}", file=sys.stderr, flush=True)


@contextmanager
def lines() -> Iterator[Progress]:
    """Each event as a line of JSON."""

    def show(event: Event) -> None:
        print(json.dumps(asdict(event), ensure_ascii=False), file=sys.stderr, flush=True)

    yield show
