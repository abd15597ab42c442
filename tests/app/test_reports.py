"""The Reports page: the list, uploads through the real ingest, and removal."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from app_pages.uploads import Upload
from corpus.store import writing
from tests.app.conftest import DIGEST, UNDATED, Open, by_key, drawn, reports_of

TEXT = "text/plain"
GOOD = b"""Hedge watch

1. Hedge watch

1.1 The hedge watch planted 77 hedges along the canal.
"""


def upload(app: AppTest, *files: tuple[str, bytes], replace: bool = False) -> AppTest:
    app.file_uploader[0].set_value([(name, content, TEXT) for name, content in files])
    by_key(app, "replace").set_value(replace)
    by_key(app, "add").click().run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    parts = [*app.error, *app.warning, *app.success]
    return "\n".join(part.value for part in parts).replace("\\", "")


def kept(store: Path) -> list[str]:
    return sorted(file.name for file in (store / "uploads").glob("*/*"))


def test_what_is_held_is_listed(made_store: Path, open_app: Open) -> None:
    shown = drawn(open_app(made_store, "reports"))
    assert "3 reports held" in shown
    assert "Digest of LSCSB Update: Office of the Police and Crime Commissioner" in shown
    assert "Digest – written for this program" in shown
    assert "19 March 2021" in shown and "Leicestershire (police force area)" in shown
    assert "&lt;script&gt;" in shown and "<script" not in shown
    assert "data-name='Date'>not known" in shown


def test_uploads_go_in_and_what_fails_is_said(store: Path, open_app: Open) -> None:
    app = open_app(store, "reports")
    files = [
        ("../../Hedge watch.txt", GOOD),
        ("empty.pdf", b""),
        ("wrong.pdf", b"this is no PDF"),
        ("another name.pdf", DIGEST.read_bytes()),
    ]
    upload(app, *files)
    assert "1 report added: Hedge watch.txt." in said(app)
    assert "empty.pdf is empty (0 bytes)" in said(app)
    assert "wrong.pdf is not a PDF, whatever its name says" in said(app)
    assert "another name.pdf is the same file as leicestershire-opcc-update" in said(app)
    assert "4 reports held" in drawn(app)
    assert kept(store) == ["Hedge watch.txt"]
    assert (store / "uploads" / Upload("", GOOD).sha256 / "Hedge watch.txt").is_file()
    assert not app.run().error  # said once

    app.switch_page("app_pages/ask.py").run()
    app.chat_input[0].set_value("How many hedges did the hedge watch plant?").run()
    assert "77" in drawn(app) and "Searched 4 reports" in drawn(app)


def test_another_version_is_only_taken_on_purpose(store: Path, open_app: Open) -> None:
    app = open_app(store, "reports")
    changed = UNDATED.replace("312", "313").encode()
    upload(app, ("bicycles.txt", changed))
    assert "Another version of bicycles.txt is held" in said(app)
    assert not kept(store)
    upload(app, ("bicycles.txt", changed), replace=True)
    assert "1 report updated: bicycles.txt." in said(app)
    assert "3 reports held" in drawn(app)


def test_a_report_is_removed_after_a_question(store: Path, open_app: Open) -> None:
    app = open_app(store, "reports")
    assert by_key(app, "remove").disabled
    chosen = by_key(app, "chosen")
    name = next(option for option in chosen.options if "bicycles" in option)
    chosen.set_value(next(r.id for r in reports_of(store) if r.file == "bicycles.txt")).run()
    assert name.endswith("bicycles.txt")
    by_key(app, "remove").click().run()
    assert "It will no longer be searched" in drawn(app)
    by_key(app, "remove-yes").click().run()
    assert not app.exception
    assert "1 report removed: bicycles.txt." in said(app)
    assert "2 reports held" in drawn(app)


def test_nothing_chosen_and_nothing_held(tmp_path: Path, open_app: Open) -> None:
    app = open_app(tmp_path / "none", "reports")
    assert "No reports are held yet." in drawn(app)
    by_key(app, "add").click().run()
    assert said(app) == "Choose a file first."


def test_a_locked_store_is_said_to_be(store: Path, open_app: Open) -> None:
    app = open_app(store, "reports")
    with writing(store):
        upload(app, ("hedge.txt", GOOD))
    assert "Another ingest is writing" in said(app)
    assert "3 reports held" in drawn(app)
