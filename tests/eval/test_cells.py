"""A gold matrix is filled from a real store of small reports, and every cell of it marked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.models import Report
from corpus.store import Store, open_store
from eval.cells import fill, mark
from eval.failures import found_instead, problems
from eval.matrix import GoldCell, GoldPlace, load
from eval.originals import Originals
from eval.report import cells_json
from ingest.pipeline import ingest
from retrieval.comparison.matrix import compare
from retrieval.comparison.themes import theme
from tests.conftest import ROOT, SHARED, Invoke

MATRIX = ROOT / "eval" / "sets" / "matrix.jsonl"
REPORTS = SHARED / "community_safety"
HEAD = """# Community Safety Partnership Update

Report to the Overview and Scrutiny Committee, {council}, {date}

## 1. Keeping people safe

1.1 The partnership met on three occasions in the year and agreed its priorities.

"""
CHORLEY = """1.2 **Road safety** is a priority: *4,100* vehicles were checked on rural roads.

1.3 The partnership trained 212 teachers on the Prevent duty and made nine referrals to Channel.
"""
KENT = """1.2 Road safety is a priority: the speed of 380 vehicles was checked near schools.

1.3 Two drivers a week went on the road safety course that the partnership holds in
the county hall.
"""
LINCOLN = """1.2 The partnership opened a park where young people meet, and planted forty trees.
"""
ROAD, COURSE = GoldPlace("chorley.md", 9, 9, "1.2"), GoldPlace("kent.md", 11, 12, "1.3")
ROWS: list[dict[str, Any]] = [
    {
        "area": "Chorley",
        "theme": "Road safety",
        "state": "found",
        "places": [{"file": "chorley.md", "lines": [9, 9], "paragraph": "1.2"}],
    },
    {"area": "Chorley", "theme": "Prevent", "state": "not_found", "places": []},
    {
        "area": "Kent",
        "theme": "Road safety",
        "state": "found",
        "places": [{"file": "kent.md", "lines": [7, 7], "paragraph": "1.1"}],
    },
    {"area": "Kent", "theme": "Prevent", "state": "not_found", "places": []},
    {"area": "Lincoln", "theme": "Road safety", "state": "not_found", "places": []},
    {
        "area": "Lincoln",
        "theme": "Prevent",
        "state": "found",
        "places": [{"file": "lincoln.md", "lines": [9, 9], "heading": "Keeping people safe"}],
    },
]


def _written(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three small reports, and a store that holds them."""
    folder = tmp_path_factory.mktemp("cells")
    for name, council, date, text in (
        ("chorley", "Chorley Council", "12 May 2024", CHORLEY),
        ("kent", "Kent County Council", "3 June 2024", KENT),
        ("lincoln", "City of Lincoln Council", "4 July 2024", LINCOLN),
    ):
        whole = HEAD.format(council=council, date=date) + text
        (folder / f"{name}.md").write_text(whole, encoding="utf-8")
    rows = ingest(sorted(folder.glob("*.md")), folder / "store")
    assert [row.status for row in rows] == ["added"] * 3, rows
    return folder


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    store = open_store(folder / "store")
    yield store
    store.close()


def _held(store: Store) -> dict[str, Report]:
    return {report.id: report for report in store.catalogue.reports()}


def _originals(store: Store, *folders: Path) -> Originals:
    return Originals(folders, {name: report.sha256 for name, report in _held(store).items()})


