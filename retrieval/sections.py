"""A heading that answers a question, such as "Precept commitments": its section comes whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.models import Hit, Passage, Statement
from retrieval.evidence import Evidence, names_only, share
from retrieval.query import Query
from retrieval.statements import Pages, statement
from retrieval.words import stems

# Chosen on the question sets (eval/README.md).
ANSWERS = 0.35  # of the question's words, by rarity, that a heading must hold to answer it
MOST_PASSAGES = 14
MOST_WORDS = 300  # a longer section is no list


def answering(
    pages: Pages, query: Query, rarity: Mapping[str, float], evidence: Sequence[Evidence]
) -> Sequence[Passage]:
    """The passages of the section whose heading answers a question that wants a list, in their
    order; none where no heading does.

    The best of the evidence tells which section that may be.
    """
    best = evidence[0].hit.passage if evidence else None
    if query.wants != "list" or best is None or not best.headings:
        return ()
    held = stems(best.headings[-1])
    if len(held & rarity.keys()) < 2 or share(held, rarity) < ANSWERS:
        return ()  # one word names a subject, no answer
    section = pages.section(best, MOST_PASSAGES + 1)
    words = sum(len(passage.text.split()) for passage in section)
    return section if len(section) <= MOST_PASSAGES and words <= MOST_WORDS else ()


def said_by(
    pages: Pages, query: Query, rarity: Mapping[str, float], hit: Hit, section: Sequence[Passage]
) -> list[Statement]:
    """What a section says, a statement for each passage of it and for each row of a table.

    `hit` is one of the report that the section is of.
    """
    made = []
    for passage in section:
        units = [u for u in passage.units if u.quotes and not names_only(passage, u)]
        prose = [u for u in units if not u.cells]
        for some in [*([prose] if prose else []), *([u] for u in units if u.cells)]:
            made.append(statement(pages, query, replace(hit, passage=passage), some, rarity))
    return [one for one in made if one is not None]
