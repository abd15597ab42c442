"""Test sets: questions with what counts as their evidence, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from corpus.errors import UsageError

KINDS = ("fact", "date", "table", "list", "compare", "synthesis", "followup", "unanswerable")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gold quote stands. `page` is the PDF page, None where the format has none."""

    file: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """A verbatim quote that answers (part of) a question, and every place it stands."""

    quote: str
    places: tuple[Place, ...]

    @property
    def files(self) -> frozenset[str]:
        """Names of the files in which the quote counts."""
        return frozenset(place.file for place in self.places)


@dataclass(frozen=True, slots=True)
class Question:
    """One test question. `accept` lists the outcomes that refuse it rightly."""

    id: str
    question: str
    kind: str
    set: str
    prior: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    gold: tuple[Gold, ...] = ()
    must_contain: tuple[str, ...] = ()
    must_not_contain: tuple[str, ...] = ()
    accept: frozenset[str] = frozenset({"not_found"})

    @property
    def answerable(self) -> bool:
        """Whether the reports hold an answer."""
        return self.kind != "unanswerable"


def load(paths: Iterable[Path], only: Sequence[str] = ()) -> list[Question]:
    """Read test sets, pooled in the order given; with `only`, just the questions so named.

    Raises UsageError for a missing or malformed file, and as `choose` does.
    """
    read_in = (parse(read(path), path.stem, str(path)) for path in paths)
    return choose([question for questions in read_in for question in questions], only)


def choose(questions: Sequence[Question], only: Sequence[str] = ()) -> list[Question]:
    """The questions to ask: all, or just those that `only` names.

    Raises UsageError for an id used twice, an id in `only` that there is not, or no question.
    """
    seen: dict[str, str] = {}
    for question in questions:
        if question.id in seen:
            raise UsageError(
                f"Question {question.id} stands twice ({seen[question.id]}, {question.set}): "
                "give every question its own id."
            )
        seen[question.id] = question.set
    if unknown := [name for name in only if name not in seen]:
        raise UsageError(f"No question {', '.join(unknown)} in the sets given: check the id.")
    chosen = [question for question in questions if not only or question.id in set(only)]
    if not chosen:
        raise UsageError("The sets given hold no questions: give at least one.")
    return chosen


def read(path: Path) -> bytes:
    """A test set as it stands in its file. Raises UsageError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}): give a .jsonl test set."
        ) from error


def parse(content: bytes, name: str, where: str) -> list[Question]:
    """The questions of a test set called `name`; `where` is what an error calls it.

    Raises UsageError, naming the line, where it is not a test set.
    """
    return rows(content, where, "test question", lambda row: _question(row, name))


def rows(content: bytes, where: str, called: str, make: Callable[[dict[str, Any]], T]) -> list[T]:
    """What `make` makes of each line's object; `called` is what an error says it should be.

    Raises UsageError, naming the line, where `make` raises one of the errors of bad data.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{where} cannot be read (not UTF-8 text): give a .jsonl test set."
        ) from error
    made = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            made.append(make(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            said = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            raise UsageError(
                f"{where}, line {number}, is not a {called} ({said}): mend or remove it."
            ) from error
    return made


def _question(row: dict[str, Any], name: str) -> Question:
    kind = row["kind"]
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r} is none of {', '.join(KINDS)}")
    gold = tuple(_gold(evidence) for evidence in row.get("evidence", ()))
    if kind != "unanswerable" and not gold:
        raise ValueError("an answerable question needs evidence")
    return Question(
        id=str(row["id"]),
        question=row["question"],
        kind=kind,
        set=name,
        prior=_strings(row, "prior"),
        areas=_strings(row, "areas"),
        gold=gold,
        must_contain=_strings(row, "must_contain"),
        must_not_contain=_strings(row, "must_not_contain"),
        accept=frozenset({"not_found", *_strings(row, "accept")}),
    )


def _gold(evidence: dict[str, Any]) -> Gold:
    if not evidence["quote"].strip():
        raise ValueError("an evidence quote is empty")
    places = (evidence, *evidence.get("also", ()))
    return Gold(evidence["quote"], tuple(Place(p["file"], p.get("page")) for p in places))


def _strings(row: dict[str, Any], key: str) -> tuple[str, ...]:
    value = row.get(key) or ()
    if isinstance(value, str) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{key} must be a list of texts")
    return tuple(value)
