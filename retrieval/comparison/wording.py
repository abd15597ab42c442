"""Whether a sentence speaks of a theme: by the theme's words, and by meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from retrieval.words import stem

# Chosen on the gold matrices (eval/README.md). Scores add to the cosine to the theme.
NAMED, UNDER_HEADING = 0.3, 0.15  # for a phrase of a ready theme in the sentence; in its heading
CLOSE_IN_MEANING = 0.7  # speaks of a ready theme, whatever its words
WORDS = 0.5  # for all of an officer's own words in the sentence or its heading
SPEAKS = 0.8  # what an officer's own words need: all of them, and some closeness in meaning

_WORD = re.compile(r"£|[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is printed and by its stems, with those of its heading."""

    text: str
    stems: str
    heading: str
    heading_stems: str


def wording(text: str, heading: str) -> Wording:
    """A text made ready to be looked through for several themes."""
    return Wording(text, key(text), heading, key(heading))


def key(text: str) -> str:
    """A text's words by their stems, parted and bounded by spaces."""
    words = _WORD.findall(text.lower().replace("’", "'").replace("'s", ""))
    return f" {' '.join(map(stem, words))} "


class Words(Protocol):
    """What a theme is called."""

    def score(self, meaning: float, said: Wording) -> float | None:
        """How well a text answers for the theme, given its cosine to it; None where it does not
        speak of it.
        """


class Phrases:
    """A ready theme's phrases: endings forgiven, but one with a capital only as written."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._stems = []
        written = []
        for phrase in phrases:
            if phrase == phrase.lower():
                self._stems.append(key(phrase))
            else:
                written.append(re.escape(phrase))
        self._written = re.compile(rf"\b(?:{'|'.join(written)})\b") if written else None

    def score(self, meaning: float, said: Wording) -> float | None:
        named = self._stand_in(said.text, said.stems)
        under = self._stand_in(said.heading, said.heading_stems)
        if not (named or under or meaning >= CLOSE_IN_MEANING):
            return None
        return meaning + NAMED * named + UNDER_HEADING * under

    def _stand_in(self, text: str, stems: str) -> bool:
        if self._written is not None and self._written.search(text):
            return True
        return any(phrase in stems for phrase in self._stems)


class OwnWords:
    """An officer's own words, each as telling as it is rare; an acronym stands for its words.

    `rarity` is by stem; `acronyms` are those of the reports held, with what they stand for.
    """

    def __init__(self, rarity: Mapping[str, float], acronyms: Mapping[str, Iterable[str]]) -> None:
        self._rarity = rarity
        self._total = sum(rarity.values()) or 1.0
        self._inside: dict[str, list[str]] = {}  # by stem, the acronyms that hold the word
        for acronym, phrases in acronyms.items():
            for word in {word for phrase in phrases for word in key(phrase).split()}:
                if word in rarity:
                    self._inside.setdefault(word, []).append(key(acronym))

    def score(self, meaning: float, said: Wording) -> float | None:
        stems = said.stems + said.heading_stems
        share = sum(r for word, r in self._rarity.items() if self._holds(stems, word))
        whole = meaning + WORDS * share / self._total
        return whole if whole >= SPEAKS else None

    def _holds(self, stems: str, word: str) -> bool:
        return f" {word} " in stems or any(one in stems for one in self._inside.get(word, ()))
