"""What the reader makes of sentences beside a question, with the weights that ship."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from corpus.errors import ScrutinyError
from corpus.models import Passage, Span, Unit
from retrieval.reader import (
    MOST_TOKENS,
    TEXT_CHARS,
    WEIGHTS,
    _load,
    apply,
    as_read,
    changed,
    read,
    untrained,
)

NEAR = 0.2  # log-odds by which sums in sixteen bits may differ


@pytest.mark.parametrize(
    ("question", "answer", "near_miss"),
    [
        (
            "How much did the street lamps cost?",
            "Finance: The cost of the street lamps was £48,500.",
            "Finance: Mending the street lamps took five weeks.",
        ),
        (
            "Who pays for the wardens?",
            "Wardens: The two wardens are funded by the Home Office until March.",
            "Wardens: The two wardens patrol the market until March.",
        ),
        (
            "When does the pilot finish?",
            "Pilot: The trial will end on 31 May 2024.",
            "Pilot: The trial covers 31 streets in Moorside.",
        ),
        (
            "Why did burglary rise?",
            "Burglary: The increase is because offenders were released early.",
            "Burglary: There was an increase of 12 per cent on the year before.",
        ),
    ],
)
def test_an_answer_is_told_from_a_near_miss(question: str, answer: str, near_miss: str) -> None:
    other = "Minutes: The minutes of the last meeting were agreed."
    told = read(question, [near_miss, answer, other])
    assert told.argmax() == 1
    assert told[1] > 0 > told[2]


def test_a_text_is_read_alike_alone_and_among_others() -> None:
    question = "How many lamps were mended?"
    texts = ["Forty lamps were mended.", "None was.", " ".join(["The minutes were agreed."] * 9)]
    together = read(question, texts)
    alone = np.concatenate([read(question, [text]) for text in texts])
    assert together == pytest.approx(alone, abs=NEAR)
    assert read(question, []).shape == (0,)


def test_two_may_read_at_once() -> None:
    def told(_: int) -> float:
        return float(read("How many lamps were mended?", ["Forty lamps were mended."])[0])

    with ThreadPoolExecutor(4) as pool:
        assert len({round(one, 4) for one in pool.map(told, range(12))}) == 1


def test_an_overlong_question_and_text_are_cut() -> None:
    told = read("lamp " * 300, ["lamp " * 3000, ""])
    assert np.isfinite(told).all()


def test_a_unit_is_read_after_its_heading() -> None:
    unit = Unit(0, 5, "Agreed.", (Span(0, 5),))
    passage = Passage(
        "r", 0, 1, "text", 0, 5, "Agreed.", "", headings=("A", "Lamps in the old town")
    )
    assert as_read(passage, unit) == "Lamps in the old town: Agreed."
    said = "Lamps in the old town: Agreed."
    assert as_read(passage, Unit(0, 5, said, (Span(0, 5),))) == said
    deep = replace(passage, headings=("A report", "2. Lamps in the old town", "2.1 Aims"))
    assert as_read(deep, unit) == "2. Lamps in the old town: 2.1 Aims: Agreed."
    long = Unit(0, 5, "x" * 2 * TEXT_CHARS, (Span(0, 5),))
    assert len(as_read(passage, long)) == TEXT_CHARS + len("Lamps in the old town: ")


def test_what_was_learned_comes_back_from_eight_bits() -> None:
    torch.manual_seed(0)
    pairs = [("How many lamps?", "Forty lamps."), ("Who?", "The board."), ("x", "y " * 200)]
    learned, other = untrained(), untrained()
    with torch.no_grad():
        before = learned.logits(pairs)
        for weight in learned.body.parameters():
            weight.add_(torch.randn_like(weight) * weight.std() * 0.05)
        after = learned.logits(pairs)
        changes = changed(learned)
        apply(other, changes)
        again = other.logits(pairs)
    assert (after - before).abs().max() > 20 * (after - again).abs().max()
    assert changes["encoder.layer.0.attention.self.query.weight"].dtype == torch.int8
    assert set(changed(untrained())) == {"head.weight", "head.bias"}
    assert MOST_TOKENS < 512  # the most that BERT reads


@pytest.mark.parametrize("held", [None, b"version 1", "half"])
def test_weights_that_are_missing_or_damaged_are_said_so(
    tmp_path: Path, held: bytes | str | None
) -> None:
    path = tmp_path / "reader.safetensors"
    if held == "half":
        path.write_bytes(WEIGHTS.read_bytes()[:1_000_000])
    elif isinstance(held, bytes):
        path.write_bytes(held)
    with pytest.raises(ScrutinyError, match="install the program again"):
        _load(path)


def test_weights_of_another_model_are_refused() -> None:
    changes = changed(untrained())
    with pytest.raises(KeyError, match="no weight"):
        apply(untrained(), {**changes, "encoder.layer.99.weight": torch.zeros(1)})
