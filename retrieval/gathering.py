"""From a question to the evidence for it: what is asked, of which reports, and what they hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.models import Comparison, Hit
from corpus.store import Store
from retrieval.acronyms import known_for
from retrieval.comparison.asked import comparison
from retrieval.comparison.matrix import seek
from retrieval.comparison.themes import theme
from retrieval.conversation import asks, resolve
from retrieval.evidence import CHOSEN, READ, Evidence, judged, rerank, weigh
from retrieval.fitting import fitting
from retrieval.named import named_filters
from retrieval.places import of_areas, of_places, own_reports, reports_of_places
from retrieval.query import Query, understand
from retrieval.rarity import Rarity, rarities
from retrieval.scope import Scope, choose
from retrieval.search import in_turns, search
from retrieval.subject import vectors
from retrieval.themes_asked import foremost, speaking_of, theme_asked


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a question finds, before anything is said of it.

    `comparison` is set where the question holds areas against each other. `places` are the ids
    of the reports through which each place speaks that the question names,
    by its name; `nearest` is all the evidence, best first, and `evidence` what of it is for
    those places
    and for the time asked about; `note` tells the reader which reports the question itself chose.
    """

    query: Query
    rarity: Rarity
    scope: Scope
    comparison: Comparison | None
    places: Mapping[str, frozenset[str]]
    hits: tuple[Hit, ...] = ()
    nearest: tuple[Evidence, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    theme: str = ""
    note: str | None = None


def gather(
    store: Store,
    question: str,
    *,
    areas: Sequence[str] = (),
    date_from: str | None = None,
    date_to: str | None = None,
    prior: Sequence[str] = (),
    top: int = 20,
) -> Gathered:
    """Search the reports for a question; arguments as for `retrieval.answer.ask`."""
    resolved = resolve(question, prior)
    scope = choose(store.catalogue.reports(), areas, date_from, date_to)
    named = named_filters(resolved, scope.reports)
    if named.required:
        scope = replace(scope, reports=tuple(r for r in scope.reports if r.id in named.required))
    query = understand(resolved, known_for(store, resolved), asks(resolved))
    general = theme_asked(asks(resolved))
    about = general.theme if general else ""
    sought = seek(store, [theme(about)])[about] if about else None
    if sought:
        query = replace(query, terms=sought.query.terms, expansions=sought.query.expansions)
    rarity = rarities(store, query)
    asked = comparison(query)
    if not scope.reports:
        return Gathered(query, rarity, scope, asked, {}, theme=about, note=named.note)
    places, own = reports_of_places(query, scope), own_reports(query, scope)
    around = frozenset().union(*places.values())
    if asked and (len(places) < len(own) or sum(map(len, places.values())) > len(around)):
        # A county and its district have the same reports around them: neither may crowd out the
        # other.
        places = {**places, **own}
        within = frozenset().union(*places.values())
        scope = replace(scope, reports=tuple(r for r in scope.reports if r.id in within))
    vector, subjects = vectors(query, scope.reports)
    if sought:
        vector, subjects = sought.vector, dict.fromkeys(subjects, sought.vector)
    reports = {report.id: report for report in scope.reports}
    favoured = named.favoured.union(*places.values())
    turns = list(places.values())
    hits = search(store, query, vector, subjects, reports, max(top, READ), turns, favoured)
    speaking = speaking_of(store, sought, hits) if sought else []
    nearest = speaking or weigh(store, query, subjects, rarity, hits, turns)
    if sought and not speaking:  # the reader knows sentences that answer, not those that speak
        nearest = sorted(nearest, key=lambda item: -item.meaning)
    ranked = in_turns(rerank(hits, nearest), turns, lambda hit: hit.report.id)
    telling = speaking if sought else nearest
    there = of_areas(query, own, telling) if asked else of_places(query, scope, telling)
    if general:
        there = foremost(there, list((own if asked else places).values()))
        there = judged(query, there[:CHOSEN], turns) if general.done else there
    return Gathered(
        query,
        rarity,
        scope,
        asked,
        own if asked else places,
        tuple(ranked),
        tuple(nearest),
        tuple(fitting(query, there)),
        about,
        named.note,
    )


def without(found: Gathered, silent: Collection[str]) -> Gathered:
    """What a comparison finds without the places that are silent on it, by name: what the
    reports of the others say.
    """
    places = {name: ids for name, ids in found.places.items() if name not in silent}
    speaking = frozenset().union(*places.values())
    evidence = tuple(e for e in found.evidence if e.hit.report.id in speaking)
    return replace(found, places=places, evidence=evidence)
