"""The TREC files beside a run: other people's tools must get this program's figures from them."""

from __future__ import annotations

from pathlib import Path

import ir_measures
import pytest
from ir_measures import RR, R, nDCG

from corpus.store import Store
from eval import running, runs
from eval.judging import Judge
from eval.sets import Gold, Place, Question, load
from eval.summary import summarise
from tests.conftest import ROOT

SET = ROOT / "eval" / "sets" / "digests.jsonl"
SOME = 24  # questions, of every kind


@pytest.fixture(scope="module")
def run(shipped: Store) -> runs.Run:
    """A real run of questions over the reports shipped."""
    questions = load([SET])
    plan = running.plan(questions[:: len(questions) // SOME], shipped, [ROOT / "corpus/reports"])
    return running.finished(plan, runs.now(), list(running.carry_out(plan)))


def test_ir_measures_gets_the_figures_of_the_run(run: runs.Run, tmp_path: Path) -> None:
    saved = runs.save(run, tmp_path)
    found = ir_measures.calc_aggregate(
        [RR, nDCG @ 10, R @ 10, R @ 100],
        list(ir_measures.read_trec_qrels(str(saved.with_suffix(".qrels")))),
        list(ir_measures.read_trec_run(str(saved.with_suffix(".run")))),
    )
    figures = summarise(run.scores).figures
    for name, measure in {
        "mrr": RR,
        "ndcg_at_10": nDCG @ 10,
        "trec_recall_at_10": R @ 10,
        "trec_recall_at_100": R @ 100,
    }.items():
        assert found[measure] == pytest.approx(figures[name].value), name
    assert 0.3 < found[RR] < 1.0  # neither trivial nor empty


def test_passages_are_named_as_the_store_names_them(run: runs.Run, shipped: Store) -> None:
    ids = {p.id for report in shipped.catalogue.reports()
           for p in shipped.catalogue.passages(report.id)}  # fmt: skip
    for score in run.scores:
        assert set(score.found) <= ids
        assert len(set(score.found)) == len(score.found)
        assert {name for name in score.relevant if not name.startswith("unheld:")} <= ids


def test_lines_are_as_trec_has_them(run: runs.Run, tmp_path: Path) -> None:
    saved = runs.save(run, tmp_path)
    rows = [line.split() for line in saved.with_suffix(".run").read_text("utf-8").splitlines()]
    first = [row for row in rows if row[0] == run.scores[0].id]
    assert {len(row) for row in rows} == {6} and {row[1] for row in rows} == {"Q0"}
    assert [int(row[3]) for row in first] == list(range(1, len(first) + 1))
    scores = [float(row[4]) for row in first]
    assert scores == sorted(set(scores), reverse=True)  # tools sort by score, and break ties
    judged = [line.split() for line in saved.with_suffix(".qrels").read_text("utf-8").splitlines()]
    assert {(len(row), row[1], row[3]) for row in judged} == {(4, "0", "1")}
    unanswerable = {score.id for score in run.scores if not score.relevant}
    assert unanswerable and not unanswerable & {row[0] for row in judged}


def test_evidence_is_judged_in_every_passage_of_the_right_files(shipped: Store) -> None:
    report = next(r for r in shipped.catalogue.reports() if r.file.startswith("chorley"))
    passage = shipped.catalogue.passages(report.id)[3]
    quote = " ".join(passage.text.split()[:12])
    judge = Judge(shipped.catalogue)
    assert passage.id in judge.holding(Gold(quote, (Place(report.file, 1),)))
    assert judge.holding(Gold(quote, (Place("another.pdf", 1),))) == ()
    wanted = (Gold(quote, (Place(report.file),)), Gold("never said by anybody", (Place("x"),)))
    held = judge.held(Question("q", "?", "fact", "made", gold=wanted))
    assert passage.id in held[0] and held[1] == ()
