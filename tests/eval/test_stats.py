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


def test_paired_test_is_the_exact_sign_test_for_yes_and_no() -> None:
    assert paired_test([0, 0, 1], [0, 0, 1]) == 1.0
    assert paired_test([0] * 5, [1] * 5) == pytest.approx(2 / 32)
    assert paired_test([0] * 9 + [1], [1] * 9 + [0]) == pytest.approx(22 / 1024)


def test_paired_test_by_sampling_is_close_to_exact() -> None:
    before, after = [0.0] * 20, [1.0] * 15 + [-1.0] * 5
    assert paired_test(before, after) == pytest.approx(0.0414, abs=0.006)


def test_percentile() -> None:
    assert percentile([1, 2, 3], 50) == 2
    assert percentile([], 50) is None
