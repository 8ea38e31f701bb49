"""Mistakes in rectifiers: kinks, slopes, and what is drawn."""

from __future__ import annotations

from .._fault import Fault


def _fault(op: str, idea: str, old: str, new: str) -> Fault:
    return Fault(op, idea, "functional/activation/rectifiers.py", old, new)


FAULTS: list[Fault] = [
    _fault("identity", "a gradient of ones, whatever arrives", "lambda dy: (dy,)", "lambda dy: (np.ones_like(dy),)"),
    _fault("step", "fires at the threshold", "(input > 0).astype", "(input >= 0).astype"),
    _fault("step", "straight-through gradient", "(np.zeros_like(dy),)", "(dy,)"),
    _fault("relu", "gradient 1 at zero", "np.where(input <= 0, 0, dy)", "np.where(input < 0, 0, dy)"),
    _fault("relu", "multiplied, not selected", "np.where(input < 0, 0, input)", "input * (input > 0)"),
    _fault("relu", "float64 leaks", "np.where(input < 0, 0, input)", "np.where(input < 0, np.zeros(()), input)"),
    _fault(
        "relu",
        "the upstream gradient is overwritten",
        "lambda dy: (np.where(input <= 0, 0, dy),)",
        "lambda dy: (np.multiply(dy, input > 0, out=dy),)",
    ),
    _fault(
        "relu",
        "one output array for all calls of a shape",
        "return np.where(input < 0, 0, input), lambda",
        "y = vars(relu).setdefault((input.shape, input.dtype), np.empty_like(input))\n"
        "    y[...] = np.where(input < 0, 0, input)\n"
        "    return y, lambda",
    ),
    _fault("threshold", "what lies on it passes", "below = input <= ", "below = input < "),
    _fault("threshold", "value ignored: 0, as in a ReLU", "np.where(below, value, input)", "np.where(below, 0, input)"),
    _fault(
        "threshold",
        "threshold ignored: 0, as in a ReLU",
        '_check.scalar("threshold", "threshold", threshold, input.dtype)',
        "0",
    ),
    _fault(
        "threshold",
        "threshold and value exchanged",
        "    below = input <=",
        "    threshold, value = value, threshold\n    below = input <=",
    ),
    _fault("threshold", "value added to the gradient", "(np.where(below, 0, dy),)", "(np.where(below, value, dy),)"),
    _fault(
        "threshold",
        "nan replaced too",
        'below = input <= _check.scalar("threshold", "threshold", threshold, input.dtype)',
        'below = ~(input > _check.scalar("threshold", "threshold", threshold, input.dtype))',
    ),
    _fault("threshold", "largest of both, not selected", "np.where(below, value, input)", "np.maximum(input, value)"),
    _fault("leaky_relu", "slope missing in the gradient", "slope * dy", "0 * dy"),
    _fault(
        "leaky_relu",
        "slope fixed at its default",
        'return _sloped(input, _check.scalar("leaky_relu", "negative_slope", negative_slope, input.dtype))',
        "return _sloped(input, 0.01)",
    ),
    _fault(
        "leaky_relu",
        "kinks of the latest call",
        "    positive = x > 0\n",
        "    global positive\n    positive = x > 0\n",
    ),
    _fault("prelu", "weight along the last axis", "*(1,) * (input.ndim - 2)))", "*(1,) * 0))"),
    _fault("prelu", "weight's gradient without x", "np.where(input > 0, 0, input * dy)", "np.where(input > 0, 0, dy)"),
    _fault(
        "prelu",
        "weight's gradient over the positive ones",
        "np.where(input > 0, 0, input * dy)",
        "np.where(input > 0, input * dy, 0)",
    ),
    _fault(
        "prelu",
        "weight's gradient multiplied, not selected",
        "np.where(input > 0, 0, input * dy)",
        "input * dy * (input <= 0)",
    ),
    _fault(
        "prelu", "weight's gradient averaged", "dw.sum(others, dtype=np.float64)", "dw.mean(others, dtype=np.float64)"
    ),
    _fault(
        "prelu",
        "weight's gradient summed over the batch alone",
        "dw.sum(others, dtype=np.float64)",
        "dw.sum(others[:1], dtype=np.float64)",
    ),
    _fault(
        "prelu",
        "weight's gradient summed in one direction, in float32",
        "dw.sum(others, dtype=np.float64)",
        "np.cumsum(np.moveaxis(dw, 1, -1).reshape(-1, weight.size), 0)[-1]",
    ),
    _fault(
        "prelu",
        "float64 leaks into the weight's gradient",
        ".astype(weight.dtype).reshape(weight.shape)",
        ".reshape(weight.shape)",
    ),
    _fault(
        "prelu",
        "weight's gradient always 1-d",
        ".astype(weight.dtype).reshape(weight.shape)",
        ".astype(weight.dtype).reshape(-1)",
    ),
    _fault(
        "prelu",
        "one weight for each element accepted",
        "input.shape[1] if input.ndim > 1 else 1",
        "input.shape[min(input.ndim - 1, 1)]",
    ),
    _fault("prelu", "weight of two axes accepted", 'weight, (0, 1), "() or (C,)"', 'weight, (0, 1, 2), "() or (C,)"'),
    _fault(
        "prelu",
        "weight of another dtype accepted",
        '_check.floating("prelu", input=input, weight=weight)',
        '_check.floating("prelu", weight=weight)',
    ),
    _fault("rrelu", "upper end ignored", "_sloped(input, (low + high) / 2)", "_sloped(input, low)"),
    _fault("rrelu", "lower end ignored", "_sloped(input, (low + high) / 2)", "_sloped(input, high / 2)"),
    _fault("rrelu", "geometric mean of the ends", "(low + high) / 2", "(low * high) ** 0.5"),
    _fault("rrelu", "1/4 for 1/3", "upper: float = 1 / 3", "upper: float = 1 / 4"),
    _fault("rrelu", "1/10 for 1/8", "lower: float = 1 / 8", "lower: float = 1 / 10"),
    _fault("rrelu", "draws in evaluation", "    if not training:\n        return", "    if False:\n        return"),
    _fault("rrelu", "the mean in training", "    if not training:\n        return", "    if True:\n        return"),
    _fault(
        "rrelu",
        "one draw for all",
        "random.rand(int(np.count_nonzero(drawn)), generator=rng, dtype=np.float64)",
        "random.rand(1, generator=rng, dtype=np.float64)",
    ),
    _fault(
        "rrelu",
        "a draw for every element",
        "random.rand(int(np.count_nonzero(drawn)), generator=rng, dtype=np.float64)",
        "random.rand(input.size, generator=rng, dtype=np.float64).reshape(input.shape)[drawn]",
    ),
    _fault("rrelu", "no draw for zeros", "drawn = input <= 0", "drawn = input < 0"),
    _fault("rrelu", "drawn in float32", "generator=rng, dtype=np.float64)", "generator=rng, dtype=np.float32)"),
    _fault("rrelu", "drawn from the other end", "low + (high - low) * u", "high - (high - low) * u"),
    _fault("rrelu", "generator ignored", "generator=rng, dtype", "generator=None, dtype"),
    _fault(
        "rrelu",
        "gradient with the mean slope",
        "    return _sloped(input, slope)\n\n\ndef _sloped",
        "    return _sloped(input, slope)[0], _sloped(input, (low + high) / 2)[1]\n\n\ndef _sloped",
    ),
    _fault(
        "rrelu",
        "lower above upper accepted",
        "if not -np.inf < low <= high < np.inf:",
        "if not -np.inf < min(low, high) <= max(low, high) < np.inf:",
    ),
]
