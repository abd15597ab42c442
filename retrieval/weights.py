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
    """Of a logistic regression, by which a sentence's reading and support make the log-odds that
    it answers; and the log-odds of a question under which it is refused, or in doubt.
    """

    reading: float
    support: float
    bias: float
    refuse: float
    doubt: float


@cache
def load_weights() -> Weights:
    """The weights that ship with the program."""
    return Weights(**json.loads(WEIGHTS.read_text(encoding="utf-8")))
