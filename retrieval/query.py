"""What a question asks: its words, the areas and the reports it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.areas import Mention, mentions
from retrieval.acronyms import expansions
from retrieval.stopwords import STOPWORDS

MAX_QUESTION = 2000  # characters

WORD = re.compile(r"[A-Za-z0-9£][A-Za-z0-9]*(?:[.,/&-][A-Za-z0-9]+)*")


Want = Literal["sum", "count", "percentage", "date", "list", "other"]

_THE = r"\b(?:what|which)(?:['’]s| is| are| was| were)?(?: the| our| its| their)?(?: \w+){0,2}? "
# What a question asks for shows in the words that it asks with, which come first as a rule: "which
# tool shows how much harm is done" asks for a tool. Of those that begin at one place, the first
# counts.
_ASKED_BY: Sequence[tuple[Want, str]] = (
    (
        "percentage",
        _THE + r"(?:per ?cent(?:age)?|proportion|rate)\b|\bwhat (?:share\b|%)"
        r"|\bper ?cent(?:age)?\b|\bproportion\b|^.*\bas a percentage\b",
    ),
    (
        "sum",
        r"\bhow much\b|\bcosts? (?:of|for)\b"
        rf"|{_THE}(?:sum|amount|price|budget|cost|rent|fee|overspend|underspend|shortfall)s?\b"
        r"|\bwhat (?:do|does|did|is|are|was|were|has|have|will|would)(?: [\w'’-]+){1,6}?"
        r" (?:pay|paying|paid|spend(?! (?:their|its|most) )|spending|spent|costs?"
        r"|contribut\w+(?=.*\b(?:towards|(?:a|each|per) (?:year|month))\b))\b(?!.* (?:on|for)\W*$)"
        r"|\bwhat\b.* (?:worth(?! \w+ing)|valued at)\b",
    ),
    (
        "count",
        r"\bhow (?:many|often|long)\b|\bnumbers? of\b"
        rf"|{_THE}(?<!phone )numbers?\b(?!.*\b(?:call|ring)\b)",
    ),
    (
        "date",
        r"(?:^|[,;:–-] )(?:and |so |but )?when\b(?! it comes)|\b(?:by|from|since|until|till) when\b"
        r"|\bhow soon\b|\b(?:what|which) (?:date|day|month|year)\b",
    ),
    (
        "list",
        r"\blist\b|\bwhich (?:\w+ ){0,2}(?!is\b|has\b|was\b|does\b)\w{2,}s\b"
        r"|\b(?:what|where) (?:are|were) the\b|\bset out\b"
        r"|\bwhat (?:sorts?|kinds?|other) of\b|\bname the\b|\bgo through\b",
    ),
    (
        "other",
        r"\b(?:what|which|who|whose|whom|where|why|how)(?:['’](?:s|re))?\b"
        r"|^(?:and |so |but )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would"
        r"|should)\b(?!.*\bhow (?:many|much|often|long)\b)",
    ),
)
# What goes before a question: "Can you tell me", "What does the report say about".
_POLITELY = re.compile(
    r"^(?:please )?(?:"
    r"(?:can|could|would|will) (?:you|we) (?:please )?(?:tell|say|show|give|find)(?: (?:me|us))?"
    r"|(?:do|does) (?:we|you|anyone) know|is it known|are there (?:any )?figures (?:for|on)"
    r"|(?:what )?do(?:es)? the (?:reports?|papers?) say(?: (?:of|about|on))?"
    r")\s+(?=how\b|wh|the number)",
    re.IGNORECASE,
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
    question = _POLITELY.sub("", question)
    found = ((re.search(pattern, question, re.IGNORECASE), want) for want, pattern in _ASKED_BY)
    first = min(
        ((match.start(), want) for match, want in found if match),
        key=lambda one: one[0],
        default=(0, "other"),
    )
    return first[1]


def content_words(text: str) -> list[str]:
    """The words of a text that carry its meaning, in lower case, each once."""
    text = text.replace("’s", "").replace("'s", "")
    found = (word.lower().strip(".,-/&") for word in WORD.findall(text))
    return list(
        dict.fromkeys(w for w in found if w and w not in STOPWORDS and (len(w) > 1 or w.isdigit()))
    )
