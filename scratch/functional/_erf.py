"""The error function, erf(x) = 2/√π ∫₀ˣ exp(−t²) dt, which NumPy lacks, to about one unit in the last place.

Near zero erf is an odd, almost straight function: a · (1 + S(a²)) with a = |x|. From 1 on it is close to 1, and what
is missing falls like exp(−a²): 1 − exp(−a²) · P(a) / Q(a). The coefficients of S, P and Q are minimax fits, computed
in 60 digits; those for float32 are shorter. All of it is some thirty passes over the array, where `math.erf` would be a
Python call for every element.
"""

from __future__ import annotations

import numpy as np

from ._op import Array

# dtype: the coefficients of S, P and Q, from the constant upwards.
FITS: dict[np.dtype, tuple[tuple[float, ...], ...]] = {
    np.dtype("float32"): (
        (0.12837917, -0.37612626, 0.11283585, -0.026853802, 0.0051883166, -0.00080101314, 7.853721e-05),
        (0.99346507, 0.4137654, 0.0033317385),
        (1.0, 1.5066876, 0.79222846),
    ),
    np.dtype("float64"): (
        (
            *(0.12837916709551256, -0.3761263890318352, 0.11283791670944178, -0.026866170643110462),
            *(0.005223977606111476, -0.0008548325929028336, 0.00012055293569531827, -1.4924712178791292e-05),
            *(1.6447130232556606e-06, -1.6206304626825382e-07, 1.3710944833501674e-08, -7.779408117442715e-10),
        ),
        (
            *(0.9999999612165034, 1.332485041770266, 0.8815127767256463, 0.3347407764047491),
            *(0.07261492404520616, 0.007296626334514485, 1.2939653527021144e-08),
        ),
        (
            *(1.0, 2.460863783160613, 2.6583024332814027, 1.6256954045848695),
            *(0.5999228383692288, 0.12869316855046872, 0.012933735324060232),
        ),
    ),
}


def erf(x: Array) -> Array:
    """The error function of every element, in its dtype; exactly ±1 where erf rounds to that."""
    small, above, below = FITS[x.dtype]
    a = np.minimum(np.abs(x), 6)  # erf(6) is 1 in every dtype; beyond, P / Q would become inf / inf
    squared = a * a
    near = a + a * _polynomial(small, squared)
    far = 1 - np.exp(-squared) * _polynomial(above, a) / _polynomial(below, a)
    return np.copysign(np.where(a < 1, near, far), x)


def _polynomial(coefficients: tuple[float, ...], x: Array) -> Array:
    """Σ_k coefficients[k] · x^k, by Horner's rule."""
    y = coefficients[-1] * x + coefficients[-2]
    for c in coefficients[-3::-1]:
        y *= x
        y += c
    return y