def test_states_and_places_are_told_right_from_wrong(store: Store, folder: Path) -> None:
    gold = load([_written(folder / "gold.jsonl", *ROWS)])
    filled = fill(store, gold, _originals(store, folder))
    scores = {score.id: score.measures for score in filled.scores}
    states = {name: measures["state_right"] for name, measures in scores.items()}
    assert states == {
        "Chorley: Road safety": 1,
        "Chorley: Prevent": 0,
        "Kent: Road safety": 1,
        "Kent: Prevent": 1,
        "Lincoln: Road safety": 1,
        "Lincoln: Prevent": 0,
    }
    shown = {name: measures["gold_shown"] for name, measures in scores.items()}
    assert shown == dict.fromkeys(states) | {
        "Chorley: Road safety": 1,
        "Kent: Road safety": 0,
        "Lincoln: Prevent": 0,
    }
    figures = cells_json(filled)
    assert figures is not None
    assert (figures["cells"], figures["borrowed"]) == (6, 0)
    assert (figures["state_right"], figures["gold_shown"]) == (0.6667, 0.3333)
    assert figures["intervals"]["state_right"] == [0.3, 0.9032]  # Wilson's, of 4 in 6
    assert figures["citations"] >= 3 and figures["citations_verbatim"] == 1
    assert 0 < figures["seconds"] < 60


def test_a_wrong_cell_says_what_was_shown_instead(store: Store, folder: Path) -> None:
    gold = load([_written(folder / "gold.jsonl", *ROWS)])
    items = {item.score.id: item for item in fill(store, gold, _originals(store, folder)).items}
    wrong = {name: found for name, item in items.items() if (found := problems(item.score))}
    assert wrong == {
        "Chorley: Prevent": ["found, though the reports do not"],
        "Kent: Road safety": ["shows no place that counts"],
        "Lincoln: Prevent": ["not found, though the reports speak of it"],
    }
    assert "212 teachers" in found_instead(items["Chorley: Prevent"])
    assert found_instead(items["Lincoln: Prevent"]) == "nothing"


@pytest.mark.parametrize(
    ("places", "shown"),
    [
        ([GoldPlace("kent.md", 9, 9, "1.2")], (1.0, 1.0)),
        ([COURSE], (1.0, 0.0)),  # as the second statement
        ([GoldPlace("kent.md", 12, 12, "1.3")], (1.0, 0.0)),  # holds the line whole
        ([GoldPlace("kent.md", 7, 11, "1.2")], (1.0, 1.0)),  # lies in the lines
        ([GoldPlace("kent.md", 7, 7, "1.1")], (0.0, 0.0)),
        ([GoldPlace("kent.md", 10, 10, "1.2")], (0.0, 0.0)),  # a blank line stands nowhere
        ([GoldPlace("chorley.md", 9, 9, "1.2")], (0.0, 0.0)),  # another file
        ([GoldPlace("kent.md", 7, 7, "1.1"), COURSE], (1.0, 0.0)),
    ],
)
def test_a_statement_shows_a_place_by_the_lines_of_the_original(
    store: Store, folder: Path, places: list[GoldPlace], shown: tuple[float, float]
) -> None:
    [cell] = compare(store, ["Kent"], [theme("Road safety")]).cells
    assert len(cell.findings) == 2
    wanted = GoldCell("Kent", "Road safety", "found", "gold", tuple(places))
    score = mark(wanted, cell, _held(store), _originals(store, folder))
    assert (score.measures["gold_shown"], score.measures["gold_first"]) == shown
    if shown == (1.0, 0.0):
        assert problems(score) == ["a place that counts comes only as statement 2"]


def test_without_the_original_a_place_is_told_by_paragraph_or_heading(store: Store) -> None:
    [cell] = compare(store, ["Chorley"], [theme("Road safety")]).cells
    for place, shown in (
        (GoldPlace("chorley.md", 99, 99, "1.2"), 1.0),
        (GoldPlace("chorley.md", 9, 9, "1.3"), 0.0),
        (GoldPlace("chorley.md", 99, 99, heading="Keeping people SAFE"), 1.0),
        (GoldPlace("chorley.md", 9, 9, heading="Finances"), 0.0),
    ):
        wanted = GoldCell("Chorley", "Road safety", "found", "gold", (place,))
        score = mark(wanted, cell, _held(store), _originals(store))
        assert score.measures["gold_shown"] == shown, place
        assert score.unchecked == score.citations > 0


