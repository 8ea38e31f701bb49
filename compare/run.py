"""Ask one question of one namespace: own copies, read-only inputs, random cotangents, everything collected."""

from __future__ import annotations

import inspect
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np

from .contract import (
    NOT_GIVEN,
    Absent,
    Answer,
    Case,
    Disputed,
    Inputs,
    Namespace,
    Op,
    Question,
    Raised,
    Seed,
    Unsupported,
)
from .inputs import arrays_in, cast, is_floating, laid_out, mapped, moved, widen

RUNS = 8  # of the oracle, with every input moved by a unit in the last place
CHANGED = "arguments changed"


@cache
def reference() -> Namespace:
    """PyTorch under the contract: what every namespace is held against."""
    return Namespace("torch_ref")


@cache
def parameter_names(op: str) -> tuple[str, ...]:
    """The op's argument names, in order."""
    return tuple(parameters(op))


@cache
def parameters(op: str) -> dict[str, Any]:
    """The op's arguments in order, with their defaults (None where there is none)."""
    found = inspect.signature(reference().get("functional", op)).parameters
    return {name: None if p.default is p.empty else p.default for name, p in found.items()}


@contextmanager
def quiet() -> Iterator[None]:
    """Floating-point and other warnings are not part of an answer."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


@dataclass
class Pair:
    """A forward call that was made: what it returned, and the arguments, by name, as they lie in memory."""

    y: Any
    backward: Callable[[np.ndarray], Any]
    arguments: dict[str, Any]

    @property
    def first(self) -> np.ndarray:
        """The output that the cotangent belongs to."""
        return self.y[0] if isinstance(self.y, tuple) else self.y


class OpQuestion:
    """One case of one op."""

    def __init__(self, op: Op, case: Case, seed: int):
        self.about, self.asked = op, case
        self.concept, self.op, self.case = op.concept, op.name, case.name
        self.dtypes, self.raises, self.exact, self.zeros = case.dtypes, case.raises, case.exact, frozenset(case.zeros)
        self.seed = (seed, zlib.crc32(f"{op.name}/{case.name}".encode()))

    def prepare(self, reference: Namespace) -> Inputs:
        """The arguments, and a normally distributed cotangent of the shape of PyTorch's `y`."""
        inputs: Inputs = {"args": list(self.asked.call.args), "kwargs": dict(self.asked.call.kwargs)}
        if self.about.differentiable and not self.raises:
            with suppress(Exception), quiet():  # a call that PyTorch refuses has no cotangent; its row says so
                shape = self.forward(reference, inputs).first.shape
                inputs["dy"] = np.random.default_rng(self.seed).standard_normal(shape)
        return inputs

    def named(self, inputs: Inputs) -> dict[str, Any]:
        """The arguments of the call, by name."""
        return dict(zip(parameter_names(self.op), inputs["args"])) | inputs["kwargs"]

    def differentiable(self, inputs: Inputs) -> list[str]:
        """The arguments that have a gradient, in signature order; an array of integers takes no place."""
        named = self.named(inputs)
        return [
            n for n in self.about.differentiable if not isinstance(named.get(n), np.ndarray) or is_floating(named[n])
        ]

    def labels(self, inputs: Inputs) -> list[np.ndarray]:
        """The arrays that hold labels."""
        named = self.named(inputs)
        return [named[n] for n in self.about.labels if n in named]

    def forward(self, namespace: Namespace, inputs: Inputs, writable: bool = True) -> Pair:
        """Call the op on copies of the inputs, read-only (but for its buffers) unless `writable`."""
        function = namespace.get("functional", self.op)
        args = mapped(inputs["args"], lambda x: laid_out(x, self.asked.layout))
        kwargs = mapped(inputs["kwargs"], lambda x: laid_out(x, self.asked.layout))
        kwargs = {name: _generator(namespace, v) if isinstance(v, Seed) else v for name, v in kwargs.items()}
        arguments = dict(zip(parameter_names(self.op), args)) | kwargs
        for name, value in arguments.items():
            if isinstance(value, np.ndarray) and name not in self.about.buffers:
                value.flags.writeable = writable
        result = function(*args, **kwargs)
        if not isinstance(result, tuple) or len(result) != 2 or not callable(result[1]):
            raise TypeError(f"{self.op} returned {_described(result)}, expected the pair (y, backward)")
        y, backward = result
        if isinstance(y, (tuple, list)) and not y:
            raise TypeError(f"{self.op} returned an empty {type(y).__name__} for y, expected an array")
        return Pair(tuple(map(_array, y)) if isinstance(y, (tuple, list)) else _array(y), backward, arguments)

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        """`y`, every gradient, the buffers and the generator afterwards, and which arguments were written to."""
        try:
            return self._ask(namespace, inputs, writable=False)
        except ValueError as error:
            if "read-only" not in Raised.of(error).message:
                raise
        found = self._ask(namespace, inputs, writable=True)  # it writes to what it was given: let it, and say to what
        return found | {CHANGED: found[CHANGED] or ("one of them, put back afterwards",)}

    def disputed(self, inputs: Inputs, quantity: str) -> Disputed | None:
        """The argument of a gradient, and Σ y · dy."""
        x = self.named(inputs).get(quantity.removeprefix("grad "))
        return (x, lambda answer, there: np.sum(answer["y"] * there["dy"])) if isinstance(x, np.ndarray) else None

    def _ask(self, namespace: Namespace, inputs: Inputs, writable: bool) -> Answer:
        pair = self.forward(namespace, inputs, writable)
        outputs = pair.y if isinstance(pair.y, tuple) else (pair.y,)
        answer: Answer = {f"y[{i}]" if i else "y": y.copy() for i, y in enumerate(outputs)}
        before: dict[str, np.ndarray] = {n: x for n, x in self.named(inputs).items() if isinstance(x, np.ndarray)}
        after, gradients = dict(pair.arguments), {}
        if "dy" in inputs and pair.first.shape == inputs["dy"].shape:
            dy = laid_out(inputs["dy"].astype(pair.first.dtype), self.asked.layout)
            before |= {"dy": dy.copy(), "y": pair.first.copy()}
            after |= {"dy": dy, "y": pair.first}
            dy.flags.writeable = writable
            gradients = self._gradients(pair, dy, self.differentiable(inputs))
        for name in self.about.buffers:
            if isinstance(pair.arguments.get(name), np.ndarray):
                answer[f"{name} after"] = pair.arguments[name].copy()
        for value in pair.arguments.values():
            if hasattr(value, "get_state"):
                answer["rng after"] = tuple(np.asarray(value.get_state()).tolist())
        answer |= gradients
        answer[CHANGED] = tuple(
            n for n, x in before.items() if n not in self.about.buffers and not identical(x, after[n])
        )
        return answer

    def _gradients(self, pair: Pair, dy: np.ndarray, names: list[str]) -> Answer:
        try:
            grads = pair.backward(dy)
            if not isinstance(grads, tuple) or len(grads) != len(names):
                raise TypeError(f"backward returned {_described(grads)}, expected a tuple of {len(names)}")
            return {
                f"grad {name}": g if g is None or g is NOT_GIVEN else _array(g).copy() for name, g in zip(names, grads)
            }
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raised = Raised.of(error)
            if "read-only" in raised.message and not dy.flags.writeable:
                raise
            return {f"grad {name}": raised for name in names}


