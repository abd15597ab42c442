"""The store's folder: who may open it, who may write, and what a crash leaves behind."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.embedding import Embedder
from corpus.errors import StoreError, StoreLocked
from corpus.store import open_store, writing
from tests.corpus.samples import fill, sample

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ["Burglary fell.", "Knife crime rose.", "Road deaths were 12."]


def run(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_missing_store_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="python -m ingest PATH --store"):
        open_store(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_an_empty_store_says_what_to_run(tmp_path: Path) -> None:
    with writing(tmp_path):
        pass
    with pytest.raises(StoreError, match="no reports yet.*python -m ingest PATH"):
        open_store(tmp_path)


def test_a_file_is_not_a_store(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(StoreError):
        open_store(file)
    with pytest.raises(StoreError, match="--store"), writing(file):
        pass


def test_a_store_of_another_model_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, sample("a", TEXTS))
    with pytest.raises(StoreError, match="made with the model all-MiniLM-L6-v2.*another-model"):
        open_store(tmp_path, model="another-model")
    open_store(tmp_path).close()


def test_the_setting_names_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.settings import settings

    fill(tmp_path / "kept", sample("a", TEXTS))
    monkeypatch.setenv("SCRUTINY_STORE", str(tmp_path / "kept"))
    settings.cache_clear()
    try:
        store = open_store()
        assert store.folder == tmp_path / "kept"
        store.close()
    finally:
        settings.cache_clear()


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    script = """
import sys, time
from pathlib import Path
from corpus.store import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
    other = run(script, str(tmp_path))
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    began = time.monotonic()
    with (
        pytest.raises(StoreLocked, match="(?i)another ingest is writing"),
        writing(tmp_path, wait=0.5),
    ):
        pass
    assert time.monotonic() - began < 5
    other.kill()  # a dead writer holds nothing
    other.communicate()
    with writing(tmp_path, wait=0.5):
        pass


def test_readers_read_while_one_writes(tmp_path: Path) -> None:
    fill(tmp_path, sample("a", TEXTS))
    with writing(tmp_path):
        store = open_store(tmp_path)
        assert store.catalogue.count_reports() == 1
        store.close()


CUT_OFF = """
import os, sys
from pathlib import Path
from corpus.store import writing
from tests.corpus.samples import put, sample
with writing(Path(sys.argv[1])) as store:
    store.vectors.replace = lambda *arguments: os._exit(9)
    type(store.vectors).replace = lambda *arguments: os._exit(9)
    put(store, sample("a", ["Arson fell.", "Fraud rose."], seed=7))
"""


def test_cut_off_between_the_catalogue_and_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readers are right at once; the next writer mends the index and embeds nothing."""
    fill(tmp_path, sample("a", TEXTS, seed=1), sample("b", TEXTS, seed=2))
    gone = run(CUT_OFF, str(tmp_path))
    _, errors = gone.communicate()
    assert gone.returncode == 9, errors
    new = sample("a", ["Arson fell.", "Fraud rose."], seed=7)

    store = open_store(tmp_path)
    assert not store.catalogue.index_is_current
    assert store.vectors.query(new.vectors[1], 1)[0][0] == "a:1"
    assert store.vectors.verify(store.catalogue) == ["The vector index is behind the catalogue."]
    assert [p.text for p in store.catalogue.passages("a")] == ["Arson fell.", "Fraud rose."]
    store.close()

    monkeypatch.setattr(Embedder, "encode", None)
    with writing(tmp_path) as writer:
        assert writer.catalogue.index_is_current
        assert writer.vectors.verify(writer.catalogue) == []
    store = open_store(tmp_path)
    assert store.vectors.query(new.vectors[1], 1)[0][0] == "a:1"
    store.close()
