"""Causes of differences in activations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import torch

from ..cause import Cause, Constant
from ..program import Change, Forward, Scene, Tensors, edit, forward, options

KINKED = ("relu", "leaky_relu", "relu6", "hardtanh", "prelu", "elu", "selu", "celu")
SMOOTH = ("sigmoid", "tanh", "softplus", "silu", "gelu", "softsign", "mish", "logsigmoid", *KINKED)
SOFTMAX = ("softmax", "log_softmax")


def _dx(compute: Callable[[Scene], Any]) -> Change:
    """Another derivative, times the upstream gradient."""

    def changed(s: Scene, dx: np.ndarray) -> np.ndarray:
        with np.errstate(all="ignore"):
            return np.asarray(s.dy * compute(s), dx.dtype)

    return edit("grad input", changed)


def _at_zero(value: float) -> Change:
    return edit("grad input", lambda s, dx: np.where(s.input == 0, s.dy * value, dx))


def _stepped(value: float, a: Tensors, usual: Forward) -> Any:
    return torch.where(a.input == 0, value, usual(a))


def _sigmoid(x: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.asarray(1 / (1 + np.exp(-x)))


def _option(
    name: str, ops: tuple[str, ...], typed: tuple[float, ...], usual: str, low: float = 1e-4, high: float = 10.0
) -> Cause:
    return Cause(
        "slope-value",
        f"{name} is {{value}}; PyTorch's is {usual} unless another is given",
        "a constant ratio on one side of the kink",
        "convention",
        f"set {name} to {usual}",
        (),
        ops,
        lambda value: options(lambda a: {} if name in a.given else {name: value}),
        Constant(name, typed, low, high),
    )


def _axis(a: Tensors, axis: Any) -> Any:
    x = a.input
    return torch.softmax(x.reshape(-1), 0).reshape(x.shape) if axis is None else torch.softmax(x, axis)


def _softmax(compute: Callable[[Tensors], Any]) -> dict[str, Change]:
    return {
        "softmax": forward(lambda a, usual: compute(a)),
        "log_softmax": forward(lambda a, usual: torch.log(compute(a))),
    }


def _unshifted(a: Tensors) -> Any:
    e = torch.exp(a.input)
    return e / e.sum(a.dim, keepdim=True)


def _shifted_by_all(a: Tensors) -> Any:
    e = torch.exp(a.input - a.input.max())
    return e / e.sum(a.dim, keepdim=True)


def _each(
    name: str, line: str, signature: str, kind: Any, mend: str, rows: tuple[int, ...], changes: dict[str, Change]
) -> list[Cause]:
    return [Cause(name, line, signature, kind, mend, rows, (op,), change) for op, change in changes.items()]


def _swish(value: float) -> Change:
    return forward(lambda a, usual: a.input * torch.sigmoid(value * a.input))


def _logarithm_of(a: Tensors, usual: Forward) -> Any:
    """log(1 + exp(x)), which overflows."""
    return torch.log(1 + torch.exp(a.input))


def _overflowing(a: Tensors, usual: Forward) -> Any:
    up, down = torch.exp(a.input), torch.exp(-a.input)
    return (up - down) / (up + down)


def _exp_over(a: Tensors, usual: Forward) -> Any:
    e = torch.exp(a.input)
    return e / (1 + e)


CAUSES: list[Cause] = [
    Cause(
        "kink-gradient-one",
        "at exactly 0 the gradient is that of the right side; PyTorch's is that of the left, 0",
        "differs only where x == 0, by dy there",
        "convention",
        "x > 0, not x >= 0",
        (13,),
        ("relu", "leaky_relu", "prelu", "relu6"),
        _at_zero(1.0),
    ),
    Cause(
        "kink-gradient-half",
        "at exactly 0 the gradient is half; PyTorch's is that of the left side, 0",
        "differs only where x == 0, by half of dy there",
        "convention",
        "x > 0",
        (13,),
        ("relu", "relu6"),
        _at_zero(0.5),
    ),
    Cause(
        "kink-gradient-zero",
        "at exactly 0 the gradient is 0; PyTorch's is that of the left side, the slope",
        "differs only where x == 0",
        "convention",
        "np.where(x > 0, 1, slope)",
        (13,),
        ("leaky_relu", "elu", "celu"),
        _at_zero(0.0),
    ),
    Cause(
        "kink-gradient-one",
        "at exactly 0 the gradient is that of the right side, 1; PyTorch's is that of the left",
        "differs only where x == 0",
        "convention",
        "x > 0, not x >= 0",
        (13,),
        ("elu", "celu"),
        _at_zero(1.0),
    ),
    *(
        Cause(
            "step-at-zero",
            f"the step at exactly 0 is {value:g}; here it is 0",
            "differs only where x == 0",
            "convention",
            "x > 0",
            (17,),
            ("step",),
            forward(partial(_stepped, value)),
        )
        for value in (1.0, 0.5)
    ),
    *_each(
        "derivative-of-output",
        "the derivative is taken at the activated output; it is to be taken at the input",
        "dx / dy is the derivative at y, not at x: for a sigmoid between 0.1966 and 0.25 everywhere",
        "mistake",
        "the output y is at hand: y * (1 - y) for a sigmoid, 1 - y ** 2 for tanh",
        (15,),
        {
            "sigmoid": _dx(lambda s: _sigmoid(s.y) * (1 - _sigmoid(s.y))),
            "tanh": _dx(lambda s: 1 - np.tanh(s.y) ** 2),
            "softplus": _dx(lambda s: _sigmoid(s.y)),
        },
    ),
    *_each(
        "derivative-of-input",
        "the derivative is written for the output and is given the input",
        "dx / dy is x (1 - x) for a sigmoid, 1 - x ** 2 for tanh",
        "mistake",
        "hand it the output",
        (15,),
        {"sigmoid": _dx(lambda s: s.input * (1 - s.input)), "tanh": _dx(lambda s: 1 - s.input**2)},
    ),
    Cause(
        "derivative-missing",
        "the upstream gradient is passed on as it is: the derivative is missing",
        "dx = dy",
        "mistake",
        "multiply by the derivative",
        (),
        SMOOTH,
        _dx(lambda s: np.ones_like(s.y)),
    ),
    *_each(
        "square-missing-in-derivative",
        "the square is missing: 1 - y in place of 1 - y ** 2",
        "dx / dy is 1 - y",
        "mistake",
        "1 - y ** 2",
        (),
        {"tanh": _dx(lambda s: 1 - s.y)},
    ),
    *_each(
        "sign-in-derivative",
        "a sign is wrong: y (1 + y) in place of y (1 - y)",
        "dx / dy exceeds 0.25",
        "mistake",
        "y * (1 - y)",
        (),
        {"sigmoid": _dx(lambda s: s.y * (1 + s.y)), "tanh": _dx(lambda s: 1 + s.y**2)},
    ),
    *_each(
        "derivative-factor-missing",
        "a factor of the derivative is missing: y in place of y (1 - y)",
        "dx / dy is y",
        "mistake",
        "y * (1 - y)",
        (),
        {"sigmoid": _dx(lambda s: s.y)},
    ),
    *_each(
        "derivative-factor-missing",
        "a factor of the derivative is missing: 1 - y in place of y (1 - y)",
        "dx / dy is 1 - y",
        "mistake",
        "y * (1 - y)",
        (),
        {"sigmoid": _dx(lambda s: 1 - s.y)},
    ),
    *_each(
        "product-rule-missing",
        "the derivative takes one factor for a constant: sigmoid(x) alone",
        "dx / dy is sigmoid(x)",
        "mistake",
        "s + x s (1 - s)",
        (),
        {"silu": _dx(lambda s: _sigmoid(s.input))},
    ),
    *_each(
        "masked-where-negative",
        "the mask is the wrong way round: the gradient passes where x is below 0",
        "zeros and values have changed places",
        "mistake",
        "dx[x <= 0] = 0",
        (),
        {"relu": _dx(lambda s: (s.input <= 0).astype(s.input.dtype))},
    ),
    *_each(
        "masked-where-negative",
        "the mask is the wrong way round: the gradient passes where x is below 0",
        "zeros and values have changed places",
        "mistake",
        "dx[x <= 0] = 0",
        (),
        {"relu": _dx(lambda s: (s.input < 0).astype(s.input.dtype))},
    ),
    _option("negative_slope", ("leaky_relu",), (0.1, 0.2, 0.3, 0.001, 0.05, 0.02, 0.25), "0.01"),
    _option("alpha", ("elu", "celu"), (0.1, 0.5, 0.01, 1.5, 2.0, 1.6732632423543772), "1"),
    _option("beta", ("softplus",), (2.0, 0.5), "1"),
    Cause(
        "slope-value",
        "the sigmoid in it has the slope {value}; PyTorch's is 1",
        "x sigmoid(beta x)",
        "convention",
        "x * sigmoid(x)",
        (),
        ("silu",),
        _swish,
        Constant("beta", (1.702, 0.5, 2.0, 1.5), 0.05, 20.0),
    ),
    Cause(
        "gelu-tanh",
        "the approximation with tanh; PyTorch's default is exact (approximate='tanh' is this one)",
        "off by less than 0.0005",
        "convention",
        "0.5 * x * (1 + erf(x / sqrt(2)))",
        (),
        ("gelu",),
        options(lambda a: {"approximate": "tanh"}),
    ),
    Cause(
        "gelu-sigmoid",
        "the approximation x sigmoid({value} x); PyTorch's default is exact",
        "off by less than 0.03",
        "convention",
        "0.5 * x * (1 + erf(x / sqrt(2)))",
        (),
        ("gelu",),
        _swish,
        Constant("factor", (1.702,), 1.5, 1.9),
    ),
    Cause(
        "relu-for-leaky",
        "values below 0 become 0",
        "zeros where PyTorch has small values",
        "mistake",
        "slope * x where x is below 0",
        (),
        ("leaky_relu",),
        forward(lambda a, usual: torch.relu(a.input)),
    ),
    Cause(
        "leaky-slope-missing-in-gradient",
        "the gradient is 0 where x is below 0; it is the slope",
        "zeros where PyTorch has the slope times dy",
        "mistake",
        "np.where(x > 0, 1, slope) * dout",
        (),
        ("leaky_relu",),
        _dx(lambda s: (s.input > 0).astype(s.input.dtype)),
    ),
    Cause(
        "softplus-threshold",
        "log(1 + exp(x)) everywhere; PyTorch gives x itself above 20",
        "off by exp(-x) above 20, the gradient too",
        "convention",
        "nothing to mend: yours is the nearer one",
        (),
        ("softplus",),
        forward(lambda a, usual: torch.logaddexp(a.input * a.beta, torch.zeros_like(a.input)) / a.beta),
    ),
    *_each(
        "exp-overflow",
        "exp overflows: inf or nan at large inputs",
        "inf or nan at large inputs; right elsewhere",
        "mistake",
        "np.logaddexp(0, x)",
        (16,),
        {"softplus": forward(_logarithm_of), "tanh": forward(_overflowing), "sigmoid": forward(_exp_over)},
    ),
    *_each(
        "softmax-axis",
        "the sum is taken over the batch; it is to be taken over the classes",
        "columns add up to 1, not rows",
        "mistake",
        "axis=1, keepdims=True",
        (25,),
        _softmax(lambda a: _axis(a, 0)),
    ),
    *_each(
        "softmax-axis",
        "the sum is taken over all elements; it is to be taken over the classes of each sample",
        "everything adds up to 1",
        "mistake",
        "axis=1, keepdims=True",
        (25,),
        _softmax(lambda a: _axis(a, None)),
    ),
    *_each(
        "softmax-no-max-shift",
        "exp overflows: the largest logit is not subtracted first",
        "nan where a logit is above 709 (88.7 in float32); right elsewhere",
        "mistake",
        "np.exp(x - np.max(x, axis=1, keepdims=True))",
        (26,),
        _softmax(_unshifted),
    ),
    *_each(
        "softmax-shared-max",
        "the largest of all logits is subtracted; it is to be the largest of each sample",
        "nan or 0 where a sample's logits are far below another's; right elsewhere",
        "mistake",
        "np.max(x, axis=1, keepdims=True)",
        (26,),
        _softmax(_shifted_by_all),
    ),
    Cause(
        "softmax-gradient-diagonal",
        "the gradient takes the diagonal of the Jacobian alone: y (1 - y)",
        "rows of dx do not add up to 0",
        "mistake",
        "y * (dout - (dout * y).sum(axis=1, keepdims=True))",
        (27,),
        ("softmax",),
        _dx(lambda s: s.y * (1 - s.y)),
    ),
    Cause(
        "softmax-gradient-sum-missing",
        "the gradient is y dy, without the sum over the classes",
        "rows of dx do not add up to 0",
        "mistake",
        "y * (dout - (dout * y).sum(axis=1, keepdims=True))",
        (27,),
        ("softmax",),
        _dx(lambda s: s.y),
    ),
]
