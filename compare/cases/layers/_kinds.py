"""The kinds of questions about layers: what a class is, what its modules compute, how they start."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np

from ...contract import DTYPES, Answer, Disputed, Inputs, Namespace
from ...inputs import is_floating
from ...run import quiet
from .._draw import Draw
from ._layer import Layer

SIZES = {1: (7,), 2: (7, 6), 3: (3, 5, 4)}  # of an input, by its number of dimensions
KERNELS = {1: (3,), 2: (3, 2), 3: (2, 3, 2)}


@dataclass(kw_only=True, eq=False)
class LayerQuestion(ABC):
    """What every question about a layer has; `op` is the name of its class."""

    layer: Layer
    case: str
    seed: int = 0
    concept: str = "layers"
    dtypes: tuple[str, ...] = DTYPES
    raises: bool = False
    exact: bool = False
    zeros: frozenset[str] = frozenset()

    op: str = field(init=False)

    def __post_init__(self) -> None:
        self.op = self.layer.name

    @property
    def draw(self) -> Draw:
        """The source of this question's inputs, from its beginning."""
        return Draw(self.seed, f"{self.op}/{self.case}")

    def prepare(self, reference: Namespace) -> Inputs:
        """Most questions draw something here."""
        return {}

    @abstractmethod
    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        """Every kind of question has its own."""

    def drawn_state(self, reference: Namespace) -> dict[str, np.ndarray]:
        """Random values for everything in the module's `state_dict()`."""
        draw, state = self.draw, {}
        for name, x in self.layer.made(reference, np.float64).state_dict().items():
            if not is_floating(x):
                state[name] = np.array(2)
            elif name.endswith("running_var"):
                state[name] = draw.uniform(0.5, 2.0, *x.shape)
            else:  # a weight keeps the size of a signal, so that no layer saturates
                state[name] = draw.normal(*x.shape, scale=1 / np.sqrt(max(x[0].size, 1)) if x.ndim > 1 else 1.0)
        return state


@dataclass(kw_only=True, eq=False)
class Description(LayerQuestion):
    """What the class is, without a call: constructor, names, shapes, dtypes."""

    case: str = "constructor"
    dtypes: tuple[str, ...] = ("float32",)

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        module = self.layer.made(namespace, np.float32)
        wide, half = (self.layer.made(namespace, dtype) for dtype in (np.float64, np.float16))
        state = module.state_dict()
        parameters = [p.replace(annotation=p.empty) for p in inspect.signature(type(module)).parameters.values()]
        return {
            "signature": str(inspect.Signature(parameters)),
            "repr": repr(module),
            "training": module.training,
            "state_dict keys": tuple(state),
            "state_dict shapes": tuple(x.shape for x in state.values()),
            "state_dict dtypes": tuple(str(x.dtype) for x in state.values()),
            "state_dict dtypes, dtype=float64": tuple(str(x.dtype) for x in wide.state_dict().values()),
            "state_dict dtypes, dtype=float16": tuple(str(x.dtype) for x in half.state_dict().values()),
            "parameter names": tuple(name for name, _ in module.named_parameters()),
            "buffer names": tuple(name for name, _ in module.named_buffers()),
        }


@dataclass(kw_only=True, eq=False)
class Start(LayerQuestion):
    """What a new module holds: the same bits from the same seed."""

    case: str = "default initialisation"

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        namespace.get("random", "manual_seed")(self.seed)
        state = self.layer.made(namespace, dtype).state_dict()
        return {f"{name} bits": x.copy().view(f"u{x.itemsize}") for name, x in state.items()}


