"""Questions about unpooling. Where values go need not be in their window: any places will do, each drawn once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...contract import Case, call
from .._draw import Draw


def max_unpool1d(draw: Draw) -> Iterator[Case]:
    yield from _unpool(draw, draw.normal(2, 3, 5))
    yield from _one_or_two(draw, draw.normal(2, 3, 5))


def max_unpool2d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 4, 5)
    yield from _unpool(draw, x)
    yield from _one_or_two(draw, x)
    yield from _several(x)
    yield Case("an option for each axis", call(x, _places(draw, x, (6, 7)), (3, 1), (1, 2), (0, 1)))
    yield Case("output_size=(7, 11)", call(x, _places(draw, x, (7, 11)), 2, output_size=(7, 11)))


def max_unpool3d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 4, 5, 6)
    yield from _unpool(draw, x)
    yield from _several(x)
    yield Case("an option for each axis", call(x, _places(draw, x, (6, 7, 20)), (3, 1, 9), (1, 2, 3), (0, 1, 2)))
    yield Case("output_size=(7, 11, 12)", call(x, _places(draw, x, (7, 11, 12)), 2, output_size=(7, 11, 12)))
    yield Case("refused: stride=0", call(x, np.zeros(x.shape, np.int64), 9, 0), raises=True)
    yield Case("refused: stride=-1", call(x, np.zeros(x.shape, np.int64), 9, -1), raises=True)


def _places(draw: Draw, x: np.ndarray, size: tuple[int, ...]) -> np.ndarray:
    """For each element of `x` a place in a plane of `size`; no place twice in a plane."""
    order = np.argsort(draw.uniform(0, 1, *x.shape[:2], int(np.prod(size))))
    return order[..., : x[0, 0].size].reshape(x.shape).astype(np.int64)


def _unpool(draw: Draw, x: np.ndarray) -> Iterator[Case]:
    """What is asked of every dimension."""
    d = x.ndim - 2

    def like(a: int, b: int) -> np.ndarray:
        """Places in planes of a · n + b along each axis of n."""
        return _places(draw, x, tuple(a * n + b for n in x.shape[2:]))

    indices = like(2, 0)
    yield Case("plain", call(x, indices, 2))
    yield Case("stride=1", call(x, like(1, 1), 2, 1))
    yield Case("stride=3", call(x, like(3, -1), 2, 3))
    yield Case("stride=2, padding=1", call(x, like(2, -1), 3, 2, 1))
    yield Case("kernel_size=0, stride=2", call(x, like(2, -2), 0, 2))
    yield Case("padding=-1", call(x, like(2, 2), 2, None, -1))
    yield Case("padding far larger than the kernel", call(x, like(4, -2), 22, 4, 10))
    yield Case("lists", call(x, indices, [2] * d, [2] * d, [0] * d))
    for n in (-1, 0, 1):
        size = [2 * m + n for m in x.shape[2:]]
        yield Case(f"output_size of the default {n:+d}", call(x, like(2, n), 2, None, 0, size))
    yield Case("output_size, padding", call(x, like(3, -3), 2, 3, 2, tuple(3 * n - 3 for n in x.shape[2:])))
    batched = (9, 9, *(2 * n + 1 for n in x.shape[2:]))
    yield Case("output_size with batch and channels", call(x, like(2, 1), 2, output_size=batched))
    yield Case("unbatched", call(x[0], indices[0], 2))
    yield Case("unbatched, output_size with batch and channels", call(x[0], indices[0], 2, output_size=batched))
    yield Case("several to one place", call(x, indices // 3, 2))
    yield Case("all to the last place", call(x, np.full(x.shape, 2**d * x[0, 0].size - 1), 2))
    yield Case("empty batch", call(x[:0], indices[:0], 2))
    yield Case("unbatched, no channels", call(x[0, :0], indices[0, :0], 2))
    yield Case("one element", call(x[:1, :1].reshape(-1)[:1].reshape((1,) * x.ndim), np.full((1,) * x.ndim, 1), 2))
    special = np.resize(draw.special(), x.shape)
    yield Case("special values", call(special, indices, 2), exact=True)
    size = [2 * m for m in x.shape[2:]]
    yield Case("a kernel_size of NumPy's beside an output_size", call(x, indices, np.int64(2), output_size=size))

    for value in (-1, 2**d * x[0, 0].size, 2**62, -(2**63)):
        wrong = indices.copy()
        wrong[(-1,) * x.ndim] = value
        yield Case(f"refused: an index of {value}", call(x, wrong, 2), raises=True)
    for dtype in (np.int32, np.uint8, float, bool):
        yield Case(f"refused: indices of {np.dtype(dtype)}", call(x, indices.astype(dtype), 2), raises=True)
    yield Case("refused: indices=None", call(x, None, 2), raises=True)
    yield Case("refused: kernel_size=np.int64(2)", call(x, indices, np.int64(2)), raises=True)
    theirs = call(x, indices, 2, output_size=[np.int64(n) for n in size])
    yield Case("refused: output_size of NumPy's integers", theirs, raises=True)
    yield Case("refused: indices for one sample", call(x, indices[:1], 2), raises=True)
    yield Case("refused: too few indices", call(x, indices[..., 1:], 2), raises=True)
    yield Case("refused: unbatched indices", call(x, indices[0], 2), raises=True)
    for n in (-2, 2):
        size = [2 * m + n for m in x.shape[2:]]
        yield Case(
            f"refused: output_size of the default {n:+d}", call(x, 0 * indices, 2, output_size=size), raises=True
        )
    lengths: dict[str, Any] = {"9": 9, "an int too few": (9,) * (d - 1), "an int too many": (9,) * (d + 1)}
    for words, length in lengths.items():
        yield Case(f"refused: output_size, {words}", call(x, indices, 2, output_size=length), raises=True)
    floats = [2.0 * n for n in x.shape[2:]]
    yield Case("refused: output_size of floats", call(x, indices, 2, output_size=floats), raises=True)
    options: dict[str, tuple[Any, ...]] = {
        "kernel_size=-9": (-9,),
        "kernel_size=2.0": (2.0,),
        "kernel_size=None": (None,),
        "a kernel size too many": ((2,) * (d + 1),),
        "stride=2.0": (2, 2.0),
        "stride=[]": (2, []),
        "padding=None": (2, 2, None),
        "padding=9": (2, 2, 9),
        "y of more than 2**63 elements": (2**62, 1),
    }
    for words, args in options.items():
        yield Case(f"refused: {words}", call(x, 0 * indices, *args), raises=True)
    yield Case("refused: an axis too few", call(x[0, 0], indices[0, 0], 2), raises=True)
    yield Case("refused: an axis too many", call(x[None], indices[None], 2), raises=True)
    yield Case("refused: no channels", call(x[:, :0], indices[:, :0], 2), raises=True)
    yield Case("refused: empty axis", call(x[..., :0], indices[..., :0], 2), raises=True)
    yield Case("refused: integers", call(indices, indices, 2), raises=True)


def _one_or_two(draw: Draw, x: np.ndarray) -> Iterator[Case]:
    """Of volumes, PyTorch asks for a positive stride."""
    yield Case("stride=0", call(x, _places(draw, x, (9, 9)[: x.ndim - 2]), 9, 0))
    yield Case("stride=-1", call(x, _places(draw, x, tuple(13 - n for n in x.shape[2:])), 12, -1))


def _several(x: np.ndarray) -> Iterator[Case]:
    """One option in a sequence is not for all axes."""
    for name in ("kernel_size", "stride", "padding"):
        options: dict[str, Any] = {"kernel_size": 2, name: (2,)}
        yield Case(f"refused: {name}=(2,)", call(x, np.zeros(x.shape, np.int64), **options), raises=True)
