"""Any valid convolution, transposed or not, unfold and fold: shapes, options and values drawn together."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from compare.contract import Case, call


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts, in which some window sees more than padding."""
    kind = draw(st.sampled_from(["conv", "conv", "conv_transpose", "conv_transpose", "unfold", "fold"]))
    d = 2 if kind in ("unfold", "fold") else draw(st.integers(1, 3))

    def each(low: int, high: int) -> tuple[int, ...]:
        return tuple(draw(st.integers(low, high)) for _ in range(d))

    groups, channels, multiple = draw(st.sampled_from([1, 1, 2, 3])), draw(st.integers(1, 3)), draw(st.integers(1, 3))
    kernel, dilation, stride = each(1, 5 - d), each(1, 4 - d if d > 1 else 3), each(1, 3)
    span = [step * (k - 1) + 1 for k, step in zip(kernel, dilation)]
    padding: Any = draw(st.sampled_from(["each", "number", "none"] + ["same", "valid"] * (kind == "conv")))
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

    # An image and the places of the kernel on it: `size` and `out`. A transposed convolution begins with the places.
    more = (0,) * d
    if kind == "conv_transpose":
        out = [draw(st.integers(1, 4 if d < 3 else 3)) for _ in range(d)]
        more = tuple(draw(st.integers(0, max(by, step) - 1)) for by, step in zip(stride, dilation))
        size = [(n - 1) * by - 2 * z + s + m for n, by, z, s, m in zip(out, stride, zeros, span, more)]
        assume(min(size) > 0)
    else:
        size = [draw(st.integers(max(1, s - 2 * z), s + (3 if d < 3 else 1))) for s, z in zip(span, zeros)]
        out = [(n + 2 * z - s) // by + 1 for n, z, s, by in zip(size, zeros, span, stride)]
    if padding != "same":
        for n, m, k, z, step, by in zip(size, out, kernel, zeros, dilation, stride):
            assume(any(0 <= p * by + i * step - z < n for p in range(m) for i in range(k)))

    batch = draw(st.sampled_from([(2,), (3,), (1,), (0,), ()]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scale = 10.0 ** draw(st.integers(-3, 3))
    offset = draw(st.sampled_from([0.0, 1.0, 30.0]))

    def normal(*shape: int) -> np.ndarray:
        return scale * (rng.standard_normal((*batch, *shape)) + offset)

    if kind in ("unfold", "fold"):
        blocks = {"kernel_size": kernel, "dilation": dilation, "padding": padding, "stride": stride}
        if kind == "unfold":
            x = normal(channels, *size)
        else:
            x = normal(channels * int(np.prod(kernel)), int(np.prod(out)))
            blocks["output_size"] = tuple(size)
        return kind, Case(f"{x.shape}, {blocks}, scale {scale:g}", call(x, **blocks))

    outer, inner = groups * multiple, groups * channels
    w = 10.0 ** draw(st.integers(-3, 3)) * rng.standard_normal((outer, channels, *kernel))
    options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    if kind == "conv":
        x, outputs = normal(inner, *size), outer
    else:
        x, outputs = normal(outer, *out), inner
        options["output_padding"] = more
    b = rng.standard_normal(outputs) if draw(st.booleans()) else None
    name = f"{x.shape} * {w.shape}, bias={b is not None}, {options}, scale {scale:g}"
    return f"{kind}{d}d", Case(name, call(x, w, b, **options))
