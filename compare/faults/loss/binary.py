"""Mistakes in losses for yes or no: where a logarithm meets zero, and what weighs a yes."""

from __future__ import annotations

from .._fault import Fault

BINARY = "functional/loss/binary.py"
BCE = """

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.binary_cross_entropy("""

FAULTS: list[Fault] = [
    Fault(
        "binary_cross_entropy",
        "1e-7 inside the logarithm",
        BINARY,
        "np.maximum(np.log(p), SMALLEST_LOG)",
        "np.log(p + 1e-7)",
    ),
    Fault("binary_cross_entropy", "logarithm not clamped", BINARY, "SMALLEST_LOG = -100.0", "SMALLEST_LOG = -np.inf"),
    Fault(
        "binary_cross_entropy", "variance clamped at float64's 1e-12", BINARY, "np.float32(1e-12)", "np.float64(1e-12)"
    ),
    Fault("binary_cross_entropy", "variance clamped at 1e-8", BINARY, "np.float32(1e-12)", "np.float32(1e-8)"),
    Fault(
        "binary_cross_entropy",
        "p - t without the variance",
        BINARY,
        "SMALLEST_VARIANCE.astype(p.dtype)) * w / n",
        "1) * w / n",
    ),
    Fault(
        "binary_cross_entropy_with_logits",
        "logarithm of a sigmoid that underflows",
        BINARY,
        "log_p = _log_sigmoid(x)",
        "log_p = np.log(1 / (1 + np.exp(-x)))",
    ),
    Fault(
        "binary_cross_entropy_with_logits",
        "pos_weight on both classes",
        BINARY,
        "log_p * ((pw - 1) * t + 1)",
        "log_p * pw",
    ),
    Fault(
        "binary_cross_entropy_with_logits",
        "pos_weight ignored in the gradient",
        BINARY,
        "dx, dt = (pw * t + 1 - t) * p - pw * t, ",
        "dx, dt = p - t, ",
    ),
    Fault(
        "binary_cross_entropy_with_logits", "weight ignored in the gradient", BINARY, "g = dy * w / n\n", "g = dy / n\n"
    ),
    Fault("binary_cross_entropy", "log(1 - p), which cancels", BINARY, "np.log1p(-p)", "np.log(1 - p)"),
    Fault(
        "binary_cross_entropy_with_logits",
        "logits clipped at 50 in the gradient",
        BINARY,
        "p = 1 / (1 + np.exp(-x))",
        "p = 1 / (1 + np.exp(-x.clip(-50)))",
    ),
    Fault(
        "binary_cross_entropy_with_logits",
        "1e-18 instead of the smallest losses",
        BINARY,
        "np.log1p(np.exp(-np.abs(x)))",
        "np.log1p(np.maximum(np.exp(-np.abs(x)), x.dtype.type(1e-18)))",
    ),
    Fault(
        "binary_cross_entropy_with_logits",
        "y in the wider dtype, not in target's",
        BINARY,
        "np.asarray(loss * w).astype(target.dtype, copy=False)",
        "np.asarray(loss * w)",
    ),
    Fault(
        "BCELoss",
        "weight taken for a parameter",
        "nn/loss/binary.py",
        f'self.register_buffer("weight", weight){BCE}',
        f"self.weight = weight{BCE}",
    ),
]
