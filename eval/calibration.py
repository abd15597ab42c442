"""Fits the weights by which answers are refused, and says how well they tell on other questions.

Learned from which sentences and rows of the evidence are gold answers, and from where one of them
is among the best.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rich.table import Table
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from corpus.errors import UsageError
from corpus.store import Store
from eval.matching import covers
from eval.sets import Question
from retrieval.evidence import Evidence, log_odds
from retrieval.gathering import gather
from retrieval.sufficiency import (
    FEWEST,
    REFUSED,
    chance_of_an_answer,
    lacks,
    odds_of_an_answer,
)
from retrieval.weights import Weights

Array = NDArray[np.float64]

REPORTED: Final = (0.06, 0.12)  # false refusals at which the share refused is told
FOLDS: Final = 10
SHOWN: Final = 3  # of the best sentences: one of them a gold answer, and an answer is shown


@dataclass(frozen=True, slots=True)
class Example:
    """A question's evidence: each unit's reading and support, and whether it is a gold answer.

    `searched` is the number of passages it comes from. `plain` marks a question that is refused
    whatever the weights.
    """

    id: str
    set: str
    answerable: bool
    units: tuple[tuple[float, float], ...]
    gold: tuple[bool, ...]
    searched: int
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """How well questions of a set are told apart, by weights that were fitted on others.

    `at` holds the share of unanswerable questions refused at the false refusals of REPORTED;
    `refused` and `false_refusals` are as the program decides. None where a set has only one kind
    of question.
    """

    questions: int
    unanswerable: int
    auc: float | None = None
    at: tuple[float, ...] | None = None
    refused: float | None = None
    false_refusals: float | None = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights fitted on all examples, and cross-validated figures by set and of all."""

    weights: Weights
    figures: Mapping[str, Figures]


def examples(store: Store, questions: Iterable[Question]) -> Iterator[Example]:
    """Each question as an example."""
    for question in questions:
        gathered = gather(store, question.question, areas=question.areas, prior=question.prior)
        evidence = gathered.evidence
        yield Example(
            question.id,
            question.set,
            question.answerable,
            tuple((item.reading, item.support) for item in evidence),
            tuple(_is_gold(question, item) for item in evidence),
            gathered.scope.passages,
            plain=bool(lacks(store, gathered)),
        )


def calibrate(found: Sequence[Example]) -> Calibration:
    """Weights from examples. Raises UsageError where they are too few or of one kind."""
    answerable = np.array([example.answerable for example in found])
    if min(answerable.sum(), (~answerable).sum()) < FOLDS:
        raise UsageError(
            f"Calibration needs at least {FOLDS} answerable and {FOLDS} unanswerable questions: "
            "give more sets."
        )
    told = np.zeros(len(found))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for train, test in folds.split(answerable, answerable):
        weights = fit([found[i] for i in train])
        told[test] = [_chance(found[i], weights) for i in test]
    names = [*dict.fromkeys(example.set for example in found), "all"]
    return Calibration(fit(found), {name: _figures(name, found, told) for name in names})


def fit(found: Sequence[Example]) -> Weights:
    """Weights from all examples.

    How much was searched weighs one standard error more than is likeliest: a wrong answer costs
    more than none, and among many papers it is the harder to notice.
    """
    units = np.array([unit for example in found for unit in example.units])
    gold = [one for example in found for one in example.gold]
    reading, support, bias = _regression(units, gold)
    weights = Weights(reading, support, bias, odds=1.0, searched=0.0, level=0.0)
    open_ones = [example for example in found if example.units and not example.plain]
    told = [odds_of_an_answer(_scores(example, weights)) for example in open_ones]
    searched = np.log([max(example.searched, FEWEST) for example in open_ones])
    made = np.column_stack([told, searched])
    right = [_shows_gold(example, weights) for example in open_ones]
    odds, size, level = _regression(made, right)
    error = _standard_error(made, replace(weights, odds=odds, searched=size, level=level))
    return replace(
        weights,
        odds=odds,
        searched=round(size - error, 4),
        level=round(level + error * float(searched.mean()), 4),  # as it was where as usual
    )


