"""Every cause of batch, layer, group, instance and root mean square normalization is planted in NumPy and named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from compare.contract import Call, call
from compare.diagnose.cause import causes_of
from compare.diagnose.causes.normalization import affine, axes, gradients, modes, running, spread
from tests.compare.diagnose.learners_norm import Array, Batch, Group, Instance, Layer, Normalizing, Root, with_mistake
from tests.compare.diagnose.learners_windows import named


def normal(*shape: int) -> np.ndarray:
    """Not around 0, and of a variance beside which eps shows."""
    return 0.05 + 0.03 * np.random.default_rng(shape).standard_normal(shape)


def vector(seed: int, size: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(size)


def positive(seed: int, size: int = 3) -> np.ndarray:
    return 0.01 * np.random.default_rng(seed).uniform(0.3, 3.0, size)


def batches() -> list[Call]:
    w, b = vector(1), vector(2)
    return [
        # images, and running statistics that are not the initial ones
        call(normal(5, 3, 4, 2), vector(3), positive(4), w, b, True),
        # the initial ones: the code's own may be others
        call(normal(4, 3, 2, 3), np.zeros(3), np.ones(3), w, b, True),
        # two axes; momentum is given, and its complement is neither itself nor what is given next
        call(normal(7, 3), vector(5), positive(6), w, b, True, momentum=0.3),
        call(normal(3, 3, 3, 3), vector(7), positive(8), w, b, True, momentum=0.6),
        # a given eps
        call(normal(6, 3, 2), None, None, w, b, True, eps=0.01),
        # evaluation, of many and of one sample
        call(normal(5, 3, 2, 4), vector(9), positive(10), w, b, False),
        call(normal(1, 3), vector(11), positive(12), w, b, False),
        # a batch of one; neither scale nor shift
        call(normal(1, 3, 4, 5), None, None, None, None, True),
    ]


def samples() -> list[Call]:
    wide = np.random.default_rng(13).standard_normal((3, 4))
    return [
        call(normal(5, 4), (4,), vector(1, 4), vector(2, 4)),
        # several axes before, several axes normalized
        call(normal(2, 5, 3), (3,), vector(3), vector(4)),
        call(normal(5, 3, 4), (3, 4), wide, wide[::-1].copy()),
        call(normal(4, 4), (4,), vector(5, 4), vector(6, 4), eps=0.01),
        call(normal(1, 6), (6,)),
    ]


def roots() -> list[Call]:
    wide = np.random.default_rng(13).standard_normal((3, 4))
    tiny = normal(5, 4) * 1e-6  # beside the default eps of float64
    return [
        call(tiny, (4,), vector(1, 4)),
        call(normal(2, 5, 3), (3,), vector(3)),
        call(normal(5, 3, 4), (3, 4), wide),
        call(normal(4, 4), (4,), vector(5, 4), eps=0.01),
        call(normal(1, 6) * 1e-6, (6,)),
    ]


def groups() -> list[Call]:
    return [
        call(normal(3, 6, 4, 5), 2, vector(1, 6), vector(2, 6)),
        call(normal(2, 6, 5), 3, vector(3, 6), vector(4, 6)),
        call(normal(2, 4, 3, 3), 1, vector(5, 4), vector(6, 4), eps=0.01),
        call(normal(1, 4, 3), 2),
    ]


def instances() -> list[Call]:
    w, b = vector(1), vector(2)
    return [
        call(normal(5, 3, 4, 2), None, None, w, b),
        call(normal(2, 3, 7), vector(3), positive(4), w, b),
        call(normal(4, 3, 2, 3), vector(5), positive(6), w, b, momentum=0.3),
        call(normal(3, 3, 3, 3), vector(7), positive(8), w, b, momentum=0.6),
        call(normal(2, 3, 5), None, None, w, b, eps=0.01),
        call(normal(5, 3, 2, 4), vector(9), positive(10), w, b, False),
        call(normal(1, 3, 4, 5)),
    ]


RIGHT: dict[str, tuple[type, Callable[[], list[Call]]]] = {
    "batch_norm": (Batch, batches),
    "layer_norm": (Layer, samples),
    "group_norm": (Group, groups),
    "instance_norm": (Instance, instances),
    "rms_norm": (Root, roots),
}
CENTRED = ("batch_norm", "layer_norm", "group_norm", "instance_norm")
EVERY = (*CENTRED, "rms_norm")
TRACKED = ("batch_norm", "instance_norm")
BATCH, LAYER, GROUP, INSTANCE, ROOT = (
    ("batch_norm",),
    ("layer_norm",),
    ("group_norm",),
    ("instance_norm",),
    ("rms_norm",),
)

X, W, B = "grad input", "grad weight", "grad bias"
FORWARD = ("y", X, W)
MEAN, VAR = "running_mean after", "running_var after"


def diagnosed(op: str, *more: type, **steps: Any) -> dict[str, tuple[str, ...]]:
    right, calls = RIGHT[op]
    return named(op, with_mistake(right, *more, **steps), calls())


class EpsOutside(Normalizing):
    def divisor(self) -> Array:
        return np.sqrt(self.var) + self.eps

    def divisor_back(self) -> Array:
        return 0.5 / np.sqrt(self.var)


class Unbiased(Normalizing):
    def variance(self) -> Array:
        return (self.xc**2).sum(self.along, keepdims=True) / (self.n - 1)

    def variance_back(self, dvar: Array) -> Array:
        return 2 * self.xc * dvar / (self.n - 1)


class EpsMissing(Normalizing):
    def divisor(self) -> Array:
        return np.sqrt(self.var)


class EpsTwice(Normalizing):
    def divisor(self) -> Array:
        return np.sqrt(self.var + self.eps) + self.eps

    def divisor_back(self) -> Array:
        return 0.5 / np.sqrt(self.var + self.eps)


class ByVariance(Normalizing):
    def divisor(self) -> Array:
        return self.var + self.eps

    def divisor_back(self) -> Array:
        return np.ones(1)


class Summed(Normalizing):
    def variance(self) -> Array:
        return (self.xc**2).sum(self.along, keepdims=True)

    def variance_back(self, dvar: Array) -> Array:
        return 2 * self.xc * dvar


class MeanOfSquares(Normalizing):
    """The variance is of x, not of what the mean was taken from."""

    def variance(self) -> Array:
        return (self.x**2).mean(self.along, keepdims=True)

    def input_back(self, dxhat: Array) -> Array:
        if not self.own:
            return dxhat / self.std
        dvar = -(dxhat * self.xc).sum(self.along, keepdims=True) / self.std**2 * 0.5 / self.std
        direct = dxhat / self.std
        return direct - direct.sum(self.along, keepdims=True) / self.n + 2 * self.x * dvar / self.n


class NotCentred(Normalizing):
    def numerator(self) -> Array:
        return self.x


class Centred(Normalizing):
    mean, mean_back = Normalizing.mean, Normalizing.mean_back


class ShiftFirst(Normalizing):
    def affine(self, xhat: Array) -> Array:
        y = xhat if self.b is None else xhat + self.tall(self.b)
        return y if self.w is None else self.tall(self.w) * y

    def weight_back(self, dy: Array) -> Array:
        return self.sums(dy * (self.xhat + self.tall(self.b)), self.w)

    def bias_back(self, dy: Array) -> Array:
        return self.sums(dy * self.tall(self.w), self.b)


class NoScale(Normalizing):
    def affine(self, xhat: Array) -> Array:
        return xhat if self.b is None else xhat + self.tall(self.b)

    def xhat_back(self, dy: Array) -> Array:
        return dy

    def weight_back(self, dy: Array) -> Array:
        return np.zeros_like(self.w)


class NoShift(Normalizing):
    def affine(self, xhat: Array) -> Array:
        return xhat if self.w is None else self.tall(self.w) * xhat

    def bias_back(self, dy: Array) -> Array:
        return np.zeros_like(self.b)


class Exchanged(Normalizing):
    def affine(self, xhat: Array) -> Array:
        return xhat if self.w is None else self.tall(self.b) * xhat + self.tall(self.w)

    def xhat_back(self, dy: Array) -> Array:
        return dy if self.w is None else dy * self.tall(self.b)

    def weight_back(self, dy: Array) -> Array:
        return self.sums(dy, self.w)

    def bias_back(self, dy: Array) -> Array:
        return self.sums(dy * self.xhat, self.b)


def along(*axes: int) -> type:
    """Statistics along other axes: those given, or all from the first one given on if it is negative infinity."""
    return type("Along", (Normalizing,), {"arrange": lambda self, x: x, "axes": lambda self, x: axes})


def along_from(first: int, *more: int) -> type:
    """Statistics along the axes from `first` on, and some more."""

    def chosen(self: Any, x: Array) -> tuple[int, ...]:
        return (*more, *range(first, x.ndim))

    return type("AlongFrom", (Normalizing,), {"arrange": lambda self, x: x, "axes": chosen})


class PerSample(Normalizing):
    """Over space alone; over the features where there is no space."""

    def axes(self, x: Array) -> tuple[int, ...]:
        return tuple(range(2, x.ndim)) or (1,)


class LastAxis(Normalizing):
    def axes(self, x: Array) -> tuple[int, ...]:
        return (x.ndim - 1,)


class InTurn(Normalizing):
    def arrange(self, x: Array) -> Array:
        return x.reshape(x.shape[0], -1, self.groups, int(np.prod(x.shape[2:])))

    def axes(self, x: Array) -> tuple[int, ...]:
        return (1, 3)


def size_for_number(self: Any, num_groups: int, channels: int) -> int:
    return channels // num_groups


SPREAD = [
    (59, "eps-value", CENTRED, {"default_eps": 1e-7}),
    (59, "eps-value", CENTRED, {"default_eps": 1e-3}),
    (59, "eps-value", CENTRED, {"default_eps": 2.5e-4}),
    (59, "eps-value", ROOT, {"given_eps": lambda self, eps: 1e-5 if eps is None else eps}),
    (59, "eps-ignored", EVERY[:4], {"given_eps": lambda self, eps: 1e-5}),
    (59, "eps-ignored", ROOT, {"given_eps": lambda self, eps: 1e-7 if eps else float(np.finfo(self.input.dtype).eps)}),
    (60, "eps-outside-root", EVERY, EpsOutside),
    (61, "unbiased-normalizer", CENTRED, Unbiased),
    (59, "eps-missing", CENTRED, EpsMissing),
    (0, "eps-twice", EVERY, EpsTwice),
    (0, "divided-by-variance", EVERY, ByVariance),
    (0, "variance-not-averaged", EVERY, Summed),
    (0, "variance-not-centred", CENTRED, MeanOfSquares),
    (0, "mean-not-subtracted", CENTRED, NotCentred),
    (0, "mean-subtracted", ROOT, Centred),
    (62, "statistics-per-activation", BATCH, along(0)),
    (0, "statistics-per-sample", BATCH, PerSample),
    (0, "statistics-over-batch", (*LAYER, *ROOT), along(0)),
    (0, "statistics-over-batch", (*GROUP, *INSTANCE), along_from(2, 0)),
    (0, "statistics-of-everything", EVERY, along_from(0)),
    (0, "statistics-over-last-axis", (*LAYER, *ROOT), LastAxis),
    (0, "statistics-per-channel", GROUP, along_from(2)),
    (0, "channels-dealt-in-turn", GROUP, InTurn),
    (0, "group-size-for-number", GROUP, {"number": size_for_number}),
    (0, "statistics-over-channels", (*GROUP, *INSTANCE), along_from(1)),
]


def listed(table: list[Any]) -> list[Any]:
    """A parameter per op, with the row of the table of conventions in its name."""
    return [
        pytest.param(op, name, plant, *rest, id=f"{row or 'unnumbered'}-{name}-{op}-{number}")
        for number, (row, name, ops, plant, *rest) in enumerate(table)
        for op in ops
    ]


def with_plant(op: str, plant: Any) -> dict[str, tuple[str, ...]]:
    return diagnosed(op, plant) if isinstance(plant, type) else diagnosed(op, **plant)


@pytest.mark.parametrize(("op", "name", "plant"), listed(SPREAD))
def test_what_is_divided_by_is_named(op: str, name: str, plant: Any) -> None:
    assert with_plant(op, plant) == dict.fromkeys(FORWARD, (name,))


AFFINE = [
    (0, "shift-before-scale", CENTRED, ShiftFirst, ("y", W, B)),
    (0, "scale-missing", EVERY, NoScale, ("y", X, W)),
    (0, "shift-missing", CENTRED, NoShift, ("y", B)),
    (0, "scale-and-shift-exchanged", CENTRED, Exchanged, ("y", X, W, B)),
    (0, "gamma-missing-in-gradient", EVERY, {"xhat_back": lambda self, dy: dy}, (X,)),
]


@pytest.mark.parametrize(("op", "name", "plant", "quantities"), listed(AFFINE))
def test_what_scales_and_shifts_is_named(op: str, name: str, plant: Any, quantities: tuple[str, ...]) -> None:
    assert with_plant(op, plant) == dict.fromkeys(quantities, (name,))


def right_dx(self: Any, dxhat: Array) -> Array:
    return Normalizing.input_back(self, dxhat)


class MeansNotDivided(Normalizing):
    def variance_back(self, dvar: Array) -> Array:
        return 2 * self.xc * dvar

    def input_back(self, dxhat: Array) -> Array:
        direct = dxhat / self.std
        if not self.own:
            return direct
        total = (dxhat * self.xc).sum(self.along, keepdims=True)
        return direct - direct.sum(self.along, keepdims=True) - self.xc * total / self.std**3


class DividedByBatch(Normalizing):
    """The formula in one line, with N where N H W belongs."""

    def input_back(self, dxhat: Array) -> Array:
        if not self.own:
            return dxhat / self.std
        n, xhat = len(self.x), self.xc / self.std
        dgamma, dbeta = ((dxhat * v).sum(self.along, keepdims=True) for v in (xhat, 1.0))
        return (n * dxhat - dbeta - xhat * dgamma) / (n * self.std)


def of_training(factor: Callable[[Any], Array]) -> dict[str, Any]:
    """The gradient of the input times a factor, where statistics are the batch's."""

    def input_back(self: Any, dxhat: Array) -> Array:
        dx = right_dx(self, dxhat)
        return dx * factor(self) if self.own else dx

    return {"input_back": input_back}


