"""Mistakes in shrinkage: what becomes 0, and how much of the rest is left."""

from __future__ import annotations

from .._fault import Fault


def _fault(op: str, idea: str, old: str, new: str) -> Fault:
    return Fault(op, idea, "functional/activation/shrinkage.py", old, new)


FAULTS: list[Fault] = [
    _fault(
        "softshrink",
        "lambd ignored in the gradient",
        "d, lambd), lambda dy: (np.where(_outside(x, lambd), dy",
        "d, lambd), lambda dy: (np.where(_outside(x, 0.5), dy",
    ),
    _fault("softshrink", "lambd ignored", "x - np.clip(x, -lambd, lambd)", "x - np.clip(x, -0.5, 0.5)"),
    _fault(
        "softshrink",
        "lambd of 1 unless given",
        "def softshrink(input: Array, lambd: float = 0.5)",
        "def softshrink(input: Array, lambd: float = 1.0)",
    ),
    _fault(
        "softshrink",
        "gradient flows at the ends",
        "d, lambd), lambda dy: (np.where(_outside(x, lambd), dy",
        "d, lambd), lambda dy: (np.where((x <= -lambd) | (x >= lambd), dy",
    ),
    _fault(
        "softshrink",
        "negative side cut off",
        "d, lambd), lambda dy: (np.where(_outside(x, lambd), dy",
        "d, lambd), lambda dy: (np.where(x > lambd, dy",
    ),
    _fault("softshrink", "not moved, only cut", "x - np.clip(x, -lambd, lambd)", "np.where(_outside(x, lambd), x, 0)"),
    _fault(
        "softshrink",
        "moved to the right on both sides",
        "x - np.clip(x, -lambd, lambd)",
        "np.where(_outside(x, lambd), x - lambd, 0)",
    ),
    _fault(
        "softshrink",
        "nan becomes 0",
        "x - np.clip(x, -lambd, lambd)",
        "np.where(_outside(x, lambd), x - np.sign(x) * lambd, 0)",
    ),
    _fault("softshrink", "negative lambd accepted", "if not 0 <= lambd < np.inf:", "if not -np.inf < lambd < np.inf:"),
    _fault(
        "hardshrink",
        "lambd ignored in the gradient",
        "d), 0, x), lambda dy: (np.where(_outside(x, lambd), dy",
        "d), 0, x), lambda dy: (np.where(_outside(x, 0.5), dy",
    ),
    _fault(
        "hardshrink",
        "lambd ignored",
        "np.where((-lambd <= x) & (x <= lambd), 0, x)",
        "np.where((-0.5 <= x) & (x <= 0.5), 0, x)",
    ),
    _fault(
        "hardshrink",
        "lambd of 1 unless given",
        "def hardshrink(input: Array, lambd: float = 0.5)",
        "def hardshrink(input: Array, lambd: float = 1.0)",
    ),
    _fault(
        "hardshrink",
        "gradient flows at the ends",
        "d), 0, x), lambda dy: (np.where(_outside(x, lambd), dy",
        "d), 0, x), lambda dy: (np.where((x <= -lambd) | (x >= lambd), dy",
    ),
    _fault(
        "hardshrink",
        "negative side cut off",
        "d), 0, x), lambda dy: (np.where(_outside(x, lambd), dy",
        "d), 0, x), lambda dy: (np.where(x > lambd, dy",
    ),
    _fault(
        "hardshrink",
        "nan becomes 0",
        "np.where((-lambd <= x) & (x <= lambd), 0, x)",
        "np.where(_outside(x, lambd), x, 0)",
    ),
    _fault("hardshrink", "the ends are left", "(-lambd <= x) & (x <= lambd)", "(-lambd < x) & (x < lambd)"),
    _fault(
        "hardshrink",
        "lambd taken for |lambd|",
        "(-lambd <= x) & (x <= lambd)",
        "(-abs(lambd) <= x) & (x <= abs(lambd))",
    ),
    _fault(
        "hardshrink",
        "multiplied, not selected",
        "0, x), lambda dy: (np.where(_outside(x, lambd), dy, 0),)",
        "0, x), lambda dy: (dy * (x * 0 + _outside(x, lambd)),)",
    ),
    _fault("tanhshrink", "gradient of the tanh", "dy * (t * t)", "dy * (1 - t * t)"),
    _fault("tanhshrink", "tanh x − x", "x - t), lambda", "t - x), lambda"),
    _fault("tanhshrink", "tanh x for what it cuts off", "x * (q / (1 + q)) + 0.0", "x / (1 + q)"),
    _fault("tanhshrink", "x³ / 3 near zero", "x * (q / (1 + q)) + 0.0", "x**3 / 3 + 0.0"),
    _fault("tanhshrink", "a fraction of seven levels", "square / 17", "square / 15 * 0"),
    _fault("tanhshrink", "the fraction beyond its reach", "np.abs(x) < 1,", "np.abs(x) < 2,"),
]
