"""What leads in the items of lists, while a document is read from top to bottom."""

from __future__ import annotations

from corpus.lists import ends_in_colon, leads_in
from ingest.numbering import list_style


class Leads:
    """Knows the lead of the list being read, and that of the list around it."""

    def __init__(self) -> None:
        self._lead = ""
        self._outer: tuple[str | None, str] | None = None  # style and lead of the list around

    def begin(self, last: str) -> None:
        """What follows may be a list; `last` is the sentence or heading before it."""
        self._lead, self._outer = last if leads_in(last) else "", None

    def of_item(self, text: str, last: str) -> str:
        """What leads in an item, empty where nothing does; `last` is its last sentence, which may
        begin a list in the list.
        """
        style = list_style(text)
        if self._outer is not None and style == self._outer[0]:
            self._lead, self._outer = self._outer[1], None
        lead = self._lead
        if ends_in_colon(last):
            self._outer = self._outer or (style, lead)
            self._lead = f"{lead} {last}".strip()
        return lead
