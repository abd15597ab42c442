"""The child process that reads files: `python -m ingest.worker MEMORY_MB SECONDS`.

Jobs come in on standard input and outcomes go out on standard output, each as a pickle after
its length. It imports neither the model nor the index, so that its memory limit is about the
file alone. It ends when its parent does.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys
import traceback
from typing import IO, Any

LENGTH = struct.Struct(">Q")


def send(stream: IO[bytes], message: Any) -> None:
    """Writes one message."""
    body = pickle.dumps(message, protocol=5)
    stream.write(LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The bytes of the next message; None where the other side is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    size = LENGTH.unpack(head)[0]
    body = stream.read(size)
    return body if len(body) == size else None


def limit_memory(megabytes: int) -> None:
    """Bounds this process's memory, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limit = megabytes * 1024 * 1024
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (OSError, ValueError):  # macOS does not take it
        return


def limit_seconds(seconds: int) -> None:
    """Bounds the processor time of the next job, where the system can."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = usage.ru_utime + usage.ru_stime
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent) + seconds + 1, hard))


def outcome(job: Any) -> tuple[str, Any]:
    """("parsed", Parsed), or why not: ("refused" | "memory" | "failed", text)."""
    from corpus.errors import ReadError
    from ingest.parsing import parse

    try:
        return "parsed", parse(job)
    except ReadError as error:
        return "refused", str(error)
    except MemoryError:
        return "memory", ""
    except Exception as error:  # a fault of ours: the file fails, the rest goes in
        traceback.print_exc()
        return "failed", type(error).__name__


def main() -> None:
    """Reads files until standard input ends."""
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    jobs = sys.stdin.buffer
    outcomes = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the outcomes
    limit_memory(memory)
    while (body := receive(jobs)) is not None:
        limit_seconds(seconds)
        kind, result = outcome(pickle.loads(body))  # noqa: S301  (from our own parent)
        send(outcomes, (kind, result))
        if kind == "memory":
            return  # what is left is in pieces: the next file gets a new process


if __name__ == "__main__":
    main()
