"""Changes to the catalogue: only by the one writer, who holds the store's lock."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from corpus import rows
from corpus.catalogue import Catalogue, Vectors
from corpus.models import Page, Passage, Report


class CatalogueWriter(Catalogue):
    """The catalogue in a store's folder, made where there is none, to be changed."""

    def __init__(self, store_dir: Path) -> None:
        super().__init__(store_dir, write=True)

    def set_model(self, name: str, dimension: int, passages: str) -> None:
        """Records what the store is made with, once `check_model` has let it pass."""
        self.check_model(name, dimension, passages)
        with self._transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                [("model", name), ("dimension", str(dimension)), ("passages", passages)],
            )

    def put(
        self,
        report: Report,
        pages: Sequence[Page],
        passages: Sequence[Passage],
        vectors: Vectors,
        unit_vectors: Sequence[Vectors],
        *,
        contexts: Sequence[str],
        fingerprint: str,
        instead_of: Sequence[str] = (),
    ) -> None:
        """Puts a report in, in place of the version held and of the reports in `instead_of`.

        `vectors` is (passages, dimension); `unit_vectors` one array a passage, (units,
        dimension); `contexts` the header that each passage is searched under.
        """
        with self._transaction() as connection:
            for old in (report.id, *instead_of):
                _delete_report(connection, old)
            _insert_report(connection, report, fingerprint)
            _insert_pages(connection, report.id, pages)
            for passage, *rest in zip(passages, contexts, vectors, unit_vectors, strict=True):
                _insert_passage(connection, passage, *rest)
            _next_generation(connection)

    def remove(self, report_id: str) -> None:
        """Removes a report and all that belongs to it."""
        with self._transaction() as connection:
            _delete_report(connection, report_id)
            _next_generation(connection)

    def mark_indexed(self) -> None:
        """Says that the vector index now holds what is held here."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE meta SET value = ? WHERE key = 'indexed'", (str(self.generation),)
            )


# Each of these runs inside the caller's transaction.


def _insert_report(connection: sqlite3.Connection, report: Report, fingerprint: str) -> None:
    """The report's own row."""
    values = rows.report_values(report, fingerprint)
    marks = ", ".join(f":{column}" for column in values)
    connection.execute(f"INSERT INTO reports ({', '.join(values)}) VALUES ({marks})", values)


def _insert_pages(connection: sqlite3.Connection, report_id: str, pages: Sequence[Page]) -> None:
    """The report's pages."""
    connection.executemany(
        "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?)",
        [
            (report_id, page.number, page.text, page.label)
            + (rows.pack_words(page.words), rows.pack_dropped(page.dropped))
            for page in pages
        ],
    )


def _insert_passage(
    connection: sqlite3.Connection,
    passage: Passage,
    context: str,
    vector: Vectors,
    units: Vectors,
) -> None:
    """A passage with its vectors and its full text."""
    key = connection.execute(
        "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows.passage_values(passage),
    ).lastrowid
    connection.execute(
        "INSERT INTO vectors VALUES (?, ?, ?)",
        (key, vector.astype("<f4").tobytes(), units.astype("<f2").tobytes()),
    )
    connection.execute(
        "INSERT INTO passages_fts (rowid, body, heading, context) VALUES (?, ?, ?, ?)",
        (key, passage.indexed, "\n".join(passage.headings), context),
    )


def _delete_report(connection: sqlite3.Connection, report_id: str) -> None:
    """A report and all that belongs to it; nothing happens where it is not held."""
    connection.execute(  # no foreign key reaches a virtual table
        "DELETE FROM passages_fts WHERE rowid IN (SELECT key FROM passages WHERE report = ?)",
        (report_id,),
    )
    connection.execute("DELETE FROM reports WHERE id = ?", (report_id,))


def _next_generation(connection: sqlite3.Connection) -> None:
    """Tells every reader that what is held has changed."""
    connection.execute(
        "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'"
    )
