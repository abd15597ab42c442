"""Whom a report goes to, and when: "To: Cabinet – 30 January 2025"."""

from __future__ import annotations

import re

from corpus.areas import find
from ingest.report_dates import full_date, month_date, whole_date
from ingest.report_head import Head, tidy

_WORD = r"(?:[A-Z][\w'’/-]*|and|of|for|on|the|in|&),?"
_COMMITTEE = re.compile(
    rf"(?:(?:{_WORD}\s+)*(?:Sub-?Committee|Committee|Panel|Cabinet|Board|Forum|Commission"
    rf"|(?:County|Borough|City|District|Full|Town) Council)|Council|Executive)",
)
_SHOUTED = re.compile(
    r"(?:[A-Z][A-Z'’&,-]*\s+)*(?:COMMITTEE|PANEL|CABINET|BOARD|FORUM|COMMISSION"
    r"|(?:COUNTY|BOROUGH|CITY|DISTRICT|FULL) COUNCIL)"
)
_BODY = re.compile(r".*\b(?:council|constabulary|partnership|authority)", re.IGNORECASE)
_MEETING_OF = re.compile(
    r"(?:minutes of|meeting of|members of|summons to(?: and agenda for)?)\b"
    r"(?:[^.\n]*?\bmeeting of)?"
    r"(?: an?| the)*\s+(?P<name>[^.;:\n]+?)"
    r"(?=\s+(?:held|on|to be|are|is|was|with|at|in the)\b|\s*[-–—,(.\n]|$)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"(?:^|[.\n]\s*|\b[Tt]he\s+|[Mm]embers of the\s+)(?P<name>{_COMMITTEE.pattern})\s+"
    r"(?:is|are)\s+(?:asked|invited|requested|recommended)",
)
_PATHWAY = re.compile(
    r"\b(?:past|previous|future|next)\b|\b(?:pathway|route|contact)\b", re.IGNORECASE
)
_ROLE_WORD = re.compile(
    r"\b(?:director|member|leader|officer|head|chief|manager|commissioner|counsel|chair\w*|lead"
    r"|constable|superintendent|secretary|clerk|inspector|cabinet|executive|minister|service)\b",
    re.IGNORECASE,
)
_SMALL = frozenset({"and", "of", "for", "the", "on", "in", "to"})
_LINES = 40


def committee_and_date(head: Head) -> tuple[str | None, str | None]:
    """The committee that a report goes to, and the meeting's date where it stands beside it."""
    committees = [c for c in (committee_of(v) for v in head.values("to")) if c]
    dates = [d for d in (month_date(v) for v in head.values("to")) if d]
    for at, line in enumerate(head.lines[:_LINES]):
        if _PATHWAY.search(line):
            continue
        here = _on_line(line, head.lines[at + 1] if at + 1 < len(head.lines) else "")
        if here and not committees:
            committees.append(here[0])
        if here and here[1] and here[0] == (committees or [""])[0]:
            dates.append(here[1])
    if not committees:
        committees += _addressed(head)
    if not committees:  # a decision taken by one person: "Cabinet Member for Education"
        committees += [office for office in map(office_of, head.values("to")) if office]
    return next(iter(committees), None), next(iter(dates), None)


def committee_of(text: str) -> str | None:
    """The committee that a line or an entry names and nothing else but a date; else None."""
    if dated := full_date(text):
        text = text[: dated[1]] + text[dated[2] :]
    text = re.sub(r"\b(?:meeting (?:to be )?held )?on\s*$", "", tidy(text), flags=re.IGNORECASE)
    text = re.sub(
        r"^(?:to\s+|for\s+|all\s+|members of\s+|the\s+)+(?=\S)", "", tidy(text), flags=re.IGNORECASE
    )
    if _COMMITTEE.fullmatch(text):
        return text
    return in_title_case(text) if _SHOUTED.fullmatch(text) else None


def is_body_name(text: str) -> bool:
    """Whether a line is the name of an authority: "KENT COUNTY COUNCIL"."""
    return bool(_BODY.fullmatch(text)) and bool(find(text))


def office_of(text: str) -> str | None:
    """The office in "Name, Office", without the name; None where there is no office."""
    for person in text.split(";"):
        parts = [tidy(part) for part in re.split(r",|\s[-–—]\s", person)]
        kept = [p for p in parts if p]
        while kept and not _ROLE_WORD.search(kept[0]):
            kept = kept[1:]
        while len(kept) > 1 and _is_person(kept[-1]):
            kept = kept[:-1]
        if kept:
            return ", ".join(kept)
    return None


def in_title_case(text: str) -> str:
    """A name in capitals as it is written in a sentence."""
    words = [w.casefold() if w.casefold() in _SMALL else w.capitalize() for w in text.split()]
    return " ".join(words)


def _is_person(text: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-Z][\w'’.-]*\s){1,3}[A-Z][\w'’-]+", text)) and not (
        _ROLE_WORD.search(text) or re.search(r"\b(?:and|for|of|Services?)\b", text)
    )


def _on_line(line: str, following: str) -> tuple[str, str | None] | None:
    """A committee on a line of its own, with a date on that line or the next."""
    if met := _MEETING_OF.search(f"{line} {following}"):
        committee = committee_of(met["name"])
        if committee and ("held" in f"{line} {following}" or "MINUTES" in line):
            return committee, month_date(f"{line} {following}"[met.end() :])
    named = re.split(r"\s[-–—]\s", line)
    candidates = [line, ": ".join(named[1:]), named[-1]] if len(named) > 1 else [line]
    for candidate in candidates:
        if (committee := committee_of(candidate)) and not is_body_name(candidate):
            date = month_date(candidate) or whole_date(following) or _held_on(following)
            return committee, date or month_date(line)
    return None


def _held_on(line: str) -> str | None:
    return month_date(line) if re.match(r"(?:meeting|to be held|held)\b", line, re.I) else None


def _addressed(head: Head) -> list[str]:
    """A committee named in a sentence: "the Cabinet is asked to", "Members of the Panel"."""
    for pattern in (_ASKED, _MEETING_OF):
        for found in pattern.finditer(head.text.replace("\n", " ")):
            name = re.sub(r"\s*\([A-Z]+\)$", "", found["name"])
            if committee := committee_of(name):
                return [committee]
    return []
