"""Which files the arguments mean, and under what path each is kept."""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import ReadError, UsageError
from corpus.models import Metadata
from ingest.manifest import NAME as MANIFEST
from ingest.manifest import read_manifest
from ingest.results import FileResult

SLUG_LENGTH = 48


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to be held. `path` is its key: relative to the argument given, with "/"."""

    file: Path
    path: str
    override: Metadata | None = None

    @property
    def report_id(self) -> str:
        """A readable slug and a short hash, both of the key alone."""
        plain = unicodedata.normalize("NFKD", Path(self.path).stem).encode("ascii", "ignore")
        slug = re.sub(r"[^a-z0-9]+", "-", plain.decode().lower())[:SLUG_LENGTH].strip("-")
        digest = hashlib.sha256(self.path.encode()).hexdigest()[:8]
        return f"{slug or 'report'}-{digest}"

    def fingerprint(self, sha256: str) -> str:
        """Of all that the stored report depends on: the bytes and the manifest's entry."""
        entry = "" if self.override is None else json.dumps(asdict(self.override), sort_keys=True)
        return hashlib.sha256(f"{sha256}\n{entry}".encode()).hexdigest()


def key_of(path: Path | str) -> str:
    """A path as it is kept: the same on every system."""
    return unicodedata.normalize("NFC", Path(path).as_posix())


def gather(
    paths: Sequence[Path], supported: frozenset[str], store: Path
) -> tuple[list[Candidate], list[FileResult]]:
    """The files to be held, by key, and rows for those that are not taken.

    Raises UsageError for a path that is not there and ReadError for a broken manifest. The
    store's own folder is passed over.
    """
    candidates: dict[str, Candidate] = {}
    rows: dict[Path, FileResult] = {}
    for argument in paths:
        if not argument.exists():
            raise UsageError(f"There is no file or folder {argument}: check the path.")
        for file, item in _walk(argument, store) if argument.is_dir() else _named(argument):
            row = item if isinstance(item, FileResult) else None
            if isinstance(item, Candidate):
                if file.suffix.lower() in supported:
                    row = _clash(candidates.setdefault(item.path, item), item)
                else:
                    row = _unsupported(item, supported, named=not argument.is_dir())
            if row is not None:
                rows[file.resolve()] = row
    ordered = sorted(candidates.values(), key=lambda c: c.path)
    return ordered, sorted(rows.values(), key=lambda r: r.path)


def sha256_of(file: Path) -> str:
    """The digest of a file's bytes. Raises ReadError where it cannot be read."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ReadError(f"{file.name} could not be read: {error.strerror}.") from error


Found = tuple[Path, Candidate | FileResult]


def _named(file: Path) -> Iterator[Found]:
    manifest = read_manifest(file.parent) or {}
    yield file, Candidate(file, key_of(file.name), _keyed(manifest).get(key_of(file.name)))


def _walk(folder: Path, store: Path) -> Iterator[Found]:
    """All files below a folder but hidden ones. A manifest rules over its folder and below."""
    manifests: dict[Path, dict[str, Metadata]] = {}
    for here, folders, names in os.walk(folder):
        place = Path(here)
        if place.resolve() == store.resolve():
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        ruling = next((p for p in place.parents if p in manifests), None)
        if ruling is None and (listed := read_manifest(place)) is not None:
            manifests[place], ruling = _keyed(listed), place
            yield from _missing(folder, place, manifests[place])
        for name in sorted(names):
            if name.startswith((".", "~$")) or name == MANIFEST:
                continue
            file = place / name
            key = key_of(file.relative_to(folder))
            entry = key_of(file.relative_to(ruling)) if ruling else ""
            if ruling is None:
                yield file, Candidate(file, key)
            elif entry in manifests[ruling]:
                yield file, Candidate(file, key, manifests[ruling][entry])
            else:
                reason = f"{MANIFEST} does not list it."
                yield file, FileResult(file.name, "skipped", key, warnings=(reason,))


def _missing(folder: Path, place: Path, listed: dict[str, Metadata]) -> Iterator[Found]:
    for entry in sorted(listed):
        file = place / entry
        if not file.is_file():
            error = (
                f"{entry} is in {MANIFEST} but not in the folder: add the file or mend the list."
            )
            key = key_of(file.relative_to(folder))
            yield file, FileResult(file.name, "failed", key, error=error)


def _keyed(manifest: dict[str, Metadata]) -> dict[str, Metadata]:
    return {key_of(name): entry for name, entry in manifest.items()}


def _unsupported(item: Candidate, supported: frozenset[str], *, named: bool) -> FileResult:
    kinds = ", ".join(sorted(suffix.lstrip(".").upper() for suffix in supported))
    reason = f"{item.file.name} is not of a kind that can be read ({kinds})."
    if named:
        return FileResult(item.file.name, "failed", item.path, error=reason)
    return FileResult(item.file.name, "skipped", item.path, warnings=(reason,))


def _clash(first: Candidate, item: Candidate) -> FileResult | None:
    """A row where another file of this run would be kept under the same path."""
    if first is item or first.file.resolve() == item.file.resolve():
        return None
    error = (
        f"{item.file} would be kept under the same name as {first.file}: give the folder that "
        "holds both, or rename one."
    )
    return FileResult(item.file.name, "failed", item.path, error=error)
