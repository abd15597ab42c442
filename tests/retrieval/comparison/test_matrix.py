"""Areas side by side: each cell from its own area's reports, newest first, or honestly empty."""

from __future__ import annotations

import pytest

from corpus.errors import UsageError
from corpus.store import Store
from retrieval.comparison.cells import Cell, state_in_words
from retrieval.comparison.matrix import compare
from retrieval.comparison.themes import theme


def cell(store: Store, area: str, words: str, *, with_districts: bool = False) -> Cell:
    return compare(store, [area], [theme(words)], with_districts=with_districts).cells[0]


def texts(found: Cell) -> list[str]:
    return [finding.statement.text for finding in found.findings]


def test_cells_come_theme_by_theme_in_the_order_asked_for(areas_store: Store) -> None:
    done: list[int] = []
    themes = [theme("Road safety"), theme("Prevent")]
    matrix = compare(areas_store, ["Chorley", "Lancashire"], themes, progress=done.append)
    assert [(c.theme, c.area) for c in matrix.cells] == [
        ("Road safety", "Chorley"),
        ("Road safety", "Lancashire"),
        ("Prevent", "Chorley"),
        ("Prevent", "Lancashire"),
    ]
    assert [c.area for c in matrix.row("Prevent")] == ["Chorley", "Lancashire"]
    assert done == [1, 2]


def test_the_newest_report_speaks_and_the_older_is_told_of(areas_store: Store) -> None:
    found = cell(areas_store, "Lincolnshire", "domestic abuse")
    assert found.date == "2024-06-12"
    assert {f.statement.citations[0].file for f in found.findings} == {"county-new.md"}
    assert any("£55,000" in text for text in texts(found))
    assert [f.statement.citations[0].file for f in found.others] == ["county-old.md"]
    (note,) = found.notes
    assert "older report" in note
    assert "31 January 2023" in note
    assert "£40,000" in note  # the same thing, with another figure


def test_an_older_report_answers_where_the_newest_is_silent(areas_store: Store) -> None:
    found = cell(areas_store, "Lincolnshire", "Road safety")
    assert found.date == "2023-01-31"
    assert found.searched.reports == 2
    assert found.others == ()


def test_what_the_law_says_is_not_what_the_area_does(areas_store: Store) -> None:
    found = cell(areas_store, "Lincolnshire", "Serious Violence Duty")
    assert any("co-ordinator" in text for text in texts(found))
    assert not any("Government" in text for text in texts(found))


def test_nothing_is_borrowed_from_another_area(areas_store: Store) -> None:
    found = cell(areas_store, "Lancashire", "Prevent")
    assert found.state == "not_found"
    assert found.findings == ()
    assert state_in_words(found) == "not found (searched 1 report, 18 April 2024)"
    (note,) = found.notes
    assert "The report for Chorley" in note
    assert "include the districts" in note
    assert cell(areas_store, "Chorley", "Serious Violence Duty").notes == ()


def test_districts_speak_where_they_are_asked_to_and_it_says_so(areas_store: Store) -> None:
    found = cell(areas_store, "Lancashire", "Prevent", with_districts=True)
    assert found.searched.reports == 2
    assert [f.about for f in found.findings] == ["Chorley"]
    assert found.notes == ("From the report for Chorley.",)


def test_a_part_of_the_area_and_a_neighbour_are_named(areas_store: Store) -> None:
    spoken = cell(areas_store, "Lincolnshire", "domestic abuse").findings
    assert [f.about for f in spoken if "worker" in f.statement.text] == ["East Lindsey"]
    (neighbour,) = cell(areas_store, "Chorley", "county lines").findings
    assert neighbour.about == "South Ribble"


@pytest.mark.parametrize(
    ("area", "note"),
    [
        ("Narnia", "“Narnia” is not the name of an area that is known here."),
        ("South Ribble", "South Ribble lies in Lancashire, for which there are reports"),
        ("Kent", None),
    ],
)
def test_an_area_without_reports_is_not_in_the_collection(
    areas_store: Store, area: str, note: str | None
) -> None:
    found = cell(areas_store, area, "Road safety")
    assert found.state == "not_in_collection"
    assert (found.searched.reports, found.findings, found.date) == (0, (), None)
    assert [note in said for said in found.notes if note] == ([True] if note else [])


def test_own_words_are_looked_for(areas_store: Store) -> None:
    assert "newsletter" in texts(cell(areas_store, "Lincolnshire", "newsletter to households"))[0]
    assert cell(areas_store, "Lincolnshire", "hedgehogs").state == "not_found"
    assert cell(areas_store, "Lancashire", "newsletter to households").state == "not_found"


def test_an_area_named_twice_is_one(areas_store: Store) -> None:
    matrix = compare(areas_store, ["Chorley", " Chorley "], [theme("Prevent")])
    assert matrix.areas == ("Chorley",)
    assert len(matrix.cells) == 1


def test_one_area_or_theme_in_other_words_is_one(areas_store: Store) -> None:
    names = ["Lincolnshire", "lincolnshire", "Linconshire", "  ", "Kent"]
    matrix = compare(areas_store, names, [theme("ASB"), theme("Anti-social behaviour")])
    assert matrix.areas == ("Lincolnshire", "Kent")
    assert matrix.themes == ("ASB",)


def test_an_official_code_stands_for_its_area(areas_store: Store) -> None:
    assert cell(areas_store, "E07000118", "Prevent").state == "found"


def test_the_county_speaks_before_its_districts(areas_store: Store) -> None:
    found = cell(areas_store, "Lancashire", "road safety", with_districts=True)
    assert {f.statement.citations[0].file for f in found.findings} == {"lancashire.md"}


def test_nothing_to_compare_is_refused(areas_store: Store) -> None:
    with pytest.raises(UsageError, match="at least one area and one theme"):
        compare(areas_store, [], [theme("Prevent")])
    with pytest.raises(UsageError, match="at least one area and one theme"):
        compare(areas_store, ["Chorley"], [])
    with pytest.raises(UsageError, match="at least one area and one theme"):
        compare(areas_store, [" "], [theme("Prevent")])
