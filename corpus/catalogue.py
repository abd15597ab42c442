"""The catalogue: the truth of what is held. One SQLite transaction a report.

A passage's key is (report id, ordinal). Reads are safe from several threads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus import rows
from corpus.database import Database
from corpus.errors import StoreError, UsageError
from corpus.models import Page, Passage, Report

Key = tuple[str, int]
Vectors = NDArray[np.float32]


def passage_key(passage_id: str) -> Key:
    """The key in a `Passage.id`."""
    report_id, _, ordinal = passage_id.rpartition(":")
    return report_id, int(ordinal)


class Catalogue(Database):
    """The catalogue in a store's folder, to be read."""

    # What the store is.

    @property
    def generation(self) -> int:
        """Goes up with every change to what is held."""
        return int(self._meta("generation") or 0)

    @property
    def index_is_current(self) -> bool:
        """False between a change here and the same change in the vector index."""
        held = {row["key"]: row["value"] for row in self._read("SELECT key, value FROM meta")}
        return bool(held.get("generation") == held.get("indexed"))

    @property
    def store_id(self) -> str:
        """Tells this store from any other."""
        return self._meta("store") or ""

    def check_model(self, name: str, dimension: int | None = None, passages: str = "") -> None:
        """Refuses, with a StoreError, what was made with another model or passage maker.

        What is left out (None or empty) is not compared. An empty store fits anything.
        """
        if not self.count_reports():
            return
        wanted = {"model": name, "dimension": dimension, "passages": passages}
        for key, value in wanted.items():
            held = self._meta(key)
            if value and held and held != str(value):
                was = {"model": f"the model {held}", "dimension": f"vectors of length {held}"}
                raise StoreError(
                    f"The store in {self.store_dir} was made with "
                    f"{was.get(key, f'version {held} of the passage maker')}, and this program "
                    f"now uses {value}: run `python -m ingest PATH --store NEW_FOLDER` to make "
                    "a new one, or go back to the old setting; nothing in the store was changed."
                )

    # What is held.

    def reports(self) -> list[Report]:
        """All reports, sorted by path."""
        found = self._read(f"SELECT {rows.REPORT_COLUMNS} FROM reports ORDER BY path")
        return [rows.report_from(row) for row in found]

    def report(self, report_id: str) -> Report:
        """One report; UsageError where it is not held."""
        found = self._read(f"SELECT {rows.REPORT_COLUMNS} FROM reports WHERE id = ?", report_id)
        if not found:
            raise UsageError(
                f'There is no report "{report_id}" in {self.store_dir}: '
                "`python -m ingest --list` shows what is held."
            )
        return rows.report_from(found[0])

    def fingerprints(self) -> list[tuple[str, str, str, str]]:
        """(path, report id, sha256, fingerprint) of each report, by path."""
        found = self._read("SELECT path, id, sha256, fingerprint FROM reports ORDER BY path")
        return [(row[0], row[1], row[2], row[3]) for row in found]

    def page(self, report_id: str, number: int) -> Page:
        """One page; UsageError where there is none."""
        found = self._read(
            "SELECT number, text, label, words, dropped FROM pages WHERE report = ? AND number = ?",
            report_id,
            number,
        )
        if not found:
            last = self.report(report_id).pages
            held = "only page 1" if last == 1 else f"pages 1 to {last}"
            raise UsageError(f'The report "{report_id}" has {held}, and no page {number}.')
        return rows.page_from(found[0])

    def passages(self, report_id: str) -> list[Passage]:
        """A report's passages in order."""
        return self._passages("p.report = ? ORDER BY p.ordinal", report_id)

    def passages_by_key(self, keys: Iterable[Key]) -> dict[Key, Passage]:
        """The passages that are held; a key that is not held is left out."""
        found = self._read(
            f"SELECT {rows.PASSAGE_COLUMNS} FROM {_KEYED}", rows.dumps([list(key) for key in keys])
        )
        passages = [rows.passage_from(row) for row in found]
        return {(p.report_id, p.ordinal): p for p in passages}

    def neighbours(self, report_id: str, ordinal: int, n: int = 1) -> list[Passage]:
        """A passage, itself included, with up to `n` on either side, in order."""
        where = "p.report = ? AND p.ordinal BETWEEN ? AND ? ORDER BY p.ordinal"
        return self._passages(where, report_id, ordinal - n, ordinal + n)

    def search_text(
        self,
        match: str,
        limit: int,
        report_ids: Collection[str] | None = None,
        weights: tuple[float, float, float] = (1.0, 1.0, 1.0),
    ) -> list[tuple[str, int, float]]:
        """Full-text search: (report id, ordinal, BM25 score), best (highest) first.

        `match` is an FTS5 expression over the columns body, heading and context, which
        `weights` weigh in that order. Ties go by report id, so the order of ingest never
        shows. Raises UsageError for an expression that FTS5 refuses.
        """
        only = "" if report_ids is None else "AND p.report IN (SELECT value FROM json_each(?))"
        arguments: list[Any] = [*weights, match]
        if report_ids is not None:
            arguments.append(rows.dumps(sorted(report_ids)))
        found = self._match(
            "SELECT p.report, p.ordinal, -bm25(passages_fts, ?, ?, ?) AS score "
            "FROM passages_fts JOIN passages p ON p.key = passages_fts.rowid "
            f"WHERE passages_fts MATCH ? {only} "
            "ORDER BY score DESC, p.report, p.ordinal LIMIT ?",
            *arguments,
            limit,
        )
        return [(row[0], row[1], row[2]) for row in found]

    def count_text(self, match: str) -> int:
        """How many passages fit an FTS5 expression."""
        found = self._match("SELECT count(*) FROM passages_fts WHERE passages_fts MATCH ?", match)
        return int(found[0][0])

    def count_text_by_report(self, match: str) -> dict[str, int]:
        """How many passages fit an FTS5 expression, by report id, where any do."""
        found = self._match(
            "SELECT p.report, count(*) FROM passages_fts "
            "JOIN passages p ON p.key = passages_fts.rowid "
            "WHERE passages_fts MATCH ? GROUP BY p.report",
            match,
        )
        return {row[0]: row[1] for row in found}

    def count_reports(self) -> int:
        """How many reports are held."""
        return int(self._read("SELECT count(*) FROM reports")[0][0])

    def passage_counts(self) -> dict[str, int]:
        """How many passages each report has, by report id."""
        return {row[0]: row[1] for row in self._read("SELECT id, passages FROM reports")}

    def count_passages(self) -> int:
        """How many passages are held."""
        return int(self._read("SELECT count(*) FROM passages")[0][0])

    def all_vectors(self, report_ids: Collection[str] | None = None) -> tuple[list[str], Vectors]:
        """Passage ids and their vectors (n, dimension), by report id and ordinal."""
        only = "" if report_ids is None else "WHERE p.report IN (SELECT value FROM json_each(?))"
        found = self._read(
            "SELECT p.report, p.ordinal, v.vector FROM passages p "
            f"JOIN vectors v ON v.passage = p.key {only} ORDER BY p.report, p.ordinal",
            *([] if report_ids is None else [rows.dumps(sorted(report_ids))]),
        )
        ids = [f"{row[0]}:{row[1]}" for row in found]
        joined = b"".join(row[2] for row in found)
        width = len(joined) // 4 // len(found) if found else 0
        return ids, np.frombuffer(joined, dtype="<f4").reshape(len(found), width)

    def passage_vectors(self, keys: Iterable[Key]) -> dict[Key, Vectors]:
        """The vectors, (dimension,), of the passages that are held."""
        found = self._read(
            f"SELECT p.report, p.ordinal, v.vector FROM {_KEYED_VECTORS}",
            rows.dumps([list(key) for key in keys]),
        )
        return {(row[0], row[1]): np.frombuffer(row[2], dtype="<f4") for row in found}

    def unit_vectors(self, keys: Iterable[Key]) -> dict[Key, Vectors]:
        """For each passage held, the vectors of its units, (units, dimension)."""
        found = self._read(
            f"SELECT p.report, p.ordinal, v.units, length(v.vector) / 4 FROM {_KEYED_VECTORS}",
            rows.dumps([list(key) for key in keys]),
        )
        return {
            (row[0], row[1]): np.frombuffer(row[2], dtype="<f2")
            .reshape(-1, row[3])
            .astype(np.float32)
            for row in found
        }

    def check(self) -> list[str]:
        """What is wrong with the file itself, in sentences; empty when nothing is."""
        problems = [str(row[0]) for row in self._read("PRAGMA integrity_check")]
        found = [f"The catalogue is damaged: {line}." for line in problems if line != "ok"]
        for table in ("vectors", "passages_fts"):
            count = self._read(f"SELECT count(*) FROM {table}")[0][0]
            if count != self.count_passages():
                found.append(f"{table} has {count} rows for {self.count_passages()} passages.")
        return found

    # Inside.

    def _meta(self, key: str) -> str | None:
        found = self._read("SELECT value FROM meta WHERE key = ?", key)
        return found[0][0] if found else None

    def _passages(self, where: str, *arguments: Any) -> list[Passage]:
        found = self._read(f"SELECT {rows.PASSAGE_COLUMNS} FROM passages p WHERE {where}",
                           *arguments)  # fmt: skip
        return [rows.passage_from(row) for row in found]


# CROSS JOIN holds SQLite to this order: walk the few keys, look each up.
_KEYED = (
    "json_each(?) k CROSS JOIN passages p ON p.report = json_extract(k.value, '$[0]') "
    "AND p.ordinal = json_extract(k.value, '$[1]')"
)
_KEYED_VECTORS = f"{_KEYED} JOIN vectors v ON v.passage = p.key"
