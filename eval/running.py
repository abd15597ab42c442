"""From what is to be asked to a finished run: shared by the command line and the app."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from corpus.errors import StoreError
from corpus.models import Answer
from corpus.settings import settings
from corpus.store import Store
from eval import runs
from eval.judging import Judge
from eval.metrics import Score, score
from eval.originals import Originals
from eval.sets import Question
from retrieval.answer import ask
from retrieval.serialise import to_json

TOP = 20  # passages retrieved for a question
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """A run to be made: the questions, the store they go to, and how answers are marked."""

    name: str
    questions: Sequence[Question]
    store: Store
    mark: runs.Mark
    settings: dict[str, Any]
    top: int = TOP


def plan(
    questions: Sequence[Question],
    store: Store,
    originals: Sequence[Path],
    *,
    top: int = TOP,
    name: str | None = None,
    only: Sequence[str] = (),
) -> Plan:
    """A run of test sets. `originals` are folders with the files that quotes are checked in."""
    sets = list(dict.fromkeys(question.set for question in questions))
    reports = store.catalogue.reports()
    holds = Originals(originals, {report.id: report.sha256 for report in reports}).holds
    judge = Judge(store.catalogue)

    def mark(question: Question, answer: Answer | None, milliseconds: float) -> Score:
        return score(question, answer, judge.held(question), milliseconds, holds)

    about = {"sets": sets, "only": list(only), "top": top}
    return Plan(name or "+".join(sets)[:80], questions, store, mark, about | described(store), top)


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
    _warm_up(asking, wanted.questions[0])
    yield from runs.ask_all(wanted.questions, asking, wanted.mark, to_json)


def finished(wanted: Plan, started: str, items: Sequence[runs.Item]) -> runs.Run:
    """The run of a plan that was carried out."""
    return runs.Run(wanted.name, started, wanted.settings, runs.versions(), tuple(items))


def missing(questions: Sequence[Question], store: Store) -> list[str]:
    """Names of the files with evidence that the store does not hold, sorted."""
    held = {report.file for report in store.catalogue.reports()}
    return sorted({p.file for q in questions for gold in q.gold for p in gold.places} - held)


def _ask(store: Store, top: int, question: Question) -> Answer:
    return ask(store, question.question, areas=question.areas, prior=question.prior, top=top)


def _warm_up(asking: runs.Ask, question: Question) -> None:
    try:
        asking(question)
    except StoreError:
        raise
    except Exception:  # asked again, and counted, with the rest
        _log.debug("the first question fails", exc_info=True)
