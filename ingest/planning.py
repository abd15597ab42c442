"""What is to be done with each file, so that the end never depends on the order of ingest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.files import Candidate


@dataclass(frozen=True, slots=True)
class Entry:
    """A report held, as far as planning goes."""

    path: str
    report_id: str
    sha256: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a file. `twin` is the report held with the same bytes at another path."""

    action: Literal["added", "updated", "unchanged", "duplicate"]
    twin: Entry | None = None


class Holdings:
    """What is held, kept in step with the catalogue during a run.

    The same bytes are held once, at the path that sorts first. Files are decided on in the
    order of their paths; so a twin at an earlier path has been dealt with and stays, and one
    at a later path gives way.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_path = {entry.path: entry for entry in entries}
        self._by_bytes = {entry.sha256: entry for entry in self._by_path.values()}
        self._at_start = frozenset(self._by_path)

    def decide(self, candidate: Candidate, sha256: str) -> Decision:
        """What a file with these bytes calls for."""
        held = self._by_path.get(candidate.path)
        twin = self._by_bytes.get(sha256)
        if twin is not None and twin.path == candidate.path:
            twin = None
        if twin is not None and twin.path < candidate.path:
            return Decision("duplicate", twin)
        if held is not None and held.fingerprint == candidate.fingerprint(sha256):
            return Decision("unchanged")
        return Decision("updated" if candidate.path in self._at_start else "added", twin)

    def get(self, path: str) -> Entry | None:
        """The report held at a path."""
        return self._by_path.get(path)

    def put(self, entry: Entry) -> None:
        """A report has gone in, in place of the one at its path and of its twin."""
        twin = self._by_bytes.get(entry.sha256)
        for path in (entry.path, *([twin.path] if twin else [])):
            self.drop(path)
        self._by_path[entry.path] = self._by_bytes[entry.sha256] = entry

    def drop(self, path: str) -> None:
        """The report at a path, if any, has gone."""
        entry = self._by_path.pop(path, None)
        if entry is not None and self._by_bytes.get(entry.sha256) is entry:
            del self._by_bytes[entry.sha256]


def expected(
    held: Sequence[Entry], files: Sequence[tuple[Candidate, str]]
) -> list[tuple[Candidate, str]]:
    """Those of the files, each with its digest, that must be read if none of them fails."""
    ahead = Holdings(held)
    wanted = []
    for candidate, sha256 in files:
        decision = ahead.decide(candidate, sha256)
        if decision.action in ("added", "updated"):
            wanted.append((candidate, sha256))
            ahead.put(entry_for(candidate, sha256))
        elif decision.action == "duplicate":
            ahead.drop(candidate.path)
    return wanted


def entry_for(candidate: Candidate, sha256: str) -> Entry:
    """The entry of a file that goes in."""
    return Entry(candidate.path, candidate.report_id, sha256, candidate.fingerprint(sha256))