class Reference:
    """What PyTorch, or another namespace in its place, answers to one question in one working dtype.

    `own` is its answer in that dtype, `oracle` its answer in float64 to the same (rounded) inputs, `moved` that answer
    with every input a unit in the last place of the working dtype up or down. Each is computed when first needed.
    """

    def __init__(self, question: Question, dtype: str, namespace: Namespace | None = None):
        self.question, self.dtype = question, np.dtype(dtype)
        self.namespace = namespace or reference()

    @cached_property
    def inputs(self) -> Inputs:
        """The inputs in the working dtype."""
        return cast(self.question.prepare(self.namespace), self.dtype)

    @cached_property
    def own(self) -> Answer | Raised:
        return answer(self.question, self.namespace, self.inputs, self.dtype)

    @cached_property
    def oracle(self) -> Answer | Raised:
        return self.own if self.wide else self._in_float64(self.inputs)

    @cached_property
    def wide(self) -> bool:
        """Whether all is float64 already, so that PyTorch's own answer is the oracle."""
        return self.dtype == np.float64 and all(x.dtype != np.float32 for x in arrays_in(self.inputs))

    @cached_property
    def moved_inputs(self) -> list[Inputs]:
        labels = self.question.labels(self.inputs) if isinstance(self.question, OpQuestion) else []
        return [moved(self.inputs, run, labels) for run in range(RUNS)]

    @cached_property
    def moved(self) -> list[Answer | Raised]:
        return [self._in_float64(inputs) for inputs in self.moved_inputs]

    @cached_property
    def own_moved(self) -> list[Answer | Raised]:
        """The working dtype's answers to the moved inputs, which it holds exactly."""
        return [answer(self.question, self.namespace, inputs, self.dtype) for inputs in self.moved_inputs]

    @cached_property
    def coarse(self) -> Reference:
        """The same question in float32."""
        return Reference(self.question, "float32", self.namespace)

    def rounding(self, quantity: str) -> list[np.ndarray]:
        """More draws of PyTorch's own rounding error, as one is luck: where the inputs are moved.

        In float64, where the oracle has no oracle of its own, they are float32's, scaled to the finer unit.
        """
        if self.wide:
            finer = np.finfo(np.float64).eps / np.finfo(np.float32).eps
            first = _errors([self.coarse.own], [self.coarse.oracle], quantity)
            return [finer * error for error in first + self.coarse.rounding(quantity)]
        return _errors(self.own_moved, self.moved, quantity)

    def _in_float64(self, inputs: Inputs) -> Answer | Raised:
        return answer(self.question, self.namespace, widen(inputs), np.dtype("float64"))


