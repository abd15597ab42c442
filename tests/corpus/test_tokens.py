"""Tokens of models of other makes: static, with a tokenizer written in Python, padding left."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import (
    Pooling,
    StaticEmbedding,
    Transformer,
)
from tokenizers import Tokenizer
from transformers import CanineConfig, CanineModel, CanineTokenizer

from corpus.embedding import Embedder, load_model, packaged_model
from corpus.settings import settings
from corpus.tokens import Tokens

QUESTION = "How many lamps were mended?"
TEXTS = [
    QUESTION,
    "Forty street lamps were mended.",
    "The minutes were agreed, all 12 of them.",
    "",
]


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], Embedder]]:
    """Loads the model in a folder as the setting would."""

    def load(folder: Path) -> Embedder:
        monkeypatch.setenv("SCRUTINY_MODEL", str(folder))
        settings.cache_clear()
        return load_model()

    yield load
    settings.cache_clear()


def said(text: str, tokens: Tokens) -> list[str]:
    return [text[start:end] for start, end in tokens.spans]


def test_a_static_model_reads_words_by_themselves(
    chosen: Callable[[Path], Embedder], tmp_path: Path
) -> None:
    shipped = SentenceTransformer(str(packaged_model()), device="cpu")
    table = shipped[0].model.get_input_embeddings().weight.detach()
    tokenizer = Tokenizer.from_file(str(packaged_model() / "tokenizer.json"))
    static = StaticEmbedding(tokenizer, embedding_weights=table)
    SentenceTransformer(modules=[static], device="cpu").save(str(tmp_path))
    model = chosen(tmp_path)
    question, near, far, empty = model.encode_tokens(TEXTS)
    assert said(QUESTION, question) == ["How", "many", "lamps", "were", "mended"]
    assert near.vectors.shape == (len(near.spans), model.dimension)
    assert np.allclose(np.linalg.norm(near.vectors, axis=1), 1, atol=1e-5)
    assert not empty.spans
    lamps = said(QUESTION, question).index("lamps")
    assert (near.vectors @ question.vectors[lamps]).max() == pytest.approx(1, abs=1e-5)
    assert (far.vectors @ question.vectors[lamps]).max() < 0.7
    assert [len(one.spans) for one in model.encode_tokens(["", "?!"])] == [0, 0]


def test_a_tokenizer_that_tells_no_places(
    chosen: Callable[[Path], Embedder], tmp_path: Path
) -> None:
    config = CanineConfig(
        hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        num_hash_functions=2, num_hash_buckets=64,
    )  # fmt: skip
    CanineModel(config).save_pretrained(tmp_path / "plain")
    CanineTokenizer().save_pretrained(tmp_path / "plain")
    read = Transformer(str(tmp_path / "plain"))
    pooled = Pooling(32)
    SentenceTransformer(modules=[read, pooled], device="cpu").save(str(tmp_path / "model"))
    model = chosen(tmp_path / "model")
    question, near, *_ = model.encode_tokens(TEXTS)
    assert said(TEXTS[1], near) == ["Forty", "street", "lamps", "were", "mended"]
    assert np.allclose(question.vectors[2], near.vectors[2], atol=1e-4)  # "lamps" and "lamps"
    assert question.vectors.shape == (5, 32)


def test_padding_on_the_left_moves_nothing(
    chosen: Callable[[Path], Embedder], tmp_path: Path
) -> None:
    for file in packaged_model().rglob("*"):
        copy = tmp_path / file.relative_to(packaged_model())
        if file.is_dir():
            copy.mkdir()
        elif file.name != "tokenizer_config.json":
            copy.symlink_to(file)
    about = json.loads((packaged_model() / "tokenizer_config.json").read_text())
    about["padding_side"] = "left"
    (tmp_path / "tokenizer_config.json").write_text(json.dumps(about))
    model = chosen(tmp_path)
    together = model.encode_tokens(TEXTS)
    for text, tokens in zip(TEXTS, together, strict=True):
        (alone,) = model.encode_tokens([text])
        assert tokens.spans == alone.spans
        # This model counts its positions with the padding: the same but for that.
        assert (np.sum(tokens.vectors * alone.vectors, axis=1) > 0.8).all()