def test_what_another_areas_report_says_is_counted_as_borrowed(store: Store, folder: Path) -> None:
    [cell] = compare(store, ["Chorley"], [theme("Road safety")]).cells
    originals = _originals(store, folder)
    for area, borrowed in (("Chorley", 0.0), ("Lancashire", 1.0), ("Kent", 1.0)):
        wanted = GoldCell(area, "Road safety", "found", "gold", (ROAD,))
        score = mark(wanted, cell, _held(store), originals)
        assert score.measures["borrowed"] == borrowed, area
    assert problems(score) == ["borrows from another area's report"]


def test_the_command_fills_a_matrix_beside_questions(
    invoke: Invoke, folder: Path, tmp_path: Path
) -> None:
    question = {"id": "q1", "question": "Who won the cup?", "kind": "unanswerable"}
    _written(tmp_path / "asked.jsonl", question)
    _written(tmp_path / "gold.jsonl", *ROWS)
    shared = ("--store", folder / "store", "--reports", folder)
    both = invoke("run", "asked.jsonl", "gold.jsonl", *shared, "--json")
    assert both.returncode == 0, both.stderr
    found = json.loads(both.stdout)
    assert (found["questions"], found["cells"]["cells"]) == (1, 6)
    assert found["cells"]["state_right"] == 0.6667
    assert "not checked" not in both.stderr
    alone = invoke("run", "gold.jsonl", *shared)
    assert alone.returncode == 0, alone.stderr
    assert "gold: 6 cells" in alone.stdout and "questions" not in alone.stdout
    assert "3 of 6 cells are not as they should be" in alone.stdout
    assert "Chorley: Prevent (cell)" in alone.stdout and "212 teachers" in alone.stdout
    no_matrix = invoke("run", "asked.jsonl", *shared, "--json")
    assert json.loads(no_matrix.stdout)["cells"] is None


def test_without_the_originals_the_command_says_so(
    invoke: Invoke, folder: Path, tmp_path: Path
) -> None:
    _written(tmp_path / "gold.jsonl", *ROWS)
    (tmp_path / "empty").mkdir()
    shared = ("--store", folder / "store", "--reports", "empty")
    result = invoke("run", "gold.jsonl", *shared, "--json")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert (found["questions"], found["answers_right"]) == (0, None)
    assert found["cells"]["gold_shown"] == 0.3333
    assert found["cells"]["citations_verbatim"] is None
    assert "placed by paragraph or heading" in result.stderr


def test_runs_tell_which_cells_changed(invoke: Invoke, folder: Path, tmp_path: Path) -> None:
    mended = [row | {"state": "not_found", "places": []} for row in ROWS[-1:]]
    shared = ("--store", folder / "store", "--reports", folder)
    for name, rows in (("before", ROWS), ("after", [*ROWS[:-1], *mended])):
        _written(tmp_path / f"{name}.jsonl", *rows)
        assert invoke("run", f"{name}.jsonl", *shared, "--name", name).returncode == 0
    [before], [after] = (
        list((tmp_path / ".runs").glob(f"*-{n}.json")) for n in ("before", "after")
    )
    result = invoke("compare", before, after, "--json")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)["cells"]
    assert found["cells"] == {"Lincoln: Prevent": {"state_right": [0.0, 1.0]}}
    right = found["measures"]["state_right"]
    assert (right["cells"], right["better"], right["worse"]) == (6, 1, 0)
    assert "1 cells changed" in invoke("compare", before, after).stdout


def test_the_real_reports_fill_the_gold_matrix(community: Store) -> None:
    gold = load([MATRIX])
    filled = fill(community, gold, _originals(community, REPORTS))
    figures = cells_json(filled)
    assert figures is not None
    assert figures["cells"] == 68
    assert figures["state_right"] >= 0.9
    assert figures["gold_shown"] >= 0.85
    assert figures["borrowed"] == 0
    assert figures["citations_verbatim"] == 1
