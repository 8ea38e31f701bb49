"""Mistakes in losses: what is divided by what, what is ignored, and where a logarithm meets zero."""

from __future__ import annotations

from ._fault import Fault

OPERANDS, REDUCE = "functional/_operands.py", "functional/loss/_reduce.py"
REGRESSION = "functional/loss/regression.py"
CLASSIFICATION, BINARY, DIVERGENCE = (f"functional/loss/{n}.py" for n in ("classification", "binary", "divergence"))
BCE = """

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.binary_cross_entropy("""

FAULTS: list[Fault] = [
    Fault("mse_loss", "mean over the batch alone", REDUCE, "loss.size if total", "len(loss) if total"),
    Fault(
        "nll_loss", "gradient of the mean not divided", REDUCE, "return loss.sum() / n, n", "return loss.sum() / n, one"
    ),
    Fault("l1_loss", "the mean divides by a float64", REDUCE, "loss.sum() / n, n", "loss.sum() / np.float64(n), n"),
    Fault(
        "kl_div",
        "broadcast axes averaged instead of summed",
        OPERANDS,
        "gradient.sum(axes) if axes",
        "gradient.mean(axes) if axes",
    ),
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
        "cross_entropy",
        "softmax along the last axis",
        CLASSIFICATION,
        "log_softmax(input, _class_axis(input))",
        "log_softmax(input, -1)",
    ),
    Fault(
        "cross_entropy",
        "softmax ignored in the gradient",
        CLASSIFICATION,
        "(*log_softmax_backward(dlog_p), *dtarget)",
        "(dlog_p, *dtarget)",
    ),
    Fault(
        "cross_entropy",
        "smoothing spread over the C - 1 other classes",
        CLASSIFICATION,
        "share = smoothing / max(log_p.shape[axis], 1)",
        "share = smoothing / max(log_p.shape[axis] - 1, 1)",
    ),
    Fault(
        "cross_entropy",
        "class weights ignored by the smoothing",
        CLASSIFICATION,
        "-(log_p * every).sum(axis)",
        "-log_p.sum(axis)",
    ),
    Fault(
        "cross_entropy",
        "ignored places smoothed all the same",
        CLASSIFICATION,
        "share * np.where(kept, -(log_p * every).sum(axis), 0)",
        "share * -(log_p * every).sum(axis)",
    ),
    Fault(
        "cross_entropy",
        "probabilities averaged over the classes, too",
        CLASSIFICATION,
        "reduction, log_p.size // classes)",
        "reduction, log_p.size)",
    ),
    Fault(
        "cross_entropy",
        "probabilities not smoothed",
        CLASSIFICATION,
        "if smoothing else target\n",
        "if not smoothing else target\n",
    ),
    Fault(
        "nll_loss", "mean over everything, ignored or not", CLASSIFICATION, "reduction, w.sum())", "reduction, w.size)"
    ),
    Fault(
        "nll_loss",
        "ignore_index fixed at -100",
        CLASSIFICATION,
        "kept = np.asarray(target != ignore_index)",
        "kept = np.asarray(target != -100)",
    ),
    Fault(
        "nll_loss",
        "weight of the place, not of the class",
        CLASSIFICATION,
        "else weight[index], 0)",
        "else weight[index * 0], 0)",
    ),
    Fault(
        "nll_loss",
        "the target of the next class",
        CLASSIFICATION,
        "at = np.expand_dims(index, axis)",
        "at = np.expand_dims(index, axis) - 1",
    ),
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
    Fault(
        "kl_div",
        "batchmean divides by the number of elements",
        DIVERGENCE,
        "len(input) if input.ndim else 1",
        "input.size",
    ),
    Fault("kl_div", "0 log 0 is nan", DIVERGENCE, "np.where(t == 0, 0, t * np.log(t))", "t * np.log(t)"),
    Fault(
        "kl_div",
        "log_target's exponential not differentiated",
        DIVERGENCE,
        "(given - x) * g * t + t * g\n",
        "t * g\n",
    ),
    Fault("kl_div", "the other divergence", DIVERGENCE, "t * (given - x) if", "t * (x - given) if"),
    Fault(
        "cross_entropy",
        "indices of the latest call",
        CLASSIFICATION,
        "    at = np.expand_dims(index, axis)",
        "    global at\n    at = np.expand_dims(index, axis)",
    ),
    Fault(
        "mse_loss",
        "n of the latest call",
        REGRESSION,
        "    dtype = widest(input, target)\n\n    e =",
        "    global n\n    dtype = widest(input, target)\n\n    e =",
    ),
    Fault(
        "cross_entropy",
        "nothing is ignored in uint8",
        CLASSIFICATION,
        "kept = np.asarray(target != ignore_index)",
        "kept = np.asarray((target != ignore_index) | (target.dtype == np.uint8))",
    ),
    Fault(
        "nll_loss",
        "mean divided by the weights' sizes",
        CLASSIFICATION,
        "reduction, w.sum())",
        "reduction, abs(w).sum())",
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
        "mse_loss",
        "the narrower gradient in the wider dtype",
        OPERANDS,
        ".reshape(argument.shape).astype(argument.dtype, copy=False)",
        ".reshape(argument.shape)",
    ),
    Fault(
        "binary_cross_entropy_with_logits",
        "y in the wider dtype, not in target's",
        BINARY,
        "np.asarray(loss * w).astype(target.dtype, copy=False)",
        "np.asarray(loss * w)",
    ),
    Fault(
        "kl_div",
        "axes of the target taken for those of the loss",
        OPERANDS,
        "gradient.shape[extra + a] != 1",
        "gradient.shape[a] != 1",
    ),
    Fault("nll_loss", "indices of uint8 in rows", CLASSIFICATION, "input.ndim > 2", "input.ndim > 3"),
    Fault("MSELoss", "cotangent ignored", "nn/loss/_loss.py", "return pullback(dy)", "return pullback(1.0)"),
    Fault(
        "BCELoss",
        "weight taken for a parameter",
        "nn/loss/binary.py",
        f'self.register_buffer("weight", weight){BCE}',
        f"self.weight = weight{BCE}",
    ),
    Fault(
        "CrossEntropyLoss",
        "ignore_index not handed on",
        "nn/loss/classification.py",
        "            ignore_index=self.ignore_index,\n",
        "",
    ),
    Fault(
        "HuberLoss",
        "delta not handed on",
        "nn/loss/regression.py",
        "reduction=self.reduction, delta=self.delta",
        "reduction=self.reduction",
    ),
]
