"""The figures that table cells print, as numbers with their units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_SCALES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_MARKS = re.compile(r"[*†‡§¹²³⁰⁴-⁹]+$|\s*\[\w{1,2}\]$|(?<=\d)\s+\([a-z]\)$")
_AMOUNT = re.compile(
    r"(?P<sign>[-–−+]?)\s*(?P<unit>[£€$]?)\s*(?P<minus>[-–−]?)\s*"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"\s*(?P<scale>k|m|bn|thousand|million|billion)?\s*(?P<percent>%|per ?cent)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure: its value, scale worked in, and its unit: "£", "%", or "" where none is printed."""

    value: Decimal
    unit: str
    places: int  # decimals that its scale and print leave, to say a sum as precisely


def amount(text: str) -> Amount | None:
    """The one figure that a cell prints; None where it prints none, or words beside it.

    Brackets around a figure make it negative; footnote marks after it are no part of it.
    """
    text = _MARKS.sub("", text.strip()).strip()
    bracketed = re.fullmatch(r"([£€$]?)\((.*)\)(.*)|\(([£€$].*)\)", text)
    if bracketed:
        text = bracketed[4] or f"{bracketed[1]}{bracketed[2]}{bracketed[3]}"
    match = _AMOUNT.fullmatch(text)
    if match is None or (match["sign"] and match["minus"]) or (bracketed and match["sign"]):
        return None
    scale = _SCALES.get((match["scale"] or "").lower(), 0)
    number = match["number"].replace(",", "")
    negative = bool(bracketed) or match["sign"] not in ("", "+") or bool(match["minus"])
    value = Decimal(number).scaleb(scale) * (-1 if negative else 1)
    places = len(number.partition(".")[2]) - scale
    unit = "%" if match["percent"] else match["unit"]
    return Amount(value, unit, places)


def printed(value: Decimal, unit: str, places: int) -> str:
    """A sum as a cell would print it: "£1,234.5", "12%"."""
    number = f"{abs(value):,.{max(places, 0)}f}"
    sign = "-" if value < 0 else ""
    return f"{sign}{number}%" if unit == "%" else f"{sign}{unit}{number}"
