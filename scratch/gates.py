"""Gates: where neural networks begin. A perceptron adds up weighted inputs and fires if the sum is high enough.

One perceptron draws one straight line. AND, OR and NAND need no more, and a simple rule learns them; XOR is beyond any
line, so the rule walks in circles. Two layers of perceptrons compute XOR, and with sigmoids for steps they learn it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from . import functional as F
from .functional._check import floating, ndim, shape

# Weights and bias of the published gates; AND also reads "x·w > 0.7". OR fires above −0.2 (another article: above 0).
WEIGHTS = {"AND": ((0.5, 0.5), -0.7), "OR": ((0.5, 0.5), -0.2), "NAND": ((-0.5, -0.5), 0.7)}


class Learned(NamedTuple):
    """What the perceptron rule came to.

    history: the weights and the bias (epochs + 1, n + 1), at the start and after every epoch.
    converged: a whole epoch had no mistake.
    cycle: (i, j) when epochs i and j, with mistakes between, left the same weights. The rule has no other memory: this
        proves that it goes round for ever. None when that was not seen.
    """

    history: np.ndarray
    converged: bool
    cycle: tuple[int, int] | None


class Trained(NamedTuple):
    """A trained network: the loss before every step, and the weights after the last."""

    losses: np.ndarray
    w1: np.ndarray
    b1: np.ndarray
    w2: np.ndarray
    b2: np.ndarray


def step(x: np.ndarray) -> np.ndarray:
    """1 where x > 0, else 0 (also at 0 and nan), in x's dtype.

    >>> step(np.array([-1.0, 0.0, 0.1]))
    array([0., 0., 1.])
    """
    return F.step(np.asarray(x))[0]


def perceptron(x: np.ndarray, w: np.ndarray, b: np.ndarray | float) -> np.ndarray:
    """The bias form: y = step(x·w + b).

    Args:
        x: inputs (..., n).
        w: weights (n,), of x's dtype.
        b: the bias, a number.

    Returns:
        y (...): 0 and 1 in x's dtype. A sum of exactly 0 does not fire.

    Raises:
        ValueError, TypeError: shapes or dtypes that do not fit.

    >>> float(perceptron(np.array([1.0, 1.0]), np.array([0.5, 0.5]), -0.7))
    1.0
    """
    return step(_sum("perceptron", x, w) + x.dtype.type(b))


def threshold_perceptron(x: np.ndarray, w: np.ndarray, threshold: np.ndarray | float) -> np.ndarray:
    """The threshold form: y = 1 where x·w > threshold, else 0. It is the bias form with b = −threshold.

    >>> float(threshold_perceptron(np.array([1.0, 1.0]), np.array([0.5, 0.5]), 0.7))
    1.0
    """
    return (_sum("threshold_perceptron", x, w) > x.dtype.type(threshold)).astype(x.dtype)


@np.errstate(all="ignore")
def _sum(name: str, x: np.ndarray, w: np.ndarray) -> np.ndarray:
    floating(name, x=x, w=w)
    ndim(name, "w", w, (1,), "(n,)")
    if x.ndim == 0:
        raise ValueError(f"{name}: x is 0-d, expected (..., n) with n = {len(w)}")
    shape(name, "w", w, x.shape[-1:], f"one weight for each of x's {x.shape[-1]} features")
    return np.asarray(x @ w)


def AND(x1: Any, x2: Any) -> np.ndarray:
    """1 where both are 1: fires above 0.7.

    >>> AND([0, 1, 0, 1], [0, 0, 1, 1])
    array([0., 0., 0., 1.])
    """
    return _gate("AND", x1, x2)


def OR(x1: Any, x2: Any) -> np.ndarray:
    """1 where at least one is 1.

    >>> OR([0, 1, 0, 1], [0, 0, 1, 1])
    array([0., 1., 1., 1.])
    """
    return _gate("OR", x1, x2)


def NAND(x1: Any, x2: Any) -> np.ndarray:
    """0 where both are 1.

    >>> NAND([0, 1, 0, 1], [0, 0, 1, 1])
    array([1., 1., 1., 0.])
    """
    return _gate("NAND", x1, x2)


def XOR(x1: Any, x2: Any) -> np.ndarray:
    """1 where exactly one is 1: AND(OR, NAND), a second layer of perceptrons.

    >>> XOR([0, 1, 0, 1], [0, 0, 1, 1])
    array([0., 1., 1., 0.])
    """
    return AND(OR(x1, x2), NAND(x1, x2))


def xor_network(x1: Any, x2: Any) -> tuple[np.ndarray, np.ndarray]:
    """The published network of three nodes: OR (w1 = w2 = 0.5, b1 = −0.2), NAND (w3 = w4 = −0.5, b2 = 0.7), AND on top.

    Returns:
        y (...) and the sums of the three nodes before their steps (..., 3).

    >>> y, sums = xor_network([0, 1, 0, 1], [0, 0, 1, 1])
    >>> y
    array([0., 1., 1., 0.])
    >>> sums.round(1).tolist()
    [[-0.2, 0.7, -0.2], [0.3, 0.2, 0.3], [0.3, 0.2, 0.3], [0.8, -0.3, -0.2]]
    """
    x = _pair("xor_network", x1, x2)
    (w_or, b_or), (w_nand, b_nand), (w_and, b_and) = (WEIGHTS[gate] for gate in ("OR", "NAND", "AND"))
    hidden, _ = F.linear(x, np.array([w_or, w_nand], x.dtype), np.array([b_or, b_nand], x.dtype))
    top, _ = F.linear(step(hidden), np.array([w_and], x.dtype), np.array([b_and], x.dtype))
    return step(top)[..., 0], np.concatenate([hidden, top], axis=-1)


def _gate(name: str, x1: Any, x2: Any) -> np.ndarray:
    x = _pair(name, x1, x2)
    w, b = WEIGHTS[name]
    return perceptron(x, np.array(w, x.dtype), b)


def _pair(name: str, x1: Any, x2: Any) -> np.ndarray:
    """(..., 2) from two inputs of 0 and 1; what is not floating becomes float64."""
    x1, x2 = np.asarray(x1), np.asarray(x2)
    if x1.shape != x2.shape:
        raise ValueError(f"{name}: x1 has shape {x1.shape}, x2 {x2.shape}; expected the same shape")
    x = np.stack([x1, x2], axis=-1)
    return x if np.issubdtype(x.dtype, np.floating) else x.astype(np.float64)


def perceptron_rule(
    x: np.ndarray, t: np.ndarray, w: np.ndarray, b: np.ndarray | float = 0.0, lr: float = 1.0, epochs: int = 100
) -> Learned:
    """Learn a gate: for one sample after the other, w ← w + lr (t − y) x and b ← b + lr (t − y).

    It stops after an epoch without a mistake, at weights that it has had before, or after `epochs`. Where a straight
    line parts the classes it converges. For XOR there is none: the table asks b ≤ 0, w1 + b > 0, w2 + b > 0 and
    w1 + w2 + b ≤ 0; the two in the middle add up to w1 + w2 + 2b > 0, the first and the last to w1 + w2 + 2b ≤ 0.

    Args:
        x: samples (N, n).
        t: their classes (N,), 0 or 1, in x's dtype.
        w, b: the weights (n,) and the bias to start from; they are left as they are.

    Raises:
        ValueError, TypeError: shapes or dtypes that do not fit, classes other than 0 and 1.

    >>> x = np.array([[0.0, 0], [1, 0], [0, 1], [1, 1]])
    >>> perceptron_rule(x, OR(*x.T), np.zeros(2)).converged, perceptron_rule(x, XOR(*x.T), np.zeros(2)).cycle
    (True, (2, 3))
    """
    floating("perceptron_rule", x=x, t=t, w=w)
    ndim("perceptron_rule", "x", x, (2,), "(N, n)")
    shape("perceptron_rule", "t", t, x.shape[:1], "one class for each sample")
    shape("perceptron_rule", "w", w, x.shape[1:], "one weight for each feature")
    if not np.isin(t, (0, 1)).all():
        raise ValueError("perceptron_rule: t has values other than 0 and 1")
    w, b, lr = w.copy(), x.dtype.type(b), x.dtype.type(lr)
    history = [np.append(w, b)]
    seen = {tuple(history[0].tolist()): 0}
    for epoch in range(1, epochs + 1):
        mistakes = 0
        for sample, target in zip(x, t):
            error = target - perceptron(sample, w, b)
            w += lr * error * sample
            b += lr * error
            mistakes += int(error != 0)
        history.append(np.append(w, b))
        if not mistakes:
            return Learned(np.stack(history), True, None)
        first = seen.setdefault(tuple(history[-1].tolist()), epoch)
        if first != epoch:
            return Learned(np.stack(history), False, (first, epoch))
    return Learned(np.stack(history), False, None)


def train_xor(
    x: np.ndarray, t: np.ndarray, w1: np.ndarray, b1: np.ndarray, w2: np.ndarray, b2: np.ndarray, lr: float, steps: int
) -> Trained:
    """Train two layers of sigmoids, from the given weights, by full-batch gradient descent on the mean squared error.

        h = σ(x w1ᵀ + b1),  y = σ(h w2ᵀ + b2),  L = mean((y − t)²),  every weight w ← w − lr ∂L/∂w

    Args:
        x, t: samples (N, n) and targets (N, O).
        w1, b1, w2, b2: the weights (H, n), (H,), (O, H), (O,) to start from; they are left as they are.
        lr, steps: the learning rate, and how many steps to take.

    >>> flat = [np.zeros((2, 2)), np.zeros(2), np.zeros((1, 2)), np.zeros(1)]
    >>> train_xor(np.zeros((4, 2)), np.array([[0.0], [1], [1], [0]]), *flat, lr=1.0, steps=1).losses
    array([0.25])
    """
    w1, b1, w2, b2 = weights = [np.array(p) for p in (w1, b1, w2, b2)]
    losses = []
    for _ in range(steps):
        h, back_h = _layer(x, w1, b1)
        y, back_y = _layer(h, w2, b2)
        loss, back_loss = F.mse_loss(y, t)

        dh, dw2, db2 = back_y(back_loss(np.ones_like(loss))[0])
        _, dw1, db1 = back_h(dh)
        for p, g in zip(weights, (dw1, db1, dw2, db2)):
            p -= lr * g
        losses.append(loss)
    return Trained(np.array(losses, x.dtype), w1, b1, w2, b2)


def _layer(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, Any]:
    """σ(x wᵀ + b), and its pullback to (dx, dw, db)."""
    back_u: Any
    back_y: Any
    u, back_u = F.linear(x, w, b)
    y, back_y = F.sigmoid(u)
    return y, lambda dy: back_u(*back_y(dy))
