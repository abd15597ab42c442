"""What every page needs: the store that is held open, the model, and one place for faults."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from app_pages.inert import notice
from corpus.commands import log_to
from corpus.embedding import load_model
from corpus.errors import ScrutinyError, StoreEmpty
from corpus.schema import CATALOGUE
from corpus.settings import settings
from corpus.store import LOG, Store, open_store
from retrieval.reader import load_reader

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
LOOK = Path(__file__).with_name("look.css")


@contextmanager
def page() -> Iterator[None]:
    """Around all that a page draws: its look, and a sentence in place of a traceback."""
    _log_once(str(folder()))
    st.html(LOOK)
    try:
        yield
    except ScrutinyError as error:
        log.warning("%s", error)
        st.error(notice(str(error)))
    except Exception:
        log.exception("the page failed")
        st.error(
            "Something unexpected went wrong. Load the page again; if it happens again, the "
            + notice(f"details are in `{folder() / LOG}`.")
        )


def folder() -> Path:
    """The store's folder, by the settings; a relative one is taken from the program's own."""
    return ROOT / settings().store


def held() -> Store | None:
    """The store, kept open from one run to the next; None where nothing is held yet.

    Raises StoreError where there is a store that cannot be used.
    """
    try:
        catalogue = folder() / CATALOGUE
        # A store that was deleted and made anew is another file.
        store = _open(str(folder()), catalogue.stat().st_ino if catalogue.is_file() else 0)
    except StoreEmpty:
        return None
    return store if store.catalogue.count_reports() else None


def ready() -> None:
    """Loads the models, once, saying so."""
    _load()


@st.cache_resource(show_spinner=False, max_entries=1)
def _open(where: str, file: int) -> Store:
    return open_store(Path(where))


@st.cache_resource(show_spinner="Getting ready. This takes a few seconds, the first time only …")
def _load() -> bool:
    load_model()
    load_reader()
    return True


@st.cache_resource(show_spinner=False)
def _log_once(where: str) -> None:
    log_to(Path(where))
