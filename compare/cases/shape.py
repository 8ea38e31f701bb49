"""Questions about changes of shape. No two sizes and no two borders are equal, so that no swapped axis goes unseen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from ..contract import Case, call
from ._draw import Draw


def flatten(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 5, 7)
    yield Case("plain", call(x))
    yield Case("start_dim=1", call(x, 1))
    yield Case("start_dim=1 end_dim=2", call(x, 1, 2))
    yield Case("start_dim=-3 end_dim=-2", call(x, start_dim=-3, end_dim=-2))
    yield Case("start_dim=-2", call(x, -2))
    yield Case("end_dim=1", call(x, end_dim=1))
    yield Case("end_dim=-2", call(x, end_dim=-2))
    yield Case("start_dim=1, Fortran order", call(x, 1), layout="F")
    yield Case("one axis", call(x, 2, 2))
    yield Case("0-d", call(np.array(0.7)))
    yield Case("0-d, start_dim=-1 end_dim=0", call(np.array(0.7), -1, 0))
    yield Case("1-d", call(draw.normal(5)))
    yield Case("empty batch", call(np.zeros((0, 3, 5)), 1))
    yield Case("empty axis", call(np.zeros((2, 0, 5)), 1))
    yield Case("special values", call(draw.special()[None]), exact=True)
    yield Case("refused: start_dim=4", call(x, 4), raises=True)
    yield Case("refused: start_dim=-5", call(x, -5), raises=True)
    yield Case("refused: end_dim=4", call(x, 0, 4), raises=True)
    yield Case("refused: start_dim behind end_dim", call(x, 2, 1), raises=True)
    yield Case("refused: start_dim=1, 0-d", call(np.array(0.7), 1), raises=True)
    yield Case("refused: start_dim=1.0", call(x, 1.0), raises=True)
    yield Case("refused: start_dim=True", call(x, True), raises=True)
    yield Case("refused: end_dim=None", call(x, 0, None), raises=True)
    yield Case("refused: a list", call([[1.0, 2.0]]), raises=True)


def pad(draw: Draw) -> Iterator[Case]:
    row, image, volume = draw.normal(2, 3, 7), draw.normal(2, 3, 5, 7), draw.normal(2, 1, 3, 5, 7)
    yield Case("plain", call(image, (1, 2)))
    yield Case("constant, two axes", call(image, (1, 2, 3, 0)))
    yield Case("constant, negative strides", call(image, (1, -2, 3, 0)), layout="reversed")
    yield Case("constant, every axis", call(image, (1, 0, 0, 2, 3, 1, 2, 4)))
    yield Case("constant, a list", call(image, [2, 1]))
    yield Case("value=-1.5", call(image, (1, 2, 0, 3), "constant", -1.5))
    yield Case("value=7, int", call(row, (2, 1), value=7))
    yield Case("value=10**30", call(row, (2, 1), value=10**30), exact=True, dtypes=("float64", "float32"))
    for v in (np.nan, np.inf, -np.inf, -0.0):
        yield Case(f"value={v}", call(row, (2, 1), value=v), exact=True)
    yield Case("constant, negative", call(image, (-1, -2)))
    yield Case("constant, negative and positive", call(image, (-2, 3, 1, -1), value=0.5))
    yield Case("constant, all cut off", call(row, (-3, -4)))
    yield Case("constant, all cut off, then padded", call(row, (-7, 2), value=0.5), zeros={"grad input"})
    yield Case("constant, nothing", call(image, ()))
    yield Case("constant, 0-d", call(np.array(0.7), ()))
    yield Case("constant, 1-d", call(draw.normal(5), (2, 1)))
    yield Case("constant, empty batch", call(np.zeros((0, 3)), (1, 2)))
    yield Case("constant, padded from empty", call(np.zeros((0, 3)), (1, 2, 2, 0), value=2.0))

    for mode in ("reflect", "replicate", "circular"):
        yield Case(mode, call(row, (1, 3), mode))
        yield Case(f"{mode}, unbatched", call(row[0], (3, 2), mode=mode))
        yield Case(f"{mode}, two axes", call(image, (3, 1, 0, 2), mode))
        yield Case(f"{mode}, two axes, unbatched", call(image[0], (1, 2, 4, 0), mode))
        yield Case(f"{mode}, two axes, Fortran order", call(image, (3, 1, 0, 2), mode), layout="F")
        yield Case(f"{mode}, three axes", call(volume, (1, 2, 3, 1, 0, 2), mode))
        yield Case(f"{mode}, three axes, unbatched", call(volume[0], (2, 1, 0, 3, 1, 2), mode))
        yield Case(f"{mode}, as far as it goes", call(row, (6, 6), mode))
        yield Case(f"{mode}, nothing", call(row, (0, 0), mode))
        yield Case(f"{mode}, negative", call(row, (-1, -2), mode))
        yield Case(f"{mode}, negative and positive", call(row, (-2, 3), mode))
        yield Case(f"{mode}, positive and negative", call(row, (2, -1), mode))
        yield Case(f"{mode}, two axes, one negative", call(image, (2, -1, -2, 1), mode))
        yield Case(f"{mode}, empty batch", call(row[:0], (1, 2), mode))
        yield Case(f"{mode}, value=0", call(row, (1, 2), mode, 0.0))
        yield Case(f"{mode}, inf and nan", call(_spiked(row), (3, 2), mode), exact=True)
        yield Case(f"{mode}, special values", call(draw.special()[None], (3, 2), mode), exact=True)
    yield Case("replicate, further than the axis", call(row, (9, 11), "replicate"))
    yield Case("replicate, one element", call(draw.normal(2, 1), (2, 3), "replicate"))
    yield Case("circular, the whole axis", call(row, (7, 7), "circular"))
    yield Case("circular, all cut off", call(row, (-3, -4), "circular"))
    yield Case("circular, no channels", call(np.zeros((2, 0, 5)), (1, 2), "circular"))

    yield Case("refused: a list", call([[0.5, -1.0]], (1, 2)), raises=True)
    yield Case("refused: None", call(None, (1, 2)), raises=True)
    yield Case("refused: odd", call(image, (1, 2, 3)), raises=True)
    yield Case("refused: more pairs than axes", call(draw.normal(3, 5), (1,) * 6), raises=True)
    yield Case("refused: a number", call(image, 1), raises=True)
    yield Case("refused: not whole", call(image, (1.0, 2.0)), raises=True)
    yield Case("refused: cut off too much", call(row, (-4, -4)), raises=True)
    yield Case("refused: cut off too much, then padded", call(row, (-8, 9)), raises=True)
    yield Case("refused: mode=edge", call(row, (1, 2), "edge"), raises=True)
    yield Case("refused: mode=None", call(row, (1, 2), None), raises=True)
    yield Case("refused: value as text", call(row, (1, 2), "constant", "0"), raises=True)
    yield Case("refused: value too large", call(row, (1, 2), value=1e300), raises=True, dtypes=("float32",))
    yield Case("refused: reflect further than the axis", call(row, (7, 0), "reflect"), raises=True)
    yield Case("refused: circular further than the axis", call(row, (0, 8), "circular"), raises=True)
    yield Case("refused: circular further than what is left", call(row[0, :1], (-3, 5), "circular"), raises=True)
    yield Case("refused: circular, cut off too much", call(row, (-4, -4), "circular"), raises=True)
    for mode in ("reflect", "replicate"):
        yield Case(f"refused: {mode}, all cut off", call(row, (-3, -4), mode), raises=True)
        yield Case(f"refused: {mode}, no channels", call(np.zeros((2, 0, 5)), (1, 2), mode), raises=True)
    for mode, (what, x, sides) in product(
        ("reflect", "replicate", "circular"),
        (("1-d", draw.normal(7), (1, 2)), ("one pair, 4-d", image, (1, 2)), ("four pairs", volume, (1,) * 8)),
    ):
        yield Case(f"refused: {mode}, {what}", call(x, sides, mode), raises=True)
    yield Case("refused: reflect, value=2", call(row, (1, 2), "reflect", 2.0), raises=True)
    yield Case("refused: circular, nothing to pad", call(row, (), "circular"), raises=True)


def one_hot(draw: Draw) -> Iterator[Case]:
    classes = draw.integers(0, 5, 7)
    yield Case("plain", call(np.concatenate([classes, [4]])))
    yield Case("num_classes=11", call(classes, 11))
    yield Case("num_classes=5, by keyword", call(classes, num_classes=5))
    yield Case("one class", call(np.zeros(3, np.int64), 1))
    yield Case("0-d", call(np.array(2)))
    yield Case("0-d, num_classes=7", call(np.array(2), 7))
    yield Case("an image of classes", call(draw.integers(0, 5, 2, 3, 7), 5))
    yield Case("empty batch", call(np.zeros((0, 3), np.int64), 5))
    yield Case("empty batch of one class", call(np.zeros(0, np.int64), 1))
    yield Case("refused: class at num_classes", call(np.array([0, 3]), 3), raises=True)
    yield Case("refused: negative class", call(np.array([0, -1])), raises=True)
    yield Case("refused: negative class, num_classes=3", call(np.array([0, -1]), 3), raises=True)
    yield Case("refused: class 2⁶³ − 1", call(np.array([0, 2**63 - 1])), raises=True)
    yield Case("refused: nothing to count", call(np.zeros(0, np.int64)), raises=True)
    yield Case("refused: empty, num_classes=0", call(np.zeros(0, np.int64), 0), raises=True)
    yield Case("refused: num_classes=0", call(np.array([0]), 0), raises=True)
    yield Case("refused: num_classes=-2", call(np.array([0, 1]), -2), raises=True)
    yield Case("refused: num_classes=3.0", call(classes, 3.0), raises=True)
    yield Case("refused: num_classes=True", call(np.array([0]), True), raises=True)
    yield Case("refused: num_classes=None", call(classes, None), raises=True)
    yield Case("refused: int32", call(classes.astype(np.int32), 5), raises=True)
    yield Case("refused: bool", call(classes > 2, 5), raises=True)
    yield Case("refused: floating", call(classes.astype(float), 5), raises=True)
    yield Case("refused: None", call(None, 5), raises=True)


def pixel_shuffle(draw: Draw) -> Iterator[Case]:
    image = draw.normal(2, 12, 5, 3)
    yield Case("plain", call(image, 2))
    yield Case("upscale_factor=1", call(image, 1))
    yield Case("upscale_factor=3, by keyword", call(draw.normal(2, 18, 4, 5), upscale_factor=3))
    yield Case("unbatched", call(image[0], 2))
    yield Case("several axes before", call(draw.normal(2, 3, 8, 1, 5), 2))
    yield Case("one channel left", call(draw.normal(2, 9, 2, 4), 3))
    yield Case("special values", call(draw.special().reshape(4, 4, 1), 2), exact=True)
    for name, shape in (("batch", (0, 4, 5, 3)), ("channels", (2, 0, 5, 3)), ("height", (2, 4, 0, 3))):
        yield Case(f"empty {name}", call(np.zeros(shape), 1))
    yield from _refused(image, draw.normal(4, 6))
    yield Case("refused: channels that do not fit", call(draw.normal(2, 6, 5, 3), 2), raises=True)
    yield Case("refused: upscale_factor=2³²", call(image, 2**32), raises=True)


def pixel_unshuffle(draw: Draw) -> Iterator[Case]:
    image = draw.normal(2, 3, 10, 6)
    yield Case("plain", call(image, 2))
    yield Case("downscale_factor=1", call(image, 1))
    yield Case("downscale_factor=3, by keyword", call(draw.normal(2, 2, 6, 15), downscale_factor=3))
    yield Case("unbatched", call(image[0], 2))
    yield Case("several axes before", call(draw.normal(2, 3, 1, 4, 10), 2))
    yield Case("one pixel left", call(draw.normal(2, 4, 3, 3), 3))
    yield Case("special values", call(draw.special().reshape(1, 4, 4), 2), exact=True)
    for name, shape in (("batch", (0, 4, 5, 3)), ("channels", (2, 0, 5, 3)), ("height", (2, 4, 0, 3))):
        yield Case(f"empty {name}", call(np.zeros(shape), 1))
    yield from _refused(image, draw.normal(4, 6))
    yield Case("refused: a height that does not fit", call(draw.normal(2, 3, 5, 6), 2), raises=True)
    yield Case("refused: a width that does not fit", call(draw.normal(2, 3, 4, 5), 2), raises=True)


def _refused(image: np.ndarray, matrix: np.ndarray) -> Iterator[Case]:
    """What pixel_shuffle and pixel_unshuffle both refuse."""
    for factor in (0, -2, 2.0, True, None, "2", (2, 2)):
        yield Case(f"refused: a factor of {factor!r}", call(image, factor), raises=True)
    yield Case("refused: 2-d", call(matrix, 2), raises=True)
    yield Case("refused: a list", call([[[1.0]]], 1), raises=True)


def _spiked(x: np.ndarray) -> np.ndarray:
    """`x` with inf at its beginning and nan at its end."""
    spiked = x.copy()
    spiked[..., 0, 0], spiked[..., 1, -1] = np.inf, np.nan
    return spiked
