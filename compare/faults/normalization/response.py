"""Mistakes in local response normalization."""

from __future__ import annotations

from .._fault import Fault


def _fault(idea: str, old: str, new: str) -> Fault:
    return Fault("local_response_norm", idea, "functional/normalization/response.py", old, new)


FAULTS: list[Fault] = [
    _fault(
        "even windows reach forward",
        "before, after = size // 2, (size - 1) // 2",
        "after, before = size // 2, (size - 1) // 2",
    ),
    _fault("windows of 2n + 1", "before, after = size // 2, (size - 1) // 2", "before, after = size // 2, size // 2"),
    _fault("the sum instead of the mean, as in the paper", "s = k + alpha / size *", "s = k + alpha *"),
    _fault(
        "the mean by how many neighbours there are",
        "_neighbours(x * x, before, after)",
        "_neighbours(x * x, before, after) * size / _neighbours(np.ones_like(x), before, after)",
    ),
    _fault("k ignored", "s = k + alpha", "s = 1.0 + alpha"),
    _fault("alpha ignored", "s = k + alpha / size", "s = k + 1e-4 / size"),
    _fault("beta ignored", "y = x / s**beta", "y = x / s**0.75"),
    _fault("beta on the mean alone", "y = x / s**beta", "y = x / (k + (s - k) ** beta)"),
    _fault("alpha of the paper", "alpha: float = 1e-4", "alpha: float = 1e-3"),
    _fault("k of the paper", "k: float = 1.0", "k: float = 2.0"),
    _fault("absolute values", "_neighbours(x * x, before, after)", "_neighbours(np.abs(x), before, after)"),
    _fault(
        "neighbours not transposed", "_neighbours(dy * y / s, after, before)", "_neighbours(dy * y / s, before, after)"
    ),
    _fault("neighbours taken for constants", "- 2 * alpha * beta / size * x * pull", ""),
    _fault("factor 2 forgotten", "- 2 * alpha", "- alpha"),
    _fault("size forgotten in the gradient", "beta / size * x * pull", "beta * x * pull"),
    _fault("beta=0 multiplied", " if beta else np.zeros_like(x)", ""),
    _fault("neighbours in space", "C = x.shape[1]\n", "x = x.swapaxes(1, 2)\n    C = x.shape[1]\n"),
    _fault("size=0 accepted", "if size < 1:", "if size < 0:"),
    _fault("2-d input accepted", "if input.ndim < 3:", "if input.ndim < 2:"),
    _fault(
        "channels in a ring",
        "    for step in range(1, min(before, C - 1) + 1):",
        "    if before:\n        total[:, 0] += x[:, -1]\n    for step in range(1, min(before, C - 1) + 1):",
    ),
]
