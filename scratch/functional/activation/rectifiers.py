"""Rectifiers: straight lines with one kink. What is positive passes, and of the rest nothing, a constant or a share.

The pieces are selected and not multiplied by 0 and 1: −inf · 0 would be nan.
"""

from __future__ import annotations

import numpy as np

from ... import random
from .. import _check
from .._op import Array, Backward, op
from ._input import floating


@op
def identity(input: Array) -> tuple[Array, Backward]:
    """Leave x as it is, as an output layer for numbers does: y = x, dx = dy.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.Identity.html

    >>> identity(np.array([-1.0, 2.0]))[0]
    array([-1.,  2.])
    """
    floating("identity", input)
    return input, lambda dy: (dy,)


@op
def step(input: Array) -> tuple[Array, Backward]:
    """Fire or not, as a perceptron does: y = 1 where x > 0, else 0. It is flat: dx = 0, and nothing can be learnt.

    At: 0 and nan give 0.

    >>> step(np.array([-1.0, 0.0, 2.0]))[0]
    array([0., 0., 1.])
    """
    floating("step", input)
    return (input > 0).astype(input.dtype), lambda dy: (np.zeros_like(dy),)


@op
def relu(input: Array) -> tuple[Array, Backward]:
    """Rectified linear unit: y = max(x, 0); dx = dy where x > 0, else 0.

    Args:
        input: of any shape, as for every op here that does not say otherwise.

    Returns:
        y of input's shape, and backward(dy) -> (dinput,).

    At: dx = 0 where x is ±0 and dy where x is nan.

    Raises:
        TypeError: an input that is not an array of float32 or float64.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu.html

    >>> y, backward = relu(np.array([-1.0, 0.0, 2.0]))
    >>> y, backward(np.array([5.0, 6.0, 7.0]))[0]
    (array([0., 0., 2.]), array([0., 0., 7.]))
    """
    floating("relu", input)
    return np.where(input < 0, 0, input), lambda dy: (np.where(input <= 0, 0, dy),)


@op
def threshold(input: Array, threshold: float, value: float) -> tuple[Array, Backward]:
    """Replace what is not above a threshold: y = x and dx = dy where x > threshold; else y = value and dx = 0.

    At: x itself, and dy, where x is nan.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.threshold.html

    >>> threshold(np.array([-1.0, 0.5, 2.0]), 0.5, 9.0)[0]
    array([9., 9., 2.])
    """
    floating("threshold", input)
    below = input <= _check.scalar("threshold", "threshold", threshold, input.dtype)
    value = _check.scalar("threshold", "value", value, input.dtype)
    return np.where(below, value, input), lambda dy: (np.where(below, 0, dy),)


@op
def leaky_relu(input: Array, negative_slope: float = 0.01) -> tuple[Array, Backward]:
    """ReLU that lets a little through: y = x and dx = dy where x > 0; else y = slope · x and dx = slope · dy.

    At: 0 is on the sloping side.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html

    >>> leaky_relu(np.array([-1.0, 2.0]), 0.5)[0]
    array([-0.5,  2. ])
    """
    floating("leaky_relu", input)
    return _sloped(input, _check.scalar("leaky_relu", "negative_slope", negative_slope, input.dtype))


