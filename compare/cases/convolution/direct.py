"""Questions about convolution. Kernels are asymmetric and sizes differ, so that no flip or swap of axes goes unseen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._spiked import spiked


def conv1d(draw: Draw) -> Iterator[Case]:
    x, w, b = draw.normal(2, 3, 11), draw.normal(5, 3, 4), draw.normal(5)
    yield Case("plain", call(x, w, b))
    yield Case("no bias", call(x, w))
    yield Case("stride=3 does not divide", call(x, w, b, stride=3))
    yield Case("padding=2", call(x, w, b, padding=2))
    yield Case("dilation=3", call(x, w, b, dilation=3))
    yield Case("every option", call(draw.normal(2, 6, 13), draw.normal(4, 3, 3), draw.normal(4), 2, (3,), [2], 2))
    yield Case("padding=same", call(x, w[..., :3], b, padding="same"))
    yield Case("padding=same, even kernel", call(x, w, b, padding="same"))
    yield Case("padding=same, even kernel, dilation=2", call(x, w, b, padding="same", dilation=2))
    yield Case("padding=valid stride=2", call(x, w, b, 2, "valid"))
    yield Case("padding=valid", call(x, w, b, padding="valid"))
    yield Case("depthwise", call(draw.normal(2, 5, 7), draw.normal(5, 1, 3), draw.normal(5), groups=5))
    depthwise = call(draw.normal(2, 5, 13), draw.normal(5, 1, 3), draw.normal(5), 2, 3, 4, 5)
    yield Case("depthwise, every option", depthwise)
    yield Case("unbatched", call(x[0], w, b, stride=2, padding=1))
    yield Case("kernel as long as the padded input", call(draw.normal(2, 3, 2), w, b, padding=1))
    yield Case("one element", call(draw.normal(1, 1, 1), draw.normal(1, 1, 1), draw.normal(1)))
    yield Case("empty batch", call(x[:0], w, b, padding=1))
    yield Case("empty batch, no bias", call(x[:0], w))
    yield Case("inf and nan in the input", call(spiked(x), w, b), exact=True)
    yield Case("zeros of both signs", call(np.copysign(0.0, x), w), exact=True, zeros={"y", "grad weight"})
    yield Case("inf in the weight", call(x, spiked(w), b), exact=True)

    yield Case("refused: channels", call(x, draw.normal(5, 2, 4)), raises=True)
    yield Case("refused: image", call(draw.normal(2, 3, 11, 5), w), raises=True)
    yield Case("refused: one axis", call(x[0, 0], w), raises=True)
    yield Case("refused: kernel of an image", call(x, draw.normal(5, 3, 4, 1)), raises=True)
    yield Case("refused: kernel too long", call(x[..., :3], w), raises=True)
    yield Case("refused: dilated kernel too long", call(x, w, dilation=4), raises=True)
    yield Case("refused: two strides", call(x, w, stride=(1, 2)), raises=True)
    yield Case("refused: padding=same stride=2", call(x, w, stride=2, padding="same"), raises=True)


def conv2d(draw: Draw) -> Iterator[Case]:
    x, w, b = draw.normal(2, 3, 7, 11), draw.normal(5, 3, 4, 2), draw.normal(5)
    yield Case("plain", call(x, w, b))
    yield Case("no bias", call(x, w))
    yield Case("stride=2", call(x, w, b, stride=2))
    yield Case("stride=(3, 2) does not divide", call(x, w, b, stride=(3, 2)))
    yield Case("stride beyond the kernel", call(x, w[:, :, :2], b, stride=(3, 5)))
    yield Case("stride beyond the input", call(x, w, b, stride=20))
    yield Case("padding=1", call(x, w, b, padding=1))
    yield Case("padding=(2, 1)", call(x, w, b, padding=(2, 1)))
    yield Case("padding=(2,) for both axes", call(x, w, b, padding=(2,)))
    yield Case("windows in the padding alone", call(draw.normal(2, 3, 2, 1), w[:, :, :2], b, stride=2, padding=(3, 5)))
    yield Case("kernel larger than the input", call(x[:, :, :3, :1], w, b, padding=(1, 2)))
    yield Case("dilation=2", call(x, w, b, dilation=2))
    yield Case("dilation=(1, 3)", call(x, w, b, dilation=(1, 3)))
    yield Case("stride, padding, dilation", call(x, w, b, (1, 2), (3, 1), (2, 3)))
    yield Case("padding=same", call(x, w[:, :, :3, :1], b, padding="same"))
    yield Case("padding=same, even kernel", call(x, w, b, padding="same"))
    yield Case("padding=same, even kernel, dilation=(1, 3)", call(x, w, b, padding="same", dilation=(1, 3)))
    yield Case("padding=valid stride=2", call(x, w, b, stride=2, padding="valid"))
    many, blocks = draw.normal(2, 6, 5, 7), draw.normal(4, 3, 3, 2)
    yield Case("groups=2", call(many, blocks, b[:4], groups=2))
    yield Case("groups=3, no bias", call(many, draw.normal(3, 2, 3, 2), groups=3))
    yield Case("depthwise", call(many, draw.normal(6, 1, 3, 2), draw.normal(6), groups=6))
    depthwise = call(many, draw.normal(6, 1, 3, 2), draw.normal(6), (2, 3), (1, 2), (2, 1), 6)
    yield Case("depthwise, every option", depthwise)
    yield Case("groups=2, Fortran order", call(many, blocks, b[:4], groups=2), layout="F")
    yield Case("every option, negative strides", call(many, blocks, b[:4], (2, 1), 1, 2, 2), layout="reversed")
    yield Case("depthwise, two outputs a channel", call(x, draw.normal(6, 1, 3, 2), draw.normal(6), groups=3))
    yield Case("groups and every option", call(many, blocks, b[:4], (2, 1), (1, 3), (1, 2), 2))
    yield Case("groups, padding=same", call(many, blocks, b[:4], padding="same", groups=2))
    yield Case("unbatched", call(x[0], w, b))
    yield Case("unbatched, every option", call(many[0], blocks, b[:4], (2, 1), (1, 3), (1, 2), 2))
    yield Case("unbatched, padding=same", call(x[0], w, b, padding="same"))
    yield Case("kernel 1x1", call(x, draw.normal(5, 3, 1, 1), b))
    yield Case("kernel of the input's size", call(x, draw.normal(4, 3, 7, 11), draw.normal(4)))
    yield Case("one element", call(draw.normal(1, 1, 1, 1), draw.normal(1, 1, 1, 1), draw.normal(1)))
    yield Case("long sums", call(draw.normal(1, 59, 5, 4), draw.normal(2, 59, 3, 2), draw.normal(2)))
    yield Case("many channels", call(draw.normal(1, 139, 3, 4), draw.normal(2, 139, 3, 2), draw.normal(2)))
    yield Case("many windows", call(draw.normal(2, 1, 31, 37), draw.normal(2, 1, 3, 2), draw.normal(2)))
    yield Case("inputs far from zero", call(draw.normal(2, 3, 7, 5, mean=1000.0), w, b))
    yield Case("small inputs", call(draw.normal(2, 3, 7, 5, scale=1e-6), w, draw.normal(5, scale=1e-6)))
    yield Case("lists and NumPy integers", call(x, w, b, [2, 1], np.int64(1), [np.int32(2)], np.int64(1)))
    yield Case("empty batch", call(x[:0], w, b))
    yield Case("empty batch, empty axis", call(x[:0, :, :0], w[:, :, :1], b, padding=1))
    yield Case("no channels", call(x[:, :0], w[:, :0], b), zeros={"grad bias"})
    yield Case("no channels, no bias", call(x[:, :0], w[:, :0]))
    yield Case("unbatched, no channels, groups", call(x[0, :0], w[:4, :0], b[:4], groups=2), zeros={"grad bias"})
    yield Case("inf and nan in the input", call(spiked(x), w, b), exact=True)
    yield Case("zeros of both signs", call(np.copysign(0.0, x), w), exact=True, zeros={"y", "grad weight"})
    yield Case("inf and nan in the weight", call(x, spiked(w), b), exact=True)
    yield Case("inf and nan in the bias", call(x, w, np.array([0.0, np.inf, -np.inf, np.nan, 1.0])), exact=True)

    yield Case("refused: channels", call(x, draw.normal(5, 4, 4, 2)), raises=True)
    yield Case("refused: channels under groups", call(many, draw.normal(4, 6, 3, 2), groups=2), raises=True)
    yield Case(
        "refused: channels in no whole groups", call(many[:, :5], draw.normal(4, 2, 3, 2), groups=2), raises=True
    )
    yield Case("refused: outputs in no whole groups", call(many, draw.normal(4, 2, 3, 2), groups=3), raises=True)
    yield Case("refused: more groups than outputs", call(many, draw.normal(1, 3, 3, 2), groups=2), raises=True)
    yield Case("refused: no outputs", call(x, w[:0]), raises=True)
    yield Case("refused: empty kernel", call(x, w[:, :, :0]), raises=True)
    yield Case("refused: kernel larger than the input", call(x, draw.normal(5, 3, 8, 2)), raises=True)
    yield Case("refused: and so on an empty batch", call(x[:0], draw.normal(5, 3, 8, 2)), raises=True)
    yield Case("refused: dilated kernel too large", call(x, w, dilation=(3, 1)), raises=True)
    yield Case("refused: empty axis", call(x[:, :, :0], w, padding=3), raises=True)
    yield Case("refused: three axes too many", call(draw.normal(1, 1, 2, 3, 7, 11), w), raises=True)
    yield Case("refused: input of two axes", call(x[0, 0], w), raises=True)
    yield Case("refused: weight of three axes", call(x, w[0]), raises=True)
    yield Case("refused: weight of five axes", call(x, w[None]), raises=True)
    yield Case("refused: weight is None", call(x, None), raises=True)
    yield Case("refused: weight of integers", call(x, np.ones((5, 3, 4, 2), np.int64)), raises=True)
    yield Case("refused: weight of float32", call(x, w.astype(np.float32)), raises=True, dtypes=("float64",))
    yield Case("refused: bias of integers", call(x, w, np.ones(5, np.int64)), raises=True)
    yield Case("refused: bias too short", call(x, w, b[:4]), raises=True)
    yield Case("refused: bias of one", call(x, w, b[:1]), raises=True)
    yield Case("refused: bias of two axes", call(x, w, b[:, None]), raises=True)
    options: dict[str, Any] = {
        "stride=0": {"stride": 0}, "stride=-1": {"stride": (1, -1)}, "stride=1.0": {"stride": 1.0},
        "stride=True": {"stride": True}, "stride=None": {"stride": None}, "three strides": {"stride": (1, 1, 1)},
        "no strides": {"stride": ()}, "padding=-1": {"padding": -1}, "padding=(0, -1)": {"padding": (0, -1)},
        "padding=0.5": {"padding": 0.5}, "padding=full": {"padding": "full"}, "padding=SAME": {"padding": "SAME"},
        "three paddings": {"padding": (1, 1, 1)}, "padding=same stride=2": {"padding": "same", "stride": (1, 2)},
        "dilation=0": {"dilation": 0}, "dilation=-1": {"dilation": (-1, 1)}, "three dilations": {"dilation": (1, 1, 1)},
        "padding=same dilation=0": {"padding": "same", "dilation": 0}, "groups=0": {"groups": 0},
        "groups=-1": {"groups": -1}, "groups=1.0": {"groups": 1.0}, "groups=True": {"groups": True},
    }  # fmt: skip
    for name, option in options.items():
        yield Case(f"refused: {name}", call(x, w, b, **option), raises=True)


def conv3d(draw: Draw) -> Iterator[Case]:
    x, w, b = draw.normal(2, 3, 4, 5, 7), draw.normal(5, 3, 3, 1, 2), draw.normal(5)
    yield Case("plain", call(x, w, b))
    yield Case("no bias", call(x, w))
    yield Case("stride=2", call(x, w, b, stride=2))
    yield Case("stride=(1, 3, 2)", call(x, w, b, stride=(1, 3, 2)))
    yield Case("padding=1", call(x, w, b, padding=1))
    yield Case("padding=(2, 0, 1)", call(x, w, b, padding=(2, 0, 1)))
    yield Case("dilation=2", call(x, draw.normal(4, 3, 2, 1, 2), dilation=2))
    yield Case("dilation=(1, 2, 3)", call(x, draw.normal(4, 3, 1, 2, 2), dilation=(1, 2, 3)))
    every = call(draw.normal(1, 4, 4, 5, 6), draw.normal(6, 2, 2, 1, 3), draw.normal(6), (2, 1, 3), 1, (1, 3, 2), 2)
    yield Case("every option", every)
    yield Case("padding=same", call(x, w, b, padding="same"))
    yield Case("padding=same, even kernel, dilation", call(x, w, b, 1, "same", (1, 1, 3)))
    yield Case("padding=same, kernel even along every axis", call(x, draw.normal(5, 3, 2, 4, 2), b, padding="same"))
    yield Case("padding=valid stride=2", call(x, w, b, stride=2, padding="valid"))
    yield Case("depthwise", call(x, draw.normal(3, 1, 2, 3, 1), draw.normal(3), groups=3))
    depthwise = call(x, draw.normal(3, 1, 2, 3, 1), draw.normal(3), (1, 3, 2), (2, 1, 0), (3, 1, 2), 3)
    yield Case("depthwise, every option", depthwise)
    yield Case("unbatched", call(x[0], w, b, padding=1))
    yield Case("unbatched, every option", call(every.args[0][0], *every.args[1:]))
    yield Case("one element", call(draw.normal(1, 1, 1, 1, 1), draw.normal(1, 1, 1, 1, 1), draw.normal(1)))
    yield Case("empty batch", call(x[:0], w, b))
    yield Case("inf and nan in the input", call(spiked(x), w, b), exact=True)
    yield Case("zeros of both signs", call(np.copysign(0.0, x), w), exact=True, zeros={"y", "grad weight"})

    yield Case("refused: channels", call(x, draw.normal(5, 2, 3, 1, 2)), raises=True)
    yield Case("refused: image", call(x[0, 0], w), raises=True)
    yield Case("refused: kernel of an image", call(x, w[..., 0]), raises=True)
    yield Case("refused: kernel too deep", call(x[:, :, :2], w), raises=True)
    yield Case("refused: two strides", call(x, w, stride=(1, 2)), raises=True)
    yield Case("refused: groups=2", call(x, w, groups=2), raises=True)
