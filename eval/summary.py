"""The figures over many questions: scores summed up, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from eval.metrics import MEASURES, Score
from eval.stats import interval, percentile, wilson


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


def summarise(scores: Sequence[Score], measures: Sequence[str] = MEASURES) -> Summary:
    """The figures over `scores`, shares with their 95 % intervals.

    A measure is averaged over the questions it applies to, one with no result included;
    words an answer is the median over the answers given, milliseconds over all questions.
    """
    figures: dict[str, Figure] = {}
    for name in measures:
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
