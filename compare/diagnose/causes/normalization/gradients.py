"""Causes in the gradients of normalization."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...cause import Cause
from ...program import Change, Scene, edit
from ._parts import BATCH, EVERY, GROUP, LAYER, WEIGHTED


def _layout(op: str, s: Scene) -> tuple[np.ndarray, np.ndarray, tuple[int, ...], tuple[int, ...]]:
    """The input and the cotangent in a shape, the axes that share statistics, and the shape of the weight there."""
    x, dy = s.input, s.dy
    if op == GROUP:
        shape = (x.shape[0], s.num_groups, x.shape[1] // s.num_groups, -1)
        return x.reshape(shape), dy.reshape(shape), (2, 3), (1, s.num_groups, -1, 1)
    if op == LAYER:
        axes = tuple(range(x.ndim - len(s.normalized_shape), x.ndim))
        return x, dy, axes, x.shape[-len(axes) :]
    axes = tuple(i for i in range(x.ndim) if i != 1) if op == BATCH else tuple(range(2, x.ndim))
    return x, dy, axes, (1, -1, *([1] * (x.ndim - 2)))


def _terms(op: str, s: Scene) -> dict[str, Any]:
    """The three terms of dx in training: through the value, the mean, the variance."""
    x, dy, axes, shape = _layout(op, s)
    eps = s.taken.get("eps", s.eps)
    mean, var = x.mean(axes, keepdims=True), x.var(axes, keepdims=True)
    std = np.sqrt(var + eps)
    xhat = (x - mean) / std
    plain = dy
    g = dy if s.weight is None else dy * s.weight.reshape(shape)
    return {
        "x": x, "dy": plain, "g": g, "std": std, "xhat": xhat, "n": int(np.prod([x.shape[i] for i in axes])),
        "direct": g / std, "mean": -g.mean(axes, keepdims=True) / std, "variance": -xhat * (g * xhat).mean(axes, keepdims=True) / std,
        "axes": axes,
    }  # fmt: skip


def _dx(op: str, compute: Any) -> Change:
    def changed(s: Scene, dx: np.ndarray) -> np.ndarray:
        if op == BATCH and not s.training:
            return dx
        with np.errstate(all="ignore"):
            return np.asarray(compute(_terms(op, s)), dx.dtype).reshape(dx.shape)

    return edit("grad input", changed)


def _each(name: str, line: str, signature: str, mend: str, compute: Any, rows: tuple[int, ...] = ()) -> list[Cause]:
    return [Cause(name, line, signature, "mistake", mend, rows, (op,), _dx(op, compute)) for op in EVERY]


def _as_training(s: Scene, dx: np.ndarray) -> np.ndarray:
    if s.training:
        return dx
    t = _terms(BATCH, s)
    return np.asarray(t["direct"] + t["mean"] + t["variance"], dx.dtype)


def _without(op: str) -> Change:
    """Σ dy x in place of Σ dy xhat."""

    def changed(s: Scene, dw: np.ndarray) -> np.ndarray:
        x, dy, _, _ = _layout(op, s)
        x, dy = x.reshape(s.input.shape), dy.reshape(s.input.shape)
        axes = tuple(range(x.ndim - dw.ndim)) if op == LAYER else tuple(i for i in range(x.ndim) if i != 1)
        return np.asarray((x * dy).sum(axes), dw.dtype).reshape(dw.shape)

    return edit("grad weight", changed)


def _averaged(quantity: str) -> Change:
    return edit(quantity, lambda s, g: g * (g.size / s.dy.size))


CAUSES: list[Cause] = [
    *_each(
        "statistics-constant-in-gradient",
        "backward takes the mean and the variance for constants: dx = gamma dy / std",
        "dx is proportional to dy in every channel; PyTorch's dx adds up to 0 there",
        "add the terms through the mean and the variance",
        lambda t: t["direct"],
        (63,),
    ),
    *_each(
        "variance-gradient-missing",
        "the gradient through the variance is missing",
        "dx adds up to 0 in every channel, but its product with xhat does not",
        "subtract xhat * mean(dxhat * xhat) / std",
        lambda t: t["direct"] + t["mean"],
        (63,),
    ),
    *_each(
        "mean-gradient-missing",
        "the gradient through the mean is missing",
        "dx does not add up to 0 in a channel",
        "subtract mean(dxhat) / std",
        lambda t: t["direct"] + t["variance"],
        (63,),
    ),
    *_each(
        "gamma-missing-in-gradient",
        "gamma is missing in the gradient of the input",
        "ratio 1 / gamma in every channel",
        "start from dxhat = dy * gamma",
        lambda t: _sum(t, t["dy"]),
    ),
    *_each(
        "gradient-means-not-divided",
        "the terms through mean and variance are sums that were not divided by n",
        "off by n in both terms",
        "divide them by how many values share the statistics",
        lambda t: t["direct"] + t["n"] * (t["mean"] + t["variance"]),
    ),
    *_each(
        "std-missing-in-gradient",
        "the division by the standard deviation is missing in the gradient of the input",
        "ratio std in every channel",
        "divide by np.sqrt(var + eps)",
        lambda t: (t["direct"] + t["mean"] + t["variance"]) * t["std"],
    ),
    *_each(
        "gradient-divided-by-std-twice",
        "the gradient of the input is divided by the standard deviation twice",
        "ratio 1 / std in every channel",
        "divide once",
        lambda t: (t["direct"] + t["mean"] + t["variance"]) / t["std"],
    ),
    *_each(
        "variance-gradient-sign",
        "the term through the variance has the wrong sign",
        "off by twice that term",
        "subtract it",
        lambda t: t["direct"] + t["mean"] - t["variance"],
    ),
    *_each(
        "variance-gradient-half",
        "the term through the variance is half or twice what it should be: the 2 of the square or the 1/2 of the root",
        "off by half of that term",
        "dvar = -0.5 * sum(dxhat * xc) / std**3, and d(xc**2) = 2 xc",
        lambda t: t["direct"] + t["mean"] + 0.5 * t["variance"],
    ),
    *_each(
        "variance-gradient-half",
        "the term through the variance is half or twice what it should be: the 2 of the square or the 1/2 of the root",
        "off by that term",
        "dvar = -0.5 * sum(dxhat * xc) / std**3, and d(xc**2) = 2 xc",
        lambda t: t["direct"] + t["mean"] + 2 * t["variance"],
    ),
    Cause(
        "evaluation-differentiated-as-training",
        "in evaluation backward goes through the batch's statistics; there the statistics are constants",
        "dx in evaluation adds up to 0 in every channel",
        "mistake",
        "dx = gamma * dy / sqrt(running_var + eps) in evaluation",
        (),
        (BATCH,),
        edit("grad input", _as_training),
    ),
    *(
        Cause(
            "weight-gradient-without-normalizing",
            "the gradient of gamma is the sum of dy x; it is that of dy xhat",
            "off by the mean and the scale of each channel",
            "mistake",
            "sum dout * xhat",
            (),
            (op,),
            _without(op),
        )
        for op in EVERY
    ),
    *(
        Cause(
            "parameter-gradient-mean",
            "the gradients of gamma and beta are averaged; they are sums",
            "ratio 1 / n",
            "mistake",
            "sum instead of averaging",
            (65,),
            (op,),
            _averaged("grad weight"),
        )
        for op in WEIGHTED
    ),
]


def _sum(t: dict[str, Any], g: np.ndarray) -> np.ndarray:
    """dx for another gradient of xhat."""
    axes, std, xhat = t["axes"], t["std"], t["xhat"]
    return np.asarray((g - g.mean(axes, keepdims=True) - xhat * (g * xhat).mean(axes, keepdims=True)) / std)
