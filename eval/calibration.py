"""Fits the weights by which answers are refused, and says how well they tell on other questions.

Learned twice over: which spans are gold answers, and which questions have one. Beside the test
questions stand their controls: answerable ones whose gold units were taken away, so that what
is learned is the evidence, not how unanswerable questions are put.
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
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from corpus.errors import UsageError
from corpus.store import Store
from eval.matching import covers, says
from eval.sets import Question
from retrieval.anchors import FEATURES, Anchor, Sought, anchors, sought
from retrieval.evidence import Evidence
from retrieval.gathering import gather
from retrieval.sufficiency import GATE, Weights, gate_features, lacks, odds

Array = NDArray[np.float64]

REFUSED: Final = 0.02  # false refusals at the threshold under which questions are refused
DOUBTED: Final = 0.15  # answerable questions under the threshold for doubt, the refused included
REPORTED: Final = (0.06, 0.12)  # false refusals at which the share refused is told
FOLDS: Final = 10
_PENALTIES: Final = (0.1, 0.3)  # C of the regression of spans, and of questions
_HOPELESS: Final = -99.0  # log-odds of what is refused by itself


@dataclass(frozen=True, slots=True)
class Example:
    """A question's spans that may answer, and which of them are gold answers.

    `control` marks an answerable question whose gold units were taken away; `plain` one that
    is refused whatever the weights.
    """

    id: str
    set: str
    answerable: bool
    kind: Sought
    anchors: tuple[Anchor, ...]
    gold: tuple[bool, ...]
    control: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """How well questions of a set are told apart, by weights that were fitted on others.

    `refused` follows REPORTED. None where a set has only one kind of question.
    """

    questions: int
    unanswerable: int
    auc: float | None
    refused: tuple[float, ...] | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights fitted on all examples, and cross-validated figures by set and of all."""

    weights: Weights
    figures: Mapping[str, Figures]


def examples(store: Store, questions: Iterable[Question]) -> Iterator[Example]:
    """Each question as an example, then its control where its evidence was found."""
    for question in questions:
        gathered = gather(store, question.question, areas=question.areas, prior=question.prior)
        query, evidence = gathered.query, gathered.evidence
        kind = sought(query)
        gold = [item for item in evidence if _is_gold(question, item)]
        found = tuple(anchors(query, evidence))
        hits = tuple(a.item in gold and _says_wanted(question, kind, a.text) for a in found)
        plain = bool(lacks(store, query, gathered.scope, evidence))
        yield Example(
            question.id, question.set, question.answerable, kind, found, hits, plain=plain
        )
        left = [
            item
            for item in evidence
            if item not in gold
            and not any(says(m, [item.unit.text]) for m in question.must_contain)
        ]
        if gold and left:
            found = tuple(anchors(query, left))
            none = tuple(False for _ in found)
            yield Example(question.id, question.set, False, kind, found, none, control=True)


def calibrate(found: Sequence[Example]) -> Calibration:
    """Weights from examples. Raises UsageError where they are too few or of one kind."""
    real = [example for example in found if not example.control]
    if min(sum(e.answerable for e in real), sum(not e.answerable for e in real)) < FOLDS:
        raise UsageError(
            f"Calibration needs at least {FOLDS} answerable and {FOLDS} unanswerable questions: "
            "give more sets."
        )
    told = np.zeros(len(found))
    folds = GroupKFold(FOLDS, shuffle=True, random_state=0)
    for train, test in folds.split(found, groups=[f"{e.set} {e.id}" for e in found]):
        weights = fit([found[i] for i in train])
        told[test] = [_log_odds(found[i], weights) for i in test]
    answered = [v for e, v in zip(found, told, strict=True) if e.answerable]
    refuse, doubt = np.quantile(answered, [REFUSED, DOUBTED])
    weights = replace(fit(found), refuse=round(float(refuse), 4), doubt=round(float(doubt), 4))
    names = [*dict.fromkeys(e.set for e in real), "all"]
    return Calibration(weights, {name: _figures(name, found, told) for name in names})


def fit(found: Sequence[Example]) -> Weights:
    """Weights from all examples, without thresholds."""
    spans = np.array([a.features for e in found for a in e.anchors])
    anchor = _regression(FEATURES, spans, [g for e in found for g in e.gold], _PENALTIES[0])
    features = np.array([gate_features(e.kind, e.anchors, anchor) for e in found])
    gate = _regression(GATE, features, [e.answerable for e in found], _PENALTIES[1])
    return Weights(anchor, gate, 0.0, 0.0)


def to_json(made: Calibration) -> dict[str, Any]:
    """A calibration as it is printed."""
    return asdict(made) | {"false_refusals": REPORTED}


def table(made: Calibration) -> Table:
    """The figures, one row a set."""
    shown = Table("set", "questions", "unanswerable", "AUC")
    for share in REPORTED:
        shown.add_column(f"refused at {share:.0%}")
    for name, one in made.figures.items():
        shares = [f"{value:.2f}" for value in one.refused or ()]
        auc = "" if one.auc is None else f"{one.auc:.3f}"
        shown.add_row(name, str(one.questions), str(one.unanswerable), auc, *shares)
    return shown


def write(weights: Weights, path: Path) -> None:
    """Writes the file that `retrieval/sufficiency.py` reads."""
    path.write_text(json.dumps(asdict(weights), indent=2) + "\n", encoding="utf-8")


def _regression(
    names: Sequence[str], features: Array, wanted: Sequence[bool], penalty: float
) -> dict[str, float]:
    """A logistic regression's weights in the features' own units, "bias" first."""
    scaler = StandardScaler()
    model = make_pipeline(scaler, LogisticRegression(C=penalty, max_iter=2000))
    model.fit(features, wanted)
    own = model[-1].coef_[0] / scaler.scale_
    values = [model[-1].intercept_[0] - own @ scaler.mean_, *own]
    return {n: round(float(v), 4) for n, v in zip(("bias", *names), values, strict=True)}


def _log_odds(example: Example, weights: Weights) -> float:
    if example.plain:
        return _HOPELESS
    return odds(gate_features(example.kind, example.anchors, weights.anchor), weights.gate)


def _figures(name: str, found: Sequence[Example], told: Array) -> Figures:
    kept = np.array([not e.control and name in (e.set, "all") for e in found])
    answerable, told = np.array([e.answerable for e in found])[kept], told[kept]
    if len(set(answerable)) < 2:
        return Figures(len(told), int((~answerable).sum()), None, None)
    thresholds = np.quantile(told[answerable], REPORTED)
    refused = tuple(float((told[~answerable] < t).mean()) for t in thresholds)
    auc = float(roc_auc_score(answerable, told))
    return Figures(len(told), int((~answerable).sum()), auc, refused)


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


def _says_wanted(question: Question, kind: Sought, said: str) -> bool:
    """Whether a span is, holds or is part of what an answer must contain."""
    must = question.must_contain
    return kind == "words" or says(said, must) or any(says(m, [said]) for m in must)
