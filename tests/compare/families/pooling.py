"""Any valid pooling: shapes, options and values drawn together."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from compare.contract import Case, call

KINDS = ("max", "avg", "adaptive_max", "adaptive_avg")


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts."""
    d, kind = draw(st.integers(1, 3)), draw(st.sampled_from(KINDS))
    size, options = (_adaptive if "adaptive" in kind else _fixed)(draw, d, kind)
    if "max" in kind:
        options["return_indices"] = draw(st.booleans())

    batch = draw(st.sampled_from([(2, 3), (3, 1), (1, 2), (0, 2), (3,)]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shape, scale = (*batch, *size), 10.0 ** draw(st.integers(-3, 3))
    tied = draw(st.booleans())
    x = rng.integers(-2, 3, shape).astype(float) if tied else rng.standard_normal(shape)
    x = scale * (x + draw(st.sampled_from([0.0, 1.0, 30.0])))
    name = f"{shape}, {options}, tied={tied}, scale {scale:g}"
    return f"{kind}_pool{d}d", Case(name, call(x, **options), exact=tied and "max" in kind)


def _each(draw: st.DrawFn, d: int, low: int, high: int) -> tuple[int, ...]:
    return tuple(draw(st.integers(low, high)) for _ in range(d))


def _adaptive(draw: st.DrawFn, d: int, kind: str) -> tuple[tuple[int, ...], dict[str, Any]]:
    most = 11 - 2 * d
    size, out = _each(draw, d, 1, most), _each(draw, d, 1, most)
    if d > 1 and draw(st.booleans()):
        kept = draw(st.integers(0, d - 1))
        return size, {"output_size": (*out[:kept], None, *out[kept + 1 :])}
    return size, {"output_size": out}


def _fixed(draw: st.DrawFn, d: int, kind: str) -> tuple[tuple[int, ...], dict[str, Any]]:
    kernel, by_default = _each(draw, d, 1, 6 - d), draw(st.booleans())
    stride = kernel if by_default else _each(draw, d, 1, 4)
    padding = tuple(draw(st.integers(0, k // 2)) for k in kernel)
    dilation = _each(draw, d, 1, 3) if kind == "max" and draw(st.booleans()) else (1,) * d
    ceil_mode = draw(st.booleans())
    span = [step * (k - 1) + 1 for k, step in zip(kernel, dilation)]
    least = [k if (kind, d) == ("avg", 3) else 1 for k in kernel]  # without its padding, PyTorch asks of volumes
    size = [draw(st.integers(max(low, s - 2 * p), s + (4 if d < 3 else 1))) for low, s, p in zip(least, span, padding)]
    for n, k, s, p, step, reach in zip(size, kernel, stride, padding, dilation, span):
        # Where a dilated window sees nothing but padding, PyTorch writes its gradient outside of the window.
        starts = range(-p, min(n, n + p - reach + s) if ceil_mode else n + p - reach + 1, s)
        assume(all(any(0 <= start + i * step < n for i in range(k)) for start in starts))

    options: dict[str, Any] = {"kernel_size": kernel, "padding": padding, "ceil_mode": ceil_mode}
    if not by_default:
        options["stride"] = stride
    if kind == "max":
        return tuple(size), options | {"dilation": dilation}
    options["count_include_pad"] = draw(st.booleans())
    if d > 1 and draw(st.booleans()):
        options["divisor_override"] = draw(st.integers(1, 9))
    return tuple(size), options
