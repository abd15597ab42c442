"""Reads files ahead, in the child process, while the one before is being embedded."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from ingest.parsing import Job, Parsed
from ingest.sandbox import Sandbox

AHEAD = 2  # files read and not yet stored: each holds its pages in memory


class ReadingAhead:
    """Hands out parsed files while the next ones of `jobs` are being read.

    `jobs` are those expected to be wanted, in the order in which they will be.
    """

    def __init__(self, jobs: Sequence[Job], sandbox: Sandbox) -> None:
        self._expected = list(jobs)
        self._started: dict[str, Future[Parsed]] = {}
        self._sandbox = sandbox
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reading")

    def __enter__(self) -> ReadingAhead:
        self._fill()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._sandbox.close()  # a file half read is of no use to anyone now
        self._thread.shutdown(wait=True)

    def parse(self, job: Job) -> Parsed:
        """The file of `job`, waiting for it. Raises ReadError where it cannot be read."""
        future = self._started.pop(job.report_id, None)
        if future is None:  # wanted after all: a copy of a file that could not be read
            self._expected = [j for j in self._expected if j.report_id != job.report_id]
            future = self._thread.submit(self._sandbox.parse, job)
        self._fill()
        return future.result()

    def _fill(self) -> None:
        while self._expected and len(self._started) < AHEAD:
            job = self._expected.pop(0)
            self._started[job.report_id] = self._thread.submit(self._sandbox.parse, job)
