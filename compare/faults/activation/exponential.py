"""Mistakes in exponential linear units: their three constants, here and in the gradient."""

from __future__ import annotations

from .._fault import Fault


def _fault(op: str, idea: str, old: str, new: str) -> Fault:
    return Fault(op, idea, "functional/activation/exponential.py", old, new)


FAULTS: list[Fault] = [
    _fault("elu", "exp(x) - 1 that cancels", "np.expm1(rate * x)", "(np.exp(rate * x) - 1)"),
    _fault("elu", "alpha missing in the gradient", "dy * (scale * alpha * rate)", "dy * (scale * rate)"),
    _fault(
        "elu", "gradient y + α, which cancels", "dy * (scale * alpha * rate) * np.exp(rate * x)", "dy * (y + alpha)"
    ),
    _fault(
        "selu", "five digits of the scale", "SCALE, ALPHA = 1.0507009873554804934193349852946", "SCALE, ALPHA = 1.0507"
    ),
    _fault("selu", "five digits of alpha", "1.6732632423543772848170429916717", "1.67326"),
    _fault("selu", "float32's digits of alpha", "1.6732632423543772848170429916717", "1.6732632"),
    _fault("selu", "scale missing in the gradient on the right", "np.where(x > 0, scale * dy,", "np.where(x > 0, dy,"),
    _fault("selu", "scale missing in the gradient on the left", "dy * (scale * alpha * rate)", "dy * (alpha * rate)"),
    _fault("selu", "scale missing on the right", "np.expm1(rate * x), scale * x)", "np.expm1(rate * x), x)"),
    _fault("selu", "scale missing on the left", "scale * alpha * np.expm1", "alpha * np.expm1"),
    _fault(
        "celu", "alpha not in the exponent", ', rate=_check.scalar("celu", "1 / alpha", 1 / alpha, input.dtype)', ""
    ),
    _fault("celu", "alpha times x in the exponent", '"1 / alpha", 1 / alpha,', '"1 / alpha", alpha,'),
    _fault(
        "celu",
        "rate missing in the gradient: that of an ELU",
        "(scale * alpha * rate) * np.exp",
        "(scale * alpha) * np.exp",
    ),
    _fault("celu", "exponent missing in the gradient", "np.exp(rate * x)),)", "np.exp(x)),)"),
    _fault(
        "celu",
        "alpha=0 taken for a ReLU",
        '        raise ValueError("celu: alpha is 0, expected another number")',
        "        return np.where(input < 0, 0, input), lambda dy: (np.where(input <= 0, 0, dy),)",
    ),
    _fault("celu", "1 / alpha of any size", '_check.scalar("celu", "1 / alpha", 1 / alpha, input.dtype)', "1 / alpha"),
]
