"""Which files are taken, under what id, and that the order of ingest never shows."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.models import Metadata
from ingest.files import Candidate, gather
from ingest.planning import Entry, Holdings, entry_for, expected

KINDS = frozenset({".txt", ".pdf"})


def files(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


def paths(found: list[Candidate]) -> list[str]:
    return [candidate.path for candidate in found]


def test_an_id_is_readable_and_of_the_path_alone() -> None:
    one = Candidate(Path("/x/a.pdf"), "sub/Appendix 1 – Réserves.PDF")
    assert one.report_id.startswith("appendix-1-reserves-")
    assert one.report_id == Candidate(Path("/y"), one.path).report_id
    assert one.report_id != Candidate(Path("/x/a.pdf"), "other/Appendix 1 – Réserves.PDF").report_id
    assert Candidate(Path("x"), "年.pdf").report_id.startswith("report-")
    assert ":" not in Candidate(Path("x"), "a:b/c:1.pdf").report_id
    assert len(Candidate(Path("x"), "long " * 99 + ".pdf").report_id) < 60


def test_a_file_and_its_folder_give_the_same_path(tmp_path: Path) -> None:
    files(tmp_path, "a.txt", "sub/b.txt")
    in_folder, _ = gather([tmp_path], KINDS, tmp_path / "store")
    alone, _ = gather([tmp_path / "a.txt"], KINDS, tmp_path / "store")
    assert paths(in_folder) == ["a.txt", "sub/b.txt"]
    assert alone[0].report_id == in_folder[0].report_id


def test_what_is_passed_over(tmp_path: Path) -> None:
    files(tmp_path, "a.txt", ".hidden.txt", ".git/b.txt", "~$a.txt", "c.xls", "D.TXT", "st/e.txt")
    found, rows = gather([tmp_path], KINDS, tmp_path / "st")
    assert paths(found) == ["D.TXT", "a.txt"]
    assert [(row.path, row.status) for row in rows] == [("c.xls", "skipped")]
    assert rows[0].error is None
    assert "PDF, TXT" in rows[0].warnings[0]
    _, rows = gather([tmp_path / "c.xls"], KINDS, tmp_path / "st")
    assert rows[0].status == "failed"
    assert "c.xls" in (rows[0].error or "")


def test_a_missing_path_stops_everything(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        gather([tmp_path, tmp_path / "nowhere"], KINDS, tmp_path / "store")


def test_a_manifest_chooses_and_describes(tmp_path: Path) -> None:
    files(tmp_path, "in/a.txt", "in/b.txt", "in/source/c.txt", "out/d.txt")
    (tmp_path / "in" / "manifest.toml").write_text(
        '[[report]]\nfile = "a.txt"\ntitle = "Given"\n[[report]]\nfile = "gone.txt"\n'
    )
    found, rows = gather([tmp_path], KINDS, tmp_path / "store")
    assert paths(found) == ["in/a.txt", "out/d.txt"]
    assert found[0].override is not None
    assert found[0].override.title == "Given"
    assert found[1].override is None
    assert {row.path: row.status for row in rows} == {
        "in/b.txt": "skipped",
        "in/source/c.txt": "skipped",
        "in/gone.txt": "failed",
    }
    alone, _ = gather([tmp_path / "in" / "a.txt"], KINDS, tmp_path / "store")
    assert alone[0].override == found[0].override


def test_the_manifest_is_part_of_the_fingerprint() -> None:
    plain = Candidate(Path("a"), "a.txt")
    told = Candidate(Path("a"), "a.txt", Metadata("Title", date="2023"))
    again = Candidate(Path("a"), "a.txt", Metadata("Title", date="2024"))
    assert len({c.fingerprint("bytes") for c in (plain, told, again)}) == 3
    assert plain.fingerprint("bytes") != plain.fingerprint("other bytes")


def test_two_files_under_one_name(tmp_path: Path) -> None:
    files(tmp_path, "one/a.txt", "two/a.txt")
    folders = [tmp_path / "one", tmp_path / "two", tmp_path / "one"]
    found, rows = gather(folders, KINDS, tmp_path / "store")
    assert len(found) == 1
    assert [row.status for row in rows] == ["failed"]
    assert "two" in (rows[0].error or "")


def run(held: list[Entry], given: dict[str, str]) -> tuple[list[Entry], dict[str, str]]:
    """One run in which every file can be read: what is held after it, and each file's row."""
    holdings = Holdings(held)
    rows: dict[str, str] = {}
    for path in sorted(given):
        candidate = Candidate(Path(path), path)
        decision = holdings.decide(candidate, given[path])
        rows[path] = decision.action
        if decision.action in ("added", "updated"):
            holdings.put(entry_for(candidate, given[path]))
        elif decision.action == "duplicate":
            holdings.drop(path)
    kept = (holdings.get(path) for path in {e.path for e in held} | given.keys())
    return sorted((e for e in kept if e), key=lambda e: e.path), rows


def test_the_order_of_ingest_never_shows() -> None:
    bytes_of = {"a": "1", "b": "2", "c": "1", "d": "2", "e": "3", "f": "1"}
    ends = []
    for order in permutations(bytes_of):
        held: list[Entry] = []
        for path in order:
            held, _ = run(held, {path: bytes_of[path]})
        ends.append(held)
    together, rows = run([], bytes_of)
    assert all(end == together for end in ends)
    assert [entry.path for entry in together] == ["a", "b", "e"]
    assert list(rows.values()) == ["added", "added", "duplicate", "duplicate", "added", "duplicate"]


def test_nothing_changes_the_second_time() -> None:
    bytes_of = {"a": "1", "b": "2", "c": "1"}
    held, _ = run([], bytes_of)
    again, rows = run(held, bytes_of)
    assert again == held
    assert rows == {"a": "unchanged", "b": "unchanged", "c": "duplicate"}
    assert expected(held, [(Candidate(Path(p), p), d) for p, d in bytes_of.items()]) == []


def test_a_copy_comes_to_light_when_the_first_changes() -> None:
    held, _ = run([], {"a": "1", "b": "1"})
    held, rows = run(held, {"a": "2", "b": "1"})
    assert rows == {"a": "updated", "b": "added"}
    held, rows = run(held, {"a": "1", "b": "1"})
    assert rows == {"a": "updated", "b": "duplicate"}
    assert [entry.path for entry in held] == ["a"]


def test_a_file_changed_into_a_copy() -> None:
    held, _ = run([], {"a": "1", "b": "2"})
    held, rows = run(held, {"a": "2"})  # b is not given, and now a holds its bytes
    assert rows == {"a": "updated"}
    assert [entry.path for entry in held] == ["a"]
    held, _ = run([], {"a": "1", "b": "2"})
    held, rows = run(held, {"b": "1"})
    assert rows == {"b": "duplicate"}
    assert [entry.path for entry in held] == ["a"]


def test_files_that_swap_their_bytes() -> None:
    held, _ = run([], {"a": "1", "b": "2"})
    held, rows = run(held, {"a": "2", "b": "1"})
    assert rows == {"a": "updated", "b": "updated"}
    assert [(e.path, e.sha256) for e in held] == [("a", "2"), ("b", "1")]
