"""BEIR-style folders: `corpus.jsonl`, `queries.jsonl` and `qrels/*.tsv`, read and written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from corpus.errors import UsageError
from corpus.store import Store
from eval.judging import Judge
from eval.sets import Question

KIND: Final = "query"
_CORPUS, _QUERIES, _QRELS = "corpus.jsonl", "queries.jsonl", "qrels"
_SPLIT: Final = "test.tsv"  # the split that figures are quoted for


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A BEIR-style folder: documents, queries, and the grades of what is relevant, by id."""

    name: str
    documents: dict[str, str]
    queries: dict[str, str]
    relevant: dict[str, dict[str, int]]

    def questions(self) -> list[Question]:
        """The queries to which something is relevant."""
        return [
            Question(id=name, question=text, kind=KIND, set=self.name)
            for name, text in self.queries.items()
            if self.relevant.get(name)
        ]


def read(folder: Path) -> Benchmark:
    """Read a folder. Of several files of judgements `qrels/test.tsv` counts, else all of them.

    Raises UsageError, naming the file, where one is missing or malformed.
    """
    documents = {
        str(row["_id"]): "\n\n".join(part for key in ("title", "text") if (part := _text(row, key)))
        for row in _rows(folder / _CORPUS, "text")
    }
    queries = {str(row["_id"]): _text(row, "text") for row in _rows(folder / _QUERIES, "text")}
    splits = sorted((folder / _QRELS).glob("*.tsv"))
    if not splits:
        raise UsageError(f"{folder} has no {_QRELS}/*.tsv: a BEIR-style folder needs one.")
    chosen = [path for path in splits if path.name == _SPLIT] or splits
    relevant: dict[str, dict[str, int]] = {}
    for path in chosen:
        for query, document, grade in _judgements(path):
            if grade > 0:
                relevant.setdefault(query, {})[document] = grade
    found = Benchmark(folder.resolve().name, documents, queries, relevant)
    if not found.questions():
        raise UsageError(f"{folder} has no query to which something is relevant.")
    return found


def _rows(path: Path, *wanted: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_read(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or not {"_id", *wanted} <= row.keys():
            raise UsageError(
                f"{path}, line {number}, is not an object with "
                f"{' and '.join(('_id', *wanted))}: mend or remove it."
            )
        yield row


def _judgements(path: Path) -> Iterator[tuple[str, str, int]]:
    for number, line in enumerate(_read(path).splitlines(), start=1):
        fields = line.split("\t")
        if not line.strip() or (number == 1 and not _is_number(fields[-1])):  # the header
            continue
        if len(fields) != 3 or not _is_number(fields[2]):
            raise UsageError(
                f"{path}, line {number}, is not query, document and grade parted by tabs: "
                "mend or remove it."
            )
        yield fields[0], fields[1], int(fields[2])


def _is_number(text: str) -> bool:
    return text.strip().removeprefix("-").isdecimal()


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise UsageError(
            f"{path} cannot be read ({reason}): a BEIR-style folder has {_CORPUS}, {_QUERIES} "
            f"and {_QRELS}/*.tsv."
        ) from error


def write(questions: Sequence[Question], store: Store, folder: Path) -> None:
    """Write a test set and the passages of a store as a BEIR-style folder.

    Documents are passages; relevant is what holds a gold quote. Questions without evidence are
    left out, and so are follow-ups, which mean nothing by themselves. Raises UsageError where
    the folder is there already or cannot be written.
    """
    judge = Judge(store.catalogue)
    asked = [question for question in questions if question.gold and not question.prior]
    grades = [
        f"{question.id}\t{passage}\t1"
        for question in asked
        for passage in dict.fromkeys(p for held in judge.held(question) for p in held)
    ]
    passages = (
        {"_id": passage.id, "title": report.metadata.title, "text": passage.text}
        for report in store.catalogue.reports()
        for passage in store.catalogue.passages(report.id)
    )
    try:
        (folder / _QRELS).mkdir(parents=True)
        _write(folder / _CORPUS, (json.dumps(row, ensure_ascii=False) for row in passages))
        queries = ({"_id": question.id, "text": question.question} for question in asked)
        _write(folder / _QUERIES, (json.dumps(row, ensure_ascii=False) for row in queries))
        _write(folder / _QRELS / _SPLIT, ["query-id\tcorpus-id\tscore", *grades])
    except FileExistsError as error:
        raise UsageError(f"{folder} is there already: choose another folder.") from error
    except OSError as error:
        raise UsageError(f"{folder} cannot be written ({error.strerror}).") from error


def _write(path: Path, lines: Iterator[str] | Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
