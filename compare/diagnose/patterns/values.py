"""Every number changed alike: its sign, a factor, an offset, a function, a limit, a rounding."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from .bare import PATIENCE, Array, Pair, largest
from .guess import NOTHING, Change, Guess
from .numerals import typed


def _sigmoid(x: Array) -> Array:
    return np.exp(-np.logaddexp(0, -x))


def bfloat16(x: Array) -> Array:
    """The nearest number with 8 bits, in float64."""
    bits = np.asarray(x, np.float32).view(np.uint32).astype(np.uint64)
    rounded = ((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000).astype(np.uint32).view(np.float32)
    return np.where(np.isfinite(x), rounded, x).astype(np.float64)


FUNCTIONS: tuple[tuple[str, str, Callable[[Array], Array]], ...] = (
    ("absolute", "the absolute value of {x}", np.abs),
    ("squared", "the square of {x}", np.square),
    ("square-root", "the square root of {x}", np.sqrt),
    ("exponential", "exp of {x}", np.exp),
    ("logarithm", "the natural logarithm of {x}", np.log),
    ("reciprocal", "1 over {x}", np.reciprocal),
    ("relu", "relu of {x}", lambda x: np.where(x > 0, x, 0.0)),
    ("sigmoid", "the sigmoid of {x}", _sigmoid),
    ("tanh", "tanh of {x}", np.tanh),
    ("sigmoid-slope", "x(1 - x) of {x}", lambda x: x * (1 - x)),
    ("tanh-slope", "1 - x² of {x}", lambda x: 1 - x * x),
    ("step", "1 where {x} is positive, else 0", lambda x: (x > 0) * 1.0),
)
ROUNDED: tuple[tuple[str, str, Callable[[Array], Array]], ...] = (
    ("truncated", "{x} truncated to whole numbers", np.trunc),
    ("rounded-down", "{x} rounded down to whole numbers", np.floor),
    ("rounded-up", "{x} rounded up to whole numbers", np.ceil),
    ("rounded", "{x} rounded to whole numbers", np.round),
    ("wrapped-to-bytes", "{x} in 8 bits (modulo 256)", lambda x: np.mod(np.trunc(x), 256)),
)
PRECISIONS: tuple[tuple[str, float, Callable[[Array], Array]], ...] = (
    ("float32", 2.0**-23, lambda x: x.astype(np.float32).astype(np.float64)),
    ("float16", 2.0**-10, lambda x: x.astype(np.float16).astype(np.float64)),
    ("bfloat16", 2.0**-7, bfloat16),
)
PLAIN = ("", "sign-flip", "constant-ratio", "constant-offset", "scale-and-offset", "logarithm-base")
BASES = {"1.4427 = log2(e)": 2, "0.43429 = log10(e)": 10}


def scalings(pair: Pair, c: Array, x: Array, functions: bool = True, blur: float = 0.0) -> Iterator[Guess]:
    """What makes most of the numbers `x` those of `c`, by factors and offsets estimated from them; also nothing.

    Args:
        blur: how uncertain the estimates are beside rounding, relative.
    """
    yield NOTHING
    yield from _affine(pair, c, x, NOTHING, blur)
    if functions:
        for name, words, f in FUNCTIONS:
            if np.isfinite(fx := f(x)).any():
                base = Guess(name, words, f)
                yield base
                if c.size > 2 and name != "step":
                    yield from _affine(pair, c, fx, base, blur, offset=False)


def _affine(pair: Pair, c: Array, x: Array, base: Guess, blur: float, offset: bool = True) -> Iterator[Guess]:
    """A factor, an offset, or both, on top of a function of the reference."""
    good = np.isfinite(c) & np.isfinite(x)
    c, x = c[good], x[good]
    telling = (c != 0) & (x != 0)
    if not telling.any():
        return
    large = telling & (np.abs(x) >= np.median(np.abs(x[telling])))
    factor = float(np.median(c[large] / x[large]))
    yield from _factor(pair, factor, base, blur)
    if offset:
        yield from _offset(pair, float(np.median((c - x)[telling])), largest(x), base, blur)
        yield from _both(pair, c[telling], x[telling], base, blur)


def _factor(pair: Pair, factor: float, base: Guess, blur: float) -> Iterator[Guess]:
    if factor == 0 or not np.isfinite(factor):
        return
    found = numeral(pair, factor, PATIENCE * pair.eps + blur)
    value, words, digits = found or (factor, f"{factor:.6g}", _open(pair))
    if value == 1:
        return
    level = base.level + (1 if found else 2)
    if value == -1:
        yield Guess(_name(base, "sign-flip"), f"{base.words} with the sign flipped", _scaled(base, -1.0), level)
    elif not base.name and words in BASES:
        meant = f"{{x}} times {words}: a logarithm to base {BASES[words]} for a natural one"
        yield Guess("logarithm-base", meant, _scaled(base, value), level)
    elif base.name == "logarithm" and words in BASES:
        yield Guess("logarithm-base", f"the logarithm to base {BASES[words]} of {{x}}", _scaled(base, value), level)
    else:
        yield Guess(_name(base, "constant-ratio"), f"{base.words} times {words}", _scaled(base, value), level, digits)


def _offset(pair: Pair, offset: float, scale: float, base: Guess, blur: float) -> Iterator[Guess]:
    if offset == 0:
        return
    found = numeral(pair, offset, (PATIENCE * pair.eps + blur) * max(scale / abs(offset), 1))
    value, words, digits = found or (offset, f"{offset:.6g}", _open(pair))
    level = base.level + (1 if found else 2)
    yield Guess(
        _name(base, "constant-offset"),
        f"{base.words} {_plus(value, words)}",
        _scaled(base, 1.0, value),
        level,
        digits,
        scale,
    )


def _both(pair: Pair, c: Array, x: Array, base: Guess, blur: float) -> Iterator[Guess]:
    """Theil and Sen's line: the median slope between pairs that lie far apart."""
    if len(x) < 3:
        return
    order = np.argsort(x)
    half = len(x) // 2
    low, high = order[:half], order[-half:]
    apart = x[high] > x[low]
    if not apart.any():
        return
    factor = float(np.median((c[high] - c[low])[apart] / (x[high] - x[low])[apart]))
    if factor == 0 or not np.isfinite(factor):
        return
    spread = float(np.median((x[high] - x[low])[apart]))
    scale = max(largest(x), largest(c))
    one = numeral(
        pair, factor, (PATIENCE * pair.eps + blur) * max(largest(c) / abs(factor * spread), largest(x) / spread)
    )
    value, words, digits = one or (factor, f"{factor:.6g}", _open(pair))
    offset = float(np.median(c - value * x))
    if offset == 0 or value == 1:
        return
    two = numeral(pair, offset, (PATIENCE * pair.eps + blur) * max(scale / abs(offset), 1))
    plus, more, others = two or (offset, f"{offset:.6g}", _open(pair))
    words = "with the sign flipped" if value == -1 else f"times {words}"
    yield Guess(
        _name(base, "scale-and-offset"),
        f"{base.words} {words} {_plus(plus, more)}",
        _scaled(base, value, plus),
        base.level + 4 - bool(one) - bool(two),
        digits + others,
        max(abs(value) * largest(x), largest(c)),
    )


