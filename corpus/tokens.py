"""The tokens of texts as vectors: those in their context, or words by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

FEW = 8  # texts of like length at a time: little is spent on padding
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: unit-length vectors (n, dimension) and where each stands in it."""

    vectors: Vectors
    spans: tuple[tuple[int, int], ...]


def reads_in_context(model: SentenceTransformer) -> bool:
    """Whether a model gives each token a vector, and says where in the text it stands.

    A static model has no vectors in context, and a tokenizer written in Python no places.
    """
    from sentence_transformers.base.modules import Transformer

    first = model[0]
    return (
        isinstance(first, Transformer)
        and first.module_output_name == "token_embeddings"
        and getattr(first.tokenizer, "is_fast", False)
    )


def in_context(model: SentenceTransformer, texts: Sequence[str]) -> list[Tokens]:
    """The tokens of each text as a model reads them, special ones left out; no prompt."""
    import torch

    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    found: dict[int, Tokens] = {}
    for start in range(0, len(order), FEW):
        batch = order[start : start + FEW]
        features = model.tokenizer(
            [texts[i] for i in batch],
            padding=True,
            truncation=True,
            max_length=model.max_seq_length,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        places = features.pop("offset_mapping").tolist()
        with torch.inference_mode():
            vectors = model(dict(features))["token_embeddings"].float().cpu().numpy()
        found.update(zip(batch, map(_tokens, vectors, places), strict=True))
    return [found[i] for i in range(len(texts))]


def _tokens(vectors: Vectors, places: Sequence[Sequence[int]]) -> Tokens:
    # Special tokens stand nowhere, and padding, on whichever side it is.
    kept = [i for i, (start, end) in enumerate(places) if end > start]
    chosen = vectors[kept]
    lengths = np.linalg.norm(chosen, axis=1, keepdims=True)
    return Tokens(
        chosen / np.maximum(lengths, 1e-9), tuple((places[i][0], places[i][1]) for i in kept)
    )


def by_themselves(model: SentenceTransformer, texts: Sequence[str]) -> list[Tokens]:
    """The words of each text, each read as if it were a text of its own; no prompt."""
    found = [list(_WORD.finditer(text)) for text in texts]
    words = list(dict.fromkeys(match[0] for matches in found for match in matches))
    place = {word: i for i, word in enumerate(words)}
    vectors = np.asarray(
        model.encode_document(words, prompt="", normalize_embeddings=True, show_progress_bar=False),
        dtype=np.float32,
    )
    return [
        Tokens(vectors[[place[m[0]] for m in matches]], tuple(m.span() for m in matches))
        for matches in found
    ]
