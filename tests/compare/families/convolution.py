"""Any valid convolution: shapes, options and values drawn together."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from compare.contract import Case, call


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts, in which some window sees more than padding."""
    d = draw(st.integers(1, 3))

    def each(low: int, high: int) -> tuple[int, ...]:
        return tuple(draw(st.integers(low, high)) for _ in range(d))

    groups, channels, multiple = draw(st.sampled_from([1, 1, 2, 3])), draw(st.integers(1, 3)), draw(st.integers(1, 3))
    kernel, dilation, stride = each(1, 5 - d), each(1, 4 - d if d > 1 else 3), each(1, 3)
    span = [step * (k - 1) + 1 for k, step in zip(kernel, dilation)]
    padding: Any = draw(st.sampled_from(["each", "number", "none", "same", "valid"]))
    most = 3 if d < 3 else 1
    if padding == "each":
        padding = each(0, most)
    elif padding == "number":
        padding = draw(st.integers(0, most))
    elif padding == "none":
        padding = 0
    elif padding == "same":
        stride = (1,) * d
    zeros = (0,) * d if isinstance(padding, str) else np.broadcast_to(padding, d).tolist()
    size = [draw(st.integers(max(1, s - 2 * z), s + (3 if d < 3 else 1))) for s, z in zip(span, zeros)]
    if padding != "same":
        for n, k, s, z, steps, by in zip(size, kernel, span, zeros, dilation, stride):
            starts = range(-z, n + z - s + 1, by)
            assume(any(0 <= start + i * steps < n for start in starts for i in range(k)))

    batch = draw(st.sampled_from([(2,), (3,), (1,), (0,), ()]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scale = 10.0 ** draw(st.integers(-3, 3))
    x = scale * (rng.standard_normal((*batch, groups * channels, *size)) + draw(st.sampled_from([0.0, 1.0, 30.0])))
    w = 10.0 ** draw(st.integers(-3, 3)) * rng.standard_normal((groups * multiple, channels, *kernel))
    b = rng.standard_normal(groups * multiple) if draw(st.booleans()) else None
    options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    name = f"{x.shape} * {w.shape}, bias={b is not None}, {options}, scale {scale:g}"
    return f"conv{d}d", Case(name, call(x, w, b, **options))
