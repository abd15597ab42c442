"""From evidence to statements, each with its citation: verified slices of the page text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.areas import area
from corpus.models import Citation, Hit, Page, Passage, Report, Span, Statement, Unit
from corpus.quotes import stands_in
from corpus.store import Store
from retrieval.query import Query
from retrieval.spans import in_text
from retrieval.tables.cells import asked_in

_SAYS = re.compile(r"\w")


class Pages:
    """Pages read once for an answer."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[tuple[str, int], Page] = {}

    def get(self, report_id: str, number: int) -> Page:
        """A page of a report."""
        key = (report_id, number)
        if key not in self._read:
            self._read[key] = self._store.catalogue.page(*key)
        return self._read[key]

    def following(self, passage: Passage) -> Passage | None:
        """The passage that carries this one on, if one does."""
        return self._beside(passage, 1) if passage.continues else None

    def preceding(self, passage: Passage) -> Passage | None:
        """The passage that this one carries on, if there is one."""
        before = self._beside(passage, -1)
        return before if before is not None and before.continues else None

    def section(self, passage: Passage, most: int) -> list[Passage]:
        """The passages under the same headings around this one, itself included, in order; no
        more than `most`.
        """
        found = [passage]
        for step in (-1, 1):
            near = self._beside(passage, step)
            while near is not None and near.headings == passage.headings and len(found) < most:
                found.append(near)
                near = self._beside(near, step)
        return sorted(found, key=lambda one: one.ordinal)

    def _beside(self, passage: Passage, step: int) -> Passage | None:
        near = self._store.catalogue.neighbours(passage.report_id, passage.ordinal)
        return next((p for p in near if p.ordinal == passage.ordinal + step), None)


def citation(pages: Pages, report: Report, passage: Passage, span: Span) -> Citation:
    """The citation of a slice of a passage's page."""
    page = pages.get(report.id, passage.page)
    about = report.metadata
    return Citation(
        report_id=report.id,
        file=report.file,
        title=about.title,
        body=about.body,
        areas=tuple(dict.fromkeys(area(code).name for code in about.area_codes)),
        committee=about.committee,
        date=about.date,
        page=passage.page if report.paged else None,
        page_label=page.label,
        paragraph=passage.paragraph,
        heading=passage.headings[-1] if passage.headings else None,
        quote=page.text[span.start : span.end],
        start=span.start,
        end=span.end,
        ordinal=passage.ordinal,
    )


def statement(
    pages: Pages,
    query: Query,
    hit: Hit,
    units: Sequence[Unit],
    rarity: Mapping[str, float],
    further: Sequence[Unit] = (),
) -> Statement | None:
    """What consecutive units of one passage say, in the report's own words.

    `rarity` says how telling the question's words are, by stem. A row is said with its columns'
    names; its citations quote the row as printed. A last sentence that runs on over the page
    brings its end along, with a citation of its own, and so do units of the next passage that
    are given as `further`. None where nothing of it stands on its page as a quote must.
    """
    passage = hit.passage
    row = bool(units[0].cells)
    cited = [citation(pages, hit.report, passage, span) for span in _joined(pages, hit, units)]
    if not row and units[-1] == passage.units[-1]:
        following = pages.following(passage)
        if following is not None:
            ends = _joined(pages, replace(hit, passage=following), further or _end_of(following))
            cited += [citation(pages, hit.report, following, span) for span in ends]
    kept = [c for c in cited if _SAYS.search(c.quote) and stands(pages, c, passage)]
    if not kept or any(_cuts_a_word(pages, c, passage) for c in kept):
        return None
    text = " ".join(u.text for u in units) if row else _put_together(kept)
    if row:
        wanted = asked_in(passage, units[0], query, rarity, hit.report.metadata.date).span
    else:
        wanted = in_text(text, query)
    return Statement(
        text=text,
        kind="table" if row else "quote",
        citations=tuple(kept),
        answer=wanted,
    )


def _end_of(following: Passage) -> Sequence[Unit]:
    """The end of a sentence that runs on into a passage; none where a list does."""
    first = following.units[:1]
    runs_on = first and not first[0].cells and _flat(following.text).startswith(first[0].text)
    return first if runs_on else ()


def _joined(pages: Pages, hit: Hit, units: Sequence[Unit]) -> Iterable[Span]:
    """The units' slices; those that only white space parts are quoted as one."""
    page = pages.get(hit.report.id, hit.passage.page)
    slices = [span for unit in units for span in unit.quotes]
    if units and units[0].cells:
        return slices
    joined: list[Span] = []
    for span in slices:
        struck = joined and any(
            d.kind == "struck" and joined[-1].end <= d.at <= span.start for d in page.dropped
        )
        if joined and not struck and not page.text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _put_together(cited: Sequence[Citation]) -> str:
    """Quotes as one text; "…" stands for what is left out between two of one passage."""
    text = _flat(cited[0].quote)
    for before, after in itertools.pairwise(cited):
        text += (" … " if before.ordinal == after.ordinal else " ") + _flat(after.quote)
    return text


def _cuts_a_word(pages: Pages, cited: Citation, passage: Passage) -> bool:
    """Whether a letter was struck out where a quote stands, begins or ends: the word as it is
    meant ("Waste", from "wWaste" with the first struck out) stands nowhere in the file.
    """
    page = pages.get(cited.report_id, cited.page or passage.page)
    return any(
        d.kind == "struck"
        and d.text.isalpha()
        and len(d.text) == 1
        and cited.start <= d.at <= cited.end
        for d in page.dropped
    )


def stands(pages: Pages, cited: Citation, passage: Passage) -> bool:
    """The one check between a quote and the reader: it stands on the page it names."""
    number = cited.page or passage.page
    return stands_in(cited.quote, pages.get(cited.report_id, number).text)


def _flat(text: str) -> str:
    return " ".join(text.split())
