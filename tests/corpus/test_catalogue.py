"""The catalogue gives back what was put in, one whole report at a time."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.catalogue import Catalogue, passage_key
from corpus.changes import CatalogueWriter
from corpus.errors import StoreError, UsageError
from tests.corpus.samples import DIMENSION, Sample, sample

ROOT = Path(__file__).resolve().parents[2]
NEIGHBOURS = ["Burglary fell by a tenth.", "Knife crime rose.", "Road deaths were 12.", "No more."]


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[CatalogueWriter]:
    made = CatalogueWriter(tmp_path)
    yield made
    made.close()


def put(catalogue: CatalogueWriter, made: Sample, *, context: str = "Chorley Council") -> None:
    catalogue.put(
        made.report,
        made.pages,
        made.passages,
        made.vectors,
        made.unit_vectors,
        contexts=[context] * len(made.passages),
        fingerprint="f",
    )


def test_everything_comes_back_as_it_was(catalogue: CatalogueWriter) -> None:
    made = sample("chorley", NEIGHBOURS)
    put(catalogue, made)
    assert catalogue.reports() == [made.report]
    assert catalogue.report("chorley") == made.report
    assert catalogue.page("chorley", 1) == made.pages[0]
    assert catalogue.passages("chorley") == list(made.passages)
    ids, vectors = catalogue.all_vectors()
    assert ids == [p.id for p in made.passages]
    assert np.array_equal(vectors, made.vectors)
    units = catalogue.unit_vectors([("chorley", 2)])[("chorley", 2)]
    assert units.shape == (1, DIMENSION)
    assert units.dtype == np.float32
    assert np.allclose(units, made.unit_vectors[2], atol=1e-4)


def test_a_page_without_words_and_a_passage_without_units(catalogue: CatalogueWriter) -> None:
    made = sample("plain", ["One line."])
    made = replace(
        made,
        pages=(replace(made.pages[0], words=(), dropped=(), label=None),),
        passages=(replace(made.passages[0], units=(), paragraph=None, headings=()),),
        unit_vectors=[np.zeros((0, DIMENSION), dtype=np.float32)],
    )
    put(catalogue, made)
    assert catalogue.page("plain", 1) == made.pages[0]
    assert catalogue.passages("plain") == list(made.passages)
    assert catalogue.unit_vectors([("plain", 0)])[("plain", 0)].shape == (0, DIMENSION)


def test_a_new_version_leaves_nothing_of_the_old(catalogue: CatalogueWriter) -> None:
    put(catalogue, sample("chorley", NEIGHBOURS))
    before = catalogue.generation
    put(catalogue, sample("chorley", ["Arson fell."]))
    assert catalogue.generation > before
    assert catalogue.search_text("burglary", 5) == []
    assert len(catalogue.search_text("arson", 5)) == 1
    assert len(catalogue.all_vectors()[0]) == catalogue.count_passages() == 1
    assert catalogue.check() == []


def test_removing_leaves_the_others(catalogue: CatalogueWriter) -> None:
    put(catalogue, sample("chorley", NEIGHBOURS))
    put(catalogue, sample("kent", ["Knife crime in Kent."]))
    catalogue.remove("chorley")
    assert [r.id for r in catalogue.reports()] == ["kent"]
    assert [hit[0] for hit in catalogue.search_text("knife", 5)] == ["kent"]
    assert catalogue.check() == []
    with pytest.raises(UsageError, match="no report"):
        catalogue.report("chorley")


def test_a_put_that_fails_changes_nothing(catalogue: CatalogueWriter) -> None:
    put(catalogue, sample("chorley", NEIGHBOURS))
    before = catalogue.generation
    made = sample("chorley", ["New.", "Newer."])
    with pytest.raises(ValueError):
        catalogue.put(made.report, made.pages, made.passages, made.vectors[:1], made.unit_vectors,
                      contexts=["", ""], fingerprint="f")  # fmt: skip
    assert [p.text for p in catalogue.passages("chorley")] == NEIGHBOURS
    assert catalogue.generation == before
    assert len(catalogue.search_text("burglary", 5)) == 1


def test_search_by_stem_heading_and_context(catalogue: CatalogueWriter) -> None:
    put(catalogue, sample("chorley", ["The partnership funded patrols."]))
    put(catalogue, sample("kent", ["Nothing of the kind."]), context="Kent County Council")
    assert catalogue.search_text("fund", 5)[0][:2] == ("chorley", 0)
    assert catalogue.search_text('context : "kent"', 5)[0][:2] == ("kent", 0)
    assert {hit[0] for hit in catalogue.search_text("heading : performance", 5)} == {
        "chorley",
        "kent",
    }
    assert catalogue.search_text("nothing OR funded", 5, ["kent"])[0][0] == "kent"
    assert catalogue.search_text("funded", 5, ["kent"]) == []
    assert catalogue.search_text("funded", 5, []) == []
    assert catalogue.count_text("performance") == 2


def test_better_matches_score_higher(catalogue: CatalogueWriter) -> None:
    put(catalogue, sample("a", ["Knife knife knife.", "A knife and many other things besides.",
                                "Nothing.", "Nothing again.", "Still nothing."]))  # fmt: skip
    hits = catalogue.search_text("knife", 5)
    assert [hit[1] for hit in hits] == [0, 1]
    assert hits[0][2] > hits[1][2] > 0


def test_rank_does_not_depend_on_the_order_of_ingest(tmp_path: Path) -> None:
    found = []
    for order in (["a", "b", "c"], ["c", "a", "b"]):
        folder = tmp_path / "".join(order)
        folder.mkdir()
        catalogue = CatalogueWriter(folder)
        for name in order:
            put(catalogue, sample(name, ["Knife crime rose.", "Other things fell."]))
        found.append(catalogue.search_text("knife", 2))
        catalogue.close()
    assert found[0] == found[1]
    assert [hit[0] for hit in found[0]] == ["a", "b"]


@pytest.mark.parametrize("match", ['"open', "a AND", "NEAR(", "nosuch : x", "*"])
def test_a_bad_expression_is_said_to_be_one(catalogue: CatalogueWriter, match: str) -> None:
    with pytest.raises(UsageError, match="search words"):
        catalogue.search_text(match, 5)


def test_keys_that_are_not_held_are_left_out(catalogue: CatalogueWriter) -> None:
    put(catalogue, sample("chorley", NEIGHBOURS))
    keys = [("chorley", 1), ("chorley", 99), ("ghost", 0), passage_key("chorley:3")]
    assert list(catalogue.passages_by_key(keys)) == [("chorley", 1), ("chorley", 3)]
    assert [p.ordinal for p in catalogue.neighbours("chorley", 0, 2)] == [0, 1, 2]
    assert [p.ordinal for p in catalogue.neighbours("chorley", 3)] == [2, 3]
    with pytest.raises(UsageError, match="no page 2"):
        catalogue.page("chorley", 2)


def test_many_threads_read_while_one_writes(catalogue: CatalogueWriter, tmp_path: Path) -> None:
    put(catalogue, sample("chorley", NEIGHBOURS))
    reader = Catalogue(tmp_path)
    faults: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(50):
                texts = [p.text for p in reader.passages("chorley")]
                assert texts in (NEIGHBOURS, ["Short."])
                reader.search_text("burglary", 3)
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for turn in range(10):
        put(catalogue, sample("chorley", ["Short."] if turn % 2 else NEIGHBOURS))
    for thread in threads:
        thread.join()
    reader.close()
    assert faults == []


@pytest.mark.parametrize(
    ("name", "dimension", "passages", "told"),
    [
        ("other", 384, "1", "the model m"),
        ("m", 768, "1", "length 384"),
        ("m", 384, "2", "passage maker"),
    ],
)
def test_another_model_is_refused(
    catalogue: CatalogueWriter, name: str, dimension: int, passages: str, told: str
) -> None:
    catalogue.set_model("m", 384, "1")
    catalogue.check_model(name, dimension, passages)  # nothing is held: nothing is lost
    put(catalogue, sample("chorley", NEIGHBOURS))
    catalogue.check_model("m", 384, "1")
    with pytest.raises(StoreError, match=told) as refused:
        catalogue.set_model(name, dimension, passages)
    assert "python -m ingest" in str(refused.value)
    assert catalogue.count_passages() == len(NEIGHBOURS)


def test_a_reader_cannot_change_anything(catalogue: CatalogueWriter, tmp_path: Path) -> None:
    put(catalogue, sample("chorley", NEIGHBOURS))
    reader = Catalogue(tmp_path)
    with pytest.raises(StoreError):
        reader._read("DELETE FROM reports")
    reader.close()
    assert catalogue.count_reports() == 1


@pytest.mark.parametrize("junk", [b"not a database at all, by any means" * 40, b"SQLite"])
def test_a_damaged_catalogue_is_named(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "catalogue.sqlite3").write_bytes(junk)
    with pytest.raises(StoreError, match="damaged"):
        Catalogue(tmp_path)


def test_another_programs_version_is_refused(catalogue: CatalogueWriter, tmp_path: Path) -> None:
    catalogue.close()
    connection = sqlite3.connect(tmp_path / "catalogue.sqlite3")
    connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="another version"):
        Catalogue(tmp_path)


def test_killed_in_the_middle_of_a_report(catalogue: CatalogueWriter, tmp_path: Path) -> None:
    """The rollback journal is left behind; the next to open the file must undo it."""
    put(catalogue, sample("chorley", NEIGHBOURS))
    catalogue.close()
    script = """
import os, sys
from pathlib import Path
from corpus import changes
catalogue = changes.CatalogueWriter(Path(sys.argv[1]))
catalogue._connection.execute("PRAGMA cache_size = 1")
with catalogue._transaction() as connection:
    changes._delete_report(connection, "chorley")
    connection.execute("CREATE TABLE filler (x)")
    for _ in range(500):
        connection.execute("INSERT INTO filler VALUES (randomblob(4000))")
    os._exit(9)
"""
    gone = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=False)
    assert gone.returncode == 9
    assert (tmp_path / "catalogue.sqlite3-journal").is_file()
    reader = Catalogue(tmp_path)
    assert [p.text for p in reader.passages("chorley")] == NEIGHBOURS
    assert reader.check() == []
    reader.close()
