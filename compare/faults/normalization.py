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
    _fault("input normalized with the unbiased variance", "y, y) / M", "y, y) / (M - 1)"),
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
    _fault("evaluation uses the batch's statistics", "    if training and M:", "    if M:"),
    _fault(
        "training uses the running statistics",
        "    if training and M:",
        "    if training and M and running_mean is None:",
    ),
    _fault("statistics over the batch alone, not over space", "y.mean(axis=(0, 2))", "y[:, :, 0].mean(axis=0)"),
    _fault(
        "variance as mean of squares minus square of the mean",
        'np.einsum("ncl,ncl->c", y, y) / M',
        'np.einsum("ncl,ncl->c", x, x) / M - mean**2',
    ),
    _fault(
        "mean and variance taken for constants in the gradient",
        "if training:\n            centred",
        "if False:\n            centred",
    ),
    _fault("gradient through the mean forgotten", "            dx -= (db / M)[:, None]\n", ""),
    _fault("gradient through the variance forgotten", "            dx -= centred\n", ""),
    _fault(
        "evaluation differentiated as training", "if training:\n            centred", "if True:\n            centred"
    ),
    _fault("1/N instead of 1/M in the gradient", "dx -= (db / M)", "dx -= (db / N)"),
    _fault("weight missing from the input's gradient", "dx *= scale[:, None]", "dx *= rstd[:, None]"),
    _fault("weight's gradient without the normalization", "dx, centred) * rstd", "dx, centred)"),
    _fault(
        "bias ignored without a weight", "0 if bias is None else bias", "0 if bias is None or weight is None else bias"
    ),
    _fault("cotangent written to", 'np.array(dy, np.float64, order="C")', 'np.asarray(dy, np.float64, order="C")'),
    _fault("the input's own memory written to", "y = x.astype(np.float64)", "y = x.astype(np.float64, copy=False)"),
    _fault("float64 leaks into the output", "return y.astype(x.dtype)", "return y"),
    _fault("float64 leaks into the gradient", "return dx.astype(x.dtype)", "return dx"),
    _fault(
        "a single value per channel accepted in training", "prod(input.shape[2:]) == 1:", "prod(input.shape[2:]) == 0:"
    ),
    _fault(
        "backward moves the running statistics once more",
        "        db = dx.sum(axis=(0, 2))",
        "        db = dx.sum(axis=(0, 2))\n"
        "        if training and running_mean is not None:\n"
        "            running_mean[...] = (1 - momentum) * running_mean + momentum * mean",
    ),
    _fault(
        "eps ignored where there are no running statistics",
        "1 / np.sqrt(var + eps)",
        "1 / np.sqrt(var + (1e-5 if running_mean is None else eps))",
    ),
    _fault("a bad running mean spoils every channel", "shift = -mean", "shift = -mean + 0 * mean.sum()"),
]
