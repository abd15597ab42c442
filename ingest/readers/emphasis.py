"""Marks of Markdown that are not text."""

from __future__ import annotations

import re

# Only a pair is emphasis: "cost*" and "funding**" keep their signs, which may be footnote marks.
_STRONG = re.compile(r"(?<!\*)(\*{2,3})(?=[^\s*])(.{1,2000}?)(?<=[^\s*])\1(?!\*)", re.DOTALL)
_STAR = re.compile(r"(?<![\w*])\*(?=[^\s*])(.{1,2000}?)(?<=[^\s*])\*(?![\w*])", re.DOTALL)
_UNDER = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])(.{1,2000}?)(?<=[^\s_])\1(?!\w)", re.DOTALL)
_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.){0,500})\]\((?:[^()\s]|\([^()\s]*\)){0,2000}\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{}~])")  # not "|", which parts cells
_STRONG_LINE = re.compile(r"\s*(\*\*|__)(?=[^\s*_])[^*\n]+\1:?\s*")


def strip_emphasis(text: str) -> str:
    """The text without paired emphasis marks (`**`, `*`, `__`, `_`)."""
    text = _STRONG.sub(_strong, text)
    text = _STAR.sub(r"\1", text)
    return _UNDER.sub(r"\2", text)


def is_strong_line(line: str) -> bool:
    """Whether a whole line is set in bold ("**Background**")."""
    return bool(_STRONG_LINE.fullmatch(line))


def strip_links(text: str) -> str:
    """Markdown as it is read: a link is its text, an escaped sign is the sign."""
    return _ESCAPED.sub(r"\1", _LINK.sub(r"\1", text))


def _strong(match: re.Match[str]) -> str:
    # "Coming Year**Schedule**": two runs that a line break parted.
    before = match.string[match.start() - 1 : match.start()]
    inner = match.group(2)
    return f" {inner}" if before.isalnum() and inner[0].isupper() else inner
