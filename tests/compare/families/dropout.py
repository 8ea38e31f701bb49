"""Any valid dropout: shapes, memory, options and values drawn together, from a seed or with a mask."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from compare.contract import Case, Seed, call

# The axes that an input may have, and how many of them the noise has of its own.
AXES = {
    "dropout": {n: n for n in range(5)},
    "alpha_dropout": {n: n for n in range(5)},
    "dropout1d": {2: 1, 3: 2},
    "dropout2d": {2: 2, 3: 2, 4: 2, 5: 2},
    "feature_alpha_dropout": {2: 2, 3: 2, 4: 2, 5: 2},
    "dropout3d": {2: 1, 3: 1, 4: 1, 5: 2, 6: 1},
}


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts."""
    op = draw(st.sampled_from(sorted(AXES)))
    ndim = draw(st.sampled_from(sorted(AXES[op])))
    shape = tuple(draw(st.integers(2, 5)) for _ in range(ndim))
    if ndim and draw(st.integers(0, 9)) == 0:
        shape = (0, *shape[1:])
    own = AXES[op][ndim]
    p = draw(st.one_of(st.sampled_from([0.5, 0.0, 1e-7]), st.floats(0.01, 0.7)))

    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x = 10.0 ** draw(st.integers(-3, 3)) * np.asarray(rng.standard_normal(shape)) + draw(st.sampled_from([0.0, 100.0]))
    options: dict[str, Any] = {}
    if draw(st.booleans()):
        options["rng"] = Seed(draw(st.integers(0, 2**40)))
    else:
        keep = rng.random(shape[:own] + (1,) * (ndim - own)) >= p
        options["mask"] = np.asarray(keep if np.any(keep) else ~keep)  # so that there is something to compare
    training = draw(st.sampled_from([True, True, True, False]))
    layout = draw(st.sampled_from(["C", "C", "F", "strided", "reversed"]))
    name = f"{shape}, p={p}, training={training}, {', '.join(options)}, {layout}"
    return op, Case(name, call(x, p, training, **options), layout=layout)