@dataclass(kw_only=True, eq=False)
class Calls(LayerQuestion):
    """One call after another of one module, then every pullback: outputs, gradients, buffers.

    Args:
        shapes: of the drawn input of each call.
        given: in place of drawn ones, the inputs of each call, several where the layer takes several; one of integers
            has no gradient.
        training: the mode of each call.
        options: the keyword arguments of each call.
        state: what to load, in place of drawn values.
        seeded: the module draws from the default generator.
    """

    shapes: tuple[tuple[int, ...], ...] = ()
    given: tuple[tuple[np.ndarray, ...], ...] = ()
    training: tuple[bool, ...] = (True,)
    options: Iterable[dict[str, Any]] = repeat({})
    state: dict[str, np.ndarray] | None = None
    seeded: bool = False

    def prepare(self, reference: Namespace) -> Inputs:
        draw = self.draw
        state = self.drawn_state(reference) | (self.state or {})
        inputs: Inputs = {"state": state, "x": self.given or tuple((draw.normal(*shape),) for shape in self.shapes)}
        with quiet():
            module = self._loaded(reference, inputs, np.dtype("float64"))
            outputs = [_first(y) for y, _ in self._calls(module, inputs["x"])]
        return {**inputs, "dy": [draw.normal(*y.shape) for y in outputs]}

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        module = self._loaded(namespace, inputs, dtype)
        before = {name: p.copy() for name, p in module.named_parameters()}
        calls = list(self._calls(module, [map(read_only, x) for x in inputs["x"]]))
        answer: Answer = {}
        for number, ((y, backward), dy) in enumerate(zip(calls, inputs["dy"]), 1):
            suffix = "" if number == 1 else f", call {number}"
            outputs = y if isinstance(y, tuple) else (y,)
            answer |= {f"y[{i}]{suffix}" if i else f"y{suffix}": np.array(part) for i, part in enumerate(outputs)}
            dx, grads = backward(read_only(dy))
            answer |= {f"{n}{suffix}": "none" if g is None else np.array(g) for n, g in _by_input(dx).items()}
            answer |= {f"grad {name}{suffix}": np.array(g) for name, g in grads.items()}
            answer[f"gradients in order{suffix}"] = tuple(grads)
            again, _ = backward(read_only(dy))
            pairs = zip(_by_input(dx).values(), _by_input(again).values())
            answer[f"backward repeats{suffix}"] = all(a is b or np.array_equal(a, b, equal_nan=True) for a, b in pairs)
        answer |= {f"{name} after": np.array(b) for name, b in module.named_buffers()}
        answer["parameters changed"] = tuple(
            n for n, p in module.named_parameters() if not np.array_equal(p, before[n])
        )
        return answer

    def disputed(self, inputs: Inputs, quantity: str) -> Disputed | None:
        """The input or the parameter of a gradient, and Σ y · dy of its call."""
        name, _, call = quantity.removeprefix("grad ").partition(", call ")
        number = int(call or 1)
        own = {n.removeprefix("grad "): x for n, x in _by_input(inputs["x"][number - 1]).items()}
        x = own.get(name, inputs["state"].get(name))
        y = f"y, call {number}" if call else "y"
        return None if x is None else (x, lambda answer, there: np.sum(answer[y] * there["dy"][number - 1]))

    def _loaded(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Any:
        module = self.layer.made(namespace, dtype)
        module.load_state_dict(inputs["state"])
        if self.seeded:
            namespace.get("random", "manual_seed")(self.seed)
        return module

    def _calls(self, module: Any, inputs: Iterable[Iterable[np.ndarray]]) -> Iterator[Any]:
        for x, mode, options in zip(inputs, self.training, self.options):
            module.train(mode)
            yield module(*x, **options)


def _first(y: Any) -> np.ndarray:
    return y[0] if isinstance(y, tuple) else y


def _by_input(dx: Any) -> dict[str, Any]:
    """What belongs to the inputs of a call: of the first under "grad input", of others under "grad input[1]", ..."""
    several = dx if isinstance(dx, tuple) else (dx,)
    return {f"grad input[{i}]" if i else "grad input": g for i, g in enumerate(several)}


def read_only(x: np.ndarray) -> np.ndarray:
    copy = np.array(x)
    copy.flags.writeable = False
    return copy
