"""The catalogue's file: one connection, its lock, and its errors in our words."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import StoreEmpty, StoreError, UsageError
from corpus.schema import CATALOGUE, SCHEMA_VERSION, TABLES


class Database:
    """An open catalogue file. Safe to share by threads: one statement runs at a time."""

    def __init__(self, store_dir: Path, *, write: bool = False) -> None:
        self.store_dir = store_dir
        self._connection = connect(store_dir, write=write)
        self._connection.row_factory = sqlite3.Row
        self._lock = threading.RLock()

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def _read(self, sql: str, *arguments: Any) -> list[sqlite3.Row]:
        with self._lock, translated(self.store_dir):
            return self._connection.execute(sql, arguments).fetchall()

    def _match(self, sql: str, *arguments: Any) -> list[sqlite3.Row]:
        try:
            return self._read(sql, *arguments)
        except StoreError as error:
            cause = error.__cause__
            code = getattr(cause, "sqlite_errorcode", None)
            if code != sqlite3.SQLITE_ERROR:  # a fault of the file, not of the expression
                raise
            raise UsageError(f"The search words could not be understood ({cause}).") from cause

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock, translated(self.store_dir):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def connect(store_dir: Path, *, write: bool) -> sqlite3.Connection:
    """A connection to the catalogue in `store_dir`; the tables are made where `write` is set.

    Raises StoreError where there is no catalogue to read or it is not one of ours.
    """
    path = store_dir / CATALOGUE
    if not write and not path.is_file():
        raise StoreEmpty(
            f"There is no store in {store_dir}: run `python -m ingest PATH --store {store_dir}`."
        )
    with translated(store_dir):
        # A reader opens for writing too: only so can it roll back what a crash left half done.
        mode = "rwc" if write else "rw"
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}",
            uri=True,
            timeout=30,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _prepare(connection, store_dir, write)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, store_dir: Path, write: bool) -> None:
    # SQLite before 3.51.3 can damage a write-ahead log: the rollback journal it is.
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    has_tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
    if not has_tables:
        if not write:
            raise StoreEmpty(
                f"The store in {store_dir} holds no reports yet: "
                f"run `python -m ingest PATH --store {store_dir}`."
            )
        script = f"BEGIN IMMEDIATE; {TABLES} INSERT INTO meta VALUES "
        connection.executescript(
            f"{script} ('schema', '{SCHEMA_VERSION}'), ('store', lower(hex(randomblob(8)))), "
            "('generation', '0'), ('indexed', '0'); COMMIT;"
        )
    schema = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    if schema is None or schema[0] != SCHEMA_VERSION:
        raise StoreError(
            f"The store in {store_dir} was made by another version of this program: choose "
            "another folder with --store and run `python -m ingest PATH` again; the old folder "
            "is left as it is."
        )
    if not write:
        connection.execute("PRAGMA query_only = ON")


@contextmanager
def translated(store_dir: Path) -> Iterator[None]:
    """Turns SQLite's errors into ours, with a sentence that says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(
            f"The catalogue in {store_dir} could not be used ({error}): check that the disk "
            "has room and the folder can be written, and that nothing else holds it."
        ) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"The catalogue in {store_dir} is damaged ({error}): move the folder away and run "
            "`python -m ingest PATH` again."
        ) from error
