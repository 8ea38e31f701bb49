"""Sizes and scales of all axes, and their maps one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import _check
from .._op import Array, Backward, op
from ..pooling.adaptive import means
from ._kernels import FILTERS, cubic, filtered, linear, nearest, step
from ._taps import Taps, mapped

DIMENSIONS = {  # how many axes of space a mode is for
    "nearest": (1, 2, 3), "nearest-exact": (1, 2, 3), "area": (1, 2, 3),
    "linear": (1,), "bilinear": (2,), "bicubic": (2,), "lanczos": (2,), "trilinear": (3,),
}  # fmt: skip
UNALIGNED = ("nearest", "nearest-exact", "area")
SMALL = 128  # H′ + W′ of an image that PyTorch has its own kernel for


@op
def interpolate(
    input: Array,
    size: int | Sequence[int] | None = None,
    scale_factor: float | Sequence[float] | None = None,
    mode: str = "nearest",
    align_corners: bool | None = None,
    recompute_scale_factor: bool | None = None,
    antialias: bool = False,
) -> tuple[Array, Backward]:
    """Change the size of a sequence, an image or a volume.

        y = A_1 · … · A_d · x,   each A_a a matrix along one axis of space:   y[i] = Σ_j A[i, j] · x[j]

    Among the n inputs along its axis, output i of n′ lies at p = s · (i + ½) − ½, where s = n / n′, or 1 / scale_factor
    if that is given. With align_corners, p = s · i and s = (n − 1) / (n′ − 1). With t = p − ⌊p⌋, A[i, j] is

        "nearest"                          1 at j = ⌊s · i⌋
        "nearest-exact"                    1 at j = ⌊s · (i + ½)⌋
        "linear", "bilinear", "trilinear"  1 − t at j = ⌊p⌋, t at j = ⌊p⌋ + 1
        "bicubic"                          k(|p − j|) at j = ⌊p⌋ − 1 … ⌊p⌋ + 2, Keys' cubic k with a = −0.75
        "area"                             1 / count in the windows of `adaptive_avg_pool2d`

    where a j beyond the edge stands for the edge. With antialias, A[i, j] ∝ k(|p − j| / max(s, 1)) for all j inside the
    image, in rows of sum 1, where k is

        "bilinear"  1 − x up to 1
        "bicubic"   Keys' cubic with a = −0.5, up to 2
        "lanczos"   sinc(x) · sinc(x / 3) up to 3

    Args:
        input: (N, C, L), (N, C, H, W) or (N, C, D, H, W).
        size: L′, (H′, W′) or (D′, H′, W′); or one int for all.
        scale_factor: instead, the factor of each axis, or one for all; n′ = ⌊n · scale_factor⌋.
        mode: one of the above; "linear" is for sequences, "bilinear", "bicubic" and "lanczos" are for images,
            "trilinear" is for volumes, the others are for all.
        align_corners: None is False; it must be None in the modes "nearest", "nearest-exact" and "area".
        recompute_scale_factor: take s = n / n′ even if a scale_factor is given, as "area" always does.
        antialias: for images that become smaller; "lanczos" must have it.

    Returns:
        y of shape (N, C, ...), and backward(dy) -> (dinput,): dx = A_dᵀ · … · A_1ᵀ · dy.

    At: an axis that keeps its size is copied in the modes of lines and with antialias, even by a scale_factor of 1.1,
        and so it is in "nearest" for an image with H′ + W′ up to 128, whose pixels are also just repeated if the size
        doubles; all as in PyTorch. There, "nearest" has the gradient of such a copy in all dimensions, and antialias
        never; here it is always that of y.

    Raises:
        ValueError: both or neither of size and scale_factor, or not one for each axis; a mode for other inputs; empty
            inputs (but for the batch) or outputs; options that do not go with the mode.
        TypeError: a size that is no int; a factor that is no number; align_corners that is not True or False.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html,
        Keys (1981), Cubic convolution interpolation for digital image processing

    >>> y, backward = interpolate(np.array([[[0.0, 8.0]]]), size=4, mode="linear")
    >>> y  # at −1/4, 1/4, 3/4 and 5/4
    array([[[0., 2., 6., 8.]]])
    >>> backward(np.array([[[0.0, 4.0, 0.0, 0.0]]]))
    (array([[[3., 1.]]]),)
    """
    _fit(input, mode, align_corners, antialias)
    out, factors = _sizes(input, size, scale_factor, mode, bool(recompute_scale_factor))
    if mode == "area":
        return means("interpolate", len(out), input, out)

    corners, dtype = bool(align_corners), input.dtype
    if mode.startswith("nearest") and len(out) == 2 and sum(out) <= SMALL:
        dtype = np.dtype(np.float32)
        if mode == "nearest":
            factors = [None if o in (n, 2 * n) else f for n, o, f in zip(input.shape[2:], out, factors)]
    scales = [step(n, o, f, corners, dtype) for n, o, f in zip(input.shape[2:], out, factors)]
    taps = [_along(mode, n, o, s, corners, antialias) for n, o, s in zip(input.shape[2:], out, scales)]

    y = input
    for axis in range(-1, -len(out) - 1, -1):
        y = mapped(y, axis, taps[axis], -0.0)

    def backward(dy: Array) -> tuple[Array]:
        dx = dy
        for axis in range(-len(out), 0):
            dx = mapped(dx, axis, taps[axis].transpose, 0.0)
        return (dx,)

    return y, backward


def _along(mode: str, n: int, out: int, scale: np.floating[Any], align_corners: bool, antialias: bool) -> Taps:
    """The map along one axis."""
    if antialias:
        return filtered(n, out, scale, FILTERS[mode])
    if mode.startswith("nearest"):
        return nearest(n, out, scale, mode == "nearest-exact")
    return (cubic if mode == "bicubic" else linear)(n, out, scale, align_corners)


def _fit(input: Array, mode: str, align_corners: bool | None, antialias: bool) -> None:
    """Refuse what PyTorch refuses of the input and of the options that go with the mode."""
    _check.required("interpolate", input=input)
    _check.floating("interpolate", input=input)
    _check.choice("interpolate", "mode", mode, tuple(DIMENSIONS))
    axes = {1: "(N, C, L)", 2: "(N, C, H, W)", 3: "(N, C, D, H, W)"}
    layouts = " or ".join(axes[d] for d in DIMENSIONS[mode])
    _check.ndim("interpolate", "input", input, [d + 2 for d in DIMENSIONS[mode]], f"{layouts} in mode {mode!r}")
    if mode != "area" and 0 in input.shape[1:]:
        raise ValueError(f"interpolate: input {input.shape} has an empty axis, expected none but the batch")
    if align_corners is not None:
        if mode in UNALIGNED:
            raise ValueError(f"interpolate: align_corners is {align_corners!r}, expected None in mode {mode!r}")
        _check.flag("interpolate", "align_corners", align_corners)
    if antialias and mode not in FILTERS:
        raise ValueError(f"interpolate: antialias is True, expected False in mode {mode!r}")
    if mode == "lanczos" and (align_corners or not antialias):
        raise ValueError("interpolate: mode is 'lanczos', expected antialias=True, and no align_corners")


def _sizes(
    input: Array,
    size: int | Sequence[int] | None,
    scale_factor: float | Sequence[float] | None,
    mode: str,
    recompute: bool,
) -> tuple[tuple[int, ...], list[float | None]]:
    """Of each axis, the output's size, and the factor that decides the scale (None where the sizes do)."""
    d, least = input.ndim - 2, 0 if mode == "area" else 1
    if (size is None) == (scale_factor is None):
        raise ValueError(f"interpolate: size is {size}, scale_factor is {scale_factor}; expected one of them")
    factors: list[float | None] = [None] * d
    if scale_factor is None:
        sizes = _each("size", size, d)
        if recompute:
            raise ValueError(f"interpolate: recompute_scale_factor is True, size is {size}; expected a scale_factor")
    else:
        given = _each("scale_factor", scale_factor, d)
        for factor in given:
            _check.number("interpolate", "scale_factor", factor)
        exact = [n * float(factor) for n, factor in zip(input.shape[2:], given)]
        if not all(abs(e) < _check.LARGEST for e in exact):  # which nan is not
            raise ValueError(
                f"interpolate: scale_factor is {_check.shown(scale_factor)}, expected one for a finite size"
            )
        sizes = [int(e) for e in exact]
        if not recompute:
            factors = [float(factor) for factor in given]
    out = _check.ntuple("interpolate", "size", sizes, d, least)
    _check.storable("interpolate", "y", (*input.shape[:2], *out))
    return out, factors


def _each(name: str, value: Any, d: int) -> list[Any]:
    """A value for each of d axes: PyTorch takes one for all, but no sequence of one."""
    values = list(value) if isinstance(value, (tuple, list)) else [value] * d
    if len(values) != d:
        raise ValueError(f"interpolate: {name} is {_check.shown(value)}, expected one number or {d}")
    return values
