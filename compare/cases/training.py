"""What training starts from and how it goes round: the order of the data, the weights from a seed, the loop."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from ..contract import Absent, Answer, Inputs, Namespace, Unsupported
from ..learner import Recipe, learner
from ._draw import Draw


@dataclass(frozen=True)
class TrainingQuestion(ABC):
    """What all of these have in common."""

    op: str
    case: str
    seed: int
    concept: str = "training"
    dtypes: tuple[str, ...] = ("float64", "float32")
    raises: bool = False
    exact: bool = False
    zeros: frozenset[str] = frozenset()

    def prepare(self, reference: Namespace) -> Inputs:
        """Some questions need nothing but their seed."""
        return {}

    @abstractmethod
    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        """Every kind of question has its own."""


@dataclass(frozen=True, kw_only=True)
class Start(TrainingQuestion):
    """A new model's weights: the same bits from the same seed."""

    recipe: Recipe

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        _needs_generator(namespace)
        state = learner(namespace, self.recipe, dtype, self.seed).state()
        return {
            f"{name} bits": x.view(f"u{x.itemsize}") for name, x in {**state["parameters"], **state["buffers"]}.items()
        }


@dataclass(frozen=True, kw_only=True)
class Loop(TrainingQuestion):
    """Several minibatches of unequal sizes, several times: which steps are taken, and where they lead."""

    recipe: Recipe
    sizes: tuple[int, ...] = (5, 7, 3)
    epochs: int = 2

    def prepare(self, reference: Namespace) -> Inputs:
        draw = Draw(self.seed, f"{self.op}/{self.case}")
        state = learner(reference, self.recipe, seed=self.seed).state()
        state["parameters"] = {name: draw.normal(*x.shape, scale=0.3) for name, x in state["parameters"].items()}
        batches = [(draw.normal(n, 1, 8, 8), draw.integers(0, 10, n)) for n in self.sizes]
        return {"state": state, "batches": batches}

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        model = learner(namespace, self.recipe, dtype)
        model.load(inputs["state"])
        steps = model.train(inputs["batches"], self.epochs)
        answer = {f"{name} after": x for name, x in model.state()["parameters"].items()}
        return {"steps": tuple(n for n, _ in steps), "losses": np.array([loss for _, loss in steps], dtype), **answer}


@dataclass(frozen=True, kw_only=True)
class Order(TrainingQuestion):
    """Which samples come when; the same from the same seed.

    Args:
        use: given the room `data`, a data set of the numbers from 0 to 22, and a generator, gives the samples.
    """

    use: Callable[[Any, Any, Any], Any]
    dtypes: tuple[str, ...] = ("float32",)

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        room = namespace.room("data")
        numbers: Any = np.arange(23)
        if issubclass(namespace.get("data", "TensorDataset"), torch.utils.data.Dataset):
            numbers = torch.from_numpy(numbers)
        _needs_generator(namespace)
        with torch.random.fork_rng(devices=[]):
            namespace.get("random", "manual_seed")(self.seed)
            generator = namespace.get("random", "Generator")().manual_seed(self.seed + 1)
            answer: Answer = {"samples": tuple(self.use(room, room.TensorDataset(numbers, 2 * numbers), generator))}
            for name, g in (("generator", generator), ("rng", namespace.get("random", "default_generator"))):
                answer[f"{name} after"] = np.array(g.get_state())
        return answer


def more_questions(recipes: Sequence[Recipe], seed: int) -> Iterator[TrainingQuestion]:
    """The questions of this file."""
    yield from (Start(recipe.op, "weights from a seed", seed, recipe=recipe) for recipe in recipes)
    yield Loop(recipes[0].op, "two epochs", seed, recipe=recipes[0])
    yield from (Order("data", case, seed, use=use) for case, use in ORDERS.items())
    yield from (Order("data", case, seed, raises=True, use=use) for case, use in REFUSED.items())


def _needs_generator(namespace: Namespace) -> None:
    try:
        namespace.get("random", "manual_seed")
    except Absent:
        raise Unsupported(f"{namespace.name} has no generator to seed") from None


def _samples(dataset: Any) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(column.tolist()) for column in dataset[:])


def _batches(loader: Any, epochs: int = 2) -> Iterator[tuple[Any, ...]]:
    for _ in range(epochs):
        yield (len(loader), *(tuple(tuple(column.tolist()) for column in batch) for batch in loader))


ORDERS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "TensorDataset": lambda data, x, g: (len(x), _samples(x), tuple(int(column) for column in x[3])),
    "random_split, fractions": lambda data, x, g: map(_samples, data.random_split(x, (0.7, 0.15, 0.15), g)),
    "random_split, numbers": lambda data, x, g: map(_samples, data.random_split(x, (2, 21), g)),
    "random_split, of a part": lambda data, x, g: map(
        _samples, data.random_split(data.random_split(x, (20, 3), g)[0], (7, 13), g)
    ),
    "DataLoader": lambda data, x, g: _batches(data.DataLoader(x, 5)),
    "DataLoader, drop_last": lambda data, x, g: _batches(data.DataLoader(x, 5, drop_last=True)),
    "DataLoader, shuffle": lambda data, x, g: _batches(data.DataLoader(x, 5, shuffle=True)),
    "DataLoader, shuffle, generator": lambda data, x, g: _batches(data.DataLoader(x, 5, shuffle=True, generator=g)),
    "DataLoader, everything": lambda data, x, g: _batches(data.DataLoader(x, 5, True, drop_last=True, generator=g)),
    "DataLoader, of a part": lambda data, x, g: _batches(data.DataLoader(data.random_split(x, (20, 3), g)[0], 5, True)),
}
REFUSED: dict[str, Callable[[Any, Any, Any], Any]] = {
    "TensorDataset, unequal lengths": lambda data, x, g: data.TensorDataset(x[:][0], x[:4][0]),
    "random_split, too few": lambda data, x, g: data.random_split(x, (2, 20), g),
    "random_split, fractions above 1": lambda data, x, g: data.random_split(x, (0.5, 0.6), g),
    "DataLoader, batch_size=0": lambda data, x, g: data.DataLoader(x, 0),
    "DataLoader, nothing to shuffle": lambda data, x, g: data.DataLoader(data.TensorDataset(x[:0][0]), 5, shuffle=True),
}
