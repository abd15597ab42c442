"""Whether a question leans on the one before it, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.area_index import word_set
from corpus.areas import Mention
from retrieval.followups.periods import Period, periods
from retrieval.followups.pronouns import GENERIC, earlier, points_back
from retrieval.followups.topic import AUXILIARIES, IMPERATIVES, PREPOSITIONS, QUESTION_WORDS, places
from retrieval.query import content_words

# swap: says nothing but another place or period. compare: sets another place against the old.
# fragment: a phrase without a verb. there: leaves the place unsaid. subject: leaves the subject
# unsaid. setting: says its subject, and goes on from the place and period of the old question.
Kind = Literal["alone", "swap", "compare", "fragment", "there", "subject", "setting"]

_LEAD = re.compile(
    r"^(?:(?:and|but|so|or|also|ok(?:ay)?|now|then|yes|right|well|plus)\b[,\s]*)*"
    r"(?:(?:what|how) about\b|what of\b"
    r"|(?:is it |it's )?(?:the )?same (?:\w+ )?(?=for\b|in\b|of\b))?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w£%&][\w£%&/.,'’-]*")
_LONG = 15  # words; a longer phrase after "And" says enough

# Words that may stand beside a place: "And is it the same in Kent as well?"
_BESIDE = PREPOSITIONS | word_set(
    "too please instead though same different well here year figure figures true specifically"
)
_COMPARES = re.compile(r"\b(?:compar\w+|versus|vs)\b|\b(?:better|worse|higher|lower|more) than\b",
                       re.IGNORECASE)  # fmt: skip
_ASKS = re.compile(
    r"\W*(how (?:much|many|often|long|soon)|what|which|who|whose|when|where|why|how)\b", re.I
)
_RANKS = re.compile(
    r"\b(?:the\s+)?(?:most|least|highest|lowest|biggest|smallest|largest|best|worst)\W*$", re.I
)
_NAME = re.compile(r"(?<!^)(?<![.?!]\s)\b[A-Z][\w&]+|\b[A-Z]{2,}|[£\d]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart.

    `lead` is the "And" or "What about" before `text`; `places` and `periods` stand in `text`;
    `words` are what it says besides those; `wh` is its interrogative ("how much"), empty for a
    question of yes or no.
    """

    lead: str
    text: str
    places: tuple[Mention, ...]
    periods: tuple[Period, ...]
    words: tuple[str, ...]
    clause: bool
    wh: str

    @property
    def swaps(self) -> bool:
        """Whether it names a place or a period."""
        return bool(self.places or self.periods)


def take_apart(question: str) -> Asked:
    """The parts of a question that show whether it leans."""
    match = _LEAD.match(question)
    lead = match[0] if match else ""
    text = question[len(lead) :].strip()
    found, times = tuple(places(text)), tuple(periods(text))
    bare = list(text)
    spans: list[Mention | Period] = [*found, *times]
    for span in spans:
        bare[span.start : span.end] = " " * (span.end - span.start)
    asks = _ASKS.match("".join(bare))
    words = tuple(content_words("".join(bare)[asks.end() if asks else 0 :]))
    return Asked(lead.strip(), text, found, times, words, _is_clause(text), interrogative(text))


def interrogative(text: str) -> str:
    """What a question asks with: "how much", "who", or nothing."""
    match = _ASKS.match(text)
    return match[1].lower() if match else ""


def _is_clause(text: str) -> bool:
    """Whether a text asks something itself: "who pays", not "the new one"."""
    heard = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    if not heard:
        return False
    return (
        heard[0] in IMPERATIVES
        or heard[0].split("'")[0] in QUESTION_WORDS | AUXILIARIES
        or any(word in QUESTION_WORDS for word in heard)
    )


def kind(asked: Asked) -> Kind:
    """How a question leans on the one before it; "alone" where it does not."""
    if len(asked.places) == 1 and _COMPARES.search(asked.text) and len(asked.words) < 2:
        return "compare"
    if asked.swaps and not set(asked.words) - _BESIDE:
        return "swap"
    if not asked.clause:
        return _of_a_fragment(asked)
    if _points_back(asked):
        return "subject"
    if _leaves_place_unsaid(asked):
        return "there" if len(asked.words) > 1 else "subject"
    if _ranks(asked) or not asked.swaps and (_says_little(asked) or _only_generic(asked)):
        return "setting" if asked.lead and _counts(asked) else "subject"
    if asked.lead and not _counts(asked) and len(asked.words) < 3:
        return "subject"
    return "setting" if asked.lead else "alone"


def _of_a_fragment(asked: Asked) -> Kind:
    if asked.lead:
        return "fragment" if len(asked.text.split()) <= _LONG else "alone"
    first = asked.text.split()[0].lower() if asked.text.split() else ""
    short = len(asked.words) < 2 and not asked.swaps and not _NAME.search(asked.text)
    begins = first in PREPOSITIONS and len(asked.words) < 3
    return "fragment" if short or begins or _points_back(asked) else "alone"


def _points_back(asked: Asked) -> bool:
    return points_back(asked.text, asked.words, named=asked.swaps)


def _leaves_place_unsaid(asked: Asked) -> bool:
    """Whether it says "there" for a place: not "is there", "there are"."""
    match = re.search(r"\bthere(?=\W*$)", asked.text, re.IGNORECASE)
    if match is None or asked.places or len(earlier(asked.text, match)) > 1:
        return False
    return not re.search(r"\b(?:is|are|was|were|be|been)\s+$", asked.text[: match.start()], re.I)


def _says_little(asked: Asked) -> bool:
    """Whether there is less than a subject and what is asked of it: "Who leads?", "Why?"."""
    if len(asked.words) > 1 or _NAME.search(asked.text):
        return False
    # "What is hoarding?" asks for a meaning.
    meaning = re.match(
        r"what (?:is|are|does|do|was|were)\s+(?!the\b|it\b|that\b)", asked.text, re.I
    )
    return not (meaning and asked.words)


def _ranks(asked: Asked) -> bool:
    """Whether it asks for the most or least, and not of what: "Which district got the most?"."""
    return len(asked.words) < 3 and _RANKS.search(asked.text) is not None


def _counts(asked: Asked) -> bool:
    """Whether it says what is to be counted: "how many burglaries", not "how much is it"."""
    counted = re.match(r"how (?:many|much)\s+(\w+)", asked.text, re.IGNORECASE)
    return bool(counted and content_words(counted[1]))


def _only_generic(asked: Asked) -> bool:
    """Whether all it names is "the scheme", "the board": things spoken of before."""
    named = re.findall(r"\bthe\s+(\w+)(?=\s+\w+|\W*$)", asked.text.lower())
    return (
        bool(named)
        and len(asked.words) <= 2
        and named[-1] in GENERIC
        and not _NAME.search(asked.text)
    )
