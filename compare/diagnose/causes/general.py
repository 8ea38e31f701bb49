"""Causes that may befall any op."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...contract import OPS
from ..cause import Cause, Constant
from ..program import Change, Scene, both, edit

ARGUMENTS = tuple(dict.fromkeys(n for op in OPS.values() for n in op.differentiable))
BIASED = tuple(name for name, op in OPS.items() if "bias" in op.differentiable)
WEIGHTED = tuple(name for name, op in OPS.items() if {"weight", "bias"} <= set(op.differentiable))
EVERY = tuple(name for name, op in OPS.items() if op.differentiable)


def _of_ones(name: str) -> Any:
    return lambda s, g: s.pull(np.ones_like(s.dy))[name]


def _each(compute: Any) -> Change:
    """Every gradient."""
    return both(*(edit(f"grad {name}", compute) for name in ARGUMENTS))


def _scaled(quantity: str, value: float) -> Change:
    return edit(quantity, lambda s, x: x * value)


def _batch(s: Scene) -> int:
    first = next(x for x in s.arguments.values() if isinstance(x, np.ndarray))
    return max(len(first), 1) if first.ndim else 1


FACTOR = Constant("factor", (0.5, 2.0, 1 / 3, 3.0, 0.25, 4.0, 0.1, 10.0), 1e-4, 1e4, factor=True)

CAUSES: list[Cause] = [
    Cause(
        "upstream-ignored",
        "backward never uses the upstream gradient",
        "the gradients are the same whatever is handed to backward: right for ones only",
        "mistake",
        "multiply dx by dout",
        (28,),
        EVERY,
        both(*(edit(f"grad {name}", _of_ones(name)) for name in ARGUMENTS)),
    ),
    Cause(
        "bias-gradient-mean",
        "the gradient of the bias is the mean over the batch; it is the sum",
        "db · n is right, n being how many values each bias was added to; every other gradient is right",
        "mistake",
        "sum over the batch instead of averaging",
        (5, 43),
        BIASED,
        edit("grad bias", lambda s, db: db * (db.size / s.dy.size)),
    ),
    Cause(
        "parameter-gradients-averaged",
        "the gradients of weight and bias are divided by the batch size here, and the loss leaves that to the layer",
        "ratio 1 / N of dW and db, dx is right",
        "convention",
        "divide by N in the loss, once",
        (8,),
        WEIGHTED,
        both(
            edit("grad weight", lambda s, g: g / _batch(s)),
            edit("grad bias", lambda s, g: g / _batch(s)),
        ),
    ),
    Cause(
        "sign-flipped",
        "the gradient has the wrong sign",
        "c = -r",
        "mistake",
        "turn the sign",
        (20,),
        EVERY,
        _each(lambda s, g: -g),
    ),
    *(
        Cause(
            "sign-flipped",
            f"the gradient of the {name} has the wrong sign",
            "c = -r",
            "mistake",
            "turn the sign",
            (20,),
            tuple(n for n, op in OPS.items() if name in op.differentiable and len(op.differentiable) > 1),
            edit(f"grad {name}", lambda s, g: -g),
        )
        for name in ("input", "weight", "bias")
    ),
    Cause(
        "gradient-zero",
        "the gradient is zero",
        "c = 0",
        "mistake",
        "compute it",
        (),
        EVERY,
        _each(lambda s, g: 0 * g),
    ),
    *(
        Cause(
            "gradient-zero",
            f"the gradient of the {name} is zero",
            "c = 0",
            "mistake",
            "compute it",
            (),
            tuple(n for n, op in OPS.items() if name in op.differentiable and len(op.differentiable) > 1),
            edit(f"grad {name}", lambda s, g: 0 * g),
        )
        for name in ("input", "weight", "bias")
    ),
    *(
        Cause(
            "scaled-by-constant",
            f"the gradient of the {name} has a factor of {{value}}",
            "a constant ratio",
            "mistake",
            "look for the factor",
            (8,),
            tuple(n for n, op in OPS.items() if name in op.differentiable),
            lambda value, name=name: _scaled(f"grad {name}", value),
            FACTOR,
        )
        for name in ("input", "weight", "bias")
    ),
    Cause(
        "scaled-by-constant",
        "the result has a factor of {value}",
        "a constant ratio",
        "mistake",
        "look for the factor",
        (),
        EVERY,
        lambda value: _scaled("y", value),
        FACTOR,
    ),
]
