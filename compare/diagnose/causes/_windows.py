"""Windows that slide over an image, as index arithmetic: what convolution and pooling say their gradients with."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from ..program import Change, Program, Scene, Tensors, edit, forward

Sizes = tuple[int, ...]


def axes(op: str) -> int:
    """How many axes the windows of an op slide along: the digit in its name; 2 for `unfold` and `fold`."""
    return next((int(c) for c in op if c.isdigit()), 2)


def each(value: Any, d: int) -> Sizes:
    """An option as a number per axis."""
    return (int(value),) * d if np.ndim(value) == 0 else tuple(int(v) for v in value) * (d if len(value) == 1 else 1)


@dataclass(frozen=True)
class Windows:
    """How windows stand on an image of `size`; everything has an entry per axis.

    Args:
        out: how many windows there are.
        before, after: the padding in front and behind.
    """

    size: Sizes
    out: Sizes
    kernel: Sizes
    stride: Sizes
    dilation: Sizes
    before: Sizes
    after: Sizes

    def but(self, **changes: Any) -> Windows:
        """The same windows, some of it different."""
        return replace(self, **changes)

    @cached_property
    def padded(self) -> Sizes:
        """The size with its padding, and with whatever a window reaches into beyond."""
        reach = ((o - 1) * s + e for o, s, e in zip(self.out, self.stride, span(self.kernel, self.dilation)))
        return tuple(max(n + b + a, r) for n, b, a, r in zip(self.size, self.before, self.after, reach))

    @cached_property
    def places(self) -> np.ndarray:
        """Where in the flat padded image each element of each window lies: shape (windows, elements)."""
        d = len(self.size)
        total = np.zeros((1,) * (2 * d), int)
        for i in range(d):
            along = np.add.outer(np.arange(self.out[i]) * self.stride[i], np.arange(self.kernel[i]) * self.dilation[i])
            shape = [1] * (2 * d)
            shape[i], shape[d + i] = along.shape
            total = total + along.reshape(shape) * math.prod(self.padded[i + 1 :])
        return total.reshape(math.prod(self.out), math.prod(self.kernel))

    def seen(self, x: np.ndarray, fill: float = 0.0) -> np.ndarray:
        """The elements of `x`, of shape (..., *size), in every window: shape (rows, windows, elements)."""
        rows = x.reshape(-1, *self.size)
        padded = np.full((len(rows), *self.padded), fill, x.dtype)
        padded[(slice(None), *self._inside(self.before))] = rows
        return padded.reshape(len(rows), -1)[:, self.places]

    def back(self, values: np.ndarray, start: Sizes | None = None) -> np.ndarray:
        """Every window element added to where it came from, cropped from `start`: shape (rows, *size)."""
        found = np.zeros((len(values), math.prod(self.padded)), values.dtype)
        for k in range(values.shape[-1]):  # within one element of the kernel no two windows meet
            found[:, self.places[:, k]] += values[..., k]
        image = found.reshape(-1, *self.padded)
        return image[(slice(None), *self._inside(self.before if start is None else start))]

    def winners(self, kernel_outside: bool = False) -> np.ndarray:
        """Which window elements remain if each place keeps what was written last: shape (windows, elements).

        The loop is over the windows, or over the elements of the kernel if that is outside.
        """
        order = self.places.T if kernel_outside else self.places
        last = np.zeros(math.prod(self.padded), int)
        last[order.ravel()] = np.arange(order.size)
        kept = last[order] == np.arange(order.size).reshape(order.shape)
        return kept.T if kernel_outside else kept

    def _inside(self, start: Sizes) -> tuple[slice, ...]:
        return tuple(slice(b, b + n) for b, n in zip(start, self.size))


def span(kernel: Sizes, dilation: Sizes) -> Sizes:
    """How far a dilated kernel reaches."""
    return tuple(e * (k - 1) + 1 for k, e in zip(kernel, dilation))


def count(size: Sizes, kernel: Sizes, stride: Sizes, dilation: Sizes, both: Sizes) -> Sizes:
    """How many windows fit, `both` being the padding of the two sides together."""
    return tuple((n + p - e) // s + 1 for n, p, e, s in zip(size, both, span(kernel, dilation), stride))


def windows(a: Tensors | Scene, d: int) -> Windows:
    """The windows of a call; of a scene those that the changed forward had, as many of them as `dy` has."""
    values = {**vars(a), **(a.taken if isinstance(a, Scene) else {})}
    if values["input"].shape != a.input.shape:  # padded by hand
        values |= {"input": a.input, "padding": a.padding}
    size = each(values["output_size"], d) if "output_size" in values else tuple(values["input"].shape[-d:])
    kernel = tuple(values["weight"].shape[-d:]) if "weight" in values else each(values["kernel_size"], d)
    stride = each(values["stride"] or kernel, d)  # by default, None or [], that of pooling is the window's size
    dilation = each(values.get("dilation", 1), d)
    before, after = paddings(values["padding"], kernel, dilation)
    if isinstance(a, Scene) and a.dy.ndim == a.input.ndim:  # not so for blocks, whose windows lie in one axis
        out = tuple(a.dy.shape[-d:])
    else:
        out = count(size, kernel, stride, dilation, tuple(b + f for b, f in zip(before, after)))
    return Windows(size, out, kernel, stride, dilation, before, after)


def paddings(padding: Any, kernel: Sizes, dilation: Sizes) -> tuple[Sizes, Sizes]:
    """The padding in front and behind; of `same` the odd one is behind."""
    if padding == "same":
        total = tuple(e - 1 for e in span(kernel, dilation))
        return tuple(t // 2 for t in total), tuple(t - t // 2 for t in total)
    both = each(0 if padding == "valid" else padding, len(kernel))
    return both, both


def forward_of(compute: Callable[[Tensors, Any, Windows], Any]) -> Change:
    """The change to a forward that is `compute(arguments, forward so far, windows)`."""

    def change(program: Program) -> Program:
        d = axes(program.op.name)
        return forward(lambda a, usual: compute(a, usual, windows(a, d)))(program)

    return change


def options_of(compute: Callable[[Tensors, int], dict[str, Any]]) -> Change:
    """The change to the options `compute(arguments, number of axes)`."""

    def change(program: Program) -> Program:
        d = axes(program.op.name)
        return forward(lambda a, usual: usual(a.but(**compute(a, d))))(program)

    return change


def edit_of(quantity: str, compute: Callable[[Scene, np.ndarray, Windows], Any]) -> Change:
    """The change of one quantity to `compute(scene, value so far, windows)`, in the dtype that it has.

    Of what is empty there is nothing to change.
    """

    def change(program: Program) -> Program:
        def changed(s: Scene, value: np.ndarray) -> np.ndarray:
            if not (value.size and s.input.size and s.dy.size):
                return value
            return np.asarray(compute(s, value, windows(s, axes(program.op.name))), value.dtype)

        return edit(quantity, changed)(program)

    return change


def answer(compute: Callable[[Any, Tensors, int], Any]) -> Change:
    """The change of the forward's (first) output to `compute(y, arguments, number of axes)`."""

    def change(program: Program) -> Program:
        d = axes(program.op.name)

        def changed(a: Tensors, usual: Any) -> Any:
            found = usual(a)
            y = found[0] if isinstance(found, tuple) else found
            y = compute(y, a, d) if y.numel() else y
            return (y, *found[1:]) if isinstance(found, tuple) else y

        return forward(changed)(program)

    return change


def swapped(value: Any) -> Any:
    """A pair of numbers in the other order; one number is itself."""
    return tuple(reversed(value)) if isinstance(value, Sequence) and not isinstance(value, str) else value
