from __future__ import annotations

import pytest

from corpus.models import Citation
from eval.metrics import MEASURES, score
from eval.report import to_json
from eval.sets import Gold, Place, Question
from eval.summary import by_kind, summarise
from tests.eval.making import answer, citation, hit, marked, question

GOLD = "The panel agreed the plan on 4 May"
OTHER = "It costs £9,691 for each year of the term"


def _holds(_: Citation) -> bool:
    return True


def _filler(words: int) -> str:
    return " ".join(["word"] * words)


def test_recall_stops_where_the_running_length_passes_the_budget() -> None:
    hits = (hit(_filler(295)), hit(GOLD + "."), hit(_filler(298)), hit(OTHER))
    measures = marked(question(GOLD, OTHER), answer(hits=hits), 1.0, _holds).measures
    assert measures["recall_300_words"] == 0.0  # 295 + 8 words is over 300
    assert measures["recall_600_words"] == 0.5
    assert measures["recall_1000_words"] == 1.0
    assert measures["recall_at_1"] == 0.0
    assert measures["recall_at_5"] == 1.0
    assert measures["mrr"] == 0.5


def test_the_passage_that_meets_the_budget_counts() -> None:
    hits = (hit(_filler(292)), hit(GOLD))
    measures = marked(question(GOLD), answer(hits=hits), 1.0, _holds).measures
    assert measures["recall_300_words"] == 1.0


def test_only_the_right_file_counts_and_any_other_place_named() -> None:
    hits = (hit(GOLD, "other.pdf"),)
    assert marked(question(GOLD), answer(hits=hits), 1.0, _holds).measures["mrr"] == 0.0
    places = (Place("minutes.pdf", 1), Place("other.pdf", 7))
    also = Question("q", "?", "fact", "made", gold=(Gold(GOLD, places),))
    assert marked(also, answer(hits=hits), 1.0, _holds).measures["mrr"] == 1.0


def test_a_quote_split_over_two_passages_is_not_found() -> None:
    hits = (hit(GOLD[:20]), hit(GOLD[20:]))
    assert marked(question(GOLD), answer(hits=hits), 1.0, _holds).gold_ranks == (None,)


def test_ndcg_counts_a_missed_quote_as_missed() -> None:
    found = marked(question(GOLD, OTHER), answer(hits=(hit(GOLD),)), 1.0, _holds).measures
    assert found["mrr"] == 1.0
    assert found["ndcg_at_10"] == pytest.approx(1 / (1 + 1 / 1.5849625), abs=1e-6)


def test_passages_that_hold_evidence_and_were_not_retrieved_count_as_missed() -> None:
    found = hit(GOLD)
    held = [[found.passage.id, "another:7"], []]  # the second quote stands in no passage
    scored = score(question(GOLD, OTHER), answer(hits=(found,)), held, 1.0, _holds)
    assert scored.relevant == {found.passage.id: 1, "another:7": 1, "unheld:1": 1}
    assert scored.measures["trec_recall_at_10"] == pytest.approx(1 / 3)
    assert scored.measures["recall_at_10"] == 0.5  # of quotes
    assert scored.measures["mrr"] == 1.0
    assert scored.gold_ranks == (1, None)


def test_right_needs_an_answer_with_every_phrase() -> None:
    asked = question(GOLD, must=("4 May", "panel"))
    assert marked(asked, answer(GOLD), 1.0, _holds).measures["answers_right"] == 1.0
    part = marked(asked, answer("on 4 May"), 1.0, _holds)
    assert part.measures["answers_right"] == 0.0
    assert part.unsaid == ("panel",)
    refused = marked(asked, answer(outcome="not_found"), 1.0, _holds).measures
    assert (refused["answers_right"], refused["false_refusals"]) == (0.0, 1.0)
    partial = marked(asked, answer(GOLD, outcome="partial"), 1.0, _holds).measures
    assert (partial["answers_right"], partial["false_refusals"]) == (1.0, 0.0)


def test_clean_is_asked_only_where_something_must_not_be_said() -> None:
    assert marked(question(GOLD), answer(GOLD), 1.0, _holds).measures["answers_clean"] is None
    trap = question(kind="unanswerable", must_not=("£9,691",))
    said = marked(trap, answer(OTHER), 1.0, _holds)
    assert said.measures["answers_clean"] == 0.0
    assert said.wrongly_said == ("£9,691",)
    silent = marked(trap, answer(outcome="not_found"), 1.0, _holds).measures
    assert silent["answers_clean"] == 1.0