def weight_from(factor: Callable[[Any], Array]) -> dict[str, Any]:
    def weight_back(self: Any, dy: Array) -> Array:
        if not self.own:
            return self.sums(dy * self.xhat, self.w)
        return self.sums(dy * factor(self).reshape(dy.shape), self.w)

    return {"weight_back": weight_back}


GRADIENTS = [
    (63, "statistics-constant-in-gradient", EVERY, {"input_back": lambda self, dxhat: dxhat / self.std}, (X,)),
    (63, "variance-gradient-missing", CENTRED, {"variance_back": lambda self, dvar: 0 * self.xc}, (X,)),
    (63, "mean-gradient-missing", CENTRED, {"mean_back": lambda self, dxc: 0.0}, (X,)),
    (0, "gradient-means-not-divided", CENTRED, MeansNotDivided, (X,)),
    (0, "gradient-means-divided-by-batch", BATCH, DividedByBatch, (X,)),
    (0, "input-gradient-not-divided", EVERY, of_training(lambda self: self.n), (X,)),
    (0, "std-missing-in-gradient", EVERY, of_training(lambda self: self.std), (X,)),
    (0, "gradient-divided-by-std-twice", EVERY, of_training(lambda self: 1 / self.std), (X,)),
    (0, "variance-gradient-sign", EVERY, {"variance_back": lambda self, dvar: -2 * self.xc * dvar / self.n}, (X,)),
    (0, "mean-gradient-sign", CENTRED, {"mean_back": lambda self, dxc: -Normalizing.mean_back(self, dxc)}, (X,)),
    (0, "variance-gradient-half", EVERY, {"variance_back": lambda self, dvar: self.xc * dvar / self.n}, (X,)),
    (0, "variance-gradient-half", EVERY, {"divisor_back": lambda self: 1 / self.std}, (X,)),
    (0, "weight-gradient-without-normalizing", EVERY, weight_from(lambda self: self.x), (W,)),
    (0, "weight-gradient-without-normalizing", CENTRED, weight_from(lambda self: self.xc), (W,)),
    (0, "weight-gradient-without-normalizing", CENTRED, weight_from(lambda self: self.xc / self.std**2), (W,)),
    (
        65,
        "parameter-gradient-mean",
        EVERY,
        {"weight_back": lambda self, dy: self.sums(dy * self.xhat, self.w) * self.w.size / dy.size},
        (W,),
    ),
    (0, "parameter-gradient-with-gamma", CENTRED, {"bias_back": lambda self, dy: self.sums(dy, self.b) * self.w}, (B,)),
    (
        0,
        "parameter-gradient-with-gamma",
        EVERY,
        {"weight_back": lambda self, dy: self.sums(dy * self.xhat, self.w) * self.w},
        (W,),
    ),
]


