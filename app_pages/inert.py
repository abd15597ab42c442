"""Text from reports, files and users, made safe to draw.

Streamlit reads labels and notices as Markdown, in which `![](http://…)` makes the browser
fetch an address. Text goes to the screen either escaped inside `st.html`, or as `label`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape as _escape

from corpus.models import Span

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_JOINER = "\u2060"  # shows nothing, and parts what Streamlit would put together
# After Markdown's own escapes are undone, Streamlit still looks for these in the text:
# emoji names, addresses to link, arrows and dashes to prettify.
_LATE = re.compile(r":(?=[\w+-]+:)|(?<=:)//|(?<=www)\.|@|(?<=[<>=-])(?=[<>=-])", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CODE = re.compile(r"`([^`\n]+)`")


def label(text: str) -> str:
    """Text for a label, a notice or a caption, which Streamlit reads as Markdown: shown as typed.

    Line breaks become spaces.
    """
    parted = _LATE.sub(lambda found: _JOINER + found[0] + _JOINER, _clean(text))
    return _PUNCTUATION.sub(r"\\\1", " ".join(parted.split()))


def notice(sentence: str) -> str:
    """One of our own sentences, as Markdown: `commands` in it are set as code, all else inert."""
    pieces = _CODE.split(sentence)
    return "".join(f"`{piece}`" if i % 2 else label_keeping_space(piece)
                   for i, piece in enumerate(pieces))  # fmt: skip


def label_keeping_space(text: str) -> str:
    """As `label`, with the space at either end kept."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return before + label(text) + after


def html(text: str) -> str:
    """Text for `st.html`: no tag, entity or attribute can come of it."""
    return _escape(_clean(text), quote=True)


def marked(text: str, spans: Iterable[Span], offset: int = 0) -> str:
    """Text for `st.html` with spans of it in <mark>.

    `spans` count from `offset` before the text's start; what lies outside the text is cut.
    """
    made: list[str] = []
    at = 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start = max(span.start - offset, at)
        end = min(span.end - offset, len(text))
        if start < end:
            made += [html(text[at:start]), "<mark>", html(text[start:end]), "</mark>"]
            at = end
    return "".join([*made, html(text[at:])])


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
