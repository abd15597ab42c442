"""Who wrote a report, and the place it is for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from corpus.areas import COMBINED, FORCE, Area, all_areas, area, contains, find, mentions
from corpus.models import Document
from ingest.report_committee import in_title_case, is_body_name, office_of
from ingest.report_head import Head

_COUNCIL = re.compile(r"\b(?:council|corporation|authority|london borough|royal borough)\b", re.I)
_OF_POLICE = re.compile(
    r"\b(?:police|constabulary|O?PF?CC|commissioner['’]?s?)\b(?!.{0,20}\bpartnership)",
    re.IGNORECASE,
)
_COMMISSIONER = re.compile(
    r"police(?:,? fire)? and crime (?:commissioner|plan)|\bO?PCC\b|commissioner['’]?s? update",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"office of the police|\bOPCC\b", re.IGNORECASE)
_PARTNERSHIP = re.compile(
    r"((?:[A-Z][\w'’-]*|and|of|&)\s+)+?(?:Partnership(?:\s+Board)?|Alliance|Safeguarding Board)\b"
)
_EMAIL = re.compile(r"@(?:[a-z0-9-]+\.)*([a-z0-9-]+)\.(?:gov\.uk|police\.uk)", re.IGNORECASE)
_ACRONYM = re.compile(r"\b[A-Z]{2,4}C\b")
_WHOLE_COUNCILS = ("County Council", "Borough Council", "City Council", "District Council")
_POSTCODE = re.compile(r",?\s*[A-Z]{1,2}\d{1,2}[A-Z]?\s*\d[A-Z]{2}\b")
_VENUE = re.compile(r"\b(?:Hall|House|Chamber|Centre|Building|Street|Road|Offices?),\s*$")
_MASTHEAD = 10  # lines
_EMAIL_WEIGHT, _HEAD_WEIGHT = 5, 3
# Weighted mentions before a place counts as the one that a report is about: a council named
# once in the head is enough, a place isn't.
_FEWEST_COUNCIL, _FEWEST = 4, 5


def body_and_areas(
    document: Document, head: Head, title: str, committee: str | None
) -> tuple[str | None, tuple[str, ...]]:
    """The body that a report speaks for, and the codes of the places it is for.

    The author's entry, the masthead and the title are believed; else the council that the
    text names most, if no other comes near. One place, except where one name says several
    ("LLR").
    """
    body = _named_body(head, title) or _commissioner(head, title, committee)
    sure = _places(body, police=_is_police(body)) if body else ()
    if not body and (council := _likely_council(document, head, committee)):
        body, sure = _as_printed(document, council), (council,)
    police = _is_police(f"{body or ''} {committee or ''}")
    elsewhere = _places(committee or "", police=police) or _places(title, police=police)
    areas = sure or elsewhere
    if sure and elsewhere and not _is_police(body) and _unlike(sure, elsewhere):
        areas = elsewhere
    areas = areas or _dominant(_counts(document, head, councils_only=False))
    if body is None:
        body = next((o for o in map(office_of, head.values("author")) if o), None)
    return body, tuple(a.code for a in areas)


def _unlike(sure: tuple[Area, ...], elsewhere: tuple[Area, ...]) -> bool:
    """Whether the title's place lies outside the supposed author's."""
    return not any(contains(s.code, e.code) for s in sure for e in elsewhere)


def _named_body(head: Head, title: str) -> str | None:
    for partnership in _PARTNERSHIP.finditer(title):
        if mentions(partnership[0]):
            return partnership[0]
    for line in head.lines[:_MASTHEAD]:
        name = re.split(r"\s[-–—]\s", line)[0].strip()
        if is_body_name(name):
            return in_title_case(name) if name.isupper() else name
    for author in head.values("author"):
        for found in mentions(author):
            name = author[found.start : found.end]
            if _COUNCIL.search(name) or name.endswith(("Police", "Constabulary")):
                return name
    return None


def _commissioner(head: Head, title: str, committee: str | None) -> str | None:
    start = " ".join((title, *head.values("author")))
    if not _COMMISSIONER.search(start):
        return None
    places = (title, committee or "", " ".join(head.lines[:30]))
    forces = (a for text in places for a in _places(text, police=True) if a.kind == FORCE)
    force = next(forces, None)
    name = "Police and Crime Commissioner" + (f" for {force.name}" if force else "")
    return f"Office of the {name}" if _OFFICE.search(start) else name


def _is_police(text: str | None) -> bool:
    return bool(text and _OF_POLICE.search(text))


def _places(text: str, *, police: bool) -> tuple[Area, ...]:
    """The first place named: as force area where the police are meant, else the authority."""
    cased = in_title_case(text) if text.isupper() else text
    for found in mentions(cased):
        forces = tuple(a for a in found.areas if a.kind == FORCE)
        others = tuple(a for a in found.areas if a.kind != FORCE)
        chosen = (forces or others) if police else (others or forces)
        # One name may say several authorities ("LLR"); a namesake is not a second place.
        same_name = len({a.name for a in chosen}) == 1
        return chosen[:1] if same_name else chosen
    return ()


def _likely_council(document: Document, head: Head, committee: str | None) -> Area | None:
    """The council that the text names most; a paper to the "County Council" has one of those."""
    counts = _counts(document, head, councils_only=True)
    if committee in _WHOLE_COUNCILS:
        fitting = {c: n for c, n in counts.items() if area(c).official_name.endswith(committee)}
        counts = Counter(fitting)
    found = _dominant(counts, _FEWEST_COUNCIL)
    return found[0] if found and found[0].kind != FORCE else None


def _as_printed(document: Document, council: Area) -> str:
    """The form of its name that the document uses most: "Chorley Council"."""
    forms: Counter[str] = Counter()
    for page in document.pages:
        for found in mentions(page.text):
            name = " ".join(page.text[found.start : found.end].split())
            if (
                found.areas == (council,)
                and _COUNCIL.search(name)
                and name.split()[-1][0].isupper()
            ):
                forms[in_title_case(name) if name.isupper() else name] += 1
    return forms.most_common(1)[0][0] if forms else council.official_name


def _counts(document: Document, head: Head, *, councils_only: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    spelled_out: set[str] = set()
    acronyms: Counter[str] = Counter()
    for weight, text in ((_HEAD_WEIGHT, head.text), *((1, p.text) for p in document.pages)):
        for found in mentions(text):
            spelled_out.update(a.code for a in found.areas)
            named_council = _COUNCIL.search(text[found.start : found.end])
            if found.areas[0].kind in COMBINED or (councils_only and not named_council):
                continue
            if not (
                _VENUE.search(text[max(0, found.start - 30) : found.start])
                or _POSTCODE.match(text, found.end)
            ):
                counts[found.areas[0].code] += weight
        for code in _by_acronym(_ACRONYM.findall(text)):
            acronyms[code] += weight
        counts.update(dict.fromkeys(_by_email(_EMAIL.findall(text)), _EMAIL_WEIGHT))
    # A column headed "NAC" does not speak of North Ayrshire: the place must be named as well.
    counts.update({code: n for code, n in acronyms.items() if code in spelled_out})
    return counts


def _dominant(counts: Counter[str], fewest: int = _FEWEST) -> tuple[Area, ...]:
    """The place named at least twice as often as the next; empty where none is.

    A county and its districts do not compete: a district's report names both.
    """
    ranked = counts.most_common()
    if not ranked or ranked[0][1] < fewest:
        return ()
    first, count = ranked[0]
    rivals = (n for c, n in ranked[1:] if not contains(first, c) and not contains(c, first))
    return (area(first),) if count >= 2 * next(rivals, 0) else ()


def _by_acronym(acronyms: Iterable[str]) -> list[str]:
    return [code for a in acronyms if (code := _council_acronyms().get(a))]


def _by_email(domains: Iterable[str]) -> list[str]:
    return [code for d in domains if (code := _domains().get(d.casefold()))]


@cache
def _council_acronyms() -> dict[str, str]:
    """Acronyms that fit one council only: "KCC", not "LCC"."""
    found: dict[str, set[str]] = {}
    for a in all_areas():
        initials = "".join(w[0] for w in a.official_name.split() if w[0].isupper())
        found.setdefault(initials, set()).add(a.code)
    return {initials: codes.pop() for initials, codes in found.items() if len(codes) == 1}


@cache
def _domains() -> dict[str, str]:
    """The part of an e-mail address that is an area's name: "southribble", "lancashire"."""
    found: dict[str, str] = {}
    for a in reversed(all_areas()):
        if a.kind != FORCE and (first := find(a.name)) and first[0].code == a.code:
            found["".join(c for c in a.name.casefold() if c.isalpha())] = a.code
    return found
