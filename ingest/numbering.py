"""Numbers and bullets at the start of a line: what names a paragraph and what lists it."""

from __future__ import annotations

import re

# Dashes, printed bullets, and the private-use signs that symbol fonts leave behind.
_DASHES = r"\-–—−"
_BULLETS = "•●○◦▪▫■□◼◾‣⁃∙·➢➤❖✓✔⦁\uf000-\uf0ff\ufffd"

_BEFORE = re.compile(rf"\s*(?:[*{_DASHES}{_BULLETS}]\s+)?")
_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,4})*")
_SYMBOL = re.compile(rf"\s*([{_BULLETS}])")
_DASH = re.compile(rf"\s*([{_DASHES}*o])\s+\S")
_ROMAN = "[ivx]{1,5}"
_BRACKETED = re.compile(rf"\s*(\((?:\d{{1,2}}|[A-Za-z]|([a-z])\2|{_ROMAN})\))(?=\s|$|[A-Z])")
_CLOSED = re.compile(rf"\s*((?:\d{{1,2}}|[A-Za-z]|{_ROMAN})\))(?=\s|$)")
_LETTERED = re.compile(rf"\s*((?:[a-z]|{_ROMAN})\.)(?=\s+[^\s\d]|$)")

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_DATE_FOLLOWS = re.compile(rf"(?:{_MONTHS})\b\.?(?=\s*(?:\d|$|[,;)–-]))")
# What follows a measure ("1.5 million", "9.30 am") and never opens a paragraph.
_UNIT_FOLLOWS = re.compile(
    r"(?:%|per\s?cent|per\b|percent|percentage|pence|thousand|million|billion|trillion|[mk]\b|bn\b"
    r"|mn\b|[ap]\.?m\b|noon|hours?\b|hrs?\b|minutes?\b|mins?\b|seconds?\b|days?\b|weeks?\b|months?\b"
    r"|years?\b|miles?\b|km\b|kg\b|metres?\b|hectares?\b|tonnes?\b|times\b|points?\b|wte\b|fte\b"
    r"|WTE\b|FTE\b|£|posts?\b|[x×]\s)"
)


def leading_number(line: str, *, bare: bool = True) -> tuple[str | None, str]:
    """The paragraph or heading number that opens a line, and the rest of the line.

    A dash or bullet before the number is passed over ("- 3.1.6 Text"). The number comes back
    as digits and dots without the last dot; None where the line opens with something else,
    such as a year, a sum, a date, a time or a table's figure. The rest is a suffix of `line`.
    `bare=False` refuses a whole number without a dot ("1 Introduction"), for text in which
    a line may begin in the middle of a sentence.
    """
    opening = _BEFORE.match(line)
    start = opening.end() if opening else 0
    match = _NUMBER.match(line, start)
    if match is None:
        return None, line
    parts = match.group().split(".")
    rest = line[match.end() :]
    tail = re.match(r"\.?\)?:?\s*", rest)
    sign = rest[: tail.end()] if tail else ""
    rest = rest[len(sign) :]
    bulleted = bool(line[:start].strip())
    if len(parts) == 1:
        accepted = _whole(parts[0], sign, rest, bare=bare and not bulleted)
    else:
        accepted = _dotted(parts, sign, rest)
    return (".".join(parts), rest) if accepted else (None, line)


def _whole(digits: str, sign: str, rest: str, *, bare: bool) -> bool:
    """Whether a number of one part ("7.", "1 Introduction") names a paragraph."""
    if len(digits) > 3 or digits.startswith("0") or _DATE_FOLLOWS.match(rest):
        return False
    if ")" in sign:  # "1)" marks a list item
        return False
    if sign.startswith("."):
        spaced = sign != "." or not rest
        return (spaced or _opens_word(rest)) and not _UNIT_FOLLOWS.match(rest)
    apart = sign.endswith((" ", "\t", "\u00a0"))
    return bare and apart and len(digits) < 3 and rest[:1].isupper()


def _dotted(parts: list[str], sign: str, rest: str) -> bool:
    """Whether a number of several parts ("2.1.1") names a paragraph, not a sum or a date."""
    if len(parts[0]) > 3 or parts[0].startswith("0") or any(len(p) > 2 for p in parts[1:]):
        return False
    zeros = any(p.startswith("0") for p in parts[1:])
    if zeros and (len(parts) > 2 or not rest[:1].isupper() or parts[1] == "00"):
        return False  # "12.05.21" is a date, "1.05" a sum; "1.05 Background" is neither
    if len(parts) == 2 and _UNIT_FOLLOWS.match(rest):
        return False
    return bool(sign) or not rest or rest.startswith("(") or _opens_word(rest)


def list_style(line: str) -> str | None:
    """What the items of one list have in common: their bullet, or how their letters or numbers
    are set off ("(a)" and "(b)" are of one style, "a." of another). None where no item opens.
    """
    marker = item_marker(line)
    if marker is None or len(marker) == 1:
        return marker
    return re.sub(r"\w+", "1", marker)


def _opens_word(rest: str) -> bool:
    """Whether the text goes on with a capitalised word ("7.The", where a space was lost)."""
    return rest[:1].isupper() and rest[1:2].islower()


def item_marker(line: str) -> str | None:
    """The bullet, letter or bracketed number that opens a list item, as printed, else None.

    Knows bullets of all shapes, dashes, "o" and "*" before text, "(a)", "a)", "a.", "(iv)",
    "iv.", "(1)" and "1)". "7." and "2.1" name paragraphs: see `leading_number`.
    """
    for pattern in (_SYMBOL, _DASH, _BRACKETED, _CLOSED, _LETTERED):
        match = pattern.match(line)
        if match:
            return match.group(1)
    return None
