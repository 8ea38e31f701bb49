"""Every cause of convolution is planted in a program of plain loops, and the diagnosis names it and nothing else."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from compare.contract import Call, call
from compare.diagnose.cause import causes_of
from compare.diagnose.causes.convolution import CAUSES
from tests.compare.diagnose.learners_windows import Convolution, named, normal, with_mistake
from tests.compare.diagnose.planted import diagnosis


def images() -> list[Call]:
    """What tells the causes of `conv2d` apart."""
    return [
        # sizes, strides and paddings that differ by axis; more outputs than inputs
        call(normal(2, 3, 7, 6), normal(4, 3, 3, 2), normal(4), (2, 1), (1, 0)),
        # a batch of one, a square image, no padding
        call(normal(1, 2, 6, 6), normal(3, 2, 3, 3), normal(3)),
        # square kernels with stride 2 and padding on an even size: TensorFlow's SAME differs
        call(normal(3, 2, 6, 8), normal(4, 2, 3, 3), normal(4), 2, 1),
        # groups of several inputs and several kernels, dilation, padding by axis
        call(normal(2, 4, 9, 7), normal(6, 2, 2, 3), normal(6), 1, (1, 2), (2, 1), 2),
        # even kernels under padding="same"; no bias
        call(normal(2, 3, 5, 7), normal(2, 3, 2, 4), None, 1, "same"),
        # an output as wide as it has channels
        call(normal(2, 2, 5, 6), normal(4, 2, 2, 3), normal(4)),
        # stride 4 leaves one row and three columns over: rounding and ceiling differ
        call(normal(2, 1, 8, 10), normal(2, 1, 3, 3), normal(2), 4),
        # one image without a batch axis
        call(normal(2, 6, 5), normal(3, 2, 3, 2), normal(3), 2),
    ]


def sequences() -> list[Call]:
    return [
        call(normal(2, 3, 9), normal(4, 3, 3), normal(4), 2, 1),
        call(normal(1, 2, 8), normal(3, 2, 4), normal(3), 1, "same"),
        call(normal(3, 4, 11), normal(6, 2, 3), normal(6), 2, 2, 2, 2),
    ]


def volumes() -> list[Call]:
    return [
        call(normal(2, 2, 5, 4, 6), normal(3, 2, 3, 2, 2), normal(3), (1, 2, 1), (1, 0, 1)),
        call(normal(1, 2, 4, 5, 3), normal(2, 1, 2, 3, 2), normal(2), 1, (0, 1, 1), 1, 2),
    ]


def flip(self: Any, w: np.ndarray) -> np.ndarray:
    return w[..., ::-1, ::-1]


def turn(self: Any, x: np.ndarray) -> np.ndarray:
    return x.swapaxes(-1, -2)


def resize(self: Any, x: np.ndarray) -> np.ndarray:
    return x.reshape(*x.shape[:-2], x.shape[-1], x.shape[-2])


def turned(*names: str) -> Callable[[Any], None]:
    """Options whose pairs are taken the wrong way round."""

    def options(self: Any) -> None:
        for name in names:
            setattr(self, name, getattr(self, name)[::-1])

    return options


def set_to(**values: Any) -> Callable[[Any], None]:
    def options(self: Any) -> None:
        for name, value in values.items():
            setattr(self, name, self.many(value))

    return options


def exchange(self: Any) -> None:
    self.stride, self.dilation = self.dilation, self.stride


def smallest(self: Any) -> list[tuple[int, int]]:
    """TensorFlow's padding."""
    ends = []
    for n, k, s, e in zip(self.size, self.k, self.stride, self.dilation):
        total = max((math.ceil(n / s) - 1) * s + e * (k - 1) + 1 - n, 0)
        ends.append((total // 2, total - total // 2))
    return ends if any(map(any, Convolution.ends(self))) else Convolution.ends(self)


def surrounded(mode: str) -> Callable[..., np.ndarray]:
    return lambda self, x: np.pad(x, [(0, 0), (0, 0), *self.ends()], mode=mode)


def rounded(rounding: Callable[[float], int]) -> dict[str, Any]:
    """The number of windows rounded, with zeros behind the image for the last of them."""

    def border(self: Any, x: np.ndarray) -> np.ndarray:
        self.before_zeros = Convolution.border(self, x)
        return np.pad(self.before_zeros, [(0, 0), (0, 0), *[(0, 9)] * self.d])

    def outs(self: Any) -> tuple[int, ...]:
        sizes = zip(self.before_zeros.shape[2:], self.k, self.stride, self.dilation)
        return tuple(rounding((n - e * (k - 1) - 1) / s) + 1 for n, k, s, e in sizes)

    return {"border": border, "outs": outs}


def last_channel(self: Any, window: np.ndarray, w: np.ndarray) -> Any:
    total = 0.0
    for plane, part in zip(window, w):
        total = (plane * part).sum()
    return total


def by_hand(self: Any, dy: np.ndarray, step: tuple[int, ...], o: int, n: int) -> np.ndarray:
    return self.xp[(n, self.channels(o), *self.at(step))] * dy[(n, o, *step)]


def dw_last_sample(self: Any, dy: np.ndarray) -> np.ndarray:
    for n in range(len(dy)):
        dw = np.zeros_like(self.w)
        for o in range(self.outputs):
            for step in self.steps():
                dw[o] += by_hand(self, dy, step, o, n)
    return dw


def dw_last_of_all(self: Any, dy: np.ndarray) -> np.ndarray:
    dw = np.zeros_like(self.w)
    for n, o in np.ndindex(*dy.shape[:2]):
        for step in self.steps():
            dw[o] = by_hand(self, dy, step, o, n)
    return dw


def dw_last_window(self: Any, dy: np.ndarray) -> np.ndarray:
    dw = np.zeros_like(self.w)
    for o in range(self.outputs):
        for step in self.steps():
            dw[o] = sum(by_hand(self, dy, step, o, n) for n in range(len(dy)))
    return dw


def dw_columns(self: Any, dy: np.ndarray) -> np.ndarray:
    """(elements, outputs), for one group."""
    rows = [dy[(n, slice(None), *step)] for n in range(len(dy)) for step in self.steps()]
    columns = [self.xp[(n, slice(None), *self.at(step))].ravel() for n in range(len(dy)) for step in self.steps()]
    return np.array(columns).T @ np.array(rows)


def dw_untransposed(self: Any, dy: np.ndarray) -> np.ndarray:
    return dw_columns(self, dy).reshape(self.w.shape)


def dw_channels_last(self: Any, dy: np.ndarray) -> np.ndarray:
    dw = np.moveaxis(Convolution.dw(self, dy), 1, -1)
    return np.ascontiguousarray(dw).reshape(self.w.shape)


def forgetful(option: str) -> dict[str, Any]:
    """A backward that takes a step to be 1."""

    def backward(method: str) -> Callable[..., np.ndarray]:
        def part(self: Any, dy: np.ndarray) -> np.ndarray:
            kept = getattr(self, option)
            setattr(self, option, (1,) * self.d)
            found = getattr(Convolution, method)(self, dy)
            setattr(self, option, kept)
            return found

        return part

    return {"dw": backward("dw"), "dx": backward("dx")}


def misread(rearrange: Callable[[np.ndarray], np.ndarray]) -> dict[str, Any]:
    """A backward that makes something else of dy first."""

    def backward(method: str) -> Callable[..., np.ndarray]:
        return lambda self, dy: getattr(Convolution, method)(self, rearrange(dy))

    return {"dw": backward("dw"), "dx": backward("dx"), "db": backward("db")}


def rows_of_channels(dy: np.ndarray) -> np.ndarray:
    n, o, h, w = dy.shape
    return dy.reshape(-1, o).reshape(n, h, w, o).transpose(0, 3, 1, 2)


def channels_of_rows(dy: np.ndarray) -> np.ndarray:
    n, o, h, w = dy.shape
    return dy.reshape(o, -1).reshape(o, n, h, w).transpose(1, 0, 2, 3)


def sample_by_sample(dy: np.ndarray) -> np.ndarray:
    """Its columns are sample by sample, those of the windows position by position."""
    n, o, h, w = dy.shape
    return dy.transpose(1, 0, 2, 3).reshape(o, -1).reshape(o, h, w, n).transpose(3, 0, 1, 2)


def position_by_position(dy: np.ndarray) -> np.ndarray:
    n, o, h, w = dy.shape
    return dy.transpose(1, 2, 3, 0).reshape(o, -1).reshape(o, n, h, w).transpose(1, 0, 2, 3)


def scattered(write: Callable[..., None], crop: Callable[..., np.ndarray] | None = None) -> Callable[..., np.ndarray]:
    """A gradient of the input with another way to write, or to cut off the padding."""

    def dx(self: Any, dy: np.ndarray) -> np.ndarray:
        dxp = np.zeros_like(self.xp)
        write(self, dxp, dy)
        return (crop or Convolution.inside)(self, dxp)

    return dx


def assign_windows(self: Any, dxp: np.ndarray, dy: np.ndarray) -> None:
    for n, g in np.ndindex(len(dy), self.groups):
        mine = [o for o in range(self.outputs) if self.group(o) == g]
        for step in self.steps():
            total = sum(self.w[o] * dy[(n, o, *step)] for o in mine)
            dxp[(n, self.channels(mine[0]), *self.at(step))] = total


def assign_everything(self: Any, dxp: np.ndarray, dy: np.ndarray) -> None:
    for n, o in np.ndindex(*dy.shape[:2]):
        for step in self.steps():
            dxp[(n, self.channels(o), *self.at(step))] = self.w[o] * dy[(n, o, *step)]


def assign_elements(self: Any, dxp: np.ndarray, dy: np.ndarray) -> None:
    """col2im, one element of the kernel after the other."""
    for a, b in np.ndindex(*self.k):
        for g in range(self.groups):
            mine = [o for o in range(self.outputs) if self.group(o) == g]
            total = sum(self.w[o, :, a, b][:, None, None] * dy[:, o][:, None] for o in mine)
            (s, t), (e, f), (h, w) = self.stride, self.dilation, self.out
            rows, columns = slice(a * e, a * e + h * s, s), slice(b * f, b * f + w * t, t)
            dxp[:, self.channels(mine[0]), rows, columns] = total


def last_output(self: Any, dxp: np.ndarray, dy: np.ndarray) -> None:
    for n, o in np.ndindex(*dy.shape[:2]):
        dxp[n, self.channels(o)] = 0
        for step in self.steps():
            dxp[(n, self.channels(o), *self.at(step))] += self.w[o] * dy[(n, o, *step)]


def as_often_as_seen(self: Any, dxp: np.ndarray) -> np.ndarray:
    often = np.zeros(self.xp.shape[2:], dxp.dtype)
    for step in self.steps():
        often[self.at(step)] += 1
    return Convolution.inside(self, dxp / np.maximum(often, 1))


def add_windows(self: Any, dxp: np.ndarray, dy: np.ndarray) -> None:
    for n, o in np.ndindex(*dy.shape[:2]):
        for step in self.steps():
            dxp[(n, self.channels(o), *self.at(step))] += self.w[o] * dy[(n, o, *step)]


def from_minus_padding(self: Any, dxp: np.ndarray) -> np.ndarray:
    return dxp[(..., *(slice(b, -a) for b, a in self.ends()))]


def from_the_corner(self: Any, dxp: np.ndarray) -> np.ndarray:
    return dxp[(..., *(slice(n) for n in self.size))]


def to_the_corner(self: Any, dxp: np.ndarray) -> np.ndarray:
    return dxp[(..., *(slice(m - n, m) for m, n in zip(dxp.shape[2:], self.size)))]


def product_channels_last(self: Any, window: np.ndarray, w: np.ndarray) -> Any:
    return np.moveaxis(window, 0, -1).ravel() @ w.ravel()


def columns_of_weights(self: Any, w: np.ndarray) -> np.ndarray:
    matrix = w.reshape(-1, len(w))
    return np.array([matrix[:, o].reshape(w.shape[1:]) for o in range(len(w))])


def batch_first(f: Callable[[np.ndarray], np.ndarray]) -> Callable[..., np.ndarray]:
    """An output that is rearranged where there is a batch."""
    return lambda self, y: y if self.single else f(y)


def by_kernel_first(self: Any, y: np.ndarray) -> np.ndarray:
    """The first kernel of every group, then the second of every group, and so on."""
    of_a_group = self.outputs // self.groups
    return np.concatenate([y[:, i::of_a_group] for i in range(of_a_group)], axis=1)


def causal(self: Any) -> list[tuple[int, int]]:
    return [(before + after, 0) for before, after in Convolution.ends(self)]


def odd_in_front(self: Any) -> list[tuple[int, int]]:
    return [(after, before) for before, after in Convolution.ends(self)]


def column_by_column(self: Any, y: np.ndarray) -> np.ndarray:
    n, o, h, w = y.shape
    filled = [y[:, :, i, j] for j in range(w) for i in range(h)]
    return np.stack(filled, axis=-1).reshape(n, o, h, w)


Y, DX, DW, DB = "y", "grad input", "grad weight", "grad bias"
SQUARE, SMALL, UNGROUPED = [1, 2, 6], [0, 1, 2, 3, 4, 5, 7], [0, 1, 2, 4, 5, 6, 7]  # where a mistake runs at all
# row of the table of conventions (0: none), name, what is planted, what is spoilt for certain, in which calls
ON_IMAGES: list[tuple[Any, ...]] = [
    (36, "kernel-flipped", {"kernel": flip, "weight_back": flip}, {Y, DX, DW}),
    (40, "hw-swapped", {"kernel": turn, "weight_back": turn}, {Y, DX, DW}),
    (40, "hw-swapped", {"kernel": resize, "weight_back": resize}, {Y}),
    (40, "hw-swapped", {"options": turned("stride")}, {Y}),
    (40, "hw-swapped", {"options": turned("padding")}, {Y}),
    (40, "hw-swapped", {"options": turned("dilation")}, {Y}),
    (40, "hw-swapped", {"options": turned("stride", "padding", "dilation")}, {Y}),
    (40, "hw-swapped", {"finish": turn, **misread(lambda dy: dy.swapaxes(-1, -2))}, {Y}),
    (40, "hw-swapped", {"finish": resize, **misread(lambda dy: resize(None, dy))}, {Y}),
    (40, "hw-swapped", {"weight_back": turn}, {DW}),
    (40, "hw-swapped", {"back_kernel": lambda self: turn(self, self.w)}, {DX}, SQUARE),
    (47, "stride-dilation-swapped", {"options": exchange}, {Y}, SMALL),
    (0, "stride-ignored", {"options": set_to(stride=1)}, {Y}),
    (0, "dilation-ignored", {"options": set_to(dilation=1)}, {Y}),
    (
        0,
        "kernel-of-first-channel",
        {"product": lambda self, window, w: np.sum(window.sum(0) * w[0])},
        {Y},
    ),
    (0, "column-order", {"product": product_channels_last}, {Y}),
    (0, "weight-reshaped-not-transposed", {"kernel": columns_of_weights}, {Y, DX}),
    (0, "padding-ignored", {"ends": lambda self: [(0, 0)] * self.d}, {Y}),
    (41, "same-padding-tensorflow", {"ends": smallest}, {Y, DX, DW}),
    (
        42,
        "same-padding-other-side",
        {"ends": odd_in_front},
        {Y, DX, DW},
    ),
    (0, "padding-one-side", {"ends": lambda self: [(0, a) for _, a in Convolution.ends(self)]}, {Y}),
    (0, "padding-one-side", {"ends": lambda self: [(b, 0) for b, _ in Convolution.ends(self)]}, {Y}),
    (46, "output-size-rounding", rounded(math.ceil), {Y}),
    (46, "output-size-rounding", rounded(round), {Y}),
    (0, "padding-with-edge", {"border": surrounded("edge")}, {Y, DW}),
    (0, "padding-with-reflection", {"border": surrounded("reflect")}, {Y, DW}),
    (0, "padding-circular", {"border": surrounded("wrap")}, {Y, DW}),
    (0, "bias-missing", {"add": lambda self, y, b: y}, {Y}),
    (
        0,
        "bias-added-repeatedly",
        {"add": lambda self, y, b: Convolution.add(self, y, b * self.w.shape[1])},
        {Y},
    ),
    (0, "bias-added-repeatedly", {"add": lambda self, y, b: Convolution.add(self, y, b * math.prod(self.k))}, {Y}),
    (0, "bias-added-repeatedly", {"add": lambda self, y, b: Convolution.add(self, y, b * self.w[0].size)}, {Y}),
    (0, "bias-along-width", {"add": lambda self, y, b: y + b}, {Y}),
    (0, "one-channel-only", {"product": last_channel}, {Y}),
    (0, "one-channel-only", {"product": lambda self, window, w: np.sum(window[0] * w[0])}, {Y}),
    (0, "products-averaged", {"product": lambda self, window, w: np.sum(window * w, axis=(1, 2)).mean()}, {Y}),
    (0, "products-averaged", {"product": lambda self, window, w: np.mean(window * w)}, {Y}),
    (0, "groups-ignored", {"group": lambda self, o: 0}, {Y, DX, DW}),
    (48, "depthwise-layout", {"group": lambda self, o: o % self.groups}, {Y, DX, DW}),
    (
        48,
        "depthwise-layout",
        {"finish": by_kernel_first},
        {Y},
    ),
    (37, "weight-gradient-flipped", {"weight_back": flip}, {DW}),
    (8, "weight-gradient-divided-by-batch", {"dw": lambda self, dy: Convolution.dw(self, dy) / len(dy)}, {DW}),
    (
        8,
        "weight-gradient-divided-by-batch",
        {"dw": lambda self, dy: Convolution.dw(self, dy) / dy[:, 0].size},
        {DW},
    ),
    (0, "weight-gradient-last-sample", {"dw": dw_last_sample}, {DW}),
    (0, "weight-gradient-last-window", {"dw": dw_last_of_all}, {DW}),
    (0, "weight-gradient-last-window", {"dw": dw_last_window}, {DW}),
    (0, "weight-gradient-not-transposed", {"dw": dw_untransposed}, {DW}, UNGROUPED),
    (0, "weight-gradient-column-order", {"dw": dw_channels_last}, {DW}),
    (0, "stride-one-in-gradient", forgetful("stride"), {DX, DW}),
    (0, "dilation-one-in-gradient", forgetful("dilation"), {DX, DW}),
    (0, "dy-not-transposed", misread(rows_of_channels), {DX, DW, DB}),
    (0, "dy-not-transposed", misread(channels_of_rows), {DX, DW, DB}),
    (0, "dy-batch-position-order", misread(sample_by_sample), {DX, DW}),
    (0, "dy-batch-position-order", misread(position_by_position), {DX, DW}),
    (43, "bias-gradient-mean", {"db": lambda self, dy: dy.mean(axis=(0, 2, 3))}, {DB}),
    (43, "bias-gradient-mean", {"db": lambda self, dy: dy.sum(axis=(2, 3)).mean(0)}, {DB}),
    (0, "bias-gradient-last-sample", {"db": lambda self, dy: [d.sum(axis=(1, 2)) for d in dy][-1]}, {DB}),
    (0, "bias-gradient-last-window", {"db": lambda self, dy: dy[-1, :, -1, -1]}, {DB}),
    (6, "bias-gradient-unreduced", {"db": lambda self, dy: dy.sum(axis=0)}, {DB}),
    (6, "bias-gradient-unreduced", {"db": lambda self, dy: dy.sum(axis=(2, 3))}, {DB}),
    (7, "bias-gradient-wrong-axis", {"db": lambda self, dy: dy.sum(axis=(0, 1, 2))}, {DB}),
    (7, "bias-gradient-wrong-axis", {"db": lambda self, dy: dy.sum()}, {DB}),
    (38, "input-gradient-kernel-unflipped", {"back_kernel": lambda self: flip(self, self.w)}, {DX}),
    (0, "empty-slice-at-padding-0", {"dx": scattered(add_windows, from_minus_padding)}, {DX}),
    (0, "padding-not-cropped", {"inside": lambda self, dxp: dxp}, {DX}),
    (0, "padding-cropped-wrongly", {"inside": from_the_corner}, {DX}),
    (0, "padding-cropped-wrongly", {"inside": to_the_corner}, {DX}),
    (55, "overlap-assigned", {"dx": scattered(assign_windows)}, {DX}),
    (55, "overlap-assigned", {"dx": scattered(assign_elements)}, {DX}),
    (55, "overlap-assigned", {"dx": scattered(assign_everything)}, {DX}),
    (0, "overlap-averaged", {"dx": scattered(add_windows, as_often_as_seen)}, {DX}),
    (0, "input-gradient-last-output", {"dx": scattered(last_output)}, {DX}),
    (0, "output-not-transposed", {"finish": batch_first(lambda y: np.moveaxis(y, 1, -1).reshape(y.shape))}, {Y}),
    (0, "output-not-transposed", {"finish": batch_first(lambda y: y.swapaxes(0, 1).reshape(y.shape))}, {Y}),
    (0, "batch-position-order", {"finish": batch_first(position_by_position)}, {Y}),
    (0, "batch-position-order", {"finish": batch_first(sample_by_sample)}, {Y}),
    (0, "windows-column-by-column", {"finish": column_by_column}, {Y}),
]
OTHERS: list[tuple[int, str, str, dict[str, Any], list[Call]]] = [
    (36, "conv1d", "kernel-flipped", {"kernel": lambda self, w: w[..., ::-1]}, sequences()),
    (36, "conv3d", "kernel-flipped", {"kernel": lambda self, w: w[..., ::-1, ::-1, ::-1]}, volumes()),
    (47, "conv3d", "padding-order", {"options": turned("padding")}, volumes()),
    (0, "conv1d", "padding-causal", {"ends": causal}, sequences()),
    (42, "conv1d", "same-padding-other-side", {"ends": odd_in_front}, sequences()),
]


@pytest.mark.parametrize(
    ("name", "parts", "spoilt", "where"),
    [
        pytest.param(name, parts, spoilt, where, id=f"{i} row {row} {name}" if row else f"{i} {name}")
        for i, (row, name, parts, spoilt, *where) in enumerate(ON_IMAGES)
    ],
)
def test_a_mistake_on_images_is_named_alone(
    name: str, parts: dict[str, Any], spoilt: set[str], where: list[list[int]]
) -> None:
    calls = images()
    found = named("conv2d", with_mistake(Convolution, **parts), [calls[i] for i in where[0]] if where else calls)
    assert set(found.values()) == {(name,)}
    assert spoilt <= found.keys()
    assert Y in spoilt or spoilt == found.keys()


@pytest.mark.parametrize(
    ("op", "name", "parts", "calls"),
    [pytest.param(*rest, id=f"row {row} {rest[0]} {rest[1]}") for row, *rest in OTHERS],
)
def test_a_mistake_on_sequences_and_volumes_is_named_alone(
    op: str, name: str, parts: dict[str, Any], calls: list[Call]
) -> None:
    found = named(op, with_mistake(Convolution, **parts), calls)
    assert set(found.values()) == {(name,)}


@pytest.mark.parametrize(
    ("op", "calls"), [("conv1d", sequences()), ("conv2d", images()), ("conv3d", volumes())], ids=lambda x: str(x)[:6]
)
def test_a_right_program_has_no_diagnosis(op: str, calls: list[Call]) -> None:
    assert diagnosis(op, with_mistake(Convolution), calls) == {}


PAIRS: list[tuple[dict[str, Any], dict[str, set[str]]]] = [
    (
        {"kernel": flip, "weight_back": flip, "db": lambda self, dy: dy.mean(axis=(0, 2, 3))},
        {Y: {"kernel-flipped"}, DW: {"kernel-flipped"}, DB: {"kernel-flipped", "bias-gradient-mean"}},
    ),
    (
        {"kernel": flip, "weight_back": flip, "ends": smallest},
        {q: {"kernel-flipped", "same-padding-tensorflow"} for q in (Y, DX, DW)},
    ),
    (
        {"weight_back": lambda self, dw: flip(self, dw) / len(self.x)},
        {DW: {"weight-gradient-flipped", "weight-gradient-divided-by-batch"}},
    ),
    (
        {"add": lambda self, y, b: y, "dx": scattered(assign_elements)},
        {Y: {"bias-missing"}, DX: {"bias-missing", "overlap-assigned"}},
    ),
    (
        {"add": lambda self, y, b: y, "options": turned("stride")},
        {Y: {"bias-missing", "hw-swapped"}, DB: {"hw-swapped"}},
    ),
    (
        {"kernel": flip, "weight_back": flip, "options": turned("stride")},
        {q: {"kernel-flipped", "hw-swapped"} for q in (Y, DX, DW)},
    ),
    (
        {"ends": lambda self: [(0, 0)] * self.d, "dw": dw_last_sample},
        {Y: {"padding-ignored"}, DW: {"padding-ignored", "weight-gradient-last-sample"}},
    ),
    (
        {"kernel": flip, "weight_back": flip, "dx": scattered(assign_windows)},
        {Y: {"kernel-flipped"}, DX: {"kernel-flipped", "overlap-assigned"}},
    ),
    (
        {"group": lambda self, o: o % self.groups, "db": lambda self, dy: dy.sum(axis=0)},
        {Y: {"depthwise-layout"}, DB: {"depthwise-layout", "bias-gradient-unreduced"}},
    ),
]


@pytest.mark.parametrize(("parts", "expected"), PAIRS, ids=range(len(PAIRS)))
def test_two_mistakes_are_both_named(parts: dict[str, Any], expected: dict[str, set[str]]) -> None:
    found = named("conv2d", with_mistake(Convolution, **parts), images())
    assert {q: set(found[q]) for q in expected} == expected
    assert () not in found.values()


def test_noise_is_explained_by_nothing() -> None:
    rng = np.random.default_rng(0)

    def noisy(method: str) -> Callable[..., np.ndarray]:
        def part(self: Any, value: np.ndarray) -> np.ndarray:
            found = getattr(Convolution, method)(self, value)
            return found + 0.1 * rng.standard_normal(found.shape)

        return part

    parts = {method: noisy(method) for method in ("finish", "dx", "dw", "db")}
    assert named("conv2d", with_mistake(Convolution, **parts), images()) == {Y: (), DX: (), DW: (), DB: ()}


def test_every_cause_is_planted() -> None:
    planted = Counter([name for _, name, *_ in ON_IMAGES] + [name for _, _, name, *_ in OTHERS])
    ops = ("conv1d", "conv2d", "conv3d")
    known = {(c.name, c.line) for op in ops for c in causes_of(op) if any(c is each for each in CAUSES)}
    mine = Counter(name for name, _ in known)
    assert [name for name in mine if planted[name] < mine[name]] == []
