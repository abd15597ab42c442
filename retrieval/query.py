"""What a question asks: its words, the areas and the reports it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from corpus.areas import Mention, mentions
from retrieval.acronyms import expansions
from retrieval.stopwords import STOPWORDS

MAX_QUESTION = 2000  # characters

WORD = re.compile(r"[A-Za-z0-9£][A-Za-z0-9]*(?:[.,/&-][A-Za-z0-9]+)*")


Want = Literal["sum", "count", "percentage", "date", "list", "other"]

_ASKED_BY: tuple[tuple[Want, str], ...] = (
    ("percentage", r"\bper ?cent(?:age)?\b|%|\bproportion\b|\bwhat (?:share|rate)\b"),
    ("sum", r"\bhow much\b|£|\bwhat (?:sum|amount|price|budget|cost)s?\b|\bcosts?\b.*\?$"),
    ("count", r"\bhow (?:many|often)\b|\bnumbers? of\b|\bhow long\b"),
    (
        "date",
        r"^(?:and |so |but )?when\b|[,;] when\b|\bby when\b|\bhow soon\b"
        r"|\b(?:what|which) (?:date|day|month|year)\b",
    ),
    (
        "list",
        r"\blist\b|\bwhich (?:\w+ ){0,2}(?!is\b|has\b|was\b|does\b)\w{2,}s\b"
        r"|\bwhat (?:are|were) the\b|\bset out\b"
        r"|\bwhat (?:sorts?|kinds?|other) of\b|\bname the\b|\bgo through\b",
    ),
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready for searching.

    `terms` are its words in lower case without common ones; `expansions` the words that its
    acronyms stand for and acronyms of what it spells out; `places` where it names areas.
    """

    text: str
    terms: tuple[str, ...]
    expansions: tuple[str, ...] = ()
    places: tuple[Mention, ...] = ()
    wants: Want = "other"

    @property
    def fts(self) -> str:
        """The full-text expression: any of the words; a term of several parts as a phrase."""
        words = [*self.terms, *self.expansions]
        return " OR ".join(f'"{word}"' for word in dict.fromkeys(words))


def understand(
    question: str, known: Mapping[str, tuple[str, ...]], asked: str | None = None
) -> Query:
    """Take a question apart. `known` is what acronyms stand for in the reports held.

    `asked` is the question without what it carries over from those before: what kind of answer
    it wants shows there.
    """
    return Query(
        text=question,
        terms=tuple(content_words(question)),
        expansions=tuple(expansions(question, known)),
        places=tuple(
            mentions(question, lowercase_ok=question == question.lower(), misspelt_ok=True)
        ),
        wants=_wanted(question if asked is None else asked),
    )


def _wanted(question: str) -> Want:
    for want, pattern in _ASKED_BY:
        if re.search(pattern, question, re.IGNORECASE):
            return want
    return "other"


def content_words(text: str) -> list[str]:
    """The words of a text that carry its meaning, in lower case, each once."""
    text = text.replace("’s", "").replace("'s", "")
    found = (word.lower().strip(".,-/&") for word in WORD.findall(text))
    return list(
        dict.fromkeys(w for w in found if w and w not in STOPWORDS and (len(w) > 1 or w.isdigit()))
    )
