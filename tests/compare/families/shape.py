"""Any valid change of shape."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from compare.contract import Case, call


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts."""
    draws = {
        "flatten": _flatten,
        "pad": _pad,
        "one_hot": _one_hot,
        "pixel_shuffle": _shuffle,
        "pixel_unshuffle": _unshuffle,
    }
    name = draw(st.sampled_from([*draws, "pad", "pad"]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scale = 10.0 ** draw(st.integers(-3, 3))
    return name, draws[name](draw, rng, scale)


def _flatten(draw: st.DrawFn, rng: np.random.Generator, scale: float) -> Case:
    shape = tuple(draw(st.lists(st.integers(0, 5), max_size=5)))
    last = max(len(shape), 1) - 1
    start = draw(st.integers(0, last))
    end = draw(st.integers(start, last))
    back = draw(st.booleans())
    x = np.asarray(scale * rng.standard_normal(shape))
    return Case(f"{shape}, {start} to {end}", call(x, start - last - 1 if back else start, end_dim=end))


def _pad(draw: st.DrawFn, rng: np.random.Generator, scale: float) -> Case:
    mode = draw(st.sampled_from(["constant", "reflect", "replicate", "circular"]))
    d = draw(st.integers(1, 3))
    lead = draw(st.lists(st.integers(1, 3), min_size=1, max_size=2))
    size = [draw(st.integers(3, 6)) for _ in range(d)]
    pads: list[int] = []
    for n in reversed(size):
        cut = draw(st.sampled_from([(0, 0), (0, 0), (1, 0), (0, 1), (1, 1)]))
        left = n - sum(cut)  # at least one; a border is no wider than this, and under "reflect" narrower
        most = left - 1 if mode == "reflect" else left
        pads += [-c if c else draw(st.integers(0, most)) for c in cut]
    x = scale * rng.standard_normal((*lead, *size))
    value = draw(st.sampled_from([None, 0.0, scale, -2])) if mode == "constant" else None
    return Case(f"{x.shape}, {pads}, {mode}, value={value}", call(x, pads, mode, value))


def _one_hot(draw: st.DrawFn, rng: np.random.Generator, scale: float) -> Case:
    shape = tuple(draw(st.lists(st.integers(1, 5), max_size=3)))
    classes = draw(st.integers(1, 9))
    x = np.asarray(rng.integers(0, classes, shape))
    given = draw(st.booleans())
    return Case(f"{shape}, {classes} classes", call(x, classes) if given else call(x))


def _shuffle(draw: st.DrawFn, rng: np.random.Generator, scale: float) -> Case:
    (*lead, channels, height, width), r = _image(draw)
    x = scale * rng.standard_normal((*lead, channels * r**2, height, width))
    return Case(f"{x.shape}, {r}", call(x, r))


def _unshuffle(draw: st.DrawFn, rng: np.random.Generator, scale: float) -> Case:
    (*lead, channels, height, width), r = _image(draw)
    x = scale * rng.standard_normal((*lead, channels, height * r, width * r))
    return Case(f"{x.shape}, {r}", call(x, downscale_factor=r))


def _image(draw: st.DrawFn) -> tuple[list[int], int]:
    """The shape of an image, with axes before, and a factor."""
    lead = draw(st.lists(st.integers(1, 3), max_size=3))
    return [*lead, *(draw(st.integers(1, 4)) for _ in range(3))], draw(st.integers(1, 3))
