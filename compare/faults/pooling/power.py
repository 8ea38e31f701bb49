"""Mistakes in power-average pooling."""

from __future__ import annotations

from .._fault import Fault

POWER = "functional/pooling/power.py"
SLOPE = "(p * _power(input, p - 1))"
FLAT = "np.where(mean == 0, 0, K * dtotal * (np.abs(mean) > 0))"
MEAN = "kernel_size, stride, 0, ceil_mode, True, None)"
LARGEST = "kernel_size, stride, 0, 1, ceil_mode, False)"

FAULTS: list[Fault] = [
    Fault("lp_pool1d", "a mean, not a sum", POWER, "total = mean * K", "total = mean"),
    Fault("lp_pool2d", "the power of |x|", POWER, "_power(input, p), kernel", "_power(np.abs(input), p), kernel"),
    Fault("lp_pool3d", "no root", POWER, "return _power(total, 1 / p), backward", "return total, backward"),
    Fault("lp_pool2d", "the square root, whatever p", POWER, "return _power(total, 1 / p)", "return np.sqrt(total)"),
    Fault("lp_pool1d", "an epsilon under the root", POWER, "total = mean * K", "total = mean * K + 1e-12"),
    Fault("lp_pool1d", "infinite p as a power", POWER, "if math.isinf(p):", "if False:"),
    Fault("lp_pool3d", "p = −∞ taken for ∞", POWER, "math.copysign(1, p)", "1.0"),
    Fault("lp_pool2d", "p = ∞: the largest x, not |x|", POWER, "sign * np.abs(input)", "sign * input"),
    Fault("lp_pool1d", "p = ∞: no sign in the gradient", POWER, "put(sign * dy)[0] * slope", "put(sign * dy)[0]"),
    Fault("lp_pool1d", "p = ∞: the sign of nan is nan", POWER, "np.where(np.isnan(input), 0, np.sign(input))",
          "np.sign(input)"),
    Fault("lp_pool2d", "p = −∞: the gradient's sign exchanged", POWER, "put(sign * dy)", "put(dy)"),
    Fault("lp_pool2d", "a sum of 0 has an infinite slope", POWER, FLAT, "K * dtotal"),
    Fault("lp_pool1d", "a sum of nan has a slope", POWER, " * (np.abs(mean) > 0)", ""),
    Fault("lp_pool2d", "the gradient has no sign", POWER, SLOPE, "np.abs(p * _power(input, p - 1))"),
    Fault("lp_pool3d", "p forgotten in the gradient", POWER, SLOPE, "_power(input, p - 1)"),
    Fault("lp_pool1d", "the gradient of the mean, not of the sum", POWER, "K * dtotal", "dtotal"),
    Fault("lp_pool2d", "backward ignores dy", POWER, "dtotal = dy * (", "dtotal = np.ones_like(dy) * ("),
    Fault("lp_pool2d", "stride ignored", POWER, MEAN, MEAN.replace("stride", "None")),
    Fault("lp_pool3d", "p = ∞: stride ignored", POWER, LARGEST, LARGEST.replace("stride", "None")),
    Fault("lp_pool1d", "ceil_mode ignored", POWER, MEAN, MEAN.replace("ceil_mode", "False")),
    Fault("lp_pool2d", "p = ∞: ceil_mode ignored", POWER, LARGEST, LARGEST.replace("ceil_mode", "False")),
    Fault("lp_pool2d", "ceil_mode: the sum of what is there", POWER, "ceil_mode, True, None)\n    total = mean * K",
          "ceil_mode, True, 1)\n    total, K = mean, 1"),
    Fault("lp_pool1d", "−∞ to the power −1/2 is 0", POWER, "1 / np.sqrt(x) if p == -0.5 else x**p", "x**p"),
    Fault("lp_pool1d", "kernel_size in a sequence", POWER, "    if d == 1:", "    if False:"),
    Fault("lp_pool2d", "p = ∞: one kernel size in a sequence", POWER, "    if d > 1:", "    if False:"),
    Fault("lp_pool2d", "K of a square kernel", POWER,
          "K = math.prod(exactly(op, \"kernel_size\", kernel_size, d, 1, LARGEST))",
          "K = exactly(op, \"kernel_size\", kernel_size, d, 1, LARGEST)[0] ** d"),
    Fault("lp_pool1d", "float64 norms", POWER, "total = mean * K", "total = mean * np.float64(K)"),
]  # fmt: skip
