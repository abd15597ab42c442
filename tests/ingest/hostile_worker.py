"""A worker in which some files do what a hostile file might make a reader do."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from corpus.models import Document, Metadata, Page
from ingest import worker
from ingest.parsing import Parsed


class Evil:
    """Runs a command in whoever unpickles it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("touch owned",)


def outcome(job: Any) -> tuple[str, Any]:
    name = os.path.basename(job.path)  # noqa: PTH119
    if name == "spins.pdf":
        while True:
            pass
    if name == "sleeps.pdf":
        time.sleep(600)
    if name == "grows.pdf":
        try:
            return "parsed", bytearray(10**12)
        except MemoryError:
            return "memory", ""
    if name == "crashes.pdf":
        os.kill(os.getpid(), signal.SIGSEGV)
    if name == "prints.pdf":
        print("noise on standard output")
        os.write(1, b"more noise\n")
    if name == "evil.pdf":
        return "parsed", Evil()
    if name == "odd.pdf":
        return "parsed", "not what was asked for"
    page = Page(1, str(os.getpid()))
    return "parsed", Parsed(Document((page,), (), False), Metadata(name), (), ())


if __name__ == "__main__":
    worker.outcome = outcome
    worker.main()
