"""A conversation as the session keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from app_pages.wording import date_in_words
from corpus.models import Answer


@dataclass(frozen=True, slots=True)
class Filters:
    """What the sidebar leaves in. Dates are ISO."""

    areas: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None

    def in_words(self) -> str:
        """The filters that are set; empty where none is."""
        parts = [", ".join(self.areas)] if self.areas else []
        if self.date_from:
            parts.append(f"from {date_in_words(self.date_from)}")
        if self.date_to:
            parts.append(f"to {date_in_words(self.date_to)}")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer, or the sentence that says why there is none."""

    question: str
    filters: Filters
    answer: Answer | None = None
    fault: str = ""

    @property
    def meant(self) -> str:
        """The question in full: as it was taken, for the next one to lean on."""
        return self.answer.resolved_question if self.answer else self.question
