"""Every cause of local response normalization, and of vectors of length 1, is planted in plain NumPy and named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from compare.contract import Call, call
from compare.diagnose.cause import causes_of
from compare.diagnose.causes.normalization import response, vector
from tests.compare.diagnose.learners_windows import named, normal

Array = Any
BOTH = ("y", "grad input")


DEFAULTS = {"alpha": 1e-4, "beta": 0.75, "k": 1.0}


class Response:
    """x / (k + alpha / size · Σ of the squares of the neighbours)^beta, channel by channel."""

    defaults = DEFAULTS

    def window(self, c: int) -> tuple[int, int]:
        return c - self.size // 2, c + (self.size - 1) // 2 + 1

    def divisor(self, c: int) -> float:
        return self.size

    def neighbours(self, c: int) -> range:
        low, high = self.window(c)
        return range(max(low, 0), min(high, self.x.shape[1]))

    slope = 2.0  # of the square

    def arrange(self, x: Array) -> Array:
        return x

    def __call__(self, input: Array, size: int, *options: float, **named: float) -> Any:
        given = self.defaults | dict(zip(self.defaults, options)) | named
        self.size, self.alpha, self.beta, self.k = size, given["alpha"], given["beta"], given["k"]
        x = self.x = self.arrange(input).astype(np.float64)
        s = np.stack(
            [
                self.k + self.alpha / self.divisor(c) * sum(x[:, i] ** 2 for i in self.neighbours(c))
                for c in range(x.shape[1])
            ],
            axis=1,
        )

        def backward(dy: Array) -> tuple[Array]:
            dy = self.arrange(dy)
            dx = dy / s**self.beta
            for c in range(x.shape[1]):
                ds = -self.beta * dy[:, c] * x[:, c] / s[:, c] ** (self.beta + 1) * self.alpha / self.divisor(c)
                for i in self.neighbours(c):
                    dx[:, i] += self.slope * x[:, i] * ds
            return (self.arrange(dx).astype(input.dtype),)

        return self.arrange(x / s**self.beta).astype(input.dtype), backward


class Radius(Response):
    def window(self, c: int) -> tuple[int, int]:
        return c - self.size, c + self.size + 1

    def divisor(self, c: int) -> float:
        return 2 * self.size + 1


class RadiusOfSum(Radius):
    def divisor(self, c: int) -> float:
        return 1


class NotDividedInBackward(Response):
    """In backward alpha is that of the sum."""

    @property
    def slope(self) -> float:  # type: ignore[override]
        return 2.0 * self.size


def layers() -> list[Call]:
    """Values beside which alpha shows; even and odd windows, more and fewer channels than they reach over."""
    return [
        call(30 * normal(2, 6, 3, 4), 3),
        call(30 * normal(3, 5, 4), 4),
        call(normal(2, 7, 3, 3), 5, alpha=0.5, beta=0.6, k=1.7),
        call(normal(1, 3, 2, 5), 2, alpha=0.3),
        call(normal(2, 4, 5), 2, beta=1.5, k=0.4, alpha=0.2),
    ]


RESPONSES: list[tuple[str, type, dict[str, Any], tuple[str, ...]]] = [
    ("k-value", Response, {"defaults": DEFAULTS | {"k": 2.0}}, BOTH),
    ("alpha-value", Response, {"defaults": DEFAULTS | {"alpha": 1e-3}}, BOTH),
    ("alpha-value", Response, {"defaults": DEFAULTS | {"alpha": 3e-4}}, BOTH),
    ("beta-value", Response, {"defaults": DEFAULTS | {"beta": 0.5}}, BOTH),
    ("alpha-of-sum", Response, {"divisor": lambda self, c: 1}, BOTH),
    ("size-is-radius", RadiusOfSum, {}, BOTH),
    ("size-is-radius", Radius, {}, BOTH),
    ("even-window-forward", Response, {"window": lambda s, c: (c - (s.size - 1) // 2, c + s.size // 2 + 1)}, BOTH),
    ("even-window-wider", Response, {"window": lambda s, c: (c - s.size // 2, c + s.size // 2 + 1)}, BOTH),
    ("mean-of-present-neighbours", Response, {"divisor": lambda self, c: len(self.neighbours(c))}, BOTH),
    ("neighbours-in-space", Response, {"arrange": lambda self, x: x.swapaxes(1, 2)}, BOTH),
    ("neighbours-constant-in-gradient", Response, {"slope": 0.0}, ("grad input",)),
    ("neighbours-gradient-half", Response, {"slope": 1.0}, ("grad input",)),
    ("neighbours-gradient-not-divided", NotDividedInBackward, {}, ("grad input",)),
]


def responding(right: type, **steps: Any) -> dict[str, tuple[str, ...]]:
    return named("local_response_norm", lambda *a, **k: type("Wrong", (right,), steps)()(*a, **k), layers())


@pytest.mark.parametrize(("name", "right", "steps", "quantities"), RESPONSES)
def test_what_is_wrong_between_channels_is_named(
    name: str, right: type, steps: dict[str, Any], quantities: tuple[str, ...]
) -> None:
    assert responding(right, **steps) == dict.fromkeys(quantities, (name,))


def test_two_mistakes_between_channels_are_both_named() -> None:
    found = responding(RadiusOfSum, defaults=DEFAULTS | {"beta": 0.5})
    assert [sorted(found[q]) for q in BOTH] == [["beta-value", "size-is-radius"]] * 2


class Length:
    """x / max(‖x‖, eps), and its gradient."""

    eps = 1e-12

    def axis(self, dim: int | None) -> Any:
        return 1 if dim is None else dim

    def order(self, p: float) -> float:
        return p

    def divisor(self) -> Array:
        return np.maximum(self.norm, self.least)

    def divisor_back(self) -> Array:
        """d divisor / d norm."""
        return self.norm >= self.least

    def __call__(self, input: Array, p: float = 2.0, dim: int | None = None, eps: float | None = None) -> Any:
        self.least, p, axis = self.eps if eps is None else eps, self.order(p), self.axis(dim)
        x = input.astype(np.float64)
        self.p, self.norm = p, (np.abs(x) ** p).sum(axis, keepdims=True) ** (1 / p)
        divisor = self.divisor()

        def backward(dy: Array) -> tuple[Array]:
            dnorm = -(dy * x).sum(axis, keepdims=True) / divisor**2 * self.divisor_back()
            with np.errstate(all="ignore"):
                slope = np.where(self.norm > 0, np.sign(x) * (np.abs(x) / self.norm) ** (p - 1), 0)
            return ((dy / divisor + dnorm * slope).astype(input.dtype),)

        return (x / divisor).astype(input.dtype), backward


class OfEverything(Length):
    def axis(self, dim: int | None) -> Any:
        return None


def vectors() -> list[Call]:
    """Norms around eps, other norms, other axes; more axes than two."""
    lengths = 10.0 ** np.arange(-2, 3).reshape(5, 1)
    small = 1e-4 * normal(3, 4, 2)
    return [
        call(small),
        call(normal(2, 5, 3), 3.0),
        call(lengths * normal(5, 4), 2.0, 1, 1.0),
        call(normal(4, 3), 2.0, 0, 0.1),
        call(1e-13 * normal(3, 4)),
    ]


def root_missing(self: Any) -> Array:
    return np.maximum(self.norm**self.p, self.least)


def root_missing_back(self: Any) -> Array:
    return (self.norm**self.p >= self.least) * self.p * self.norm ** (self.p - 1)


LENGTHS: list[tuple[str, type, dict[str, Any], tuple[str, ...]]] = [
    ("eps-value", Length, {"eps": 1e-3}, BOTH),
    ("eps-value", Length, {"eps": 3e-4}, BOTH),
    ("eps-added", Length, {"divisor": lambda s: s.norm + s.least, "divisor_back": lambda s: 1.0}, BOTH),
    (
        "eps-inside-root",
        Length,
        {
            "divisor": lambda s: np.sqrt(s.norm**2 + s.least),
            "divisor_back": lambda s: s.norm / np.sqrt(s.norm**2 + s.least),
        },
        BOTH,
    ),
    ("eps-missing", Length, {"divisor": lambda s: s.norm, "divisor_back": lambda s: 1.0}, BOTH),
    ("normalized-along-last-axis", Length, {"axis": lambda s, dim: -1 if dim is None else dim}, BOTH),
    ("norm-of-everything", OfEverything, {}, BOTH),
    ("root-missing", Length, {"divisor": root_missing, "divisor_back": root_missing_back}, BOTH),
    ("norm-always-euclidean", Length, {"order": lambda s, p: 2.0}, BOTH),
    ("norm-constant-in-gradient", Length, {"divisor_back": lambda s: 0.0}, ("grad input",)),
]


def measured(right: type, **steps: Any) -> dict[str, tuple[str, ...]]:
    return named("normalize", lambda *a, **k: type("Wrong", (right,), steps)()(*a, **k), vectors())


@pytest.mark.parametrize(("name", "right", "steps", "quantities"), LENGTHS)
def test_what_is_wrong_with_a_length_is_named(
    name: str, right: type, steps: dict[str, Any], quantities: tuple[str, ...]
) -> None:
    assert measured(right, **steps) == dict.fromkeys(quantities, (name,))


def test_two_mistakes_with_a_length_are_both_named() -> None:
    last = {"axis": lambda s, dim: -1 if dim is None else dim}
    found = measured(Length, **last, divisor=lambda s: s.norm + s.least, divisor_back=lambda s: 1.0)
    assert [sorted(found[q]) for q in BOTH] == [["eps-added", "normalized-along-last-axis"]] * 2


@pytest.mark.parametrize(("right", "diagnosed"), [(Response, responding), (Length, measured)])
def test_what_is_right_needs_no_cause(right: type, diagnosed: Callable[..., Any]) -> None:
    assert diagnosed(right) == {}


@pytest.mark.parametrize(("right", "diagnosed"), [(Response, responding), (Length, measured)])
def test_noise_is_explained_by_nothing(right: type, diagnosed: Callable[..., Any]) -> None:
    def noisy(self: Any, *args: Any, **kwargs: Any) -> Any:
        y, backward = right.__call__(self, *args, **kwargs)
        return y + 0.1 * np.abs(y).max() * np.random.default_rng(y.size).standard_normal(y.shape).astype(
            y.dtype
        ), backward

    assert diagnosed(right, __call__=noisy) == {"y": ()}


@pytest.mark.parametrize(
    ("op", "room", "planted"), [("local_response_norm", response, RESPONSES), ("normalize", vector, LENGTHS)]
)
def test_every_cause_is_planted(op: str, room: Any, planted: list[Any]) -> None:
    assert {cause.name for cause in room.CAUSES} == {name for name, *_ in planted}
    assert all(cause in causes_of(op) for cause in room.CAUSES)
