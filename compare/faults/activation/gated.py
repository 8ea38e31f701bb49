"""Mistakes in gated units: gates, their gradients, and the halves of an axis."""

from __future__ import annotations

from .._fault import Fault


def _fault(op: str, idea: str, old: str, new: str) -> Fault:
    return Fault(op, idea, "functional/activation/gated.py", old, new)


FAULTS: list[Fault] = [
    _fault("silu", "gradient of the sigmoid alone", "(1 + x * (1 - sigma))", "(1 - sigma)"),
    _fault("gelu", "approximate ignored", 'approximate == "none"', 'approximate != ""'),
    _fault("gelu", "0.0447 for 0.044715", "x + 0.044715 *", "x + 0.0447 *"),
    _fault("gelu", "gradient without x φ(x)", "dy * (phi + x * (0.5", "dy * (phi + 0 * (0.5"),
    _fault("mish", "overflows on the right", "np.exp(np.minimum(x, 20))", "np.exp(x)"),
    _fault("mish", "cut off too early", "np.minimum(x, 20)", "np.minimum(x, 3)"),
    _fault("mish", "gradient of the gate missing", "t + x * (e / (1 + e)) * (1 - t * t)", "t"),
    _fault("mish", "gradient without the sigmoid", "x * (e / (1 + e)) * (1", "x * (1"),
    _fault("mish", "1 - t for 1 - t²", "(1 - t * t)),)\n\n    return x * t", "(1 - t)),)\n\n    return x * t"),
    _fault("mish", "sigmoid for tanh of softplus: a SiLU", "t = n / (n + 2)", "t = e / (1 + e)"),
    _fault("mish", "tanh that cancels on the left", "n = e * (e + 2)", "n = (1 + e) ** 2 - 1"),
    _fault("glu", "halves exchanged", "a, b = np.split", "b, a = np.split"),
    _fault(
        "glu",
        "even and odd places for halves",
        "a, b = np.split(input, 2, axis)",
        "a, b = (np.take(input, range(start, input.shape[axis], 2), axis) for start in (0, 1))",
    ),
    _fault(
        "glu",
        "always the last axis",
        'axis = _check.axis("glu", "dim", dim, input.ndim)',
        'axis = _check.axis("glu", "dim", dim, input.ndim)\n    axis = max(input.ndim - 1, 0)',
    ),
    _fault("glu", "axis 1 unless given", "def glu(input: Array, dim: int = -1)", "def glu(input: Array, dim: int = 1)"),
    _fault("glu", "gradient of the gate missing", "da * (1 - sigma) * a", "0 * da"),
    _fault("glu", "gradient of the gate without a", "da * (1 - sigma) * a", "da * (1 - sigma)"),
    _fault("glu", "gradient of the gate without 1 - σ", "da * (1 - sigma) * a", "da * a"),
    _fault(
        "glu",
        "gradients exchanged",
        "np.concatenate([da, da * (1 - sigma) * a], axis)",
        "np.concatenate([da * (1 - sigma) * a, da], axis)",
    ),
    _fault("glu", "gradients joined along the last axis", "(1 - sigma) * a], axis)", "(1 - sigma) * a], -1)"),
    _fault("glu", "1 for a shut gate's σ", "1 / (1 + np.exp(-b))", "np.exp(b) / (1 + np.exp(b))"),
    _fault("glu", "tanh for a gate", "sigma = 1 / (1 + np.exp(-b))", "sigma = np.tanh(b)"),
    Fault("gelu", "erf in float32 only", "functional/_erf.py", "FITS[x.dtype]", 'FITS[np.dtype("float32")]'),
]
