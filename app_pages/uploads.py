"""Uploads on their way in: named safely, kept by hash, and let go when no report holds them."""

from __future__ import annotations

import hashlib
import re
import shutil
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app_pages.originals import UPLOADS, upload_folder
from corpus.settings import settings
from ingest.readers import SUPPORTED

KINDS = "PDF, DOCX, HTML, TXT or MD"
_LONGEST = 120  # characters of a name, its suffix included
_REFUSED = re.compile(r"[^\w .,;()&'’+\[\]-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


def safe_name(name: str) -> str:
    """A file name that is readable, has no folder in it, and is good on every system."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = " ".join(_REFUSED.sub(" ", last).split()).rstrip(" .")
    stem, dot, suffix = plain.rpartition(".")
    end = dot + suffix if dot else ""
    stem = (stem if dot else plain).strip(" .-") or "report"
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return stem[: _LONGEST - len(end)].rstrip(" .") + end


def refusals(
    uploads: Sequence[Upload], held: Mapping[str, str], replace: bool
) -> tuple[list[Upload], list[str]]:
    """The uploads to take, and a sentence for each that is not.

    `held` maps a report's path to its digest; another version of one is only taken where
    `replace` is set.
    """
    taken: dict[str, Upload] = {}
    path_of = {sha256: path for path, sha256 in held.items()}
    sentences: list[str] = []
    for upload in uploads:
        name = safe_name(upload.name)
        sentence = _refusal(upload, name)
        if sentence is None and name in taken:
            if taken[name].sha256 == upload.sha256:
                continue  # the same file twice
            sentence = f"Two different files are called {name}: rename one and upload it again."
        twin = path_of.get(upload.sha256, name)
        if sentence is None and twin != name:
            sentence = f"{name} is the same file as {twin}, which is held: nothing was added."
        if sentence is None and held.get(name, upload.sha256) != upload.sha256 and not replace:
            sentence = (
                f"Another version of {name} is held: tick “Replace” to put this one in its place, "
                "or rename the file and upload it again."
            )
        if sentence:
            sentences.append(sentence)
        else:
            taken[name] = upload
    return list(taken.values()), sentences


def _refusal(upload: Upload, name: str) -> str | None:
    most = settings().upload_mb
    if not upload.content:
        return f"{name} is empty (0 bytes): check the file and upload it again."
    if len(upload.content) > most << 20:
        return f"{name} is larger than {most} MB: split it and upload the parts."
    if Path(name).suffix.lower() not in SUPPORTED:
        return f"{name} cannot be read: save it as {KINDS} and upload it again."
    return None


def keep(store: Path, uploads: Iterable[Upload]) -> list[Path]:
    """Writes uploads into the store's folder, each under its digest; where they lie."""
    files = []
    for upload in uploads:
        folder = upload_folder(store, upload.sha256)
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / safe_name(upload.name)
        file.write_bytes(upload.content)
        files.append(file)
    return files


def let_go(store: Path, held: Collection[str]) -> None:
    """Deletes the uploads whose digest no report held has: failed, replaced or removed."""
    for folder in (store / UPLOADS).glob("*"):
        if folder.name not in held:
            shutil.rmtree(folder, ignore_errors=True)
