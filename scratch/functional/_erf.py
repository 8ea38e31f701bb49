"""The complementary error function, erfc(x) = 1 − erf(x) = 2/√π ∫ₓ^∞ exp(−t²) dt, which NumPy lacks.

Near zero erf is an odd, almost straight function, a · (1 + S(a²)) with a = |x|. From 1 on, erfc falls like exp(−a²),
and is exp(−a²) · P(a) / Q(a); on the left it is 2 minus that. The coefficients of S, P and Q are minimax fits, computed
in 60 digits; those for float32 are shorter. All of it is some thirty passes over the array, where `math.erfc` would be
a Python call for every element.
"""

from __future__ import annotations

import numpy as np

from ._op import Array

# dtype: the coefficients of S, P and Q, from the constant upwards.
FITS: dict[np.dtype, tuple[tuple[float, ...], ...]] = {
    np.dtype("float32"): (
        (0.12837917, -0.37612626, 0.11283585, -0.026853802, 0.0051883166, -0.00080101314, 7.853721e-05),
        (0.99889606, 1.1679021, 0.607931, 0.1562278),
        (1.0, 2.2895844, 2.210828, 1.0773762, 0.27691084),
    ),
    np.dtype("float64"): (
        (
            *(0.12837916709551256, -0.3761263890318352, 0.11283791670944178, -0.026866170643110462),
            *(0.005223977606111476, -0.0008548325929028336, 0.00012055293569531827, -1.4924712178791292e-05),
            *(1.6447130232556606e-06, -1.6206304626825382e-07, 1.3710944833501674e-08, -7.779408117442715e-10),
        ),
        (
            *(1.000000029496568, 2.185725372209953, 2.344686613133707, 1.583884695485041, 0.732347644083161),
            *(0.23751433175536166, 0.05317048087487173, 0.0076361936067773795, 0.0005649287486849293),
        ),
        (
            *(1.0, 3.3141048439463288, 5.084251959354045, 4.759001495622245, 3.011086996103892),
            *(1.3446728448762464, 0.427750592851904, 0.09474287863672776, 0.013534800764778535, 0.0010013101360925867),
        ),
    ),
}


def erfc(x: Array) -> Array:
    """The complementary error function of every element, in its dtype; it keeps its digits where 1 − erf(x) cancels."""
    small, above, below = FITS[x.dtype]
    a = np.minimum(np.abs(x), 30)  # exp(−900) is 0 in either dtype; further out P / Q would become inf / inf
    squared = a * a
    near = 1 - (x + x * _polynomial(small, squared))
    tail = np.exp(-squared) * _polynomial(above, a) / _polynomial(below, a)
    return np.where(a < 1, near, np.where(x < 0, 2 - tail, tail))


def _polynomial(coefficients: tuple[float, ...], x: Array) -> Array:
    """Σ_k coefficients[k] · x^k, by Horner's rule."""
    y = coefficients[-1] * x + coefficients[-2]
    for c in coefficients[-3::-1]:
        y *= x
        y += c
    return y
