"""Mistakes in batch normalization."""

from __future__ import annotations

from ._fault import Fault


def _fault(idea: str, old: str, new: str) -> Fault:
    return Fault("batch_norm", idea, "functional/normalization.py", old, new)


FAULTS: list[Fault] = [
    _fault("epsilon outside the root", "1 / np.sqrt(var + eps)", "1 / (np.sqrt(var) + eps)"),
    _fault("epsilon ignored: always 1e-5", "1 / np.sqrt(var + eps)", "1 / np.sqrt(var + 1e-5)"),
    _fault("epsilon of another library, 1e-7", "eps: float = 1e-5,", "eps: float = 1e-7,"),
    _fault("running variance biased", "(running_var, var * M / (M - 1))", "(running_var, var)"),
    _fault(
        "input normalized with the unbiased variance",
        "y, y, dtype=np.float64) / M",
        "y, y, dtype=np.float64) / (M - 1)",
    ),
    _fault(
        "momentum the other way round: the share of the old statistics",
        "(1 - momentum) * running.astype(np.float64) + momentum * batch",
        "momentum * running.astype(np.float64) + (1 - momentum) * batch",
    ),
    _fault(
        "running statistics replaced instead of moved",
        "(1 - momentum) * running.astype(np.float64) + momentum * batch",
        "batch",
    ),
    _fault("running statistics new arrays, the caller's unchanged", "running[...] = (1 -", "running = (1 -"),
    _fault("evaluation uses the batch's statistics", "if training and M:", "if M:"),
    _fault("training uses the running statistics", "if training and M:", "if training and M and running_mean is None:"),
    _fault(
        "statistics over the batch alone, not over space",
        "mean = x.mean(axis=(0, 2), dtype=np.float64)",
        "mean = x[:, :, 0].mean(axis=0, dtype=np.float64)",
    ),
    _fault(
        "variance as mean of squares minus square of the mean",
        'np.einsum("ncl,ncl->c", y, y, dtype=np.float64) / M - off**2',
        'np.einsum("ncl,ncl->c", x, x) / M - mean**2',
    ),
    _fault(
        "mean and variance taken for constants in the gradient",
        "        if training:\n            dx",
        "        if False:\n            dx",
    ),
    _fault("gradient through the mean forgotten", "dx -= _column(db / M, x)", "dx -= 0"),
    _fault("gradient through the variance forgotten", "dx = centred * _column(-dw * rstd / M, x)", "dx = 0 * centred"),
    _fault(
        "evaluation differentiated as training",
        "        if training:\n            dx",
        "        if True:\n            dx",
    ),
    _fault(
        "weight missing from the input's gradient",
        "            dx *= _column(scale, x)",
        "            dx *= _column(rstd, x)",
    ),
    _fault(
        "weight's gradient without the normalization", "centred, dtype=np.float64) * rstd", "centred, dtype=np.float64)"
    ),
    _fault("1/N instead of 1/M in the gradient", "dx -= _column(db / M, x)", "dx -= _column(db / N, x)"),
    _fault(
        "bias ignored without a weight",
        "(0 if bias is None else bias)",
        "(0 if bias is None or weight is None else bias)",
    ),
    _fault(
        "cotangent written to",
        "            dx = centred * _column(-dw * rstd / M, x)\n            dx += g",
        "            dx = dy.reshape(x.shape)\n            dx += centred * _column(-dw * rstd / M, x)",
    ),
    _fault(
        "float64 statistics leak into the output", "return values.astype(x.dtype)[:, None]", "return values[:, None]"
    ),
    _fault(
        "a single value per channel accepted in training", "prod(input.shape[2:]) == 1:", "prod(input.shape[2:]) == 0:"
    ),
]
