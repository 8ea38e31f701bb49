"""Local response normalization: every value against its neighbours among the channels."""

from __future__ import annotations

import numpy as np

from .. import _check
from .._op import Array, Backward, Gradients, op


@op
def local_response_norm(
    input: Array, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0
) -> tuple[Array, Backward]:
    """Divide by a power of the mean square of the neighbouring channels.

        y = x / s^β,   s_c = k + α / size · Σ x_c′²,   c′ from c − ⌊size / 2⌋ to c + ⌊(size − 1) / 2⌋

    A channel that responds strongly inhibits its neighbours, as nerves do. Beyond the first and the last channel there
    are zeros.

    Args:
        input: (N, C, ...), with one axis of space or more.
        size: how many channels are neighbours, 1 or more.
        alpha, beta, k: α, β and k; any numbers.

    Returns:
        y of input's shape, and backward(dy) -> (dinput,):
        dx_c = dy_c / s_c^β − 2 · α · β / size · x_c · Σ dy_c′ · y_c′ / s_c′, over the c′ that c is a neighbour of.

    At: s negative, y is nan unless β is an integer; s zero, it is infinite or nan.

    Raises:
        ValueError: fewer than three axes; a size below 1, or one so large that no memory could hold the zeros.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.local_response_norm.html,
        Krizhevsky, Sutskever and Hinton (2012), ImageNet Classification with Deep Convolutional Neural Networks

    >>> y, backward = local_response_norm(np.array([[[2.0], [4.0], [3.0]]]), 2, alpha=2.0, beta=1.0, k=0.0)
    >>> y  # 2 / 2², 4 / (2² + 4²), 3 / (4² + 3²)
    array([[[0.5 ],
            [0.2 ],
            [0.12]]])
    """
    name = "local_response_norm"
    _check.required(name, input=input)
    _check.floating(name, input=input)
    _check.integer(name, "size", size)
    alpha, beta, k = (
        _check.scalar(name, n, v, np.dtype(float)) for n, v in (("alpha", alpha), ("beta", beta), ("k", k))
    )
    if input.ndim < 3:
        raise ValueError(f"{name}: input {input.shape} is {input.ndim}-d, expected (N, C, L) or (N, C, ...)")
    if size < 1:
        raise ValueError(f"{name}: size is {size}, expected at least 1")
    before, after = size // 2, (size - 1) // 2
    if input.size:  # PyTorch makes room for all the zeros
        _check.storable(name, "the padded input", (len(input), input.shape[1] + before + after, *input.shape[2:]))

    x = input.astype(np.float64)
    s = k + alpha / size * _neighbours(x * x, before, after)
    y = x / s**beta

    def backward(dy: Array) -> Gradients:
        # With β = 0 there is nothing to differentiate, whatever s is.
        pull = _neighbours(dy * y / s, after, before) if beta else np.zeros_like(x)
        return ((dy / s**beta - 2 * alpha * beta / size * x * pull).astype(input.dtype),)

    return y.astype(input.dtype), backward


def _neighbours(x: Array, before: int, after: int) -> Array:
    """Each channel's sum over the `before` ones in front of it, itself, and the `after` ones behind it.

    With `before` and `after` exchanged it is the transpose: the sum over the channels that each one is a neighbour of.
    """
    C = x.shape[1]
    total = x.copy()
    for step in range(1, min(before, C - 1) + 1):
        total[:, step:] += x[:, :-step]
    for step in range(1, min(after, C - 1) + 1):
        total[:, :-step] += x[:, step:]
    return total
