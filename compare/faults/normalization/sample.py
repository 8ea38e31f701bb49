"""Mistakes in group, layer and root mean square normalization."""

from __future__ import annotations

from .._fault import Fault

ROOM = "functional/normalization"


def _fault(op: str, idea: str, old: str, new: str, file: str = "_standardize") -> Fault:
    return Fault(op, idea, f"{ROOM}/{file}.py", old, new)


GROUP = [
    _fault(
        "group_norm", "channels dealt out in turn, as in a shuffle", "(N, G, C // G, L)", "(N, C // G, G, L)", "group"
    ),
    _fault(
        "group_norm",
        "one group, always",
        "math.prod(input.shape[2:]), int(num_groups)",
        "math.prod(input.shape[2:]), 1",
        "group",
    ),
    _fault("group_norm", "each channel by itself", "(2, 3), weight", "(3,), weight", "group"),
    _fault("group_norm", "with the other samples", "(2, 3), weight", "(0, 3), weight", "group"),
    _fault("group_norm", "epsilon ignored", "weight, bias, eps)[:2]", "weight, bias, 1e-5)[:2]", "group"),
    _fault("group_norm", "epsilon of another library, 1e-6", "eps: float = 1e-5,", "eps: float = 1e-6,", "group"),
    _fault("group_norm", "one value in one group accepted", "if N * (C // G) * L == 1:", "if False:", "group"),
    _fault("group_norm", "one value per group refused", "if N * (C // G) * L == 1:", "if (C // G) * L == 1:", "group"),
    _fault("group_norm", "weight comes after the sums of the gradient", "varies = 2 in shared", "varies = False"),
]

LAYER = [
    _fault(
        "layer_norm",
        "over the last axis only",
        "math.prod(input.shape[: -len(last)]), 1, math.prod(last), 1",
        "math.prod(input.shape[:-1]), 1, input.shape[-1], 1",
        "layer",
    ),
    _fault("layer_norm", "epsilon ignored", "(2, 3), weight, bias, eps)", "(2, 3), weight, bias, 1e-5)", "layer"),
    _fault("layer_norm", "epsilon of another library, 1e-6", "eps: float = 1e-5,", "eps: float = 1e-6,", "layer"),
    _fault("layer_norm", "statistics over the batch", "(2, 3), weight", "(0, 3), weight", "layer"),
    _fault("layer_norm", "bias ignored", "weight, bias, eps)[:2]", "weight, None, eps)[:2]", "layer"),
    _fault(
        "layer_norm",
        "weight of another shape accepted",
        "weight=weight, bias=bias)\n    return",
        "bias=bias)\n    return",
        "layer",
    ),
    _fault(
        "layer_norm",
        "bias of another shape accepted",
        "weight=weight, bias=bias)\n    return",
        "weight=weight)\n    return",
        "layer",
    ),
    _fault(
        "layer_norm",
        "an int for the shape",
        "    if not isinstance(normalized_shape, (tuple, list))",
        "    if _check.is_int(normalized_shape):\n        normalized_shape = (normalized_shape,)\n"
        "    if not isinstance(normalized_shape, (tuple, list))",
        "layer",
    ),
    _fault(
        "layer_norm",
        "a shape that is not the last one accepted",
        "if not last or input.shape[-len(last) :] != last:",
        "if not last or math.prod(last) != input.shape[-1]:",
        "layer",
    ),
    _fault(
        "layer_norm",
        "weight missing from the input's gradient",
        "            if w is not None:\n                dx *= w\n",
        "",
    ),
    _fault(
        "layer_norm",
        "weight's gradient without the normalization",
        '            dx *= rstd\n            dw = np.einsum("ngcl,ngcl->gc", dx, centred)\n',
        '            dw = np.einsum("ngcl,ngcl->gc", dx, centred)\n            dx *= rstd\n',
    ),
    _fault(
        "layer_norm",
        "bias' gradient by the normalization",
        "            db = dx.sum(axis=(0, 3))\n            dx *= rstd\n",
        "            dx *= rstd\n            db = dx.sum(axis=(0, 3))\n",
    ),
    _fault(
        "layer_norm",
        "weight left out without a bias",
        "    if varies and w is not None:",
        "    if varies and w is not None and b is not None:",
    ),
]

RMS = [
    _fault("rms_norm", "the mean taken away, as in layer normalization", ", centre=False)", ")", "rms"),
    _fault(
        "rms_norm",
        "gradient through the mean, which there is not",
        "            if centre:\n                dx -= sums / M",
        "            if True:\n                dx -= sums / M",
    ),
    _fault("rms_norm", "epsilon ignored", "weight, None, eps, centre", "weight, None, 1e-5, centre", "rms"),
    _fault(
        "rms_norm",
        "epsilon of layer normalization by default",
        "eps = float(np.finfo(input.dtype).eps)",
        "eps = 1e-5",
        "rms",
    ),
    _fault("rms_norm", "float32's epsilon by default", "np.finfo(input.dtype).eps", "np.finfo(np.float32).eps", "rms"),
    _fault("rms_norm", "no epsilon by default", "eps = float(np.finfo(input.dtype).eps)", "eps = 0.0", "rms"),
    _fault(
        "rms_norm",
        "the weight must be of the input's dtype",
        "    _check.floating(name, input=input)\n    _check.floating(name, weight=weight)\n",
        "    _check.floating(name, input=input, weight=weight)\n",
        "rms",
    ),
    _fault("rms_norm", "sum of squares instead of their mean", "var = dot(y, y) / M", "var = dot(y, y)"),
    _fault("rms_norm", "weight ignored", "(2, 3), weight, None", "(2, 3), None, None", "rms"),
    _fault("rms_norm", "a gradient too many", "lambda dy: backward(dy)[:2]", "backward", "rms"),
]

FAULTS: list[Fault] = [*GROUP, *LAYER, *RMS]
