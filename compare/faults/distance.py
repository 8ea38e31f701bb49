"""Mistakes in the angle between vectors and in the length of their difference."""

from __future__ import annotations

from ._fault import Fault

DISTANCE, OPERANDS, LAYERS = "functional/distance.py", "functional/_operands.py", "nn/distance.py"


def _cosine(idea: str, old: str, new: str) -> Fault:
    return Fault("cosine_similarity", idea, DISTANCE, old, new)


def _pairwise(idea: str, old: str, new: str) -> Fault:
    return Fault("pairwise_distance", idea, DISTANCE, old, new)


FAULTS: list[Fault] = [
    _cosine(
        "eps for the product of the lengths",
        "u1, u2 = a / np.maximum(norm_a, least), b / np.maximum(norm_b, least)",
        "u1, u2 = a / np.maximum(norm_a * norm_b, least), b",
    ),
    _cosine("eps added to the lengths", "a / np.maximum(norm_a, least)", "a / (norm_a + least)"),
    _cosine("eps for one vector only", "b / np.maximum(norm_b, least)", "b / norm_b"),
    _cosine("eps ignored: always 1e-8", "least = dtype.type(eps)", "least = dtype.type(1e-8)"),
    _cosine("eps of another default", "dim: int = 1, eps: float = 1e-8", "dim: int = 1, eps: float = 1e-6"),
    _cosine(
        "lengths squared",
        "(np.linalg.norm(x, axis=-1, keepdims=True) for",
        "(np.linalg.norm(x, axis=-1, keepdims=True) ** 2 for",
    ),
    _cosine(
        "lengths taken for constants",
        "return du / length + dnorm * np.where(norm == 0, 0, x / norm)",
        "return du / length",
    ),
    _cosine(
        "no gradient through a length below eps",
        "-du, x / length / length)[..., None]",
        "-du, x / length / length)[..., None] * (norm > eps)",
    ),
    _cosine("through a length below eps the gradient of eps", "np.where(norm == 0, 0, x / norm)", "x / length"),
    _cosine("0 / 0 in the gradient of a vector of zeros", "np.where(norm == 0, 0, x / norm)", "x / norm"),
    _cosine("dim ignored: always the last", "(np.moveaxis(x, axis, -1) for", "(np.moveaxis(x, -1, -1) for"),
    _cosine("gradient's axes not moved back", "(x1, np.moveaxis(da, -1, axis))", "(x1, da)"),
    _cosine("the same gradient for both", "(x2, np.moveaxis(db, -1, axis))", "(x2, np.moveaxis(da, -1, axis))"),
    Fault(
        "cosine_similarity",
        "gradients of a broadcast vector not summed",
        OPERANDS,
        "summed_to(gradient, argument) if",
        "gradient if",
    ),
    _cosine("eps below 0 accepted", "if not eps >= 0:", "if False:"),
    _cosine(
        "two arrays of integers accepted",
        "    if not floats:\n        raise",
        "    if not floats:\n        x1 = x1 * 1.0\n        floats = [x1.dtype]\n    if not floats:\n        raise",
    ),
    _cosine("float64 leaks", "least = dtype.type(eps)", "least = np.float64(eps)"),
    _pairwise(
        "eps added to the distance",
        "e = np.atleast_1d(difference + np.asarray(eps).astype(dtype))",
        "e = np.atleast_1d(difference)",
    ),
    _pairwise("eps subtracted", "difference + np.asarray(eps)", "difference - np.asarray(eps)"),
    _pairwise(
        "eps added to the size of the difference",
        "np.atleast_1d(difference + np.asarray(eps).astype(dtype))",
        "np.atleast_1d(np.sign(difference) * (abs(difference) + np.asarray(eps).astype(dtype)))",
    ),
    _pairwise(
        "eps of the other distance, 1e-8", "p: float = 2.0, eps: float = 1e-6", "p: float = 2.0, eps: float = 1e-8"
    ),
    _pairwise("p ignored", "np.linalg.norm(e, p, axis=-1", "np.linalg.norm(e, 2, axis=-1"),
    _pairwise(
        "p ignored in the gradient",
        "de = _norm_backward(dy.reshape(norm.shape), e, norm, p)",
        "de = _norm_backward(dy.reshape(norm.shape), e, norm, 2.0)",
    ),
    _pairwise("over the first axis", "np.linalg.norm(e, p, axis=-1", "np.linalg.norm(e, p, axis=0"),
    _pairwise("keepdim ignored", "y = norm if keepdim and difference.ndim else", "y = norm if False else"),
    _pairwise(
        "keepdim gives a 0-d distance an axis",
        "y = norm if keepdim and difference.ndim else",
        "y = norm if keepdim else",
    ),
    _pairwise("sign not in the gradient", "return sign * size ** (p - 1)", "return size ** (p - 1)"),
    _pairwise("power p instead of p - 1", "return sign * size ** (p - 1)", "return sign * size**p"),
    _pairwise("norm's power forgotten", "g / norm ** (p - 1)", "g / norm"),
    _pairwise("0 / 0 in the gradient at distance 0", "np.where(norm == 0, 0, e / norm)", "e / norm"),
    _pairwise(
        "0 / 0 in the gradient at distance 0, any p",
        "np.where(norm == 0, 0, g / norm ** (p - 1))",
        "g / norm ** (p - 1)",
    ),
    _pairwise("an infinite slope at 0 for p below 1", "np.where(e == 0, 0, size ** (p - 1))", "size ** (p - 1)"),
    _pairwise(
        "the first largest takes it all",
        "reached = (size == norm) | np.isnan(e)",
        "reached = (size == norm) & (np.cumsum(size == norm, -1) == 1) | np.isnan(e)",
    ),
    _pairwise(
        "every largest takes it all", "g / reached.sum(-1, keepdims=True, dtype=e.dtype) * reached", "g * reached"
    ),
    _pairwise("the largest for p = -inf", "norm = np.linalg.norm(e, p,", "norm = np.linalg.norm(e, abs(p),"),
    _pairwise("nan has a sign", "(e > 0).astype(e.dtype) - (e < 0)  # np.sign, but", "np.sign(e)  # np.sign, but"),
    _pairwise("p = 0 as the limit", "    if p == 0:\n        return np.zeros_like(e)\n", ""),
    _pairwise("dx2 without its sign", "(x2, -de if p else de)", "(x2, de)"),
    Fault(
        "pairwise_distance",
        "a 0-d array decides the dtype",
        OPERANDS,
        "*([x for x in floats if x.ndim] or floats)",
        "*floats",
    ),
    Fault(
        "pairwise_distance",
        "integers have a gradient",
        OPERANDS,
        "argument.dtype in _check.FLOATS",
        "argument.ndim >= 0",
    ),
    _pairwise("integers widened before they are subtracted", "dtype=dtype if floating else None", "dtype=dtype"),
    _pairwise(
        "the largest of nothing is 0",
        "if not e.shape[-1] and (p < 0 or p == np.inf):",
        "if not e.shape[-1] and p < 0:\n        e = np.zeros((*e.shape[:-1], 1), dtype)\n    if False:",
    ),
    Fault(
        "CosineSimilarity", "dim and eps exchanged", LAYERS, "x2, self.dim, self.eps)", "x2, int(self.eps), self.dim)"
    ),
    Fault("CosineSimilarity", "eps not handed on", LAYERS, "x2, self.dim, self.eps)", "x2, self.dim)"),
    Fault(
        "PairwiseDistance",
        "keepdim not handed on",
        LAYERS,
        "self.norm, self.eps, self.keepdim)",
        "self.norm, self.eps)",
    ),
    Fault("PairwiseDistance", "p not handed on", LAYERS, "x2, self.norm, self.eps,", "x2, 2.0, self.eps,"),
    Fault(
        "PairwiseDistance",
        "the first gradient for the first floating input",
        LAYERS,
        "return tuple(next(grads) if is_floating(x.dtype) else None for x in inputs), {}",
        "return tuple(grads), {}",
    ),
]
