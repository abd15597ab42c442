"""A real store of three small reports, and the app opened on it."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from corpus.catalogue import Catalogue
from corpus.models import Report
from corpus.settings import settings
from ingest.pipeline import ingest

ROOT = Path(__file__).resolve().parents[2]
DIGEST = ROOT / "corpus" / "reports" / "leicestershire-opcc-update-2021-03.pdf"
HOSTILE = """# Patrol Update ![x](http://evil.example/t.png) <script>alert(1)</script>

Report to the Overview and Scrutiny Committee, Chorley Council, 12 May 2024

## 1. Burglary patrols

1.1 The burglary patrols cost £45,000 in 2023/24 :smile: $x^2$ <img src=x onerror=alert(1)> **so**.

1.2 Chorley Council will review the patrols in September 2024.
"""
UNDATED = """Notes on bicycle marking

1. Bicycle marking

1.1 The scheme marked 312 bicycles at the market hall.
"""
SECONDS = 120  # for one run of the app: an ingest loads the model anew

Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("app")
    (folder / "patrols.md").write_text(HOSTILE, encoding="utf-8")
    (folder / "bicycles.txt").write_text(UNDATED, encoding="utf-8")
    files = [DIGEST, folder / "patrols.md", folder / "bicycles.txt"]
    rows = ingest(files, folder / "store")
    assert [row.status for row in rows] == ["added"] * 3, rows
    return folder / "store"


@pytest.fixture
def store(made_store: Path, tmp_path: Path) -> Path:
    """A copy of the store, for a test to change."""
    return Path(shutil.copytree(made_store, tmp_path / "store"))


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens a page of the app on a store."""
    handlers = logging.getLogger().handlers[:]

    def opened(folder: Path, page: str = "ask") -> AppTest:
        monkeypatch.setenv("SCRUTINY_STORE", str(folder))
        settings.cache_clear()
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=SECONDS).run()
        if page != "ask":
            app.switch_page(f"app_pages/{page}.py").run()
        return app

    yield opened
    settings.cache_clear()
    st.cache_resource.clear()
    st.cache_data.clear()
    logging.captureWarnings(False)
    root = logging.getLogger()
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers[:] = handlers


def reports_of(store: Path) -> list[Report]:
    """The reports that a store holds."""
    catalogue = Catalogue(store)
    try:
        return catalogue.reports()
    finally:
        catalogue.close()


def by_key(app: AppTest, key: str) -> Any:
    """The widget with a key, of whatever kind it is."""
    return app.get_by_key(key)


def drawn(app: AppTest) -> str:
    """All the HTML of a page but its look."""
    return "\n".join(part.value for part in app.html if "<style>" not in part.value)


def spoken_as_markdown(app: AppTest) -> list[str]:
    """Every text of a page that Streamlit reads as Markdown."""
    parts = [*app.markdown, *app.error, *app.warning, *app.info, *app.success, *app.caption]
    return [part.value for part in parts] + [button.label for button in app.button]
