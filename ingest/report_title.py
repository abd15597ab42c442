"""What a report is called: its subject line, its own title property, its first heading, its file.

In that order, and each only where it says something: "Microsoft Word - final v2" does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from corpus.models import Document
from ingest.report_committee import committee_of, is_body_name
from ingest.report_dates import full_date, whole_date
from ingest.report_head import Head, tidy

_PROPERTY_NOISE = re.compile(
    r"^\((?:public|draft) pack\)|^microsoft (?:word|powerpoint|excel) - "
    r"|\.(?:docx?|pptx?|xlsx?|pdf)$",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"(?:the |cover(?:ing)? |committee )?report|minutes|(?:printed )?minutes|agenda|document\s?\d*"
    r"|untitled.*|(?:powerpoint )?presentation\d*|slide \d+|executive decision"
    r"|(?:proposed )?record of decision|.*\btemplate|.*\bsubmission form|(?:\w+ ){0,2}form"
    r"|appendix \w{1,3}|annex \w{1,3}|title|draft|contents|summary|introduction|unrestricted"
    r"|foreword|background|book\d*|sheet\d*|\W*",
    re.IGNORECASE,
)
_SKIPPED_LINE = re.compile(
    r"(?:page )?\d+(?: of \d+)?|draft|unrestricted|official|confidential|restricted|public"
    r"|.*@.*|(?:tel|telephone|phone|direct dial|e-?mail|ask for|our ref|file ref|by|question)\b.*"
    r"|agenda item.*|electoral division.*",
    re.IGNORECASE,
)
_APPENDIX = re.compile(r"((?:appendix|annex)\s+[A-Z0-9]{1,3})\b[\s:–—-]*(.*)", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:classification|status|electoral divisions?|wards?|key decision|decision|(?:past|previous"
    r"|future) pathway|contact|directorate|portfolio|purpose|background|agenda|appendices|item"
    r"|recommendations?|corporate|produced|lead|responsible|approved|version|author|summary|report"
    r"|is this)\b[^:]{0,40}[:?]|.*[:?]$",
    re.IGNORECASE,
)
_NOT_ABOVE = re.compile(  # what stands below a title, never above it
    r"(?:present|attendance|in attendance|apologies|dear|members present|.*\btemplate|.*\bform)"
    r"\b.*",
    re.IGNORECASE,
)
_REFERS = re.compile(r"\s*\((?:appendi\w+|annex\w*)\b[^()]*\)$", re.IGNORECASE)
_OFFICE = re.compile(r"(?:cabinet member|leader|(?:\w+ ){0,2}director|head of|chief)\b", re.I)
# Kinds of document that go with a report of the same subject and would bear its title.
_KINDS = (
    (re.compile(r"proposed record of decision", re.IGNORECASE), "Proposed record of decision"),
    (re.compile(r"record of decision", re.IGNORECASE), "Record of decision"),
    (re.compile(r"\beqia\b|equality impact", re.IGNORECASE), "Equality impact assessment"),
)  # fmt: skip
_OF_A_MEETING = (
    ("Minutes", re.compile(r"minutes of (?:a|the) .{0,60}\bmeeting\b|minutes of a meeting", re.I)),
    ("Agenda", re.compile(r"agenda\s+for\s+(?:an?|the)\s+(?:\w+\s+){0,2}meeting\b", re.I)),
)
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_LONGEST = 200


def title(path: Path, document: Document, head: Head, committee: str | None) -> str:
    """The report's title; never empty."""
    start = "\n".join(head.lines[:12])
    for name, pattern in _OF_A_MEETING:
        if pattern.search(start):
            return _meeting_title(name, committee, start)
    kind = next((name for pattern, name in _KINDS if pattern.search(start)), None)
    subjects = [s for s in head.values("subject") if not _SAYS_NOTHING.fullmatch(s)]
    printed = _printed(head)
    own = _own(document.title)
    if subjects:
        found = subjects[0]
    elif own and _fits(own, head):
        found = printed if printed and printed.casefold() == own.casefold() else own
    else:
        found = printed or own or readable(path)
    if kind and kind.casefold() not in found.casefold() and subjects + [own or ""] != [""]:
        found = f"{kind}: {found}"
    return found if len(found) <= _LONGEST else found[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _meeting_title(name: str, committee: str | None, start: str) -> str:
    """ "Minutes of the Cabinet, 30 January 2025", as far as it is known."""
    dated = full_date(start)
    day = date.fromisoformat(dated[0]) if dated else None
    on = f"{day.day} {day:%B %Y}" if day else ""
    return ", ".join(part for part in (f"{name} of the {committee or 'meeting'}", on) if part)


def readable(path: Path) -> str:
    """A file's name as a title: no suffix, underscores or copy number."""
    stem = re.sub(r"_\d{1,2}$", "", path.stem)
    words = re.sub(r"[\s_]+" if " " in stem else r"[\s_-]+", " ", stem).strip(" -")
    return words[:1].upper() + words[1:] or path.name


def _own(property_title: str | None) -> str | None:
    own = property_title or ""
    junk = own.casefold().startswith("microsoft ")  # a file name, as a printer driver saw it
    own = tidy(_PROPERTY_NOISE.sub("", own))
    own = tidy(_PROPERTY_NOISE.sub("", own))
    return None if junk or len(own) < 4 or _SAYS_NOTHING.fullmatch(own) else own


def _fits(own: str, head: Head) -> bool:
    """Whether a title property speaks of this document: it may be left over from a template."""
    if named := _APPENDIX.match(own):
        printed = _APPENDIX.search(head.text)
        if printed and printed[1].casefold() != named[1].casefold():
            return False
    words = {w.casefold() for w in re.findall(r"[^\W\d_]{4,}", own)}
    text = head.text.casefold()
    return bool(words) and all(word in text for word in words)


def _printed(head: Head) -> str | None:
    """The first strong lines: what stands above the text in large or short lines."""
    if any(line.startswith("Dear ") for line in head.lines):
        return None  # a letter: what stands on top are names and addresses
    return _first_title(head.blocks[:12]) or _first_title(head.lines[:12])


def _first_title(blocks: Sequence[str]) -> str | None:
    appendix = ""
    for block in blocks:
        if _NOT_ABOVE.fullmatch(block) or _is_text_or_figures(block):
            return None
        text = _REFERS.sub("", block).strip(" -–—;,|")
        parts = re.split(r"\s[-–—]\s", text)
        if len(parts) > 1 and committee_of(parts[-1]):
            text = text[: -len(parts[-1])].strip(" -–—")  # "Update – County Council 13 March 2025"
        if named := _APPENDIX.match(text):
            appendix = appendix or tidy(named[1])
            text = tidy(named[2])
        if _is_title(text):
            return f"{appendix}: {text}" if appendix else tidy(text)
    return None


def _is_text_or_figures(text: str) -> bool:
    """Whether a block belongs below a title: running text, or the rows of a table."""
    words = text.split()
    names = [w for w in words if re.search(r"[^\W\d_]{2,}", w)]
    repeated = len(words) > 5 and len(set(words)) <= 0.7 * len(words)
    return len(words) > 30 or repeated or (len(words) > 3 and len(names) < 0.5 * len(words))


def _is_title(text: str) -> bool:
    words = text.split()
    letters = [w for w in words if re.search(r"[^\W\d_]{2,}", w)]
    if not 1 <= len(words) <= 25 or len(letters) < 0.6 * len(words):
        return False
    if not (text[0].isupper() or _YEAR.match(text)) or _OFFICE.match(text):
        return False
    if _SKIPPED_LINE.fullmatch(text) or _SAYS_NOTHING.fullmatch(text) or _LABELLED.match(text):
        return False
    if whole_date(text) or committee_of(text) or is_body_name(text) or text[-1] in ".;,":
        return False
    return len(" ".join(letters)) > 6
