"""Smallest, largest and sum: worked out within one column of one table, and shown as ours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from corpus.areas import find
from corpus.models import Citation, Hit, Span, Statement
from corpus.store import Store
from retrieval.query import Query
from retrieval.statements import Pages, citation, stands
from retrieval.subject import given
from retrieval.tables.amounts import printed
from retrieval.tables.cells import caption_of, cells_of, label_of, named_rows
from retrieval.tables.figures import (
    FEWEST,
    MOST,
    Figure,
    column_of_figures,
    figures_in,
    of_kind,
    sums_apart,
)
from retrieval.tables.times import of_time
from retrieval.tables.whole import Row, whole_table
from retrieval.words import stems

Reckoning = Literal["smallest", "largest", "total"]

ABOUT = 0.5  # share of the question's words, by rarity, that the table's surroundings say

_ASKED: tuple[tuple[Reckoning, re.Pattern[str]], ...] = (
    (
        "smallest",
        re.compile(
            r"(?<!\bat )(?<!\bnot )\bleast\b(?! likely| often)"
            r"|\b(?:lowest(?!-paid)|smallest|fewest|minimum(?! (?:standard|age|wage)))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "largest",
        re.compile(
            r"\b(?:highest|largest|biggest|greatest|maximum(?! sentence))\b"
            # "the most", not "the most vulnerable", "most of" or "most recently".
            r"|\b(?:gets?|got|ha[sd]|have|receive[sd]?|sees?|saw|spen[dt]s?) (?:the )?most\b"
            r"|(?<!\bat )\bmost\b(?!\s+(?:of|people|concerns?|often|recent|serious|common|likely|"
            r"senior|urgent|new|\w+(?:ly|able|ible|al|ive|ous|ful|ed|ent|ant|ic))\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "total",
        re.compile(
            r"\b(?:totals?|altogether|sum of(?! money)|add(?:s|ed)? up|in all(?=\W*$)"
            r"|combined(?! authorit))\b",
            re.IGNORECASE,
        ),
    ),
)
_TOTAL = re.compile(r"\b(?:sub-?)?totals?\b|^(?:overall|sum|whole|all(?! other))\b", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:average|mean|median)\b", re.IGNORECASE)
_MEASURED = re.compile(r"%|\bper ?cent|\bpercentage|\brates?\b|\bper\b|\bratio\b", re.I)
_FALLING = re.compile(
    r"\b(?:decreas|reduc|fall|fell|drop|sav(?:e|ing)|cut|declin|loss|improv)", re.IGNORECASE
)
_NAME_ASKED = re.compile(r"\b(?:which|who|where|whose)\b", re.IGNORECASE)
# Words that ask for a figure, and say nothing of what the table is about.
_SAID_OF_FIGURES = stems(
    "least lowest smallest fewest minimum most highest largest biggest greatest maximum total "
    "totals altogether sum combined add adds added up all figure figures number amount money "
    "district districts borough boroughs county council councils area areas service services "
    "share slice gets get got given received came row table column"
)


def reckoning_wanted(question: str) -> Reckoning | None:
    """Whether a question asks for the smallest, the largest or the sum of figures."""
    return next((kind for kind, pattern in _ASKED if pattern.search(question)), None)


def reckon(
    store: Store,
    pages: Pages,
    query: Query,
    hit: Hit,
    rarity: Mapping[str, float] | None = None,
) -> Statement | None:
    """The smallest, largest or sum that a question asks for, of the table that a hit is part of.

    A statement of ours cites the row of every figure it counts, what it names first. A total
    that the table prints is quoted. None where the question asks for none of these, where the
    table is about something else or its column in doubt, or where not all of it can be read
    and cited.
    """
    wanted = reckoning_wanted(query.text)
    rows = whole_table(store, hit.passage) if wanted and hit.passage.kind == "table" else None
    if wanted is None or not rows or not _is_about(query, hit, rows, rarity):
        return None
    column = column_of_figures(rows, query, rarity, hit.report.metadata.date)
    if column is None or (wanted == "total" and _TOTAL.search(rows[0].cells[column].name)):
        return None
    held = [row for row in rows if not _is_heading(row)]
    counted = [r for r in held if not (_TOTAL.search(r.label) or _MEAN.search(r.label))]
    figures = figures_in(counted, column)
    if figures is None:
        return None
    whole, figures = sums_apart(figures)
    totals = [r for r in held if _TOTAL.search(r.label)] + [f.row for f in whole]
    if wanted == "total" and any(
        not _TOTAL.search(label_of(cells_of(hit.passage, hit.passage.units[i])).text)
        for i in named_rows(hit.passage, query)
    ):
        return None  # the total of one row is a cell of it
    chosen = of_kind(query, [r for r in counted if r not in [f.row for f in whole]])
    if chosen is None:
        return None
    kind, counted = chosen
    if wanted == "total" and totals and not kind:
        return _quoted(pages, hit, totals[0], column) if len(totals) == 1 else None
    figures = [f for f in figures if f.row in counted]
    if _FALLING.search(query.text) and any(f.amount.value < 0 for f in figures):
        return None  # is the largest fall the least of the figures, or the most?
    blanks = len(counted) - len(figures)
    if not FEWEST <= len(figures) <= MOST or (wanted == "total" and blanks):
        return None
    if wanted == "total":
        return _sum(pages, hit, figures, _called(figures, kind, []))
    notes = ["a printed total left out"] if totals and not kind else []
    if blanks:
        notes.append(f"{blanks} {'row has' if blanks == 1 else 'rows have'} no figure")
    return _extreme(pages, hit, figures, wanted, _called(figures, kind, notes), query)


def _is_heading(row: Row) -> bool:
    """Whether a row stands over others: it has one cell. A place alone lacks its figures."""
    filled = [cell.place for cell in row.cells if cell.text]
    return len(set(filled)) < 2 and not (len(filled) == 1 and find(row.label))


def _called(figures: Sequence[Figure], kind: str, notes: Sequence[str]) -> str:
    """What was counted: "4 figures for districts under “Grant” (1 row has no figure)"."""
    name = figures[0].cell.name
    what = f"{len(figures)} figures{f' for {kind}' if kind else ''} "
    what += f"under “{name}”" if name else "in the table"
    return what + (f" ({', '.join(notes)})" if notes else "")


def _is_about(
    query: Query, hit: Hit, rows: Sequence[Row], rarity: Mapping[str, float] | None
) -> bool:
    """Whether what stands over and in a table's columns says most of what is asked about."""
    terms = [term for term in query.terms if not of_time(term)]
    asked = stems(" ".join(terms)) - _SAID_OF_FIGURES
    over = " ".join([*hit.passage.headings, caption_of(hit.passage)])
    names = " ".join(cell.name for cell in rows[0].cells)
    lead = rows[0].unit.text.partition(" – ")[0]
    said = stems(f"{over} {names} {lead}") | given(hit.report.metadata)
    said |= _initialled(terms, said)
    weights = {w: rarity.get(w, 1.0) if rarity is not None else 1.0 for w in asked}
    return sum(weights[w] for w in asked & said) >= ABOUT * sum(weights.values())


