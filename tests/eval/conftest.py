"""The command line, run in this process."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import eval.__main__ as command
from corpus import commands


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str


Invoke = Callable[..., Result]


@pytest.fixture
def invoke(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Invoke]:
    """Runs `python -m eval` in this process, in an empty folder."""
    root = logging.getLogger()
    handlers = root.handlers[:]
    monkeypatch.chdir(tmp_path)

    def invoked(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["eval", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            commands.run(command.app)
        printed = capsys.readouterr()
        return Result(int(ended.value.code or 0), printed.out, printed.err)

    yield invoked
    for handler in set(root.handlers) - set(handlers):
        handler.close()
    root.handlers[:] = handlers
    logging.captureWarnings(False)