@op
def prelu(input: Array, weight: Array) -> tuple[Array, Backward]:
    """Leaky ReLU that learns its slopes: y = x where x > 0, else weight · x.

    Args:
        input: of any shape, with the C channels in axis 1; what has fewer than two axes has one channel.
        weight: the slope, 0-d or (1,), or one for each channel, (C,).

    Returns:
        y of input's shape, and backward(dy) -> (dinput, dweight):
        dinput = dy where x > 0, else weight · dy; dweight = Σ x · dy over the x that are not above 0, and, with one
        slope for each channel, over all but the channel.

    At: 0 and nan are on the sloping side.

    Raises:
        ValueError: a weight that is neither one number nor one for each channel.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.prelu.html,
        He et al. (2015), arXiv:1502.01852

    >>> y, backward = prelu(np.array([[-1.0, -2.0], [3.0, -4.0]]), np.array([0.5, 0.25]))
    >>> y, backward(np.ones((2, 2)))[1]
    (array([[-0.5, -0.5],
           [ 3. , -1. ]]), array([-1., -6.]))
    """
    floating("prelu", input)
    _check.required("prelu", weight=weight)
    _check.floating("prelu", input=input, weight=weight)
    _check.ndim("prelu", "weight", weight, (0, 1), "() or (C,)")
    channels = input.shape[1] if input.ndim > 1 else 1
    if weight.size != 1 and (weight.size != channels or input.ndim == 0):
        raise ValueError(
            f"prelu: weight has shape {weight.shape}, expected (1,) or ({channels},) (input {input.shape})"
        )
    slope = weight.reshape(() if weight.size == 1 else (channels, *(1,) * (input.ndim - 2)))
    y, pullback = _sloped(input, slope)

    def backward(dy: Array) -> tuple[Array, Array]:
        (dx,) = pullback(dy)
        dw = np.where(input > 0, 0, input * dy)
        others = tuple(axis for axis in range(input.ndim) if weight.size == 1 or axis != 1)
        return dx, dw.sum(others, dtype=np.float64).astype(weight.dtype).reshape(weight.shape)

    return y, backward


@op
def rrelu(
    input: Array,
    lower: float = 1 / 8,
    upper: float = 1 / 3,
    training: bool = False,
    *,
    rng: random.Generator | None = None,
) -> tuple[Array, Backward]:
    """Leaky ReLU with slopes drawn at random: y = r · x and dx = r · dy, with r = 1 where x > 0.

    Elsewhere r is evenly spread from `lower` to `upper`, for each element anew, in training; in evaluation it is their
    mean.

    Args:
        input: of any shape.
        lower, upper: the ends, finite.
        training: whether to draw.
        rng: the generator that draws; by default the one that `scratch.manual_seed` seeds. Two words for each element
            that is not above 0, in order of their indices.

    Returns:
        y of input's shape, and backward(dy) -> (dinput,).

    At: r is drawn for 0. For nan it is 1 in training, and the mean in evaluation.

    Raises:
        ValueError: lower above upper; an end that is not finite.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rrelu.html,
        Xu et al. (2015), arXiv:1505.00853

    >>> rrelu(np.array([-8.0, 2.0]), 0.25, 0.5)[0]
    array([-3.,  2.])
    """
    floating("rrelu", input)
    _check.flag("rrelu", "training", training)
    low = _check.scalar("rrelu", "lower", lower, input.dtype)
    high = _check.scalar("rrelu", "upper", upper, input.dtype)
    if not -np.inf < low <= high < np.inf:
        raise ValueError(f"rrelu: lower is {low}, upper is {high}; expected finite numbers, lower not above upper")
    if rng is not None and not isinstance(rng, random.Generator):
        raise TypeError(f"rrelu: rng is a {type(rng).__name__}, expected a scratch.random.Generator")
    if not training:
        return _sloped(input, (low + high) / 2)

    drawn = input <= 0
    if high - low == np.inf and drawn.any():
        raise ValueError(f"rrelu: lower is {low}, upper is {high}; expected less than infinity between them")
    u = random.rand(int(np.count_nonzero(drawn)), generator=rng, dtype=np.float64)
    low, high = np.array([low, high], input.dtype).astype(float)
    slope = np.ones_like(input)
    slope[drawn] = low + (high - low) * u
    return _sloped(input, slope)


def _sloped(x: Array, slope: float | Array) -> tuple[Array, Backward]:
    """y = x where x > 0, else slope · x; its gradient is x's alone."""
    positive = x > 0
    return np.where(positive, x, slope * x), lambda dy: (np.where(positive, dy, slope * dy),)
