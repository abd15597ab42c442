"""The places a report can be for: UK authorities and police force areas, and how they nest.

The tables `areas.csv` and `forces.csv` stand beside this file; AREAS-SOURCE.md says where
they come from and what was mended.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FORCE = "police force area"
COMBINED = frozenset({"combined authority", "strategic authority"})
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Area:
    """A place with its official (ONS) code.

    `kind`: "county", "district", "unitary", "metropolitan district", "london borough",
    "city corporation", "ni district", "combined authority", "strategic authority" or
    "police force area"; "unknown" where the table has no such code. `parent` is the code of a
    district's county, else None; `members` are the codes that a force area or combined
    authority is made of. `population` is the mid-2020 estimate, None where the source has none.
    `names` are the forms to match.
    """

    code: str
    name: str
    official_name: str
    kind: str
    parent: str | None
    nation: str
    region: str
    population: int | None
    names: tuple[str, ...]
    members: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name as shown where a county and its police force area stand side by side."""
        if self.kind == FORCE and not self.name.endswith("Police"):
            return f"{self.name} (police force area)"
        return self.name


@cache
def all_areas() -> tuple[Area, ...]:
    """Every current authority of the UK and force area of England and Wales, by code."""
    return tuple(sorted((*_authorities(), *_forces()), key=lambda a: a.code))


def area(code: str) -> Area:
    """The area with this official code; one that the table does not know goes by its code.

    Authorities end and their codes with them, and a store keeps those it was made with: a
    report for such an area is still to be found, shown and cited.
    """
    return _by_code().get(code) or Area(
        code=code,
        name=code,
        official_name=code,
        kind="unknown",
        parent=None,
        nation="",
        region="",
        population=None,
        names=(),
    )


@cache
def within(code: str) -> frozenset[str]:
    """The codes of all areas that lie inside this one, itself included.

    A county holds its districts; a force area or combined authority holds its authorities
    and their districts.
    """
    inside = {code}
    for member in (*area(code).members, *_districts().get(code, ())):
        inside |= within(member)
    return frozenset(inside)


def with_made_up(codes: Iterable[str]) -> frozenset[str]:
    """Codes with those of the force areas and combined authorities that the areas make up: "LLR"
    is three authorities, and the police force area that is made of them.
    """
    whole = frozenset(codes)
    return whole | {a.code for a in all_areas() if a.members and whole.issuperset(a.members)}


def contains(outer_code: str, inner_code: str) -> bool:
    """Whether the second area lies inside the first, or is the first."""
    return inner_code in within(outer_code)


@cache
def _by_code() -> dict[str, Area]:
    return {a.code: a for a in all_areas()}


@cache
def _districts() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for a in all_areas():
        if a.parent:
            found[a.parent] = (*found.get(a.parent, ()), a.code)
    return found


def _rows(file: str) -> list[dict[str, str]]:
    with (_HERE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _names(row: dict[str, str]) -> tuple[str, ...]:
    more = [name for name in row["names"].split(";") if name]
    return tuple(dict.fromkeys((row["name"], row["official_name"], *more)))


def _authorities() -> Iterator[Area]:
    rows = _rows("areas.csv")
    members: dict[str, list[str]] = {}
    for row in rows:
        # A district's county is the member, where both are listed.
        if row["combined_authority"] and not row["parent"]:
            members.setdefault(row["combined_authority"], []).append(row["code"])
    for row in rows:
        yield Area(
            code=row["code"],
            name=row["name"],
            official_name=row["official_name"],
            kind=row["kind"],
            parent=row["parent"] or None,
            nation=row["nation"],
            region=row["region"],
            population=int(row["population"]) if row["population"] else None,
            names=_names(row),
            members=tuple(members.get(row["code"], ())),
        )


def _forces() -> Iterator[Area]:
    populations = {row["code"]: row["population"] for row in _rows("areas.csv")}
    for row in _rows("forces.csv"):
        members = tuple(row["authorities"].split())
        yield Area(
            code=row["code"],
            name=row["name"],
            official_name=row["official_name"],
            kind=FORCE,
            parent=None,
            nation=row["nation"],
            region=row["region"],
            population=sum(int(populations[code]) for code in members),
            names=_names(row),
            members=members,
        )
