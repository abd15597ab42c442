"""From what is to be asked to a finished run: shared by the command line and the app."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from corpus.errors import StoreError
from corpus.models import Answer
from corpus.settings import settings
from corpus.store import Store
from eval import cells, runs
from eval.judging import Judge
from eval.matrix import GoldCell
from eval.metrics import Score, score
from eval.originals import Originals
from eval.sets import Question
from retrieval.answer import ask
from retrieval.serialise import to_json

TOP = 20  # passages retrieved for a question
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """A run to be made: the questions, the store they go to, and how answers are marked.

    `fill` compares the areas of a gold matrix and marks its cells, where there is one.
    """

    name: str
    questions: Sequence[Question]
    store: Store
    mark: runs.Mark
    settings: dict[str, Any]
    top: int = TOP
    fill: Callable[[], runs.Cells] | None = None


def plan(
    questions: Sequence[Question],
    store: Store,
    originals: Sequence[Path],
    *,
    top: int = TOP,
    name: str | None = None,
    only: Sequence[str] = (),
    gold: Sequence[GoldCell] = (),
) -> Plan:
    """A run of test sets, and of a gold matrix.

    `originals` are folders with the files that quotes are checked in.
    """
    sets = list(dict.fromkeys([*(q.set for q in questions), *(cell.set for cell in gold)]))
    reports = store.catalogue.reports()
    files = Originals(originals, {report.id: report.sha256 for report in reports})
    judge = Judge(store.catalogue)

    def mark(question: Question, answer: Answer | None, milliseconds: float) -> Score:
        return score(question, answer, judge.held(question), milliseconds, files.holds)

    about = {"sets": sets, "only": list(only), "top": top}
    name = name or "+".join(sets)[:80]
    fill = partial(cells.fill, store, gold, files) if gold else None
    return Plan(name, questions, store, mark, about | described(store), top, fill)


def described(store: Store) -> dict[str, Any]:
    """What a run's figures depend on, of a store and the settings."""
    return {
        "store": str(store.folder),
        "reports": store.catalogue.count_reports(),
        "passages": store.catalogue.count_passages(),
        "generation": store.catalogue.generation,
        "settings": settings().model_dump(mode="json"),
    }


def carry_out(wanted: Plan) -> Iterator[runs.Item]:
    """Ask and mark every question, in turn. The model is loaded first: it is not timed."""
    asking = partial(_ask, wanted.store, wanted.top)
    for question in wanted.questions[:1]:
        _warm_up(asking, question)
    yield from runs.ask_all(wanted.questions, asking, wanted.mark, to_json)


def finished(
    wanted: Plan, started: str, items: Sequence[runs.Item], filled: runs.Cells | None = None
) -> runs.Run:
    """The run of a plan that was carried out."""
    return runs.Run(wanted.name, started, wanted.settings, runs.versions(), tuple(items), filled)


def missing(
    questions: Sequence[Question], store: Store, gold: Sequence[GoldCell] = ()
) -> list[str]:
    """Names of the files with evidence that the store does not hold, sorted."""
    held = {report.file for report in store.catalogue.reports()}
    places = {place.file for q in questions for quote in q.gold for place in quote.places}
    return sorted((places | {place.file for cell in gold for place in cell.places}) - held)


def _ask(store: Store, top: int, question: Question) -> Answer:
    return ask(store, question.question, areas=question.areas, prior=question.prior, top=top)


def _warm_up(asking: runs.Ask, question: Question) -> None:
    try:
        asking(question)
    except StoreError:
        raise
    except Exception:  # asked again, and counted, with the rest
        _log.debug("the first question fails", exc_info=True)
