"""Questions about log-likelihoods of numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import FULL, REDUCTIONS, WIDE, bad_reductions, broadcasts, mixed


def gaussian_nll_loss(draw: Draw) -> Iterator[Case]:
    x, t, var = draw.normal(5, 3), draw.normal(5, 3), draw.uniform(0.2, 3.0, 5, 3)
    yield Case("plain", call(x, t, var))
    for reduction in REDUCTIONS:
        yield Case(f"by position, {reduction}", call(x, t, var, True, 0.7, reduction))
        yield Case(f"full reduction={reduction}", call(x, t, var, full=True, reduction=reduction))
        yield Case(f"a variance for each row, {reduction}", call(x, t, var[:, 0], reduction=reduction))
        for name, (a, b) in broadcasts(x, t).items():
            if name != "0-d":
                fit = var[0] if a.ndim == 1 else var[:, :1] if a.shape[-1] == 1 else var[None] if a.ndim == 3 else var
                yield Case(f"target broadcast {name}, {reduction}", call(a, b, fit, reduction=reduction))
        yield Case(f"0-d target, {reduction}", call(x, np.array(0.3), var, reduction=reduction))
        yield Case(f"0-d, {reduction}", call(np.array(0.3), np.array(-1.9), np.array(0.6), reduction=reduction))
        yield Case(f"empty batch, {reduction}", call(x[:0], t[:0], var[:0], reduction=reduction))
        yield Case(f"one variance, {reduction}", call(x, t, 0.4, reduction=reduction))
    fits = {"(5, 1)": var[:, :1], "(1, 3)": var[:1], "(5,)": var[:, 0]}
    for name, fit in fits.items():
        yield Case(f"var of shape {name}", call(x, t, fit))
        yield Case(f"var of shape {name}, target larger", call(x, draw.normal(2, 5, 3), fit, full=True))
    yield Case("0-d var of a row", call(x[0], t[0], np.array(0.6)))
    four = draw.normal(2, 3, 5, 4), draw.normal(2, 3, 5, 4)
    yield Case("var without the last of four axes", call(*four, draw.uniform(0.2, 3.0, 2, 3, 5)))
    yield Case("var with one channel of four axes", call(*four, draw.uniform(0.2, 3.0, 2, 1, 5, 4)))
    square = draw.normal(3, 3), draw.normal(3, 3)
    yield Case("square, a variance for each row", call(*square, draw.uniform(0.2, 3.0, 3)))
    yield Case("empty batch, a variance for each row", call(x[:0], t[:0], var[:0, 0]))
    yield Case("one variance as a NumPy number", call(x, t, np.float64(0.4)))
    yield Case("one variance of nan", call(x, t, float("nan")), exact=True)
    yield Case("one variance below eps", call(x, t, 0.0, eps=0.01))
    for eps in (0.5, 1, 0, True, -1.0, 1e-3, float("inf")):
        zeros = {"grad input", "grad target", "grad var"} if eps == float("inf") else set()
        yield Case(f"eps={eps!r}", call(x, t, var, eps=eps), zeros=zeros)
    yield Case("eps=nan", call(x, t, var, eps=float("nan")), exact=True)
    yield Case("variances below eps", call(x, t, var * 1e-8, reduction="none"), dtypes=FULL)
    yield Case("variances at eps", call(x, t, np.where(t > 0, 0.25, var), eps=0.25, reduction="none"), exact=True)
    ends = np.array([0.0, -0.0, np.inf, 1e-38, 1e-7, np.nan, 1.0, 0.5])
    asked = call(np.full(8, 0.5), np.full(8, 0.25), ends, reduction="none")
    yield Case("special variances", asked, exact=True, dtypes=FULL)
    ends = np.array([0.0, 0.5, 1.0])
    yield Case("a variance of 0, eps=0", call(x[0], t[0], ends, eps=0, reduction="none"), exact=True)
    special = draw.special()
    here = np.full_like(special, 0.25)
    yield Case("special inputs", call(special, here, 2 * here, reduction="none"), exact=True, dtypes=WIDE)
    yield Case("special targets", call(here, special, 2 * here, reduction="none"), exact=True, dtypes=WIDE)
    special = np.array([np.inf, -np.inf, np.nan, 0.0, -0.0, 3.0])
    yield Case("inf, nan and 0", call(special, np.full(6, 0.25), np.full(6, 2.0), reduction="none"), exact=True)
    yield Case("inf and nan, mean", call(special, np.full(6, 0.25), np.full(6, 2.0)), exact=True)
    yield Case("far from zero", call(1000 + x, 1000 + t, var))
    yield Case("errors of zero", call(t, t, var), exact=True, zeros={"grad input", "grad target"})
    yield Case("small errors, small variances", call(1e-3 * x, 1e-3 * t, 1e-5 * var), dtypes=FULL)
    yield Case("large errors, large variances", call(1e4 * x, 1e4 * t, 1e8 * var, reduction="none"), dtypes=FULL)
    yield Case("many elements", call(draw.normal(70, 90), draw.normal(70, 90), draw.uniform(0.2, 3.0, 70, 90)))
    yield Case("gaps in memory", call(x, t, var[:, 0], full=True), layout="strided")
    yield Case("target of integers", call(x, draw.integers(-2, 3, 5, 3), var))
    narrow = {"input": x, "target": t, "var": var}
    for name in narrow:
        yield Case(f"{name} of float32", call(**narrow | {name: narrow[name].astype(np.float32)}), dtypes=WIDE)
    yield Case("0-d target of float64", call(x.astype(np.float32), np.array(0.3), var.astype(np.float32)), dtypes=WIDE)

    yield Case("refused: a negative variance", call(x, t, np.where(t == t[1, 2], -0.1, var)), raises=True)
    yield Case("refused: one negative variance", call(x, t, -0.4), raises=True)
    for name, shape in {"(5, 2)": (5, 2), "(1, 1)": (1, 1), "(3,)": (3,), "0-d": (), "(1, 5, 3)": (1, 5, 3)}.items():
        yield Case(f"refused: var of shape {name}", call(x, t, np.asarray(draw.uniform(0.2, 3.0, *shape))), raises=True)
    yield Case("refused: var of a 0-d input", call(np.array(0.3), np.array(0.1), np.array([0.6])), raises=True)
    yield Case("refused: target that does not broadcast", call(x, t[:4], var), raises=True)
    yield Case("refused: target of bools", call(x, t > 0, var), raises=True)
    yield Case("refused: var of integers", call(x, t, np.ones((5, 3), np.int64)), raises=True)
    for bad in (1, True, None, "1", np.float32(1)):
        yield Case(f"refused: var={bad!r}", call(x, t, bad), raises=True)
    for bad in (None, "1", 10**30):
        yield Case(f"refused: eps={bad!r}", call(x, t, var, eps=bad), raises=True)
    yield Case("refused: eps too large for float32", call(x, t, var, eps=1e300), raises=True, dtypes=("float32",))
    yield Case("refused: target is None", call(x, None, var), raises=True)
    yield from bad_reductions(x, t, var)


def poisson_nll_loss(draw: Draw) -> Iterator[Case]:
    x, rate = draw.normal(5, 3), draw.uniform(0.1, 4.0, 5, 3)
    t = draw.uniform(0.1, 5.0, 5, 3)
    t[0] = 0.4, 1.7, 3.2  # on both sides of 1
    counts = draw.integers(0, 6, 5, 3)
    yield Case("plain", call(x, t))
    for reduction in REDUCTIONS:
        for full in (False, True):
            options = {"full": full, "reduction": reduction}
            yield Case(f"full={full} reduction={reduction}", call(x, t, **options))
            yield Case(f"log_input=False full={full} reduction={reduction}", call(rate, t, log_input=False, **options))
            yield Case(f"by position, {full}, {reduction}", call(rate, t, False, full, reduction=reduction, eps=0.3))
            yield Case(f"0-d full={full} reduction={reduction}", call(np.array(0.3), np.array(2.6), **options))
        for name, (a, b) in broadcasts(rate, t).items():
            yield Case(f"broadcast {name}, {reduction}", call(a, b, full=True, reduction=reduction))
            linear = call(a, b, log_input=False, reduction=reduction)
            yield Case(f"log_input=False, broadcast {name}, {reduction}", linear)
        yield Case(f"empty batch, {reduction}", call(x[:0], t[:0], full=True, reduction=reduction))
    for eps in (0.5, 1, True, -0.05, 0.0, float("inf")):
        yield Case(f"eps={eps!r}", call(rate, t, log_input=False, eps=eps))
    yield Case("eps of no use", call(x, t, eps=0.5))
    zero, few = np.array([0.0, -0.0, 1e-9, 1e-7]), np.array([0.0, 1.0, 2.0, 0.5])
    yield Case("rates of zero", call(zero, few, False, reduction="none"), exact=True, dtypes=FULL)
    yield Case("rates of zero, eps=0", call(zero, few, False, eps=0.0), exact=True)
    edge = np.array([0.0, -0.0, 0.5, 1.0, 1.5, 2.0, -1.0, np.nan, np.inf])
    for log_input in (True, False):
        asked = call(np.full(9, 0.7), edge, log_input, True, reduction="none")
        yield Case(f"targets at 1 and special, log_input={log_input}, full", asked, exact=True)
    special = draw.special()
    for log_input in (True, False):
        for target in (0.0, 0.25, 3.0):
            asked = call(special, np.full_like(special, target), log_input, reduction="none")
            yield Case(f"special values, log_input={log_input}, target {target:g}", asked, exact=True, dtypes=FULL)
    yield Case("special values, mean", call(special, np.full_like(special, 0.25)), exact=True)
    yield Case("large counts", call(draw.uniform(3.0, 7.0, 5, 3), 100 * t, full=True))
    yield Case("large counts, log_input=False", call(100 * rate, 100 * t, log_input=False, full=True))
    yield Case("logarithms in the tens", call(20 * x, t, reduction="none"), dtypes=FULL)
    yield Case("many elements", call(draw.normal(70, 90), draw.uniform(0.0, 5.0, 70, 90), full=True))
    yield Case("gaps in memory", call(rate, t, False, True), layout="strided")
    for log_input in (True, False):
        yield Case(f"counts, log_input={log_input}", call(rate, counts, log_input))
    yield Case("counts, full", call(x, counts, full=True))
    yield Case("counts of uint8, broadcast", call(x, np.array([1, 0, 3], np.uint8), reduction="none"))
    yield Case("counts of bools", call(x, t > 1))
    yield Case("the smallest targets, full", call(x, np.full((5, 3), 5e-324), full=True), exact=True, dtypes=WIDE)
    yield from mixed(x, t)
    yield Case("target of float32, full", call(x, t.astype(np.float32), full=True), dtypes=WIDE)
    yield Case("0-d target of float64", call(x.astype(np.float32), np.array(2.3), full=True), dtypes=WIDE)

    yield Case("refused: shapes", call(x, t[:4]), raises=True)
    yield Case("refused: counts of bools, full", call(x, t > 1, full=True), raises=True)
    yield Case("refused: counts of uint16, full", call(x, counts.astype(np.uint16), full=True), raises=True)
    yield Case("refused: target is None", call(x, None), raises=True)
    for name in ("log_input", "full"):
        for bad in (1, None, "yes"):
            yield Case(f"refused: {name}={bad!r}", call(x, t, **{name: bad}), raises=True)
    for bad in (None, "1"):
        yield Case(f"refused: eps={bad!r}", call(rate, t, False, eps=bad), raises=True)
    yield from bad_reductions(x, t)
