"""What turns evidence into odds, and odds into refusals: fitted on question sets.

`python -m eval calibrate` fits them anew (eval/README.md, "Calibrating the refusals").
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

WEIGHTS: Final = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """Of two logistic regressions: one makes of a sentence's `reading` and `support` the log-odds
    that it answers; the other makes of those of all sentences together (`odds`), and of how many
    passages were `searched` for them (their logarithm), the log-odds that an answer is shown.
    """

    reading: float
    support: float
    bias: float
    odds: float
    searched: float
    level: float


@cache
def load_weights() -> Weights:
    """The weights that ship with the program."""
    return Weights(**json.loads(WEIGHTS.read_text(encoding="utf-8")))
