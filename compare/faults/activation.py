"""Mistakes in activations: kinks, tails, options and the cotangent."""

from __future__ import annotations

from ._fault import Fault

ACTIVATION, SOFTMAX, ERF = "functional/activation.py", "functional/softmax.py", "functional/_erf.py"

FAULTS: list[Fault] = [
    Fault("relu", "gradient 1 at zero", ACTIVATION, "np.where(input <= 0, 0, dy)", "np.where(input < 0, 0, dy)"),
    Fault("relu", "multiplied, not selected", ACTIVATION, "np.where(input < 0, 0, input)", "input * (input > 0)"),
    Fault(
        "relu", "float64 leaks", ACTIVATION, "np.where(input < 0, 0, input)", "np.where(input < 0, np.zeros(()), input)"
    ),
    Fault(
        "relu",
        "the upstream gradient is overwritten",
        ACTIVATION,
        "lambda dy: (np.where(input <= 0, 0, dy),)",
        "lambda dy: (np.multiply(dy, input > 0, out=dy),)",
    ),
    Fault("step", "fires at the threshold", ACTIVATION, "(input > 0).astype", "(input >= 0).astype"),
    Fault("step", "straight-through gradient", ACTIVATION, "(np.zeros_like(dy),)", "(dy,)"),
    Fault("leaky_relu", "slope missing in the gradient", ACTIVATION, "slope * dy", "0 * dy"),
    Fault("leaky_relu", "slope fixed at its default", ACTIVATION, "slope * input", "0.01 * input"),
    Fault("elu", "exp(x) - 1 that cancels", ACTIVATION, "alpha * np.expm1(input)", "alpha * (np.exp(input) - 1)"),
    Fault("elu", "alpha missing in the gradient", ACTIVATION, "dy * alpha * np.exp(input)", "dy * np.exp(input)"),
    Fault("gelu", "approximate ignored", ACTIVATION, 'approximate == "none"', 'approximate != ""'),
    Fault("gelu", "0.0447 for 0.044715", ACTIVATION, "x + 0.044715 *", "x + 0.0447 *"),
    Fault("gelu", "gradient without x φ(x)", ACTIVATION, "dy * (phi + x * (0.5", "dy * (phi + 0 * (0.5"),
    Fault("gelu", "erf in float32 only", ERF, "FITS[x.dtype]", 'FITS[np.dtype("float32")]'),
    Fault("silu", "gradient of the sigmoid alone", ACTIVATION, "(1 + x * (1 - sigma))", "(1 - sigma)"),
    Fault("softplus", "gradient sees x, not βx", ACTIVATION, "z = np.exp(beta * input)", "z = np.exp(input)"),
    Fault("softplus", "not divided by β", ACTIVATION, "np.log1p(z) / beta", "np.log1p(z)"),
    Fault("softplus", "log(1 + exp) that cancels", ACTIVATION, "np.log1p(z) / beta", "np.log(1 + z) / beta"),
    Fault("softplus", "threshold on x, not βx", ACTIVATION, "straight = beta * input >", "straight = input >"),
    Fault(
        "sigmoid", "sigmoid of the output", ACTIVATION, "dy * (1 - y) * y", "dy / (1 + np.exp(-y)) / (1 + np.exp(y))"
    ),
    Fault(
        "sigmoid",
        "output kept outside the call",
        ACTIVATION,
        "    y = 1 / (1 + np.exp(-input))",
        "    global y\n    y = 1 / (1 + np.exp(-input))",
    ),
    Fault("sigmoid", "dy ignored", ACTIVATION, "(dy * (1 - y) * y,)", "((1 - y) * y,)"),
    Fault(
        "logsigmoid",
        "overflows on the left",
        ACTIVATION,
        "np.minimum(input, 0) - np.log1p(z)",
        "-np.log1p(np.exp(-input))",
    ),
    Fault("logsigmoid", "σ(x) for σ(-x)", ACTIVATION, "np.where(input < 0, 1, z)", "np.where(input < 0, z, 1)"),
    Fault("tanh", "1 - y for 1 - y²", ACTIVATION, "dy * (1 - y * y)", "dy * (1 - y)"),
    Fault("hardtanh", "gradient flows at the bounds", ACTIVATION, "(low < input) & (input < high)", "y == input"),
    Fault(
        "hardtanh",
        "min_val negates max_val",
        ACTIVATION,
        "np.clip(input, low, high)",
        "np.clip(input, -high, high)",
    ),
    Fault("relu6", "seven", ACTIVATION, '"relu6", input, 0.0, 6.0', '"relu6", input, 0.0, 7.0'),
    Fault(
        "softmax",
        "largest score not subtracted",
        SOFTMAX,
        "y = np.exp(x - x.max(axis, keepdims=True, initial=-np.inf))",
        "y = np.exp(x)",
    ),
    Fault(
        "softmax",
        "largest score of the whole array",
        SOFTMAX,
        "y = np.exp(x - x.max(axis,",
        "y = np.exp(x - x.max(None,",
    ),
    Fault(
        "softmax",
        "diagonal of the Jacobian only",
        SOFTMAX,
        "y * (dy - (y * dy).sum(axis, keepdims=True))",
        "y * (dy - y * dy)",
    ),
    Fault("softmax", "last axis where none is given", SOFTMAX, "dim = 0 if input.ndim in (0, 1, 3) else 1", "dim = -1"),
    Fault(
        "softmax",
        "dtype ignored",
        SOFTMAX,
        "input.dtype if dtype is None else _check.floating_dtype(op, dtype)",
        "input.dtype",
    ),
    Fault(
        "log_softmax", "logarithm of an underflow", SOFTMAX, "y = shifted - np.log(", "y = np.log(np.exp(shifted) / "
    ),
    Fault(
        "log_softmax", "gradient of a cross-entropy", SOFTMAX, "np.exp(y) * dy.sum(axis, keepdims=True)", "np.exp(y)"
    ),
    Fault(
        "log_softmax",
        "gradient in dtype",
        SOFTMAX,
        "dy.sum(axis, keepdims=True)\n        return (dx.reshape(input.shape).astype(input.dtype, copy=False),)",
        "dy.sum(axis, keepdims=True)\n        return (dx.reshape(input.shape),)",
    ),
    Fault(
        "relu",
        "one output array for all calls of a shape",
        ACTIVATION,
        "return np.where(input < 0, 0, input), lambda",
        "y = relu.__dict__.setdefault((input.shape, input.dtype), np.empty_like(input))\n"
        "    y[...] = np.where(input < 0, 0, input)\n"
        "    return y, lambda",
    ),
    Fault(
        "tanh",
        "every backward returns the same array",
        ACTIVATION,
        "return y, lambda dy: (dy * (1 - y * y),)",
        "dx = np.empty_like(y)\n    return y, lambda dy: (np.multiply(dy, 1 - y * y, out=dx),)",
    ),
    Fault(
        "leaky_relu",
        "slope of the latest call",
        ACTIVATION,
        'slope = _check.scalar("leaky_relu"',
        'global slope\n    slope = _check.scalar("leaky_relu"',
    ),
    Fault("sigmoid", "clipped at 60", ACTIVATION, "1 / (1 + np.exp(-input))", "1 / (1 + np.exp(-input.clip(-60)))"),
    Fault("sigmoid", "clipped at 500", ACTIVATION, "1 / (1 + np.exp(-input))", "1 / (1 + np.exp(-input.clip(-500)))"),
    Fault("softplus", "0 far on the left", ACTIVATION, "np.log1p(z) / beta)", "np.log1p(z * (z > 1e-18)) / beta)"),
    Fault("elu", "gradient y + α, which cancels", ACTIVATION, "dy * alpha * np.exp(input)", "dy * (y + alpha)"),
    Fault(
        "logsigmoid", "0 far on the right", ACTIVATION, "- np.log1p(z), lambda", "- np.log1p(z * (z > 1e-18)), lambda"
    ),
    Fault(
        "softmax",
        "the fourth axis taken for the third",
        SOFTMAX,
        'x, axis = _scores("softmax", input, dim, dtype)',
        'x, axis = _scores("softmax", input, 2 if dim == 3 else dim, dtype)',
    ),
    Fault(
        "log_softmax",
        "largest score of the whole array",
        SOFTMAX,
        "shifted = x - x.max(axis,",
        "shifted = x - x.max(None,",
    ),
    Fault("softplus", "threshold of 21", ACTIVATION, "threshold: float = 20)", "threshold: float = 21)"),
]
