"""Make the shipped digests and their manifest from the plain sources beside this file.

From the root of the repository: `python -m corpus.reports.source.build [--out FOLDER]`.
Without --out the files in corpus/reports/ are replaced. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from corpus.reports.source.paper import SOURCE, Paper, read_paper
from corpus.reports.source.pdf import write_pdf
from corpus.reports.source.web import write_html
from corpus.reports.source.word import write_docx

HERE = Path(__file__).resolve().parent
WRITERS: dict[str, Callable[[Paper, Path], None]] = {
    ".pdf": write_pdf,
    ".docx": write_docx,
    ".html": write_html,
}
HEAD = """\
# What is ingested from this folder, and what it is. Made by source/build.py: edit the sources.
# area_codes: ONS codes of councils; police force areas stand under their own names.
"""


def build(out: Path) -> list[Path]:
    """Write every digest and manifest.toml into the folder `out`; returns what was written."""
    out.mkdir(parents=True, exist_ok=True)
    papers = sorted(map(read_paper, HERE.glob("*.md")), key=lambda paper: paper.file)
    written = []
    for paper in papers:
        path = out / paper.file
        WRITERS[path.suffix](paper, path)
        written.append(path)
    manifest = out / "manifest.toml"
    text = HEAD + "".join(map(_entry, papers))
    manifest.write_text(text, encoding="utf-8", newline="\n")
    return [*written, manifest]


def _entry(paper: Paper) -> str:
    fields: dict[str, str | list[str]] = {
        "file": paper.file,
        "title": paper.title,
        "body": paper.body,
        "areas": list(paper.areas),
        "area_codes": list(paper.area_codes),
        "committee": paper.committee,
        "date": paper.date,
        "digest_of": paper.digest_of,
        "source": SOURCE,
    }
    # a JSON string or list of strings is a TOML one too
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return "\n[[report]]\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the shipped digests from their sources.")
    parser.add_argument("--out", type=Path, default=HERE.parent, help="folder to write into")
    for made in build(parser.parse_args().out):
        print(made.name)
