"""Mistakes in clamps: both ends."""

from __future__ import annotations

from .._fault import Fault


def _fault(op: str, idea: str, old: str, new: str) -> Fault:
    return Fault(op, idea, "functional/activation/clamps.py", old, new)


FAULTS: list[Fault] = [
    _fault("hardtanh", "gradient flows at the bounds", "(low < input) & (input < high)", "y == input"),
    _fault("hardtanh", "min_val negates max_val", "np.clip(input, low, high)", "np.clip(input, -high, high)"),
    _fault("hardtanh", "nan cut off", "np.clip(input, low, high)", "np.fmin(np.fmax(input, low), high)"),
    _fault("relu6", "seven", '"relu6", input, 0.0, 6.0', '"relu6", input, 0.0, 7.0'),
    _fault(
        "hardsigmoid", "x / 5 + 1 / 2, of another library", "np.clip(x + 3, 0, 6) / 6", "np.clip(0.2 * x + 0.5, 0, 1)"
    ),
    _fault("hardsigmoid", "gradient without 1 / 6", "(x < 3), dy / 6, 0)", "(x < 3), dy, 0)"),
    _fault("hardsigmoid", "gradient flows at the ends", "(x > -3) & (x < 3)", "(x >= -3) & (x <= 3)"),
    _fault("hardsigmoid", "gradient not stopped on the right", "(x > -3) & (x < 3)", "(x > -3)"),
    _fault(
        "hardswish",
        "gradient of the gate alone",
        "np.where(x >= 3, dy, dy * (x / 3 + 0.5))",
        "np.where(x >= 3, 0, dy / 6)",
    ),
    _fault("hardswish", "gradient of the gate missing", "dy * (x / 3 + 0.5)", "dy * (x / 6 + 0.5)"),
    _fault("hardswish", "gradient of the middle piece at the right end", "np.where(x >= 3, dy,", "np.where(x > 3, dy,"),
    _fault("hardswish", "gradient of the middle piece at the left end", "np.where(x <= -3, 0,", "np.where(x < -3, 0,"),
    _fault(
        "hardswish",
        "selected on the left, where PyTorch multiplies",
        "return x * _hard(x), lambda",
        "return np.where(x <= -3, 0, x * _hard(x)), lambda",
    ),
    _fault("hardswish", "6 for 3", "np.clip(x + 3, 0, 6) / 6", "np.clip(x + 6, 0, 6) / 6"),
]
