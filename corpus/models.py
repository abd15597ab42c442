"""The central types. They are plain, frozen values: what flows from file to screen.

Offsets are half-open, counted in characters, and point into the one stored text of a page
(`Page.text`). Boxes are in PDF points, measured from the top left of the page as displayed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "table"]
PassageKind = Literal["text", "table"]
StatementKind = Literal["quote", "table", "ours"]
Outcome = Literal["answered", "partial", "not_found"]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the page text and where it stands on the PDF page."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text that stands on the page but not in the page text.

    `at` is the offset in the page text where it would have stood, so that a quote never
    silently bridges it. `kind`: "header", "footer", "page_number" or "struck" (struck out).
    """

    kind: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the single stored text that every offset refers to.

    `number` is 1-based. `label` is the printed page number where it differs, else None.
    `words` is empty for documents that are not PDFs. `unsure` are the sentences that the
    file's own text does not hold letter by letter: they are searched, and never quoted. It
    matters while passages are made, and is not stored.
    """

    number: int
    text: str
    label: str | None = None
    words: tuple[Word, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    unsure: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its place in the page text (empty where blank) and its columns.

    `column` is the 0-based first column; `columns` how many it spans.
    """

    start: int
    end: int
    column: int
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; `header` marks rows that name the columns.

    `quotes` are the slices that the file's own text holds in one piece; empty where that is
    the whole row.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    header: bool = False
    quotes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page as laid out.

    `level` is the heading's depth (1 is the highest; 0 for other kinds). `number` is the
    paragraph or heading number, digits and dots without the last dot. The number stays in
    the text. `rows` is filled for tables.
    """

    kind: BlockKind
    page: int
    start: int
    end: int
    level: int = 0
    number: str | None = None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of one file."""

    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    paged: bool  # False where the format has no pages (DOCX, HTML, text): one Page holds all
    title: str | None = None  # from the file's own properties, if it says
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says of itself. `date` is ISO, as precise as printed, else None."""

    title: str
    body: str | None = None
    committee: str | None = None
    date: str | None = None
    area_codes: tuple[str, ...] = ()
    digest_of: str | None = None  # the original's title, where the file is our digest of it
    source: str | None = None  # where the facts come from, in a sentence


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing that is quoted: a sentence, a list item or a table row.

    `text` is what is embedded and matched; for a table row it carries the column headers
    ("Local Authority: Charnwood; Allocation (£): 32,295"). `quotes` are the slices of the
    page text to cite: one as a rule; more where struck-out text stands between, or where a
    row does not stand whole in the file. `cells` gives for each column of the table its name
    and what the row has in it: an empty span where it is blank; a cell over several columns
    stands in each of them.
    """

    start: int
    end: int
    text: str
    quotes: tuple[Span, ...] = ()
    cells: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and retrieved: blocks under one heading on one page.

    `text` is as printed (a table part repeats its header row first); `indexed` is what is
    searched, table cells with their column headers. `ordinal` counts from 0 in the report.
    `continues` says that the next passage carries the same sentence, table or list on.
    """

    report_id: str
    ordinal: int
    page: int
    kind: PassageKind
    start: int
    end: int
    text: str
    indexed: str
    headings: tuple[str, ...] = ()
    paragraph: str | None = None
    continues: bool = False
    units: tuple[Unit, ...] = ()

    @property
    def id(self) -> str:
        """Stable name of the passage in the vector index."""
        return f"{self.report_id}:{self.ordinal}"

    @property
    def words(self) -> int:
        """Running length of the passage as shown, in words."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Report:
    """One document held."""

    id: str
    path: str  # relative to the argument given at ingest; the key that an update replaces
    file: str  # the file's own name
    sha256: str
    metadata: Metadata
    paged: bool
    pages: int
    pages_with_text: int
    passages: int
    tables: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage's place and the exact quote in it."""

    report_id: str
    file: str
    title: str
    body: str | None
    areas: tuple[str, ...]
    committee: str | None
    date: str | None
    page: int | None  # None where the format has no pages
    page_label: str | None
    paragraph: str | None
    heading: str | None
    quote: str
    start: int
    end: int
    ordinal: int  # the passage, for opening it


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing an answer says. It cannot exist without a citation."""

    text: str
    kind: StatementKind
    citations: tuple[Citation, ...]
    answer: Span | None = None  # the span asked for, in `text`

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a statement needs at least one citation")


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage with its report and fused score (higher is better)."""

    passage: Passage
    report: Report
    score: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was searched for an answer. `skipped`: reports left out for want of a date."""

    reports: int
    areas: tuple[str, ...]
    oldest: str | None
    newest: str | None
    skipped: int = 0
    bodies: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Areas that a question compares, by name, and what on: to be set side by side."""

    areas: tuple[str, ...]
    theme: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question. "No evidence" is an outcome, not an exception.

    The statements on a question that compares areas stand area by area.
    """

    question: str
    resolved_question: str
    outcome: Outcome
    statements: tuple[Statement, ...]
    coverage: Coverage
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    nearest: tuple[Statement, ...] = ()
    hits: tuple[Hit, ...] = ()
    comparison: Comparison | None = None
    seconds: dict[str, float] = field(default_factory=dict)
