"""The real model, from the package it ships in."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from corpus.embedding import DEFAULT_MODEL, load_model, model_name, packaged_model
from corpus.errors import ScrutinyError
from corpus.settings import settings

WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def test_the_weights_are_the_ones_meant() -> None:
    weights = (packaged_model() / "model.safetensors").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == WEIGHTS


def test_vectors_are_of_length_one_and_in_the_order_given() -> None:
    model = load_model()
    assert (model.name, model.dimension) == (DEFAULT_MODEL, 384)
    texts = ["Knife crime rose.", "A much longer sentence about quite another matter.", "", "Roads"]
    told: list[int] = []
    together = model.encode(texts, told.append)
    assert together.shape == (4, 384)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert told[-1] == len(texts)
    for text, vector in zip(texts, together, strict=True):
        assert np.allclose(model.encode([text])[0], vector, atol=1e-5)
    assert model.encode([]).shape == (0, 384)


def test_a_question_lies_near_its_answer() -> None:
    model = load_model()
    question = model.encode_queries(["Who pays for the partnership?"])[0]
    assert question.shape == (384,)
    texts = ["The council funds the partnership.", "Burglary fell by a tenth."]
    near, far = model.encode(texts) @ question
    assert near > far + 0.2


def test_a_model_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINY_MODEL", "nobody/no-such-model")
    settings.cache_clear()
    try:
        assert model_name() == "nobody/no-such-model"
        with pytest.raises(ScrutinyError, match="SCRUTINY_MODEL"):
            load_model()
    finally:
        settings.cache_clear()


def test_two_folders_of_one_name_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = []
    for parent, config in (("one", "{}"), ("two", '{"a": 1}')):
        folder = tmp_path / parent / "model"
        folder.mkdir(parents=True)
        (folder / "config.json").write_text(config)
        monkeypatch.setenv("SCRUTINY_MODEL", str(folder))
        settings.cache_clear()
        names.append(model_name())
    settings.cache_clear()
    assert names[0] != names[1]
    assert all(name.startswith("model@") for name in names)
