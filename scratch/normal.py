"""Normally distributed numbers out of evenly spread ones, bit for bit PyTorch's.

Box and Muller: with u and v evenly spread from 0 to 1, r = √(−2 log(1 − u)) and θ = 2πv are the polar coordinates of a
point whose coordinates r cos θ and r sin θ are independent and normally distributed.

What the equation leaves open is the last bit of log, sin and cos. In float64 PyTorch takes the C library's, as Python's
`math` does (NumPy has its own). In float32 it takes the polynomials of the library Cephes, in which a processor with
AVX2 rounds a · b + c once. On other processors PyTorch's numbers differ from these in the last place.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

Pair = tuple[np.ndarray, np.ndarray]

# Moshier's Cephes library (1989), single precision: polynomials with the highest power first; log 2 and π / 4 as sums
# of numbers with few digits, whose products are exact.
LOG = (7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
       2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1)  # fmt: skip
SIN = (-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1)
COS = (2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2)
LOG_2 = (0.693359375, -2.12194440e-4)
QUARTER = (0.78515625, 2.4187564849853515625e-4, 3.77489497744594108e-8)


def polar64(u: np.ndarray, v: np.ndarray, log: Callable[[float], float] = lambda u: math.log(1 - u)) -> Pair:
    """r cos θ and r sin θ in float64; `log(u)` is the logarithm of 1 − u."""
    r = np.sqrt(-2 * _each(log, u))
    theta = 2 * math.pi * v
    return r * _each(math.cos, theta), r * _each(math.sin, theta)


def polar32(u: np.ndarray, v: np.ndarray) -> Pair:
    """r cos θ and r sin θ in float32."""
    r = np.sqrt(-2 * _log(1 - u))
    sin, cos = _sin_cos(np.float32(2 * math.pi) * v)
    return r * cos, r * sin


def blocks(unit: np.ndarray) -> np.ndarray:
    """Normally distributed numbers out of as many from 0 to 1, 16 at a time: eight u, then their eight v."""
    u, v = unit.reshape(-1, 2, 8).transpose(1, 0, 2)
    return np.stack((polar32 if unit.dtype == np.float32 else polar64)(u, v), axis=1).ravel()


def _each(function: Callable[[float], float], x: np.ndarray) -> np.ndarray:
    """A function of the C library, element by element: only so are the bits its own."""
    return np.array([function(value) for value in x.ravel().tolist()]).reshape(x.shape)


def _log(x: np.ndarray) -> np.ndarray:
    m, e = np.frexp(x)
    low = m < np.float32(math.sqrt(0.5))
    e = (e - low).astype(np.float32)
    m = np.where(low, (m - 1) + m, m - 1)
    z = m * m
    y = _fma(_horner(LOG, m) * m, z, e * np.float32(LOG_2[1])) - z / 2
    return _fma(e, LOG_2[0], m + y)


def _sin_cos(theta: np.ndarray) -> Pair:
    j = (theta * np.float32(4 / math.pi)).astype(np.int32)
    j = (j + 1) & ~1  # the nearest even number of quarters of π
    x = theta
    for part in QUARTER:
        x = _fma(j.astype(np.float32), -part, x)
    z = x * x
    c = _horner(COS, z) * z
    c = _fma(z, c, -z / 2) + 1
    s = _fma(_horner(SIN, z) * z, x, x)
    across = (j & 2) != 0
    sin, cos = np.where(across, c, s), np.where(across, s, c)
    return np.where(j & 4, -sin, sin), np.where((j - 2) & 4, cos, -cos)


def _horner(coefficients: tuple[float, ...], x: np.ndarray) -> np.ndarray:
    y = np.full_like(x, coefficients[0])
    for c in coefficients[1:]:
        y = _fma(y, x, c)
    return y


def _fma(a: np.ndarray, b: np.ndarray | float, c: np.ndarray | float) -> np.ndarray:
    """a · b + c, rounded once from float64 to float32: so exact for all that is asked here."""
    b, c = (np.asarray(x, np.float32).astype(np.float64) for x in (b, c))
    return (a.astype(np.float64) * b + c).astype(np.float32)
