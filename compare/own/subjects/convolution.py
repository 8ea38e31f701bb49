"""Convolution and its columns, as people write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...cases._draw import Draw
from ...contract import Case, call
from ..subject import Form, Lay, Subject


def conv2d(draw: Draw) -> Iterator[Case]:
    """Kernels that are not square first, then square ones, for code that knows no others."""
    x, w, b = draw.normal(2, 3, 7, 6), draw.normal(4, 3, 3, 2), draw.normal(4)
    square = draw.normal(4, 3, 3, 3)
    yield Case("plain", call(x, w, b))
    yield Case("square kernel", call(x, square, b))
    yield Case("no bias", call(x, w))
    yield Case("square kernel, no bias", call(x, square))
    yield Case("square kernel and image", call(draw.normal(2, 3, 5, 5), square, b))
    yield Case("stride=2, padding=1", call(draw.normal(2, 3, 8, 9), square, b, stride=2, padding=1))
    yield Case("padding=1", call(x, square, b, padding=1))
    yield Case("padding=2", call(draw.normal(2, 3, 4, 5), square, b, padding=2))
    yield Case("stride=2", call(draw.normal(2, 3, 7, 9), square, b, stride=2))
    yield Case("stride=3, padding=1, not square", call(draw.normal(2, 3, 8, 6), w, b, stride=3, padding=1))
    yield Case("stride=2, the last window incomplete", call(draw.normal(2, 3, 8, 6), square, b, stride=2))
    yield Case("1x1 kernel", call(x, draw.normal(4, 3, 1, 1), b))
    yield Case("one sample", call(x[:1], square, b))
    yield Case("one channel", call(x[:, :1], square[:, :1], b))
    yield Case("one output channel", call(x, square[:1], b[:1]))
    yield Case("gaps in memory", call(x, square, b), layout="strided")


def conv1d(draw: Draw) -> Iterator[Case]:
    x, w, b = draw.normal(2, 3, 7), draw.normal(4, 3, 2), draw.normal(4)
    yield Case("plain", call(x, w, b))
    yield Case("stride=2, padding=1", call(draw.normal(2, 3, 8), draw.normal(4, 3, 3), b, stride=2, padding=1))
    yield Case("padding=1", call(x, w, b, padding=1))
    yield Case("one sample", call(x[:1], w, b))
    yield Case("no bias", call(x, w))


def conv_transpose2d(draw: Draw) -> Iterator[Case]:
    x, w, b = draw.normal(2, 3, 5, 4), draw.normal(3, 4, 3, 2), draw.normal(4)
    yield Case("plain", call(x, w, b))
    yield Case("square kernel", call(x, draw.normal(3, 4, 3, 3), b))
    yield Case("stride=2, padding=1", call(x, draw.normal(3, 4, 3, 3), b, stride=2, padding=1))
    yield Case("no bias", call(x, w))


def _sizes(transposed: bool = False) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    def sizes(a: Mapping[str, Any]) -> dict[str, Any]:
        first, second, *kernel = a["weight"].shape
        out, into = (second, first) if transposed else (first, second)
        same = len(set(kernel)) == 1
        found = {"out_channels": out, "in_channels": into, "kernel_size": kernel[0] if same else tuple(kernel)}
        return found | {"kernel_h": kernel[0], "kernel_w": kernel[-1]}

    return sizes


BIASES: tuple[Lay, ...] = tuple({"bias": lay} for lay in ("O", "O1", "1O", "O11", "1O11", "111O"))
IMAGES: tuple[Lay, ...] = (
    {"input": "NCHW", "y": "NOHW"},
    {"input": "NHWC", "y": "NHWO"},
    {"input": "CHW", "y": "OHW"},
    {"input": "HWC", "y": "HWO"},
    {"input": "HWCN", "y": "HWON"},
    {"input": "NHW", "y": "NOHW"},
    {"input": "HW", "y": "OHW"},
    {"input": "HW", "y": "HW"},
    {"input": "HW", "y": "HWO"},
)
KERNELS: tuple[Lay, ...] = tuple(
    {"weight": lay} for lay in ("OChw", "hwCO", "COhw", "OhwC", "ChwO", "Ohw", "hw", "O(Chw)", "(Chw)O")
)

SUBJECTS = [
    Subject(
        "conv2d",
        (
            Form(
                "",
                conv2d,
                {"input": "NCHW", "weight": "OChw", "bias": "O", "y": "NOHW"},
                (IMAGES, KERNELS, BIASES),
                _sizes(),
            ),
        ),
    ),
    Subject(
        "conv1d",
        (
            Form(
                "",
                conv1d,
                {"input": "NCL", "weight": "OCl", "bias": "O", "y": "NOL"},
                (
                    ({"input": "NCL", "y": "NOL"}, {"input": "NLC", "y": "NLO"}, {"input": "CL", "y": "OL"}),
                    tuple({"weight": lay} for lay in ("OCl", "lCO", "COl")),
                    BIASES[:3],
                ),
                _sizes(),
            ),
        ),
    ),
    Subject(
        "conv_transpose2d",
        (
            Form(
                "",
                conv_transpose2d,
                {"input": "NCHW", "weight": "COhw", "bias": "O", "y": "NOHW"},
                (IMAGES[:2], tuple({"weight": lay} for lay in ("COhw", "OChw", "hwCO", "hwOC")), BIASES),
                _sizes(transposed=True),
            ),
        ),
    ),
]
