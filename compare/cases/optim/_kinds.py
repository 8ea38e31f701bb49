"""The kinds of questions about optimizers."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...contract import Answer, Inputs, Namespace
from .._draw import Draw
from ..layers._layer import layer

STEPS = 10
SHOWN = (1, 2, STEPS)  # steps after which the parameters are compared
SHAPES: dict[str, tuple[int, ...]] = {"weight": (3, 5), "bias": (3,), "scale": ()}
Arrays = dict[str, np.ndarray]
Groups = list[tuple[list[str], dict[str, Any]]]  # names of parameters, and options of their own


class _About:
    concept: str = "optim"
    op: str = "SGD"
    dtypes: tuple[str, ...] = ("float64", "float32")
    raises: bool = False
    exact: bool = False
    zeros: frozenset[str] = frozenset()


class Constructor(_About):
    """The signature, and what a new optimizer holds."""

    case: str = "constructor"
    dtypes: tuple[str, ...] = ("float32",)

    def prepare(self, reference: Namespace) -> Inputs:
        return {"p": np.ones(3)}

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        kind = namespace.get("optim", self.op)
        parameters = [p.replace(annotation=p.empty) for p in inspect.signature(kind).parameters.values()]
        return {"signature": str(inspect.Signature(parameters)), **_saved(kind([("p", inputs["p"])]), ["p"])}


@dataclass(eq=False)
class Steps(_About):
    """Ten steps with given gradients; at the third one parameter has none, at the first another.

    Args:
        case, options: the constructor's.
        changes: options to be changed before a step, by its number.
        groups: names of parameters, and their own options.
        reload: after this step, go on with a new optimizer that loads the state of the old one.
        strided: every other element of a larger array is the parameter.
        special: gradients have infinite and undefined elements.
    """

    case: str
    options: dict[str, Any]
    seed: int
    changes: dict[int, dict[str, Any]] = field(default_factory=lambda: {6: {"lr": 0.03}})
    shapes: dict[str, tuple[int, ...]] = field(default_factory=lambda: SHAPES)
    groups: Groups | None = None
    reload: int | None = None
    strided: bool = False
    special: bool = False
    exact: bool = False

    def prepare(self, reference: Namespace) -> Inputs:
        draw = Draw(self.seed, f"SGD/{self.case}")
        parameters = {name: np.asarray(draw.normal(*shape)) for name, shape in self.shapes.items()}
        grads: list[Arrays] = [{n: np.asarray(draw.normal(*s)) for n, s in self.shapes.items()} for _ in range(STEPS)]
        if "scale" in self.shapes:
            del grads[0]["scale"]
        del grads[2]["bias"]
        if self.special:
            grads[1]["weight"][0, :3] = np.inf, -np.inf, np.nan
        return {"parameters": parameters, "grads": grads}

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        parameters = {name: self._placed(x) for name, x in inputs["parameters"].items()}
        groups = self.groups or [(list(parameters), {})]
        given = [{"params": [(name, parameters[name]) for name in names], **own} for names, own in groups]
        pairs = given if self.groups else given[0]["params"]
        options = {"lr": 0.1, **self.options}
        optimizer = namespace.get("optim", self.op)(pairs, **options)
        first, answer = optimizer, Answer()
        for step, grads in enumerate(inputs["grads"], 1):
            if self.reload == step - 1:
                optimizer = namespace.get("optim", self.op)(pairs, lr=7.0, maximize=True)
                optimizer.load_state_dict(first.state_dict())
            for group in optimizer.param_groups:
                group.update(self.changes.get(step, {}))
            optimizer.step({name: _read_only(g) for name, g in grads.items()})
            if step in SHOWN:
                answer |= {f"{name}, step {step}": np.array(p) for name, p in parameters.items()}
        answer |= _saved(optimizer, [name for names, _ in groups for name in names])
        if optimizer is not first:
            answer |= {f"{n} of the first": x for n, x in _saved(first, list(parameters)).items()}
        return answer

    def _placed(self, x: np.ndarray) -> np.ndarray:
        if not self.strided or not x.ndim:
            return np.array(x)
        room = np.zeros((*x.shape[:-1], 2 * x.shape[-1]), x.dtype)
        room[..., ::2] = x
        return room[..., ::2]


@dataclass(eq=False)
class Model(_About):
    """Three steps of a model with a tied layer and batch norm: `named_parameters()`, `backward` and `step` together."""

    seed: int
    case: str = "a model with a tied layer"

    def prepare(self, reference: Namespace) -> Inputs:
        draw = Draw(self.seed, "SGD/model")
        state = self._model(reference, np.dtype("float64")).state_dict()
        drawn = {
            n: x if x.dtype.kind == "i" else np.abs(draw.normal(*x.shape, scale=0.5)) + 0.1 for n, x in state.items()
        }
        return {"state": drawn, "x": [draw.normal(5, 4) for _ in range(3)], "dy": [draw.normal(5, 3) for _ in range(3)]}

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        model = self._model(namespace, dtype)
        model.load_state_dict(inputs["state"])
        optimizer = namespace.get("optim", self.op)(model.named_parameters(), lr=0.1, momentum=0.9)
        for x, dy in zip(inputs["x"], inputs["dy"]):
            _, backward = model(x)
            _, grads = backward(dy)
            optimizer.step(grads)
        return {f"{name} after": np.array(x) for name, x in model.state_dict().items()}

    def _model(self, namespace: Namespace, dtype: np.dtype) -> Any:
        tied = layer("Linear", 4, 4, bias=False)
        norm, last = layer("BatchNorm1d", 4), layer("Linear", 4, 3)
        return layer("Sequential", tied, norm, layer("Sigmoid"), tied, layer("Tanh"), last).made(namespace, dtype)


@dataclass(eq=False)
class Refused(_About):
    """A constructor or a step that cannot be."""

    case: str
    attempt: Callable[[Any], object]
    raises: bool = True

    def prepare(self, reference: Namespace) -> Inputs:
        return {}

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        self.attempt(namespace.get("optim", self.op))
        return {}


def _saved(optimizer: Any, names: list[str]) -> Answer:
    """`state_dict()` by quantity: momentum buffers as arrays, options exactly."""
    saved = optimizer.state_dict()
    answer: Answer = {"parameters with a state": tuple(names[i] for i in saved["state"])}
    for i, state in saved["state"].items():
        answer |= {f"{what} {names[i]}": np.array(x) for what, x in state.items()}
    answer["options"] = tuple(str(sorted(group.items())) for group in saved["param_groups"])
    return answer


def _read_only(x: np.ndarray) -> np.ndarray:
    copy = np.array(x)
    copy.flags.writeable = False
    return copy
