"""Questions to begin with, made from the headings of the reports held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from corpus.models import Passage, Report
from corpus.store import Store

SHOWN = 4  # questions in all
READ = 12  # the newest reports, which is where they are taken from
ENOUGH = 20  # words under a heading; below that there is little to ask for

_NUMBER = re.compile(r"^\s*(?:[A-Z]|\d+(?:\.\d+)*)[.)]?\s+(?=\S)")
# Headings that stand in every report and say nothing of this one.
_COMMON = re.compile(
    r"\b(?:purpose|recommendation|introduction|background|conclusion|summary|appendi|contents?|"
    r"consultation|implication|report|papers?|update|comments?|entries|agenda|minutes|options?|"
    r"reasons?|corporate|contact|decisions?|section|activity|events?|committee|actions?|next|"
    r"current|developments?|details?|about|officer|title|future|equalit\w+|objectives?|"
    r"alternatives?|proposed|council|directorate)",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"[A-Z][\w’'&,/-]*(?: [\w’'&,/-]+){1,5}")
_LINKING = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "that",
        "the",
        "to",
        "with",
    ]
)


def suggest(store: Store, reports: Sequence[Report]) -> list[str]:
    """Up to `SHOWN` questions that these reports can answer, newest first, each about another.

    The same for the same reports.
    """
    newest = sorted(reports, key=lambda r: (r.metadata.date or "", r.path), reverse=True)
    each = [_questions(r, store.catalogue.passages(r.id)) for r in newest[:READ]]
    dealt = [question for turn in zip_longest(*each) for question in turn if question]
    return list(dict.fromkeys(dealt))[:SHOWN]


def _questions(report: Report, passages: Sequence[Passage]) -> list[str]:
    topics = [_in_running_text(topic, passages) for topic in _topics(passages)]
    of = report.metadata.body
    if not of:
        return [f"What is said about {topic}?" for topic in topics]
    the = "the " if _takes_article(of) else ""
    return [f"What does {the}{of} say about {topic}?" for topic in topics]


def _topics(passages: Iterable[Passage]) -> Iterator[str]:
    """Headings that name a subject and have something under them; those with most first."""
    words: dict[str, int] = {}
    for passage in passages:
        if passage.headings:
            words[passage.headings[-1]] = words.get(passage.headings[-1], 0) + passage.words
    for heading, held in sorted(words.items(), key=lambda item: (-item[1], item[0])):
        topic = _NUMBER.sub("", heading).strip(" :.–-")
        named = _TOPIC.fullmatch(topic) and not topic.isupper() and not _COMMON.search(topic)
        if held >= ENOUGH and named:
            yield topic


def _in_running_text(topic: str, passages: Iterable[Passage]) -> str:
    """The topic as it is put in the middle of a sentence.

    "Domestic abuse money" begins small; "Prevent" and "Domestic Homicide Reviews" are names.
    """
    first, *others = topic.split()
    if any(word[0].isupper() for word in others if word not in _LINKING):
        return topic
    if not first[1:].islower():
        return topic
    running = re.compile(rf"\b[a-z]+,? {re.escape(' '.join([first, *others[:1]]))}\b")
    a_name = any(running.search(passage.text) for passage in passages)
    return topic if a_name else first.lower() + topic[len(first) :]


def _takes_article(body: str) -> bool:
    """Whether a body's name wants "the": a council's name does not."""
    return not body.lower().startswith("the ") and not body.endswith(("Council", "Police"))
