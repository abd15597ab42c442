"""Where sentences begin and end in committee papers."""

from __future__ import annotations

import re

from corpus.models import Block, Page, Span

# Words whose full stop does not end a sentence.
_ABBREVIATIONS = {
    "cllr", "cllrs", "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "rt", "sir", "insp", "sgt",
    "supt", "det", "ch", "st", "nos", "para", "paras", "p", "pp", "pg", "fig", "ref", "sec",
    "vol", "ed", "eds", "approx", "est", "inc", "ltd", "plc", "co", "dept", "govt", "e.g", "i.e",
    "eg", "ie", "cf", "viz", "vs", "v", "etc", "al", "a.m", "p.m", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "tel", "ext",
}  # fmt: skip
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|\n\s*")
_INITIALS = re.compile(r"(?!a\.m|p\.m)[a-z](?:\.[a-z])+")  # "U.K. Government"
_LAST_WORD = re.compile(r"([A-Za-z](?:[A-Za-z.]*[A-Za-z])?)$")


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of a block, text[start:end], as spans of `text` without space around."""
    found: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and not _ends(text, begin, match, end):
            continue
        if _filled(text, begin, match.end(), found):
            begin = match.end()
    _filled(text, begin, end, found)
    return found


def _ends(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether a full stop, a mark or a line's end closes a sentence."""
    mark = match.group()
    following = text[match.end() : min(end, match.end() + 40)].lstrip()
    if mark.startswith("\n"):
        return not following[:1].islower()
    if not following or following[:1].islower():
        return False
    if mark[0] != ".":
        return True
    near = text[max(begin, match.start() - 40) : match.start()]  # enough for any word
    before = _LAST_WORD.search(near)
    if before is None:
        # A number: "2.1. The text" numbers a paragraph, "in 2023. The text" ends a sentence.
        return re.fullmatch(r"\s*(?:[-•]\s*)?[\d.]+", near) is None
    word = before.group(1).lower()
    if word == "no":  # "No. 5", but "No. The board refused."
        return not following[:1].isdigit()
    if _INITIALS.fullmatch(word):
        return False
    if word in _ABBREVIATIONS:
        return word in ("etc", "a.m", "p.m") and following[:1].isupper()
    # An initial ("J. Smith"), or a letter that marks an item ("a. The text").
    return len(word) > 1 or match.start() - begin > 3 and not before.group(1).isupper()


def _filled(text: str, begin: int, end: int, found: list[Span]) -> bool:
    """Add the span without the space around it, if anything is left."""
    piece = text[begin:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if right <= left:
        return False
    found.append(Span(begin + left, begin + right))
    return True


def quotable(page: Page, span: Span | Block) -> tuple[Span, ...]:
    """The slices of a span to quote: parted where struck-out text stands in between.

    None where the file's own text does not hold it as the page text does (`Page.unsure`).
    """
    if any(bad.start < span.end and span.start < bad.end for bad in page.unsure):
        return ()
    cuts = sorted(d.at for d in page.dropped if d.kind == "struck" and span.start < d.at < span.end)
    points = [span.start, *dict.fromkeys(cuts), span.end]
    slices: list[Span] = []
    for start, end in zip(points, points[1:], strict=False):
        _filled(page.text, start, end, slices)
    return tuple(slices)
