"""Mistakes in losses for numbers: what is divided by what, and where a square turns straight."""

from __future__ import annotations

from .._fault import Fault

OPERANDS = "functional/_operands.py"
REDUCE = "functional/loss/_reduce.py"
REGRESSION = "functional/loss/regression.py"

FAULTS: list[Fault] = [
    Fault("mse_loss", "mean over the batch alone", REDUCE, "loss.size if total", "len(loss) if total"),
    Fault("l1_loss", "the mean divides by a float64", REDUCE, "loss.sum() / n, n", "loss.sum() / np.float64(n), n"),
    Fault("mse_loss", "the square without its 2 in the gradient", REGRESSION, "return 2 / n * e", "return 1 / n * e"),
    Fault(
        "mse_loss",
        "half the square",
        REGRESSION,
        "reduction, np.square, _twice",
        "reduction, lambda e: e * e / 2, _twice",
    ),
    Fault("mse_loss", "dtarget has the sign of dinput", REGRESSION, "dt = -de if subtracts", "dt = de if subtracts"),
    Fault("mse_loss", "dy ignored", REGRESSION, "g = dy if weight is None", "g = np.ones_like(dy) if weight is None"),
    Fault(
        "mse_loss",
        "dy written to",
        REGRESSION,
        "g = dy if weight is None",
        "g = np.multiply(dy, 1, out=dy) if weight is None",
    ),
    Fault(
        "l1_loss", "slope 1 where the error is 0", REGRESSION, "((e > 0).astype(e.dtype)", "((e >= 0).astype(e.dtype)"
    ),
    Fault(
        "l1_loss",
        "weighted mean divided by the count",
        REGRESSION,
        "w.sum() if weighted_mean else",
        "None if weighted_mean else",
    ),
    Fault(
        "huber_loss",
        "weighted mean divided by the weights",
        REGRESSION,
        "w.sum() if weighted_mean else None",
        "w.sum()",
    ),
    Fault(
        "huber_loss",
        "slope 1 beyond delta",
        REGRESSION,
        "np.clip(e, -delta, delta) / n",
        "np.clip(e, -delta, delta) / delta / n",
    ),
    Fault("smooth_l1_loss", "beta taken for 1", REGRESSION, "inside * inside / beta", "inside * inside"),
    Fault("smooth_l1_loss", "slope e inside", REGRESSION, "np.clip(e, -beta, beta) / beta", "np.clip(e, -beta, beta)"),
    Fault(
        "mse_loss",
        "n of the latest call",
        REGRESSION,
        "    dtype = widest(input, target)\n\n    e =",
        "    global n\n    dtype = widest(input, target)\n\n    e =",
    ),
    Fault(
        "mse_loss",
        "the narrower gradient in the wider dtype",
        OPERANDS,
        ".reshape(argument.shape).astype(argument.dtype, copy=False)",
        ".reshape(argument.shape)",
    ),
    Fault("MSELoss", "cotangent ignored", "nn/loss/_loss.py", "return pullback(dy)", "return pullback(1.0)"),
    Fault(
        "HuberLoss",
        "delta not handed on",
        "nn/loss/regression.py",
        "reduction=self.reduction, delta=self.delta",
        "reduction=self.reduction",
    ),
]
