"""Questions that only make sense after the ones before, said in full.

What the new question names replaces what the old one named: its place, its period. What it
leaves unsaid carries over. Rules, and no model: a question that stands alone is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.followups.around import named_around
from retrieval.followups.leaning import Asked, interrogative, kind, take_apart
from retrieval.followups.periods import periods
from retrieval.followups.swapping import name, swapped
from retrieval.followups.topic import AUXILIARIES, PREPOSITIONS, places, topic, without
from retrieval.query import MAX_QUESTION, content_words

_NEXT = re.compile(r"[,;–]|\s(?:in|for|of|from|to|by|at|on|with|and|since|during)\s")
_ONE = re.compile(r"the (\w[\w ’'-]*) ones?", re.IGNORECASE)
_MOST_OR_LEAST = re.compile(
    r"the (?:most|least|fewest|highest|lowest|biggest|smallest|largest|best|worst)\b", re.IGNORECASE
)
_LAST_THING = re.compile(r"\bthe (?:(?!the\b)[\w&’'-]+ ){1,6}?((?!the\b)[\w&’'-]+)$", re.IGNORECASE)
_MOST_REPLACED = 5  # words of a phrase that another takes the place of
_MOST_CARRIED = 30  # words


def resolve(question: str, prior: Sequence[str]) -> str:
    """The question as it is meant after those before it, oldest first; else as it is.

    "And in Kent?" after "How does Essex fund patrols?" gives "How does Kent fund patrols?";
    "Who pays for that?" gives "Who pays for that (about Essex funding patrols)?". Prior
    questions may be as typed or as resolved, and count up to MAX_QUESTION characters; no more
    than fits into as many is carried over.
    """
    # Halves of characters, as some terminals hand over, are no text that can be searched for.
    *before, typed = (q.encode("utf-8", "replace").decode() for q in (*prior, question))
    meant = ""
    for asked in filter(_says_something, before):
        meant = _after(" ".join(asked.split())[:MAX_QUESTION], meant)
    meant = _after(" ".join(typed.split()), meant)
    return meant if " ".join(typed.split()) != meant else typed


def asks(resolved: str) -> str:
    """What a resolved question asks, without what was carried over in brackets."""
    head, _, end = _parts(resolved)
    return head + end


def _says_something(question: str) -> bool:
    return re.search(r"\w", question) is not None


def _after(question: str, before: str) -> str:
    """A question as it is meant after another one, which is said in full."""
    if not before or _parts(question)[1] or not _says_something(question):
        return question
    asked = take_apart(question)
    if asked.lead or not asked.clause:
        asked = take_apart(named_around(question, before))
    full = _said_in_full(asked, before)
    if len(full) > MAX_QUESTION:  # what was typed stays, and as much of the rest as fits
        full = _about(asked, _subject(asked, before))
    return full or question


def _said_in_full(asked: Asked, before: str) -> str:
    """The question as it is meant; empty where it stands alone."""
    match kind(asked):
        case "alone":
            return ""
        case "swap":
            return _swap(asked, before)
        case "compare":
            named = name(asked.text, asked.places)
            return before if named in before else _insert(before, f" – compared with {named}")
        case "fragment":
            return _fragment(asked, before)
        case "there":
            return _there(asked, before)
        case "setting":
            same = bool(asked.wh) and asked.wh == interrogative(before)
            return _about(asked, _setting(asked, before, times=same))
        case _:
            return _about(asked, _subject(asked, before))


def _swap(asked: Asked, before: str) -> str:
    """The old question of the new place or period, if it can be the same question."""
    does = re.search(r"\b(?:do|does|did|doing)\b", asked.text, re.IGNORECASE)
    # "Does Kent?", "What does Kent do?" and "How does Kent do it?" ask whatever was asked.
    if asked.wh in {"", interrogative(before)} or (does and asked.wh in {"what", "how"}):
        return swapped(before, asked.text, asked.places, asked.periods)
    return _about(asked, _subject(asked, before))


def _fragment(asked: Asked, before: str) -> str:
    """The old question with a phrase of it replaced, or the new phrase after it."""
    text = asked.text.rstrip(" ?.!")
    if another := _another(text, before) or _other_end(text, before):
        return another
    new_places = asked.places if places(before) else ()
    new_periods = asked.periods if periods(before) else ()
    moved = swapped(before, asked.text, new_places, new_periods)
    lead = re.match(r"(for|on|from|to|by|at|of|with|about|in)\s+(.*)", text, re.IGNORECASE)
    old = _phrase(moved, lead[1]) if lead else None
    if lead is None or old is None:
        rest = without(text, times=True) if new_periods else text
        return _insert(moved, f" – and {rest}")
    new = lead[2]
    if new_places or new_periods:
        new = without(new, names=bool(new_places), times=bool(new_periods))
    return moved.replace(old, f" {lead[1].lower()} {new}", 1)


def _another(text: str, before: str) -> str:
    """ "The new one" put for the thing that the old question ends with; empty for other phrases.

    "Who chairs the Kent Safety Board?" gives "Who chairs the new Board in Kent?".
    """
    head, about, end = _parts(before)
    one = _ONE.fullmatch(text)
    old = _LAST_THING.search(head)
    if one is None or old is None or places(text) or set(old[0].lower().split()) & PREPOSITIONS:
        return ""
    if (head[: old.start()].lower().split() or [""])[-1] in AUXILIARIES:
        return ""  # "did the first meeting decide": the thing ends before the verb
    area = _area_of(old[0])
    place = f" in {area}" if area else ""
    return f"{head[: old.start()]}the {one[1]} {old[1]}{place}{about}{end}"


def _other_end(text: str, before: str) -> str:
    """ "The most" put for "the least" of the old question; empty for other phrases."""
    old = _MOST_OR_LEAST.search(before)
    if old is None or _MOST_OR_LEAST.fullmatch(text) is None:
        return ""
    return before[: old.start()] + text + before[old.end() :]


def _phrase(before: str, preposition: str) -> str | None:
    """The question's last phrase led in by a preposition, unless it is a place or a period."""
    head = _parts(before)[0]
    found = list(re.finditer(rf"\s{preposition}\s+", head, re.IGNORECASE))
    if not found:
        return None
    rest = head[found[-1].end() :]
    phrase = _NEXT.split(rest)[0]
    if places(phrase) or periods(phrase) or len(phrase.split()) > _MOST_REPLACED:
        return None
    return head[found[-1].start() : found[-1].end() + len(phrase)]


