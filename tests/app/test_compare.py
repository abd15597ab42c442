"""The Compare page: what is chosen, the matrix it makes, and the link that restores it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

import retrieval.comparison.matrix
from app_pages.compare_choice import MAX_AREAS, areas_held
from app_pages.wording import age_in_words
from retrieval.comparison.matrix import Matrix
from tests.app.conftest import Open, by_key, drawn, reports_of, spoken_as_markdown

DUTY, ABUSE = "Serious Violence Duty", "Domestic abuse and MARAC"
HOSTILE = "![x](http://evil.example/t.png) <img src=x onerror=alert(1)>, R&D"


def compare(app: AppTest, areas: list[str], themes: list[str], districts: bool = False) -> AppTest:
    by_key(app, "compare-areas").set_value(areas)
    by_key(app, "compare-themes").set_value(themes)
    by_key(app, "compare-districts").set_value(districts)
    by_key(app, "compare-go").click().run()
    assert not app.exception and not app.error
    return app


def follow(app: AppTest, **parameters: list[str]) -> AppTest:
    """Opens the page by a link."""
    app.query_params.update(parameters)
    app.switch_page("app_pages/compare.py").run()
    assert not app.exception and not app.error
    return app


def matrix(app: AppTest) -> dict[str, Any]:
    """What the browser is given to draw."""
    [component] = app.get("bidi_component")
    data: dict[str, Any] = json.loads(component.proto.json)
    return data


def column(app: AppTest) -> dict[str, dict[str, Any]]:
    """The cells of the first theme, by area."""
    data = matrix(app)
    names = [area["name"] for area in data["areas"]]
    return dict(zip(names, data["rows"][0]["cells"], strict=True))


def themes(app: AppTest) -> list[str]:
    return [row["theme"] for row in matrix(app)["rows"]]


def said(cell: dict[str, Any]) -> str:
    return "".join(text for text, _ in cell["statements"][0]["text"])


def test_it_begins_with_what_is_held(made_store: Path, open_app: Open) -> None:
    app = open_app(made_store, "compare")
    assert not app.exception
    held = areas_held(reports_of(made_store))
    assert by_key(app, "compare-areas").options == sorted(held)
    assert held.count("Leicestershire") == 1  # the county and the police force area
    assert {"Chorley", "Rutland"} <= set(held)
    assert [area["name"] for area in matrix(app)["areas"]] == held[:4]
    assert themes(app)[:2] == [DUTY, ABUSE]
    assert app.query_params["areas"] == held[:4]


def test_each_state_says_what_it_is(made_store: Path, open_app: Open) -> None:
    app = open_app(made_store, "compare")
    cells = column(compare(app, ["Leicestershire", "Chorley", "Kent", "Narnia"], [ABUSE]))
    found, silent, absent, unknown = cells.values()
    assert [cell["state"] for cell in cells.values()] == [
        "found",
        "not_found",
        "not_in_collection",
        "not_in_collection",
    ]
    assert found["lead"] == "19 March 2021"
    assert found["quiet"] == age_in_words("2021-03-19", date.today())
    assert found["statements"][0]["chips"][0]["words"].startswith("Office of the Police and Crime")
    assert silent["lead"] == "Not found" and silent["quiet"] == "Searched 1 report, 12 May 2024"
    assert absent["lead"] == "Not in the collection" and not absent["quiet"]
    assert "Narnia" in unknown["notes"][0]
    summary = matrix(app)["rows"][0]["summary"]
    assert summary.startswith("1 of 4 areas") and "nothing found for Chorley" in summary
    assert matrix(app)["areas"][2] == {"name": "Kent", "held": "Not in the collection"}


def test_a_county_brings_its_districts_where_it_is_asked_to(
    made_store: Path, open_app: Open
) -> None:
    app = compare(open_app(made_store, "compare"), ["Lancashire"], ["burglary patrols"])
    cell = column(app)["Lancashire"]
    assert cell["state"] == "not_in_collection"
    assert any("Chorley" in note for note in cell["notes"])
    cell = column(compare(app, ["Lancashire"], ["burglary patrols"], True))["Lancashire"]
    assert cell["state"] == "found"
    assert cell["statements"][0]["about"] == "Speaks of Chorley"
    assert app.query_params["districts"] == "1"


def test_own_words_are_a_theme_and_text_stays_text(made_store: Path, open_app: Open) -> None:
    app = compare(open_app(made_store, "compare"), ["Chorley"], ["burglary patrols"])
    assert themes(app) == ["burglary patrols"]
    cell = column(app)["Chorley"]
    assert cell["state"] == "found" and "£45,000" in said(cell)
    assert ":smile: $x^2$ <img src=x onerror=alert(1)>" in said(cell)
    assert not [text for text in spoken_as_markdown(app) if "<" in text or "![" in text]


def test_a_link_restores_the_matrix(made_store: Path, open_app: Open) -> None:
    app = open_app(made_store, "compare")
    own = "bicycles & patrols, etc"
    before = matrix(compare(app, ["Leicestershire", "Chorley"], [ABUSE, own], True))
    link = app.code[0].value
    asked = {"areas": ["Leicestershire", "Chorley"], "themes": [ABUSE, own], "districts": ["1"]}
    assert link.endswith(urlencode(asked, doseq=True))
    other = follow(open_app(made_store), **asked)
    assert matrix(other) == before
    assert by_key(other, "compare-districts").value is True
    assert by_key(other, "compare-themes").value == [ABUSE, own]


def test_a_link_is_followed_while_the_page_is_open(made_store: Path, open_app: Open) -> None:
    app = compare(open_app(made_store, "compare"), ["Chorley"], [ABUSE])
    app.query_params["areas"] = "Rutland"  # as the browser's way back does
    app.run()
    assert [area["name"] for area in matrix(app)["areas"]] == ["Rutland"]
    assert by_key(app, "compare-areas").value == ["Rutland"]


def test_a_link_of_any_kind_works_or_says_why(made_store: Path, open_app: Open) -> None:
    app = follow(
        open_app(made_store),
        areas=["linconshire", HOSTILE, "x" * 5000, " ", "Chorley", "Chorley"],
        themes=["", "???", "y" * 5000, HOSTILE],
    )
    assert [area["name"] for area in matrix(app)["areas"]] == ["Lincolnshire", HOSTILE, "Chorley"]
    assert themes(app) == [HOSTILE]
    told = " ".join(warning.value for warning in app.warning).replace("\\", "")
    assert "5,000 characters, and 100 is the most" in told
    assert "5,000 characters, and 200 is the most" in told
    assert "A theme is empty" in told
    assert not [text for text in spoken_as_markdown(app) if "<" in text or "![" in text]


def test_a_link_that_names_too_much_is_cut(made_store: Path, open_app: Open) -> None:
    many = [f"Place {number}" for number in range(MAX_AREAS + 5)]
    app = follow(open_app(made_store), areas=many, themes=[ABUSE])
    assert [area["name"] for area in matrix(app)["areas"]] == many[:MAX_AREAS]
    assert "its first 20 areas and 40 themes are shown" in app.warning[0].value
    assert app.query_params["areas"] == many[:MAX_AREAS]


def test_it_is_kept_while_other_pages_are_read(made_store: Path, open_app: Open) -> None:
    app = compare(open_app(made_store, "compare"), ["Chorley"], ["burglary patrols"])
    app.switch_page("app_pages/reports.py").run()
    app.query_params.clear()  # as the browser does
    app.switch_page("app_pages/compare.py").run()
    assert themes(app) == ["burglary patrols"] and list(column(app)) == ["Chorley"]
    assert app.query_params == {"areas": "Chorley", "themes": "burglary patrols"}


def test_what_was_compared_is_not_compared_again(
    made_store: Path, open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[str, ...]] = []
    real = retrieval.comparison.matrix.compare

    def counting(store: Any, areas: Any, *more: Any, **named: Any) -> Matrix:
        compared.append(tuple(areas))
        return real(store, areas, *more, **named)

    monkeypatch.setattr(retrieval.comparison.matrix, "compare", counting)
    app = compare(open_app(made_store, "compare"), ["Chorley"], [ABUSE])
    compare(app.run(), ["Rutland"], [ABUSE])
    first = matrix(compare(app, ["Chorley"], [ABUSE]))
    assert compared[1:] == [("Chorley",), ("Rutland",)]
    assert list(first["areas"][0].values())[0] == "Chorley"


def test_nothing_chosen_and_nothing_held(made_store: Path, tmp_path: Path, open_app: Open) -> None:
    app = compare(open_app(made_store, "compare"), [], [ABUSE])
    assert app.info[0].value == "Choose at least one area and one theme."
    assert not app.get("bidi_component")
    assert "No reports are held yet." in drawn(open_app(tmp_path / "none", "compare"))


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-11-02", "this month"),
        ("2026-10", "1 month old"),
        ("2025-01-31", "22 months old"),
        ("2024-11-30", "2 years old"),
        ("2024", "2 years old"),
        ("2026", "this year"),
        ("2027-01-05", "still to come"),
    ],
)
def test_how_old_a_report_is(iso: str, words: str) -> None:
    assert age_in_words(iso, date(2026, 11, 22)) == words
