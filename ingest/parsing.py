"""One file made into all that is stored of it but the vectors. Runs in the child process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.models import Document, Metadata, Passage


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read. `override` is its entry in the manifest, if it has one."""

    path: str
    report_id: str
    override: Metadata | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file holds. `contexts` is the header each passage is searched under."""

    document: Document
    metadata: Metadata
    passages: tuple[Passage, ...]
    contexts: tuple[str, ...]


def parse(job: Job) -> Parsed:
    """Reads a file. Raises ReadError, in a sentence, for what cannot be read as a report."""
    from corpus.errors import ReadError
    from ingest import metadata as about
    from ingest.passages import context_header, make_passages
    from ingest.readers import read

    path = Path(job.path)
    document = read(path)
    metadata = about.merge(about.infer(path, document), job.override)
    passages = make_passages(job.report_id, metadata, document)
    if not passages:
        raise ReadError(f"{path.name}: nothing in it can be searched; is it the right file?")
    contexts = tuple(context_header(metadata, passage) for passage in passages)
    return Parsed(document, metadata, tuple(passages), contexts)
