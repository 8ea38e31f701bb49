"""Questions about local response normalization. The window is asymmetric for even sizes, and ends at the channels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import SPIKES, with_value


def local_response_norm(draw: Draw) -> Iterator[Case]:
    x = draw.normal(3, 5, 4, 2, scale=2.0)
    strong = {"alpha": 2.0, "beta": 0.75, "k": 1.5}  # the default alpha, 1e-4, hides a wrong window

    yield Case("plain", call(x, 3, **strong))
    yield Case("defaults", call(10 * x, 3))
    for size in (1, 2, 4, 5, 6, 9, 20):
        yield Case(f"size={size}", call(x, size, **strong))
    yield Case("size of NumPy's int64", call(x, np.int64(2), **strong))
    for shape in ((3, 5, 4), (2, 5, 3, 2, 4), (2, 5, 1, 2, 1, 3)):
        yield Case(f"{len(shape)}-d, size=2", call(draw.normal(*shape), 2, **strong))
        yield Case(f"{len(shape)}-d, size=3", call(draw.normal(*shape), 3, **strong))
    yield Case("by position", call(x, 2, 0.5, 1.25, 2.0))
    for option, values in (("alpha", (0.0, 1.0, 30)), ("beta", (0.0, 1, 2.0, -0.5, 0.5)), ("k", (0.0, 0.5, 3))):
        for value in values:
            yield Case(f"{option}={value!r}", call(x, 2, **{**strong, option: value}))
    yield Case("alpha=True", call(x, 2, True))
    yield Case("negative sums, beta=2", call(x, 2, -2.0, 2, 0.5))
    yield Case("negative sums, beta=0.75", call(x, 2, -2.0, 0.75, 0.5), exact=True)
    yield Case("one channel", call(x[:, :1], 3, **strong))
    yield Case("many channels", call(draw.normal(2, 97, 3), 11, **strong))
    yield Case("large values", call(1e3 * x, 3, **strong))
    yield Case("small values, k=0", call(1e-2 * x, 3, 2.0, 0.75, 0.0))
    zeros = x.copy()
    zeros[0, 1:4], zeros[1, 2] = 0.0, -0.0
    yield Case("zeros", call(zeros, 3, **strong))
    yield Case("zeros, k=0", call(zeros, 3, 1.0, 0.75, 0.0), exact=True)
    for value in SPIKES:
        yield Case(f"{value} in one channel", call(with_value(x, value), 2, **strong), exact=True)
        yield Case(f"{value} in one channel, beta=0", call(with_value(x, value), 2, 1.0, 0.0), exact=True)
    yield Case("batch of no samples", call(x[:0], 2))
    yield Case("no channels", call(x[:, :0], 2))
    yield Case("no space", call(x[..., :0], 2))

    yield Case("refused: 2-d", call(x[..., 0, 0], 2), raises=True)
    yield Case("refused: 1-d", call(x[0, :, 0, 0], 2), raises=True)
    for bad in (0, -1, 2**62, 2.0, True, None, (2,), "2"):
        yield Case(f"refused: size={bad!r}", call(x, bad), raises=True)
    for option in ("alpha", "beta", "k"):
        yield Case(f"refused: {option}=None", call(x, 2, **{option: None}), raises=True)
        yield Case(f"refused: {option}=a word", call(x, 2, **{option: "much"}), raises=True)
    yield Case("refused: alpha=10**30", call(x, 2, 10**30), raises=True)
    yield Case("refused: bool", call(draw.mask(0.5, 2, 3, 4), 2), raises=True)
