"""The measures of DESIGN.md, "How it is measured": one score a question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from corpus.models import Answer, Citation, Hit
from eval.judging import relevance
from eval.matching import covers, says
from eval.ranking import RANKED, ranked
from eval.sets import Gold, Question

WORD_BUDGETS: Final = (300, 600, 1000)
CUT_OFFS: Final = (1, 5, 10)

MEASURES: Final = (
    *(f"recall_{budget}_words" for budget in WORD_BUDGETS),
    *(f"recall_at_{k}" for k in CUT_OFFS),
    *RANKED,
    "answers_right",
    "answers_clean",
    "answer_evidence_recall",
    "refused_unanswerable",
    "false_refusals",
)

# Says whether a citation's quote stands in the original; None where that is not at hand.
Verifier = Callable[[Citation], bool | None]


@dataclass(frozen=True, slots=True)
class Score:
    """How one question went. None stands where a measure does not apply to it."""

    id: str
    set: str
    kind: str
    outcome: str
    measures: dict[str, float | None]
    gold_ranks: tuple[int | None, ...]  # of the first passage that holds each gold quote
    relevant_ranks: tuple[int, ...]  # of every passage that holds one
    unsaid: tuple[str, ...] = ()  # of must_contain
    wrongly_said: tuple[str, ...] = ()  # of must_not_contain
    uncovered: tuple[int, ...] = ()  # gold quotes that the citations do not cover, 0-based
    citations: int = 0
    verbatim: int = 0
    unverified: tuple[str, ...] = ()  # quotes that do not stand where they say
    unchecked: int = 0  # citations whose original is not at hand
    covering: int = 0  # citations that cover a gold quote of a paged file
    on_page: int = 0
    words: int | None = None
    milliseconds: float = 0.0
    found: tuple[str, ...] = ()  # ids of the passages retrieved, best first
    relevant: dict[str, int] = field(default_factory=dict)  # grades of all that should be


def score(
    question: Question,
    answer: Answer | None,
    held: Sequence[Sequence[str]],
    milliseconds: float,
    verify: Verifier,
) -> Score:
    """Score one answer against its question.

    `held` are, for each gold quote, the ids of all passages that hold it. An answer of None is
    a question that failed: it finds nothing, says nothing right and refuses nothing rightly.
    """
    outcome = answer.outcome if answer else "failed"
    hits, statements = (answer.hits, answer.statements) if answer else ((), ())
    found = tuple(dict.fromkeys(hit.passage.id for hit in hits))
    gold_ranks, relevant_ranks = _ranks(held, found)
    relevant = relevance(held)
    said = [text for s in statements for text in (s.text, *(c.quote for c in s.citations))]
    unsaid = tuple(p for p in question.must_contain if not says(p, said))
    wrongly = tuple(p for p in question.must_not_contain if says(p, said))
    citations = [c for s in statements for c in s.citations]
    uncovered = tuple(
        number for number, gold in enumerate(question.gold) if not _covered(gold, citations)
    )
    checks = [(citation, verify(citation)) for citation in citations]
    covering = [c for c in citations if any(_covered(g, [c]) for g in _paged(question))]
    measures: dict[str, float | None] = dict.fromkeys(MEASURES)
    if question.gold:
        measures |= _recall(gold_ranks, hits)
        measures |= ranked(relevant, found)
        measures["answer_evidence_recall"] = 1 - len(uncovered) / len(question.gold)
    if question.answerable:
        measures["answers_right"] = float(outcome in {"answered", "partial"} and not unsaid)
        measures["false_refusals"] = float(outcome == "not_found")
    else:
        measures["refused_unanswerable"] = float(outcome in question.accept)
    if question.must_not_contain:
        measures["answers_clean"] = float(not wrongly)
    return Score(
        id=question.id,
        set=question.set,
        kind=question.kind,
        outcome=outcome,
        measures=measures,
        gold_ranks=gold_ranks,
        relevant_ranks=relevant_ranks,
        unsaid=unsaid,
        wrongly_said=wrongly,
        uncovered=uncovered,
        citations=len(citations),
        verbatim=sum(holds is True for _, holds in checks),
        unverified=tuple(citation.quote for citation, holds in checks if holds is False),
        unchecked=sum(holds is None for _, holds in checks),
        covering=len(covering),
        on_page=sum(_on_gold_page(c, _paged(question)) for c in covering),
        words=sum(len(s.text.split()) for s in statements) if statements else None,
        milliseconds=milliseconds,
        found=found,
        relevant=relevant,
    )


def _ranks(
    held: Sequence[Sequence[str]], found: Sequence[str]
) -> tuple[tuple[int | None, ...], tuple[int, ...]]:
    """The rank of the first passage that holds each gold quote, and of all that hold one."""
    each = [[r for r, name in enumerate(found, start=1) if name in ids] for ids in held]
    first = tuple(min(ranks, default=None) for ranks in each)
    return first, tuple(sorted({rank for ranks in each for rank in ranks}))


def _recall(gold_ranks: Sequence[int | None], hits: Sequence[Hit]) -> dict[str, float | None]:
    def share(within: int) -> float:
        return sum(r is not None and r <= within for r in gold_ranks) / len(gold_ranks)

    found: dict[str, float | None] = {f"recall_at_{k}": share(k) for k in CUT_OFFS}
    for budget in WORD_BUDGETS:
        length, within = 0, 0
        for hit in hits:
            length += hit.passage.words
            if length > budget:
                break
            within += 1
        found[f"recall_{budget}_words"] = share(within)
    return found


def _covered(gold: Gold, citations: Iterable[Citation]) -> bool:
    return covers([c.quote for c in citations if c.file in gold.files], gold.quote)


def _paged(question: Question) -> list[Gold]:
    return [gold for gold in question.gold if gold.places[0].page is not None]


def _on_gold_page(citation: Citation, golds: Iterable[Gold]) -> bool:
    return any(
        (citation.file, citation.page) == (place.file, place.page)
        for gold in golds
        if _covered(gold, [citation])
        for place in gold.places
    )
