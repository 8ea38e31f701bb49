"""Convolution and pooling in plain loops, as somebody who learns them writes them; a mistake overrides a part."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from compare.contract import Call
from tests.compare.diagnose.planted import diagnosis


def normal(*shape: int) -> np.ndarray:
    return np.random.default_rng(shape).standard_normal(shape)


def named(op: str, function: Callable[..., Any], calls: list[Call]) -> dict[str, tuple[str, ...]]:
    """The names found by quantity; none if not exact; with a `?` if other names would do as well."""
    found = {}
    for quantity, account in diagnosis(op, function, calls).items():
        names = tuple(each.cause.name for each in account.assumed) if account.exact else ()
        others = {tuple(sorted(each.cause.name for each in h)) for h in account.also} - {tuple(sorted(names))}
        found[quantity] = (*names, *("?" + "+".join(other) for other in sorted(others)))
    return found


class Sliding:
    """What both have in common: along any number of axes, one window at a time.

    The parts are methods, so that a mistake is a subclass (`with_mistake`) in which one of them is another.
    """

    stride: tuple[int, ...]
    dilation: tuple[int, ...]

    def many(self, value: Any) -> tuple[int, ...]:
        return tuple(value) if isinstance(value, tuple) else (value,) * self.d

    def ends(self) -> list[tuple[int, int]]:
        return [(p, p) for p in self.padding]

    def border(self, x: np.ndarray) -> np.ndarray:
        return np.pad(x, [(0, 0), (0, 0), *self.ends()], constant_values=self.fill)

    def inside(self, dxp: np.ndarray) -> np.ndarray:
        return dxp[(..., *(slice(b, b + n) for (b, _), n in zip(self.ends(), self.size)))]

    def count(self, n: int, k: int, s: int, e: int, p: int) -> int:
        return (n - (e * (k - 1) + 1)) // s + 1

    def outs(self) -> tuple[int, ...]:
        return tuple(map(self.count, self.xp.shape[2:], self.k, self.stride, self.dilation, self.padding))

    def steps(self) -> Iterator[tuple[int, ...]]:
        return itertools.product(*map(range, self.out))

    def at(self, step: tuple[int, ...]) -> tuple[slice, ...]:
        """Where the window stands on the padded image."""
        return tuple(
            slice(i * s, i * s + e * (k - 1) + 1, e) for i, s, e, k in zip(step, self.stride, self.dilation, self.k)
        )

    def prepare(self, x: np.ndarray) -> None:
        self.single = x.ndim == self.d + 1
        self.x = x[None] if self.single else x
        self.size = self.x.shape[2:]
        self.xp = self.border(self.x)
        self.out = self.outs()

    def whole(self, a: np.ndarray) -> np.ndarray:
        return a[0] if self.single else a

    def finish(self, y: np.ndarray) -> np.ndarray:
        return y

    def from_above(self, dy: np.ndarray) -> np.ndarray:
        return dy


def with_mistake(right: type, **parts: Any) -> Callable[..., Any]:
    """The op with some parts replaced."""
    return lambda *args, **kwargs: type("Wrong", (right,), parts)()(*args, **kwargs)


class Convolution(Sliding):
    fill = 0.0

    def kernel(self, w: np.ndarray) -> np.ndarray:
        return w

    def group(self, o: int) -> int:
        return o // (self.outputs // self.groups)

    def channels(self, o: int) -> slice:
        """The input channels that output channel o sees."""
        c = self.w.shape[1]
        return slice(self.group(o) * c, (self.group(o) + 1) * c)

    def product(self, window: np.ndarray, w: np.ndarray) -> Any:
        return np.sum(window * w)

    def add(self, y: np.ndarray, b: np.ndarray) -> np.ndarray:
        return y + b.reshape(-1, *(1,) * self.d)

    def __call__(self, input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
        self.d, self.groups, self.outputs = weight.ndim - 2, groups, weight.shape[0]
        self.w = self.kernel(weight)
        self.k = self.w.shape[2:]
        self.stride, self.dilation = self.many(stride), self.many(dilation)
        self.same = padding == "same"
        self.padding = self.many(0 if isinstance(padding, str) else padding)
        self.options()
        self.prepare(input)
        y = np.zeros((len(self.x), self.outputs, *self.out), input.dtype)
        for n, o in np.ndindex(*y.shape[:2]):
            for step in self.steps():
                window = self.xp[(n, self.channels(o), *self.at(step))]
                y[(n, o, *step)] = self.product(window, self.w[o])
        if bias is not None:
            y = self.add(y, bias)

        def backward(dy):
            dy = self.from_above(dy[None] if self.single else dy)
            db = None if bias is None else self.db(dy).astype(dy.dtype)
            return self.whole(self.dx(dy)), self.dw(dy), db

        return self.whole(self.finish(y)), backward

    def options(self) -> None:
        """A place for what somebody confuses in the options."""

    def ends(self) -> list[tuple[int, int]]:
        if self.same:
            total = [e * (k - 1) for e, k in zip(self.dilation, self.k)]
            return [(t // 2, t - t // 2) for t in total]
        return super().ends()

    def db(self, dy):
        return dy.sum(axis=(0, *range(2, dy.ndim)))

    def weight_back(self, dw: np.ndarray) -> np.ndarray:
        """From the gradient of what `kernel` made of the weight."""
        return dw

    def batch_back(self, dw: np.ndarray) -> np.ndarray:
        return dw

    def dw(self, dy):
        dw = np.zeros_like(self.w)
        for n, o in np.ndindex(*dy.shape[:2]):
            for step in self.steps():
                dw[o] += self.xp[(n, self.channels(o), *self.at(step))] * dy[(n, o, *step)]
        return self.weight_back(dw)

    def back_kernel(self) -> np.ndarray:
        return self.w

    def dx(self, dy):
        dxp = np.zeros_like(self.xp)
        w = self.back_kernel()
        for n, o in np.ndindex(*dy.shape[:2]):
            for step in self.steps():
                dxp[(n, self.channels(o), *self.at(step))] += w[o] * dy[(n, o, *step)]
        return self.inside(dxp)


class Pooling(Sliding):
    fill = -np.inf
    default: int | None = None  # the stride where none is given

    def __call__(self, input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
        self.ceil_mode = ceil_mode
        return self.pool(input, kernel_size, stride, padding, dilation)

    def pool(self, input, kernel_size, stride, padding, dilation):
        self.d = len(kernel_size) if isinstance(kernel_size, tuple) else self.axes
        self.k = self.many(kernel_size)
        self.given = stride is not None
        self.stride = self.many(stride) if self.given else self.many(self.default or self.k)
        self.padding, self.dilation = self.many(padding), self.many(dilation)
        self.options()
        self.prepare(input)
        y = np.zeros((*self.x.shape[:2], *self.out), input.dtype)
        for n, c in np.ndindex(*y.shape[:2]):
            for step in self.steps():
                y[(n, c, *step)] = self.value(self.xp[(n, c, *self.at(step))], step)

        def backward(dy):
            dy = self.from_above(dy[None] if self.single else dy)
            return (self.whole(self.dx(dy)),)

        return self.whole(self.finish(y)), backward

    def options(self) -> None:
        """A place for what somebody confuses in the options."""

    def count(self, n: int, k: int, s: int, e: int, p: int) -> int:
        return self.rounded_up(n, k, s, e, p) if self.ceil_mode else super().count(n, k, s, e, p)

    def rounded_up(self, n: int, k: int, s: int, e: int, p: int) -> int:
        """What is left over makes a window, if it begins before the padding behind."""
        left, usual = (n - (e * (k - 1) + 1)) % s, super().count(n, k, s, e, p)
        return usual + (left > 0 and usual * s < n - p)

    def value(self, window, step):
        return window.max()

    def share(self, window, step):
        """What each element of a window gets of dy = 1."""
        mine = np.zeros_like(window)
        mine[np.unravel_index(np.argmax(window), window.shape)] = 1
        return mine

    def write(self, dxp, at, values):
        dxp[at] += values

    def dx(self, dy):
        dxp = np.zeros_like(self.xp)
        for n, c in np.ndindex(*dy.shape[:2]):
            for step in self.steps():
                at = (n, c, *self.at(step))
                self.write(dxp, at, self.share(self.xp[at], step) * dy[(n, c, *step)])
        return self.inside(dxp)


class MaxPooling1d(Pooling):
    axes = 1


class MaxPooling2d(Pooling):
    axes = 2


class Averaging(Pooling):
    fill = 0.0

    def __call__(
        self,
        input,
        kernel_size,
        stride=None,
        padding=0,
        ceil_mode=False,
        count_include_pad=True,
        divisor_override=None,
    ):
        self.ceil_mode, self.count_include_pad, self.override = ceil_mode, count_include_pad, divisor_override
        return self.pool(input, kernel_size, stride, padding, 1)

    def number(self, step):
        """How many elements a window counts."""
        if self.override:
            return self.override
        found = 1
        for i, s, k, p, n in zip(step, self.stride, self.k, self.padding, self.size):
            start = i * s - p
            low, high = (-p, n + p) if self.count_include_pad else (0, n)
            found *= min(start + k, high) - max(start, low)
        return found

    def value(self, window, step):
        return window.sum() / self.number(step)

    def share(self, window, step):
        return np.ones_like(window) / self.number(step)


class Averaging1d(Averaging):
    axes = 1


class Averaging2d(Averaging):
    axes = 2
