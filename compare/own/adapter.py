"""A candidate as a namespace: torch's call in, its own call out, and everything back in torch's axes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ..contract import NOT_GIVEN, OPS, Absent, Namespace, Unsupported
from ..inputs import is_floating
from ..run import parameters
from .chance import seeded
from .layout import Misfit, back, letters, there
from .native import Native, Run
from .roles import LOSSES
from .subject import Form, Lay, View
from .values import Cannot, Values

AS_ROLE = {"dim": "axis"}
ALSO = {
    "kernel_size": {"kernel_h", "kernel_w"},
    "training": {"testing"},
    "p": {"keep"},
    "normalized_shape": {"num_features"},
    "output_size": {"input_shape"},
}
FORMAL = ("dim", "start_dim", "reduction", "normalized_shape", "output_size")  # that code may take for granted
CHANCE = ("mask", "rng")  # the candidate's own


class Adapted(Namespace):
    """A namespace with one op: a candidate, called in a way, its arrays lying so."""

    def __init__(self, name: str, op: str, form: Form, native: Native, lay: Lay, view: View, averaged: bool = False):
        self.source, self.name, self.op, self.averaged = None, name, op, averaged
        self.form, self.native, self.lay, self.view = form, native, lay, view

    @property
    def looped(self) -> bool:
        """Whether the candidate takes one sample, or one number, at a time."""
        return self.lay.get("input") == "*" or (
            "N" in self.form.axes.get("input", "") and "N" not in letters(self.lay["input"])
        )

    def get(self, room: str, name: str) -> Any:
        if room != "functional" or name != self.op:
            raise Absent(f"{self.name} has no {name}")
        return self.function

    def function(self, *args: Any, **kwargs: Any) -> tuple[Any, Callable[[np.ndarray], tuple[Any, ...]]]:
        """The op under the contract.

        Raises:
            Unsupported: the candidate has no place for an option, or cannot take what is given.
        """
        defaults = parameters(self.op)
        given = dict(zip(defaults, args)) | kwargs
        named = {**defaults, **given}
        wanted = [n for n in OPS[self.op].differentiable if named[n] is None or is_floating(named[n])]
        call = _Call(self, named, frozenset(given) - {"mask", "rng"}, wanted)
        try:
            with seeded():
                if self.lay.get("input") == "*":
                    return call.number_by_number()
                if self.looped:
                    return call.sample_by_sample()
                return call.at_once()
        except (Misfit, Cannot) as error:
            raise Unsupported(f"{self.name}: {error}") from None


class _Call:
    """One call under way."""

    def __init__(self, adapted: Adapted, named: dict[str, Any], given: frozenset[str], wanted: list[str]):
        self.adapted, self.named, self.given, self.wanted = adapted, named, given, wanted
        self.op, self.lay, self.axes = adapted.op, adapted.lay, adapted.form.axes

    def at_once(self) -> tuple[Any, Callable[[np.ndarray], tuple[Any, ...]]]:
        arguments = self.adapted.view.there(self.named)
        handed = {n: self._there(n, x) for n, x in arguments.items() if n not in CHANCE and isinstance(x, np.ndarray)}
        if arguments.get("bias", 0) is None and isinstance(x := arguments["input"], np.ndarray):
            zeros = np.zeros(arguments["weight"].shape[0], x.dtype)  # code that has a bias has one of zeros, then
            handed["bias"] = self._there("bias", zeros)
        run = self._run(arguments, handed)
        y = self._y(run.y)
        self._mutated(handed)

        def backward(dy: np.ndarray) -> tuple[Any, ...]:
            if run.pull is None:
                return tuple(None if self.named[n] is None else NOT_GIVEN for n in self.wanted)
            usual = self.axes.get("y", "")
            mine = self._own(there(dy, usual, self.lay["y"]) if usual and dy.ndim == len(usual) else np.array(dy), dy)
            upstream: Any = mine if mine.ndim else mine[()]
            before = mine.copy()
            try:
                with seeded(1):
                    found = run.pull(upstream)
            except Exception:
                if self.named.get("training", True):
                    raise
                return tuple(None if self.named[n] is None else NOT_GIVEN for n in self.wanted)  # nobody trains so
            if not np.array_equal(before, mine, equal_nan=True) and dy.flags.writeable:
                dy[...] = back(mine, usual, self.lay["y"], {}) if usual and dy.ndim == len(usual) else mine
            self._mutated(handed)
            return tuple(self._gradient(n, found.get(n)) for n in self.wanted)

        return y, backward

    def sample_by_sample(self) -> tuple[Any, Callable[[np.ndarray], tuple[Any, ...]]]:
        """For code that takes one sample: samples one by one, results stacked, gradients of weights summed."""
        n = self.named["input"].shape[0]
        loss = self.op in LOSSES
        parts = []
        for i in range(n):
            single = {**self.named, "input": self.named["input"][i : i + 1]}
            if isinstance(self.named.get("target"), np.ndarray):
                single["target"] = self.named["target"][i : i + 1]
            parts.append(_Call(self.adapted, single, self.given, self.wanted).at_once())
        ys = [y for y, _ in parts]
        y = np.mean(ys, axis=0).astype(np.asarray(ys[0]).dtype) if loss else np.concatenate(ys)

        def backward(dy: np.ndarray) -> tuple[Any, ...]:
            grads = [b(np.asarray(dy / n) if loss else dy[i : i + 1].copy()) for i, (_, b) in enumerate(parts)]
            return tuple(_merged(name, each) for name, each in zip(self.wanted, zip(*grads)))

        return y, backward

    def number_by_number(self) -> tuple[Any, Callable[[np.ndarray], tuple[Any, ...]]]:
        """For code that takes single numbers."""
        x = self.named["input"]
        runs = [self._run({**self.named, "input": float(v)}, {"input": float(v)}) for v in x.ravel()]  # type: ignore[dict-item]
        y = np.array([float(r.y) for r in runs], x.dtype).reshape(x.shape)

        def backward(dy: np.ndarray) -> tuple[Any, ...]:
            if runs and runs[0].pull is None:
                return (NOT_GIVEN,)
            grads = [r.pull(float(g)).get("input", np.nan) for r, g in zip(runs, dy.ravel()) if r.pull is not None]
            return (np.array([float(np.squeeze(g)) for g in grads], x.dtype).reshape(x.shape),)

        return y, backward

    def _run(self, arguments: Mapping[str, Any], handed: dict[str, np.ndarray]) -> Run:
        given: dict[str, Any] = {}
        fresh = self._fresh()
        for name, value in handed.items():
            if not (fresh and name in ("running_mean", "running_var")):
                given[name] = value if name in ("input", "target") else np.array(value)
        options = {n: v for n, v in arguments.items() if n not in CHANCE and not isinstance(v, np.ndarray)}
        for name, value in options.items():
            if name in self.given and value is not None:
                given[AS_ROLE.get(name, name)] = value if name == "normalized_shape" else _plain(value)
        if "training" in options:
            given["training"] = options["training"]
        if isinstance(given.get("kernel_size"), int):
            given["kernel_h"] = given["kernel_w"] = given["kernel_size"]
        if "p" in given:
            given["keep"] = 1 - given["p"]
        given |= self.adapted.form.values(self.named)
        values = Values(self.op, given)
        values.fallback = {AS_ROLE.get(n, n): v for n, v in options.items() if v is not None}
        if "kernel_size" in given:
            values.fallback.setdefault("stride", given["kernel_size"])
        values.fallback |= {n: np.array(x) for n, x in handed.items() if n not in given}
        if arguments.get("running_mean", 0) is None:  # code that must have some is given those that PyTorch starts with
            x = arguments["input"]
            values.fallback |= {
                n: self._there(n, start(x.shape[1], x.dtype))
                for n, start in (("running_mean", np.zeros), ("running_var", np.ones))
            }
        shapes = {n: np.shape(handed[n]) for n in self.wanted if n in handed}
        try:
            run = self.adapted.native.run(values, shapes)
        except TypeError:
            if "kernel_size" in values.used and isinstance(given.get("kernel_size"), tuple):
                raise Unsupported(f"{self.adapted.name} takes one number for the size of the kernel") from None
            raise
        self._taken(values)
        if not fresh or self._fresh():
            self._buffers(run, values)
        return run

    def _taken(self, values: Values) -> None:
        """Everything that the call says must have been asked for.

        Raises:
            Unsupported: the candidate has no such option.
        """
        defaults = parameters(self.op)
        for name in self.given:
            role = AS_ROLE.get(name, name)
            used = values.used & ({role} | ALSO.get(role, set()))
            usual = isinstance(self.named[name], np.ndarray) or self.named[name] is None
            if name in ("weight", "bias"):
                usual = self.named[name] is None
            if name == "training":
                usual = self.named[name] is True
            elif name in FORMAL:
                usual = True
            elif name in defaults and not isinstance(self.named[name], np.ndarray):
                usual |= self.named[name] == defaults[name]
            if not used and not usual:
                raise Unsupported(f"{self.adapted.name} has no {name}")

    def _fresh(self) -> bool:
        """Whether the running statistics are those that PyTorch starts with: the candidate has its own, then."""
        mean, var = self.named.get("running_mean"), self.named.get("running_var")
        return (
            isinstance(mean, np.ndarray) and isinstance(var, np.ndarray) and not mean.any() and bool((var == 1).all())
        )

    def _buffers(self, run: Run, values: Values) -> None:
        for name in OPS[self.op].buffers:
            target = self.named.get(name)
            if not isinstance(target, np.ndarray):
                continue
            found = run.buffers().get(name, values.handed_over(name))
            if found is None:
                raise Unsupported(f"{self.adapted.name} shows no {name}")
            found = np.asarray(found)
            target[...] = found.reshape(target.shape) if found.size == target.size else np.nan

    def _there(self, name: str, x: np.ndarray) -> np.ndarray:
        usual = self.axes.get(name)
        lay = self.lay.get(name, usual)
        if name == "target" and usual is not None and x.ndim != len(usual):
            usual, lay = self.axes["input"], self.lay["input"]
        mine = np.array(x) if usual is None or lay is None or lay == "*" else there(x, usual, lay)
        return self._own(mine, x) if name in ("input", "target") else np.array(mine)

    def _own(self, mine: np.ndarray, x: np.ndarray) -> np.ndarray:
        """An array like `x` for the candidate: laid out alike in memory, as writable as it is."""
        if (
            mine.shape == x.shape
            and mine.strides != x.strides
            and np.array_equal(mine, x, equal_nan=x.dtype.kind == "f")
        ):
            return x
        mine = np.array(mine)
        mine.flags.writeable = x.flags.writeable
        return mine

    def _mutated(self, handed: Mapping[str, np.ndarray]) -> None:
        """What the candidate wrote into its own copies is written into what we were given, for all to see."""
        if self.adapted.view.line:
            return
        for name in ("input",):
            x, mine = self.named.get(name), handed.get(name)
            if isinstance(x, np.ndarray) and isinstance(mine, np.ndarray) and mine is not x and x.flags.writeable:
                usual, lay = self.axes.get(name), self.lay.get(name)
                now = mine if usual is None or lay is None else back(mine, usual, lay, dict(zip(usual, x.shape)))
                if now.shape == x.shape and not np.array_equal(now, x, equal_nan=True):
                    x[...] = now

    def _y(self, y: Any) -> Any:
        y = np.asarray(y)
        usual = self.axes.get("y")
        if usual is None:
            return y
        if usual == "":
            if self.adapted.averaged and y.ndim == 1:
                y = np.asarray(np.mean(y))
            return y.reshape(()) if y.size == 1 and (y.ndim < 3) else y
        return back(y, usual, self.lay["y"], dict(zip(self.axes["input"], self.named["input"].shape)))

    def _gradient(self, name: str, g: Any) -> Any:
        x = self.named[name]
        if x is None:
            return None
        if g is None:
            return NOT_GIVEN
        g = np.asarray(g)
        usual, lay = self.axes.get(name), self.lay.get(name)
        if usual is not None and lay is not None:
            try:
                g = back(g, usual, lay, dict(zip(usual, x.shape)))
            except Misfit:
                return g  # of another shape: the row says so
        if name == "input" and g.shape == x.shape:
            g = np.asarray(self.adapted.view.back(g, self.named)).astype(g.dtype)
        return np.array(g)  # where the code keeps it, the next call will write


def _merged(name: str, grads: tuple[Any, ...]) -> Any:
    if any(g is None or g is NOT_GIVEN for g in grads):
        return grads[0]
    return np.concatenate(grads) if name in ("input", "target") else np.sum(grads, axis=0)


def _plain(value: Any) -> Any:
    """A pair of equal numbers is one number."""
    if isinstance(value, tuple) and len(set(value)) == 1:
        return value[0]
    return value
