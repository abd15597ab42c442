"""Which of the evidence to show: few statements for a fact, all of a list, some of each place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from corpus.lists import led_by
from corpus.models import Hit, Passage, Statement, Unit
from retrieval.evidence import Evidence
from retrieval.query import Query
from retrieval.sections import answering, said_by
from retrieval.spans import TYPED_SPAN
from retrieval.statements import Pages, statement
from retrieval.tables.cells import cells_of, of_words_alone
from retrieval.words import stem, stems

# The most that an answer shows, chosen on the question sets (eval/README.md).
FACTS = 4  # for a sum, count, share or date
STATEMENTS = 5
LISTED = 10
PER_PLACE = 3  # of several places
# Log-odds by which further statements may fall short of the best: less, the longer they are.
CLOSE, PER_100_WORDS = 2.2, 1.5
# A question for a person, a body or a place has one answer: a sentence that holds less than this
# of what the best one holds of the question (by rarity) names another (eval/README.md).
SAME_NAME = 0.65
_ASKS_NAME = re.compile(
    r"(?:and |so |but )?(?:who(?! are\b| were\b)|whose|where|which (?!of\b|\w+s\b))", re.IGNORECASE
)


@dataclass(slots=True)
class _Shown:
    """What is shown of a table so far: the best share of the question's words in a row of it,
    and the words themselves.
    """

    share: float = 0.0
    words: set[str] = field(default_factory=set)


def select(
    pages: Pages,
    query: Query,
    rarity: Mapping[str, float],
    evidence: Sequence[Evidence],
    places: Sequence[frozenset[str]] = (),
) -> list[Statement]:
    """Statements from the best of the evidence, which comes best first.

    `places` are the ids of the reports for each place that the question names: where there are
    several, each gets its own best, and what is of none is left out.
    """
    several = len(places) > 1
    most = PER_PLACE * len(places) if several else _most(query)
    best = {place: item.score for place, item in reversed(list(_by_place(evidence, places)))}
    used: set[tuple[str, int]] = set()
    tables: dict[str, _Shown] = {}
    made: list[Statement] = []
    asks_name, held = query.wants == "other" and _ASKS_NAME.match(query.text) is not None, 0.0
    if section := () if several else answering(pages, query, rarity, evidence):
        made = said_by(pages, query, rarity, evidence[0].hit, section)
        used = {(passage.id, i) for passage in section for i in range(len(passage.units))}
    for place, item in _by_place(evidence, places):
        if len(made) >= most:
            break
        short = CLOSE - PER_100_WORDS * len(item.unit.text.split()) / 100
        if best[place] - item.score > max(short, 0.0):
            continue
        if asks_name and not several and item.words < SAME_NAME * held:
            continue
        passage = item.hit.passage
        if item.unit.cells and not _adds(item, query, tables.setdefault(passage.id, _Shown())):
            continue
        hit, span = _begun_before(pages, item) or (item.hit, span_of(item))
        if any((hit.passage.id, i) in used for i in span):
            continue
        used.update((hit.passage.id, i) for i in span)
        units = [hit.passage.units[i] for i in span]
        whole = statement(pages, query, hit, units, rarity, _carried_on(pages, hit.passage, span))
        if whole is not None:
            held = held or item.words
            made.append(whole)
    return made


def span_of(item: Evidence) -> range:
    """The units to show for one: a list comes whole, with the sentence that leads it in."""
    units = item.hit.passage.units
    start, end = item.index, item.index + 1
    lead = lead_of(units, start)
    if lead is not None:
        start = lead
        while end < len(units) and led_by(units[lead].text, units[end].text):
            end += 1
    return range(start, end)


def _begun_before(pages: Pages, item: Evidence) -> tuple[Hit, range] | None:
    """The list in which a unit stands, where it begins on the page before: its hit and units."""
    before = None if item.unit.cells else pages.preceding(item.hit.passage)
    if before is None:
        return None
    last = len(before.units) - 1
    lead = lead_of(before.units, last)
    span = range(last if lead is None else lead, last + 1)
    if item.unit not in _carried_on(pages, before, span):
        return None
    return replace(item.hit, passage=before), span


def _carried_on(pages: Pages, passage: Passage, span: range) -> Sequence[Unit]:
    """The items with which the next page goes on with a list that ends a passage."""
    following = pages.following(passage) if span.stop == len(passage.units) else None
    if following is None:
        return ()
    lead = passage.units[span.start].text
    return [*takewhile(lambda unit: led_by(lead, unit.text), following.units)]


def lead_of(units: Sequence[Unit], index: int) -> int | None:
    """The index of what leads in the list in which a unit stands, the outer one of a list in a
    list, or of the unit itself where it leads one in; None where there is no such list.
    """
    if units[index].cells:
        return None
    leads = [i for i in range(index) if led_by(units[i].text, units[index].text)]
    for lead in leads:
        if all(led_by(units[lead].text, unit.text) for unit in units[lead + 1 : index]):
            return lead
    leads_itself = index + 1 < len(units) and led_by(units[index].text, units[index + 1].text)
    return index if leads_itself else None


def _most(query: Query) -> int:
    if query.wants == "list":
        return LISTED
    return FACTS if query.wants in TYPED_SPAN else STATEMENTS


def _by_place(
    evidence: Sequence[Evidence], places: Sequence[frozenset[str]]
) -> Iterator[tuple[int, Evidence]]:
    """The evidence with the number of the place it is for; one number where there is one place."""
    for item in evidence:
        if len(places) < 2:
            yield 0, item
            continue
        for number, reports in enumerate(places):
            if item.hit.report.id in reports:
                yield number, item
                break


def _adds(item: Evidence, query: Query, shown: _Shown) -> bool:
    """Whether a row says more than those shown of its table: beside the row that is asked for,
    the others say nothing, unless they hold other words of the question, or their table is a
    list set in columns.
    """
    if of_words_alone(cells_of(item.hit.passage, item.unit)):
        return True
    words = stems(item.unit.text) & {stem(term) for term in query.terms}
    if item.words < shown.share and words <= shown.words:
        return False
    shown.share = max(shown.share, item.words)
    shown.words |= words
    return True
