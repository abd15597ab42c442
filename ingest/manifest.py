"""`manifest.toml`: what its keeper says of the files beside it, over what they say themselves."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from corpus.areas import FORCE, Area, all_areas, find
from corpus.errors import ReadError
from corpus.models import Metadata

NAME = "manifest.toml"
_TEXTS = ("title", "body", "committee", "date", "digest_of", "source")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def read_manifest(folder: Path) -> dict[str, Metadata] | None:
    """The entries of a folder's manifest by file name, or None where it has no manifest.

    What an entry leaves out is empty in its Metadata (the title ""), for `merge` to fill.
    Raises ReadError for a manifest that isn't TOML, an entry without `file`, a value of the
    wrong kind or an area that isn't known.
    """
    path = folder / NAME
    if not path.is_file():
        return None
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("report", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ReadError(f"{path} cannot be read as TOML: {error}. Mend or remove it.") from error
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise ReadError(f"{path}: reports must be given as [[report]] tables.")
    found: dict[str, Metadata] = {}
    for number, entry in enumerate(entries, 1):
        file = entry.get("file")
        if not isinstance(file, str) or not file:
            raise ReadError(f'{path}: report {number} has no file; add file = "its name".')
        if file in found:
            raise ReadError(f"{path} lists {file} twice; keep one entry.")
        found[file] = _metadata(path, file, entry)
    return found


def merge(inferred: Metadata, override: Metadata | None) -> Metadata:
    """What was inferred, with all that the override says put over it."""
    if override is None:
        return inferred
    said = {
        name: value
        for name in ("title", "body", "committee", "date", "area_codes", "digest_of", "source")
        if (value := getattr(override, name))
    }
    return replace(inferred, **said)


def _metadata(path: Path, file: str, entry: dict[str, object]) -> Metadata:
    texts: dict[str, str] = {}
    for name in _TEXTS:
        value = entry.get(name, "")
        # A TOML date is a date; its ISO form is what we keep.
        text = value if isinstance(value, str) else getattr(value, "isoformat", lambda: None)()
        if text is None:
            raise ReadError(f"{path}: {name} of {file} must be a text in quotation marks.")
        texts[name] = text
    if texts["date"] and not _DATE.fullmatch(texts["date"]):
        raise ReadError(
            f'{path}: the date of {file}, "{texts["date"]}", must look like 2023-01-31 or 2023-06.'
        )
    areas = entry.get("areas", [])
    if not isinstance(areas, list) or not all(isinstance(name, str) for name in areas):
        raise ReadError(f"{path}: areas of {file} must be a list of names.")
    codes = [a.code for name in areas for a in _named(path, file, name)]
    return Metadata(
        title=texts["title"],
        body=texts["body"] or None,
        committee=texts["committee"] or None,
        date=texts["date"] or None,
        area_codes=tuple(dict.fromkeys(codes)),
        digest_of=texts["digest_of"] or None,
        source=texts["source"] or None,
    )


def _named(path: Path, file: str, name: str) -> tuple[Area, ...]:
    """The areas of a name or code. A county, not its force area: that is "Kent Police"."""
    found = tuple(a for a in all_areas() if a.code == name) or find(name)
    if not found:
        raise ReadError(
            f'{path}: "{name}", an area of {file}, is not known; '
            "give the name of a UK authority or of a police force area."
        )
    authorities = tuple(a for a in found if a.kind != FORCE) or found
    same_name = len({a.name for a in authorities}) == 1
    return authorities[:1] if same_name else authorities
