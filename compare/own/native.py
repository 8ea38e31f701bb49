"""A candidate's own way to be called: forward, backward, and where everything lies."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from .gradients import is_array, kept, returned, sorted_out
from .place import find, set_mode
from .roles import LOSSES
from .values import Cannot, Options, Values, arguments

Shapes = Mapping[str, tuple[int, ...]]
Gradients = dict[str, np.ndarray]


@dataclass
class Run:
    """A forward call that was made: what it returned; `pull(dy)` gives the gradients by argument."""

    y: Any
    pull: Callable[[Any], Gradients] | None
    buffers: Callable[[], dict[str, Any]] = dict


# Where a forward leaves its result that returns nothing.
OUTPUTS = tuple("output out outputs y y_hat a A z Z activations result value loss o".split())


class Native(Protocol):
    """A way to call a candidate."""

    words: str  # how it is called, for the list of assumptions
    notes: list[str]  # what was seen on the way, that a user should know

    def run(self, values: Values, shapes: Shapes) -> Run:
        """Call forward; `shapes` are those of the arguments that have gradients.

        Raises:
            Cannot: it cannot be called so.
        """


OF_INPUT, OF_OUTPUT = "a derivative of the input", "a derivative of the output"
OF_PREDICTION = "which is handed the prediction"
UPDATES = "backward updates the weights; the gradients are read off with a learning rate of 1"


class Layer:
    """A class, or an instance, with a method for the forward pass and perhaps one for the backward pass."""

    def __init__(
        self,
        source: Any,
        op: str,
        forward: str,
        backward: str | None,
        mapping: Mapping[str, str],
        derivative: str = "",
    ):
        self.source, self.op, self.forward, self.backward, self.mapping = source, op, forward, backward, mapping
        self.derivative = derivative
        self.notes: list[str] = []
        self.built: Any = None
        self.again: Any = None  # the object of an earlier call, where it is to be used a second time
        self.words = " and ".join(filter(None, (forward, backward))) + (f", {derivative}" if derivative else "")

    def build(self, values: Values) -> Any:
        """An object with the weights, options and statistics of the call."""
        if not inspect.isclass(self.source):
            return self.source
        if self.again is not None:
            values.used |= values.given.keys()
            return self.again
        if _static(self.source, self.forward):
            return self.source
        initial = self.source.__init__
        args, kwargs = (
            ([], {}) if initial is object.__init__ else arguments(self.source, values, "construct", self.mapping)
        )
        return self.source(*args, **kwargs)

    def run(self, values: Values, shapes: Shapes) -> Run:
        self.built = self.build(values)
        return self.on(self.built, values, shapes)

    def on(self, owner: Any, values: Values, shapes: Shapes) -> Run:
        """The same on an object that exists."""
        forward = getattr(owner, self.forward)
        args, kwargs = arguments(forward, values, "forward", self.mapping)
        lazy = self.place(owner, values)
        if "training" in values and "training" not in values.used and set_mode(owner, values.given["training"]):
            values.used.add("training")
        if lazy:
            self._build_lazily(owner, values, args, kwargs)
        y = forward(*args, **kwargs)
        if y is None:
            y = next((vars(owner)[n] for n in OUTPUTS if n in getattr(owner, "__dict__", {})), None)
        loss_gradient = None
        if isinstance(y, tuple) and y:
            loss_gradient = next(
                (np.asarray(x) for x in y[1:] if is_array(x) and np.shape(x) == shapes.get("input")), None
            )
            y = y[0]
        buffers = lambda: {p.role: p.read() for r in ("running_mean", "running_var") for p in find(owner, self.op, r)}  # noqa: E731
        if self.backward is None:
            if loss_gradient is not None and self.op in LOSSES:
                return Run(y, lambda dy: {"input": loss_gradient * dy}, buffers)
            return Run(y, None, buffers)
        return Run(y, lambda dy: self._pull(owner, values, shapes, y, dy), buffers)

    def _pull(self, owner: Any, values: Values, shapes: Shapes, y: Any, dy: Any) -> Gradients:
        assert self.backward is not None
        backward = getattr(owner, self.backward)
        weights = {
            r: np.array(p.read())
            for r in ("weight", "bias")
            for p in find(owner, self.op, r)[:1]
            if p.read() is not None
        }
        if self.derivative in (OF_INPUT, OF_OUTPUT):
            extra = {"output": y} | ({"input": y} if self.derivative == OF_OUTPUT else {})
            args, kwargs = arguments(backward, values, "forward", self.mapping, extra)
            return {"input": np.asarray(backward(*args, **kwargs)) * dy}
        takes = takes_dy(backward, self.op) and self.derivative != OF_PREDICTION
        upstream = values.given["input"] if self.derivative == OF_PREDICTION else dy
        args, kwargs = arguments(backward, values, "backward", self.mapping, {"dy": upstream, "output": y, "lr": 1.0})
        result = backward(*args, **kwargs)
        found = sorted_out(returned(result, backward, self.op), list(kept(owner, self.op)), shapes)
        for r, before in weights.items():
            if r not in found:
                after = find(owner, self.op, r)[0].read()
                if np.shape(after) == before.shape and not np.array_equal(after, before):
                    found[r] = before - after  # with a learning rate of 1
                    self.notes = [UPDATES]
        return found if takes else {name: g * np.asarray(dy) for name, g in found.items()}

    def place(self, owner: Any, values: Values) -> bool:
        """Put weights and statistics that were not taken by the constructor; whether there is no place for them yet."""
        missing = False
        for r in ("weight", "bias", "running_mean", "running_var"):
            if r in values and r not in values.used and values.given[r] is not None:
                spots = find(owner, self.op, r)
                for spot in spots[:1]:
                    if r in ("weight", "bias") and spot.read() is None:
                        missing = True
                        continue
                    spot.write(_like(values[r], spot.read()))
                missing |= not spots and r in ("weight", "bias")
        return missing

    def _build_lazily(self, owner: Any, values: Values, args: list[Any], kwargs: dict[str, Any]) -> None:
        """Weights that the first forward makes, or `initialize()`: let it, then put ours."""
        for name in (
            "initialize",
            "setup",
            "build",
            "init_weights",
            "init_params",
            "initialize_parameters",
            "set_input_shape",
        ):
            method = getattr(owner, name, None)
            if callable(method) and not find(owner, self.op, "weight"):
                try:
                    method(*arguments(method, values, "construct", self.mapping)[0])
                except Exception:
                    continue
        if not [p for p in find(owner, self.op, "weight") if p.read() is not None] and "weight" in values:
            try:
                getattr(owner, self.forward)(*[np.array(a) if isinstance(a, np.ndarray) else a for a in args], **kwargs)
            except Exception as error:
                raise Cannot(
                    f"{self.forward} raised {type(error).__name__} while making its weights: {error}"
                ) from None
        for r in ("weight", "bias"):
            if r in values and r not in values.used and values.given[r] is not None:
                for spot in find(owner, self.op, r)[:1]:
                    spot.write(_like(values[r], spot.read()))


class Functions:
    """A function for the forward pass, and perhaps one for the backward pass or the bare derivative."""

    def __init__(
        self,
        forward: Callable[..., Any],
        op: str,
        backward: Callable[..., Any] | None,
        mapping: Mapping[str, str],
        derivative: str = "",
    ):
        self.forward, self.op, self.backward, self.mapping, self.derivative = forward, op, backward, mapping, derivative
        self.notes: list[str] = []
        self.words = (
            _name(forward) + (f" and {_name(backward)}" if backward else "") + (f", {derivative}" if derivative else "")
        )

    def run(self, values: Values, shapes: Shapes) -> Run:
        args, kwargs = arguments(self.forward, values, "forward", self.mapping)
        options = [a for a in (*args, *kwargs.values()) if isinstance(a, Options)]
        result = self.forward(*args, **kwargs)
        buffers = lambda: _written(options)  # noqa: E731
        y, cache = result, None
        if isinstance(result, tuple) and result:
            y, cache = result[0], result[1] if len(result) == 2 else result[1:]
            if callable(cache) and self.backward is None:
                return Run(y, lambda dy: sorted_out(returned(cache(dy), cache, self.op), [], shapes), buffers)
            if self.op in LOSSES and self.backward is None:
                inside = next(
                    (np.asarray(x) for x in result[1:] if is_array(x) and np.shape(x) == shapes.get("input")), None
                )
                if inside is not None:
                    return Run(y, lambda dy: {"input": inside * dy}, buffers)
        if self.backward is None:
            return Run(y, None, buffers)
        return Run(y, lambda dy: self._pull(values, shapes, y, cache, dy, options), buffers)

    def _pull(self, values: Values, shapes: Shapes, y: Any, cache: Any, dy: Any, options: list[Options]) -> Gradients:
        assert self.backward is not None
        backward = self.backward
        if self.derivative:
            of = y if self.derivative == OF_OUTPUT else values.given.get("input")
            extra: dict[str, Any] = {"output": y, "dy": of, "input": of}
            args, kwargs = arguments(backward, values, "forward", self.mapping, extra)
            return {"input": np.asarray(backward(*args, **kwargs)) * np.asarray(dy)}
        extra = {"dy": dy, "output": y, "lr": 1.0}
        if cache is not None:
            extra["cache"] = cache
        if options:
            extra["options"] = options[0]
        takes = takes_dy(backward, self.op)
        args, kwargs = arguments(backward, values, "backward", self.mapping, extra)
        found = sorted_out(returned(backward(*args, **kwargs), backward, self.op), [], shapes)
        return found if takes else {name: g * np.asarray(dy) for name, g in found.items()}


def takes_dy(backward: Callable[..., Any], op: str) -> bool:
    """Whether a backward pass is handed the upstream gradient: of a loss, only where a parameter is named so."""
    from .roles import roles

    try:
        names = [p.name for p in inspect.signature(backward).parameters.values() if p.kind not in (p.VAR_KEYWORD,)]
    except (TypeError, ValueError):
        return True
    if "dy" in roles(names, op, "backward").values():
        return True
    return bool(names) and op not in LOSSES


def _static(source: type, name: str) -> bool:
    found = inspect.getattr_static(source, name, None)
    return isinstance(found, (staticmethod, classmethod))


def _name(function: Any) -> str:
    return getattr(function, "__name__", type(function).__name__)


def _written(options: list[Options]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in options:
        for key in ("running_mean", "running_var"):
            if dict.__contains__(each, key):
                found[key] = dict.__getitem__(each, key)
    return found


def _like(x: Any, old: Any) -> Any:
    """An array of its own; a list of lists where the old value is one."""
    if isinstance(old, list):
        return np.asarray(x).tolist()
    return np.array(x) if isinstance(x, np.ndarray) else x
