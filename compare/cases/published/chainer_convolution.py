"""Chainer tutorial, chapter 3, ニューラルネットワークの基礎: convolution and pooling."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Answer, Inputs
from .._draw import Draw
from ._example import Example, Side
from .chainer import TITLE as TITLE


def examples(draw: Draw) -> Iterator[Example]:
    """C7 to C9, as printed."""
    yield Example(
        "C7 convolution", "5×5×3, two 3×3 kernels, padding 1, stride 2", _figure(draw), _convolution,
        {"first window by channel": "-2, 0, 1", "their sum, with bias": "-1, 0"}, {"size": "3×3×2"},
    )  # fmt: skip
    yield Example(
        "C8 1×1 convolution", "a linear layer at every pixel, in 1, 2 and 3 dimensions",
        {"x": draw.normal(2, 3, 2, 3, 5), "w": draw.normal(7, 3), "b": draw.normal(7)}, _pointwise,
        claims={"the same": "conv1d True, conv2d True, conv3d True"},
    )  # fmt: skip
    yield Example(
        "C9 pooling", "224×224×64, 2×2 windows, stride 2", {"x": draw.normal(64, 8, 8)}, _pooling,
        claims={"maximum size": "112×112×64", "average size": "112×112×64"}, dtypes=("float32",),
    )  # fmt: skip


def _figure(draw: Draw) -> Inputs:
    """The figure's first window; what the tutorial does not print is drawn."""
    x, w = draw.ties(3, 5, 5), draw.ties(2, 3, 3, 3)
    x[0, :2, :2] = [[0, 1], [2, 0]]
    w[0, 0] = [[1, 1, -1], [0, -1, 0], [1, -1, -1]]
    x[1, :2, :2] = 0  # printed sum 0
    x[2, :2, :2], w[0, 2, 1, 1] = [[1, 0], [0, 0]], 1  # printed sum 1
    return {"x": x, "w": w, "b": np.array([1.0, 0.0])}


def _convolution(s: Side, i: Inputs) -> Answer:
    options = {"stride": 2, "padding": 1}
    by_channel = s.y("conv2d", i["x"], i["w"][0][:, None], groups=3, **options)
    bare, full = s.y("conv2d", i["x"], i["w"], **options), s.y("conv2d", i["x"], i["w"], i["b"], **options)
    return {
        "y": full, "first window by channel": by_channel[:, 0, 0],
        "their sum, with bias": np.array([bare[0, 0, 0], full[0, 0, 0]]), "size": _size(full),
    }  # fmt: skip


def _size(y: np.ndarray) -> str:
    """Height × width × channels, as the tutorial writes it."""
    return "×".join(map(str, (*y.shape[1:], y.shape[0])))


def _pointwise(s: Side, i: Inputs) -> Answer:
    answer: Answer = {}
    same = []
    for d in (1, 2, 3):
        x = i["x"].reshape(2, 3, *((30,), (6, 5), (2, 3, 5))[d - 1])
        y = s.y(f"conv{d}d", x, i["w"].reshape(7, 3, *[1] * d), i["b"])
        at_pixels = s.y("linear", np.moveaxis(x, 1, -1), i["w"], i["b"])
        answer[f"conv{d}d"] = y
        same.append(f"conv{d}d {np.allclose(np.moveaxis(y, 1, -1), at_pixels, atol=1e-6)}")
    return answer | {"the same": ", ".join(same)}


def _pooling(s: Side, i: Inputs) -> Answer:
    x = np.tile(i["x"], (1, 28, 28))
    maximum, average = s.y("max_pool2d", x, 2, 2), s.y("avg_pool2d", x, 2, 2)
    return {
        "maximum": maximum[:, :4, :4], "average": average[:, :4, :4],
        "maximum size": _size(maximum), "average size": _size(average),
    }  # fmt: skip
