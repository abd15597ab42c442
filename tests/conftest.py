"""What many tests share: the commands, and stores filled once for the whole run."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from corpus import commands
from corpus.store import Store, open_store
from ingest.pipeline import ingest

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "corpus" / "reports"
SHARED = ROOT.parent / "shared" / "reports"
PATIENCE = 600  # seconds that filling a store may take on a busy machine

# A thread that spins while it waits for another makes the model up to three times slower where
# the machine is busy. torch reads this once, as it is imported, here and in the commands.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

Done = subprocess.CompletedProcess[str]
Invoke = Callable[..., Done]


def module(name: str, *arguments: object, **settings: str) -> Done:
    """Runs `python -m NAME ARGUMENTS` in the repository's folder, in a process of its own.

    `settings` go into its environment.
    """
    return subprocess.run(
        [sys.executable, "-m", name, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **settings},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Invoke]:
    """Runs `python -m NAME ARGUMENTS` in this process, which loads the model only once."""
    root = logging.getLogger()
    handlers = root.handlers[:]

    def invoked(name: str, *arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            commands.run(import_module(f"{name}.__main__").app)
        printed = capsys.readouterr()
        return Done(sys.argv, int(ended.value.code or 0), printed.out, printed.err)

    yield invoked
    for handler in set(root.handlers) - set(handlers):
        handler.close()
    root.handlers[:] = handlers
    logging.captureWarnings(False)


def refused(done: Done, *told: str) -> None:
    """Exit code 2, nothing on standard output, and one line that says why."""
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for part in told:
        assert part in done.stderr


def filled(store: Path, *paths: Path) -> list[dict[str, Any]]:
    """Ingests files into a store; the rows that the command prints."""
    done = module("ingest", *paths, "--store", store, "--json")
    assert done.returncode == 0, done.stderr[-2000:]
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


@pytest.fixture(scope="session")
def shipped_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that holds the reports shipped. Don't write to it."""
    folder = tmp_path_factory.mktemp("shipped") / "store"
    assert {row.status for row in ingest([SHIPPED], folder)} <= {"added", "skipped"}
    return folder


@pytest.fixture(scope="session")
def shipped(shipped_folder: Path) -> Iterator[Store]:
    """The store of the reports shipped, open for reading."""
    store = open_store(shipped_folder)
    yield store
    store.close()


@pytest.fixture(scope="session")
def community_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that holds the five real reports, where they are at hand."""
    reports = SHARED / "community_safety"
    if not reports.is_dir():
        pytest.skip("the real reports are not here")
    folder = tmp_path_factory.mktemp("community") / "store"
    assert {row.status for row in ingest([reports], folder)} == {"added"}
    return folder


@pytest.fixture(scope="session")
def community(community_folder: Path) -> Iterator[Store]:
    """The store of the five real reports, open for reading."""
    store = open_store(community_folder)
    yield store
    store.close()
