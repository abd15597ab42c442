"""What areas are compared on: the ready themes, or an officer's own words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from corpus.errors import UsageError
from retrieval.comparison.wording import key
from retrieval.query import content_words

READY = Path(__file__).with_name("themes.toml")
MAX_THEME = 200  # characters of an officer's own words


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject asked of several areas.

    Of a ready theme, `about` says what is meant, `phrases` what makes a sentence one about it,
    and `also` the other names it goes by. All three are empty for an officer's own words.
    """

    name: str
    about: str = ""
    phrases: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        return bool(self.phrases)

    @property
    def text(self) -> str:
        """What is searched for by meaning."""
        return f"{self.name}: {self.about}" if self.about else self.name


@cache
def ready_themes() -> tuple[Theme, ...]:
    """The themes of `themes.toml`, in its order."""
    rows = tomllib.loads(READY.read_text(encoding="utf-8"))["theme"]
    return tuple(
        Theme(row["name"], row["about"], tuple(row["phrases"]), tuple(row.get("also", ())))
        for row in rows
    )


def theme(words: str) -> Theme:
    """The ready theme that goes by these words, called as they call it; else a theme of theirs.

    Case and punctuation don't matter. Raises UsageError for empty or overlong words.
    """
    name = " ".join(words.encode("utf-8", "replace").decode().split())
    if not content_words(name):
        raise UsageError("A theme is empty: type what the areas are to be compared on.")
    if len(name) > MAX_THEME:
        raise UsageError(
            f"A theme has {len(name):,} characters, and {MAX_THEME} is the most: shorten it."
        )
    for ready in ready_themes():
        if key(name) in {key(known) for known in (ready.name, *ready.also)}:
            return replace(ready, name=name)
    return Theme(name)
