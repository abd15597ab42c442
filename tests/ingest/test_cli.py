"""`python -m ingest`: exit codes, JSON alone on standard output, one sentence for a fault."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Invoke, module, refused
from tests.ingest.test_pipeline import report

KEYS = {
    "file",
    "status",
    "path",
    "report_id",
    "title",
    "body",
    "committee",
    "areas",
    "area_codes",
    "date",
    "pages",
    "pages_with_text",
    "passages",
    "tables",
    "warnings",
    "error",
    "seconds",
}


@pytest.fixture
def command(invoke: Invoke) -> Invoke:
    return partial(invoke, "ingest")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    report(folder, "a.txt")
    report(folder, "one/b.txt", "arson")
    report(folder, "two/b.txt", "fraud")
    return folder


@pytest.fixture(scope="module")
def store(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out") / "store"
    done = module("ingest", reports, "--store", folder)
    assert done.returncode == 0, done.stderr
    assert "3 added" in done.stdout
    assert "[3/3]" in done.stderr
    return folder


def listed(command: Invoke, store: Path) -> list[dict[str, Any]]:
    done = command("--list", "--store", store, "--json")
    assert done.returncode == 0
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def test_rows_as_json(command: Invoke, reports: Path, store: Path) -> None:
    done = module("ingest", reports, "--store", store, "--json")
    assert done.returncode == 0
    rows = json.loads(done.stdout)
    assert [row["file"] for row in rows] == ["a.txt", "b.txt", "b.txt"]
    assert {row["status"] for row in rows} == {"unchanged"}
    assert all(set(row) == KEYS for row in rows)
    assert listed(command, store) == rows


def test_pages(command: Invoke, store: Path) -> None:
    report_id = listed(command, store)[0]["report_id"]
    done = command("--page", report_id, "1", "--store", store, "--json")
    assert done.returncode == 0
    page = json.loads(done.stdout)
    assert set(page) == {"page", "page_label", "text"}
    assert page["page"] is None  # a text file has no pages
    assert "burglary fell by 17 per cent" in page["text"]
    refused(command("--page", report_id, "2", "--store", store), "only page 1")
    refused(command("--page", "ghost", "1", "--store", store), "ghost", "--list")
    refused(command("--page", report_id, "x", "--store", store), "--page", "integer")


def test_verify_and_rebuild(command: Invoke, store: Path) -> None:
    done = command("--verify", "--store", store, "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"ok": True, "problems": []})
    done = command("--rebuild", "--store", store, "--json")
    assert done.returncode == 0
    held = listed(command, store)
    assert json.loads(done.stdout)["rebuilt"] == sum(row["passages"] for row in held)


def test_a_name_that_fits_two(command: Invoke, store: Path) -> None:
    refused(command("--remove", "b.txt", "--store", store), "one/b.txt", "two/b.txt")
    refused(command("--remove", "c.txt", "--store", store), "c.txt")
    assert len(listed(command, store)) == 3


def test_what_cannot_run(command: Invoke, tmp_path: Path, reports: Path, store: Path) -> None:
    nowhere = tmp_path / "nowhere"
    refused(command(nowhere, "--store", nowhere), "There is no file or folder", "check the path")
    assert not nowhere.exists()
    for option in (["--list"], ["--verify"], ["--rebuild"], ["--remove", "x"], ["--page", "x", 1]):
        refused(command(*option, "--store", nowhere), "python -m ingest PATH")
    refused(command("--store", store), "--remove")
    refused(command(reports, "--list", "--store", store), "--list")
    refused(command("--nonsense"), "--nonsense")
    refused(module("ingest", "--list", "--store", store, SCRUTINY_MODEL="another"), "another")
    refused(module("ingest", "--list", SCRUTINY_PARSE_SECONDS="soon"), "SCRUTINY_PARSE_SECONDS")


def test_bad_files_fail_and_the_rest_goes_in(command: Invoke, tmp_path: Path) -> None:
    report(tmp_path / "in", "good.txt")
    (tmp_path / "in" / "empty.pdf").write_bytes(b"")
    (tmp_path / "in" / "fake.pdf").write_text("not a PDF")
    (tmp_path / "in" / "notes.xyz").write_text("x")
    named = tmp_path / "named.xyz"
    named.write_text("x")
    done = command(tmp_path / "in", named, "--store", tmp_path / "store", "--json")
    assert done.returncode == 1
    rows = {row["file"]: row for row in json.loads(done.stdout)}
    assert {name: row["status"] for name, row in rows.items()} == {
        "good.txt": "added",
        "empty.pdf": "failed",
        "fake.pdf": "failed",
        "notes.xyz": "skipped",
        "named.xyz": "failed",
    }
    for name, row in rows.items():
        assert (row["error"] is not None) == (row["status"] == "failed")
        assert row["error"] is None or name in row["error"]
    assert "Traceback" not in done.stderr


def test_a_file_cannot_steer_the_terminal(command: Invoke, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "\x1b[31m[bold]red.txt").write_bytes(b"")
    done = command(tmp_path / "in", "--store", tmp_path / "store")
    assert done.returncode == 1
    assert "\x1b" not in done.stdout + done.stderr
    assert "[bold]red.txt" in done.stdout


def test_progress_as_json(command: Invoke, tmp_path: Path) -> None:
    file = report(tmp_path, "a.txt")
    done = command(file, "--store", tmp_path / "store", "--json", "--progress-json")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert events[0]["stage"] == "reading"
    assert events[-1] == {"path": "a.txt", "stage": "stored", "done": 1, "total": 1, "part": 1.0}
    assert json.loads(done.stdout)[0]["status"] == "added"


def test_a_second_writer_is_turned_away(command: Invoke, tmp_path: Path, reports: Path) -> None:
    script = """
import sys, time
from pathlib import Path
from corpus.store import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(100)
"""
    store = tmp_path / "store"
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(store)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    refused(command(reports, "--store", store), "Another ingest is writing", "--store")
    holder.kill()
    holder.communicate()
    assert command(reports / "a.txt", "--store", store).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_stopped_in_the_middle(command: Invoke, tmp_path: Path, how: signal.Signals) -> None:
    """Every report is in its old state or its new one, and the next run goes on."""
    for number in range(6):
        report(tmp_path / "in", f"{number}.txt", f"theft {number}", number)
    store = tmp_path / "store"
    arguments = [str(tmp_path / "in"), "--store", str(store), "--json"]
    running = subprocess.Popen(
        [sys.executable, "-m", "ingest", *arguments, "--progress-json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Tests run in the background, as by a script with "&", ignore Ctrl-C, and so would this.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    assert running.stderr is not None
    for line in running.stderr:
        if json.loads(line)["stage"] == "stored":
            break
    running.send_signal(how)
    output, errors = running.communicate(timeout=60)
    assert "Traceback" not in errors
    if how is signal.SIGINT:
        assert running.returncode == 2
        assert "run the same command again" in errors
        assert json.loads(output)[0]["status"] == "added"
    assert command("--verify", "--store", store).returncode in (0, 1)
    done = command(*arguments)
    assert done.returncode == 0, done.stderr
    rows = [row["status"] for row in json.loads(done.stdout)]
    assert rows[0] == "unchanged"
    assert rows.count("added") + rows.count("unchanged") == 6
    assert command("--verify", "--store", store).returncode == 0