@pytest.mark.parametrize(("op", "name", "plant", "quantities"), listed(GRADIENTS))
def test_what_is_wrong_in_backward_is_named(op: str, name: str, plant: Any, quantities: tuple[str, ...]) -> None:
    assert with_plant(op, plant) == dict.fromkeys(quantities, (name,))


def fed(variance: Callable[[Array, int, float], Array]) -> dict[str, Any]:
    """A running variance that is fed something of the biased variance, n and eps."""

    def batch(self: Any) -> tuple[Array, Array]:
        space = tuple(range(2, self.input.ndim))
        over = space if isinstance(self, Instance) else (0, *space)
        n = int(np.prod([self.input.shape[i] for i in over]))
        var = self.input.var(over)
        mean = self.input.mean((0, *space))
        if isinstance(self, Instance):
            var = var.mean(0)
        return mean, variance(var, n, self.eps)

    return {"batch": batch}


def starts_at_zero(self: Any, mean: Array, var: Array) -> None:
    var[...] = 0


def starts_at_first_batch(self: Any, mean: Array, var: Array) -> None:
    over = (0, *range(2, self.input.ndim))
    mean[...], var[...] = self.input.mean(over), self.input.var(over)


def blended(blend: Callable[[Array, Array, float], Array]) -> dict[str, Any]:
    return {"blend": lambda self, old, new, m: blend(old, new, m)}


