"""Trains the reader: which units of a report answer a question, and which only look so.

Learned from extracts of committee papers whose units are numbered, and questions with the numbers
of the units that answer: all of an extract's other units are known not to. Half of the questions
are near misses, which no unit answers. Beside a question's answers stand the units nearest to it
in meaning, which are the hard ones, and one of the rest.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from corpus.embedding import load_model
from eval.sets import read, rows
from retrieval.reader import Reader, changed, sixteen_bits, text_of, untrained

if TYPE_CHECKING:
    from torch import Tensor

EPOCHS: Final = 2
LEARNING_RATE: Final = 1e-4  # of the model; its new layer learns ten times as fast
WARM_UP: Final = 0.08  # share of the steps in which the rate rises; then it falls to nothing
PER_STEP: Final = 8  # questions
ANSWERS: Final = 5  # units of a question's answers that are read at most
NEAREST: Final = 6  # units that do not answer, and are read beside them
PAIRS: Final = 20  # of like length that are read at a time
EACH: Final = 0.3  # weight of the loss of units by themselves


@dataclass(frozen=True, slots=True)
class Example:
    """A question, texts of an extract, and which of them answer it."""

    question: str
    texts: tuple[str, ...]
    answers: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question of an extract: the indices of the units that answer, and of those that may be
    shown though they do not answer by themselves, which nothing is learned from.
    """

    question: str
    texts: tuple[str, ...]
    answers: frozenset[int]
    beside: frozenset[int]


def load(paths: Iterable[Path], seed: int = 0) -> list[Example]:
    """The questions of sets of extracts (eval/sets/README.md), each with the units to read.

    Raises UsageError, naming the line, where one is no such set.
    """
    asked = [
        question
        for path in paths
        for extract in rows(read(path), str(path), "set of extracts", lambda row: list(_asked(row)))
        for question in extract
    ]
    texts = list(
        dict.fromkeys([*(t for a in asked for t in a.texts), *(a.question for a in asked)])
    )
    vectors = dict(zip(texts, load_model().encode(texts), strict=True))
    chance = random.Random(seed)
    found = []
    for one in asked:
        near = np.array([vectors[text] @ vectors[one.question] for text in one.texts])
        order = [int(i) for i in np.argsort(-near, kind="stable")]
        wrong = [i for i in order if i not in one.answers | one.beside]
        rest = wrong[NEAREST:]
        chosen = [i for i in order if i in one.answers][:ANSWERS] + wrong[:NEAREST]
        chosen += chance.sample(rest, min(1, len(rest)))
        found.append(
            Example(
                one.question,
                tuple(one.texts[i] for i in chosen),
                tuple(i in one.answers for i in chosen),
            )
        )
    return found


def train(
    examples: Sequence[Example],
    *,
    epochs: int = EPOCHS,
    seed: int = 0,
    progress: Callable[[float], None] = lambda lost: None,
) -> Reader:
    """A reader that has learned the examples.

    `progress` is told the loss of each of the `steps(examples, epochs)`.
    """
    import torch

    torch.manual_seed(seed)
    chance = random.Random(seed)
    reader = untrained()
    for name, weight in reader.body.named_parameters():
        # Words keep what they mean: too few are met to learn that.
        weight.requires_grad = not name.startswith("embeddings.")
    body = [weight for weight in reader.body.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(
        [
            {"params": body, "lr": LEARNING_RATE},
            {"params": reader.head.parameters(), "lr": 10 * LEARNING_RATE},
        ],
        weight_decay=0.01,
        fused=True,
    )
    total = steps(examples, epochs)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (WARM_UP * total), (total - step) / total)
    )
    for _ in range(epochs):
        shuffled = chance.sample(examples, len(examples))
        for start in range(0, len(shuffled), PER_STEP):
            lost = loss(reader, shuffled[start : start + PER_STEP])
            torch.autograd.backward(lost)
            torch.nn.utils.clip_grad_norm_([*body, *reader.head.parameters()], 1.0)
            optimiser.step()
            optimiser.zero_grad()
            rate.step()
            progress(float(lost.detach()))
    return reader


def steps(examples: Sequence[Example], epochs: int = EPOCHS) -> int:
    """How many steps a training takes."""
    return epochs * math.ceil(len(examples) / PER_STEP)


def loss(reader: Reader, examples: Sequence[Example]) -> Tensor:
    """Of the units of a question beside "none of these", whose log-odds are 0, that an answer is
    chosen, or none where none answers; and a little of each unit by itself.
    """
    import torch
    from torch.nn.functional import softplus

    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=sixteen_bits()):
        logits = reader.logits([(e.question, t) for e in examples for t in e.texts], PAIRS).float()
    told = []
    for one, own in zip(
        examples, torch.split(logits, [len(e.texts) for e in examples]), strict=True
    ):
        answers = torch.tensor(one.answers)
        right, wrong = own[answers], own[~answers]
        none = own.new_zeros(1)
        chosen = torch.logsumexp(right if len(right) else none, 0)
        lost = torch.logsumexp(torch.cat([own, none]), 0) - chosen
        each = [softplus(signed).mean() for signed in (-right, wrong) if len(signed)]
        told.append(lost + EACH * torch.stack(each).sum())
    return torch.stack(told).mean()


def write(reader: Reader, path: Path) -> None:
    """Writes the file that `retrieval/reader.py` reads."""
    from safetensors.torch import save_file

    unfinished = path.with_name(f"{path.name}.part")
    save_file(changed(reader), unfinished)
    unfinished.replace(path)


def _asked(row: dict[str, Any]) -> Iterator[_Asked]:
    texts = tuple(text_of([heading], text) for heading, text in row["units"])
    for question in row["questions"]:
        answers = frozenset(number - 1 for number in question["answers"])
        beside = frozenset(number - 1 for number in question.get("beside", ()))
        asked = json.dumps(question["question"])
        if not answers | beside <= set(range(len(texts))):
            raise ValueError(f"{asked} names a unit that is not there")
        if answers & beside:
            raise ValueError(f"{asked} has a unit both answer and not")
        if len(beside) == len(texts):
            raise ValueError(f"{asked} leaves no unit to learn from")
        yield _Asked(question["question"], texts, answers, beside)