def _initialled(terms: Sequence[str], said: set[str]) -> set[str]:
    """The words of a question that stand in a table as an acronym: "domestic abuse" as "DA"."""
    found: set[str] = set()
    for start in range(len(terms)):
        for end in range(start + 2, min(start + 6, len(terms) + 1)):
            if "".join(term[0] for term in terms[start:end]) in said:
                found |= stems(" ".join(terms[start:end]))
    return found


def _sum(pages: Pages, hit: Hit, figures: Sequence[Figure], what: str) -> Statement | None:
    name = figures[0].cell.name
    unit = max(f.amount.unit for f in figures)
    if unit == "%" or _MEAN.search(name) or _MEASURED.search(name):
        return None  # shares and averages don't add up
    total = sum((f.amount.value for f in figures), Decimal(0))
    said = printed(total, unit, max(f.amount.places for f in figures))
    return _ours(pages, hit, f"Sum of the {what}: {said}.", said, figures)


def _extreme(
    pages: Pages, hit: Hit, figures: Sequence[Figure], wanted: Reckoning, what: str, query: Query
) -> Statement | None:
    pick = min if wanted == "smallest" else max
    best = pick(f.amount.value for f in figures)
    first = [f for f in figures if f.amount.value == best]
    rest = [f for f in figures if f.amount.value != best]
    names = " and ".join(f.row.label.rstrip("*†‡ ") for f in first)
    value = first[0].cell.text + (" each" if len(first) > 1 else "")
    text = f"{wanted.capitalize()} of the {what}: {names}, {value}."
    marked = names if _NAME_ASKED.search(query.text) else first[0].cell.text
    return _ours(pages, hit, text, marked, [*first, *rest])


def _ours(
    pages: Pages, hit: Hit, text: str, answer: str, figures: Sequence[Figure]
) -> Statement | None:
    cited = [c for f in figures for c in _cited(pages, hit, f.row)]
    if len({c.start for c in cited}) < len(figures):
        return None
    start = text.rindex(answer)
    return Statement(text, "ours", tuple(cited), Span(start, start + len(answer)))


def _quoted(pages: Pages, hit: Hit, row: Row, column: int) -> Statement | None:
    cited = _cited(pages, hit, row)
    if not cited:
        return None
    return Statement(row.unit.text, "table", tuple(cited), row.cells[column].said)


def _cited(pages: Pages, hit: Hit, row: Row) -> list[Citation]:
    """Citations of a row, if all of its slices stand on their page."""
    made = [citation(pages, hit.report, row.passage, span) for span in row.unit.quotes]
    return made if all(stands(pages, c, row.passage) for c in made) else []
