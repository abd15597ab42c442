"""The command line, run in this process."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.conftest import Invoke


@pytest.fixture
def invoke(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Invoke:
    """Runs `python -m eval` in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return partial(invoke, "eval")
