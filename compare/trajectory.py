"""Training side by side on real digits: from the same weights, minibatches and dropout masks, step after step.

Free-running training amplifies rounding, so two right programs drift apart. Their losses, parameters and accuracies are
shown beside each other (`run`) and not judged. What is judged are single steps (`questions`): at every tenth step of
PyTorch's training the candidate takes PyTorch's exact state, and one step on the same minibatch.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import torch

import torch_ref.data
import torch_ref.device
from scratch.data import digits

from .cases.training import more_questions
from .contract import Absent, Answer, Disputed, Inputs, Namespace, Raised
from .inputs import widen
from .learner import Batch, Learner, Recipe, State, learner
from .run import quiet
from .run import reference as pytorch

STEPS, EVERY = 160, 10
BATCH = 16  # more, and batch norm's float64 oracle, which adds up a channel value by value, rounds too much to judge by
SHOWN = (1, 10, 40, 80, STEPS)  # the steps whose losses are shown
HELD_OUT = 64  # digits on which a question evaluates the model
RECIPES = (Recipe("sigmoid_mlp", "SigmoidMLP", 0.3), Recipe("relu_mlp", "ReLUMLP", 0.05), Recipe("cnn", "CNN", 0.01))


@dataclass(frozen=True)
class Run:
    """A training run of PyTorch's: the state before every tenth step, and what each step was given and gave."""

    batches: list[Batch]
    start: State
    states: dict[int, State]
    draws: list[tuple[np.ndarray, dict[str, np.ndarray]]]  # the generator's state before each step, and its masks
    losses: list[float]
    end: State
    accuracy: float


@cache
def experiment(seed: int) -> tuple[list[Batch], Batch]:
    """The minibatches of a run, in order, and the digits that are held out for the test.

    Grey values are centred, from −1 (paper) to 1. Were paper 0, the gradient of a pixel's weight would rest on the few
    samples with ink there, and so on how the rounding of one or two numbers happens to fall.
    """
    images, labels = digits()
    generator = torch.Generator().manual_seed(seed)
    data = torch_ref.data.TensorDataset(torch.from_numpy(2 * images - 1), torch.from_numpy(labels))
    train, _, test = torch_ref.data.random_split(data, (0.7, 0.15, 0.15), generator=generator)
    loader = torch_ref.data.DataLoader(train, BATCH, shuffle=True, drop_last=True, generator=generator)
    epochs = itertools.chain.from_iterable(itertools.repeat(loader))
    batches = [tuple(x.numpy() for x in batch) for batch in itertools.islice(epochs, STEPS)]
    return batches, tuple(x.numpy() for x in test[:])


@cache
def reference_run(recipe: Recipe, seed: int, device: torch.device) -> Run:
    """PyTorch's training in float32, from `seed` on."""
    batches, held_out = experiment(seed)
    with quiet():
        model = learner(pytorch(), recipe, seed=seed)
        start = model.state()
        states, draws, losses = {}, [], []
        for number, batch in enumerate(batches, 1):
            before = model.state()
            losses.append(model.step(*batch))
            draws.append((before["rng"], dict(model.masks)))
            if number % EVERY == 0:
                states[number] = {**before, "masks": dict(model.masks)}
        _, accuracy = model.evaluate(*held_out)
    return Run(batches, start, states, draws, losses, model.state(), accuracy)


