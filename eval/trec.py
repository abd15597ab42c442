"""Runs and judgements in the formats that TREC's tools read.

A run's lines are `question Q0 passage rank score tag`, a judgement's `question 0 passage grade`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.ranking import scored


def write(
    beside: Path,
    found: Mapping[str, Sequence[str]],
    relevant: Mapping[str, Mapping[str, int]],
) -> tuple[Path, Path]:
    """Write `.run` and `.qrels` beside a saved run; their paths.

    `found` is each question's ranking, `relevant` the grades of what is relevant to it, both
    by question id; a question to which nothing is relevant has no judgements.
    """
    run, qrels = beside.with_suffix(".run"), beside.with_suffix(".qrels")
    run.write_text(_run(found, _word(beside.stem)), encoding="utf-8")
    qrels.write_text(_qrels(relevant), encoding="utf-8")
    return run, qrels


def _run(found: Mapping[str, Sequence[str]], tag: str) -> str:
    return "".join(
        f"{_word(question)} Q0 {_word(name)} {rank} {score} {tag}\n"
        for question, names in found.items()
        for rank, (name, score) in enumerate(scored(names), start=1)
    )


def _qrels(relevant: Mapping[str, Mapping[str, int]]) -> str:
    return "".join(
        f"{_word(question)} 0 {_word(name)} {grade}\n"
        for question, grades in relevant.items()
        for name, grade in grades.items()
    )


def _word(name: str) -> str:
    """A name as one word: the formats part their fields by space."""
    return "_".join(name.split())
