"""Changes to the store, made by `python -m ingest` in a child process, one at a time.

Two writers in one process would lose vectors, and a page that is left must not stop an ingest:
so a thread watches the child, and any page can look how far it is.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from corpus.errors import StoreLocked

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
# Of a file's time, about this share is reading; the rest is making it searchable.
READING = 0.3
Row = dict[str, Any]


class Job:
    """A running or finished `python -m ingest`.

    `rows` are the objects it printed, one a file. `fault` is its sentence where it could not
    run at all, else None. Both are there once `done` is set.
    """

    def __init__(self, arguments: Sequence[str], afterwards: Callable[[], None]) -> None:
        self.done = threading.Event()
        self.rows: list[Row] = []
        self.fault: str | None = None
        self.part = 0.0  # how far, 0 to 1
        self.what = "Starting …"
        self._said: list[str] = []
        self._afterwards = afterwards
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ingest", *arguments, "--json", "--progress-json"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        threading.Thread(target=self._watch, name="ingest", daemon=True).start()

    def _watch(self) -> None:
        try:
            with self._process:  # closes its pipes
                printed: list[str] = []
                out, said = _pipe(self._process.stdout), _pipe(self._process.stderr)
                reader = threading.Thread(target=lambda: printed.append(out.read()), daemon=True)
                reader.start()
                for line in said:
                    self._hear(line)
                reader.join()
            self._finish(self._process.returncode, "".join(printed))
        except Exception:
            log.exception("the ingest could not be followed")
            self.fault = "Something unexpected went wrong while the reports were being changed."
        finally:
            try:
                self._afterwards()
            except Exception:
                log.exception("clearing up after an ingest")
            self.done.set()

    def _hear(self, line: str) -> None:
        try:
            event = json.loads(line)
            stage, done, total = event["stage"], event["done"], event["total"]
            inside = {"reading": 0.0, "embedding": READING + (1 - READING) * event["part"]}
            self.part = min(1.0, (done + inside.get(stage, 0.0)) / max(total, 1))
            if stage == "stored":
                self.what = f"{done} of {total} done"
            else:
                doing = "Reading" if stage == "reading" else "Making searchable:"
                self.what = f"{doing} {event['path']} ({done + 1} of {total})"
        except (ValueError, KeyError, TypeError):
            self._said.append(line.strip())

    def _finish(self, code: int, out: str) -> None:
        try:
            rows = json.loads(out)
        except ValueError:
            rows = None
        if isinstance(rows, list):
            self.rows = rows
        if code not in (0, 1) or rows is None:
            log.error("ingest ended with %s: %s", code, " ".join(self._said))
            said = [line for line in self._said if line]
            self.fault = said[-1] if said and code == 2 else _BROKE_OFF


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise RuntimeError("the child has no pipes")
    return stream


_BROKE_OFF = (
    "The work broke off, perhaps for want of memory or disk space. Reports that were finished "
    "are kept; try again with fewer files."
)


class Jobs:
    """The one place where changes to a store are started."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: Job | None = None

    def latest(self) -> Job | None:
        """The job that runs, or the last one that ended."""
        return self._latest

    def start(self, prepare: Callable[[], Sequence[str]], afterwards: Callable[[], None]) -> Job:
        """Starts a job. `prepare` gives the arguments and runs while no other job can.

        Raises StoreLocked while another job runs.
        """
        with self._lock:
            if self._latest and not self._latest.done.is_set():
                raise StoreLocked(
                    "The reports held are being changed just now: wait until that is done and "
                    "try again."
                )
            self._latest = Job(prepare(), afterwards)
            return self._latest

    def forget(self, job: Job) -> None:
        """Lets go of a job whose outcome has been shown."""
        with self._lock:
            if self._latest is job:
                self._latest = None
