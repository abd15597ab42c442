"""Lists in reports: what leads them in.

The text of an item that something leads in begins with its lead ("The priorities are: • arson").
"""

from __future__ import annotations

import re

_COLON = re.compile(r":\s?[-–—]?$")
_LEADS = re.compile(
    r"[;—–]$|\bas follows\b[^.]*\.$"
    r"|\b[Tt]he following\b(?! (?:day|week|month|quarter|year|meeting)\b)[^.]*\.$"
)


def leads_in(text: str) -> bool:
    """Whether a sentence or heading would lead in a list that stands under it."""
    return ends_in_colon(text) or bool(_LEADS.search(text))


def ends_in_colon(text: str) -> bool:
    """Whether an item would lead in a list of its own: more than a semicolon is needed there."""
    return bool(_COLON.search(text))


def led_by(lead: str, item: str) -> bool:
    """Whether an item's text begins with its lead, which is the text of another unit."""
    return item.startswith(f"{lead} ") and leads_in(lead)
