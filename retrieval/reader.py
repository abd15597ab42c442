"""The reader: how surely a sentence or row of a report answers a question.

A cross-encoder: it reads question and text together (Nogueira and Cho, "Passage Re-ranking with
BERT", 2019), where the embedding model reads each by itself. It is the model that ships, trained
further on questions about extracts of committee papers (`python -m eval train`; eval/README.md,
"The reader"). `reader.safetensors` holds what the training changed.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from corpus.embedding import cores, one_thread, packaged_model, prepare_libraries
from corpus.errors import ScrutinyError
from corpus.models import Passage, Unit

if TYPE_CHECKING:
    from torch import Tensor, nn
    from transformers import PreTrainedModel

LogOdds = NDArray[np.float32]
Over = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]  # map, or one like it

WEIGHTS: Final = Path(__file__).with_name("reader.safetensors")
SHORT_HEADING = 3  # words
TEXT_CHARS = 420  # of a unit that are read: few are longer
MOST_TOKENS = 128  # of question and text together; the longer of them is cut
FEW = 6  # pairs of like length at a time: little is spent on padding
_WORD = re.compile(r"[A-Za-z]{2,}")
_STEPS = 127  # of a weight's change, either way, in eight bits


@dataclass(frozen=True, slots=True)
class Reader:
    """A BERT model and the layer that makes one number of its first token."""

    tokenizer: Any
    body: PreTrainedModel
    head: nn.Linear

    def logits(self, pairs: Sequence[tuple[str, str]], most: int = FEW, over: Over = map) -> Tensor:
        """Log-odds that the second of each pair answers the first: (len(pairs),).

        `most` pairs are read at a time, the longest first; `over` reads one batch after the
        other, as `map` does, or several side by side.
        """
        import torch

        encoded = self.tokenizer(
            [question for question, _ in pairs],
            [text for _, text in pairs],
            truncation="longest_first",
            max_length=MOST_TOKENS,
        )
        order = sorted(range(len(pairs)), key=lambda i: -len(encoded["input_ids"][i]))
        batches = [
            self.tokenizer.pad(
                {name: [rows[i] for i in order[start : start + most]]
                 for name, rows in encoded.items()},
                return_tensors="pt",
            )
            for start in range(0, len(order), most)
        ]  # fmt: skip
        return torch.cat([*over(self._batch, batches)])[torch.tensor(np.argsort(order))]

    def _batch(self, features: Mapping[str, Tensor]) -> Tensor:
        first: Tensor = self.body(**features).last_hidden_state[:, 0]
        told: Tensor = self.head(first)[:, 0]
        return told


def as_read(passage: Passage, unit: Unit) -> str:
    """A unit as it is read, after the heading under which it stands, and the heading above that
    where the first is too short to say much ("2. Overview").
    """
    last = passage.headings[-1:]
    short = bool(last) and len(_WORD.findall(last[0])) <= SHORT_HEADING
    return text_of(passage.headings[-2:] if short else last, unit.text)


def text_of(headings: Sequence[str], text: str) -> str:
    """A text as it is read, after those headings that it does not say itself."""
    lead = "".join(f"{heading}: " for heading in headings if heading and heading not in text)
    return lead + text[:TEXT_CHARS]


def read(question: str, texts: Sequence[str]) -> LogOdds:
    """For each text the log-odds that it answers the question: (len(texts),).

    Each core reads batches of its own: where one sum is shared by two cores, they wait for each
    other many times a batch, and long where the machine is busy.
    """
    if not texts:
        return np.zeros(0, dtype=np.float32)
    import torch

    reader = load_reader()
    pairs = [(question, text) for text in texts]
    with one_thread(), ThreadPoolExecutor(cores()) as pool:
        logits = reader.logits(
            pairs, over=lambda read, batches: pool.map(torch.inference_mode()(read), batches)
        )
    return np.asarray(logits.float().numpy(), dtype=np.float32)


def untrained() -> Reader:
    """The model that ships, with a layer on top that has learned nothing yet."""
    prepare_libraries()
    from torch import nn
    from transformers import AutoModel, AutoTokenizer

    folder = packaged_model()
    body = AutoModel.from_pretrained(
        folder,
        attn_implementation="eager",  # padded pairs are learned twice as fast
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    head = nn.Linear(body.config.hidden_size, 1)
    nn.init.normal_(head.weight, std=0.02)
    nn.init.zeros_(head.bias)
    return Reader(AutoTokenizer.from_pretrained(folder), body.eval(), head)


def changed(reader: Reader) -> dict[str, Tensor]:
    """What training has changed: by a weight's name the difference in eight bits, row by row,
    and under NAME.scale the size of one step; the head as it is.
    """
    import torch

    before = dict(untrained().body.named_parameters())
    told: dict[str, Tensor] = {
        f"head.{name}": value.detach() for name, value in reader.head.named_parameters()
    }
    for name, after in reader.body.named_parameters():
        difference = after.detach() - before[name].detach()
        if difference.any():
            scale = difference.abs().amax(dim=-1, keepdim=True).clamp(min=1e-12) / _STEPS
            told[name] = (difference / scale).round().to(torch.int8)
            told[f"{name}.scale"] = scale
    return told


def apply(reader: Reader, changes: Mapping[str, Tensor]) -> None:
    """Turns an untrained reader into the trained one. Raises KeyError where they do not fit."""
    import torch

    left = dict(changes)
    reader.head.load_state_dict({name: left.pop(f"head.{name}") for name in ("weight", "bias")})
    weights = dict(reader.body.named_parameters())
    with torch.no_grad():
        for name in [name for name in left if f"{name}.scale" in left]:
            weights[name].add_(left.pop(name).float() * left.pop(f"{name}.scale"))
    if left:
        raise KeyError(f"{min(left)} is no weight of the model")


def load_reader() -> Reader:
    """The trained reader of this process, loaded at the first call.

    Raises ScrutinyError, with what to do, where its weights cannot be read.
    """
    with _loading:  # two first calls at once would load it twice
        return _load(WEIGHTS)


_loading = threading.Lock()


@cache
def _load(path: Path) -> Reader:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    reader = untrained()
    try:
        apply(reader, load_file(path))
    except (OSError, SafetensorError, KeyError, RuntimeError) as error:
        raise ScrutinyError(
            f"The reader's weights, {path}, are missing or damaged: install the program again."
        ) from error
    reader.body.set_attn_implementation("sdpa")  # a tenth faster, where nothing is learned
    if sixteen_bits():
        reader.body.bfloat16()
        reader.head.bfloat16()
    return reader


def sixteen_bits() -> bool:
    """Whether the processor itself makes sums in sixteen bits: two to three times as fast, with
    log-odds that differ by a tenth or two.
    """
    import torch

    return bool(torch.cpu.get_capabilities().get("amx_bf16"))
