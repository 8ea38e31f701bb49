"""Normalization in NumPy, step by step, as somebody who learns it writes it; a mistake overrides a step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = Any


def with_mistake(right: type, *more: type, **steps: Any) -> Callable[..., Any]:
    """The op with some steps replaced: by classes that replace some, or one by one."""
    return lambda *args, **kwargs: type("Wrong", (*more, right), steps)()(*args, **kwargs)


class Normalizing:
    """y = gamma (x - mean) / std + beta. Each step has its way back; what a step leaves is kept for it.

    In float64 throughout, so that float32 is no matter of how a mistake was written down.
    """

    default_eps = 1e-5
    own = True  # whether the statistics are the batch's

    def arrange(self, x: Array) -> Array:
        """The shape in which statistics are taken."""
        return x

    def axes(self, x: Array) -> tuple[int, ...]:
        raise NotImplementedError

    def tall(self, w: Array) -> Array:
        """The scale or the shift beside the input."""
        return w.reshape(1, -1, *[1] * (len(self.shape_in) - 2))

    def sums(self, g: Array, w: Array) -> Array:
        """The sum over all that a scale or a shift was laid on."""
        return g.sum((0, *range(2, g.ndim)))

    # forward

    def mean(self) -> Array:
        return self.x.mean(self.along, keepdims=True)

    def variance(self) -> Array:
        return (self.xc**2).sum(self.along, keepdims=True) / self.n

    def divisor(self) -> Array:
        return np.sqrt(self.var + self.eps)

    def numerator(self) -> Array:
        return self.xc

    def affine(self, xhat: Array) -> Array:
        y = xhat if self.w is None else self.tall(self.w) * xhat
        return y if self.b is None else y + self.tall(self.b)

    def forward(self, x: Array, w: Array, b: Array, eps: float | None) -> Array:
        self.shape_in, self.input, self.w, self.b = x.shape, x, w, b
        self.eps = self.given_eps(eps)
        self.x = self.arrange(x).astype(np.float64)
        self.along = self.axes(self.x)
        self.n = int(np.prod([self.x.shape[i] for i in self.along]))
        if self.own:
            self.mu = self.mean()
            self.xc = self.x - self.mu
            self.var = self.variance()
        else:
            self.mu, self.var = self.kept()
            self.xc = self.x - self.mu
        self.std = self.divisor()
        self.xhat = (self.numerator() / self.std).reshape(x.shape)
        return self.affine(self.xhat)

    def given_eps(self, eps: float | None) -> float:
        return self.default_eps if eps is None else eps

    # backward

    def weight_back(self, dy: Array) -> Array:
        return self.sums(dy * self.xhat, self.w)

    def bias_back(self, dy: Array) -> Array:
        return self.sums(dy, self.b)

    def xhat_back(self, dy: Array) -> Array:
        return dy if self.w is None else dy * self.tall(self.w)

    def divisor_back(self) -> Array:
        """d std / d var."""
        return 0.5 / self.std

    def variance_back(self, dvar: Array) -> Array:
        return 2 * self.xc * dvar / self.n

    def mean_back(self, dxc: Array) -> Array:
        return -dxc.sum(self.along, keepdims=True) / self.n

    def input_back(self, dxhat: Array) -> Array:
        if not self.own:
            return dxhat / self.std
        dstd = -(dxhat * self.numerator()).sum(self.along, keepdims=True) / self.std**2
        dxc = self.variance_back(dstd * self.divisor_back())
        direct = dxhat / self.std
        if self.numerator() is self.x:
            return direct + dxc + self.mean_back(dxc)
        return direct + dxc + self.mean_back(direct + dxc)

    def backward(self, dy: Array) -> tuple[Array, ...]:
        dx = self.input_back(self.arrange(self.xhat_back(dy))).reshape(self.shape_in)
        dw = None if self.w is None else self.weight_back(dy).astype(dy.dtype)
        db = None if self.b is None else self.bias_back(dy).astype(dy.dtype)
        return dx.astype(dy.dtype), dw, db

    def result(self, y: Array) -> tuple[Array, Callable[[Array], tuple[Array, ...]]]:
        return y.astype(self.input.dtype), self.backward


class Tracking(Normalizing):
    """With running statistics."""

    default_momentum = 0.1

    def axes(self, x: Array) -> tuple[int, ...]:
        return (0, *range(2, x.ndim))

    def starts(self, mean: Array, var: Array) -> None:
        """Where the statistics are the initial ones, those that the code starts with."""

    def kept(self) -> tuple[Array, Array]:
        return self.tall(self.before[0]), self.tall(self.before[1])

    def batch(self) -> tuple[Array, Array]:
        """What the running statistics are fed: the mean, the unbiased variance."""
        over = (0, *range(2, self.input.ndim))
        return self.input.mean(over), self.input.var(over, ddof=1)

    def share(self, momentum: float | None) -> float:
        return self.default_momentum if momentum is None else momentum

    def blend(self, old: Array, new: Array, m: float) -> Array:
        return (1 - m) * old + m * new

    def uses_own(self, training: bool, mean: Array) -> bool:
        return training

    def updates(self, training: bool) -> bool:
        return training

    def __call__(
        self,
        input: Array,
        running_mean: Array = None,
        running_var: Array = None,
        weight: Array = None,
        bias: Array = None,
        training: bool = False,
        momentum: float | None = None,
        eps: float | None = None,
    ) -> Any:
        self.training = training
        if running_mean is not None and not running_mean.any() and (running_var == 1).all():
            self.input = input
            self.starts(running_mean, running_var)
        self.before = (running_mean, running_var) if running_mean is None else (running_mean.copy(), running_var.copy())
        self.own = self.uses_own(training, running_mean)
        y = self.forward(input, weight, bias, eps)
        if running_mean is not None and self.updates(training):
            m = self.share(momentum)
            for old, new in zip((running_mean, running_var), self.batch()):
                old[...] = self.blend(old, new, m)
        return self.result(y)


class Batch(Tracking):
    pass


class Instance(Tracking):
    def axes(self, x: Array) -> tuple[int, ...]:
        return tuple(range(2, x.ndim))

    def batch(self) -> tuple[Array, Array]:
        space = tuple(range(2, self.input.ndim))
        return self.input.mean((0, *space)), self.input.var(space, ddof=1).mean(0)

    def __call__(
        self,
        input: Array,
        running_mean: Array = None,
        running_var: Array = None,
        weight: Array = None,
        bias: Array = None,
        use_input_stats: bool = True,
        momentum: float | None = None,
        eps: float | None = None,
    ) -> Any:
        return super().__call__(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps)


class Layer(Normalizing):
    def axes(self, x: Array) -> tuple[int, ...]:
        return tuple(range(x.ndim - len(self.last), x.ndim))

    def tall(self, w: Array) -> Array:
        return w

    def sums(self, g: Array, w: Array) -> Array:
        return g.sum(tuple(range(g.ndim - w.ndim)))

    def __call__(
        self, input: Array, normalized_shape: Any, weight: Array = None, bias: Array = None, eps: float | None = None
    ) -> Any:
        self.last = tuple(normalized_shape)
        return self.result(self.forward(input, weight, bias, eps))


class Root(Layer):
    """Without a mean."""

    default_eps = float(np.finfo(np.float64).eps)

    def given_eps(self, eps: float | None) -> float:
        return float(np.finfo(self.input.dtype).eps) if eps is None else eps

    def mean(self) -> Array:
        return np.zeros(1, self.input.dtype)

    def mean_back(self, dxc: Array) -> Array:
        return np.zeros(1, dxc.dtype)

    def __call__(self, input: Array, normalized_shape: Any, weight: Array = None, eps: float | None = None) -> Any:  # type: ignore[override]
        y, backward = super().__call__(input, normalized_shape, weight, None, eps)
        return y, lambda dy: backward(dy)[:2]


class Group(Normalizing):
    def arrange(self, x: Array) -> Array:
        return x.reshape(x.shape[0], self.groups, -1)

    def axes(self, x: Array) -> tuple[int, ...]:
        return (2,)

    def __call__(
        self, input: Array, num_groups: int, weight: Array = None, bias: Array = None, eps: float | None = None
    ) -> Any:
        self.groups = self.number(num_groups, input.shape[1])
        return self.result(self.forward(input, weight, bias, eps))

    def number(self, num_groups: int, channels: int) -> int:
        return num_groups
