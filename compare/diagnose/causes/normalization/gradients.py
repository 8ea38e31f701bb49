"""Causes in the gradients of normalization: what is right forward and has another slope."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...cause import Cause
from ...program import Change, Scene, edit
from ._recipe import BATCH, CENTRED, EVERY, GROUP, LAYER, ROOT, Moments, sloped, step


def _slope(factor: Any) -> Any:
    """The factor that the gradient of a step gets: a number, or computed from the moments; constants have none."""

    def changed(value: Any, m: Moments) -> Any:
        return sloped(value, factor(m) if callable(factor) else factor) if m.own else value

    return changed


def _std(m: Moments) -> Any:
    return (m.var + m.eps).sqrt().detach()


def _per_batch(m: Moments) -> float:
    return m.n / m.x.shape[0]


def _parts(op: str, s: Scene) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The centred input, the standard deviation, the cotangent, in a shape in which they broadcast."""
    x, dy = s.input, s.dy
    if op == GROUP:
        x = x.reshape(x.shape[0], s.num_groups, -1)
    last = len(s.normalized_shape) if op in (LAYER, ROOT) else 0
    axes = {BATCH: (0, *range(2, x.ndim)), GROUP: (2,)}.get(op, tuple(range(x.ndim - last if last else 2, x.ndim)))
    if op == ROOT:
        return x, np.sqrt(np.square(x).mean(axes, keepdims=True)), dy
    xc = x - x.mean(axes, keepdims=True)
    return xc, np.sqrt(x.var(axes, keepdims=True) + s.taken.get("eps", s.eps)), dy


def _of_weight(op: str, factor: Any) -> Change:
    """Σ dy · factor(x, centred x, std) in place of Σ dy xhat."""

    def changed(s: Scene, dw: np.ndarray) -> np.ndarray:
        if (op == BATCH and not s.training) or s.arguments.get("use_input_stats") is False:
            return dw
        xc, std, dy = _parts(op, s)
        value = np.asarray(factor(s.input, xc, std)).reshape(dy.shape)
        axes = tuple(range(dy.ndim - dw.ndim)) if op in (LAYER, ROOT) else (0, *range(2, dy.ndim))
        return np.asarray((value * dy).sum(axes), dw.dtype)

    return edit("grad weight", changed)


def _along_gamma(s: Scene, g: np.ndarray) -> np.ndarray:
    return g if s.weight is None else g * s.weight


