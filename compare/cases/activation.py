"""Questions about activations: both signs, every kink, both tails, and what is not a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..contract import Case, call
from ._draw import Draw

GRADIENT = {"grad input"}
SPIKES = (np.inf, -np.inf, np.nan)
FAR = (-1000.0, -100.0, -50.0, -20.0, -12.0, -6.0, -3.0, -0.5, 0.25, 2.0, 5.0, 11.0, 30.0, 60.0, 200.0, 3000.0)


def _usual(draw: Draw, special: bool = True, **options: Any) -> Iterator[Case]:
    """What every function of single numbers is asked, with `options` throughout."""
    yield Case("plain", call(draw.normal(5, 3, 7, scale=2.0), **options))
    yield Case("one axis", call(draw.normal(13), **options))
    yield Case("0-d", call(np.array(0.7), **options))
    yield Case("one element", call(np.full((1, 1), 0.3), **options))
    yield Case("empty batch", call(np.zeros((0, 3)), **options))
    yield Case("near zero", call(draw.normal(3, 11, scale=1e-4), **options))
    yield Case("far from zero", call(np.array(FAR), **options))
    if special:
        # Four times, to fill the widest registers: at nan, PyTorch's elu and hardtanh give the rest another gradient.
        yield Case("special values", call(np.tile(draw.special(), 4), **options), exact=True)
    yield Case("refused: a list", call([0.5, -1.0], **options), raises=True)
    yield Case("refused: None", call(None, **options), raises=True)


def _vanishing(draw: Draw, sign: int) -> Iterator[Case]:
    """So far out that all there is is tiny: what is cut off there does not show beside larger values."""
    yield Case("vanishing", call(sign * draw.uniform(84.0, 86.0, 5)))
    yield Case("vanishing beyond float32", call(sign * draw.uniform(599.0, 601.0, 5)), dtypes=("float64",))


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
    yield from _usual(draw)
    yield Case("kink", call(draw.ties(5, 7)), exact=True)


def leaky_relu(draw: Draw) -> Iterator[Case]:
    yield from _usual(draw)
    x = draw.normal(5, 7)
    yield Case("negative_slope=0.3", call(x, negative_slope=0.3))
    yield Case("negative_slope=-0.5, positional", call(x, -0.5))
    yield Case("negative_slope=0", call(x, 0))
    yield Case("negative_slope=2.5", call(x, 2.5))
    yield Case("kink", call(draw.ties(5, 7), 0.3), exact=True)
    yield Case("negative_slope=0, special values", call(np.tile(draw.special(), 4), 0.0), exact=True)
    yield Case("negative_slope=-0.5, special values", call(draw.special(), -0.5), exact=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)
    yield Case("refused: negative_slope=None", call(x, None), raises=True)
    yield Case("refused: negative_slope as text", call(x, "0.3"), raises=True)
    yield Case("refused: negative_slope too large", call(x, 1e300), raises=True, dtypes=("float32",))


def elu(draw: Draw) -> Iterator[Case]:
    yield from _usual(draw)
    x = draw.normal(5, 7, scale=2.0)
    yield Case("alpha=0.3", call(x, alpha=0.3))
    yield Case("alpha=-2, positional", call(x, -2))
    yield Case("alpha=0", call(x, 0.0))
    yield from _vanishing(draw, -1)
    yield Case("kink", call(draw.ties(5, 7), 0.3), exact=True)
    yield Case("alpha=-2, special values", call(np.tile(draw.special(), 4), -2.0), exact=True)
    yield Case("alpha=0, special values", call(np.tile(draw.special(), 4), 0.0), exact=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)
    yield Case("refused: alpha=None", call(x, None), raises=True)
    yield Case("refused: alpha as text", call(x, "1"), raises=True)


def gelu(draw: Draw) -> Iterator[Case]:
    yield from _usual(draw, special=False)
    x, special = draw.normal(5, 7, scale=2.0), draw.special()
    yield Case("approximate=tanh", call(x, approximate="tanh"))
    yield Case("approximate=tanh, far from zero", call(np.array(FAR), approximate="tanh"))
    yield Case("approximate=tanh, 0-d", call(np.array(-0.7), approximate="tanh"))
    yield Case("approximate=tanh, empty batch", call(np.zeros((0, 3)), approximate="tanh"))
    yield Case("approximate=tanh, special values", call(special, approximate="tanh"), exact=True)
    yield Case("approximate=none", call(x, approximate="none"))
    yield Case("every piece of erf", call(draw.uniform(-6.5, 6.5, 97)))
    # PyTorch's float32 kernel gives nan at +inf and overflows from 1.7e38 on; its float64 kernel does not.
    yield Case("special values", call(special), exact=True, dtypes=("float64",))
    yield Case("special values short of overflow", call(special[~(special > 1e38)]), exact=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)
    yield Case("refused: approximate=erf", call(x, approximate="erf"), raises=True)
    yield Case("refused: approximate=True", call(x, approximate=True), raises=True)
    yield Case("refused: approximate, positional", call(x, "tanh"), raises=True)


def silu(draw: Draw) -> Iterator[Case]:
    yield from _usual(draw)
    yield from _vanishing(draw, -1)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)


def softplus(draw: Draw) -> Iterator[Case]:
    yield from _usual(draw)
    x, ties = draw.normal(5, 7, scale=2.0), draw.ties(5, 7)
    yield Case("around the threshold of 20", call(draw.uniform(19.0, 21.0, 17)), exact=True)
    yield Case("beta=2.5", call(x, beta=2.5))
    yield Case("threshold=1", call(x, threshold=1))
    yield Case("beta=0.5 threshold=2, positional", call(x, 0.5, 2))
    yield Case("beta=-2", call(x, -2.0))
    yield Case("threshold=-1", call(x, 1.0, -1.0))
    yield Case("left tail", call(draw.uniform(-35.0, -5.0, 17)))
    yield from _vanishing(draw, -1)
    yield Case("at the threshold", call(ties, 2.0, 2.0), exact=True)
    yield Case("beta=0", call(x, 0.0))
    yield Case("threshold out of reach", call(np.array(FAR), 1.0, 1e4), exact=True)
    yield Case("beta=2 threshold=3, special values", call(draw.special(), 2, 3), exact=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)
    yield Case("refused: beta=None", call(x, None), raises=True)
    yield Case("refused: threshold as text", call(x, 1, "20"), raises=True)


def sigmoid(draw: Draw) -> Iterator[Case]:
    yield from _usual(draw)
    yield Case("left tail", call(draw.uniform(-80.0, -5.0, 17)))
    yield Case("right tail", call(np.append(5.0, draw.uniform(5.0, 80.0, 17))))  # 1 - y has digits at 5
    yield from _vanishing(draw, -1)


def logsigmoid(draw: Draw) -> Iterator[Case]:
    yield from _usual(draw)
    yield Case("left tail", call(draw.uniform(-80.0, -5.0, 17)))
    yield Case("right tail", call(draw.uniform(5.0, 80.0, 17)))
    yield from _vanishing(draw, 1)
    yield Case("both signs of zero", call(np.array([0.0, -0.0, 0.0, -0.0])), exact=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)


def tanh(draw: Draw) -> Iterator[Case]:
    yield from _usual(draw)
    yield Case("right tail", call(draw.uniform(1.0, 7.0, 17)))


def hardtanh(draw: Draw) -> Iterator[Case]:
    yield from _usual(draw)
    x = draw.normal(5, 7, scale=2.0)
    yield Case("min_val=-0.3 max_val=2", call(x, min_val=-0.3, max_val=2))
    yield Case("min_val=-2", call(x, -2.0))
    yield Case("max_val=0.2", call(x, max_val=0.2))
    yield Case("both above zero", call(x, 0.5, 1.5))
    yield Case("no bounds", call(x, -np.inf, np.inf))
    yield Case("one value left", call(x, 0.5, 0.5), zeros=GRADIENT)
    yield Case("on the bounds", call(draw.ties(5, 7), -1.0, 2.0), exact=True)
    yield Case("min_val=0, special values", call(np.tile(draw.special(), 4), 0.0, 100.0), exact=True)
    yield Case("no bounds, special values", call(np.tile(draw.special(), 4), -np.inf, np.inf), exact=True)
    yield Case("refused: min_val above max_val", call(x, 2.0, 1.0), raises=True)
    yield Case("refused: min_val=None", call(x, None, 1.0), raises=True)
    yield Case("refused: max_val as text", call(x, -1.0, "1"), raises=True)


def relu6(draw: Draw) -> Iterator[Case]:
    yield from _usual(draw)
    yield Case("beyond both ends", call(draw.normal(5, 7, mean=3.0, scale=4.0)))
    yield Case("on the ends", call(draw.ties(5, 7, low=-1, high=8)), exact=True)


def softmax(draw: Draw) -> Iterator[Case]:
    yield from _scores(draw, alone=GRADIENT)
    yield Case("one wins", call(np.where(np.eye(5, 3) > 0, 40.0, draw.normal(5, 3)), 1))


def log_softmax(draw: Draw) -> Iterator[Case]:
    yield from _scores(draw, alone=GRADIENT | {"y"})
    yield Case("one loses", call(np.where(np.eye(5, 3) > 0, -200.0, draw.normal(5, 3)), 1))


def _scores(draw: Draw, alone: set[str]) -> Iterator[Case]:
    """What both softmaxes are asked; `alone` is what is zero where a score has no rival."""
    x, image = draw.normal(5, 7, scale=0.5), draw.normal(2, 3, 5, 7, scale=0.5)
    yield Case("plain", call(x, 1))
    yield Case("dim=0", call(x, 0))
    yield Case("dim=-1", call(image, dim=-1))
    yield Case("dim=-3", call(image, dim=-3))
    yield Case("dim=2", call(image, 2))
    yield Case("dim=-2", call(image, -2))
    yield Case("dim=3 of 5", call(draw.normal(2, 3, 1, 5, 2, scale=0.5), 3))
    yield Case("dim=-2 of 5", call(draw.normal(2, 3, 1, 5, 2, scale=0.5), -2))
    yield Case("dim=1, rows far apart", call(draw.normal(3, 5, 2) + 2000.0 * np.arange(6.0).reshape(3, 1, 2), 1))
    yield Case("no dim, 0-d", call(np.array(0.7)), zeros=alone)
    for shape in ((7,), (3, 5), (2, 3, 5), (2, 3, 5, 7), (2, 3, 1, 2, 5)):
        yield Case(f"no dim, {len(shape)}-d", call(draw.normal(*shape, scale=0.5)))
    yield Case("dim=-1, 0-d", call(np.array(0.7), -1), zeros=alone)
    yield Case("one class", call(draw.normal(5, 1), 1), zeros=alone)
    yield Case("empty batch", call(np.zeros((0, 3)), 1))
    yield Case("no classes", call(np.zeros((3, 0)), 1))
    yield Case("dtype=float64", call(x, 1, dtype=np.float64))
    yield Case("dtype=float32", call(x, 1, dtype=np.float32), dtypes=("float32",))
    yield Case("dtype=float32 of float64", call(np.zeros((5, 2)), 1, dtype=np.float32), dtypes=("float64",), exact=True)
    yield Case("large scores", call(draw.normal(3, 7, mean=1000.0), 1))
    yield Case("scores beyond exp", call(draw.normal(3, 7) + np.where(np.arange(7) < 3, 1500.0, -1500.0), 1))
    yield Case("ties", call(draw.ties(5, 7), 1), exact=True)
    yield Case(
        "rows with inf and nan", call(np.stack([x[:, 0], *(_spiked(x[:, 0], v) for v in SPIKES)]), 1), exact=True
    )
    yield Case("a row of -inf", call(np.where(np.arange(5)[:, None] == 2, -np.inf, x), 1), exact=True)
    yield Case("refused: dim=2", call(x, 2), raises=True)
    yield Case("refused: dim=-3", call(x, -3), raises=True)
    yield Case("refused: dim=1, 0-d", call(np.array(0.7), 1), raises=True)
    yield Case("refused: dim=1.0", call(x, 1.0), raises=True)
    yield Case("refused: dim=True", call(x, True), raises=True)
    yield Case("refused: dtype=int64", call(x, 1, dtype=np.int64), raises=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5, 7), 1), raises=True)
    yield Case("refused: a list", call([[0.5, -1.0]], 1), raises=True)


def _spiked(x: np.ndarray, value: float) -> np.ndarray:
    """`x` with one element replaced."""
    return np.where(np.arange(x.size) == 1, value, x)
