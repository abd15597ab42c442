"""Places: the table, how areas nest, and which names in a text stand for which of them."""

from __future__ import annotations

import time

import pytest

from corpus.areas import FORCE, Area, all_areas, area, contains, find, mentions, within

LINCOLNSHIRE, LINCOLNSHIRE_POLICE = "E10000019", "E23000020"
LANCASHIRE, CHORLEY, WEST_LANCASHIRE = "E10000017", "E07000118", "E07000127"
LLR = ["E06000016", "E10000018", "E06000017"]
GROUPED = {"combined authority", "strategic authority", FORCE}


def codes(areas: tuple[Area, ...]) -> list[str]:
    return [a.code for a in areas]


def named(text: str, **options: bool) -> list[tuple[str, list[str]]]:
    return [(text[m.start : m.end], [a.label for a in m.areas]) for m in mentions(text, **options)]


def places(text: str, **options: bool) -> list[str]:
    return [text[m.start : m.end] for m in mentions(text, **options)]


def test_the_table_is_whole() -> None:
    authorities = [a for a in all_areas() if a.kind != FORCE]
    assert len(authorities) == 397
    assert len(all_areas()) == 397 + 43
    assert len({a.code for a in all_areas()}) == len(all_areas())
    for a in authorities:
        assert a.name.strip() == a.name and a.official_name and a.nation and a.region
        assert (a.parent is not None) == (a.kind == "district"), a.name
        assert all(len(name) > 2 for name in a.names), a.name


@pytest.mark.parametrize("damage", ["�", "ï", "c ity", "city of", "cuty", "  ", " UA", "(B)"])
def test_no_damage_is_left_in_the_names(damage: str) -> None:
    assert [n for a in all_areas() for n in a.names if damage in n] == []


def test_populations_are_of_people() -> None:
    assert 115_000 < (area(CHORLEY).population or 0) < 121_000
    assert (area("E10000016").population or 0) > 1_500_000
    for a in all_areas():
        inside = [area(c) for c in within(a.code) if area(c).parent == a.code]
        if inside:
            assert sum(d.population or 0 for d in inside) == a.population, a.name


def test_every_district_has_a_county_of_its_region() -> None:
    for a in all_areas():
        if a.parent:
            assert area(a.parent).kind == "county"
            assert area(a.parent).region == a.region, a.name


def test_each_authority_of_england_and_wales_lies_in_one_force_area() -> None:
    forces = [a for a in all_areas() if a.kind == FORCE]
    assert len(forces) == 43
    for a in all_areas():
        if a.nation in ("England", "Wales") and a.kind not in GROUPED:
            assert len([f for f in forces if contains(f.code, a.code)]) == 1, a.name
    assert not any(
        area(c).nation in ("Scotland", "Northern Ireland") for f in forces for c in within(f.code)
    )


def test_areas_nest() -> None:
    assert contains(LANCASHIRE, CHORLEY)
    assert contains("E23000003", CHORLEY)  # through its county
    assert contains("E23000003", "E06000009")  # Blackpool, a unitary beside the county
    assert not contains(LANCASHIRE, "E06000009")
    assert not contains(CHORLEY, LANCASHIRE)
    assert contains("E47000017", "E07000138")  # Greater Lincolnshire, City of Lincoln
    assert within(CHORLEY) == {CHORLEY}
    assert len(within(LANCASHIRE)) == 13


def test_an_area_that_the_table_does_not_know_goes_by_its_code() -> None:
    ended = area("E99999999")
    assert (ended.name, ended.label, ended.kind) == ("E99999999", "E99999999", "unknown")
    assert within("E99999999") == {"E99999999"}
    assert contains("E99999999", "E99999999")
    assert not contains(LANCASHIRE, "E99999999")
    assert not contains("E99999999", CHORLEY)
    assert ended not in all_areas()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lincolnshire", [LINCOLNSHIRE, LINCOLNSHIRE_POLICE]),
        ("lincolnshire county council", [LINCOLNSHIRE]),
        ("Lincolnshire Police", [LINCOLNSHIRE_POLICE]),
        ("Lincolnshire (police force area)", [LINCOLNSHIRE_POLICE]),
        ("Linconshire", [LINCOLNSHIRE, LINCOLNSHIRE_POLICE]),
        ("Leicstershire County Council", ["E10000018"]),
        ("West Lancashire", [WEST_LANCASHIRE]),
        ("Chorely", [CHORLEY]),
        ("Telford & Wrekin", ["E06000020"]),
        ("St. Helens", ["E08000013"]),
        ("Kings Lynn and West Norfolk", ["E07000146"]),
        ("Ynys Mon", ["W06000001"]),
        ("llr", LLR),
        ("Sussex", ["E23000033"]),
    ],
)
def test_find(name: str, expected: list[str]) -> None:
    assert codes(find(name)) == expected


