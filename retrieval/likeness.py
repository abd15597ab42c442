"""Late interaction: each word of a question against the nearest token of a sentence.

After ColBERT (Khattab and Zaharia, 2020), with the tokens of the sentence model that is there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.tokens import Tokens
from retrieval.query import WORD
from retrieval.words import stem

Likeness = NDArray[np.float32]


def words_of(text: str, terms: Sequence[str], tokens: Tokens) -> Mapping[str, list[int]]:
    """For each term of a text (its stem), the indices of its tokens."""
    wanted = set(terms)
    found: dict[str, list[int]] = {}
    for match in WORD.finditer(text):
        word = re.sub(r"['’]s$", "", match.group()).strip(".,-/&").lower()
        if word in wanted and stem(word) not in found:
            at = [
                i
                for i, (start, end) in enumerate(tokens.spans)
                if start < match.end() and end > match.start()
            ]
            if at:
                found[stem(word)] = at
    return found


def nearest(question: Tokens, words: Mapping[str, list[int]], sentence: Tokens) -> Likeness:
    """For each word the cosine of its tokens to the nearest of the sentence, averaged: (words,)."""
    if not len(sentence.vectors) or not words:
        return np.zeros(len(words), dtype=np.float32)
    best = (question.vectors @ sentence.vectors.T).max(axis=1)
    return np.array([best[at].mean() for at in words.values()], dtype=np.float32)
