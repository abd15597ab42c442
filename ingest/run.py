"""One run of ingest over its files, inside the writer's lock."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from corpus.embedding import Embedder, Vectors, load_model, release_memory
from corpus.errors import ReadError
from corpus.models import Report
from corpus.store import Writer
from ingest.ahead import ReadingAhead
from ingest.files import Candidate, sha256_of
from ingest.parsing import Job, Parsed
from ingest.passages import PASSAGES_VERSION
from ingest.planning import Decision, Entry, Holdings, entry_for, expected
from ingest.results import Event, FileResult, Progress, Stage, row_for
from ingest.sandbox import Sandbox

Tell = Callable[[Stage, float], None]

HEADER_SHARE = 0.5  # of a header's vector, beside its passage's text
FEWEST_WORDS = 3  # that a unit counts for in its passage


class Run:
    """Takes candidates through reading, embedding and storing; adds a row to `rows` for each."""

    def __init__(self, store: Writer, rows: list[FileResult], progress: Progress) -> None:
        self._store = store
        self._rows = rows
        self._progress = progress
        entries = store.catalogue.fingerprints()
        self._held = [Entry(*entry) for entry in entries]
        self._holdings = Holdings(self._held)

    def go(self, candidates: Sequence[Candidate], sandbox: Sandbox) -> None:
        """The whole run, in the order of the candidates' paths."""
        files = self._digests(candidates)
        jobs = [_job(candidate) for candidate, _ in expected(self._held, files)]
        with ReadingAhead(jobs, sandbox) as ahead:
            for done, (candidate, sha256) in enumerate(files):
                tell = partial(self._tell, candidate.path, done, len(files))
                self._rows.append(self._one(candidate, sha256, ahead, tell))
                self._tell(candidate.path, done + 1, len(files), "stored", 1.0)

    def _tell(self, path: str, done: int, total: int, stage: Stage, part: float) -> None:
        self._progress(Event(path, stage, done, total, part))

    def _digests(self, candidates: Sequence[Candidate]) -> list[tuple[Candidate, str]]:
        files = []
        for candidate in candidates:
            try:
                files.append((candidate, sha256_of(candidate.file)))
            except ReadError as error:
                self._rows.append(self._failed(candidate, error))
        return files

    def _one(
        self,
        candidate: Candidate,
        sha256: str,
        ahead: ReadingAhead,
        tell: Tell,
    ) -> FileResult:
        began = time.perf_counter()
        decision = self._holdings.decide(candidate, sha256)
        if decision.action == "unchanged":
            return row_for(self._store.catalogue.report(candidate.report_id), "unchanged")
        if decision.action == "duplicate" and decision.twin is not None:
            return self._duplicate(candidate, decision.twin)
        tell("reading", 0.0)
        try:
            parsed = ahead.parse(_job(candidate))
        except ReadError as error:
            return self._failed(candidate, error, time.perf_counter() - began)
        report = self._store_it(candidate, sha256, decision, parsed, tell)
        seconds = time.perf_counter() - began
        return row_for(report, decision.action, warnings=_gives_way(decision), seconds=seconds)

    def _failed(self, candidate: Candidate, error: ReadError, seconds: float = 0.0) -> FileResult:
        old = self._holdings.get(candidate.path)
        return FileResult(
            candidate.file.name,
            "failed",
            candidate.path,
            report_id=old.report_id if old else None,
            warnings=("The version held before is kept.",) if old else (),
            error=str(error),
            seconds=seconds,
        )

    def _duplicate(self, candidate: Candidate, twin: Entry) -> FileResult:
        warnings = [f"The same file as {twin.path}, which is held."]
        old = self._holdings.get(candidate.path)
        if old is not None:
            self._store.remove(old.report_id)
            self._holdings.drop(old.path)
            warnings.append("The version held before has been removed.")
        row = row_for(self._store.catalogue.report(twin.report_id), "duplicate")
        return replace(row, file=candidate.file.name, path=candidate.path, warnings=tuple(warnings))

    def _store_it(
        self,
        candidate: Candidate,
        sha256: str,
        decision: Decision,
        parsed: Parsed,
        tell: Tell,
    ) -> Report:
        tell("embedding", 0.0)
        model = load_model()
        self._store.catalogue.set_model(model.name, model.dimension, PASSAGES_VERSION)
        vectors, unit_vectors = embed(parsed, model, lambda part: tell("embedding", part))
        report = _report(candidate, sha256, parsed)
        self._store.put(
            report,
            parsed.document.pages,
            parsed.passages,
            vectors,
            unit_vectors,
            contexts=parsed.contexts,
            fingerprint=candidate.fingerprint(sha256),
            instead_of=[decision.twin.report_id] if decision.twin else [],
        )
        self._holdings.put(entry_for(candidate, sha256))
        release_memory()
        return report


def embed(
    parsed: Parsed, model: Embedder, progress: Callable[[float], None]
) -> tuple[Vectors, list[Vectors]]:
    """Vectors of the passages under their headers, (passages, dimension), and of the units of
    each, (units, dimension). `progress` is told the share done.

    A passage's vector is the mean of its units', weighted by their words, with half of its
    header's: as good as reading the whole passage again, and half the work (eval/README.md).
    A text is embedded once. Batches never reach over two reports: the last bits of a vector
    depend on its batch, and nothing may depend on what else is ingested.
    """
    units = [[unit.text for unit in passage.units] for passage in parsed.passages]
    every = dict.fromkeys([*parsed.contexts, *(text for part in units for text in part)])
    place = {text: number for number, text in enumerate(every)}
    vectors = model.encode(list(every), lambda done: progress(done / len(every)))
    of_units = [vectors[[place[text] for text in part]] for part in units]
    pooled = np.stack(
        [
            _pooled(own, [len(text.split()) for text in part], vectors[place[context]])
            for own, part, context in zip(of_units, units, parsed.contexts, strict=True)
        ]
    )
    return pooled, of_units


def _pooled(units: Vectors, words: Sequence[int], header: Vectors) -> Vectors:
    if not len(units):  # nothing in it can be quoted: a heading alone
        return header
    mean = np.average(units, axis=0, weights=np.maximum(words, FEWEST_WORDS))
    pooled = mean / np.linalg.norm(mean) + HEADER_SHARE * header
    return np.asarray(pooled / np.linalg.norm(pooled), dtype=np.float32)


def count_tables(parsed: Parsed) -> int:
    """Tables in a document; one that runs on from page to page counts once."""
    before = None
    count = 0
    for passage in parsed.passages:
        runs_on = before is not None and before.kind == "table" and before.continues
        count += passage.kind == "table" and not runs_on
        before = passage
    return count


def _report(candidate: Candidate, sha256: str, parsed: Parsed) -> Report:
    pages = parsed.document.pages
    return Report(
        id=candidate.report_id,
        path=candidate.path,
        file=candidate.file.name,
        sha256=sha256,
        metadata=parsed.metadata,
        paged=parsed.document.paged,
        pages=len(pages),
        pages_with_text=sum(bool(page.text.strip()) for page in pages),
        passages=len(parsed.passages),
        tables=count_tables(parsed),
        warnings=parsed.document.warnings,
    )


def _job(candidate: Candidate) -> Job:
    return Job(str(candidate.file), candidate.report_id, candidate.override)


def _gives_way(decision: Decision) -> tuple[str, ...]:
    if decision.twin is None:
        return ()
    return (f"The same file was held as {decision.twin.path}, which this replaces.",)
