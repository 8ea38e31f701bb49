"""Numerical gradients: slow, simple, and so the judge of every backward pass.

The forward difference (f(x + h) − f(x)) / h is off by about h f″/2, the central one (f(x + h) − f(x − h)) / 2h by
h² f‴/6 only. Both cost evaluations of f for every single entry of x, which is why nobody trains with them; along one
random direction two evaluations check all entries at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .functional._check import choice, floating, shape

SCHEMES = ("central", "forward")
Function = Callable[[np.ndarray], Any]  # to a number


class GradcheckError(RuntimeError):
    """An op whose backward disagrees with differences of its forward."""


def numerical_gradient(f: Function, x: np.ndarray, h: float = 1e-4, scheme: str = "central") -> np.ndarray:
    """∂f/∂x entry by entry, by differences.

        central: (f(x + h eᵢ) − f(x − h eᵢ)) / 2h        forward: (f(x + h eᵢ) − f(x)) / h

    Args:
        f: takes an array like x, returns a number.
        x: where, an array of any shape, which stays as it is.
        h: the step, in x's unit.
        scheme: "central" (2n evaluations of f for n entries) or "forward" (n + 1).

    Returns:
        the gradient, of x's shape and dtype.

    Raises:
        ValueError, TypeError: an unknown scheme, x not floating (x + h would be rounded to x).

    >>> numerical_gradient(lambda x: (x**2).sum(), np.array([3.0, 4.0])).round(6)
    array([6., 8.])
    >>> numerical_gradient(lambda x: (x**2).sum(), np.array([3.0, 4.0]), scheme="forward").round(6)
    array([6.0001, 8.0001])
    """
    floating("numerical_gradient", x=x)
    choice("numerical_gradient", "scheme", scheme, SCHEMES)
    point, gradient = np.array(x), np.empty(x.shape, x.dtype)
    here = float(f(point)) if scheme == "forward" else 0.0
    for i in np.ndindex(x.shape):
        point[i] = x[i] + h
        above = float(f(point))
        if scheme == "forward":
            gradient[i] = (above - here) / h
        else:
            point[i] = x[i] - h
            gradient[i] = (above - float(f(point))) / (2 * h)
        point[i] = x[i]
    return gradient


def directional_derivative(
    f: Function, x: np.ndarray, v: np.ndarray, h: float = 1e-4, scheme: str = "central"
) -> float:
    """The slope of f at x along v, which is Σ ∂f/∂x · v, by one difference.

    Args:
        f, x, h, scheme: as in `numerical_gradient`.
        v: the direction, of x's shape. A random one sees an error in any entry of a gradient.

    >>> round(directional_derivative(lambda x: (x**2).sum(), np.array([3.0, 4.0]), np.array([1.0, -1.0])), 6)
    -2.0
    """
    floating("directional_derivative", x=x, v=v)
    shape("directional_derivative", "v", v, x.shape, "x's shape")
    choice("directional_derivative", "scheme", scheme, SCHEMES)
    if scheme == "forward":
        return (float(f(x + h * v)) - float(f(x))) / h
    return (float(f(x + h * v)) - float(f(x - h * v))) / (2 * h)


def gradcheck(
    func: Callable[..., tuple[Any, Any]],
    inputs: Sequence[Any],
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    seed: int = 0,
    raise_exception: bool = True,
) -> bool:
    """Hold `backward` against central differences of `func`, for one random cotangent dy.

        backward(dy) ≈ ∂/∂x Σ func(x) · dy, within atol + rtol |difference|, at every entry of every floating input

    Args:
        func: an op, `y, backward = func(*inputs)`.
        inputs: its arguments. Floating arrays (float64) are differentiated; integers, numbers and strings are not.
        eps: the step of the differences.
        seed: of dy.
        raise_exception: on a mismatch raise, or return False.

    Returns:
        True where all agree. Not at kinks, where the two sides of a difference disagree.

    Raises:
        GradcheckError: a gradient is wrong, missing or of the wrong shape.
        TypeError: an input in float32, whose differences would be mostly rounding.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html

    >>> gradcheck(lambda x: (x**2, lambda dy: (2 * x * dy,)), [np.array([3.0, 4.0])])
    True
    >>> gradcheck(lambda x: (x**2, lambda dy: (x * dy,)), [np.array([3.0, 4.0])], raise_exception=False)
    False
    """
    y, backward = func(*inputs)
    y = np.asarray(y[0] if isinstance(y, tuple) else y)
    dy = np.asarray(np.random.default_rng(seed).standard_normal(y.shape))
    grads = list(backward(dy))
    for i, x in enumerate(inputs):
        if x is not None and not (isinstance(x, np.ndarray) and np.issubdtype(x.dtype, np.floating)):
            continue
        grad = grads.pop(0) if grads else None
        if x is None:
            continue
        if x.dtype != np.float64:
            raise TypeError(f"gradcheck: input {i} is {x.dtype}, expected float64")

        def loss(moved: np.ndarray, i: int = i) -> float:
            y = func(*inputs[:i], moved, *inputs[i + 1 :])[0]
            return float(np.sum((y[0] if isinstance(y, tuple) else y) * dy))

        problem = _mismatch(grad, numerical_gradient(loss, x, eps), atol, rtol)
        if problem and raise_exception:
            raise GradcheckError(f"gradcheck: the gradient of input {i} {problem}")
        if problem:
            return False
    return True


def _mismatch(grad: np.ndarray | None, expected: np.ndarray, atol: float, rtol: float) -> str:
    """What is wrong with a gradient, in words; empty if nothing."""
    if grad is None:
        return "is missing"
    if grad.shape != expected.shape:
        return f"has shape {grad.shape}, expected {expected.shape}"
    wrong = np.argwhere(~np.isclose(grad, expected, rtol, atol))
    if not len(wrong):
        return ""
    at = tuple(map(int, wrong[0]))
    return (
        f"is {grad[at]:.6g} at {list(at)}, differences give {expected[at]:.6g} ({len(wrong)} of {grad.size} are wrong)"
    )
