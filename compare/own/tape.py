"""Code with an autograd of its own: variables that remember where they come from, such as micrograd's or DeZero's."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .gradients import is_array, kept
from .native import Gradients, Layer, Run, Shapes
from .values import Cannot, Values, arguments

DATA = ("data", "value", "val", "array", "_data", "v", "numpy", "item", "w", "x")
GRADS = ("grad", "gradient", "g", "_grad", "grads", "deriv", "derivative", "adjoint")
BACKWARDS = ("backward", "backprop", "backpropagate", "backward_pass", "back", "bp", "run_backward")


@dataclass(frozen=True)
class Tape:
    """The class of variables: where a variable has its value and its gradient; one number only, or whole arrays."""

    variable: type
    data: str
    grad: str
    backward: str
    scalar: bool
    seeded: bool = False

    def wrap(self, x: Any) -> Any:
        """A variable that holds `x` and wants a gradient."""
        try:
            wanted = "requires_grad" in inspect.signature(self.variable).parameters
        except (TypeError, ValueError):
            wanted = False
        value = np.array(x) if np.ndim(x) else float(x) if self.scalar else np.asarray(x)
        return self.variable(value, requires_grad=True) if wanted else self.variable(value)

    def read(self, variable: Any) -> Any:
        """The value of a variable; what is none is its own value."""
        return self._plain(getattr(variable, self.data)) if isinstance(variable, self.variable) else variable

    def gradient(self, variable: Any) -> Any:
        """The gradient that a variable has got, if any."""
        found = getattr(variable, self.grad, None)
        return self._plain(getattr(found, self.data) if isinstance(found, self.variable) else found)

    def pull(self, y: Any, dy: Any) -> None:
        """Send an upstream gradient back from `y`: as what its gradient starts with, or as the slope of a product."""
        if not self.seeded:
            product = y * self.wrap(dy)
            if np.ndim(self.read(product)):
                product = product.sum()
            getattr(product, self.backward)()
            return
        backward = getattr(y, self.backward)
        names = [p for p in inspect.signature(backward).parameters.values() if p.kind is not p.VAR_KEYWORD]
        if names and (
            names[0].default is names[0].empty or names[0].name in ("grad", "gradient", "dy", "gy", "g", "upstream")
        ):
            backward(dy)
            return
        sample = getattr(self.wrap(dy), self.grad, None)
        setattr(y, self.grad, self.wrap(dy) if isinstance(sample, self.variable) else dy)
        backward()

    @staticmethod
    def _plain(x: Any) -> Any:
        return x() if callable(x) else x


def tape_of(classes: Iterable[type]) -> Tape | None:
    """The first class that is one of variables: built from a value alone, with a gradient and a backward pass."""
    for cls in classes:
        backward = next((n for n in BACKWARDS if callable(getattr(cls, n, None))), None)
        if backward is None or not any(callable(getattr(cls, n, None)) for n in ("__mul__", "__add__")):
            continue
        for scalar in (False, True):
            try:
                made = cls(2.0 if scalar else np.array([[1.0, 2.0]]))
                if not scalar:
                    made * made
            except Exception:
                continue
            has = [
                *vars(made),
                *getattr(cls, "__slots__", ()),
                *(n for n in dir(cls) if isinstance(getattr(cls, n, None), property)),
            ]
            data = next((n for n in DATA if n in has), None)
            grad = next((n for n in GRADS if n in has), None)
            if data and grad:
                return _seeding(Tape(cls, data, grad, backward, scalar))
    return None


def _seeding(tape: Tape) -> Tape:
    """Whether the upstream gradient can be put into `y`, found out on a square: 3 times the slope of x² at 2 is 12."""
    x = 2.0 if tape.scalar else np.array([2.0])
    try:
        made = tape.wrap(x)
        replace(tape, seeded=True).pull(made * made, 3.0 * x / 2.0)
        if float(np.squeeze(tape.gradient(made))) == 12.0:
            return replace(tape, seeded=True)
    except Exception:
        return tape
    return tape


class Taped:
    """A method of a variable, a function of variables, or a layer that is called with them."""

    def __init__(self, tape: Tape, op: str, target: Any, mapping: Mapping[str, str]):
        self.tape, self.op, self.target, self.mapping = tape, op, target, mapping
        self.notes: list[str] = []
        self.words = f"{tape.variable.__name__} and its {tape.backward}"

    def run(self, values: Values, shapes: Shapes) -> Run:
        wrapped = {n: self.tape.wrap(v) for n, v in values.given.items() if n in shapes}
        owner = None
        if isinstance(self.target, str):
            y = getattr(wrapped["input"], self.target)()
            values.used |= {"input"}
        else:
            handed = Values(self.op, {**values.given, **wrapped})
            handed.fallback = values.fallback
            function: Callable[..., Any] = self.target
            if inspect.isclass(self.target):
                layer = Layer(self.target, self.op, "__call__", None, self.mapping)
                owner = function = layer.build(values)
                layer.place(owner, values)
            args, kwargs = arguments(function, handed, "forward", self.mapping)
            y = function(*args, **kwargs)
            values.used |= handed.used
        if not isinstance(y, self.tape.variable):
            raise Cannot(f"{self.op} gives no {self.tape.variable.__name__}")

        def pull(dy: Any) -> Gradients:
            self.tape.pull(y, dy)
            found = {n: self.tape.gradient(v) for n, v in wrapped.items()}
            if owner is not None:
                found |= dict(kept(owner, self.op))
            return {n: np.asarray(g) for n, g in found.items() if is_array(g) or isinstance(g, (int, float))}

        return Run(self.tape.read(y), pull)
