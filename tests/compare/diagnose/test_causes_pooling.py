"""Every cause of pooling is planted in a program of plain loops, and the diagnosis names it and nothing else."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from compare.contract import Call, call
from compare.diagnose.cause import causes_of
from compare.diagnose.causes.pooling import CAUSES
from tests.compare.diagnose.learners_windows import (
    Averaging1d,
    Averaging2d,
    MaxPooling1d,
    MaxPooling2d,
    named,
    normal,
    with_mistake,
)
from tests.compare.diagnose.planted import diagnosis


def with_ties(*shape: int) -> np.ndarray:
    return np.random.default_rng(shape).integers(-2, 3, shape).astype(float)


def images() -> list[Call]:
    """What tells the causes of pooling of images apart, whichever way it pools."""
    return [
        # windows and paddings that differ by axis, no stride given; windows of size 3, where the default may be 2
        call(normal(2, 3, 8, 7), (3, 2), padding=(1, 0)),
        # a batch of one, windows of size 2, no stride given, no padding, a square image
        call(normal(1, 2, 6, 6), 2),
        # overlapping windows, padding on an even size: TensorFlow's SAME differs
        call(normal(3, 2, 6, 8), 3, 2, 1),
        # strides that differ by axis, what is left over, wide windows without padding
        call(normal(2, 3, 8, 9), (2, 4), (2, 3)),
        # ceil_mode where it matters
        call(normal(2, 2, 8, 8), 3, (2, 3), ceil_mode=True),
        # one image without a batch axis
        call(normal(3, 7, 6), 2, 1, 1),
    ]


def maxima() -> list[Call]:
    """Besides: equal elements, windows of negative numbers at the border, dilation."""
    return [
        *images(),
        call(with_ties(2, 2, 6, 7), (2, 3), 2),
        call(-np.abs(normal(2, 2, 5, 6)), 3, 2, 1),
        call(normal(2, 2, 9, 8), 2, 1, 0, (3, 2)),
    ]


def means() -> list[Call]:
    """Besides: padding that does not count, ceil_mode with padding, another divisor."""
    return [
        *images(),
        call(normal(2, 2, 7, 6), (3, 2), 2, (1, 1), count_include_pad=False),
        call(normal(2, 2, 6, 7), 4, 3, 2, ceil_mode=True),
        call(normal(2, 2, 4, 6), 2, divisor_override=3),
    ]


def turned(*names: str) -> Callable[[Any], None]:
    """Options whose pairs are taken the wrong way round."""

    def options(self: Any) -> None:
        for name in names:
            setattr(self, name, getattr(self, name)[::-1])

    return options


def every_turned(self: Any) -> None:
    """The default stride is the window's size, turned or not."""
    turned("k", "stride", "padding", "dilation")(self)


def window_turned(self: Any) -> None:
    self.k = self.k[::-1]
    if not self.given:
        self.stride = self.k


def stride_as_window(self: Any) -> None:
    self.stride = self.k


def stride_one(self: Any) -> None:
    self.stride = (1,) * self.d


def undilated(self: Any) -> None:
    self.dilation = (1,) * self.d


def unpadded(self: Any) -> None:
    self.padding = (0,) * self.d