RUNNING = [
    (56, "momentum-of-old", TRACKED, {"share": lambda self, m: 0.1 if m is None else 1 - m}, (MEAN, VAR)),
    (56, "momentum-of-old", TRACKED, {"share": lambda self, m: 0.9 if m is None else 1 - m}, (MEAN, VAR)),
    (56, "momentum-value", TRACKED, {"default_momentum": 0.01}, (MEAN, VAR)),
    (56, "momentum-value", TRACKED, {"default_momentum": 0.37}, (MEAN, VAR)),
    (57, "running-var-biased", TRACKED, fed(lambda var, n, eps: var), (VAR,)),
    (57, "eps-in-running-var", TRACKED, fed(lambda var, n, eps: var + eps), (VAR,)),
    (0, "eps-in-running-var", TRACKED, fed(lambda var, n, eps: var * n / (n - 1) + eps), (VAR,)),
    (0, "running-std", TRACKED, fed(lambda var, n, eps: np.sqrt(var)), (VAR,)),
    (0, "running-std", TRACKED, fed(lambda var, n, eps: np.sqrt(var + eps)), (VAR,)),
    (58, "running-var-init", BATCH, {"starts": starts_at_zero}, (VAR,)),
    (58, "running-statistics-init", BATCH, {"starts": starts_at_first_batch}, (MEAN, VAR)),
    (66, "running-statistics-replaced", TRACKED, blended(lambda old, new, m: new), (MEAN, VAR)),
    (0, "running-statistics-frozen", TRACKED, {"updates": lambda self, training: False}, (MEAN, VAR)),
    (0, "running-statistics-sign", BATCH, blended(lambda old, new, m: old - m * (new - old)), (MEAN, VAR)),
    (
        0,
        "running-statistics-in-evaluation",
        BATCH,
        {"updates": lambda self, training: self.input.size > 3},
        (MEAN, VAR),
    ),
    *(
        (0, "running-shares-not-one", BATCH, blended(blend), (MEAN, VAR))
        for blend in (
            lambda old, new, m: old + m * new,
            lambda old, new, m: (1 - m) * old + new,
            lambda old, new, m: m * old + new,
            lambda old, new, m: m * old + m * new,
            lambda old, new, m: (1 - m) * (old + new),
        )
    ),
]


