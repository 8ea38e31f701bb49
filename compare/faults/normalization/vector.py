"""Mistakes in `normalize`."""

from __future__ import annotations

from .._fault import Fault


def _fault(idea: str, old: str, new: str) -> Fault:
    return Fault("normalize", idea, "functional/normalization/vector.py", old, new)


FAULTS: list[Fault] = [
    _fault("eps added instead of a lower bound", "np.maximum(norm, eps)", "norm + eps"),
    _fault("eps ignored", "np.maximum(norm, eps)", "np.maximum(norm, 1e-12)"),
    _fault("no eps", "np.maximum(norm, eps)", "norm"),
    _fault("eps of another library, 1e-6", "eps: float = 1e-12", "eps: float = 1e-6"),
    _fault("p ignored: always 2", "norm = _norm(size, p, axes)", "norm = _norm(size, 2.0, axes)"),
    _fault("dim ignored: always 1", "axes = _axes(name, p, dim, input)", "axes = _axes(name, p, 1, input)"),
    _fault("the last axis by default", "= 1, eps", "= -1, eps"),
    _fault(
        "only the first of several axes",
        "dims = (dim,) if not isinstance(dim, (tuple, list)) else tuple(dim)",
        "dims = (dim,) if not isinstance(dim, (tuple, list)) else tuple(dim[:1])",
    ),
    _fault("an axis twice", "if len(set(axes)) < len(axes):", "if False:"),
    _fault("the norm taken for a constant", "        if p:\n", "        if False:\n"),
    _fault("p=0 differentiated", "        if p:\n", "        if True:\n"),
    _fault(
        "norms below eps differentiated",
        "np.where(norm >= eps, -(dx * y).sum(axes, keepdims=True), 0)",
        "-(dx * y).sum(axes, keepdims=True)",
    ),
    _fault("a norm equal to eps is constant", "norm >= eps", "norm > eps"),
    _fault("sign forgotten in the slope", "return np.sign(x) * np.where(", "return np.where("),
    _fault("exponent p in the slope", "(size / norm) ** (p - 1)", "(size / norm) ** p"),
    _fault("slope of the 2-norm for every p", "(size / norm) ** (p - 1)", "size / norm"),
    _fault(
        "slope at 0 multiplied",
        "np.where((size == 0) | (norm == 0), 0, (size / norm) ** (p - 1))",
        "(size / norm) ** (p - 1)",
    ),
    _fault("slope of a norm that vanished", "(size == 0) | (norm == 0)", "size == 0"),
    _fault("all of the gradient to every largest value", "extreme / extreme.sum(axes, keepdims=True)", "extreme"),
    _fault("p=-inf taken for inf", "(size.max if p > 0 else size.min)", "size.max"),
    _fault("the root forgotten", "** (1 / p)", ""),
    _fault("sum of squares without the root's p", "(size**p).sum", "(size**2).sum"),
    _fault("signed values in the norm", "size = np.abs(x)", "size = x"),
    _fault(
        "zeros counted, too",
        "np.count_nonzero(size, axis=axes, keepdims=True)",
        "np.count_nonzero(size == size, axis=axes, keepdims=True)",
    ),
    _fault("vectors of no values accepted", "if (p < 0 or p == np.inf) and any", "if p == np.inf and any"),
    _fault(
        "eps in float64",
        'eps = input.dtype.type(_check.scalar(name, "eps", eps, input.dtype))',
        'eps = _check.scalar(name, "eps", eps, np.dtype(float))',
    ),
    _fault("float64 leaks", "return y.astype(input.dtype), backward", "return y, backward"),
]
