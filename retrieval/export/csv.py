"""A matrix as comma-separated values, in UTF-8 with the mark by which Excel knows it."""

from __future__ import annotations

import csv
import io
import re

from retrieval.comparison.matrix import Matrix
from retrieval.export.rows import COLUMNS, fitted, rows

# A spreadsheet reads what starts so as a formula, some after quotes, brackets or full-width
# signs too: owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"[\W_]*?[=+\-@\uff0b\uff0d\uff1d\uff20]")


def to_csv(matrix: Matrix) -> bytes:
    """A header row and the rows of `retrieval.export.rows`."""
    made = io.StringIO()
    writer = csv.writer(made)  # quoted where needed, lines ended as Excel ends them
    writer.writerow(COLUMNS)
    writer.writerows([disarmed(value) for value in row] for row in rows(matrix))
    return made.getvalue().encode("utf-8-sig")


def disarmed(text: str) -> str:
    """A text that no spreadsheet computes: with an apostrophe where it could be a formula."""
    return fitted(f"'{text}") if _FORMULA.match(text) else text
