"""Questions about interpolation: every mode in every dimension it is for, larger and smaller, by size and by factor."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..contract import Case, call
from ._draw import Draw

LINES = ("linear", "bilinear", "trilinear")
SMOOTH = ("linear", "bilinear", "bicubic", "trilinear")


def interpolate(draw: Draw) -> Iterator[Case]:
    sequence, image, volume = draw.normal(2, 3, 7), draw.normal(2, 3, 7, 5), draw.normal(2, 3, 3, 5, 4)
    inputs = {1: sequence, 2: image, 3: volume}
    modes = {d: ("nearest", "nearest-exact", "area", LINES[d - 1]) for d in inputs} | {
        2: ("nearest", "nearest-exact", "area", "bilinear", "bicubic")
    }
    yield Case("plain", call(image, (9, 3), mode="bilinear"))
    yield Case("nothing but a size", call(image, (9, 3)))
    yield Case("nothing but a factor", call(image, None, 2))
    for d, x in inputs.items():
        up, down, both = (17, 13, 11)[:d], (3, 2, 1)[:d], (4, 9, 3)[-d:]
        for mode in modes[d]:
            name = f"{mode}, {d}-d"
            yield Case(f"{name}, larger", call(x, up, mode=mode))
            yield Case(f"{name}, smaller", call(x, down, mode=mode))
            yield Case(f"{name}, one size for all", call(x, 4, mode=mode))
            yield Case(f"{name}, size kept", call(x, x.shape[2:], mode=mode))
            yield Case(f"{name}, one pixel", call(x, (1,) * d, mode=mode))
            yield Case(f"{name}, of one pixel", call(x[..., :1], (*up[:-1], 5), mode=mode))
            for factor in (1.7, 0.6, 2, (0.6, 1.7, 3.3)[:d]):
                yield Case(f"{name}, scale_factor={factor}", call(x, None, factor, mode))
                recompute = call(x, None, factor, mode, recompute_scale_factor=True)
                yield Case(f"{name}, scale_factor={factor}, recomputed", recompute)
            yield Case(f"{name}, empty batch", call(x[:0], both, mode=mode))
            for what, value in (("inf", np.inf), ("nan", np.nan)):
                yield Case(f"{name}, {what}", call(_with(x, value), both, mode=mode), exact=True)
            if mode in LINES:
                yield Case(f"{name}, inf, size kept", call(_with(x, np.inf), x.shape[2:], mode=mode), exact=True)
            if mode in SMOOTH:
                for corners in (True, False):
                    for size in (up, down, (1,) * d):
                        options = {"mode": mode, "align_corners": corners}
                        yield Case(f"{name}, align_corners={corners}, size={size}", call(x, size, **options))
                yield Case(f"{name}, align_corners, factor", call(x, None, 1.7, mode, True))
                factor = 1.1 if mode in LINES else (1.1, 1.7)  # PyTorch's gradient of (1.1, 1.1) is that of a copy
                yield Case(f"{name}, a factor that changes no size", call(x, None, factor, mode))

    for mode in ("bilinear", "bicubic", "lanczos"):
        name, options = f"antialias, {mode}", {"mode": mode, "antialias": True}
        for size in ((3, 2), (2, 4), (12, 3), (15, 11), (7, 3), (4, 5), (7, 5), (7, 1), (1, 2)):
            yield Case(f"{name}, size={size}", call(image, size, **options))
        large = draw.normal(1, 2, 61, 43)
        yield Case(f"{name}, much smaller", call(large, (7, 5), **options))
        yield Case(f"{name}, of one pixel", call(image[..., :1, :1], (4, 3), **options))
        for factor in (0.6, 1.7, (0.3, 0.9)):
            yield Case(f"{name}, scale_factor={factor}", call(image, None, factor, **options))
            recompute = call(image, None, factor, recompute_scale_factor=True, **options)
            yield Case(f"{name}, scale_factor={factor}, recomputed", recompute)
        if mode != "lanczos":
            for size in ((3, 2), (12, 3), (1, 2)):
                yield Case(f"{name}, align_corners, size={size}", call(image, size, align_corners=True, **options))
        yield Case(f"{name}, empty batch", call(image[:0], (3, 2), **options))
        yield Case(f"{name}, inf", call(_with(image, np.inf), (4, 8), **options), exact=True)
        yield Case(f"{name}, inf in a corner", call(_with(image, np.inf, 0), (4, 8), **options), exact=True)
        yield Case(f"{name}, inf, one size kept", call(_with(image, np.inf), (7, 4), **options), exact=True)
        yield Case(f"{name}, nan", call(_with(image, np.nan), (12, 2), **options), exact=True)

    # Small images have a nearest of their own.
    for factor in (1.1, 1.3, 2.3, 2.9):
        yield Case(f"nearest, small image, scale_factor={factor}", call(image[:, :, :3, :2], None, factor))
        yield Case(
            f"nearest-exact, small image, scale_factor={factor}",
            call(image[:, :, :3, :2], None, factor, "nearest-exact"),
        )
    two = draw.normal(1, 2, 2, 3)
    yield Case("nearest, a border that float32 misses", call(two, (82, 4)))
    yield Case("nearest-exact, a border that float32 misses", call(two, (41, 4), mode="nearest-exact"))
    yield Case("nearest, special values", call(draw.special()[None, None], 31), exact=True)
    yield Case("nearest, factors of a list", call(image, None, [1.5, 2]))
    yield Case("sizes of a list", call(image, [4, 9], mode="bicubic"))
    yield Case("scale_factor=True", call(image, None, True, "bilinear"))
    yield Case("recompute_scale_factor=False, size", call(image, 4, recompute_scale_factor=False))
    yield Case("one pixel spread over 997", call(draw.normal(2, 3, 1), 997, mode="linear"))
    yield Case("the mean of 997", call(draw.normal(2, 3, 997), 1, mode="area"))
    yield Case("large values", call(1e3 * draw.normal(2, 3, 7, 5) + 1e4, (9, 11), mode="bicubic"))
    yield Case("area, mean of no elements", call(np.zeros((2, 3, 0)), 1, mode="area"), exact=True)

    # Where PyTorch errs: `compare/known/table.py` says how, and the finite differences agree with scratch.
    pair, small = draw.normal(2, 3, 2), draw.normal(2, 3, 4, 5)
    yield Case("antialias to one column", call(small, (8, 1), None, "bilinear", antialias=True))
    yield Case("antialias, one size kept by 1.1", call(small, None, (1.1, 2.0), "bilinear", antialias=True))
    yield Case("nearest by 1.1, two elements", call(pair, None, 1.1))
    yield Case("nearest by 2.3, two elements", call(pair, None, 2.3))
    yield Case("nearest, 2 to 82", call(pair, 82), dtypes=("float64",))
    yield Case("bicubic, every size kept by 1.1", call(small, None, 1.1, "bicubic"))

    for name, x in (("1-d", sequence[0, 0]), ("2-d", sequence[0]), ("6-d", volume[None])):
        yield Case(f"refused: {name}", call(x, 4), raises=True)
    for mode, x in (("linear", image), ("bilinear", sequence), ("bicubic", volume), ("trilinear", image)):
        yield Case(f"refused: {mode} of {x.ndim}-d", call(x, 4, mode=mode), raises=True)
    for mode in ("nearest", "nearest-exact", "linear"):
        yield Case(f"refused: {mode}, no channels", call(sequence[:, :0], 4, mode=mode), raises=True)
        yield Case(f"refused: {mode}, no elements", call(sequence[..., :0], 4, mode=mode), raises=True)
        yield Case(f"refused: {mode}, size=0", call(sequence, 0, mode=mode), raises=True)
        yield Case(f"refused: {mode}, a factor too small", call(sequence, None, 0.1, mode), raises=True)
    yield Case("refused: area, no elements", call(sequence[..., :0], 4, mode="area"), raises=True)
    yield Case("refused: area, size=-1", call(sequence, -1, mode="area"), raises=True)
    for mode in ("nearest", "nearest-exact", "area"):
        yield Case(f"refused: {mode}, align_corners=False", call(image, 4, None, mode, False), raises=True)
        yield Case(f"refused: {mode}, antialias", call(image, 4, mode=mode, antialias=True), raises=True)
    yield Case("refused: linear, antialias", call(sequence, 4, mode="linear", antialias=True), raises=True)
    yield Case("refused: lanczos without antialias", call(image, 4, mode="lanczos"), raises=True)
    yield Case("refused: lanczos, align_corners", call(image, 4, None, "lanczos", True, None, True), raises=True)
    yield Case("refused: mode=cubic", call(image, 4, mode="cubic"), raises=True)
    yield Case("refused: mode=None", call(image, 4, mode=None), raises=True)
    yield Case("refused: no size", call(image), raises=True)
    yield Case("refused: size and factor", call(image, 4, 2.0), raises=True)
    yield Case("refused: size recomputed", call(image, 4, recompute_scale_factor=True), raises=True)
    for no_size in ((4,), (4, 5, 6), (), 4.0, (4.0, 5), "4", True, (4, 0), -4, 2**62):
        yield Case(f"refused: size={no_size!r}", call(image, no_size), raises=True)
    for no_factor in ((2.0,), (2.0, 2.0, 2.0), "2", -2.0, 0.0, np.nan, np.inf, 1e17, 1e300, (2.0, None)):
        yield Case(f"refused: scale_factor={no_factor!r}", call(image, None, no_factor), raises=True)
    yield Case("refused: scale_factor=nan, recomputed", call(image, None, np.nan, "area"), raises=True)
    for no_flag in (1, "yes"):
        yield Case(f"refused: align_corners={no_flag!r}", call(image, 4, None, "bilinear", no_flag), raises=True)
    yield Case("refused: a list", call([[[1.0, 2.0]]], 4), raises=True)
    yield Case("refused: integers", call(draw.integers(0, 9, 2, 3, 7), 4, mode="linear"), raises=True)


def _with(x: np.ndarray, value: float, at: float = 0.5) -> np.ndarray:
    """A copy of x with `value` in one place, along each axis `at` that share of its length."""
    copy = x.copy()
    copy[(0, 1, *(int(n * at) for n in x.shape[2:]))] = value
    return copy
