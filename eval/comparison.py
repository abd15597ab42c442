"""Two runs of the same questions, question by question, and of the same gold matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from eval import cells
from eval.metrics import MEASURES
from eval.runs import Item, Run
from eval.stats import paired_test

LOWER_IS_BETTER: Final = frozenset({"false_refusals", "borrowed"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure in both runs, over the questions it applies to in both.

    `better` and `worse` count questions; `p` is of a two-sided paired permutation test.
    """

    measure: str
    questions: int
    before: float
    after: float
    better: int
    worse: int
    p: float


@dataclass(frozen=True, slots=True)
class Change:
    """A question that went otherwise: each changed measure before and after."""

    before: Item
    after: Item
    measures: dict[str, tuple[float, float]]

    @property
    def gain(self) -> float:
        """Summed change for the better; negative where the question went worse."""
        return sum(
            (new - old) * (-1 if name in LOWER_IS_BETTER else 1)
            for name, (old, new) in self.measures.items()
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two runs. `only_before`, `only_after`: ids in one run alone.

    `conditions` are the settings and versions that differ, before and after. `cells` compares
    the cells of a gold matrix in the same way, where the runs share any.
    """

    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    conditions: dict[str, tuple[str, str]] = field(default_factory=dict)
    cells: Comparison | None = None


def compare(before: Run, after: Run) -> Comparison:
    """Line two runs up by question id, and by cell; changes are listed worst first."""
    filled = None
    if before.cells and after.cells:
        filled = _lined_up(before.cells.items, after.cells.items, cells.MEASURES)
    return replace(
        _lined_up(before.items, after.items, MEASURES),
        conditions=_conditions(before, after),
        cells=filled if filled and filled.differences else None,
    )


def _lined_up(before: Sequence[Item], after: Sequence[Item], measures: Sequence[str]) -> Comparison:
    old = {item.score.id: item for item in before}
    new = {item.score.id: item for item in after}
    shared = [name for name in old if name in new]
    pairs = [(old[name], new[name]) for name in shared]
    changes = [change for pair in pairs if (change := _change(*pair, measures)).measures]
    return Comparison(
        differences=tuple(d for name in measures if (d := _difference(name, pairs))),
        changes=tuple(sorted(changes, key=lambda change: change.gain)),
        only_before=tuple(name for name in old if name not in new),
        only_after=tuple(name for name in new if name not in old),
    )


def _conditions(before: Run, after: Run) -> dict[str, tuple[str, str]]:
    old, new = _flat(before), _flat(after)
    return {
        name: (old.get(name, "–"), new.get(name, "–"))
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    }


def _flat(run: Run) -> dict[str, str]:
    inner = run.settings.get("settings", {})
    outer = {name: value for name, value in run.settings.items() if name != "settings"}
    return {name: str(value) for name, value in (inner | outer | run.versions).items()}


def _difference(measure: str, pairs: list[tuple[Item, Item]]) -> Difference | None:
    values = [
        (old, new)
        for before, after in pairs
        if (old := before.score.measures.get(measure)) is not None
        and (new := after.score.measures.get(measure)) is not None
    ]
    if not values:
        return None
    olds, news = [old for old, _ in values], [new for _, new in values]
    up, down = sum(n > o for o, n in values), sum(n < o for o, n in values)
    better, worse = (down, up) if measure in LOWER_IS_BETTER else (up, down)
    size = len(values)
    return Difference(
        measure,
        size,
        sum(olds) / size,
        sum(news) / size,
        better,
        worse,
        paired_test(olds, news),
    )


def _change(before: Item, after: Item, measures: Sequence[str]) -> Change:
    changed = {
        name: (old, new)
        for name in measures
        if (old := before.score.measures.get(name)) is not None
        and (new := after.score.measures.get(name)) is not None
        and old != new
    }
    return Change(before, after, changed)
