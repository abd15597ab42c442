"""A gold matrix filled: its areas compared on its themes at once, and each cell marked."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, Final

from corpus.areas import find
from corpus.embedding import load_model
from corpus.models import Citation, Report, Statement
from corpus.quotes import normalise
from corpus.store import Store
from eval.matrix import GoldCell, GoldPlace
from eval.metrics import Score
from eval.originals import Originals
from eval.runs import Cells, Item
from retrieval.comparison.cells import Cell
from retrieval.comparison.matrix import compare
from retrieval.comparison.themes import theme
from retrieval.serialise import matrix_to_json

KIND: Final = "cell"
MEASURES: Final = ("state_right", "gold_shown", "gold_first", "borrowed")

_EMPHASIS: Final = re.compile(r"[*_]+")
_BETWEEN: Final = re.compile(r"[^\w£%]+")


def fill(store: Store, gold: Sequence[GoldCell], originals: Originals) -> Cells:
    """Compare the areas of a gold matrix on its themes, and mark every cell of it.

    The model is loaded first: it is not timed. Raises UsageError for a theme that has no words.
    """
    areas = list(dict.fromkeys(cell.area for cell in gold))
    themes = [theme(name) for name in dict.fromkeys(cell.theme for cell in gold)]
    load_model().encode_queries([themes[0].text])
    began = time.perf_counter()
    matrix = compare(store, areas, themes)
    seconds = time.perf_counter() - began
    shown = zip(matrix.cells, matrix_to_json(matrix)["cells"], strict=True)
    filled = {(cell.area, cell.theme): (cell, record) for cell, record in shown}
    held = {report.id: report for report in store.catalogue.reports()}
    items = []
    for wanted in gold:
        cell, record = filled[wanted.area, wanted.theme]
        marked = mark(wanted, cell, held, originals)
        items.append(_item(wanted, record, marked))
    return Cells(tuple(items), seconds)


def _item(wanted: GoldCell, record: dict[str, Any], marked: Score) -> Item:
    return Item(
        question="",
        prior=(),
        must_contain=(),
        answer=record,
        score=marked,
        accept=(wanted.state,),
    )


def mark(wanted: GoldCell, cell: Cell, held: Mapping[str, Report], originals: Originals) -> Score:
    """Score a cell. `held` are the reports of the store, by id.

    The ranks are those of its statements that show a place which counts.
    """
    ranks = tuple(
        rank
        for rank, finding in enumerate(cell.findings, start=1)
        if _in_place(finding.statement, wanted.places, originals)
    )
    citations = [
        citation
        for finding in (*cell.findings, *cell.others)
        for citation in finding.statement.citations
    ]
    own = {area.code for area in find(wanted.area)}
    borrowed = any(own.isdisjoint(held[c.report_id].metadata.area_codes) for c in citations)
    checks = [(citation, originals.holds(citation)) for citation in citations]
    measures: dict[str, float | None] = dict.fromkeys(MEASURES)
    measures["state_right"] = float(cell.state == wanted.state)
    measures["borrowed"] = float(borrowed)
    if wanted.places:
        measures["gold_shown"] = float(bool(ranks))
        measures["gold_first"] = float(1 in ranks)
    return Score(
        id=wanted.id,
        set=wanted.set,
        kind=KIND,
        outcome=cell.state,
        measures=measures,
        gold_ranks=(min(ranks, default=None),) if wanted.places else (),
        relevant_ranks=ranks,
        citations=len(citations),
        verbatim=sum(holds is True for _, holds in checks),
        unverified=tuple(citation.quote for citation, holds in checks if holds is False),
        unchecked=sum(holds is None for _, holds in checks),
    )


def _in_place(statement: Statement, places: Iterable[GoldPlace], originals: Originals) -> bool:
    return any(
        _shows(citation, place, originals.path(citation))
        for citation, place in product(statement.citations, places)
    )


def _shows(citation: Citation, place: GoldPlace, original: Path | None) -> bool:
    """Whether a quote lies in the lines of a place, or holds them whole.

    Where the original is not at hand, it is enough to stand in that paragraph or section.
    """
    if citation.file != place.file:
        return False
    if original is None:
        if place.paragraph:
            return citation.paragraph == place.paragraph
        # What is printed may begin with a number: "5. Finances".
        return _bare(citation.heading or "").endswith(_bare(place.heading or ""))
    quote = _bare(citation.quote)
    lines = _bare("\n".join(_lines(original)[place.first - 1 : place.last]))
    return quote in lines or lines in quote


def _bare(text: str) -> str:
    """The words of a text, parted and bounded by spaces, without case and emphasis."""
    words = _BETWEEN.sub(" ", _EMPHASIS.sub("", normalise(text)).casefold())
    return f" {words.strip()} "


@lru_cache(maxsize=64)
def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").split("\n")
