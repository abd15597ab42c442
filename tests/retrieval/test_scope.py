"""Which reports are asked: by area, with what lies inside it, and by date."""

from __future__ import annotations

import pytest

from corpus.areas import find
from corpus.errors import UsageError
from retrieval.scope import check_date, choose, reports_for
from tests.retrieval.making import report

CHORLEY, LANCASHIRE, RUTLAND = "E07000118", "E10000017", "E06000017"
LINCOLNSHIRE, FORCE = "E10000019", find("Lincolnshire Police")[0].code
HELD = [
    report("chorley", CHORLEY, date="2023-01-26"),
    report("lancashire", LANCASHIRE, date="2024-04-18"),
    report("lincolnshire", LINCOLNSHIRE, date="2023-01-31"),
    report("force", FORCE, date="2023-06", body=None),
    report("undated", RUTLAND, date=None),
]


def chosen(*areas: str, first: str | None = None, last: str | None = None) -> list[str]:
    return [r.id for r in choose(HELD, areas, first, last).reports]


def test_areas() -> None:
    assert chosen("Chorley") == ["chorley"]
    assert chosen("Lancashire") == ["chorley", "lancashire"]
    assert chosen("Lincolnshire") == ["lincolnshire", "force"]
    assert chosen("Chorley", "rutland") == ["chorley", "undated"]
    assert len(chosen()) == 5


def test_an_area_that_is_not_held_is_no_error() -> None:
    scope = choose(HELD, ["Nottingham"])
    assert (scope.reports, scope.unknown) == ((), ("Nottingham",))
    assert scope.coverage().reports == 0
    assert choose(HELD, ["Atlantis"]).unknown == ("Atlantis",)
    mixed = choose(HELD, ["Atlantis", "Chorley"])
    assert ([r.id for r in mixed.reports], mixed.unknown) == (["chorley"], ("Atlantis",))
    assert choose(HELD, ["West Lancashire"]).reports == ()


def test_a_report_for_an_area_that_the_table_no_longer_knows() -> None:
    ended = "E99999999"
    held = [*HELD, report("ended", ended)]
    assert choose(held).coverage().areas[:2] == ("Chorley", ended)
    assert [r.id for r in choose(held, [ended]).reports] == ["ended"]
    assert reports_for([ended], held) == {"ended"}
    assert reports_for([CHORLEY], held) == {"chorley", "lancashire"}


def test_dates_as_precise_as_they_are() -> None:
    assert chosen(first="2023-02") == ["lancashire", "force"]
    assert chosen(last="2023-01-30") == ["chorley"]
    assert chosen(first="2023-06-15", last="2023-06-20") == ["force"]
    assert chosen(last="2023-05") == ["chorley", "lincolnshire"]
    assert chosen(first="2024", last="2024") == ["lancashire"]


def test_reports_without_a_date_are_counted() -> None:
    assert choose(HELD, date_from="2020").skipped == 1
    assert choose(HELD).skipped == 0
    assert choose(HELD, ["Chorley"], date_from="2020").skipped == 0


def test_coverage() -> None:
    covered = choose(HELD).coverage()
    assert (covered.reports, covered.oldest, covered.newest) == (5, "2023-01-26", "2024-04-18")
    assert covered.areas == ("Chorley", "Lancashire", "Lincolnshire", "Rutland")
    assert covered.bodies == 1


def test_reports_for_a_place_named() -> None:
    assert reports_for([CHORLEY], HELD) == {"chorley", "lancashire"}
    assert reports_for([LANCASHIRE], HELD) == {"chorley", "lancashire"}
    assert reports_for([RUTLAND], HELD) == {"undated"}


@pytest.mark.parametrize("date", ["2023", "2023-06", "2023-06-30", None])
def test_dates_taken(date: str | None) -> None:
    assert check_date(date) == date


@pytest.mark.parametrize(
    "date", ["", "soon", "2023-13", "2023-6", "30/06/2023", "2023-02-30", "23"]
)
def test_dates_refused(date: str) -> None:
    with pytest.raises(UsageError, match="2023-06-30"):
        check_date(date)
