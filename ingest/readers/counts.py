"""Counts in letters and Roman figures, as lists print them."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def format_count(count: int, fmt: str) -> str:
    """A list's count as printed. `fmt` is Word's name of the format ("lowerRoman")."""
    if fmt == "none":
        return ""
    if fmt == "decimalZero":
        return f"{count:02d}"
    if fmt == "ordinal":
        teen = 10 < count % 100 < 14
        return f"{count}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"
    if fmt in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if fmt == "lowerLetter" else letter.upper()
    if fmt in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = _roman(count)
        return roman if fmt == "lowerRoman" else roman.upper()
    return str(count)


def _roman(count: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        out += sign * (count // value)
        count %= value
    return out