@pytest.mark.parametrize(("op", "name", "plant", "quantities"), listed(RUNNING))
def test_what_is_wrong_in_running_statistics_is_named(
    op: str, name: str, plant: Any, quantities: tuple[str, ...]
) -> None:
    assert with_plant(op, plant) == dict.fromkeys(quantities, (name,))


class EvaluatedAsTrained(Batch):
    """In evaluation the formula of training, from what evaluation kept."""

    def input_back(self, dxhat: Array) -> Array:
        xhat = self.xc / self.std
        means = (v.mean(self.along, keepdims=True) for v in (dxhat, dxhat * xhat))
        first, second = means
        return (dxhat - first - xhat * second) / self.std


class EvaluatedAnew(Batch):
    """In evaluation the formula of training, statistics and all."""

    def input_back(self, dxhat: Array) -> Array:
        xc = self.x - self.x.mean(self.along, keepdims=True)
        std = np.sqrt((xc**2).mean(self.along, keepdims=True) + self.eps)
        first, second = dxhat.mean(self.along, keepdims=True), (dxhat * xc).mean(self.along, keepdims=True)
        return (dxhat - first - xc * second / std**2) / std


MODES = [
    (64, "eval-uses-batch-statistics", BATCH, {"uses_own": lambda self, training, mean: True}, FORWARD),
    (64, "train-uses-running-statistics", BATCH, {"uses_own": lambda self, training, mean: mean is None}, FORWARD),
    (0, "evaluation-differentiated-as-training", BATCH, EvaluatedAsTrained, (X,)),
    (0, "evaluation-differentiated-as-training", BATCH, EvaluatedAnew, (X,)),
]


