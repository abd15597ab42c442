"""Acronyms as the reports themselves spell them out: "Domestic Homicide Reviews (DHRs)"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.store import Store
from retrieval.stopwords import STOPWORDS

_IN_BRACKETS = re.compile(r"\(\s*[‘'“\"]?([A-Z][A-Za-z&/]{1,9})[’'”\"]?\s*\)")
_WORDS = re.compile(r"[A-Za-z][A-Za-z’'-]*|&")
_SMALL = {"and", "of", "the", "for", "in", "to", "on", "with", "a", "an", "by", "at", "&"}
_MOST_EXPANSIONS = 3
_CAPITALISED = re.compile(r"[A-Z][a-z]+(?:[ -](?:(?:of|and|the|for|in) )?[A-Z][a-z]+)+")
_TYPED = re.compile(r"\b[A-Z]{3,6}(?=s?\b)")
_FEWEST = 2  # times that a phrase must stand to be what initials are taken to mean


@dataclass(frozen=True, slots=True)
class _Learned:
    """What the reports say of acronyms: those spelled out, and the initials of names."""

    spelled: Mapping[str, tuple[str, ...]]
    initials: Mapping[str, tuple[str, ...]]


_learned: dict[tuple[str, int], _Learned] = {}


def known_for(store: Store, question: str) -> dict[str, tuple[str, ...]]:
    """What acronyms stand for in the reports held; learned once for each state of the store.

    One in the question that no report spells out is taken by its initials: "SVD" for "Serious
    Violence Duty".
    """
    key = (str(store.folder), store.refresh())
    found = _learned.get(key)
    if found is None:
        texts = [
            passage.text
            for report in store.catalogue.reports()
            for passage in store.catalogue.passages(report.id)
        ]
        found = _Learned(learn(texts), initials(texts))
        _learned.clear()  # another thread may ask at another state: never read it back
        _learned[key] = found
    unspelled = set(_TYPED.findall(question)) - set(found.spelled)
    guessed = {a: found.initials[a] for a in sorted(unspelled) if a in found.initials}
    return {**found.spelled, **guessed}


def initials(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Capitalised phrases by their initials, in lower case, most often used first."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for match in _CAPITALISED.finditer(" ".join(text.split())):
            for words in _runs(re.split(r"[ -]", match.group())):
                letters = "".join(word[0] for word in words if word[0].isupper())
                if 3 <= len(letters) <= 6:
                    found[letters][" ".join(words).lower()] += 1
    return {
        letters: kept
        for letters, counts in found.items()
        if (kept := tuple(t for t, n in counts.most_common(_MOST_EXPANSIONS) if n >= _FEWEST))
    }


def _runs(words: list[str]) -> Iterator[list[str]]:
    """All runs of a phrase's words that begin and end with a capital."""
    capitals = [i for i, word in enumerate(words) if word[0].isupper()]
    for number, start in enumerate(capitals):
        for end in capitals[number + 2 :]:
            yield words[start : end + 1]


def learn(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What each acronym stands for, most often used first: {"DHR": ("domestic homicide reviews",)}.

    An acronym is taken from brackets after the words whose initials it is made of (small
    words may be left out); its plural "s" is dropped. Expansions are in lower case.
    """
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for match in _IN_BRACKETS.finditer(text):
            acronym = _singular(match.group(1))
            before = text[max(0, match.start() - 120) : match.start()]
            expansion = _spelled_out(acronym, before) if acronym else None
            if acronym and expansion:
                found[acronym.upper()][expansion] += 1
    return {
        acronym: tuple(text for text, _ in counts.most_common(_MOST_EXPANSIONS))
        for acronym, counts in found.items()
    }


def _singular(printed: str) -> str | None:
    """The acronym without a plural "s"; None for a word in brackets that is none."""
    acronym = printed[:-1] if printed.endswith("s") and len(printed) > 2 else printed
    letters = acronym.replace("&", "").replace("/", "")
    capitals = sum(c.isupper() for c in letters)
    return acronym if len(letters) > 1 and capitals >= max(2, len(letters) - 1) else None


def _spelled_out(acronym: str, before: str) -> str | None:
    """The words at the end of `before` whose initials make the acronym."""
    before = re.split(r"[.;:!?]\s|\n\n", before)[-1]
    words = _WORDS.findall(before)
    letters = [c.lower() for c in acronym if c.isalnum()]
    for count in range(1, min(len(words), 2 * len(letters) + 2) + 1):
        chosen = words[-count:]
        if chosen[0].lower() in _SMALL:
            continue
        if _fits(letters, chosen):
            return " ".join(w.lower() for w in chosen)
    return None


def _fits(letters: list[str], words: list[str]) -> bool:
    """Whether letters are the words' initials, in order; small words may add none.

    A hyphened word may give two letters ("Anti-Social Behaviour": ASB).
    """
    parts = [p for w in words for p in re.split("[-’']", w) if p]
    if parts[0][0].lower() != letters[0]:
        return False
    at = 0
    for part in parts:
        if at < len(letters) and part[0].lower() == letters[at]:
            at += 1
        elif part.lower() not in _SMALL and len(part) > 1:
            return False
    return at == len(letters)


def expansions(question: str, known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """What to search for besides: an acronym's words, and the acronym of words spelled out.

    Acronyms count in any case ("dhrs"), as questions are typed, if they are no common word.
    """
    found: list[str] = []
    lowered = re.sub(r"[^a-z&]+", " ", question.lower())
    for word in re.findall(r"[A-Za-z&]{2,11}", question):
        plural = word.endswith("s") and len(word) > 3
        for form in (word, word[:-1] if plural else word):
            typed = (form.isupper() and form.lower() not in STOPWORDS) or (
                len(form) > 2 and form.lower() not in STOPWORDS
            )
            if typed and form.upper() in known:
                found += known[form.upper()]
                break
    for acronym, phrases in known.items():
        for phrase in phrases:
            words = re.sub(r"[^a-z&]+", " ", phrase)
            if len(words.split()) > 1 and _stem(words) in _stem(lowered):
                found.append(acronym.lower())
    return list(dict.fromkeys(found))


def _stem(text: str) -> str:
    return " " + re.sub(r"s\b", "", text) + " "
