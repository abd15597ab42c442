"""What many tests share: the commands, and stores filled once for the whole run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.store import Store, open_store
from ingest.pipeline import ingest

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "corpus" / "reports"
SHARED = ROOT.parent / "shared" / "reports"
PATIENCE = 600  # seconds that filling a store may take on a busy machine


def module(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs `python -m NAME ARGUMENTS` in the repository's folder."""
    return subprocess.run(
        [sys.executable, "-m", name, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


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
