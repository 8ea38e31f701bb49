"""Every cause of dropout is planted in plain NumPy and named. The mask is given, as if the code had drawn it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from compare.contract import Call, call
from compare.diagnose.cause import causes_of
from compare.diagnose.causes import dropout
from tests.compare.diagnose.learners_windows import named, normal

Array = Any
X = "grad input"
SHAPES = {
    "dropout": (7, 5, 3, 2),
    "dropout1d": (13, 11, 4),
    "dropout2d": (13, 11, 2, 3),
    "dropout3d": (13, 11, 2, 1, 3),
}
EVERY = tuple(SHAPES)


def drawn(share: float, shape: tuple[int, ...]) -> np.ndarray:
    """A mask that keeps this share."""
    return np.random.default_rng(shape).random(shape) < share


def calls(op: str, kept: Callable[[float], float] = lambda p: 1 - p) -> list[Call]:
    """In training and in evaluation, of many and of one, with masks that keep a share of p; p = 0.5 tells nothing."""
    shape = SHAPES[op]
    noise = shape if op == "dropout" else (*shape[:2], *(1 for _ in shape[2:]))
    x = normal(*shape)
    return [
        call(x, 0.3, True, mask=drawn(kept(0.3), noise)),
        call(x, 0.8, True, mask=drawn(kept(0.8), noise)),
        call(x, mask=drawn(0.5, noise)),
        call(x[:1], 0.3, True, mask=drawn(kept(0.3), (1, *noise[1:]))),
        call(x, 0.3, False, mask=drawn(kept(0.3), noise)),
        call(x[:1], 0.8, False, mask=drawn(kept(0.8), (1, *noise[1:]))),
    ]


class Dropping:
    """x · mask / (1 - p) in training, x in evaluation."""

    def drops(self) -> bool:
        return self.training

    def scale(self) -> float:
        return 1 / (1 - self.p) if self.training else 1.0

    def factor_back(self) -> Array:
        return self.factor

    def __call__(self, input: Array, p: float = 0.5, training: bool = True, *, mask: Array) -> Any:
        self.p, self.training, self.mask = p, training, mask
        self.factor = (mask if self.drops() else np.ones_like(mask)) * self.scale()
        return (input * self.factor).astype(input.dtype), lambda dy: ((dy * self.factor_back()).astype(dy.dtype),)


def scaled(training: Callable[[float], float], evaluation: Callable[[float], float]) -> dict[str, Any]:
    return {"scale": lambda self: training(self.p) if self.training else evaluation(self.p)}


def in_backward(compute: Callable[[Any], Array]) -> dict[str, Any]:
    """Another factor in backward in training."""
    return {"factor_back": lambda self: compute(self) if self.training else self.factor}


def other_mask(self: Any) -> Array:
    return drawn(1 - self.p, self.mask.shape[::-1]).reshape(self.mask.shape) * self.scale()


def of_new(self: Any) -> Array:
    return self.mask[::-1] * self.scale() if len(self.mask) > 1 else np.roll(self.mask, 1, 1) * self.scale()


NOT_INVERTED = scaled(lambda p: 1.0, lambda p: 1 - p)
KEEP = scaled(lambda p: 1 / p, lambda p: 1.0)
NOT_SCALED = scaled(lambda p: 1.0, lambda p: 1.0)
ALWAYS: dict[str, Any] = {"drops": lambda self: True}
ALWAYS_SCALED = {**ALWAYS, "scale": lambda self: 1 / (1 - self.p)}
NEVER: dict[str, Any] = {"drops": lambda self: False, "scale": lambda self: 1.0}
PLANTS: list[tuple[int, str, dict[str, Any], tuple[str, ...]]] = [
    (67, "dropout-not-inverted", NOT_INVERTED, ("y", X)),
    (67, "dropout-not-scaled", NOT_SCALED, ("y", X)),
    (67, "dropout-scaled-twice", scaled(lambda p: 1 / (1 - p), lambda p: 1 - p), ("y", X)),
    (69, "dropout-always-on", ALWAYS_SCALED, ("y", X)),
    (69, "dropout-never-on", NEVER, ("y", X)),
    (0, "dropout-scaled-by-p", KEEP, ("y", X)),
    (0, "dropout-multiplied", scaled(lambda p: 1 - p, lambda p: 1.0), ("y", X)),
    (70, "dropout-mask-missing-in-backward", in_backward(lambda self: 1.0), (X,)),
    (70, "dropout-mask-missing-in-backward", in_backward(lambda self: self.scale()), (X,)),
    (70, "dropout-new-mask-in-backward", in_backward(other_mask), (X,)),
    (70, "dropout-new-mask-in-backward", in_backward(of_new), (X,)),
    (0, "dropout-scale-missing-in-backward", in_backward(lambda self: self.mask), (X,)),
    (0, "dropout-scale-twice-in-backward", in_backward(lambda self: self.factor * self.scale()), (X,)),
]
KEPT: list[tuple[int, str, dict[str, Any], tuple[str, ...]]] = [  # where p is the share that is kept
    (68, "dropout-keep-probability", KEEP, ("y", X)),
    (68, "dropout-keep-probability", scaled(lambda p: 1.0, lambda p: p), ("y", X)),
]


def diagnosed(op: str, steps: dict[str, Any], asked: list[Call] | None = None) -> dict[str, tuple[str, ...]]:
    wrong = type("Wrong", (Dropping,), steps)
    return named(op, lambda *a, **k: wrong()(*a, **k), asked or calls(op))


def listed(table: list[Any]) -> list[Any]:
    return [pytest.param(*rest, id=f"{row or 'unnumbered'}-{rest[0]}-{i}") for i, (row, *rest) in enumerate(table)]


@pytest.mark.parametrize("op", EVERY)
@pytest.mark.parametrize(("name", "steps", "quantities"), listed(PLANTS))
def test_a_mistake_is_named_alone(op: str, name: str, steps: dict[str, Any], quantities: tuple[str, ...]) -> None:
    assert diagnosed(op, steps) == dict.fromkeys(quantities, (name,))


@pytest.mark.parametrize("op", EVERY)
@pytest.mark.parametrize(("name", "steps", "quantities"), listed(KEPT))
def test_what_is_kept_is_told_by_how_much_is(
    op: str, name: str, steps: dict[str, Any], quantities: tuple[str, ...]
) -> None:
    assert diagnosed(op, steps, calls(op, kept=lambda p: p)) == dict.fromkeys(quantities, (name,))


def test_nothing_dropped_is_not_taken_for_nothing_scaled() -> None:
    """Read off y, the mask of what never drops is full."""
    asked = [
        Call(each.args, {"mask": np.ones_like(each.kwargs["mask"])}) if each.args[2:] != (False,) else each
        for each in calls("dropout")
    ]
    assert diagnosed("dropout", NEVER, asked) == dict.fromkeys(("y", X), ("dropout-never-on",))


NEW = in_backward(other_mask)
PAIRS = [
    (
        {**ALWAYS, "scale": lambda self: 1 / self.p},
        dict.fromkeys(("y", X), frozenset({"dropout-scaled-by-p", "dropout-always-on"})),
    ),
    ({**NOT_SCALED, **NEW}, {"y": {"dropout-not-scaled"}, X: {"dropout-not-scaled", "dropout-new-mask-in-backward"}}),
    (
        {**NOT_INVERTED, **NEW},
        {"y": {"dropout-not-inverted"}, X: {"dropout-not-inverted", "dropout-new-mask-in-backward"}},
    ),
    (
        {**KEEP, **in_backward(lambda self: self.mask)},
        {"y": {"dropout-scaled-by-p"}, X: {"dropout-scaled-by-p", "dropout-scale-missing-in-backward"}},
    ),
    (
        {**ALWAYS_SCALED, **in_backward(lambda self: 1.0)},
        {"y": {"dropout-always-on"}, X: {"dropout-always-on", "dropout-mask-missing-in-backward"}},
    ),
    (
        in_backward(lambda self: other_mask(self) * self.scale()),
        {X: {"dropout-new-mask-in-backward", "dropout-scale-twice-in-backward"}},
    ),
]


@pytest.mark.parametrize(("steps", "expected"), PAIRS)
def test_two_mistakes_are_both_named(steps: dict[str, Any], expected: dict[str, set[str]]) -> None:
    found = {quantity: set(names) for quantity, names in diagnosed("dropout", steps).items()}
    assert {quantity: found[quantity] for quantity in expected} == expected


@pytest.mark.parametrize("op", EVERY)
def test_what_is_right_needs_no_cause(op: str) -> None:
    assert diagnosed(op, {}) == {}


@pytest.mark.parametrize("step", ["factor_back", "scale"])
def test_noise_is_explained_by_nothing(step: str) -> None:
    def noisy(self: Any) -> Array:
        value = getattr(Dropping, step)(self) + np.zeros(self.mask.shape)
        return value + 0.1 * np.random.default_rng(value.size).standard_normal(value.shape)

    found = diagnosed("dropout", {step: noisy})
    assert found == ({X: ()} if step == "factor_back" else {"y": (), X: ()})


def test_every_cause_that_can_be_tried_is_planted() -> None:
    tried = [cause for cause in dropout.CAUSES if cause.change is not None]
    assert {cause.name for cause in tried} == {name for _, name, *_ in (*PLANTS, *KEPT)}
    assert all(cause in causes_of(op) for cause in tried for op in EVERY)


def test_what_chance_alone_shows_is_observed() -> None:
    """No array tells them: rows 71 and 72 are seen in the masks."""
    assert {(c.name, c.rows) for c in dropout.CAUSES if c.change is None} == {
        ("dropout-per-channel", (71,)),
        ("random-stream-other", (72,)),
    }