CAUSES: list[Cause] = [
    *(
        Cause(name, line, signature, "mistake", mend, rows, (op,), step(op, **steps))
        for name, line, signature, mend, rows, ops, steps in (
            (
                "statistics-constant-in-gradient",
                "backward takes the statistics for constants: dx = gamma dy / std",
                "dx is proportional to dy; PyTorch's dx adds up to 0 in every channel",
                "add the terms through the mean and the variance",
                (63,),
                CENTRED,
                {"mean": _slope(0), "slope": _slope(0)},
            ),
            (
                "statistics-constant-in-gradient",
                "backward takes the mean square for a constant: dx = gamma dy / rms",
                "dx is proportional to dy",
                "subtract xhat * mean(dxhat * xhat) / rms",
                (63,),
                (ROOT,),
                {"slope": _slope(0)},
            ),
            (
                "variance-gradient-missing",
                "the gradient through the variance is missing",
                "dx adds up to 0 in every channel, but its product with xhat does not",
                "subtract xhat * mean(dxhat * xhat) / std",
                (63,),
                CENTRED,
                {"slope": _slope(0)},
            ),
            (
                "mean-gradient-missing",
                "the gradient through the mean is missing",
                "dx does not add up to 0 in a channel",
                "subtract mean(dxhat) / std",
                (63,),
                CENTRED,
                {"mean": _slope(0)},
            ),
            (
                "gradient-means-not-divided",
                "the terms through mean and variance are sums that were not divided by n",
                "off by n in both terms",
                "divide them by how many values share the statistics",
                (),
                CENTRED,
                {"mean": _slope(lambda m: m.n), "slope": _slope(lambda m: m.n)},
            ),
            (
                "gradient-means-divided-by-batch",
                "the terms through mean and variance are divided by the batch size; they are sums over space too",
                "off by how many pixels there are; right for inputs of two axes",
                "divide them by N H W",
                (),
                (BATCH,),
                {"mean": _slope(_per_batch), "slope": _slope(_per_batch)},
            ),
            (
                "input-gradient-not-divided",
                "the gradient of the input is not divided by n, the number of values that share the statistics",
                "ratio n",
                "dx = (n dxhat - sum(dxhat) - xhat sum(dxhat xhat)) / (n std)",
                (),
                EVERY,
                {"value": _slope(lambda m: m.n)},
            ),
            (
                "std-missing-in-gradient",
                "the division by the standard deviation is missing in the gradient of the input",
                "ratio std",
                "divide by np.sqrt(var + eps)",
                (),
                EVERY,
                {"value": _slope(_std)},
            ),
            (
                "gradient-divided-by-std-twice",
                "the gradient of the input is divided by the standard deviation twice",
                "ratio 1 / std",
                "divide once",
                (),
                EVERY,
                {"value": _slope(lambda m: 1 / _std(m))},
            ),
            (
                "variance-gradient-sign",
                "the term through the variance has the wrong sign",
                "off by twice that term",
                "subtract it",
                (),
                EVERY,
                {"slope": _slope(-1)},
            ),
            (
                "gradient-of-usual-divisor",
                "backward is the formula for a division by sqrt(var + eps), with the biased variance; forward divides "
                "by something else",
                "off by little in the term through the variance",
                "divide by np.sqrt(var + eps) in forward, or derive backward from what it divides by",
                (),
                EVERY,
                {"formula": True},
            ),
            (
                "mean-gradient-sign",
                "the term through the mean has the wrong sign",
                "off by twice that term",
                "subtract it",
                (),
                CENTRED,
                {"mean": _slope(-1)},
            ),
            *(
                (
                    "variance-gradient-half",
                    f"the term through the variance is {much} what it should be: {why}",
                    "off by a part of that term",
                    "dvar = -0.5 * sum(dxhat * xc) / std**3, and d(xc**2) = 2 xc",
                    (),
                    EVERY,
                    {"slope": _slope(factor)},
                )
                for much, why, factor in (
                    ("half", "the 2 of the square is forgotten", 0.5),
                    ("twice", "the 1/2 of the root is forgotten", 2),
                )
            ),
        )
        for op in ops
    ),
    *(
        Cause(
            "weight-gradient-without-normalizing",
            f"the gradient of gamma is the sum of dy {what}; it is that of dy xhat",
            "off by the mean and the scale of each channel",
            "mistake",
            "sum dout * xhat",
            (),
            (op,),
            _of_weight(op, factor),
        )
        for what, ops, factor in (
            ("x", EVERY, lambda x, xc, std: x),
            ("(x - mean)", CENTRED, lambda x, xc, std: xc),
            ("(x - mean) / var", CENTRED, lambda x, xc, std: xc / std**2),
        )
        for op in ops
    ),
    Cause(
        "parameter-gradient-mean",
        "the gradient of gamma is averaged; it is a sum",
        "ratio 1 / n, n being how many values each gamma multiplies",
        "mistake",
        "sum instead of averaging",
        (65,),
        EVERY,
        edit("grad weight", lambda s, g: g * (g.size / s.dy.size)),
    ),
    *(
        Cause(
            "parameter-gradient-with-gamma",
            f"gamma is in the gradient of {name}",
            "ratio gamma",
            "mistake",
            "sum dout, not dxhat = dout * gamma",
            (),
            ops,
            edit(quantity, _along_gamma),
        )
        for name, quantity, ops in (("beta", "grad bias", CENTRED), ("gamma", "grad weight", EVERY))
    ),
]
