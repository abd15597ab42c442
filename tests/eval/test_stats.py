from __future__ import annotations

import pytest

from eval.stats import interval, paired_test, percentile, wilson


def test_wilson_against_the_published_value() -> None:
    low, high = wilson(81, 263) or (0, 0)  # Newcombe 1998, table I
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert wilson(0, 0) is None
    low, high = wilson(20, 20) or (0, 0)
    assert 0.8 < low < high == 1.0


def test_interval_is_wilson_for_yes_and_no_and_bootstrap_for_shares() -> None:
    assert interval([1.0, 0.0, 1.0]) == wilson(2, 3)
    low, high = interval([0.5, 0.25, 1.0, 0.75] * 10) or (0, 0)
    assert 0.5 < low < 0.625 < high < 0.75
    assert interval([0.5, 1.0]) == interval([0.5, 1.0])
    assert interval([]) is None


def test_paired_test_of_yes_and_no_is_mcnemars_exact_test() -> None:
    assert paired_test([0, 0, 1], [0, 0, 1]) == 1.0
    assert paired_test([0] * 5, [1] * 5) == pytest.approx(2 / 32)
    assert paired_test([0] * 9 + [1], [1] * 9 + [0]) == pytest.approx(22 / 1024)
    assert paired_test([0] * 5 + [1] * 5, [1] * 5 + [0] * 5) == 1.0
    # 20 pairs that differ, 15 one way: 2 × P(X ≤ 5), X binomial (20, ½); pairs alike don't count.
    many = paired_test([0] * 15 + [1] * 5 + [1] * 80, [1] * 15 + [0] * 5 + [1] * 80)
    assert many == pytest.approx(0.041389, abs=1e-6)


def test_paired_test_of_shares_against_fishers_on_darwins_maize() -> None:
    """Fisher 1935, The Design of Experiments, §21: 863 of 2¹⁵ sign patterns reach the total."""
    differences = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
    assert sum(differences) == 314
    assert paired_test([0.0] * 15, differences) == pytest.approx(2 * 863 / 2**15)


def test_paired_test_by_sampling_is_close_to_exact() -> None:
    after = [1.0] * 15 + [-1.0] * 5 + [0.001]  # of two sizes: no longer McNemar's
    exact = (2 * 6196 + 15504) / 2**20  # X ≤ 4 on either side, and half of X = 5
    assert paired_test([0.0] * 21, after) == pytest.approx(exact, abs=0.004)


def test_percentile() -> None:
    assert percentile([1, 2, 3], 50) == 2
    assert percentile([], 50) is None