def _there(asked: Asked, before: str) -> str:
    area = _area_of(before)
    if not area:
        return _about(asked, _subject(asked, before))
    said = re.sub(r"\bthere(?=\W*$)", lambda _: f"in {area}", asked.text, flags=re.IGNORECASE)
    return said[:1].upper() + said[1:]


def _area_of(before: str) -> str:
    """The places that a question names, as it names them."""
    named = places(before)
    return " and ".join(dict.fromkeys(before[p.start : p.end] for p in named))


def _setting(asked: Asked, before: str, *, times: bool) -> str:
    """The place, and with `times` the period, of the old question, unless the new one names its."""
    found = [] if asked.places else [_area_of(before)]
    if times and not asked.periods:
        found += [before[p.start : p.end] for p in periods(before)[-1:]]
    return ", ".join(part for part in found if part)


def _subject(asked: Asked, before: str) -> str:
    """What the old question was about, less what the new one names in its place."""
    head, about, _ = _parts(before)
    subject = topic(head)
    if about:
        carried = about[len(" (about ") : -1]
        # Of a question that leaned itself, only what it named is worth carrying.
        telling = [p for p in re.split(r", | and ", subject) if len(content_words(p)) > 1]
        subject = ", ".join([*(p for p in telling if p not in carried), carried])
        if len(subject.split()) > _MOST_CARRIED:
            subject = carried
    return without(subject, names=bool(asked.places), times=bool(asked.periods))


def _about(asked: Asked, carried: str) -> str:
    """The question with what carries over in brackets, empty where nothing does or can."""
    room = MAX_QUESTION - len(_insert(asked.text, " (about )"))
    if len(carried) > room:
        carried = carried[: max(room, 0) + 1].rpartition(" ")[0]
    if not carried:
        return ""
    return _insert(asked.text[:1].upper() + asked.text[1:], f" (about {carried})")


def _insert(question: str, text: str) -> str:
    """Text put at the question's end, before what was carried over and the question mark."""
    head, about, end = _parts(question)
    return f"{head}{text}{about}{end}"


def _parts(question: str) -> tuple[str, str, str]:
    """A question as asked, " (about …)" and the marks at its end."""
    body = question.rstrip(" ?.!")
    end = question[len(body) :].strip()
    about = re.search(r"\s\(about [^()]*\)$", body)
    return (body[: about.start()], about[0], end) if about else (body, "", end)
