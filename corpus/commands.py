"""What every command line here shares: exit codes, one sentence for a fault, and the log.

Exit codes: 0 done; 1 some inputs failed; 2 could not run. Never a traceback: details go to the
log in the store, or in the system's temporary folder where there is no store yet.
"""

from __future__ import annotations

import io
import logging
import re
import sys
import tempfile
from pathlib import Path
from typing import NoReturn, Protocol

from pydantic import ValidationError

from corpus.errors import ScrutinyError
from corpus.settings import settings
from corpus.store import LOG

log = logging.getLogger(__name__)

SOME_FAILED = 1
COULD_NOT_RUN = 2
TYPER_INTERRUPTED = 130  # what typer makes of Ctrl-C
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class Command(Protocol):
    """A typer application."""

    def __call__(self, *, standalone_mode: bool) -> object: ...


class _StoreLog(logging.FileHandler):
    """Writes into the store's folder, or the temporary one until there is a store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(folder / LOG, encoding="utf-8", delay=True)

    def _open(self) -> io.TextIOWrapper:
        folder = self.folder if self.folder.is_dir() else Path(tempfile.gettempdir())
        self.baseFilename = str(folder / LOG)
        return super()._open()


def log_to(folder: Path) -> None:
    """Sends this process's warnings and errors to the log of a store."""
    handler = _StoreLog(folder)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.raiseExceptions = False  # a full disk must not print a traceback either
    logging.captureWarnings(True)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings().log_level.upper())


def plain(text: str) -> str:
    """Text of a report as it may be printed: nothing in it can steer the terminal."""
    return _CONTROL.sub(" ", text)


def say(sentence: str) -> None:
    """One line to standard error."""
    print(plain(sentence), file=sys.stderr)


def run(command: Command) -> NoReturn:
    """Runs a typer application and exits with its code, saying in a sentence what went wrong.

    A command returns None or its exit code, and raises ScrutinyError where it cannot run.
    """
    try:
        code = command(standalone_mode=False)
        if code == TYPER_INTERRUPTED:
            raise KeyboardInterrupt
        sys.stdout.flush()
    except ScrutinyError as error:
        say(str(error))
        code = COULD_NOT_RUN
    except ValidationError as error:
        fields = ", ".join(f"SCRUTINY_{str(e['loc'][0]).upper()}" for e in error.errors())
        say(f"The setting {fields} has a value that cannot be used: mend or unset it.")
        code = COULD_NOT_RUN
    except KeyboardInterrupt:
        say("Stopped. What was finished is kept; run the same command again to go on.")
        code = COULD_NOT_RUN
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has left; nothing to tell them
        code = COULD_NOT_RUN
    except Exception as error:
        code = _unexpected(error)
    sys.exit(code if isinstance(code, int) else 0)


def _unexpected(error: Exception) -> int:
    bad_option = getattr(error, "format_message", None)
    if bad_option is not None:  # typer's own complaints about the command line
        say(f"{str(bad_option()).rstrip('.')}. --help shows what can be given.")
        return COULD_NOT_RUN
    log.error("unexpected", exc_info=error)
    files = [h.baseFilename for h in logging.getLogger().handlers if isinstance(h, _StoreLog)]
    where = f"; the details are in {files[0]}" if files else ""
    say(f"Something unexpected went wrong ({type(error).__name__}){where}.")
    return COULD_NOT_RUN