@pytest.mark.parametrize(
    "name",
    ["", " ", "Northampton", "Scarborough", "East Lancashire", "South Lincolnshire", "Atlantis",
     "County Council", "Police", "Council"],
)  # fmt: skip
def test_find_does_not_stretch(name: str) -> None:
    assert find(name) == ()


def test_a_slip_never_turns_one_place_into_another() -> None:
    for a in all_areas():
        assert a in find(a.name), a.name
    assert codes(find("East Sussex")) == ["E10000011"]
    assert codes(find("Est Sussex")) == []  # of which Sussex?


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("West Lancashire", [("West Lancashire", ["West Lancashire"])]),
        (
            "North East Lincolnshire and Lincolnshire",
            [
                ("North East Lincolnshire", ["North East Lincolnshire"]),
                ("Lincolnshire", ["Lincolnshire", "Lincolnshire (police force area)"]),
            ],
        ),
        ("LLR’s share", [("LLR", ["Leicester", "Leicestershire", "Rutland"])]),
        ("the PCC for Lincolnshire", [("Lincolnshire", ["Lincolnshire (police force area)"])]),
        ("Kent Police", [("Kent Police", ["Kent (police force area)"])]),
        ("Lincolnshire County Council", [("Lincolnshire County Council", ["Lincolnshire"])]),
        ("CHORLEY & SOUTH RIBBLE", [("CHORLEY", ["Chorley"]), ("SOUTH RIBBLE", ["South Ribble"])]),
        ("Newark &\nSherwood", [("Newark &\nSherwood", ["Newark and Sherwood"])]),
        ("Stoke on Trent", [("Stoke on Trent", ["Stoke-on-Trent"])]),
        ("Notts", [("Notts", ["Nottinghamshire", "Nottinghamshire (police force area)"])]),
        ("Bournemouth, Christchurch and Poole",
         [("Bournemouth, Christchurch and Poole", ["Bournemouth, Christchurch and Poole"])]),
    ],
)  # fmt: skip
def test_mentions(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "South Lincolnshire", "Northern Lincolnshire and Goole", "Cllr Preston", "Mrs A Preston",
        "Cllr Ann Preston", "Preston Street", "Bradford-on-Avon", "Reading the report",
        "the second Reading", "READING AND WRITING", "lincolnshire", "in reading", "llr",
        "Hackney Carriage licences", "the north of the county", "Lincolnshires",
    ],
)  # fmt: skip
def test_what_is_not_a_place(text: str) -> None:
    assert places(text) == []


def test_words_that_are_places_count_where_they_are_meant() -> None:
    assert places("Reading had more, as did Hull; Bath followed in Reading.") == [
        "Reading",
        "Hull",
        "Reading",
    ]
    assert places("Reading Borough Council") == ["Reading Borough Council"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how much did rutland get", ["rutland"]),
        ("and in west lancashire?", ["west lancashire"]),
        ("what happens in reading?", ["reading"]),
        ("what helps in reading the report", []),
        ("is a hull or a bath mentioned", []),
        ("in bury and bolton", ["bury", "bolton"]),
        ("llr funding", ["llr"]),
    ],
)
def test_a_question_in_lower_case(question: str, expected: list[str]) -> None:
    assert places(question, lowercase_ok=True) == expected


def test_a_misspelt_place_in_a_question() -> None:
    assert places("What does Linconshire do?") == []
    assert places("What does Linconshire do?", misspelt_ok=True) == ["Linconshire"]
    assert places("Which Strategic Partnership reports?", misspelt_ok=True) == []


def test_a_question_takes_less_than_a_millisecond() -> None:
    question = "How much did Rutland and Lincolnshire get for the duty in 2021/22, in Linconshire?"
    mentions(question, lowercase_ok=True, misspelt_ok=True)
    fastest = 1.0
    for _ in range(20):
        start = time.perf_counter()
        mentions(question, lowercase_ok=True, misspelt_ok=True)
        fastest = min(fastest, time.perf_counter() - start)
    assert fastest < 0.001
