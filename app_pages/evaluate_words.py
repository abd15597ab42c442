"""What the Evaluate page calls things. Plain strings: nothing is drawn here."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app_pages.wording import count, date_in_words
from eval.metrics import Score
from eval.summary import Figure, Summary

RIGHT = "right"  # not a measure of its own: answered right, or rightly refused
NAMES = {
    RIGHT: "Answered right, or rightly refused",
    "answers_right": "Answered right",
    "answers_clean": "Nothing wrong said",
    "answer_evidence_recall": "Evidence cited",
    "refused_unanswerable": "Rightly refused",
    "false_refusals": "Wrongly refused",
    "recall_300_words": "Evidence found in 300 words",
    "recall_600_words": "Evidence found in 600 words",
    "recall_1000_words": "Evidence found in 1,000 words",
    "recall_at_1": "Evidence in the first passage",
    "recall_at_5": "Evidence in the first 5 passages",
    "recall_at_10": "Evidence in the first 10 passages",
    "trec_recall_at_10": "Relevant passages among the first 10",
    "trec_recall_at_100": "Relevant passages among all retrieved",
    "mrr": "Rank of the first right passage (MRR)",
    "ndcg_at_10": "Order of the first 10 passages (nDCG)",
    "citations_verbatim": "Citations word for word in the file",
    "page_right": "Citations on the right page",
    "words_per_answer": "Words in an answer, median",
    "ask_ms_p50": "Time for a question, median",
    "ask_ms_p95": "Time for a question, 95 % are faster",
}
MEANINGS = {
    "answers_right": "of the questions that the reports answer",
    "answers_clean": "of the questions with a tempting wrong answer",
    "answer_evidence_recall": "of the expected quotes, a question",
    "refused_unanswerable": "of the questions that the reports do not answer",
    "false_refusals": "of the questions that the reports answer; fewer is better",
    "recall_600_words": "of the expected quotes, a question",
    "recall_1000_words": "of the expected quotes, a question",
    "mrr": "1 is best: the first passage is right for every question",
    "citations_verbatim": "checked against the original files at hand",
    "page_right": "of the citations that show expected evidence",
}
KINDS = {
    "fact": "Single facts",
    "date": "Dates",
    "table": "Tables",
    "list": "Lists",
    "compare": "Comparisons",
    "synthesis": "Several things",
    "followup": "Follow-ups",
    "unanswerable": "Not in the reports",
    "query": "Queries",
}
OUTCOMES = {
    "answered": "Answered",
    "partial": "Answered in part",
    "not_found": "Refused",
    "failed": "Asking failed",
}


def figure_in_words(name: str, figure: Figure) -> str:
    """A figure as shown: a share in per cent, a time, a number; a dash where there is none."""
    if figure.value is None:
        return "–"
    if name.startswith("ask_ms"):
        return f"{figure.value:,.0f} ms"
    if name == "words_per_answer":
        return f"{figure.value:,.0f}"
    if name in ("mrr", "ndcg_at_10"):
        return f"{figure.value:.2f}"
    return f"{figure.value:.0%}".replace("%", " %")


def interval_in_words(name: str, figure: Figure) -> str:
    """A figure's 95 % interval; empty where it has none."""
    if figure.low is None or figure.high is None:
        return ""
    if name in ("mrr", "ndcg_at_10"):
        return f"{figure.low:.2f}–{figure.high:.2f}"
    return f"{figure.low * 100:.0f}–{figure.high * 100:.0f} %"


def summary_in_words(whole: Summary) -> str:
    """The one or two sentences above the figures."""
    right, refused = whole.figures["answers_right"], whole.figures["refused_unanswerable"]
    parts = [f"{count(whole.questions, 'question')} asked."]
    if right.value is not None:
        parts.append(
            f"Of {right.count:,} that the reports answer, {_of(right)} were answered right."
        )
    if refused.value is not None:
        parts.append(f"Of {refused.count:,} that they do not, {_of(refused)} were refused.")
    return " ".join(parts)


def _of(figure: Figure) -> str:
    return f"{round((figure.value or 0.0) * figure.count):,}"


def right(score: Score) -> float | None:
    """1 for a question answered right, or rightly refused; 0 otherwise; None for a query."""
    measures = score.measures
    found = measures["answers_right"]
    return measures["refused_unanswerable"] if found is None else found


def run_in_words(path: Path) -> str:
    """A saved run by its file's name: "digests, 22 November 2026, 04:08:44"."""
    stamp, _, name = path.stem.partition("-")
    try:
        when = datetime.strptime(stamp, "%Y%m%d%H%M%S")
    except ValueError:
        return path.stem
    return f"{name}, {date_in_words(when.date().isoformat())}, {when:%H:%M:%S}"


def kind_in_words(kind: str) -> str:
    """What a kind of question is called."""
    return KINDS.get(kind, kind)
