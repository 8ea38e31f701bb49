"""PyTorch's random numbers: from the same seed the same bits, and the same state afterwards.

Everything comes from one stream of 32-bit words, a `Generator`'s; what differs between the functions is only how they
turn words into values, and each says how. So a mask, a shuffle or an initial weight drawn here is the one that
PyTorch's CPU generator draws, as long as both draw the same things in the same order.

    manual_seed(0)
    rand(2, 3)

Functions without an underscore return a new array and draw in its order; `bernoulli_`, `normal_`, `random_` and
`uniform_` fill an array in the order in which its elements lie in memory.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .functional._check import arrays, fits, floating_dtype, integer, is_half, number, real, sizes
from .generator import Generator
from .normal import blocks, polar64

# What every function draws from if it is given no generator; until it is seeded, nobody can foresee its numbers.
default_generator = Generator()
default_generator.seed()


def manual_seed(seed: int) -> Generator:
    """Seed the default generator, and return it.

    See: https://docs.pytorch.org/docs/stable/generated/torch.manual_seed.html

    >>> _ = manual_seed(0)
    >>> randperm(10)
    array([4, 1, 7, 5, 3, 9, 0, 8, 6, 2])
    """
    return default_generator.manual_seed(seed)


def rand(*size: Any, generator: Generator | None = None, dtype: Any = np.float32) -> np.ndarray:
    """Numbers evenly spread from 0 to 1, exclusive: `rand(2, 3)` or `rand((2, 3))`.

    float32: the low 24 bits of a word, times 2⁻²⁴. float64: the low 53 bits of a pair of words, times 2⁻⁵³. Half
    precision: float32's, rounded; what becomes 1 by that becomes 0.

    See: https://docs.pytorch.org/docs/stable/generated/torch.rand.html

    >>> g = Generator().manual_seed(0)
    >>> rand(2, generator=g) * 2**24 == Generator().manual_seed(0).words(2) % 2**24
    array([ True,  True])
    """
    shape = size[0] if len(size) == 1 and isinstance(size[0], (tuple, list)) else size
    x = np.empty(sizes("rand", "size", shape), floating_dtype("rand", dtype))
    values = _unit(_source("rand", generator), x.size, x.dtype).astype(x.dtype)
    values[values == 1] = 0
    return _fill(x, values)


def uniform_(x: np.ndarray, low: float, high: float, generator: Generator | None = None) -> np.ndarray:
    """Fill x with numbers evenly spread from −high to high, exclusive; draws as `rand` does.

    With u from `rand`, a value is (2u − 1) · high, rounded once: 2u − 1 is exact. Only for low = −high is that what
    PyTorch computes, u · (high − low) + low rounded once; other bounds are refused. Half precision is float32's,
    rounded. Should a value be rounded up to `high` itself, it becomes `low`.

    See: https://docs.pytorch.org/docs/stable/generated/torch.Tensor.uniform_.html
    """
    arrays("uniform_", x=x)
    number("uniform_", "low", low)
    number("uniform_", "high", high)
    if low != -high or not 0 <= high < np.inf:
        raise ValueError(
            f"uniform_: low is {low!r}, high is {high!r}; expected a finite high of at least 0, and low = -high"
        )
    dtype = floating_dtype("uniform_", x.dtype)
    with np.errstate(over="ignore"):
        end = np.asarray(high).astype(dtype)
        if np.isinf(end + end):
            raise ValueError(f"uniform_: high is {high!r}, too large for {x.dtype}")
    unit = _unit(_source("uniform_", generator), x.size, dtype)
    values = ((2 * unit - 1) * unit.dtype.type(high)).astype(dtype)
    values[values == end] = -end
    return _fill(x, values)


def normal_(x: np.ndarray, mean: float = 0.0, std: float = 1.0, generator: Generator | None = None) -> np.ndarray:
    """Fill x with normally distributed numbers around 0: `scratch.normal` says how.

    Sixteen and more, in a contiguous x, come in blocks of 16, from as many numbers as `rand` would give. Where 16 does
    not divide them, the last 16 are drawn once more. Fewer, or with gaps between them, come in pairs, from float64's
    numbers whatever the dtype, and the second of a pair that only one was needed of is kept for the next such call.

    Another mean than 0 is refused: PyTorch rounds only once when it is added.

    See: https://docs.pytorch.org/docs/stable/generated/torch.Tensor.normal_.html
    """
    arrays("normal_", x=x)
    number("normal_", "mean", mean)
    number("normal_", "std", std)
    if mean != 0 or not 0 <= std < np.inf:
        raise ValueError(
            f"normal_: mean is {mean!r}, std is {std!r}; expected a mean of 0 and a finite std of at least 0"
        )
    dtype, g = floating_dtype("normal_", x.dtype), _source("normal_", generator)
    if x.size < 16 or not x.flags.c_contiguous:
        values = _in_pairs(g, x.size)
    else:
        whole, rest = x.size - x.size % 16, x.size % 16
        unit = _unit(g, whole if is_half(dtype) else x.size, dtype)
        values = np.append(blocks(unit[:whole]), np.zeros(rest, unit.dtype))
        if rest:
            values[-16:] = blocks(_unit(g, 16, dtype))
    values = values * values.dtype.type(std) + 0  # no number is -0
    return _fill(x, values.astype(dtype))


def randint(low: int, high: int, size: tuple[int, ...], generator: Generator | None = None) -> np.ndarray:
    """int64 numbers from `low` up to `high`, exclusive.

    low + (w mod (high − low)), where w is a word, or a pair of words if the range is 2²⁸ or wider.

    See: https://docs.pytorch.org/docs/stable/generated/torch.randint.html
    """
    integer("randint", "low", low)
    integer("randint", "high", high)
    low, high = int(low), int(high)
    if low >= high:
        raise ValueError(f"randint: low is {low}, high is {high}; expected low below high")
    g, x = _source("randint", generator), np.empty(sizes("randint", "size", size), np.int64)
    drawn = g.words(x.size) if high - low < 2**28 else g.double_words(x.size)
    return _fill(x, (drawn % np.uint64(high - low) + np.uint64(low % 2**64)).view(np.int64))


def random_(x: np.ndarray, generator: Generator | None = None) -> np.ndarray:
    """Fill the int64 array x with numbers from 0 to 2⁶³ − 1: a pair of words each, without the highest bit.

    See: https://docs.pytorch.org/docs/stable/generated/torch.Tensor.random_.html
    """
    arrays("random_", x=x)
    if x.dtype != np.int64:
        raise TypeError(f"random_: x is {x.dtype}, expected int64")
    return _fill(x, (_source("random_", generator).double_words(x.size) & np.uint64(2**63 - 1)).view(np.int64))


def randperm(n: int, generator: Generator | None = None) -> np.ndarray:
    """The numbers from 0 to n − 1 in random order (int64).

    Fisher and Yates: for i = 0 … n − 2, exchange a[i] with a[jᵢ], jᵢ = i + (w mod (n − i)), one word w each.

    All exchanges at once: a[i] ends as what stands at jᵢ when i's turn comes. That is jᵢ itself, unless an earlier
    exchange k had the same target; then it is what stood at k when k's turn came, v[k], with the latest such k. And
    v[k] is k itself, unless exchanges before had target k; then it is v of the latest of those. Following these links
    to their ends gives v.

    See: https://docs.pytorch.org/docs/stable/generated/torch.randperm.html
    """
    integer("randperm", "n", n)
    if not 0 <= n < (2**32 - 1) // 20:
        raise ValueError(f"randperm: n is {n}, expected between 0 and {(2**32 - 1) // 20 - 1}")
    positions = np.arange(n)
    j = positions.copy()
    words = _source("randperm", generator).words(max(int(n) - 1, 0))
    j[:-1] += (words % (n - positions[:-1]).astype(np.uint64)).view(np.int64)

    exchanged = np.flatnonzero(j != positions)
    k = exchanged[np.argsort(j[exchanged], kind="stable")]  # by target, and in order of time among equal targets
    again = j[k[1:]] == j[k[:-1]]
    latest = np.append(~again, True)[: len(k)]
    v = positions
    v[j[k[latest]]] = k[latest]
    while not np.array_equal(v, further := v[v]):
        v = further
    shuffled = v.copy()
    shuffled[k] = j[k]
    shuffled[k[1:][again]] = v[k[:-1][again]]
    return shuffled


def bernoulli(input: np.ndarray, p: float | None = None, generator: Generator | None = None) -> np.ndarray:
    """Ones and zeros of input's shape and dtype: 1 with probability `p`, or, without p, with each element's own.

    See: `bernoulli_`, https://docs.pytorch.org/docs/stable/generated/torch.bernoulli.html
    """
    arrays("bernoulli", input=input)
    return bernoulli_(np.empty_like(input, order="C"), input if p is None else p, generator)


def bernoulli_(x: np.ndarray, p: float | np.ndarray = 0.5, generator: Generator | None = None) -> np.ndarray:
    """Fill x with ones, with probability p, and zeros.

    1 where u < p, with u from `rand`: in float64 for one p, whatever x's dtype; for an array of them, in its dtype.

    Args:
        x: of any dtype but a complex one.
        p: a number, or a floating array that broadcasts to x's shape, each from 0 to 1.

    See: https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bernoulli_.html
    """
    real("bernoulli_", x=x)
    if not isinstance(p, np.ndarray):
        number("bernoulli_", "p", p)
        p = np.asarray(p, np.float64)
    dtype = floating_dtype("bernoulli_", p.dtype)
    if not fits(p.shape, x.shape):
        raise ValueError(f"bernoulli_: p {p.shape} does not broadcast to x's shape {x.shape}")
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("bernoulli_: p is not a probability everywhere, expected from 0 to 1")
    unit = _unit(_source("bernoulli_", generator), x.size, dtype)
    u = _fill(np.empty_like(x, unit.dtype), unit)
    x[...] = u < p
    return x


def _unit(generator: Generator, n: int, dtype: np.dtype) -> np.ndarray:
    """n numbers from 0 to 1, exclusive: in float32 for half precision."""
    if dtype == np.float32 or is_half(dtype):
        return (generator.words(n) & np.uint64(2**24 - 1)).astype(np.float32) * np.float32(2**-24)
    return (generator.double_words(n) & np.uint64(2**53 - 1)).astype(np.float64) * 2**-53


def _in_pairs(generator: Generator, n: int) -> np.ndarray:
    """n normally distributed numbers in float64, the first the one that was kept."""
    kept = [] if generator.normal is None or not n else [generator.normal]
    v, u = _unit(generator, n - len(kept) + (n - len(kept)) % 2, np.dtype(np.float64)).reshape(-1, 2).T
    found = np.append(kept, np.stack(polar64(u, v, lambda u: math.log1p(-u)), axis=1))
    if n:
        generator.normal = float(found[n]) if len(found) > n else None
    return found[:n]


def _fill(x: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Put `values` into x in the order in which its elements lie in memory."""
    outermost_first = sorted(range(x.ndim), key=lambda axis: -abs(x.strides[axis]))
    view = x.transpose(outermost_first)
    view[...] = values.reshape(view.shape)
    return x


def _source(name: str, generator: Generator | None) -> Generator:
    """The generator to draw from."""
    if generator is not None and not isinstance(generator, Generator):
        raise TypeError(f"{name}: generator is a {type(generator).__name__}, expected a scratch.random.Generator")
    return default_generator if generator is None else generator