def _errors(own: list[Answer | Raised], oracle: list[Answer | Raised], quantity: str) -> list[np.ndarray]:
    """How far the arrays `quantity` of two lists of answers are apart, where both have them."""
    found = []
    for ours, theirs in zip(own, oracle):
        a, b = (x.get(quantity) if isinstance(x, dict) else None for x in (ours, theirs))
        if isinstance(a, np.ndarray) and isinstance(b, np.ndarray) and a.shape == b.shape:
            with quiet():
                found.append(np.abs(np.asarray(a - b)))
    return found


def answer(question: Question, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer | Raised:
    """The namespace's answer, or how it refused.

    Raises:
        Absent: the namespace has no such name.
        Unsupported: the namespace has no part in this question.
    """
    try:
        with quiet():
            return question.ask(namespace, inputs, dtype)
    except (Absent, Unsupported, KeyboardInterrupt):
        raise
    except BaseException as error:  # whatever a candidate does, even exit, is an answer
        return Raised.of(error)


def identical(a: Any, b: Any) -> bool:
    """Same shape, dtype and bits; nan is nan whatever its payload, but −0 is not 0."""
    if not isinstance(a, np.ndarray) or not isinstance(b, np.ndarray):
        return type(a) is type(b) and a == b
    if a.shape != b.shape or a.dtype != b.dtype:
        return False
    if not is_floating(a):
        return bool(np.array_equal(a, b))
    return bool(np.all((a == b) & (np.signbit(a) == np.signbit(b)) | np.isnan(a) & np.isnan(b)))


def _generator(namespace: Namespace, seed: Seed) -> Any:
    try:
        return namespace.get("random", "Generator")().manual_seed(seed.value)
    except Absent:
        raise Unsupported(f"{namespace.name} has no random.Generator to draw PyTorch's stream from") from None


def _array(x: Any) -> np.ndarray:
    if not isinstance(x, (np.ndarray, np.generic, int, float)):
        raise TypeError(f"returned {_described(x)}, expected an array")
    found = np.asarray(x)
    if found.dtype.kind not in "biufc" and not is_floating(found):
        raise TypeError(f"returned an array of {found.dtype}, expected numbers")
    return found


def _described(x: Any) -> str:
    if isinstance(x, tuple) and len(x) == 2:
        return f"a pair of {type(x[0]).__name__} and {type(x[1]).__name__}"
    return f"a {type(x).__name__}" + (f" of {len(x)}" if isinstance(x, (tuple, list)) else "")
