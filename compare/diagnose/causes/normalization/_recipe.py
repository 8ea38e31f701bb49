"""A normalization step by step, so that each cause replaces one step and several go together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import torch

from ...program import Change, Forward, Program, Tensors

BATCH, LAYER, GROUP, INSTANCE, ROOT = "batch_norm", "layer_norm", "group_norm", "instance_norm", "rms_norm"
TRACKED = (BATCH, INSTANCE)
CENTRED = (BATCH, LAYER, GROUP, INSTANCE)
EVERY = (*CENTRED, ROOT)


@dataclass
class Moments:
    """What values are normalized by.

    Args:
        x: the input, in a shape in which statistics broadcast.
        axes: those along which values share their statistics.
        n: of how many values they are.
        mean, var: of the batch (biased), or the running ones.
        own: whether they are the batch's.
    """

    x: Any
    axes: tuple[int, ...]
    n: int
    mean: Any
    var: Any
    eps: float
    own: bool


def measures(a: Tensors) -> bool:
    """Whether the batch's own statistics are used."""
    return bool(a.values.get("training", True) and a.values.get("use_input_stats", True))


def shared(op: str, a: Tensors) -> tuple[Any, tuple[int, ...]]:
    """The input in a shape, and the axes along which values share their statistics."""
    x = a.input
    if op == BATCH:
        return x, (0, *range(2, x.ndim))
    if op in (LAYER, ROOT):
        return x, tuple(range(x.ndim - len(a.normalized_shape), x.ndim))
    if op == GROUP:
        return x.reshape(x.shape[0], a.num_groups, -1), (2,)
    return x, tuple(range(2, x.ndim))


def aligned(op: str, a: Tensors, w: Any) -> Any:
    """The scale or the shift in a shape that broadcasts with the input."""
    return None if w is None else w if op in (LAYER, ROOT) else w.reshape(1, -1, *([1] * (a.input.ndim - 2)))


def scaled_and_shifted(xhat: Any, w: Any, b: Any) -> Any:
    xhat = xhat if w is None else xhat * w
    return xhat if b is None else xhat + b


def sloped(value: Any, factor: Any) -> Any:
    """The same value, whose gradient has a factor."""
    still = value.detach()
    return still + factor * (value - still)


def _same(value: Any, m: Moments) -> Any:
    return value


@dataclass(frozen=True)
class Recipe:
    """y = (x - mean) / divisor · w + b, as a forward; `inner`, the forward below it, moves the running statistics.

    `own` says whether the batch's statistics are used, `shared` which values share them. Each later step gets the
    moments; `mean`, `variance`, its `slope` and `value` also what it was, to change its value or its gradient.
    """

    op: str
    inner: Forward
    own: Callable[[Tensors], bool] = measures
    shared: Callable[[str, Tensors], tuple[Any, tuple[int, ...]]] = shared
    mean: Callable[[Any, Moments], Any] = _same
    variance: Callable[[Any, Moments], Any] = _same
    slope: Callable[[Any, Moments], Any] = _same
    centre: Callable[[Moments], Any] = lambda m: m.x - m.mean
    divisor: Callable[[Moments], Any] = lambda m: torch.sqrt(m.var + m.eps)
    value: Callable[[Any, Moments], Any] = _same
    affine: Callable[[Any, Any, Any], Any] = scaled_and_shifted
    formula: bool = False  # whether the gradient is by the formula for a divisor sqrt(var + eps), whatever it is

    def __call__(self, a: Tensors) -> Any:
        m = self.moments(a)
        if m is None:
            return self.inner(a)
        m.mean = self.mean(m.mean, m)
        usual = self.slope(m.var, m)
        m.var = self.slope(self.variance(m.var, m), m)
        divisor = self.divisor(m)
        if self.formula and m.own:
            divisor = divisor.detach() + (usual - usual.detach()) / (2 * divisor.detach())
        xhat = self.value(self.centre(m) / divisor, m).reshape(a.input.shape)
        y = self.affine(xhat, aligned(self.op, a, a.weight), aligned(self.op, a, a.values.get("bias")))
        if a.values.get("running_mean") is not None:
            with torch.no_grad():
                self.inner(a)
        return y

    def moments(self, a: Tensors) -> Moments | None:
        """None where these axes do not fit the input."""
        eps = torch.finfo(a.input.dtype).eps if a.eps is None else a.eps
        if not self.own(a):
            x, axes = shared(self.op, a)
            mean, var = (aligned(self.op, a, v.clone()) for v in (a.running_mean, a.running_var))
            return Moments(x, axes, x.numel() // mean.numel(), mean, var, eps, False)
        x, axes = self.shared(self.op, a)
        if not axes or 0 in x.shape:
            return None
        if self.op == ROOT:
            mean, var = torch.zeros((), dtype=x.dtype), x.square().mean(axes, keepdim=True)
        else:
            mean, var = x.mean(axes, keepdim=True), x.var(axes, correction=0, keepdim=True)
        return Moments(x, axes, x.numel() // var.numel(), mean, var, eps, True)


def step(op: str, **steps: Any) -> Change:
    """The change of some steps of a normalization."""

    def change(program: Program) -> Program:
        below = program.forward
        recipe = below if isinstance(below, Recipe) else Recipe(op, below)
        return replace(program, forward=replace(recipe, **steps))

    return change
