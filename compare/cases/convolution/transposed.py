"""Questions about transposed convolution. Beware: its options end with groups and dilation, in this order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._spiked import spiked


def conv_transpose1d(draw: Draw) -> Iterator[Case]:
    x, w, b = draw.normal(2, 3, 7), draw.normal(3, 5, 4), draw.normal(5)
    yield Case("plain", call(x, w, b))
    yield Case("no bias", call(x, w))
    yield Case("stride=3", call(x, w, b, stride=3))
    yield Case("stride beyond the kernel", call(x, w, b, stride=6))
    yield Case("padding=2", call(x, w, b, padding=2))
    yield Case("output_padding=2 stride=3", call(x, w, b, stride=3, output_padding=2))
    yield Case("output_padding=2 dilation=3", call(x, w, b, output_padding=2, dilation=3))
    yield Case("dilation=3", call(x, w, b, dilation=3))
    yield Case("every option", call(draw.normal(2, 6, 5), draw.normal(6, 2, 3), draw.normal(4), 3, (2,), [1], 2, 2))
    yield Case("depthwise", call(draw.normal(2, 5, 7), draw.normal(5, 1, 3), draw.normal(5), groups=5))
    depthwise = call(draw.normal(2, 5, 7), draw.normal(5, 2, 3), draw.normal(10), 2, 3, 1, 5, 4)
    yield Case("depthwise, every option", depthwise)
    yield Case("unbatched", call(x[0], w, b, stride=2, padding=1))
    yield Case("one element", call(draw.normal(1, 1, 1), draw.normal(1, 1, 1), draw.normal(1)))
    yield Case("one element of the output left", call(x[..., :1], w[..., :3], b, padding=1))
    yield Case("empty batch", call(x[:0], w, b, padding=1))
    yield Case("inf and nan in the input", call(spiked(x), w, b), exact=True)
    yield Case("zeros of both signs", call(np.copysign(0.0, x), w), exact=True, zeros={"y", "grad weight"})

    yield Case("refused: channels", call(x, draw.normal(5, 3, 4)), raises=True)
    yield Case("refused: image", call(draw.normal(2, 3, 7, 5), w), raises=True)
    yield Case("refused: one axis", call(x[0, 0], w), raises=True)
    yield Case("refused: kernel of an image", call(x, draw.normal(3, 5, 4, 1)), raises=True)
    yield Case("refused: nothing left of the output", call(x[..., :1], w, padding=2), raises=True, dtypes=("float64",))
    yield Case("refused: output_padding=1 stride=1", call(x, w, output_padding=1), raises=True)
    yield Case("refused: two strides", call(x, w, stride=(1, 2)), raises=True)
    yield Case("refused: padding=same", call(x, w, padding="same"), raises=True)


def conv_transpose2d(draw: Draw) -> Iterator[Case]:
    x, w, b = draw.normal(2, 3, 4, 5), draw.normal(3, 5, 3, 2), draw.normal(5)
    yield Case("plain", call(x, w, b))
    yield Case("no bias", call(x, w))
    yield Case("stride=2", call(x, w, b, stride=2))
    yield Case("stride=(3, 2)", call(x, w, b, stride=(3, 2)))
    yield Case("stride beyond the kernel", call(x, w, b, stride=(5, 4)))
    yield Case("padding=1", call(x, w, b, padding=1))
    yield Case("padding=(2, 1)", call(x, w, b, padding=(2, 1)))
    yield Case("padding=(2,) for both axes", call(x, w, b, padding=(2,)))
    yield Case("padding beyond the kernel", call(x, w, b, stride=3, padding=(5, 4)))
    yield Case("output_padding=1", call(x, w, b, stride=2, output_padding=1))
    yield Case("output_padding=(2, 1)", call(x, w, b, stride=(3, 2), output_padding=(2, 1)))
    yield Case("output_padding beyond the stride, within the dilation", call(x, w, b, 1, 0, (2, 1), 1, (3, 2)))
    yield Case("output_padding beyond the padding", call(x, w, b, 4, (1, 0), (3, 2)))
    yield Case("dilation=2", call(x, w, b, dilation=2))
    yield Case("dilation=(1, 3)", call(x, w, b, dilation=(1, 3)))
    yield Case("stride, padding, dilation", call(x, w, b, (1, 2), (3, 1), 0, 1, (2, 3)))
    many, blocks = draw.normal(2, 6, 3, 4), draw.normal(6, 2, 3, 2)
    yield Case("groups=2", call(many, blocks, b[:4], groups=2))
    yield Case("groups=3, no bias", call(many, blocks, groups=3))
    yield Case("depthwise", call(many, blocks[:, :1], draw.normal(6), groups=6))
    yield Case("depthwise, every option", call(many, blocks, draw.normal(12), (2, 3), (1, 2), (1, 0), 6, (2, 1)))
    yield Case("groups and every option", call(many, blocks, b[:4], (2, 1), (1, 3), (0, 2), 2, (1, 3)))
    yield Case("groups=2, Fortran order", call(many, blocks, b[:4], groups=2), layout="F")
    yield Case("every option, negative strides", call(many, blocks, b[:4], (3, 2), 1, (2, 1), 2, 2), layout="reversed")
    yield Case("unbatched", call(x[0], w, b))
    yield Case("unbatched, every option", call(many[0], blocks, b[:4], (2, 1), (1, 3), (0, 2), 2, (1, 3)))
    yield Case("kernel 1x1", call(x, draw.normal(3, 4, 1, 1), b[:4]))
    yield Case("kernel 1x1, stride=2: most pixels are the bias", call(x, draw.normal(3, 4, 1, 1), b[:4], 2))
    yield Case("kernel of the stride's size: no overlap", call(x, w, b, stride=(3, 2)))
    yield Case("one pixel", call(x[:, :, :1, :1], w, b))
    yield Case("one element", call(draw.normal(1, 1, 1, 1), draw.normal(1, 1, 1, 1), draw.normal(1)))
    yield Case("one pixel of the output left", call(x[:, :, :1, :1], draw.normal(3, 5, 3, 3), b, padding=1))
    yield Case("many channels", call(draw.normal(1, 139, 3, 4), draw.normal(139, 2, 3, 2), draw.normal(2)))
    yield Case("many pixels", call(draw.normal(2, 1, 31, 37), draw.normal(1, 2, 3, 2), draw.normal(2)))
    yield Case("long sums", call(draw.normal(1, 59, 5, 4), draw.normal(59, 2, 5, 4), draw.normal(2)))
    yield Case("inputs far from zero", call(draw.normal(2, 3, 4, 5, mean=1000.0), w, b))
    yield Case("small inputs", call(draw.normal(2, 3, 4, 5, scale=1e-6), w, draw.normal(5, scale=1e-6)))
    yield Case("lists and NumPy integers", call(x, w, b, [2, 1], np.int64(1), [np.int32(0)], np.int64(1), (2,)))
    yield Case("empty batch", call(x[:0], w, b))
    yield Case("empty batch, no bias", call(x[:0], w))
    yield Case("empty batch, empty axis", call(x[:0, :, :0], w, b))
    yield Case("empty batch, nothing left of the output", call(x[:0], w, b, padding=(3, 0)))
    yield Case("empty batch, output_padding too large", call(x[:0], w, b, output_padding=3))
    yield Case("inf and nan in the input", call(spiked(x), w, b), exact=True)
    yield Case("zeros of both signs", call(np.copysign(0.0, x), w), exact=True, zeros={"y", "grad weight"})
    yield Case("inf and nan in the weight", call(x, spiked(w), b, stride=2), exact=True)
    yield Case("inf and nan in the bias", call(x, w, np.array([0.0, np.inf, -np.inf, np.nan, 1.0])), exact=True)

    yield Case("refused: channels", call(x, draw.normal(5, 3, 3, 2)), raises=True)
    yield Case("refused: channels in no whole groups", call(x, w, groups=2), raises=True)
    yield Case("refused: bias of one group", call(many, blocks, b[:2], groups=2), raises=True)
    yield Case("refused: no channels", call(x[:, :0], w[:0]), raises=True)
    yield Case("refused: no outputs", call(x, w[:, :0]), raises=True)
    yield Case("refused: empty kernel", call(x, w[:, :, :0]), raises=True)
    yield Case("refused: empty axis", call(x[:, :, :0], w), raises=True)
    yield Case("refused: nothing left of the output", call(x, w, padding=(3, 0)), raises=True, dtypes=("float64",))
    yield Case("refused: less than nothing left of the output", call(x, w, padding=4), raises=True)
    yield Case("refused: and so on an empty batch", call(x[:0], w, padding=4), raises=True)
    yield Case("refused: three axes too many", call(draw.normal(1, 1, 2, 3, 4, 5), w), raises=True)
    yield Case("refused: input of two axes", call(x[0, 0], w), raises=True)
    yield Case("refused: weight of three axes", call(x, w[0]), raises=True)
    yield Case("refused: weight of five axes", call(x, w[None]), raises=True)
    yield Case("refused: weight is None", call(x, None), raises=True)
    yield Case("refused: weight of integers", call(x, np.ones((3, 5, 3, 2), np.int64)), raises=True)
    yield Case("refused: weight of float32", call(x, w.astype(np.float32)), raises=True, dtypes=("float64",))
    yield Case("refused: bias too short", call(x, w, b[:4]), raises=True)
    yield Case("refused: bias of one", call(x, w, b[:1]), raises=True)
    yield Case("refused: bias of two axes", call(x, w, b[:, None]), raises=True)
    options: dict[str, Any] = {
        "stride=0": {"stride": 0}, "stride=-1": {"stride": (1, -1)}, "stride=1.0": {"stride": 1.0},
        "stride=True": {"stride": True}, "stride=None": {"stride": None}, "three strides": {"stride": (1, 1, 1)},
        "no strides": {"stride": ()}, "stride=2**62": {"stride": 2**62}, "padding=-1": {"padding": -1},
        "padding=0.5": {"padding": 0.5}, "padding=same": {"padding": "same"}, "padding=valid": {"padding": "valid"},
        "three paddings": {"padding": (1, 1, 1)}, "output_padding=-1": {"stride": 2, "output_padding": -1},
        "output_padding=1": {"output_padding": 1}, "output_padding=stride": {"stride": 2, "output_padding": 2},
        "output_padding=dilation": {"dilation": 2, "output_padding": 2},
        "output_padding along an axis of stride 1": {"stride": (1, 2), "output_padding": (1, 0)},
        "output_padding=1.0": {"stride": 2, "output_padding": 1.0},
        "output_padding=True": {"stride": 2, "output_padding": True},
        "output_padding=None": {"stride": 2, "output_padding": None},
        "three output_paddings": {"stride": 2, "output_padding": (1, 1, 1)},
        "dilation=0": {"dilation": 0}, "dilation=-1": {"dilation": (-1, 1)}, "three dilations": {"dilation": (1, 1, 1)},
        "groups=0": {"groups": 0}, "groups=-1": {"groups": -1}, "groups=1.0": {"groups": 1.0},
        "groups=True": {"groups": True},
    }  # fmt: skip
    for name, option in options.items():
        yield Case(f"refused: {name}", call(x, w, b, **option), raises=True)


def conv_transpose3d(draw: Draw) -> Iterator[Case]:
    x, w, b = draw.normal(2, 3, 4, 5, 1), draw.normal(3, 4, 2, 1, 3), draw.normal(4)
    yield Case("plain", call(x, w, b))
    yield Case("no bias", call(x, w))
    yield Case("stride=2", call(x, w, b, stride=2))
    yield Case("stride=(1, 3, 2)", call(x, w, b, stride=(1, 3, 2)))
    yield Case("padding=1", call(x, w, b, padding=1))
    yield Case("padding=(2, 0, 1)", call(x, w, b, padding=(2, 0, 1)))
    yield Case("output_padding=(1, 2, 0)", call(x, w, b, (2, 3, 1), output_padding=(1, 2, 0)))
    yield Case("output_padding=1 within the dilation", call(x, w, b, output_padding=1, dilation=2))
    yield Case("dilation=(3, 1, 2)", call(x, w, b, dilation=(3, 1, 2)))
    many = draw.normal(1, 4, 2, 3, 5), draw.normal(4, 3, 2, 3, 1), draw.normal(6)
    yield Case("every option", call(*many, (2, 1, 3), (1, 2, 0), (1, 0, 2), 2, (1, 3, 2)))
    yield Case("depthwise", call(x, draw.normal(3, 1, 2, 3, 1), draw.normal(3), groups=3))
    yield Case("unbatched", call(x[0], w, b, padding=1))
    unbatched = call(many[0][0], *many[1:], (2, 1, 3), (1, 2, 0), (1, 0, 2), 2, (1, 3, 2))
    yield Case("unbatched, every option", unbatched)
    yield Case("one element", call(draw.normal(1, 1, 1, 1, 1), draw.normal(1, 1, 1, 1, 1), draw.normal(1)))
    yield Case("empty batch", call(x[:0], w, b))
    yield Case("inf and nan in the input", call(spiked(x), w, b), exact=True)
    yield Case("zeros of both signs", call(np.copysign(0.0, x), w), exact=True, zeros={"y", "grad weight"})

    yield Case("refused: channels", call(x, draw.normal(2, 4, 2, 1, 3)), raises=True)
    yield Case("refused: image", call(x[0, 0], w), raises=True)
    yield Case("refused: kernel of an image", call(x, w[..., 0]), raises=True)
    yield Case("refused: two strides", call(x, w, stride=(1, 2)), raises=True)
    yield Case("refused: output_padding along the depth", call(x, w, None, (1, 2, 2), 0, (1, 0, 0)), raises=True)
    yield Case("refused: groups=2", call(x, w, groups=2), raises=True)
