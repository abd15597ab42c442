"""The vector index: a real Chroma folder, which the catalogue always has the last word over."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.chroma import handle_for
from corpus.store import Store, open_store, writing
from tests.corpus.samples import Sample, fill, put, sample, unit_length

ROOT = Path(__file__).resolve().parents[2]


def texts(count: int) -> list[str]:
    return [f"Line {number}." for number in range(count)]


def exact(samples: list[Sample], question: np.ndarray, n: int) -> list[str]:
    ids = [p.id for made in samples for p in made.passages]
    scores = np.vstack([made.vectors for made in samples]) @ question
    return [i for _, i in sorted(zip(-scores, ids, strict=True))][:n]


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    return [sample(f"report-{n:02}", texts(60), seed=n) for n in range(50)]


@pytest.fixture(scope="module")
def store(samples: list[Sample], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("store")
    fill(folder, *samples)
    opened = open_store(folder)
    yield opened
    opened.close()


def test_the_nearest_are_found_in_order(store: Store, samples: list[Sample]) -> None:
    for question in unit_length(5, seed=999):
        hits = store.vectors.query(question, 50)
        assert [i for i, _ in hits] == exact(samples, question, 50)
        scores = [score for _, score in hits]
        assert scores == sorted(scores, reverse=True)
        first = samples[int(hits[0][0].split(":")[0][-2:])]
        vector = first.vectors[int(hits[0][0].split(":")[1])]
        assert scores[0] == pytest.approx(float(vector @ question), abs=1e-4)


@pytest.mark.parametrize("some", [[3], [3, 4, 5], list(range(45))])
def test_only_the_reports_asked_for(store: Store, samples: list[Sample], some: list[int]) -> None:
    chosen = [samples[n] for n in some]
    question = unit_length(1, seed=998)[0]
    hits = store.vectors.query(question, 40, {made.report.id for made in chosen})
    assert [i for i, _ in hits] == exact(chosen, question, 40)


def test_nothing_is_asked_of_no_report(store: Store) -> None:
    question = unit_length(1, seed=997)[0]
    assert store.vectors.query(question, 10, []) == []
    assert store.vectors.query(question, 10, ["ghost"]) == []
    assert store.vectors.query(question, 0) == []
    assert len(store.vectors.query(question, 100_000)) == 3000


def test_rank_does_not_depend_on_the_order_of_ingest(
    store: Store, samples: list[Sample], tmp_path: Path
) -> None:
    fill(tmp_path, *reversed(samples))
    other = open_store(tmp_path)
    for question in unit_length(5, seed=996):
        one = store.vectors.query(question, 100)
        two = other.vectors.query(question, 100)
        assert [i for i, _ in one] == [i for i, _ in two]
    other.close()


def test_a_whole_store_is_sound(store: Store) -> None:
    assert store.vectors.verify(store.catalogue) == []
    assert store.catalogue.check() == []


def test_more_than_one_batch_is_rebuilt(tmp_path: Path) -> None:
    """Chroma refuses more than 5,461 at once."""
    fill(tmp_path, sample("long", texts(6000)))
    with writing(tmp_path) as store:
        assert store.rebuild() == 6000
        assert store.vectors.verify(store.catalogue) == []


def test_an_update_leaves_no_ghost(tmp_path: Path) -> None:
    fill(tmp_path, sample("a", texts(5), seed=1), sample("b", texts(5), seed=2))
    fill(tmp_path, sample("a", texts(2), seed=3))
    with writing(tmp_path) as writer:
        writer.remove("b")
    store = open_store(tmp_path)
    assert store.vectors.verify(store.catalogue) == []
    question = unit_length(1, seed=1)[0]
    assert {i for i, _ in store.vectors.query(question, 10)} == {"a:0", "a:1"}
    store.close()


def test_verify_finds_what_is_wrong(tmp_path: Path) -> None:
    fill(tmp_path, sample("a", texts(5), seed=1), sample("b", texts(5), seed=2))
    with writing(tmp_path) as writer:
        writer.open_index()
        collection = handle_for(tmp_path / "chroma").collection
        assert collection is not None
        collection.delete(ids=["a:1"])
        collection.upsert(
            ids=["ghost:0", "b:2"],
            embeddings=unit_length(2, seed=9),
            metadatas=[{"report": "ghost"}, {"report": "b"}],
        )
        told = " ".join(writer.vectors.verify(writer.catalogue))
        assert "lacks 1" in told
        assert "1 passages that are not held" in told
        assert "1 wrong" in told
        writer.rebuild()
        assert writer.vectors.verify(writer.catalogue) == []


@pytest.mark.parametrize("harm", ["missing", "garbage", "empty", "graph"])
def test_without_its_index_a_store_answers_all_the_same(tmp_path: Path, harm: str) -> None:
    # From 1,000 vectors on, Chroma keeps the graph in files of its own.
    made = [sample("a", texts(2100), seed=1), sample("b", texts(5), seed=2)]
    fill(tmp_path, *made)
    index = tmp_path / "chroma"
    graph = list(index.rglob("*.bin"))
    assert graph
    for file in graph if harm == "graph" else [f for f in index.rglob("*") if f.is_file()]:
        file.write_bytes(b"" if harm == "empty" else b"not an index" * 999)
    if harm == "missing":
        shutil.rmtree(index)
    store = open_store(tmp_path)
    question = unit_length(1, seed=5)[0]
    assert [i for i, _ in store.vectors.query(question, 4)] == exact(made, question, 4)
    store.close()
    with writing(tmp_path) as writer:
        put(writer, sample("c", texts(3), seed=3))
        assert writer.vectors.verify(writer.catalogue) == []
        assert writer.vectors._ask(question, 4) is not None


def test_a_reader_that_stays_open_sees_another_process_write(tmp_path: Path) -> None:
    fill(tmp_path, sample("a", texts(5), seed=1))
    store = open_store(tmp_path)
    wanted = sample("b", texts(5), seed=2)
    before = store.refresh()
    assert store.vectors.query(wanted.vectors[3], 1)[0][0].startswith("a:")
    script = """
import sys
from pathlib import Path
from tests.corpus.samples import fill, sample
fill(Path(sys.argv[1]), sample("b", [f"Line {n}." for n in range(5)], seed=2))
"""
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=True)
    assert store.refresh() > before
    assert store.vectors.query(wanted.vectors[3], 1)[0][0] == "b:3"
    assert store.vectors.verify(store.catalogue) == []
    store.close()


def test_many_threads_ask_while_one_writes(tmp_path: Path) -> None:
    """`close()` during another thread's query raises in Chroma; here nobody notices."""
    fill(tmp_path, sample("a", texts(50), seed=1))
    store = open_store(tmp_path)
    question = unit_length(1, seed=5)[0]
    faults: list[BaseException] = []
    stop = threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                assert len(store.vectors.query(question, 20)) == 20
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for turn in range(5):
        fill(tmp_path, sample("b", texts(50), seed=turn))
        with writing(tmp_path) as writer:
            writer.rebuild()
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert store.vectors.verify(store.catalogue) == []
    store.close()
