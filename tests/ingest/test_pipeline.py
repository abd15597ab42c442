"""Files into a real store, with the real readers, the real model and a real Chroma folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.embedding import Embedder, load_model
from corpus.errors import ReadError, StoreError, UsageError
from corpus.store import open_store
from ingest import pipeline, run
from ingest.results import Event, FileResult
from ingest.sandbox import Sandbox

REPORT = """Chorley Council

Report of: Director of Communities
Overview and Scrutiny Committee
26 January 2023

COMMUNITY SAFETY UPDATE

1. Purpose

1.1 This paper tells members what the partnership did about {subject} in the year.

2. Performance

2.1 Reports of {subject} fell by {number} per cent. The partnership paid for more patrols.

Quarter\tReports\tClosed
Q1\t{number}\t12
Q2\t34\t-
"""


def report(folder: Path, name: str, subject: str = "burglary", number: int = 17) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(REPORT.format(subject=subject, number=number))
    return file


def statuses(rows: list[FileResult]) -> dict[str, str]:
    return {row.path: row.status for row in rows}


def sound(folder: Path) -> None:
    assert pipeline.verify(folder) == []


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    report(folder, "a.txt")
    report(folder, "sub/b.txt", "arson", 22)
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_a_report_can_be_found_in_every_way(reports: Path, store: Path) -> None:
    events: list[Event] = []
    rows = pipeline.ingest([reports], store, events.append)
    assert statuses(rows) == {"a.txt": "added", "sub/b.txt": "added"}
    row = rows[0]
    assert (row.title, row.committee, row.date) == (
        "COMMUNITY SAFETY UPDATE",
        "Overview and Scrutiny Committee",
        "2023-01-26",
    )
    assert "Chorley" in row.areas
    assert (row.pages, row.pages_with_text, row.tables) == (1, 1, 1)
    assert row.seconds > 0
    assert events[-1].done == events[-1].total == 2
    assert {event.stage for event in events} == {"reading", "embedding", "stored"}

    held = open_store(store)
    ids = {r.path: r.id for r in held.catalogue.reports()}
    assert held.catalogue.search_text("arson", 5)[0][0] == ids["sub/b.txt"]
    assert held.catalogue.search_text("context : chorley", 5)
    model = load_model()
    nearest = held.vectors.query(model.encode_queries(["Did fires set on purpose go down?"])[0], 3)
    assert nearest[0][0].startswith(ids["sub/b.txt"])
    for passage in held.catalogue.passages(row.report_id or ""):
        page = held.catalogue.page(passage.report_id, passage.page)
        assert page.text[passage.start : passage.end]
        units = held.catalogue.unit_vectors([(passage.report_id, passage.ordinal)])
        assert len(next(iter(units.values()))) == len(passage.units)
        for unit, vector in zip(passage.units, next(iter(units.values())), strict=True):
            assert float(model.encode([unit.text])[0] @ vector) == pytest.approx(1, abs=1e-3)
    held.close()
    sound(store)


def test_what_is_unchanged_costs_nothing(
    reports: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.ingest([reports], store)
    monkeypatch.setattr(Sandbox, "parse", None)
    monkeypatch.setattr(Embedder, "encode", None)
    monkeypatch.setattr(run, "load_model", None)
    assert set(statuses(pipeline.ingest([reports], store)).values()) == {"unchanged"}
    assert statuses(pipeline.ingest([reports / "a.txt"], store)) == {"a.txt": "unchanged"}


def test_an_edited_file_replaces_its_old_self(reports: Path, store: Path) -> None:
    before = {r.path: r.report_id for r in pipeline.ingest([reports], store)}
    report(reports, "a.txt", "shoplifting")
    rows = pipeline.ingest([reports], store)
    assert statuses(rows) == {"a.txt": "updated", "sub/b.txt": "unchanged"}
    assert {r.path: r.report_id for r in rows} == before
    held = open_store(store)
    assert held.catalogue.search_text("burglary", 5) == []
    assert held.catalogue.search_text("shoplifting", 5)
    held.close()
    sound(store)


def test_a_file_that_is_gone_is_kept(reports: Path, store: Path) -> None:
    pipeline.ingest([reports], store)
    (reports / "a.txt").unlink()
    assert statuses(pipeline.ingest([reports], store)) == {"sub/b.txt": "unchanged"}
    assert [row.path for row in pipeline.held(store)] == ["a.txt", "sub/b.txt"]


def test_a_file_that_fails_costs_only_itself(reports: Path, store: Path) -> None:
    pipeline.ingest([reports], store)
    (reports / "a.txt").write_bytes(b"")
    (reports / "torn.pdf").write_bytes(b"%PDF-1.7 and no more")
    report(reports, "late.txt", "fraud")
    (reports / "notes.xyz").write_text("x")
    rows = {row.path: row for row in pipeline.ingest([reports], store)}
    assert statuses(list(rows.values())) == {
        "a.txt": "failed",
        "late.txt": "added",
        "notes.xyz": "skipped",
        "sub/b.txt": "unchanged",
        "torn.pdf": "failed",
    }
    assert "a.txt is empty" in (rows["a.txt"].error or "")
    assert "torn.pdf" in (rows["torn.pdf"].error or "")
    assert rows["a.txt"].report_id is not None  # the version held before is still there
    assert rows["torn.pdf"].report_id is None
    held = open_store(store)
    assert held.catalogue.search_text("burglary", 5)
    held.close()
    sound(store)


def test_copies_are_held_once_at_the_first_path(tmp_path: Path, store: Path) -> None:
    folder = tmp_path / "in"
    for name in ("b.txt", "c.txt"):
        report(folder, name)
    rows = pipeline.ingest([folder], store)
    assert statuses(rows) == {"b.txt": "added", "c.txt": "duplicate"}
    assert rows[1].report_id == rows[0].report_id
    report(folder, "a.txt")  # sorts before the one that is held
    rows = pipeline.ingest([folder], store)
    assert statuses(rows) == {"a.txt": "added", "b.txt": "duplicate", "c.txt": "duplicate"}
    assert [row.path for row in pipeline.held(store)] == ["a.txt"]
    assert len({row.report_id for row in rows}) == 1
    report(folder, "a.txt", "fraud")  # and is a copy no more
    rows = pipeline.ingest([folder], store)
    assert statuses(rows) == {"a.txt": "updated", "b.txt": "added", "c.txt": "duplicate"}
    sound(store)


def test_a_copy_is_read_where_the_first_cannot_be(tmp_path: Path, store: Path) -> None:
    file = report(tmp_path / "in", "b.txt")
    (tmp_path / "in" / "a.pdf").write_bytes(file.read_bytes())
    rows = pipeline.ingest([tmp_path / "in"], store)
    assert statuses(rows) == {"a.pdf": "failed", "b.txt": "added"}


def test_the_manifest_has_the_last_word(reports: Path, store: Path) -> None:
    pipeline.ingest([reports], store)
    manifest = reports / "manifest.toml"
    manifest.write_text('[[report]]\nfile = "a.txt"\ntitle = "Given"\ndate = "2024-05"\n')
    rows = pipeline.ingest([reports], store)
    assert statuses(rows) == {"a.txt": "updated", "sub/b.txt": "skipped"}
    assert (rows[0].title, rows[0].date) == ("Given", "2024-05")
    assert rows[0].committee == "Overview and Scrutiny Committee"
    assert statuses(pipeline.ingest([reports / "a.txt"], store)) == {"a.txt": "unchanged"}
    manifest.write_text("[[report]\n")
    with pytest.raises(ReadError, match="manifest.toml"):
        pipeline.ingest([reports], store)


def test_rank_does_not_depend_on_the_order_of_ingest(tmp_path: Path) -> None:
    subjects = ["burglary", "arson", "fraud", "knife crime", "road safety"]
    folder = tmp_path / "in"
    files = [report(folder, f"{n}.txt", subject, n) for n, subject in enumerate(subjects)]
    pipeline.ingest([folder], tmp_path / "one")
    for file in reversed(files):
        pipeline.ingest([file], tmp_path / "two")
    one, two = open_store(tmp_path / "one"), open_store(tmp_path / "two")
    vector = load_model().encode_queries(["How many reports of knife crime were there?"])[0]
    assert one.vectors.query(vector, 30) == two.vectors.query(vector, 30)
    assert one.catalogue.search_text("reports", 30) == two.catalogue.search_text("reports", 30)
    one.close()
    two.close()


def test_removing(reports: Path, store: Path) -> None:
    report(reports, "other/b.txt", "fraud")
    rows = pipeline.ingest([reports], store)
    with pytest.raises(UsageError, match="fits 2 reports.*other/b.txt.*sub/b.txt"):
        pipeline.remove(["b.txt"], store)
    with pytest.raises(UsageError, match="No report goes by the name"):
        pipeline.remove(["a.txt", "nothing.txt"], store)
    assert len(pipeline.held(store)) == 3  # all the names or none
    gone = pipeline.remove(["sub/b.txt", rows[0].report_id or ""], store)
    assert [row.status for row in gone] == ["removed", "removed"]
    assert [row.path for row in pipeline.held(store)] == ["other/b.txt"]
    sound(store)
    pipeline.remove(["b.txt"], store)
    with pytest.raises(StoreError, match="no reports yet"):
        pipeline.held(store)
    assert statuses(pipeline.ingest([reports / "a.txt"], store)) == {"a.txt": "added"}


def test_a_store_of_another_passage_maker_is_refused_and_kept(
    reports: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.ingest([reports], store)
    monkeypatch.setattr(pipeline, "PASSAGES_VERSION", "of tomorrow")
    with pytest.raises(StoreError, match="passage maker.*of tomorrow.*python -m ingest"):
        pipeline.ingest([reports], store)
    assert len(pipeline.held(store)) == 2


def test_a_stop_in_the_middle_keeps_what_is_done(
    reports: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(event: Event) -> None:
        if event.stage == "embedding" and event.path == "sub/b.txt":
            raise KeyboardInterrupt

    rows: list[FileResult] = []
    with pytest.raises(KeyboardInterrupt):
        pipeline.ingest([reports], store, stop, rows=rows)
    assert statuses(rows) == {"a.txt": "added"}
    assert [row.path for row in pipeline.held(store)] == ["a.txt"]
    sound(store)
    assert statuses(pipeline.ingest([reports], store)) == {
        "a.txt": "unchanged",
        "sub/b.txt": "added",
    }


def test_rebuilding_embeds_nothing(
    reports: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = sum(row.passages for row in pipeline.ingest([reports], store))
    monkeypatch.setattr(Embedder, "encode", None)
    assert pipeline.rebuild(store) == count
    sound(store)


def test_the_public_reports(community_folder: Path) -> None:
    rows = pipeline.held(community_folder)
    assert len(rows) == 5
    assert all(row.title and row.body and row.areas and row.date for row in rows)
    assert all(row.passages > 20 for row in rows)
    sound(community_folder)
