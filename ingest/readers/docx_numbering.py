"""The automatic numbers and bullets of a Word document, as Word prints them.

Rules: ECMA-376 part 1, 17.9 (numbering), where levels count from 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from ingest.readers.counts import format_count

Element = Any  # lxml's elements carry no types

_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number or bullet. `listed` says that it counts letters or has no number."""

    text: str
    num_id: int
    level: int
    bullet: bool
    listed: bool


@dataclass(slots=True)
class _Level:
    start: int = 1
    fmt: str = "decimal"
    text: str = ""
    style: str | None = None
    legal: bool = False
    restart: int | None = None  # the level whose use restarts this one; 0 is never


@dataclass(slots=True)
class _Num:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    used: bool = False


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of a document in order."""

    nums: dict[int, _Num] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)

    def level_of_style(self, num_id: int, style: str) -> int | None:
        """The level that a list gives to a paragraph style, where it names one."""
        num = self.nums.get(num_id)
        for at, level in (num.levels if num else {}).items():
            if level.style == style:
                return at
        return None

    def next_label(self, num_id: int, at: int) -> Label | None:
        """Count one more paragraph of a list at a level, and give what is printed before it."""
        num = self.nums.get(num_id)
        at = max(0, min(at, _LEVELS - 1))
        if num is None or at not in num.levels:
            return None
        counts = self.counts.setdefault(num.abstract, [None] * _LEVELS)
        if not num.used:
            num.used = True
            for restarted in num.starts:
                counts[restarted] = None
        self._count(num, counts, at)
        level = num.levels[at]
        if level.fmt == "bullet":
            return Label(_bullet(level.text), num_id, at, bullet=True, listed=True)
        text = "" if level.fmt == "none" else _printed(num, counts, at)
        if not text.strip():
            return None
        listed = level.fmt not in ("decimal", "decimalZero")
        return Label(text.strip(), num_id, at, bullet=False, listed=listed)

    def _count(self, num: _Num, counts: list[int | None], at: int) -> None:
        for above in range(at):
            if counts[above] is None:
                counts[above] = _start(num, above)
        before = counts[at]
        counts[at] = _start(num, at) if before is None else before + 1
        for below in range(at + 1, _LEVELS):
            restart = num.levels[below].restart if below in num.levels else None
            if restart is None or at < restart:
                counts[below] = None


def read_numbering(root: Element | None) -> Numbering:
    """Read the numbering part (`w:numbering`); None where the document has none."""
    if root is None:
        return Numbering()
    abstracts = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
    styled = {
        link.get(qn("w:val")): key
        for key, abstract in abstracts.items()
        if (link := abstract.find(qn("w:styleLink"))) is not None
    }
    nums: dict[int, _Num] = {}
    for num in root.findall(qn("w:num")):
        key = _value(num, "w:abstractNumId")
        abstract = abstracts.get(key)
        if abstract is None or key is None:
            continue
        linked = _value(abstract, "w:numStyleLink")
        if linked in styled:
            key = styled[linked]
            abstract = abstracts[key]
        levels = {_int(lv.get(qn("w:ilvl"))): _level(lv) for lv in abstract.findall(qn("w:lvl"))}
        starts = {}
        for override in num.findall(qn("w:lvlOverride")):
            at = _int(override.get(qn("w:ilvl")))
            own = override.find(qn("w:lvl"))
            if own is not None:
                levels[at] = _level(own)
            start = _value(override, "w:startOverride")
            if start is not None:
                starts[at] = _int(start)
        nums[_int(num.get(qn("w:numId")))] = _Num(key, levels, starts)
    return Numbering(nums)


def _level(element: Element) -> _Level:
    restart = _value(element, "w:lvlRestart")
    legal = element.find(qn("w:isLgl"))
    fmt = next(element.iter(qn("w:numFmt")), None)
    return _Level(
        start=_int(_value(element, "w:start"), 0),
        fmt=(fmt.get(qn("w:val")) if fmt is not None else None) or "decimal",
        text=_value(element, "w:lvlText") or "",
        style=_value(element, "w:pStyle"),
        legal=legal is not None and legal.get(qn("w:val")) not in ("0", "false"),
        restart=None if restart is None else _int(restart),
    )


def _start(num: _Num, at: int) -> int:
    if at in num.starts:
        return num.starts[at]
    return num.levels[at].start if at in num.levels else 1


def _printed(num: _Num, counts: list[int | None], at: int) -> str:
    """The level's pattern ("%1.%2") with its counts."""
    legal = num.levels[at].legal

    def one(match: re.Match[str]) -> str:
        level = int(match.group(1)) - 1
        fmt = num.levels[level].fmt if level in num.levels else "decimal"
        count = counts[level] if level <= at else None
        return "" if count is None else format_count(count, "decimal" if legal else fmt)

    return re.sub(r"%([1-9])", one, num.levels[at].text)


def _bullet(text: str) -> str:
    """A bullet as a plain sign: symbol fonts number theirs from U+F000."""
    sign = text.strip()[:1]
    return "•" if not sign or "\uf000" <= sign <= "\uf0ff" else sign


def _value(element: Element, name: str) -> str | None:
    child = element.find(qn(name))
    return None if child is None else child.get(qn("w:val"))


def _int(value: str | None, default: int = 0) -> int:
    try:
        return int(value) if value is not None else default
    except ValueError:
        return default
