"""Mistakes in batch normalization."""

from __future__ import annotations

from .._fault import Fault

ROOM = "functional/normalization"


def _fault(idea: str, old: str, new: str, file: str = "_standardize") -> Fault:
    return Fault("batch_norm", idea, f"{ROOM}/{file}.py", old, new)


FAULTS: list[Fault] = [
    _fault("epsilon outside the root", "1 / np.sqrt(var + eps)", "1 / (np.sqrt(var) + eps)"),
    _fault("epsilon ignored: always 1e-5", "1 / np.sqrt(var + eps)", "1 / np.sqrt(var + 1e-5)"),
    _fault("epsilon of another library, 1e-7", "eps: float = 1e-5,", "eps: float = 1e-7,", "batch"),
    _fault("running variance biased", "(running_var, var * M / (M - 1))", "(running_var, var)", "_running"),
    _fault("input normalized with the unbiased variance", "dot(y, y) / M", "dot(y, y) / (M - 1)"),
    _fault(
        "momentum the other way round: the share of the old statistics",
        "(1 - share) * running.astype(np.float64) + share * batch",
        "share * running.astype(np.float64) + (1 - share) * batch",
        "_running",
    ),
    _fault(
        "running statistics replaced instead of moved",
        "(1 - share) * running.astype(np.float64) + share * batch",
        "batch",
        "_running",
    ),
    _fault("1 − momentum with the digits of momentum", "share = float(momentum)", "share = momentum", "_running"),
    _fault(
        "running statistics new arrays, the caller's unchanged", "running[...] = (1 -", "running = (1 -", "_running"
    ),
    _fault("evaluation uses the batch's statistics", "    if not measure or not M:", "    if not M:", "_running"),
    _fault(
        "training uses the running statistics",
        "    if not measure or not M:",
        "    if not measure or not M or running_mean is not None:",
        "_running",
    ),
    _fault(
        "statistics over the batch alone, not over space",
        "mean = total(y) / M if",
        "mean = y[..., :1].sum(axis=shared, keepdims=True) / view[0] if",
    ),
    _fault("statistics over space alone, not over the batch", "shared=(0, 3))", "shared=(3,))", "batch"),
    _fault(
        "variance as mean of squares minus square of the mean",
        "var = dot(y, y) / M",
        "var = dot(x, x) / M - mean**2",
    ),
    _fault(
        "mean and variance taken for constants in the gradient",
        "        if constants is None:\n            centred",
        "        if False:\n            centred",
    ),
    _fault("gradient through the mean forgotten", "                dx -= sums / M\n", "                pass\n"),
    _fault("gradient through the variance forgotten", "            dx -= centred\n", ""),
    _fault(
        "evaluation differentiated as training",
        "        if constants is None:\n            centred",
        "        if True:\n            centred",
    ),
    _fault("1/N instead of 1/M in the gradient", "dx -= sums / M", "dx -= sums / view[0]"),
    _fault("weight missing from the input's gradient", "            dx *= scale", "            dx *= rstd"),
    _fault("weight's gradient without the normalization", "(dots * rstd).sum(axis=0)", "dots.sum(axis=0)"),
    _fault("bias ignored in evaluation", "(0 if b is None else b) - mean * scale", "-mean * scale"),
    _fault(
        "bias ignored in training without a weight",
        "    elif b is not None:",
        "    elif b is not None and w is not None:",
    ),
    _fault("cotangent written to", 'np.array(dy, np.float64, order="C")', 'np.asarray(dy, np.float64, order="C")'),
    _fault("the input's own memory written to", "y = x.astype(np.float64)", "y = x.astype(np.float64, copy=False)"),
    _fault("float64 leaks into the output", "return y.astype(dtype)", "return y"),
    _fault("float64 leaks into the gradient", "return dx.astype(dtype)", "return dx"),
    _fault(
        "a single value per channel accepted in training",
        "prod(input.shape[2:]) == 1:",
        "prod(input.shape[2:]) == 0:",
        "batch",
    ),
    _fault("eps=0 accepted in training", "or (training and eps == 0)", "", "batch"),
    _fault(
        "eps ignored where there are no running statistics",
        "shared, weight, bias, eps)\n    for",
        "shared, weight, bias, 1e-5 if running_mean is None else eps)\n    for",
        "_running",
    ),
    _fault("a bad running mean spoils every channel", "- mean * scale", "- mean * scale + 0 * mean.sum()"),
]