def _regression(told: Array, right: Sequence[bool]) -> tuple[float, float, float]:
    """The weights of two things, and the constant, of a logistic regression without a penalty."""
    if len(set(right)) < 2:
        raise UsageError(
            "None of the evidence found is a gold answer, or all of it: give each set the store "
            "that holds its reports."
        )
    model = LogisticRegression(C=np.inf).fit(told, right)
    first, second, constant = (round(float(v), 4) for v in (*model.coef_[0], *model.intercept_))
    return first, second, constant


def _standard_error(told: Array, weights: Weights) -> float:
    """Of the weight of how much was searched: by the information matrix of the regression (Hosmer
    and Lemeshow, "Applied Logistic Regression").
    """
    made = np.column_stack([told, np.ones(len(told))])
    likely = 1 / (1 + np.exp(-made @ [weights.odds, weights.searched, weights.level]))
    information = made.T @ (made * (likely * (1 - likely))[:, None])
    return float(np.sqrt(np.linalg.pinv(information)[1, 1]))


def _shows_gold(example: Example, weights: Weights) -> bool:
    """Whether one of the sentences that would be shown is a gold answer."""
    ranked = sorted(zip(_scores(example, weights), example.gold, strict=True), reverse=True)
    return any(gold for _, gold in ranked[:SHOWN])


def to_json(made: Calibration) -> dict[str, Any]:
    """A calibration as it is printed."""
    return asdict(made) | {"false_refusals": REPORTED}


def table(made: Calibration) -> Table:
    """The figures, one row a set."""
    shown = Table("set", "questions", "unanswerable", "AUC")
    for share in REPORTED:
        shown.add_column(f"refused at {share:.0%}")
    shown.add_column("refused")
    shown.add_column("false refusals")
    for name, one in made.figures.items():
        told = [*(one.at or ()), one.refused, one.false_refusals]
        shares = ["" if value is None else f"{value:.2f}" for value in told]
        auc = "" if one.auc is None else f"{one.auc:.3f}"
        shown.add_row(name, str(one.questions), str(one.unanswerable), auc, *shares)
    return shown


def write(weights: Weights, path: Path) -> None:
    """Writes the file that `retrieval/weights.py` reads."""
    path.write_text(json.dumps(asdict(weights), indent=2) + "\n", encoding="utf-8")


def _scores(example: Example, weights: Weights) -> list[float]:
    return [log_odds(*unit, weights) for unit in example.units]


def _chance(example: Example, weights: Weights) -> float:
    if example.plain:
        return 0.0
    return chance_of_an_answer(_scores(example, weights), example.searched, weights)


def _figures(name: str, found: Sequence[Example], told: Array) -> Figures:
    kept = np.array([name in (e.set, "all") for e in found])
    answerable, told = np.array([e.answerable for e in found])[kept], told[kept]
    near_misses = told[~answerable]
    if len(set(answerable)) < 2:
        return Figures(len(told), len(near_misses))
    thresholds = np.quantile(told[answerable], REPORTED)
    return Figures(
        len(told),
        len(near_misses),
        float(roc_auc_score(answerable, told)),
        tuple(float((near_misses < t).mean()) for t in thresholds),
        float((near_misses < REFUSED).mean()),
        float((told[answerable] < REFUSED).mean()),
    )


def _is_gold(question: Question, item: Evidence) -> bool:
    """Whether most of a unit is of a gold quote, or most of the quote in the unit."""
    passage = item.hit.passage
    shift = len(passage.text) - passage.end  # what a passage repeats stands before its own text
    shown = [passage.text[s.start + shift : s.end + shift] for s in item.unit.quotes]
    return any(
        item.hit.report.file in gold.files
        and (covers([gold.quote], " ".join(shown)) or covers(shown, gold.quote))
        for gold in question.gold
    )