def limits(pair: Pair, c: Array, x: Array) -> Iterator[Guess]:
    """Clipped: several numbers lie at the candidate's smallest or largest, where the reference goes on."""
    finite = c[np.isfinite(c)]
    if finite.size < 2:
        return
    low, high = float(finite.min()), float(finite.max())
    below = np.count_nonzero(x < low - pair.allowed(x))
    above = np.count_nonzero(x > high + pair.allowed(x))
    for cut, at, name in ((below, low, "below"), (above, high, "above")):
        if cut > 1 and (at != 0 or name == "above"):  # below at 0 is called relu
            a, b = (at, np.inf) if name == "below" else (-np.inf, at)
            yield Guess("clipped", f"{{x}} clipped {name} at {_short(pair, at)}", _clip(a, b), 1, _open(pair))
    if below > 1 and above > 1:
        words = f"{{x}} clipped to [{_short(pair, low)}, {_short(pair, high)}]"
        yield Guess("clipped", words, _clip(low, high), 1, 2 * _open(pair))


def roundings(pair: Pair, c: Array, whole: bool) -> Iterator[Guess]:
    """Whole numbers, and numbers of lower precision."""
    if whole or np.array_equal(c, np.round(c)):
        for name, words, f in ROUNDED:
            yield Guess(name, words, f)
    for name, eps, f in PRECISIONS:
        if eps > pair.eps and np.array_equal(f(c), c, equal_nan=True):
            yield Guess("lower-precision", f"{{x}} rounded to {name}", f)


def numeral(pair: Pair, value: float, tolerance: float) -> tuple[float, str, float] | None:
    """The number that a person would have typed, where sizes of the arrays are such numbers too."""
    return typed(value, min(tolerance, 1e-2), pair.c.shape if pair.c.ndim else pair.r.shape)


def _short(pair: Pair, value: float) -> str:
    found = numeral(pair, value, PATIENCE * pair.eps)
    return found[1].partition(",")[0] if found else f"{value:.6g}"


def _open(pair: Pair) -> float:
    """The digits of a constant that is none that people type: an element's worth."""
    return -float(np.log10(pair.eps))


def _plus(value: float, words: str) -> str:
    return f"minus {words[1:]}" if value < 0 and words.startswith("-") else f"plus {words}"


def _name(base: Guess, name: str) -> str:
    return f"{base.name}+{name}" if base.name else name


def _scaled(base: Guess, factor: float, offset: float = 0.0) -> Change:
    return lambda x: factor * base.change(x) + offset


def _clip(low: float, high: float) -> Change:
    return lambda x: np.clip(x, low, high)
