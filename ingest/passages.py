"""Passages: what is indexed and retrieved, cut so that each can be cited by its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.areas import area
from corpus.models import Block, Document, Metadata, Page, Passage, Span, Unit
from ingest.list_leads import Leads
from ingest.numbering import item_marker
from ingest.sentences import quotable, sentences
from ingest.table_rows import Columns, columns_of, row_units, same_shape

PASSAGES_VERSION = "5"  # goes up with every change to what passages hold

WORDS = 120  # a passage's length where the text leaves a choice
LIST_WORDS = 200  # a list with the sentence that leads it in is kept together up to this
CAPTION_WORDS = 40  # a paragraph this short right before a table belongs to it


def make_passages(report_id: str, metadata: Metadata, document: Document) -> list[Passage]:
    """Cut a document into passages, in reading order.

    A passage never crosses a heading or a page. Together the passages hold all blocks: the
    spans from `start` to `end` cover each page's text but white space.
    """
    maker = _Maker(report_id, metadata, document)
    for block in document.blocks:
        maker.take(block)
    maker.close()
    return maker.finished()


def context_header(metadata: Metadata, passage: Passage) -> str:
    """What a passage is searched under: area, body, report, date and headings."""
    areas = ", ".join(area(code).name for code in metadata.area_codes)
    parts = [areas, metadata.body or "", metadata.title, metadata.date or "", *passage.headings]
    return " | ".join(dict.fromkeys(part for part in parts if part))


@dataclass(slots=True)
class _Draft:
    """Blocks of one page under one heading, while they are gathered.

    `leads` holds, by where a list's item starts, what leads it in.
    """

    page: Page
    headings: tuple[str, ...]
    paragraph: str | None
    blocks: list[Block] = field(default_factory=list)
    leads: dict[int, str] = field(default_factory=dict)

    @property
    def words(self) -> int:
        return sum(_count(self.page.text[b.start : b.end]) for b in self.blocks)

    @property
    def has_body(self) -> bool:
        return any(b.kind != "heading" for b in self.blocks)


class _Maker:
    def __init__(self, report_id: str, metadata: Metadata, document: Document) -> None:
        self._report_id = report_id
        self._title = metadata.title
        self._pages = {page.number: page for page in document.pages}
        self._path: list[tuple[int, str]] = []
        self._paragraph: str | None = None
        self._draft: _Draft | None = None
        self._leads = Leads()
        self._table: tuple[Block, Columns] | None = None  # the last table, if nothing followed
        self._passages: list[Passage] = []

    def take(self, block: Block) -> None:
        page = self._pages[block.page]
        text = page.text[block.start : block.end]
        if self._draft is not None and self._draft.page.number != block.page:
            self.close()
        if block.kind == "heading":
            self._heading(block, text)
        elif block.kind == "table":
            self._take_table(block, page)
        else:
            self._text(block, text)

    def _heading(self, block: Block, text: str) -> None:
        if self._draft is not None and self._draft.has_body:
            self.close()
        while self._path and self._path[-1][0] >= block.level:
            self._path.pop()
        self._path.append((block.level, _flat(text)))
        self._paragraph = block.number
        self._leads.begin(_flat(text))
        self._table = None
        blocks = self._draft.blocks if self._draft is not None else []
        self._draft = None
        self._open(block.page).blocks += [*blocks, block]

    def _text(self, block: Block, text: str) -> None:
        if block.number:
            if self._draft is not None and self._draft.has_body:
                self.close()
            self._paragraph = block.number
        draft = self._draft or self._open(block.page)
        length = _count(text)
        listed = block.kind == "item"
        limit = LIST_WORDS if listed else WORDS
        if draft.has_body and draft.words + length > limit:
            self.close()
            draft = self._open(block.page)
        if not draft.has_body:
            draft.paragraph = self._paragraph
        draft.blocks.append(block)
        last = _flat(text[sentences(text, 0, len(text))[-1].start :])
        if listed:
            draft.leads[block.start] = self._leads.of_item(text, last)
        else:
            self._leads.begin(last)
        self._table = None

    def _take_table(self, block: Block, page: Page) -> None:
        columns = columns_of(block, page)
        if not columns.known and self._table is not None and same_shape(self._table[1], block):
            columns = self._table[1]
            self._passages[-1] = replace(self._passages[-1], continues=True)
        draft = self._draft
        if draft is not None and draft.has_body and draft.words > CAPTION_WORDS:
            self.close()
            draft = None
        lead = draft.blocks if draft is not None else []
        self._draft = None
        self._table_passages(block, page, columns, lead)
        self._table = (block, columns)
        self._leads.begin("")

    def _open(self, page: int) -> _Draft:
        headings = tuple(text for _, text in self._path)
        self._draft = _Draft(self._pages[page], headings, self._paragraph)
        return self._draft

    def close(self) -> None:
        """Make the draft a passage, or several where a paragraph is long."""
        draft, self._draft = self._draft, None
        if draft is None or not draft.blocks:
            return
        units: list[Unit] = []
        for block in draft.blocks:
            spans = (
                [Span(block.start, block.end)]
                if block.kind == "heading"
                else sentences(draft.page.text, block.start, block.end)
            )
            lead = draft.leads.get(block.start, "")
            for span in spans:
                text = _flat(draft.page.text[span.start : span.end])
                shown = f"{lead} {text}" if lead else text
                units.append(Unit(span.start, span.end, shown, quotable(draft.page, span)))
        for group in _grouped(units, draft.page.text, has_list=_has_list(draft.blocks)):
            self._add(draft, group)

    def _add(self, draft: _Draft, units: Sequence[Unit]) -> None:
        start, end = units[0].start, units[-1].end
        text = draft.page.text[start:end]
        first_item = next((b for b in draft.blocks if b.start == start), None)
        indexed = text
        if (
            first_item is not None
            and first_item.kind == "item"
            and units[0].text != _flat(draft.page.text[units[0].start : units[0].end])
        ):
            indexed = units[0].text + text[units[0].end - start :]
        self._passages.append(
            Passage(
                self._report_id,
                len(self._passages),
                draft.page.number,
                "text",
                start,
                end,
                text,
                indexed,
                draft.headings,
                draft.paragraph,
                units=tuple(units),
            )  # fmt: skip
        )

    def _table_passages(
        self, table: Block, page: Page, columns: Columns, lead: Sequence[Block]
    ) -> None:
        headings = tuple(text for _, text in self._path)
        led = page.text[lead[0].start : lead[-1].end] if lead else ""
        body = [b for b in lead if b.kind != "heading"]
        caption = _flat(page.text[body[0].start : body[-1].end]) if body else ""
        units = row_units(table, page, columns, caption)
        before = [
            Unit(b.start, b.end, _flat(page.text[b.start : b.end]), quotable(page, b)) for b in lead
        ]
        own_header = any(row.header for row in table.rows)
        groups = _row_groups(units, _count(columns.printed) + _count(led))
        if not groups:  # nothing but a header
            groups = [[Unit(table.start, table.end, _flat(columns.printed),
                            (Span(table.start, table.end),))]]  # fmt: skip
        for index, group in enumerate(groups):
            first = index == 0
            start = table.start if first else group[0].start
            end = group[-1].end if index < len(groups) - 1 else table.end
            printed = page.text[start:end]
            if columns.printed and not (first and own_header):
                printed = f"{columns.printed}\n{printed}"
            said = "\n".join(unit.text for unit in group)
            if first and led:
                start = lead[0].start
                printed, said = f"{led}\n\n{printed}", f"{led}\n{said}"
            elif caption:
                said = f"{caption}\n{said}"
            self._passages.append(
                Passage(
                    self._report_id,
                    len(self._passages),
                    page.number,
                    "table",
                    start,
                    end,
                    printed,
                    said,
                    headings,
                    self._paragraph,
                    continues=index < len(groups) - 1,
                    units=(*before, *group) if first else tuple(group),
                )  # fmt: skip
            )

    def finished(self) -> list[Passage]:
        """All passages, those that run on marked."""
        passages = self._passages
        for i, (one, following) in enumerate(zip(passages, passages[1:], strict=False)):
            open_end = one.text.rstrip()[-1:] not in ".!?:;”’\"'"
            carried_on = following.text[:1].islower() and item_marker(following.text) is None
            together = one.kind == following.kind == "text" and one.headings == following.headings
            if together and (open_end and carried_on or _same_list(one, following)):
                passages[i] = replace(one, continues=True)
        return passages


def _same_list(one: Passage, following: Passage) -> bool:
    """Whether a list goes on over the page: its lead, or an item under it, stands before."""
    if one.page == following.page:
        return False  # it was parted because it is long
    first = following.units[0]
    own = _flat(following.text[: first.end - following.start])
    lead = first.text.removesuffix(own).rstrip()
    return bool(lead) and one.units[-1].text.startswith(lead)


def _has_list(blocks: Sequence[Block]) -> bool:
    return any(b.kind == "item" for b in blocks)


def _grouped(units: Sequence[Unit], text: str, *, has_list: bool) -> list[list[Unit]]:
    """Units in groups of about equal length, where they are too long for one passage."""
    counts = [_count(text[u.start : u.end]) for u in units]
    limit = LIST_WORDS if has_list else int(1.25 * WORDS)
    total = sum(counts)
    if total <= limit:
        return [list(units)]
    parts = -(-total // WORDS)
    groups: list[list[Unit]] = [[]]
    length = 0
    for unit, count in zip(units, counts, strict=True):
        if groups[-1] and length + count / 2 > total / parts * len(groups):
            groups.append([])
        groups[-1].append(unit)
        length += count
    return groups


def _row_groups(units: Sequence[Unit], overhead: int) -> list[list[Unit]]:
    """Rows in groups that fit a passage, each of which repeats the header."""
    groups: list[list[Unit]] = []
    length = 0
    room = max(WORDS - overhead, WORDS // 2)
    for unit in units:
        count = _count(unit.text)
        if not groups or length + count > room:
            groups.append([])
            length = 0
        groups[-1].append(unit)
        length += count
    return groups


def _count(text: str) -> int:
    return len(text.split())


def _flat(text: str) -> str:
    return " ".join(text.split())
