"""The measures of DESIGN.md, "How it is measured": one score a question, then the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import ir_measures
from ir_measures import RR, Qrel, ScoredDoc, nDCG

from corpus.models import Answer, Citation, Hit
from eval.matching import covers, lies_in, says
from eval.sets import Gold, Question
from eval.stats import interval, percentile, wilson

WORD_BUDGETS: Final = (300, 600, 1000)
CUT_OFFS: Final = (1, 5, 10)

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


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what it is taken of; `low` and `high` bound its 95 % interval."""

    value: float | None
    count: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures over a group of questions."""

    questions: int
    figures: dict[str, Figure] = field(default_factory=dict)


def score(
    question: Question, answer: Answer | None, milliseconds: float, verify: Verifier
) -> Score:
    """Score one answer against its question.

    An answer of None is a question that failed: it finds nothing, says nothing right and
    refuses nothing rightly.
    """
    outcome = answer.outcome if answer else "failed"
    hits, statements = (answer.hits, answer.statements) if answer else ((), ())
    gold_ranks, relevant_ranks = _ranks(question, hits)
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
        measures |= _ranking(question.id, gold_ranks, relevant_ranks, len(hits))
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
    )


def _ranks(
    question: Question, hits: Sequence[Hit]
) -> tuple[tuple[int | None, ...], tuple[int, ...]]:
    first: list[int | None] = []
    relevant: set[int] = set()
    for gold in question.gold:
        ranks = [
            rank
            for rank, hit in enumerate(hits, start=1)
            if hit.report.file in gold.files and lies_in(gold.quote, hit.passage.text)
        ]
        first.append(min(ranks, default=None))
        relevant.update(ranks)
    return tuple(first), tuple(sorted(relevant))


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


def _ranking(
    name: str, gold_ranks: Sequence[int | None], relevant: Sequence[int], hits: int
) -> dict[str, float | None]:
    """Reciprocal rank and nDCG, a gold quote that no passage holds counting as one missed."""
    missed = [Qrel(name, f"missed {i}", 1) for i, r in enumerate(gold_ranks) if r is None]
    qrels = [Qrel(name, str(rank), 1) for rank in relevant] + missed
    run = [ScoredDoc(name, str(rank), -float(rank)) for rank in range(1, hits + 1)]
    values = ir_measures.calc_aggregate([RR, nDCG @ 10], qrels, run)
    return {"mrr": float(values[RR]), "ndcg_at_10": float(values[nDCG @ 10])}


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


MEASURES: Final = (
    *(f"recall_{budget}_words" for budget in WORD_BUDGETS),
    *(f"recall_at_{k}" for k in CUT_OFFS),
    "mrr",
    "ndcg_at_10",
    "answers_right",
    "answers_clean",
    "answer_evidence_recall",
    "refused_unanswerable",
    "false_refusals",
)


def summarise(scores: Sequence[Score]) -> Summary:
    """The figures over `scores`, shares with their 95 % intervals.

    A measure is averaged over the questions it applies to, one with no result included;
    words an answer is the median over the answers given, milliseconds over all questions.
    """
    figures: dict[str, Figure] = {}
    for name in MEASURES:
        values = [value for s in scores if (value := s.measures.get(name)) is not None]
        mean = sum(values) / len(values) if values else None
        figures[name] = Figure(mean, len(values), *(interval(values) or (None, None)))
    citations = sum(s.citations for s in scores)
    checked = citations - sum(s.unchecked for s in scores)
    figures["citations"] = Figure(citations, len(scores))
    figures["citations_verbatim"] = _share(sum(s.verbatim for s in scores), checked)
    covering = sum(s.covering for s in scores)
    figures["page_right"] = _share(sum(s.on_page for s in scores), covering)
    words = [float(s.words) for s in scores if s.words is not None]
    figures["words_per_answer"] = Figure(percentile(words, 50), len(words))
    times = [s.milliseconds for s in scores]
    for share in (50, 95):
        figures[f"ask_ms_p{share}"] = Figure(percentile(times, share), len(times))
    return Summary(len(scores), figures)


def by_kind(scores: Sequence[Score]) -> dict[str, Summary]:
    """The figures a kind of question, in the order in which the kinds come up."""
    kinds = dict.fromkeys(s.kind for s in scores)
    return {kind: summarise([s for s in scores if s.kind == kind]) for kind in kinds}


def _share(part: int, whole: int) -> Figure:
    bounds = wilson(part, whole) or (None, None)
    return Figure(part / whole if whole else None, whole, *bounds)