@pytest.mark.parametrize(("op", "name", "plant", "quantities"), listed(MODES))
def test_training_for_evaluation_is_named(op: str, name: str, plant: Any, quantities: tuple[str, ...]) -> None:
    assert with_plant(op, plant) == dict.fromkeys(quantities, (name,))


def test_a_variance_that_is_a_sum_is_one_cause_of_y_and_of_the_running_variance() -> None:
    found = diagnosed("batch_norm", Summed, **fed(lambda var, n, eps: var * n))
    assert found == dict.fromkeys((*FORWARD, VAR), ("variance-not-averaged",))


@pytest.mark.parametrize("op", EVERY)
def test_what_is_right_needs_no_cause(op: str) -> None:
    assert diagnosed(op) == {}


@pytest.mark.parametrize("op", EVERY)
@pytest.mark.parametrize("quantity", ["y", X, W])
def test_noise_is_explained_by_nothing(op: str, quantity: str) -> None:
    step = {"y": "affine", X: "input_back", W: "weight_back"}[quantity]
    right = getattr(RIGHT[op][0], step)

    def noisy(self: Any, g: Array) -> Array:
        value = right(self, g)
        return value + 0.1 * np.random.default_rng(value.size).standard_normal(value.shape)

    assert diagnosed(op, **{step: noisy}) == {quantity: ()}


TABLES = (SPREAD, AFFINE, GRADIENTS, RUNNING, MODES)
PLANTED = {(op, name) for table in TABLES for _, name, ops, *_ in table for op in ops}


@pytest.mark.parametrize("op", EVERY)
def test_every_cause_is_planted(op: str) -> None:
    rooms = (spread, axes, affine, modes, running, gradients)
    mine = {cause.name for cause in causes_of(op) if any(cause is each for room in rooms for each in room.CAUSES)}
    assert mine == {name for where, name in PLANTED if where == op}
