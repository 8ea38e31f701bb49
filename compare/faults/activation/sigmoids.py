"""Mistakes in smooth steps: tails, thresholds and the cotangent."""

from __future__ import annotations

from .._fault import Fault


def _fault(op: str, idea: str, old: str, new: str) -> Fault:
    return Fault(op, idea, "functional/activation/sigmoids.py", old, new)


FAULTS: list[Fault] = [
    _fault("sigmoid", "sigmoid of the output", "dy * (1 - y) * y", "dy / (1 + np.exp(-y)) / (1 + np.exp(y))"),
    _fault(
        "sigmoid",
        "output kept outside the call",
        "    y = 1 / (1 + np.exp(-input))",
        "    global y\n    y = 1 / (1 + np.exp(-input))",
    ),
    _fault("sigmoid", "dy ignored", "(dy * (1 - y) * y,)", "((1 - y) * y,)"),
    _fault("sigmoid", "clipped at 60", "1 / (1 + np.exp(-input))", "1 / (1 + np.exp(-input.clip(-60)))"),
    _fault("sigmoid", "clipped at 500", "1 / (1 + np.exp(-input))", "1 / (1 + np.exp(-input.clip(-500)))"),
    _fault("logsigmoid", "overflows on the left", "np.minimum(input, 0) - np.log1p(z)", "-np.log1p(np.exp(-input))"),
    _fault("logsigmoid", "σ(x) for σ(-x)", "np.where(input < 0, 1, z)", "np.where(input < 0, z, 1)"),
    _fault("logsigmoid", "0 far on the right", "- np.log1p(z), lambda", "- np.log1p(z * (z > 1e-18)), lambda"),
    _fault("softplus", "gradient sees x, not βx", "z = np.exp(beta * input)", "z = np.exp(input)"),
    _fault("softplus", "not divided by β", "np.log1p(z) / beta", "np.log1p(z)"),
    _fault("softplus", "log(1 + exp) that cancels", "np.log1p(z) / beta", "np.log(1 + z) / beta"),
    _fault("softplus", "threshold on x, not βx", "straight = beta * input >", "straight = input >"),
    _fault("softplus", "0 far on the left", "np.log1p(z) / beta)", "np.log1p(z * (z > 1e-18)) / beta)"),
    _fault("softplus", "threshold of 21", "threshold: float = 20)", "threshold: float = 21)"),
    _fault("tanh", "1 - y for 1 - y²", "dy * (1 - y * y)", "dy * (1 - y)"),
    _fault(
        "tanh",
        "every backward returns the same array",
        "return y, lambda dy: (dy * (1 - y * y),)",
        "dx = np.empty_like(y)\n    return y, lambda dy: (np.multiply(dy, 1 - y * y, out=dx),)",
    ),
    _fault("softsign", "gradient without the square", "dy / size / size", "dy / size"),
    _fault("softsign", "1 + x for 1 + |x|", "size = 1 + np.abs(x)", "size = 1 + x"),
    _fault("softsign", "gradient 1 - y², that of a tanh", "dy / size / size", "dy * (1 - y * y)"),
    _fault("softsign", "1 at infinity", "y = x / size", "y = np.where(np.isinf(x), np.sign(x), x / size)"),
    _fault("softsign", "0 / 0 at zero: |y| / |x|", "dy / size / size", "dy * np.square(y / x)"),
]