@dataclass(frozen=True)
class Resynchronised:
    """One step from PyTorch's exact state before step `step`, and an evaluation after it."""

    recipe: Recipe
    step: int
    seed: int
    concept: str = "training"
    dtypes: tuple[str, ...] = ("float64", "float32")
    raises: bool = False
    exact: bool = False
    zeros: frozenset[str] = frozenset()
    op: str = field(init=False)
    case: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "op", self.recipe.op)
        object.__setattr__(self, "case", f"step {self.step}")

    def prepare(self, reference: Namespace) -> Inputs:
        run = reference_run(self.recipe, self.seed, torch_ref.device.current())
        images, labels = run.batches[self.step - 1]
        held_out, answers = (x[:HELD_OUT] for x in experiment(self.seed)[1])
        given = {"images": images, "labels": labels, "held-out images": held_out, "held-out labels": answers}
        return widen({"state": run.states[self.step], **given})

    def disputed(self, inputs: Inputs, quantity: str) -> Disputed:
        """The parameter of a gradient, and the loss."""
        return inputs["state"]["parameters"][quantity.removeprefix("grad ")], lambda answer, there: answer["loss"]

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        model = learner(namespace, self.recipe, dtype)
        model.load(inputs["state"])
        model.model.eval()  # as it is after an evaluation: training must switch it back
        loss = model.step(inputs["images"], inputs["labels"])
        answer: Answer = {"loss": np.array(loss, dtype), **_prefixed("grad ", model.gradients(), "")}
        after = model.state()
        held_out = model.evaluate(inputs["held-out images"], inputs["held-out labels"])
        return {
            **answer,
            **_prefixed("", {**after["parameters"], **after["buffers"]}, " after"),
            **_prefixed("momentum ", after["momentum"], " after"),
            "held-out loss after": np.array(held_out[0], dtype),
            "held-out accuracy after": held_out[1],
            "evaluation changes": tuple(_changed(after, model.state())),
            "training after evaluation": model.model.training,
        }


def questions(seed: int) -> Iterator[Any]:
    """What is asked about training: the resynchronised steps, and how data and models start from a seed."""
    for recipe in RECIPES:
        yield from (Resynchronised(recipe, step, seed) for step in range(EVERY, STEPS + 1, EVERY))
    yield from more_questions(RECIPES, seed)


def run(candidate: Namespace, seed: int) -> list[dict[str, Any]]:
    """Train every model that the candidate has, beside PyTorch's; not judged.

    Returns:
        A line for each model and side: its losses at some steps, its accuracy on the held-out digits, how far its final
        parameters are from PyTorch's, and how it failed where it did.
    """
    lines = []
    for recipe in RECIPES:
        theirs = reference_run(recipe, seed, torch_ref.device.current())
        try:
            with quiet():
                losses, end, accuracy = _free(learner(candidate, recipe), theirs, experiment(seed)[1])
            note = ""
        except Absent:
            continue
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            losses, end, accuracy, note = [], {}, float("nan"), str(Raised.of(error))
        lines.append(_line(recipe, "PyTorch", theirs.losses, theirs.accuracy, 0.0))
        apart = _distance(end, theirs.end["parameters"])
        lines.append(_line(recipe, candidate.name, losses, accuracy, apart) | {"note": note})
    return lines


def _line(recipe: Recipe, by: str, losses: list[float], accuracy: float, apart: float) -> dict[str, Any]:
    shown = {f"loss {n}": losses[n - 1] if losses else float("nan") for n in SHOWN}
    return {"model": recipe.op, "by": by, **shown, "accuracy": accuracy, "parameters apart": apart, "note": ""}


def _free(model: Learner, theirs: Run, held_out: Batch) -> tuple[list[float], dict[str, np.ndarray], float]:
    """The candidate's own run: only the weights at the start, the minibatches and the draws are PyTorch's."""
    model.load(theirs.start)
    losses = []
    for batch, (model.rng, model.masks) in zip(theirs.batches, theirs.draws):
        losses.append(model.step(*batch))
    _, accuracy = model.evaluate(*held_out)
    return losses, model.state()["parameters"], accuracy


def _distance(a: dict[str, np.ndarray], b: dict[str, np.ndarray]) -> float:
    return float(max((np.abs(a[name] - b[name]).max() for name in a), default=np.nan))


def _prefixed(before: str, arrays: dict[str, np.ndarray], after: str) -> Answer:
    return {f"{before}{name}{after}": x for name, x in arrays.items()}


def _changed(before: State, after: State) -> Iterator[str]:
    for kind in ("parameters", "buffers"):
        yield from (n for n, x in before[kind].items() if not np.array_equal(x, after[kind][n], equal_nan=True))
