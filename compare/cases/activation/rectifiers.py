"""Questions about rectifiers: what passes, what a share of it, and what is drawn."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, Seed, call
from .._draw import Draw
from ._shared import GRADIENT, filling, usual


def identity(draw: Draw) -> Iterator[Case]:
    yield Case("plain", call(draw.normal(5, 3, 7)))
    yield Case("0-d", call(np.array(0.7)))
    yield Case("empty batch", call(np.zeros((0, 3))))
    yield Case("special values", call(draw.special()), exact=True)


def step(draw: Draw) -> Iterator[Case]:
    yield Case("plain", call(draw.normal(5, 3, 7)), zeros=GRADIENT)
    yield Case("0-d", call(np.array(0.7)), zeros=GRADIENT)
    yield Case("empty batch", call(np.zeros((0, 3))))
    yield Case("special values", call(draw.special()), exact=True, zeros=GRADIENT)
    yield Case("threshold", call(draw.ties(5, 7)), exact=True, zeros=GRADIENT)


def relu(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    yield Case("kink", call(draw.ties(5, 7)), exact=True)


def threshold(draw: Draw) -> Iterator[Case]:
    yield from usual(draw, threshold=-0.4, value=3.0)
    x = draw.normal(5, 7, scale=2.0)
    yield Case("threshold=0.5 value=-7, positional", call(x, 0.5, -7))
    yield Case("threshold=-1 value=0", call(x, -1, 0.0))
    yield Case("value above the threshold", call(x, 0.3, 20.0))
    yield Case("nothing passes", call(x, 1e3, 0.7), zeros=GRADIENT)
    yield Case("threshold=inf", call(x, np.inf, 0.7), zeros=GRADIENT)
    yield Case("threshold=-inf", call(x, -np.inf, 0.7))
    yield Case("at the threshold", call(draw.ties(5, 7), 1.0, 0.3), exact=True)
    yield Case("threshold and value of -0", call(filling([0.0, -0.0, 2.0, -2.0]), -0.0, -0.0), exact=True)
    yield Case("value=nan", call(x, 0.5, np.nan), exact=True)
    yield Case("value=inf", call(x, 0.5, np.inf), exact=True)
    yield Case("threshold=nan, special values", call(filling(draw.special()), np.nan, 0.7), exact=True)
    yield Case("refused: no value", call(x, 0.5), raises=True)
    yield Case("refused: threshold=None", call(x, None, 1.0), raises=True)
    yield Case("refused: value as text", call(x, 0.5, "1"), raises=True)
    yield Case("refused: threshold too large", call(x, 1e300, 1.0), raises=True, dtypes=("float32",))
    yield Case("refused: value too large", call(x, 0.5, 1e300), raises=True, dtypes=("float32",))


def leaky_relu(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    x = draw.normal(5, 7)
    yield Case("negative_slope=0.3", call(x, negative_slope=0.3))
    yield Case("negative_slope=-0.5, positional", call(x, -0.5))
    yield Case("negative_slope=0", call(x, 0))
    yield Case("negative_slope=2.5", call(x, 2.5))
    yield Case("kink", call(draw.ties(5, 7), 0.3), exact=True)
    yield Case("negative_slope=0, special values", call(filling(draw.special()), 0.0), exact=True)
    yield Case("negative_slope=-0.5, special values", call(draw.special(), -0.5), exact=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)
    yield Case("refused: negative_slope=None", call(x, None), raises=True)
    yield Case("refused: negative_slope as text", call(x, "0.3"), raises=True)
    yield Case("refused: negative_slope too large", call(x, 1e300), raises=True, dtypes=("float32",))


def prelu(draw: Draw) -> Iterator[Case]:
    x, w, special = draw.normal(5, 3, 7), draw.normal(3), filling(draw.special())
    yield Case("plain", call(x, w))
    yield Case("one weight", call(x, np.array([0.3])))
    yield Case("weight of 0-d", call(x, np.array(-0.7)))
    yield Case("two axes", call(draw.normal(5, 3), w))
    yield Case("image", call(draw.normal(2, 3, 5, 7), w))
    yield Case("five axes", call(draw.normal(2, 3, 5, 1, 7), w))
    yield Case("one axis", call(draw.normal(13), np.array([0.3])))
    yield Case("one axis, weight of 0-d", call(draw.normal(13), np.array(0.3)))
    yield Case("0-d", call(np.array(-0.7), np.array([0.3])))
    yield Case("0-d, weight of 0-d", call(np.array(-0.7), np.array(0.3)))
    yield Case("one channel", call(draw.normal(5, 1, 7), np.array([0.3])))
    yield Case("weight above 1", call(x, np.array([2.5])))
    yield Case("weight of zeros", call(x, np.zeros(3)))
    yield Case("all positive", call(np.abs(x), w), zeros={"grad weight"})
    yield Case("empty batch", call(np.zeros((0, 3)), w))
    yield Case("empty batch, one weight", call(np.zeros((0, 3)), np.array(0.3)))
    yield Case("no channels", call(np.zeros((3, 0)), np.zeros(0)))
    yield Case("a sum over many", call(draw.normal(61, 3, 67, mean=-1.0), w))
    yield Case("sizes far apart", call(draw.normal(5, 3, 7) * np.array([1e-4, 1.0, 1e4])[:, None], w))
    yield Case("kink", call(draw.ties(5, 3), w), exact=True)
    yield Case("special values", call(special.reshape(-1, 1), np.array([0.3])), exact=True)
    bounded = np.where(np.abs(draw.special()) == 3e38, 1e36, draw.special())  # sums of 3e38 would overflow
    yield Case("special values, weight=0", call(special, np.array(0.0)), exact=True)
    yield Case("special values, each a channel", call(np.stack([bounded] * 4), draw.normal(16)), exact=True)
    yield Case("nan", call(np.tile([[np.nan, -0.7, 0.7]], (32, 1)), w), exact=True)
    yield Case("special weights", call(x, np.array([np.nan, np.inf, -0.0])), exact=True)
    yield Case("refused: weight of another size", call(x, draw.normal(7)), raises=True)
    yield Case("refused: weight for each element", call(draw.normal(4), draw.normal(4)), raises=True)
    yield Case("refused: 0-d, weight of three", call(np.array(-0.7), w), raises=True)
    yield Case("refused: 0-d, no weight", call(np.array(-0.7), np.zeros(0)), raises=True)
    yield Case("refused: weight of two axes", call(x, w[None]), raises=True)
    yield Case("refused: weight (1, 1)", call(x, np.full((1, 1), 0.3)), raises=True)
    yield Case("refused: weight as a number", call(x, 0.3), raises=True)
    yield Case("refused: weight=None", call(x, None), raises=True)
    yield Case("refused: no weight", call(x), raises=True)
    yield Case("refused: weight of float32", call(x, w.astype(np.float32)), raises=True, dtypes=("float64",))
    yield Case("refused: None", call(None, w), raises=True)


def rrelu(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    x, special = draw.normal(5, 3, 7), filling(draw.special())
    yield Case("lower=-0.3 upper=0.9", call(x, lower=-0.3, upper=0.9))
    yield Case("upper=0.2, default lower", call(x, upper=0.2))
    yield Case("lower=-2 upper=-1, positional", call(x, -2, -1))
    yield Case("lower=upper", call(x, 0.3, 0.3))
    yield Case("kink", call(draw.ties(5, 7), 0.1, 0.5), exact=True)
    yield Case("evaluation draws nothing", call(x, 0.1, 0.5, False, rng=Seed(3)))
    yield Case("training", call(x, training=True, rng=Seed(1)))
    yield Case("training, lower=-0.3 upper=0.9", call(x, -0.3, 0.9, True, rng=Seed(2)))
    yield Case("training, lower=-2 upper=-1", call(x, -2.0, -1.0, True, rng=Seed(2)))
    yield Case("training, lower=upper", call(x, 0.3, 0.3, True, rng=Seed(2)))
    yield Case("training, transposed: drawn in order of indices", call(x.T, 0.1, 0.9, True, rng=Seed(3)), layout="F")
    yield Case("training, gaps in memory", call(x, 0.1, 0.9, True, rng=Seed(3)), layout="strided")
    yield Case("training, 0-d", call(np.array(-0.7), 0.1, 0.9, True, rng=Seed(4)))
    yield Case("training, empty batch", call(np.zeros((0, 3)), 0.1, 0.9, True, rng=Seed(4)))
    yield Case("training, all positive: nothing is drawn", call(np.abs(x), 0.1, 0.9, True, rng=Seed(5)))
    yield Case("training, zeros are drawn for", call(draw.ties(5, 7), 0.1, 0.9, True, rng=Seed(6)), exact=True)
    yield Case("training, special values", call(special, 0.1, 0.9, True, rng=Seed(7)), exact=True)
    yield Case(
        "training, more than one round of the generator",
        call(-np.abs(draw.normal(11, 59)), 0.1, 0.9, True, rng=Seed(8)),
    )
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)
    yield Case("refused: lower above upper", call(x, 0.5, 0.1), raises=True)
    yield Case("refused: lower above upper in training", call(x, 0.5, 0.1, True, rng=Seed(1)), raises=True)
    yield Case("refused: lower=nan", call(x, np.nan, 0.1), raises=True)
    yield Case("refused: upper=inf", call(x, 0.1, np.inf), raises=True)
    yield Case(
        "refused: ends too far apart to draw",
        call(x, -1.7e308, 1.7e308, True, rng=Seed(1)),
        raises=True,
        dtypes=("float64",),
    )
    yield Case("refused: lower=None", call(x, None, 0.5), raises=True)
    yield Case("refused: upper as text", call(x, 0.1, "0.5"), raises=True)
    yield Case("refused: upper too large", call(x, 0.1, 1e300), raises=True, dtypes=("float32",))
    yield Case("refused: training=1", call(x, 0.1, 0.5, 1), raises=True)
