"""Causes of `unfold`, `fold` and transposed convolution are planted in plain loops, and the diagnosis names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from compare.contract import Call, call
from compare.diagnose.cause import causes_of
from compare.diagnose.causes.convolution import CAUSES
from tests.compare.diagnose.learners_windows import named, normal, with_mistake
from tests.compare.diagnose.planted import diagnosis

Y, DX, DW, DB = "y", "grad input", "grad weight", "grad bias"


def pair(value: Any) -> tuple[int, int]:
    return value if isinstance(value, tuple) else (value, value)


class Blocks:
    """im2col and col2im: which pixel each element of each column is."""

    def __init__(self, size, kernel_size, dilation, padding, stride):
        self.size, self.kernel = pair(size), pair(kernel_size)
        self.dilation, self.padding, self.stride = pair(dilation), pair(padding), pair(stride)
        self.options()
        self.whole = tuple(n + b + a for n, (b, a) in zip(self.size, self.ends()))
        self.out = tuple(
            (n - e * (k - 1) - 1) // s + 1 for n, k, s, e in zip(self.whole, self.kernel, self.stride, self.dilation)
        )

    def options(self) -> None:
        """A place for what somebody confuses in the options."""

    def ends(self) -> list[tuple[int, int]]:
        return [(p, p) for p in self.padding]

    def rows(self, channels: int) -> list[tuple[int, int, int]]:
        return [(c, a, b) for c in range(channels) for a in range(self.kernel[0]) for b in range(self.kernel[1])]

    def places(self) -> list[tuple[int, int]]:
        return [(i, j) for i in range(self.out[0]) for j in range(self.out[1])]

    def pixel(self, a: int, b: int, i: int, j: int) -> tuple[int, int]:
        return i * self.stride[0] + a * self.dilation[0], j * self.stride[1] + b * self.dilation[1]

    def columns(self, x: np.ndarray) -> np.ndarray:
        return self.seen(np.pad(x, [(0, 0), (0, 0), *self.ends()]))

    def seen(self, padded: np.ndarray) -> np.ndarray:
        channels = padded.shape[1]
        found = np.zeros((len(padded), len(self.rows(channels)), len(self.places())), padded.dtype)
        for r, (c, a, b) in enumerate(self.rows(channels)):
            for p, (i, j) in enumerate(self.places()):
                found[:, r, p] = padded[(slice(None), c, *self.pixel(a, b, i, j))]
        return found

    def image(self, columns: np.ndarray) -> np.ndarray:
        channels = columns.shape[1] // (self.kernel[0] * self.kernel[1])
        image = np.zeros((len(columns), channels, *self.whole), columns.dtype)
        for r, (c, a, b) in enumerate(self.rows(channels)):
            for p, (i, j) in enumerate(self.places()):
                self.write(image, (slice(None), c, *self.pixel(a, b, i, j)), columns[:, r, p])
        return self.inside(image)

    def write(self, image: np.ndarray, at: Any, value: np.ndarray) -> None:
        image[at] += value

    def inside(self, image: np.ndarray) -> np.ndarray:
        return image[(..., *(slice(b, b + n) for (b, _), n in zip(self.ends(), self.size)))]


class ImageToColumns(Blocks):
    def __init__(self):
        """Sizes come with the call."""

    def __call__(self, input, kernel_size, dilation=1, padding=0, stride=1):
        Blocks.__init__(self, input.shape[2:], kernel_size, dilation, padding, stride)
        return self.columns(input), lambda dy: (self.image(dy),)


class ColumnsToImage(Blocks):
    def __init__(self):
        """Sizes come with the call."""

    def __call__(self, input, output_size, kernel_size, dilation=1, padding=0, stride=1):
        Blocks.__init__(self, output_size, kernel_size, dilation, padding, stride)
        return self.image(input), lambda dy: (self.columns(dy),)


class Transposed:
    """Every number of the input spreads the kernel over the output."""

    def __call__(self, input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
        self.stride, self.padding, self.dilation = pair(stride), pair(padding), pair(dilation)
        self.more = pair(output_padding)
        self.groups, self.x, self.w = groups, input, self.kernel(weight)
        self.options()
        self.k = self.w.shape[2:]
        sizes = zip(input.shape[2:], self.stride, self.dilation, self.k)
        whole = [(n - 1) * s + e * (k - 1) + 1 for n, s, e, k in sizes]
        self.whole = tuple(max(n + m, n) for n, m in zip(whole, self.more))
        self.outputs = self.w.shape[1]
        y = np.zeros((len(input), groups * self.outputs, *self.whole), input.dtype)
        for n, c, i, j in np.ndindex(*input.shape):
            self.write(y, self.at(n, c, i, j), self.w[c] * input[n, c, i, j])
        y = self.inside(y)
        if bias is not None:
            y = self.add(y, bias)

        def backward(dy):
            return self.dx(dy), self.dw(dy), None if bias is None else self.db(dy).astype(dy.dtype)

        return y, backward

    def kernel(self, w):
        return w

    def options(self) -> None:
        """A place for what somebody confuses in the options."""

    def at(self, n: int, c: int, i: int, j: int) -> tuple[Any, ...]:
        g = c // (self.x.shape[1] // self.groups)
        window = (
            slice(p * s, p * s + e * (k - 1) + 1, e) for p, s, e, k in zip((i, j), self.stride, self.dilation, self.k)
        )
        return (n, slice(g * self.outputs, (g + 1) * self.outputs), *window)

    def write(self, y, at, values):
        y[at] += values

    def inside(self, y):
        return y[(..., *(slice(p, n - p) for p, n in zip(self.padding, self.whole)))]

    def add(self, y, b):
        return y + b[:, None, None]

    def around(self, dy):
        return np.pad(dy, [(0, 0), (0, 0), *[(p, p) for p in self.padding]])

    def back_kernel(self):
        return self.w

    def dx(self, dy):
        whole, dx, w = self.around(dy), np.zeros_like(self.x), self.back_kernel()
        for n, c, i, j in np.ndindex(*dx.shape):
            dx[n, c, i, j] = np.sum(whole[self.at(n, c, i, j)] * w[c])
        return dx

    def dw(self, dy):
        whole, dw = self.around(dy), np.zeros_like(self.w)
        for n, c, i, j in np.ndindex(*self.x.shape):
            dw[c] += whole[self.at(n, c, i, j)] * self.x[n, c, i, j]
        return self.weight_back(dw)

    def weight_back(self, dw):
        return dw

    def db(self, dy):
        return dy.sum(axis=(0, 2, 3))


def options(**changes: Callable[[Any], Any]) -> dict[str, Any]:
    """Options that are taken for something else."""

    def confuse(self: Any) -> None:
        for name, value in [(name, change(self)) for name, change in changes.items()]:
            setattr(self, name, value)

    return {"options": confuse}


def turned(*names: str) -> dict[str, Any]:
    return options(**{name: lambda self, name=name: getattr(self, name)[::-1] for name in names})


def always(**values: tuple[int, int]) -> dict[str, Any]:
    return options(**{name: lambda self, value=value: value for name, value in values.items()})


def smallest(self: Any) -> list[tuple[int, int]]:
    """TensorFlow's padding, where there is any."""
    ends = []
    for n, k, s, e in zip(self.size, self.kernel, self.stride, self.dilation):
        total = max((-(-n // s) - 1) * s + e * (k - 1) + 1 - n, 0)
        ends.append((total // 2, total - total // 2))
    return ends if any(self.padding) else Blocks.ends(self)


def overwrite(self: Any, image: np.ndarray, at: Any, value: np.ndarray) -> None:
    image[at] = value


def overwrite_by_window(self: Any, columns: np.ndarray) -> np.ndarray:
    channels = columns.shape[1] // (self.kernel[0] * self.kernel[1])
    image = np.zeros((len(columns), channels, *self.whole), columns.dtype)
    for p, (i, j) in enumerate(self.places()):
        for r, (c, a, b) in enumerate(self.rows(channels)):
            image[(slice(None), c, *self.pixel(a, b, i, j))] = columns[:, r, p]
    return self.inside(image)


def averaged(self: Any, columns: np.ndarray) -> np.ndarray:
    often = np.maximum(Blocks.image(self, np.ones_like(columns)), 1)
    return Blocks.image(self, columns) / often


def from_minus_padding(self: Any, image: np.ndarray) -> np.ndarray:
    return image[(..., *(slice(p, -p) for p in self.padding))]


def from_the_corner(self: Any, image: np.ndarray) -> np.ndarray:
    return image[(..., *(slice(n) for n in self.size))]


def to_the_corner(self: Any, image: np.ndarray) -> np.ndarray:
    return image[(..., *(slice(m - n, m) for m, n in zip(image.shape[2:], self.size)))]


def whole(self: Any, image: np.ndarray) -> np.ndarray:
    return image


def of_anything(self: Any, image: np.ndarray) -> np.ndarray:
    """The columns of an image that may have its padding, or nothing at all."""
    padded = np.zeros((*image.shape[:2], *self.whole), image.dtype)
    if image.size and image.shape[2:] == self.whole:
        padded[...] = image
    elif image.size:
        padded = np.pad(image, [(0, 0), (0, 0), *self.ends()])
    return self.seen(padded)


def channels_innermost(self: Any, channels: int) -> list[tuple[int, int, int]]:
    return [(c, a, b) for a in range(self.kernel[0]) for b in range(self.kernel[1]) for c in range(channels)]


def width_outside(self: Any, channels: int) -> list[tuple[int, int, int]]:
    return [(c, a, b) for c in range(channels) for b in range(self.kernel[1]) for a in range(self.kernel[0])]


def by_column(self: Any) -> list[tuple[int, int]]:
    return [(i, j) for j in range(self.out[1]) for i in range(self.out[0])]


def rounded(count: Callable[[float], int]) -> dict[str, Any]:
    """The number of blocks rounded, into zeros behind the image."""

    def ends(self: Any) -> list[tuple[int, int]]:
        found = []
        for n, p, k, s, e in zip(self.size, self.padding, self.kernel, self.stride, self.dilation):
            windows = count((n + 2 * p - e * (k - 1) - 1) / s) + 1
            found.append((p, max(p, (windows - 1) * s + e * (k - 1) + 1 - n - p)))
        return found

    return {"ends": ends}


def flip(self: Any, w: np.ndarray) -> np.ndarray:
    return w[..., ::-1, ::-1]


def turn(self: Any, x: np.ndarray) -> np.ndarray:
    return x.swapaxes(-1, -2)


def resize(self: Any, x: np.ndarray) -> np.ndarray:
    return x.reshape(*x.shape[:-2], x.shape[-1], x.shape[-2])


def filled(rearrange: Callable[..., np.ndarray]) -> dict[str, Any]:
    """An output in another form, and a cotangent of that form."""
    return {
        "inside": lambda self, y: rearrange(self, Transposed.inside(self, y)),
        "around": lambda self, dy: Transposed.around(self, rearrange(self, dy)),
    }


def inner(self: Any) -> list[int]:
    """What is left of each end if the padding is put around the spread image."""
    return [e * (k - 1) - p for e, k, p in zip(self.dilation, self.k, self.padding)]


def cut_inner(self: Any, y: np.ndarray) -> np.ndarray:
    return y[(..., *(slice(p, n - p) for p, n in zip(inner(self), self.whole)))]


def around_inner(self: Any, dy: np.ndarray) -> np.ndarray:
    return np.pad(dy, [(0, 0), (0, 0), *[(p, p) for p in inner(self)]])


def windows_overwrite(self: Any, input: np.ndarray, *args: Any, **kwargs: Any) -> Any:
    """The window of a place is written once, with all channels in it; where windows overlap, the last remains."""
    _, backward = Transposed.__call__(self, input, *args, **kwargs)
    bias = args[1] if len(args) > 1 else kwargs.get("bias")
    image = np.zeros((len(input), self.groups * self.outputs, *self.whole), input.dtype)
    share = input.shape[1] // self.groups
    for n, g in np.ndindex(len(input), self.groups):
        for i, j in np.ndindex(*input.shape[2:]):
            mine = range(g * share, (g + 1) * share)
            image[self.at(n, mine[0], i, j)] = sum(self.w[c] * input[n, c, i, j] for c in mine)
    image = self.inside(image)
    return (image if bias is None else self.add(image, bias)), backward


def unfold_calls() -> list[Call]:
    """Overlaps and none, several channels, kernels and steps that differ by axis, padding and none."""
    return [
        call(normal(2, 3, 7, 6), (3, 2), 1, (1, 0), (2, 1)),
        call(normal(1, 2, 5, 6), 3),
        call(normal(2, 2, 8, 7), (2, 3), (2, 1), (1, 2), 2),
        call(normal(3, 2, 6, 8), 3, 1, 1, 2),
        call(normal(1, 1, 8, 10), 3, 1, 0, 4),
    ]


def fold_calls() -> list[Call]:
    return [
        call(normal(2, 18, 20), (7, 6), (3, 2), 1, (1, 0), (2, 1)),
        call(normal(1, 18, 12), (5, 6), 3),
        call(normal(2, 12, 20), (8, 7), (2, 3), (2, 1), (1, 2), 2),
    ]


def transposed_calls() -> list[Call]:
    """Kernels and steps that differ by axis; groups; as many inputs as outputs; more at the end."""
    return [
        call(normal(2, 3, 4, 3), normal(3, 4, 3, 2), normal(4), (2, 1), (1, 0)),
        call(normal(2, 4, 3, 4), normal(4, 3, 2, 3), None, 2, 0, 0, 2, (2, 1)),
        call(normal(2, 2, 3, 4), normal(2, 5, 3, 3), normal(5)),
        call(normal(2, 2, 3, 2), normal(2, 3, 2, 3), normal(3)),
        call(normal(1, 2, 4, 5), normal(2, 2, 3, 3), normal(2), 2, 1, 1),
    ]


BOTH: list[tuple[Any, ...]] = [
    (0, "padding-ignored", always(padding=(0, 0)), Y),
    (0, "column-order", {"rows": channels_innermost}, Y),
    (40, "hw-swapped", {"rows": width_outside}, Y),
    (40, "hw-swapped", turned("stride"), Y),
    (40, "hw-swapped", turned("padding"), Y),
    (0, "windows-column-by-column", {"places": by_column}, Y),
]
UNFOLD: list[tuple[Any, ...]] = [
    *BOTH,
    (
        47,
        "stride-dilation-swapped",
        options(stride=lambda self: self.dilation, dilation=lambda self: self.stride),
        Y,
        4,
    ),
    (0, "stride-ignored", always(stride=(1, 1)), Y),
    (0, "dilation-ignored", always(dilation=(1, 1)), Y),
    (41, "same-padding-tensorflow", {"ends": smallest}, Y),
    (0, "padding-one-side", {"ends": lambda self: [(0, p) for p in self.padding]}, Y),
    (0, "padding-one-side", {"ends": lambda self: [(p, 0) for p in self.padding]}, Y),
    (46, "output-size-rounding", rounded(lambda x: int(np.ceil(x))), Y),
    (46, "output-size-rounding", rounded(round), Y),
    (0, "empty-slice-at-padding-0", {"inside": from_minus_padding}, DX),
    (0, "padding-not-cropped", {"inside": whole}, DX),
    (0, "padding-cropped-wrongly", {"inside": from_the_corner}, DX),
    (0, "padding-cropped-wrongly", {"inside": to_the_corner}, DX),
    (55, "overlap-assigned", {"write": overwrite}, DX),
    (55, "overlap-assigned", {"image": overwrite_by_window}, DX),
    (0, "overlap-averaged", {"image": averaged}, DX),
]
FOLD: list[tuple[Any, ...]] = [
    *BOTH[1:3],
    BOTH[5],
    (0, "empty-slice-at-padding-0", {"inside": from_minus_padding, "columns": of_anything}, Y),
    (0, "padding-not-cropped", {"inside": whole, "columns": of_anything}, Y),
    (0, "padding-cropped-wrongly", {"inside": from_the_corner}, Y),
    (55, "overlap-assigned", {"write": overwrite}, Y),
    (55, "overlap-assigned", {"image": overwrite_by_window}, Y),
    (0, "overlap-averaged", {"image": averaged}, Y),
]
TRANSPOSED: list[tuple[Any, ...]] = [
    (36, "kernel-flipped", {"kernel": flip, "weight_back": flip}, Y),
    (40, "hw-swapped", {"kernel": turn, "weight_back": turn}, Y),
    (40, "hw-swapped", {"kernel": resize, "weight_back": resize}, Y),
    (40, "hw-swapped", turned("stride"), Y),
    (40, "hw-swapped", turned("padding"), Y),
    (40, "hw-swapped", turned("dilation"), Y),
    (40, "hw-swapped", turned("stride", "padding", "dilation", "more"), Y),
    (40, "hw-swapped", filled(turn), Y),
    (40, "hw-swapped", filled(resize), Y),
    (0, "stride-ignored", always(stride=(1, 1)), Y, 4),  # PyTorch refuses so much output_padding then
    (0, "dilation-ignored", always(dilation=(1, 1)), Y),
    (0, "padding-ignored", always(padding=(0, 0)), Y),
    (0, "bias-missing", {"add": lambda self, y, b: y}, Y),
    (0, "bias-along-width", {"add": lambda self, y, b: y + b}, Y),
    (37, "weight-gradient-flipped", {"weight_back": flip}, DW),
    (43, "bias-gradient-mean", {"db": lambda self, dy: dy.mean(axis=(0, 2, 3))}, DB),
    (43, "bias-gradient-mean", {"db": lambda self, dy: dy.sum(axis=(2, 3)).mean(axis=0)}, DB),
    (0, "bias-gradient-last-sample", {"db": lambda self, dy: dy[-1].sum(axis=(1, 2))}, DB),
    (6, "bias-gradient-unreduced", {"db": lambda self, dy: dy.sum(axis=0)}, DB),
    (6, "bias-gradient-unreduced", {"db": lambda self, dy: dy.sum(axis=(2, 3))}, DB),
    (0, "weight-transposed", {"kernel": lambda self, w: w.swapaxes(0, 1)}, Y),
    (0, "output-padding-ignored", always(more=(0, 0)), Y),
    (0, "inner-padding", {"inside": cut_inner, "around": around_inner}, Y, 3),  # nothing would be left of the others
    (55, "overlap-assigned", {"__call__": windows_overwrite}, Y),
    (38, "input-gradient-kernel-flipped", {"back_kernel": lambda self: flip(self, self.w)}, DX),
]
PLANTED = (
    ("unfold", ImageToColumns, unfold_calls(), UNFOLD),
    ("fold", ColumnsToImage, fold_calls(), FOLD),
    ("conv_transpose2d", Transposed, transposed_calls(), TRANSPOSED),
)


@pytest.mark.parametrize(
    ("op", "right", "calls", "name", "parts", "spoilt"),
    [
        pytest.param(op, right, calls[: (*rest, None)[0]], name, parts, spoilt, id=f"{op} {i} row {row} {name}")
        for op, right, calls, planted in PLANTED
        for i, (row, name, parts, spoilt, *rest) in enumerate(planted)
    ],
)
def test_a_mistake_is_named_alone(
    op: str, right: type, calls: list[Call], name: str, parts: dict[str, Any], spoilt: str
) -> None:
    found = named(op, with_mistake(right, **parts), calls)
    assert set(found.values()) == {(name,)}
    assert spoilt in found
    assert spoilt == Y or {spoilt} == found.keys()


@pytest.mark.parametrize(
    ("op", "right", "calls"),
    [
        ("unfold", ImageToColumns, unfold_calls()),
        ("fold", ColumnsToImage, fold_calls()),
        ("conv_transpose2d", Transposed, transposed_calls()),
    ],
    ids=["unfold", "fold", "transposed"],
)
def test_a_right_program_has_no_diagnosis(op: str, right: type, calls: list[Call]) -> None:
    assert diagnosis(op, with_mistake(right), calls) == {}


PAIRS: list[tuple[Any, ...]] = [
    (
        "unfold",
        ImageToColumns,
        unfold_calls(),
        {"rows": channels_innermost, "places": by_column},
        {Y: {"column-order", "windows-column-by-column"}, DX: {"column-order", "windows-column-by-column"}},
    ),
    (
        "fold",
        ColumnsToImage,
        fold_calls(),
        {"rows": channels_innermost, "image": averaged},
        {Y: {"column-order", "overlap-averaged"}, DX: {"column-order"}},
    ),
    (
        "conv_transpose2d",
        Transposed,
        transposed_calls(),
        {"kernel": flip, "weight_back": flip, "db": lambda self, dy: dy.sum(axis=(2, 3)).mean(axis=0)},
        {Y: {"kernel-flipped"}, DB: {"kernel-flipped", "bias-gradient-mean"}},
    ),
]


@pytest.mark.parametrize(("op", "right", "calls", "parts", "expected"), PAIRS, ids=[op for op, *_ in PAIRS])
def test_two_mistakes_are_both_named(
    op: str, right: type, calls: list[Call], parts: dict[str, Any], expected: dict[str, set[str]]
) -> None:
    found = named(op, with_mistake(right, **parts), calls)
    assert {q: set(found[q]) for q in expected} == expected


def test_every_cause_is_planted() -> None:
    for op, _, _, planted in PLANTED:
        have = Counter(name for _, name, *_ in planted)
        mine = Counter(c.name for c in causes_of(op) if any(c is each for each in CAUSES))
        assert [name for name in mine if have[name] < mine[name]] == [], op