def test_refusing_the_unanswerable() -> None:
    plain = question(kind="unanswerable")
    lenient = question(kind="unanswerable", accept=frozenset({"not_found", "partial"}))
    partial = answer(GOLD, outcome="partial")
    assert marked(plain, partial, 1.0, _holds).measures["refused_unanswerable"] == 0.0
    assert marked(lenient, partial, 1.0, _holds).measures["refused_unanswerable"] == 1.0
    assert marked(lenient, answer(GOLD), 1.0, _holds).measures["refused_unanswerable"] == 0.0
    assert marked(plain, partial, 1.0, _holds).measures["answers_right"] is None


def test_evidence_cited_is_taken_together_a_file() -> None:
    asked = question(GOLD, OTHER)
    both = marked(asked, answer("The panel agreed the plan", "on 4 May", OTHER), 1.0, _holds)
    assert both.measures["answer_evidence_recall"] == 1.0
    elsewhere = marked(asked, answer(citation(GOLD, file="other.pdf"), OTHER), 1.0, _holds)
    assert elsewhere.measures["answer_evidence_recall"] == 0.5
    assert elsewhere.uncovered == (0,)


def test_page_right_is_of_citations_that_cover() -> None:
    asked = question(GOLD, page=3)
    mixed = answer(citation(GOLD, page=3), citation(GOLD, page=4), citation("Unrelated.", page=9))
    scored = marked(asked, mixed, 1.0, _holds)
    assert (scored.covering, scored.on_page) == (2, 1)
    unpaged = marked(question(GOLD, page=None), answer(citation(GOLD, page=None)), 1.0, _holds)
    assert unpaged.covering == 0


def test_citations_not_at_hand_are_not_counted_as_verbatim() -> None:
    verdicts = iter([True, False, None])
    scored = marked(question(GOLD), answer("a", "b", "c"), 1.0, lambda _: next(verdicts))
    assert (scored.citations, scored.verbatim, scored.unchecked) == (3, 1, 1)
    assert scored.unverified == ("b",)
    figure = summarise([scored]).figures["citations_verbatim"]
    assert (figure.value, figure.count) == (0.5, 2)


def test_a_question_that_failed_counts_against() -> None:
    failed = marked(question(GOLD, must=("4 May",)), None, 1.0, _holds).measures
    assert (failed["answers_right"], failed["false_refusals"], failed["mrr"]) == (0, 0, 0)
    trap = marked(question(kind="unanswerable"), None, 1.0, _holds).measures
    assert trap["refused_unanswerable"] == 0.0


def test_every_question_counts_also_one_without_a_result() -> None:
    good = marked(question(GOLD, name="a"), answer(GOLD, hits=(hit(GOLD),)), 10.0, _holds)
    none = marked(question(GOLD, name="b"), answer(outcome="not_found"), 30.0, _holds)
    figures = summarise([good, none]).figures
    assert figures["mrr"].value == 0.5
    assert figures["recall_600_words"].value == 0.5
    assert figures["words_per_answer"].value == 8.0  # of the answers given
    assert figures["ask_ms_p50"].value == 20.0


def test_json_has_the_contract_and_the_kinds() -> None:
    scores = [
        marked(question(GOLD, name="a"), answer(GOLD, hits=(hit(GOLD),)), 10.0, _holds),
        marked(question(name="b", kind="unanswerable"), answer(outcome="not_found"), 9.0, _holds),
    ]
    found = to_json(scores)
    wanted = {"questions", "by_kind", "citations", "citations_verbatim", "page_right"}
    wanted |= {"words_per_answer", "ask_ms_p50", "ask_ms_p95", *MEASURES}
    assert wanted <= set(found)
    assert found["questions"] == 2
    assert set(found["by_kind"]) == {"fact", "unanswerable"}
    assert found["by_kind"]["unanswerable"]["recall_600_words"] is None
    assert found["by_kind"]["unanswerable"]["refused_unanswerable"] == 1.0
    low, high = found["intervals"]["recall_600_words"]
    assert 0 < low < high == 1.0
    assert list(by_kind(scores)) == ["fact", "unanswerable"]
