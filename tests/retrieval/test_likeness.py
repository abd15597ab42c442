"""Words of a question against the tokens of a sentence, with the real model."""

from __future__ import annotations

from corpus.embedding import load_model
from retrieval.likeness import nearest, words_of
from retrieval.query import understand

QUESTION = "How many lamps were mended?"


def test_a_word_finds_itself_and_its_like() -> None:
    query = understand(QUESTION, {})
    question, same, alike, other = load_model().encode_tokens(
        [
            QUESTION,
            "Forty lamps were mended in May.",
            "Forty street lights were repaired in May.",
            "The minutes of the last meeting were agreed.",
        ]
    )
    words = words_of(QUESTION, query.terms, question)
    assert list(words) == ["lamp", "mend"]
    scores = [nearest(question, words, sentence).mean() for sentence in (same, alike, other)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] - scores[1] > 0.05
    assert scores[1] - scores[2] > 0.1


def test_tokens_are_slices_of_their_text() -> None:
    text = "The un-mended lamps cost £48,500."
    (tokens,) = load_model().encode_tokens([text])
    assert "".join(text[a:b] for a, b in tokens.spans) == text.replace(" ", "")
    assert tokens.vectors.shape == (len(tokens.spans), load_model().dimension)


def test_a_sentence_without_tokens_is_like_nothing() -> None:
    question, empty = load_model().encode_tokens([QUESTION, ""])
    words = words_of(QUESTION, understand(QUESTION, {}).terms, question)
    assert nearest(question, words, empty).tolist() == [0.0, 0.0]
