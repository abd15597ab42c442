"""Running a BEIR-style folder: its documents in a store of their own, its queries asked of it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ir_measures import R

from corpus.errors import UsageError
from corpus.models import Answer
from corpus.store import open_store
from eval.beir import Benchmark
from eval.metrics import CUT_OFFS, MEASURES, Score
from eval.ranking import ranked
from eval.running import Plan, described
from eval.runs import RUNS_DIR
from eval.sets import Question

TOP: Final = 100  # passages retrieved for a query
CORPORA: Final = RUNS_DIR / "corpora"
_ROOT: Final = Path(__file__).resolve().parents[1]
_RECALL: Final = {f"recall_at_{k}": R @ k for k in CUT_OFFS}


@dataclass(frozen=True, slots=True)
class Files:
    """A benchmark's documents as text files: the folder they are in, and the ids by file name."""

    folder: Path
    documents: dict[str, list[str]]


def plan(
    benchmark: Benchmark, questions: Sequence[Question], *, top: int = TOP, name: str | None = None
) -> Plan:
    """A run of a benchmark. Its documents are ingested first, in a child process.

    They stay under `.runs/corpora`, so that the next run of the same documents begins at once.
    Raises UsageError where they cannot be written or ingested.
    """
    files = write_out(benchmark, CORPORA)
    store = files.folder.with_name("store")
    command = [sys.executable, "-m", "ingest", files.folder, "--store", store, "--json"]
    done = subprocess.run(
        [*map(str, command)], cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    if done.returncode not in (0, 1):  # its sentence is on standard error
        raise UsageError(f"The documents of {benchmark.name} could not be ingested.")
    opened = open_store(store)

    def mark(question: Question, answer: Answer | None, milliseconds: float) -> Score:
        wanted = benchmark.relevant[question.id]
        return mark_query(question, answer, files.documents, wanted, milliseconds)

    about = {"sets": [benchmark.name], "documents": len(benchmark.documents), "top": top}
    return Plan(name or benchmark.name, questions, opened, mark, about | described(opened), top)


def write_out(benchmark: Benchmark, where: Path) -> Files:
    """Write a benchmark's documents as text files, one for each different text.

    The folder's name comes from the documents, so that others never mix with them.
    """
    documents: dict[str, list[str]] = {}
    for name, text in benchmark.documents.items():
        if text:
            documents.setdefault(text, []).append(name)
    digest = hashlib.sha256("\0".join(documents).encode()).hexdigest()[:16]
    folder = (where / digest / "documents").resolve()
    by_file = {f"{number:07}.txt": text for number, text in enumerate(documents, start=1)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in by_file.items():
            (folder / file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{folder} cannot be written ({error.strerror}).") from error
    return Files(folder, {file: documents[text] for file, text in by_file.items()})


def mark_query(
    question: Question,
    answer: Answer | None,
    documents: Mapping[str, Sequence[str]],
    relevant: Mapping[str, int],
    milliseconds: float,
) -> Score:
    """Score a query by the order in which the passages retrieved bring its documents up."""
    files = dict.fromkeys(hit.report.file for hit in answer.hits) if answer else {}
    found = tuple(name for file in files for name in documents[file])
    ranks = {name: rank for rank, name in enumerate(found, start=1) if name in relevant}
    return Score(
        id=question.id,
        set=question.set,
        kind=question.kind,
        outcome=answer.outcome if answer else "failed",
        measures={
            **dict.fromkeys(MEASURES),
            **ranked(relevant, found),
            **ranked(relevant, found, _RECALL),
        },
        gold_ranks=tuple(ranks.get(name) for name in relevant),
        relevant_ranks=tuple(ranks.values()),
        milliseconds=milliseconds,
        found=found,
        relevant=dict(relevant),
    )
