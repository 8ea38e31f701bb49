"""Any valid pooling: shapes, options and values drawn together."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from compare.contract import Case, call

KINDS = ("max_pool", "avg_pool", "lp_pool", "adaptive_max_pool", "adaptive_avg_pool", "max_unpool")
BATCHES = ((2, 3), (3, 1), (1, 2), (0, 2), (3,))


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts."""
    d, kind = draw(st.integers(1, 3)), draw(st.sampled_from(KINDS))
    size, options = (_adaptive if "adaptive" in kind else _unpooled if kind == "max_unpool" else _fixed)(draw, d, kind)
    if kind.endswith("max_pool"):
        options["return_indices"] = draw(st.booleans())

    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shape, scale = (*draw(st.sampled_from(BATCHES)), *size), 10.0 ** draw(st.integers(-3, 3))
    tied = draw(st.booleans())
    x = rng.integers(-2, 3, shape).astype(float) if tied else rng.standard_normal(shape)
    x = scale * (x + draw(st.sampled_from([0.0, 1.0, 30.0])))
    if kind == "lp_pool" and options["norm_type"] not in (1, 2, 4, np.inf, -np.inf):
        x = np.abs(x)  # roots of negative numbers are nan
    name = f"{shape}, {options}, tied={tied}, scale {scale:g}"
    if kind == "max_unpool":
        options["indices"] = rng.integers(0, options.pop("places"), shape)
    return f"{kind}{d}d", Case(name, call(x, **options), exact=tied and kind not in ("avg_pool", "adaptive_avg_pool"))


def _each(draw: st.DrawFn, d: int, low: int, high: int) -> tuple[int, ...]:
    return tuple(draw(st.integers(low, high)) for _ in range(d))


def _adaptive(draw: st.DrawFn, d: int, kind: str) -> tuple[tuple[int, ...], dict[str, Any]]:
    most = 11 - 2 * d
    size, out = _each(draw, d, 1, most), _each(draw, d, 1, most)
    if d > 1 and draw(st.booleans()):
        kept = draw(st.integers(0, d - 1))
        return size, {"output_size": (*out[:kept], None, *out[kept + 1 :])}
    return size, {"output_size": out}


def _unpooled(draw: st.DrawFn, d: int, kind: str) -> tuple[tuple[int, ...], dict[str, Any]]:
    pooled, kernel, stride = _each(draw, d, 1, 4), _each(draw, d, 1, 4), _each(draw, d, 1, 4)
    padding = tuple(draw(st.integers(-1, k // 2)) for k in kernel)
    size = [(n - 1) * s + k - 2 * p for n, k, s, p in zip(pooled, kernel, stride, padding)]
    options: dict[str, Any] = {"kernel_size": kernel, "stride": stride, "padding": padding}
    if draw(st.booleans()):
        size = [n + draw(st.integers(1 - s, s - 1)) for n, s in zip(size, stride)]
        options["output_size"] = draw(st.sampled_from([[], [2, 3]])) + size
    assume(min(size) > 0)
    return pooled, options | {"places": int(np.prod(size))}


def _fixed(draw: st.DrawFn, d: int, kind: str) -> tuple[tuple[int, ...], dict[str, Any]]:
    kernel, by_default = _each(draw, d, 1, 6 - d), draw(st.booleans())
    stride = kernel if by_default else _each(draw, d, 1, 4)
    padding = tuple(0 if kind == "lp_pool" else draw(st.integers(0, k // 2)) for k in kernel)
    dilation = _each(draw, d, 1, 3) if kind == "max_pool" and draw(st.booleans()) else (1,) * d
    ceil_mode = draw(st.booleans())
    span = [step * (k - 1) + 1 for k, step in zip(kernel, dilation)]
    least = [
        k if kind in ("avg_pool", "lp_pool") and d == 3 else 1 for k in kernel
    ]  # without its padding, PyTorch asks of volumes
    size = [draw(st.integers(max(low, s - 2 * p), s + (4 if d < 3 else 1))) for low, s, p in zip(least, span, padding)]
    for n, k, s, p, step, reach in zip(size, kernel, stride, padding, dilation, span):
        # Where a dilated window sees nothing but padding, PyTorch writes its gradient outside of the window.
        starts = range(-p, min(n, n + p - reach + s) if ceil_mode else n + p - reach + 1, s)
        assume(all(any(0 <= start + i * step < n for i in range(k)) for start in starts))

    options: dict[str, Any] = {"kernel_size": kernel, "ceil_mode": ceil_mode}
    if not by_default:
        options["stride"] = stride
    if kind == "lp_pool":
        norm = draw(st.sampled_from([1, 2, 4, np.inf, -np.inf, 1.5, 3, 0.5, -1]))
        return tuple(size), options | {"norm_type": norm, "kernel_size": kernel if d > 1 else kernel[0]}
    options["padding"] = padding
    if kind == "max_pool":
        return tuple(size), options | {"dilation": dilation}
    options["count_include_pad"] = draw(st.booleans())
    if d > 1 and draw(st.booleans()):
        options["divisor_override"] = draw(st.integers(1, 9))
    return tuple(size), options
