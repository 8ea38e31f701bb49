"""Any valid interpolation: dimensions, modes, sizes, factors and options drawn together."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from compare.contract import Case, call

UNALIGNED = ("nearest", "nearest-exact", "area")
MODES = {
    1: (*UNALIGNED, "linear"),
    2: (*UNALIGNED, "bilinear", "bicubic", "lanczos"),
    3: (*UNALIGNED, "trilinear"),
}


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts."""
    d = draw(st.sampled_from([1, 2, 2, 3]))
    mode = draw(st.sampled_from(MODES[d]))
    most = {1: 40, 2: 12, 3: 6}[d]
    size = [draw(st.integers(1, most)) for _ in range(d)]
    options: dict[str, Any] = {"mode": mode}
    if mode not in UNALIGNED:
        options["align_corners"] = draw(st.sampled_from([None, False] if mode == "lanczos" else [None, False, True]))
        options["antialias"] = mode == "lanczos" or (d == 2 and draw(st.booleans()))
    if draw(st.booleans()):
        out = tuple(draw(st.integers(1, most)) for _ in range(d))
        options["size"] = out
        scaled = False
    else:
        factors = tuple(draw(st.floats(1.01 / n, 3.0)) for n in size)
        out = tuple(int(n * f) for n, f in zip(size, factors))
        options |= {"scale_factor": factors, "recompute_scale_factor": draw(st.sampled_from([None, False, True]))}
        scaled = not options["recompute_scale_factor"] and mode != "area"
    assume(min(out) >= 1)
    assume(not (scaled and _gradient_of_a_copy(mode, size, out, options)))
    # With antialias, PyTorch repeats the first row of an image of one column.
    assume(not (options.get("antialias") and out[1] == 1 and out[0] != size[0]))

    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shape = (*draw(st.sampled_from([(2, 3), (3, 1), (1, 2), (0, 2)])), *size)
    scale, mean = 10.0 ** draw(st.integers(-3, 3)), draw(st.sampled_from([0.0, 1.0, 30.0]))
    x = scale * (rng.standard_normal(shape) + mean)
    return "interpolate", Case(f"{shape}, {options}, scale {scale:g}, mean {mean:g}", call(x, **options))


def _gradient_of_a_copy(mode: str, size: list[int], out: tuple[int, ...], options: dict[str, Any]) -> bool:
    """Where a factor that is neither 1 nor 2 keeps or doubles a size, PyTorch's gradient may not be that of its y."""
    kept = [n == o for n, o in zip(size, out)]
    if mode == "nearest" and len(size) != 2:
        return any(kept) or any(2 * n == o for n, o in zip(size, out))
    if options.get("antialias"):  # y is copied, and the gradient is not
        return any(kept)
    return mode == "bicubic" and all(kept)  # the other way round
