"""Any pair of vectors: shapes, broadcasting, dtypes, options and values drawn together."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from compare.contract import Case, call

POWERS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 5.0, float("inf"), -float("inf"), -1.0)


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts."""
    op = draw(st.sampled_from(("cosine_similarity", "pairwise_distance")))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shape = (*draw(st.lists(st.sampled_from([1, 2, 3, 5, 0]), max_size=3)), draw(st.integers(2, 11)))
    scale = 10.0 ** draw(st.integers(-3, 3))
    offset = draw(st.sampled_from([0.0, 0.0, 1.0, 10.0]))
    a = np.asarray(scale * (rng.standard_normal(shape) + offset))
    b = np.asarray(scale * (rng.standard_normal(_cut(draw, shape)) - offset))
    if draw(st.integers(0, 5)) == 0:
        b = rng.integers(-9, 10, b.shape)
    a, b = (b, a) if draw(st.booleans()) else (a, b)
    if op == "cosine_similarity":
        # Along another axis than the last, two vectors may be numbers, whose angle has no gradient but rounding.
        dim = draw(st.sampled_from([len(shape) - 1, -1, *(i for i, n in enumerate(shape) if n > 1)]))
        options = {"dim": dim, "eps": draw(st.sampled_from([1e-8, 1e-8, 0.1, 1.0, 100.0])) * scale}
    else:
        options = {"p": draw(st.sampled_from(POWERS)), "keepdim": draw(st.booleans())}
        options["eps"] = draw(st.sampled_from([1e-6, 1e-6, 0.1, -0.1])) * scale
    return op, Case(f"{a.dtype} {a.shape} and {b.dtype} {b.shape}, {options}", call(a, b, **options))


def _cut(draw: st.DrawFn, shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape, or one that broadcasts to it, with the vectors whole."""
    kind = draw(st.sampled_from(["same", "same", "tail", "ones"]))
    *batch, n = shape
    if kind == "tail":
        batch = batch[draw(st.integers(0, len(batch))) :]
    elif kind == "ones":
        batch = [1 if draw(st.booleans()) else m for m in batch]
    return (*batch, n)
