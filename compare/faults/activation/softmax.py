"""Mistakes in softmaxes: axes, signs, and exp that overflows."""

from __future__ import annotations

from .._fault import Fault


def _fault(op: str, idea: str, old: str, new: str) -> Fault:
    return Fault(op, idea, "functional/activation/softmax.py", old, new)


FAULTS: list[Fault] = [
    _fault(
        "softmax",
        "largest score not subtracted",
        "y = np.exp(x - x.max(axis, keepdims=True, initial=-np.inf))",
        "y = np.exp(x)",
    ),
    _fault("softmax", "largest score of the whole array", "y = np.exp(x - x.max(axis,", "y = np.exp(x - x.max(None,"),
    _fault(
        "softmax", "diagonal of the Jacobian only", "y * (dy - (y * dy).sum(axis, keepdims=True))", "y * (dy - y * dy)"
    ),
    _fault("softmax", "last axis where none is given", "dim = 0 if input.ndim in (0, 1, 3) else 1", "dim = -1"),
    _fault(
        "softmax", "dtype ignored", "input.dtype if dtype is None else _check.floating_dtype(op, dtype)", "input.dtype"
    ),
    _fault(
        "softmax",
        "the fourth axis taken for the third",
        'x, axis = _scores("softmax", input, dim, dtype)',
        'x, axis = _scores("softmax", input, 2 if dim == 3 else dim, dtype)',
    ),
    _fault("softmin", "the largest wins", "_competing(-x, axis, input)", "_competing(x, axis, input)"),
    _fault("softmin", "sign missing in the gradient", "(-pullback(dy)[0],)", "(pullback(dy)[0],)"),
    _fault(
        "softmin",
        "1 - softmax",
        "    return y, lambda dy: (-pullback(dy)[0],)",
        "    return 1 - y, lambda dy: (-pullback(dy)[0],)",
    ),
    _fault("softmin", "dim ignored", '_scores("softmin", input, dim, dtype)', '_scores("softmin", input, None, dtype)'),
    _fault("softmin", "dtype ignored", '_scores("softmin", input, dim, dtype)', '_scores("softmin", input, dim, None)'),
    _fault(
        "softmin",
        "the smallest score not subtracted",
        "y = np.exp(x - x.max(axis, keepdims=True, initial=-np.inf))",
        "y = np.exp(x)",
    ),
    _fault("log_softmax", "logarithm of an underflow", "y = shifted - np.log(", "y = np.log(np.exp(shifted) / "),
    _fault("log_softmax", "gradient of a cross-entropy", "np.exp(y) * dy.sum(axis, keepdims=True)", "np.exp(y)"),
    _fault(
        "log_softmax",
        "gradient in dtype",
        "dy.sum(axis, keepdims=True)\n        return (dx.reshape(input.shape).astype(input.dtype, copy=False),)",
        "dy.sum(axis, keepdims=True)\n        return (dx.reshape(input.shape),)",
    ),
    _fault("log_softmax", "largest score of the whole array", "shifted = x - x.max(axis,", "shifted = x - x.max(None,"),
]
