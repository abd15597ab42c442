"""Whatever a file does to its reader, it costs that file alone and one sentence."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.settings import settings
from ingest import sandbox as module
from ingest.parsing import Job
from ingest.sandbox import Sandbox
from tests.conftest import ROOT


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Sandbox]:
    monkeypatch.setenv("SCRUTINY_PARSE_SECONDS", "2")
    monkeypatch.setenv("SCRUTINY_PARSE_MEMORY_MB", "1500")
    monkeypatch.setattr(module, "GRACE", 1)
    settings.cache_clear()
    with Sandbox(tmp_path / "errors.log", worker="tests.ingest.hostile_worker") as made:
        yield made
    settings.cache_clear()


def pid(sandbox: Sandbox, name: str = "good.pdf") -> str:
    return sandbox.parse(Job(name, "id")).document.pages[0].text


def test_one_worker_serves_many_files(sandbox: Sandbox) -> None:
    assert pid(sandbox) == pid(sandbox, "another.pdf")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("spins.pdf", "not read within 2 seconds"),
        ("sleeps.pdf", "not read within 2 seconds"),
        ("grows.pdf", "more than 1,500 MB"),
        ("crashes.pdf", "broke off"),
        ("evil.pdf", "could not be read"),
        ("odd.pdf", "could not be read"),
    ],
)
def test_a_file_that_misbehaves(sandbox: Sandbox, name: str, told: str) -> None:
    began = time.monotonic()
    with pytest.raises(ReadError, match=told) as refused:
        pid(sandbox, name)
    assert name in str(refused.value)
    assert time.monotonic() - began < 20
    assert not (ROOT / "owned").exists()
    assert pid(sandbox).isdigit()  # the next file is read all the same


def test_what_a_library_prints_does_no_harm(sandbox: Sandbox, tmp_path: Path) -> None:
    assert pid(sandbox, "prints.pdf") == pid(sandbox)
    assert "more noise" in (tmp_path / "errors.log").read_text()


def test_the_worker_ends_with_its_parent(tmp_path: Path) -> None:
    script = """
import os
from ingest.parsing import Job
from ingest.sandbox import Sandbox
made = Sandbox(worker="tests.ingest.hostile_worker")
print(made.parse(Job("good.pdf", "id")).document.pages[0].text, flush=True)
os._exit(0)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    worker = Path("/proc") / done.stdout.strip() / "cmdline"
    for _ in range(50):
        if not worker.exists() or b"hostile_worker" not in worker.read_bytes():
            return
        time.sleep(0.1)
    raise AssertionError("the worker is still there")


def test_the_worker_brings_no_model_and_no_index() -> None:
    """Else its memory limit would be about those."""
    script = """
import sys
import ingest.worker, ingest.parsing, ingest.metadata, ingest.passages, ingest.readers
import ingest.readers.pdf, ingest.readers.docx, ingest.readers.html, ingest.readers.text
heavy = {"torch", "chromadb", "sentence_transformers", "transformers", "streamlit"}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