def counted_without_padding(self: Any) -> tuple[int, ...]:
    return tuple((n - e * (k - 1) - 1) // s + 1 for n, k, s, e in zip(self.size, self.k, self.stride, self.dilation))


def always_up(self: Any, n: int, k: int, s: int, e: int, p: int) -> int:
    return self.rounded_up(n, k, s, e, p)


def never_up(self: Any, n: int, k: int, s: int, e: int, p: int) -> int:
    return (n - e * (k - 1) - 1) // s + 1


def smallest(self: Any) -> list[tuple[int, int]]:
    """TensorFlow's padding."""
    if not any(self.padding):
        return [(0, 0)] * self.d
    totals = [
        max((math.ceil(n / s) - 1) * s + e * (k - 1) + 1 - n, 0)
        for n, k, s, e in zip(self.size, self.k, self.stride, self.dilation)
    ]
    return [(t // 2, t - t // 2) for t in totals]


def turn(self: Any, y: np.ndarray) -> np.ndarray:
    return y.swapaxes(-1, -2)


def resize(self: Any, y: np.ndarray) -> np.ndarray:
    return y.reshape(*y.shape[:-2], y.shape[-1], y.shape[-2])


def column_by_column(self: Any, y: np.ndarray) -> np.ndarray:
    n, c, h, w = y.shape
    return np.stack([y[:, :, i, j] for j in range(w) for i in range(h)], axis=-1).reshape(n, c, h, w)


def one_for_all_channels(reduce: Callable[..., np.ndarray], axes: Any) -> Callable[..., np.ndarray]:
    return lambda self, y: np.broadcast_to(reduce(y, axis=axes, keepdims=True), y.shape).copy()


def overwrite(self: Any, dxp: np.ndarray, at: Any, values: np.ndarray) -> None:
    dxp[at] = values


def overwrite_by_element(self: Any, dy: np.ndarray) -> np.ndarray:
    """col2im, one element of the window after the other."""
    dxp = np.zeros_like(self.xp)
    for a, b in np.ndindex(*self.k):
        for n, c in np.ndindex(*dy.shape[:2]):
            for i, j in self.steps():
                window = self.xp[(n, c, *self.at((i, j)))]
                if a < window.shape[0] and b < window.shape[1]:
                    row = i * self.stride[0] + a * self.dilation[0]
                    column = j * self.stride[1] + b * self.dilation[1]
                    dxp[n, c, row, column] = self.share(window, (i, j))[a, b] * dy[n, c, i, j]
    return self.inside(dxp)


def overwrite_maximum(self: Any, dxp: np.ndarray, at: Any, values: np.ndarray) -> None:
    where = np.unravel_index(np.argmax(self.xp[at]), self.xp[at].shape)
    dxp[at][where] = values[where]


def from_minus_padding(self: Any, dxp: np.ndarray) -> np.ndarray:
    return dxp[(..., *(slice(p, -p) for p in self.padding))]


def from_the_corner(self: Any, dxp: np.ndarray) -> np.ndarray:
    return dxp[(..., *(slice(n) for n in self.size))]


def whole(self: Any, dxp: np.ndarray) -> np.ndarray:
    return dxp


def forgetful(right: type) -> Callable[..., np.ndarray]:
    """A backward in which window i begins at i, whatever the stride; what each gets is right."""

    def dx(self: Any, dy: np.ndarray) -> np.ndarray:
        dxp = np.zeros_like(self.xp)
        for n, c in np.ndindex(*dy.shape[:2]):
            for step in self.steps():
                share = self.share(self.xp[(n, c, *self.at(step))], step)
                place = tuple(slice(i, i + e * (m - 1) + 1, e) for i, e, m in zip(step, self.dilation, share.shape))
                dxp[(n, c, *place)] += share * dy[(n, c, *step)]
        return self.inside(dxp)

    return dx


def every_maximum(self: Any, window: np.ndarray, step: Any) -> np.ndarray:
    return (window == window.max()).astype(float)


def split(self: Any, window: np.ndarray, step: Any) -> np.ndarray:
    mask = window == window.max()
    return mask / mask.sum()


def last_maximum(self: Any, window: np.ndarray, step: Any) -> np.ndarray:
    best, where = -np.inf, None
    for index in np.ndindex(*window.shape):
        if window[index] >= best:
            best, where = window[index], index
    share = np.zeros_like(window)
    share[where] = 1
    return share


def smallest_share(self: Any, window: np.ndarray, step: Any) -> np.ndarray:
    share = np.zeros_like(window)
    share[np.unravel_index(np.argmin(window), window.shape)] = 1
    return share


def largest_absolute(self: Any, window: np.ndarray, step: Any) -> Any:
    return window.ravel()[np.argmax(np.abs(window))]


def largest_absolute_share(self: Any, window: np.ndarray, step: Any) -> np.ndarray:
    share = np.zeros_like(window)
    share[np.unravel_index(np.argmax(np.abs(window)), window.shape)] = 1
    return share


def absolute_share(self: Any, window: np.ndarray, step: Any) -> np.ndarray:
    return largest_absolute_share(self, window, step) * np.sign(window)


def misplaced(transposed: bool) -> Callable[..., np.ndarray]:
    """Row and column of the maximum confused, written where that is on the image."""

    def dx(self: Any, dy: np.ndarray) -> np.ndarray:
        dxp = np.zeros_like(self.xp)
        kh, kw = self.k
        for n, c in np.ndindex(*dy.shape[:2]):
            for i, j in self.steps():
                index = int(np.argmax(self.xp[(n, c, *self.at((i, j)))]))
                column, row = divmod(index, kw) if transposed else divmod(index, kh)[::-1]
                y = i * self.stride[0] + row * self.dilation[0]
                x = j * self.stride[1] + column * self.dilation[1]
                if y < dxp.shape[2] and x < dxp.shape[3]:
                    dxp[n, c, y, x] += dy[n, c, i, j]
        return self.inside(dxp)

    return dx


def only_the_image(self: Any, step: Any) -> int:
    """How many elements of the image itself a window has."""
    found = 1
    for i, s, k, p, n in zip(step, self.stride, self.k, self.padding, self.size):
        found *= min(i * s - p + k, n) - max(i * s - p, 0)
    return self.override or found


def always_with_padding(self: Any, step: Any) -> int:
    self.count_include_pad = True
    return Averaging2d.number(self, step)


def whole_where_rounded_up(self: Any, step: Any) -> int:
    return math.prod(self.k) if self.ceil_mode else Averaging2d.number(self, step)


def one_side(self: Any, window: np.ndarray, step: Any) -> np.ndarray:
    return np.ones_like(window) / self.k[1]


def constant(self: Any, window: np.ndarray, step: Any) -> np.ndarray:
    return np.ones_like(window) / math.prod(self.k)


def only_maximum(self: Any, window: np.ndarray, step: Any) -> np.ndarray:
    return MaxPooling2d.share(self, window, step)


Y, DX = "y", "grad input"
PLAIN, WHOLE = [0, 1, 2, 3, 5], [0, 1, 2, 3, 5, 6, 7, 8]  # where every window is a whole one
WINDOWS: list[tuple[Any, ...]] = [
    (54, "default-stride", {"default": 1}, {Y}),
    (54, "default-stride", {"default": 2}, {Y}),
    (0, "stride-ignored", {"options": stride_as_window}, {Y}),
    (0, "stride-ignored", {"options": lambda self: stride_one(self) if self.given else None}, {Y}),
    (0, "padding-ignored", {"options": unpadded}, {Y}),
    (51, "padding-ignored-in-size", {"outs": counted_without_padding}, {Y}),
    (53, "ceil-mode", {"count": always_up}, {Y}),
    (53, "ceil-mode", {"count": never_up}, {Y}),
    (40, "hw-swapped", {"options": window_turned}, {Y}),
    (40, "hw-swapped", {"options": lambda self: turned("stride")(self) if self.given else None}, {Y}),
    (40, "hw-swapped", {"options": turned("padding")}, {Y}),
    (40, "hw-swapped", {"options": every_turned}, {Y}),
    (40, "hw-swapped", {"finish": turn, "from_above": turn}, {Y}),
    (40, "hw-swapped", {"finish": resize, "from_above": resize}, {Y}),
    (0, "windows-column-by-column", {"finish": column_by_column}, {Y}),
    (55, "overlap-assigned", {"write": overwrite}, {DX}),
    (55, "overlap-assigned", {"dx": overwrite_by_element}, {DX}),
    (0, "empty-slice-at-padding-0", {"inside": from_minus_padding}, {DX}),
    (0, "padding-not-cropped", {"inside": whole}, {DX}),
    (0, "padding-cropped-wrongly", {"inside": from_the_corner}, {DX}),
]
MAXIMA: list[tuple[Any, ...]] = [
    *WINDOWS,
    (41, "same-padding-tensorflow", {"ends": smallest}, {Y, DX}),
    (0, "stride-one-in-gradient", {"dx": forgetful(MaxPooling2d)}, {DX}),
    (0, "pooling-over-channels", {"finish": one_for_all_channels(np.max, -3)}, {Y}),
    (0, "pooling-over-channels", {"finish": one_for_all_channels(np.max, (0, 1))}, {Y}),
    (49, "tie-every", {"share": every_maximum}, {DX}),
    (49, "tie-split", {"share": split}, {DX}),
    (49, "tie-last", {"share": last_maximum}, {DX}),
    (50, "zero-padding-max", {"fill": 0.0}, {Y, DX}),
    (0, "dilation-ignored", {"options": undilated}, {Y}),
    (
        0,
        "min-for-max",
        {"fill": np.inf, "value": lambda self, window, step: window.min(), "share": smallest_share},
        {Y, DX},
    ),
    (
        0,
        "max-of-absolute",
        {"fill": 0.0, "value": lambda self, window, step: np.abs(window).max(), "share": absolute_share},
        {Y, DX},
    ),
    (0, "max-of-absolute", {"fill": 0.0, "value": largest_absolute, "share": largest_absolute_share}, {Y, DX}),
    (55, "overlap-assigned", {"write": overwrite_maximum}, {DX}),
    (0, "max-gradient-spread", {"share": lambda self, window, step: np.ones_like(window)}, {DX}),
    (0, "max-gradient-spread", {"share": lambda self, window, step: np.ones_like(window) / math.prod(self.k)}, {DX}),
    (40, "argmax-hw-swapped", {"dx": misplaced(transposed=True)}, {DX}, WHOLE),
    (40, "argmax-hw-swapped", {"dx": misplaced(transposed=False)}, {DX}, WHOLE),
]
MEANS: list[tuple[Any, ...]] = [
    *WINDOWS,
    (41, "same-padding-tensorflow", {"ends": smallest, "number": lambda self, step: math.prod(self.k)}, {Y, DX}, PLAIN),
    (0, "stride-one-in-gradient", {"dx": forgetful(Averaging2d)}, {DX}, [0, 1, 2, 3, 5, 6, 8]),
    (0, "pooling-over-channels", {"finish": one_for_all_channels(np.mean, -3)}, {Y}),
    (0, "pooling-over-channels", {"finish": one_for_all_channels(np.mean, (0, 1))}, {Y}),
    (52, "count-include-pad", {"number": only_the_image}, {Y, DX}),
    (52, "count-include-pad", {"number": always_with_padding}, {Y, DX}),
    (53, "incomplete-window-full-divisor", {"number": whole_where_rounded_up}, {Y, DX}),
    (0, "divisor-override-ignored", {"override": property(lambda self: None, lambda self, value: None)}, {Y, DX}),
    (0, "sum-for-mean", {"value": lambda self, window, step: window.sum()}, {Y}),
    (0, "divided-by-one-side", {"value": lambda self, window, step: window.sum() / self.k[1]}, {Y}),
    (0, "gradient-not-divided", {"share": lambda self, window, step: np.ones_like(window)}, {DX}),
    (0, "gradient-divided-by-one-side", {"share": one_side}, {DX}),
    (52, "gradient-divisor-constant", {"share": constant}, {DX}),
    (0, "gradient-to-maximum-only", {"share": only_maximum}, {DX}, [0, 1, 2, 3, 5, 6, 8]),
]


def ids(planted: list[tuple[Any, ...]]) -> list[Any]:
    return [
        pytest.param(name, parts, spoilt, where, id=f"{i} row {row} {name}" if row else f"{i} {name}")
        for i, (row, name, parts, spoilt, *where) in enumerate(planted)
    ]


def check(op: str, right: type, calls: list[Call], name: str, parts: Any, spoilt: set[str], where: Any) -> None:
    found = named(op, with_mistake(right, **parts), [calls[i] for i in where[0]] if where else calls)
    assert set(found.values()) == {(name,)}
    assert spoilt <= found.keys()
    assert Y in spoilt or spoilt == found.keys()


@pytest.mark.parametrize(("name", "parts", "spoilt", "where"), ids(MAXIMA))
def test_a_mistake_in_max_pooling_is_named_alone(name: str, parts: Any, spoilt: set[str], where: Any) -> None:
    check("max_pool2d", MaxPooling2d, maxima(), name, parts, spoilt, where)


@pytest.mark.parametrize(("name", "parts", "spoilt", "where"), ids(MEANS))
def test_a_mistake_in_average_pooling_is_named_alone(name: str, parts: Any, spoilt: set[str], where: Any) -> None:
    check("avg_pool2d", Averaging2d, means(), name, parts, spoilt, where)


@pytest.mark.parametrize(
    ("op", "right", "calls"),
    [("max_pool2d", MaxPooling2d, maxima()), ("avg_pool2d", Averaging2d, means())],
    ids=["max", "avg"],
)
def test_a_right_program_has_no_diagnosis(op: str, right: type, calls: list[Call]) -> None:
    assert diagnosis(op, with_mistake(right), calls) == {}


class GlobalAveraging:
    """The mean of every channel, and of a channel in as many parts as asked for."""

    def borders(self, i: int, size: int, out: int) -> tuple[int, int]:
        return i * size // out, math.ceil((i + 1) * size / out)

    def at(self, i: int, j: int) -> tuple[slice, slice]:
        (h, w), (oh, ow) = self.size, self.out
        return slice(*self.borders(i, h, oh)), slice(*self.borders(j, w, ow))

    def number(self, window: np.ndarray) -> int:
        return window.size

    def share(self, window: np.ndarray) -> np.ndarray:
        return np.ones_like(window) / window.size

    def pair(self, output_size: Any) -> tuple[int, int]:
        return output_size if isinstance(output_size, tuple) else (output_size, output_size)

    def finish(self, y: np.ndarray) -> np.ndarray:
        return y

    def __call__(self, input, output_size):
        self.size = input.shape[-2:]
        self.out = self.pair(output_size)
        y = np.zeros((*input.shape[:-2], *self.out), input.dtype)
        for i, j in np.ndindex(*self.out):
            window = input[(..., *self.at(i, j))]
            y[..., i, j] = window.sum(axis=(-2, -1)) / self.number(window[0, 0])

        def backward(dy):
            dx, dy = np.zeros_like(input), dy.reshape(y.shape)
            for i, j in np.ndindex(*self.out):
                dx[(..., *self.at(i, j))] += self.share(input[(0, 0, *self.at(i, j))]) * dy[..., i, j][..., None, None]
            return (dx,)

        return self.finish(y), backward


def adaptive_calls() -> list[Call]:
    return [
        call(normal(2, 3, 5, 7), 1),
        call(normal(1, 2, 6, 6), (2, 3)),
        call(normal(2, 3, 7, 11), (3, 4)),
    ]


def one_size(self: Any, i: int, size: int, out: int) -> tuple[int, int]:
    step = size // out
    return i * step, i * step + size - (out - 1) * step


def up_to_the_next(self: Any, i: int, size: int, out: int) -> tuple[int, int]:
    return i * size // out, (i + 1) * size // out


def parted(self: Any, i: int, size: int, out: int) -> tuple[int, int]:
    return i * (size // out), (i + 1) * (size // out)


ADAPTIVE: list[tuple[Any, ...]] = [
    (0, "sum-for-mean", {"number": lambda self, window: 1}, {Y}),
    (0, "gradient-not-divided", {"share": lambda self, window: np.ones_like(window)}, {DX}),
    (0, "spatial-axes-dropped", {"finish": lambda self, y: y[..., 0, 0] if self.out == (1, 1) else y}, {Y}),
    (0, "adaptive-windows", {"borders": one_size}, {Y, DX}),
    (0, "adaptive-windows", {"borders": up_to_the_next}, {Y, DX}),
    (0, "adaptive-windows", {"borders": parted}, {Y, DX}),
    (40, "hw-swapped", {"pair": lambda self, size: GlobalAveraging.pair(self, size)[::-1]}, {Y}),
]


@pytest.mark.parametrize(("name", "parts", "spoilt", "where"), ids(ADAPTIVE))
def test_a_mistake_in_adaptive_pooling_is_named_alone(name: str, parts: Any, spoilt: set[str], where: Any) -> None:
    check("adaptive_avg_pool2d", GlobalAveraging, adaptive_calls(), name, parts, spoilt, where)


@pytest.mark.parametrize(
    ("op", "right", "calls", "name", "parts"),
    [
        ("max_pool1d", MaxPooling1d, [call(with_ties(2, 3, 9), 3, 2, 1)], "tie-last", {"share": last_maximum}),
        ("avg_pool1d", Averaging1d, [call(normal(2, 3, 9), 3, 2, 1)], "count-include-pad", {"number": only_the_image}),
    ],
)
def test_a_mistake_on_sequences_is_named_alone(op: str, right: type, calls: list[Call], name: str, parts: Any) -> None:
    assert set(named(op, with_mistake(right, **parts), calls).values()) == {(name,)}


PAIRS: list[tuple[str, type, dict[str, Any], dict[str, set[str]]]] = [
    (
        "max_pool2d",
        MaxPooling2d,
        {"fill": 0.0, "share": every_maximum},
        {Y: {"zero-padding-max"}, DX: {"zero-padding-max", "tie-every"}},
    ),
    (
        "max_pool2d",
        MaxPooling2d,
        {"fill": 0.0, "options": lambda self: turned("stride")(self) if self.given else None},
        {Y: {"zero-padding-max", "hw-swapped"}},
    ),
    (
        "max_pool2d",
        MaxPooling2d,
        {"count": always_up, "finish": one_for_all_channels(np.max, -3)},
        {Y: {"ceil-mode", "pooling-over-channels"}},
    ),
    (
        "avg_pool2d",
        Averaging2d,
        {"number": only_the_image, "write": overwrite},
        {Y: {"count-include-pad"}, DX: {"count-include-pad", "overlap-assigned"}},
    ),
    (
        "avg_pool2d",
        Averaging2d,
        {"value": lambda self, window, step: window.sum(), "inside": from_the_corner},
        {Y: {"sum-for-mean"}, DX: {"padding-cropped-wrongly"}},
    ),
    (
        "avg_pool2d",
        Averaging2d,
        {"default": 1, "number": only_the_image},
        {Y: {"default-stride", "count-include-pad"}},
    ),
]


@pytest.mark.parametrize(("op", "right", "parts", "expected"), PAIRS)
def test_two_mistakes_are_both_named(op: str, right: type, parts: Any, expected: dict[str, set[str]]) -> None:
    calls = maxima() if op == "max_pool2d" else means()
    found = named(op, with_mistake(right, **parts), calls)
    assert {q: expected[q] & set(found[q]) for q in expected} == expected
    assert () not in found.values()
    assert not [n for names in found.values() for n in names if n.startswith("?")]


@pytest.mark.parametrize(
    ("op", "right", "calls"),
    [("max_pool2d", MaxPooling2d, maxima()), ("avg_pool2d", Averaging2d, means())],
    ids=["max", "avg"],
)
def test_noise_is_explained_by_nothing(op: str, right: type, calls: list[Call]) -> None:
    rng = np.random.default_rng(0)

    def noisy(method: str) -> Callable[..., np.ndarray]:
        def part(self: Any, value: np.ndarray) -> np.ndarray:
            found = getattr(right, method)(self, value)
            return found + 0.1 * rng.standard_normal(found.shape)

        return part

    assert named(op, with_mistake(right, finish=noisy("finish"), dx=noisy("dx")), calls) == {Y: (), DX: ()}


def test_every_cause_is_planted() -> None:
    for planted, op in ((MAXIMA, "max_pool2d"), (MEANS, "avg_pool2d"), (ADAPTIVE, "adaptive_avg_pool2d")):
        have = Counter(name for _, name, *_ in planted)
        mine = Counter(c.name for c in causes_of(op) if any(c is each for each in CAUSES))
        assert [name for name in mine if have[name] < mine[name]] == [], op
