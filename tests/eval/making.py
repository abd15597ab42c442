"""Small answers, hits and citations for the tests of the measures."""

from __future__ import annotations

from zlib import crc32

from corpus.models import (
    Answer,
    Citation,
    Coverage,
    Hit,
    Metadata,
    Outcome,
    Passage,
    Report,
    Statement,
)
from eval.matching import lies_in
from eval.metrics import Score, Verifier, score
from eval.sets import Gold, Place, Question

FILE = "minutes.pdf"


def report(file: str = FILE) -> Report:
    """A report held under the file's name."""
    return Report(
        id=f"id-{file}",
        path=file,
        file=file,
        sha256="",
        metadata=Metadata(title="Minutes"),
        paged=True,
        pages=9,
        pages_with_text=9,
        passages=3,
        tables=0,
    )


def hit(text: str, file: str = FILE, page: int = 1) -> Hit:
    """A retrieved passage."""
    ordinal = crc32(text.encode())
    passage = Passage(f"id-{file}", ordinal, page, "text", 0, len(text), text, text)
    return Hit(passage, report(file), 1.0)


def marked(asked: Question, given: Answer | None, milliseconds: float, verify: Verifier) -> Score:
    """The score of an answer from a store that holds what the answer retrieved, and no more."""
    hits = given.hits if given else ()
    held = [
        [h.passage.id for h in hits if _right_file(gold, h) and lies_in(gold.quote, h.passage.text)]
        for gold in asked.gold
    ]
    return score(asked, given, held, milliseconds, verify)


def _right_file(gold: Gold, found: Hit) -> bool:
    return found.report.file in gold.files


def citation(quote: str, file: str = FILE, page: int | None = 1, report_id: str = "") -> Citation:
    """A citation of a quote."""
    return Citation(
        report_id=report_id or f"id-{file}",
        file=file,
        title="Minutes",
        body=None,
        areas=(),
        committee=None,
        date=None,
        page=page,
        page_label=None,
        paragraph=None,
        heading=None,
        quote=quote,
        start=0,
        end=len(quote),
        ordinal=0,
    )


def answer(
    *quotes: Citation | str, hits: tuple[Hit, ...] = (), outcome: Outcome = "answered"
) -> Answer:
    """An answer of one statement a quote."""
    cited = [quote if isinstance(quote, Citation) else citation(quote) for quote in quotes]
    return Answer(
        question="?",
        resolved_question="?",
        outcome=outcome,
        statements=tuple(Statement(c.quote, "quote", (c,)) for c in cited),
        coverage=Coverage(1, (), None, None),
        hits=hits,
    )


def question(
    *quotes: str,
    name: str = "q1",
    kind: str = "fact",
    file: str = FILE,
    page: int | None = 1,
    must: tuple[str, ...] = (),
    must_not: tuple[str, ...] = (),
    accept: frozenset[str] = frozenset({"not_found"}),
) -> Question:
    """A question with one gold quote for each of `quotes`, all at one place."""
    return Question(
        id=name,
        question="How many?",
        kind=kind,
        set="made",
        gold=tuple(Gold(quote, (Place(file, page),)) for quote in quotes),
        must_contain=must,
        must_not_contain=must_not,
        accept=accept,
    )
