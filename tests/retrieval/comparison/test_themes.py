"""Themes: the ready ones by the names they go by, and an officer's own words."""

from __future__ import annotations

import pytest

from corpus.errors import UsageError
from retrieval.comparison.themes import MAX_THEME, ready_themes, theme
from retrieval.comparison.wording import OwnWords, Phrases, key, wording


def test_the_ready_themes_are_told_apart_by_every_name() -> None:
    themes = ready_themes()
    assert len(themes) == 17
    names = [key(name) for one in themes for name in (one.name, *one.also)]
    assert len(names) == len(set(names))
    assert all(one.about and one.phrases for one in themes)


@pytest.mark.parametrize("typed", ["domestic homicide reviews", "DHRs", "Domestic  Homicides"])
def test_a_ready_theme_is_called_as_it_was_typed(typed: str) -> None:
    found = theme(typed)
    assert found.name == " ".join(typed.split())
    assert "domestic homicide" in found.phrases


def test_other_words_are_a_theme_of_their_own() -> None:
    found = theme("CCTV near schools")
    assert not found.ready
    assert found.text == "CCTV near schools"


@pytest.mark.parametrize("typed", ["", "  ", "?", "of the"])
def test_a_theme_needs_a_word(typed: str) -> None:
    with pytest.raises(UsageError, match="theme is empty"):
        theme(typed)


def test_an_endless_theme_is_refused() -> None:
    with pytest.raises(UsageError, match="shorten it"):
        theme("hedge " * MAX_THEME)


def test_half_a_character_is_no_fault() -> None:
    assert theme("hedges \ud800").name == "hedges ?"


def test_phrases_forgive_endings_and_keep_capitals() -> None:
    phrases = Phrases(["domestic homicide review", "MARAC"])
    assert phrases.score(0.2, wording("Two domestic-homicide reviews were held.", "")) == 0.5
    assert phrases.score(0.2, wording("The MARAC met.", "")) == 0.5
    assert phrases.score(0.2, wording("The board met.", "MARAC")) == pytest.approx(0.35)
    assert phrases.score(0.2, wording("The maracas were loud.", "")) is None
    assert phrases.score(0.75, wording("Killings at home were looked into.", "")) == 0.75


def test_own_words_count_by_how_telling_they_are() -> None:
    words = OwnWords({key("modern").strip(): 1.0, key("slavery").strip(): 4.0}, {})
    assert words.score(0.4, wording("Modern slavery was found.", "")) == pytest.approx(0.9)
    assert words.score(0.4, wording("A modern office was found.", "")) is None
    assert words.score(0.4, wording("It was found.", "Modern slavery")) == pytest.approx(0.9)


def test_an_acronym_stands_for_the_words_it_holds() -> None:
    rarity = {key(word).strip(): 1.0 for word in ("domestic", "homicide", "review", "cost")}
    words = OwnWords(rarity, {"DHR": ("domestic homicide reviews",)})
    said = wording("What a DHR costs is shared.", "")
    assert words.score(0.4, said) == pytest.approx(0.9)
    assert words.score(0.4, wording("What a DHR is.", "")) is None  # not what it costs
