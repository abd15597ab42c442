"""Intervals and tests, kept apart from what they are taken of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import comb, sqrt
from typing import Final

import numpy as np

_Z95: Final = 1.959964
_RESAMPLES: Final = 4000
_EXACT_UP_TO: Final = 16  # differing pairs; 2^16 sign patterns take a tenth of a second
_SEED: Final = 20240131


def wilson(successes: int, trials: int) -> tuple[float, float] | None:
    """95 % interval of a share of successes (Wilson 1927), None without trials."""
    if trials == 0:
        return None
    share = successes / trials
    scale = 1 + _Z95**2 / trials
    centre = (share + _Z95**2 / (2 * trials)) / scale
    half = _Z95 * sqrt(share * (1 - share) / trials + _Z95**2 / (4 * trials**2)) / scale
    return max(0.0, centre - half), min(1.0, centre + half)


def interval(values: Sequence[float]) -> tuple[float, float] | None:
    """95 % interval of the mean of shares: Wilson where all are 0 or 1, else bootstrap.

    The bootstrap (percentiles of 4,000 resamples of the questions) has a fixed seed, so that
    one run always gives one figure. None without values.
    """
    if not values:
        return None
    if all(value in (0.0, 1.0) for value in values):
        return wilson(round(sum(values)), len(values))
    sample = np.asarray(values, dtype=np.float64)
    picks = np.random.default_rng(_SEED).integers(0, len(sample), (_RESAMPLES, len(sample)))
    low, high = np.percentile(sample[picks].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which `share` (0–100) of the values lie, None without values."""
    return float(np.percentile(np.asarray(values), share)) if values else None


def paired_test(before: Sequence[float], after: Sequence[float]) -> float:
    """Two-sided p of a paired permutation test on the mean difference; 1.0 where nothing differs.

    The signs of the differences are flipped (Fisher 1935). Where all differences are of one
    size, as for values of 0 and 1, that is McNemar's exact test, taken from the binomial
    distribution; else all patterns up to 16 differing pairs, and beyond that 20,000 random
    ones with a fixed seed, counting the one observed.
    """
    changes = [b - a for a, b in zip(before, after, strict=True) if a != b]
    if not changes:
        return 1.0
    sizes = np.asarray(changes, dtype=np.float64)
    if np.allclose(np.abs(sizes), abs(sizes[0])):
        return _mcnemar(int((sizes > 0).sum()), len(changes))
    observed = abs(sizes.sum()) - 1e-12
    if len(changes) <= _EXACT_UP_TO:
        signs = np.asarray(list(product((-1.0, 1.0), repeat=len(changes))))
        return float((np.abs(signs @ sizes) >= observed).mean())
    flips = np.random.default_rng(_SEED).choice((-1.0, 1.0), (20_000, len(changes)))
    return float(((np.abs(flips @ sizes) >= observed).sum() + 1) / (20_000 + 1))


def _mcnemar(better: int, differing: int) -> float:
    """Two-sided p of so many better among those that differ, each way being as likely."""
    tail = sum(comb(differing, k) for k in range(min(better, differing - better) + 1))
    return float(min(1.0, 2 * tail / 2**differing))
