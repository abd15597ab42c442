"""Reads files in a child process with limits of time and memory: documents are hostile."""

from __future__ import annotations

import io
import logging
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

from corpus.errors import ReadError
from corpus.settings import settings
from ingest.parsing import Job, Parsed
from ingest.worker import receive, send

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
GRACE = 5  # seconds on the clock beyond the processor time allowed
# All that a reader may send back: plain values and these. A pickle can name any function.
TRUSTED = {"corpus.models", "ingest.parsing"}


class Sandbox:
    """A worker process that is used again for every file, and replaced when it dies.

    Not to be shared by threads. What the worker writes to standard error goes to `log_file`.
    `worker` is the module that the process runs.
    """

    def __init__(self, log_file: Path | None = None, worker: str = "ingest.worker") -> None:
        self._log_file = log_file
        self._worker = worker
        self._process: subprocess.Popen[bytes] | None = None
        self._memory = settings().parse_memory_mb
        self._seconds = settings().parse_seconds

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def parse(self, job: Job) -> Parsed:
        """Reads one file. Raises ReadError, in a sentence, where that fails in any way."""
        name = Path(job.path).name
        process = self._running()
        late = threading.Event()
        timer = threading.Timer(self._seconds + GRACE, self._stop, (process, late))
        timer.start()
        try:
            kind, result = self._exchange(process, job)
        finally:
            timer.cancel()
        if kind == "parsed":
            return _parsed(result, name)
        if kind == "refused":
            raise ReadError(result)
        if kind == "failed":
            log.error("%s: the reader failed (%s)", name, result)
            raise ReadError(
                f"{name} could not be read: the reader failed on it ({result}). Try saving the "
                "file again, as PDF or DOCX."
            )
        self.close()
        raise ReadError(self._death(name, kind, process.returncode, late.is_set()))

    def close(self) -> None:
        """Ends the worker, at once if it is busy."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
            with Path(self._log_file or os.devnull).open("ab") as errors:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", self._worker, str(self._memory), str(self._seconds)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in paths if p)},
                    start_new_session=True,  # Ctrl-C is for the parent, which ends it
                )
        return self._process

    def _exchange(self, process: subprocess.Popen[bytes], job: Job) -> tuple[str, Any]:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the worker has no pipes")
        try:
            send(process.stdin, job)
            body = receive(process.stdout)
        except (OSError, ValueError):  # it died meanwhile, or was stopped
            body = None
        if body is None:
            process.wait()
            return "died", None
        try:
            return _Unpickler(io.BytesIO(body)).load()  # type: ignore[no-any-return]
        except Exception:
            log.exception("what the reader sent could not be taken")
            return "failed", "unexpected data"

    def _death(self, name: str, kind: str, status: int | None, late: bool) -> str:
        if kind == "memory":
            return (
                f"{name} needs more than {self._memory:,} MB of memory to read, so it was left "
                "out: split it, or raise SCRUTINY_PARSE_MEMORY_MB."
            )
        if late or status == -_signal("SIGXCPU"):
            return (
                f"{name} was not read within {self._seconds} seconds, so it was left out: split "
                "it, or raise SCRUTINY_PARSE_SECONDS."
            )
        return (
            f"{name} could not be read: the reading process broke off (status {status}), as it "
            "does for a damaged file or for want of memory. Try saving the file again."
        )

    @staticmethod
    def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
        late.set()
        process.kill()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module in TRUSTED:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not expected")


def _parsed(result: Any, name: str) -> Parsed:
    if not isinstance(result, Parsed):
        raise ReadError(f"{name} could not be read: the reader sent something unexpected.")
    return result


def _signal(name: str) -> int:
    import signal

    return int(getattr(signal, name, 0)) or 10_000
