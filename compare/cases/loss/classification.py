"""Questions about losses for classes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import REDUCTIONS, bad_reductions, mixed, probabilities


def cross_entropy(draw: Draw) -> Iterator[Case]:
    # Within ±1, so that no probability comes near 1: p - 1 would have no digits left to compare.
    x, t, w = draw.uniform(-1.0, 1.0, 7, 3), draw.integers(0, 3, 7), draw.uniform(0.2, 2.0, 3)
    t[:3], q = (0, 1, 2), probabilities(draw, 7, 3)
    images, labels, far = draw.uniform(-1.0, 1.0, 2, 3, 5, 4), draw.integers(0, 3, 2, 5, 4), 300 * draw.ties(7, 3)
    some = np.where(draw.mask(0.4, 7), 1, t)
    some[:2] = 1, 2
    yield Case("plain", call(x, t))
    yield Case("one element, sure to be right", call(x[:1, :1], 0 * t[:1]), zeros={"y", "grad input"})
    options: dict[str, dict[str, Any]] = {
        "": {},
        "weight": {"weight": w},
        "label_smoothing=0.3": {"label_smoothing": 0.3},
        "weight label_smoothing=0.3": {"weight": w, "label_smoothing": 0.3},
    }
    for reduction in REDUCTIONS:
        for name, option in options.items():
            words = f"{name} reduction={reduction}".strip()
            if words != "reduction=mean":
                yield Case(f"indices, {words}", call(x, t, **option, reduction=reduction))
            ignoring = call(x, some, **option, ignore_index=1, reduction=reduction)
            yield Case(f"ignore_index=1 {words}", ignoring)
            yield Case(f"probabilities, {words}", call(x, q, **option, reduction=reduction))
    yield Case("label_smoothing=1", call(x, t, label_smoothing=1.0))
    yield Case("label_smoothing=1, an int, probabilities", call(x, q, label_smoothing=1), zeros={"grad target"})
    yield Case("label_smoothing of NumPy", call(x, q, label_smoothing=np.float64(0.3)))
    yield Case("label_smoothing=-0.5 means 0", call(x, t, label_smoothing=-0.5))
    yield Case("label_smoothing=nan means 0", call(x, q, label_smoothing=float("nan")))
    yield Case("ignore_index=-100", call(x, np.where(t == 1, -100, t)))
    yield Case("ignore_index=-1 with probabilities", call(x, q, ignore_index=-1))
    yield Case("ignore_index beyond the classes", call(x, np.where(t == 1, 255, t), ignore_index=255))
    for name, option in options.items():
        nothing = call(x, np.full(7, -100), **option)
        yield Case(f"all ignored, {name or 'plain'}", nothing, zeros={"grad input"})
        nothing = call(x, np.full(7, 2), **option, ignore_index=2, reduction="none")
        yield Case(f"all ignored, reduction=none {name}".strip(), nothing, zeros={"y", "grad input"})
        yield Case(f"unbatched, {name or 'plain'}", call(x[0], np.array(t[0]), **option))
        yield Case(f"unbatched probabilities, {name or 'plain'}", call(x[0], q[0], **option))
        yield Case(f"(N, C, d1, d2), {name or 'plain'}", call(images, labels, **option))
        yield Case(f"empty batch, {name or 'plain'}", call(x[:0], t[:0], **option))
    every = {"weight": w, "ignore_index": 0, "label_smoothing": 0.1}
    yield Case("(N, C, d1)", call(images[..., 0], labels[..., 0], reduction="none"))
    yield Case(
        "(N, C, d1, d2, d3), every option", call(images[..., None], labels[..., None], **every, reduction="none")
    )
    yield Case("(N, C, d1, d2) probabilities", call(images, probabilities(draw, 2, 3, 5, 4), w, label_smoothing=0.2))
    yield Case("unbatched, ignored", call(x[0], np.array(1), ignore_index=1), zeros={"grad input"})
    yield Case("empty batch, reduction=none", call(x[:0], t[:0], reduction="none"))
    yield Case("empty batch of probabilities", call(x[:0], q[:0], w))
    yield Case("no classes", call(x[:, :0], q[:, :0], label_smoothing=0.1, reduction="none"))
    yield Case("empty axis", call(images[..., :0], labels[..., :0], reduction="sum"))
    yield Case("one class", call(x[:, :1], np.zeros(7, np.int64)), zeros={"y", "grad input"})
    yield Case("indices of uint8", call(x, t.astype(np.uint8), w))
    yield Case("indices of uint8, some ignored", call(x, t.astype(np.uint8), w, ignore_index=1))
    yield Case("indices of uint8, unbatched", call(x[0], np.array(2, np.uint8), label_smoothing=0.1))
    yield Case("targets that sum to no one", call(x, draw.normal(7, 3), w, label_smoothing=0.2))
    yield from mixed(x, q)
    yield Case("one-hot probabilities", call(x, np.eye(3)[t]))
    yield Case("weight of integers, probabilities", call(x, q, np.array([2, 1, 3])))
    yield Case("weights with a zero", call(x, t, w * [1, 0, 1]))
    yield Case("(N, C, d1, d2), Fortran order", call(images, labels, w, label_smoothing=0.1), layout="F")
    yield Case("weights of the targets all zero", call(x, np.full(7, 1), w * [1, 0, 1]), exact=True)
    yield Case("negative weight", call(x, t, w * [1, -1, 1], reduction="sum"))
    yield Case("logits in the hundreds", call(far, t))
    yield Case("logits in the hundreds, smoothed", call(far, t, w, label_smoothing=0.1, reduction="none"))
    yield Case("logits beyond exp", call(x + 1e4, t))
    yield Case(
        "logits of float32's size", call(np.array([[3e38, -3e38, 0.0]]), np.array([1]), reduction="sum"), exact=True
    )
    sure = np.array([[100.0, 0.0, -3.0], [0.0, 1.0, 90.0], [1.0, 3.0, 2.0]])
    yield Case("sure and right", call(sure, np.array([0, 2, 1]), reduction="none"))
    yield Case("equal logits", call(np.full((5, 3), 2.0), t[:5]), exact=True)
    yield Case("inf and nan in logits", call(_spiked(x), t, reduction="none"), exact=True)
    yield Case(
        "inf and nan in logits, ignored",
        call(_spiked(x), np.full(7, -100), reduction="none"),
        exact=True,
        zeros={"y", "grad input"},
    )
    yield Case(
        "inf and nan in logits, smoothed", call(_spiked(x), t, w, label_smoothing=0.1, reduction="none"), exact=True
    )
    yield Case("inf and nan in logits, probabilities", call(_spiked(x), q, reduction="none"), exact=True)
    masked = np.where(np.eye(7, 3, dtype=bool), -np.inf, x)
    yield Case("classes ruled out by -inf", call(masked, np.array([1, 2, 0, 1, 0, 2, 1])))
    yield Case("classes ruled out by -inf, one right", call(masked, np.array([0, 2, 0, 1, 0, 2, 1])), exact=True)
    yield Case("many classes", call(draw.uniform(-1.0, 1.0, 3, 97), draw.integers(0, 97, 3)))

    yield Case("refused: index C", call(x, np.where(t == 1, 3, t)), raises=True)
    yield Case("refused: index -1", call(x, np.where(t == 1, -1, t)), raises=True)
    yield Case("refused: index 2³² + 1, which is 1 in 32 bits", call(x, np.where(t == 1, 2**32 + 1, t)), raises=True)
    yield Case("refused: batch sizes", call(x, t[:5]), raises=True)
    yield Case("refused: one index for a batch", call(x, t[:1]), raises=True)
    yield Case("refused: column of indices", call(x, t[:, None]), raises=True)
    yield Case("refused: indices of input's shape", call(x, draw.integers(0, 3, 7, 3)), raises=True)
    yield Case("refused: probabilities of another shape", call(x, q[:, :2]), raises=True)
    yield Case("refused: floating indices", call(x, t.astype(float)), raises=True)
    yield Case("refused: indices of int32", call(x, t.astype(np.int32)), raises=True)
    yield Case("refused: indices of bool", call(x, t > 0), raises=True)
    smooth = call(x, t.astype(np.uint8), w, label_smoothing=0.1)
    yield Case("refused: indices of uint8, weight and label_smoothing", smooth, raises=True)
    yield Case("refused: indices of uint8, images", call(images, labels.astype(np.uint8)), raises=True)
    yield Case("refused: swapped axes of images", call(images, labels.swapaxes(1, 2)), raises=True)
    yield Case("refused: weight too short", call(x, t, w[:2]), raises=True)
    yield Case("refused: weight of one", call(x, t, w[:1]), raises=True)
    yield Case("refused: weight of two axes", call(x, t, w[None]), raises=True)
    yield Case("refused: weight too short, probabilities", call(x, q, w[:2]), raises=True)
    yield Case("refused: weight of integers", call(x, t, np.array([2, 1, 3])), raises=True)
    yield Case("refused: weight of float32", call(x, t, w.astype(np.float32)), raises=True, dtypes=("float64",))
    yield Case("refused: label_smoothing=1.01", call(x, t, label_smoothing=1.01), raises=True)
    yield Case("refused: label_smoothing=inf, probabilities", call(x, q, label_smoothing=float("inf")), raises=True)
    yield Case("refused: label_smoothing=None", call(x, t, label_smoothing=None), raises=True)
    yield Case("refused: ignore_index=0 with probabilities", call(x, q, ignore_index=0), raises=True)
    yield Case("refused: ignore_index=1.0", call(x, t, ignore_index=1.0), raises=True)
    yield Case("refused: ignore_index=True", call(x, t, ignore_index=True), raises=True)
    yield Case("refused: 0-d logits", call(np.array(1.0), np.array(0)), raises=True)
    yield Case("refused: logits of integers", call(np.ones((7, 3), np.int64), t), raises=True)
    yield Case("refused: target is None", call(x, None), raises=True)
    yield from bad_reductions(x, t)


def nll_loss(draw: Draw) -> Iterator[Case]:
    x, t, w = -draw.uniform(0.1, 3.0, 7, 3), draw.integers(0, 3, 7), draw.uniform(0.2, 2.0, 3)
    images, labels = draw.normal(2, 3, 5, 4), draw.integers(0, 3, 2, 5, 4)
    t[:3] = 0, 1, 2
    yield Case("plain", call(x, t))
    yield Case("one element", call(x[:1, :1], 0 * t[:1]))
    for reduction in REDUCTIONS:
        if reduction != "mean":
            yield Case(f"reduction={reduction}", call(x, t, reduction=reduction))
        yield Case(f"weight reduction={reduction}", call(x, t, w, reduction=reduction))
        yield Case(f"ignore_index=1 reduction={reduction}", call(x, t, ignore_index=1, reduction=reduction))
        yield Case(f"weight ignore_index=2 {reduction}", call(x, t, w, ignore_index=2, reduction=reduction))
    yield Case("ignore_index=-100", call(x, np.where(t == 1, -100, t)))
    yield Case("all ignored", call(x, np.full(7, -100)), zeros={"grad input"})
    yield Case("all ignored, reduction=sum", call(x, np.full(7, -100), w, reduction="sum"), zeros={"y", "grad input"})
    yield Case("unbatched", call(x[0], np.array(2), w))
    yield Case("(N, C, d1)", call(images[..., 0], labels[..., 0]))
    yield Case("(N, C, d1, d2), weight", call(images, labels, w, ignore_index=0))
    yield Case("(N, C, d1, d2, d3)", call(images[..., None], labels[..., None], w, reduction="none"))
    yield Case("empty batch", call(x[:0], t[:0]))
    yield Case("empty batch, reduction=none", call(x[:0], t[:0], w, reduction="none"))
    yield Case("empty axis", call(images[..., :0], labels[..., :0], w))
    yield Case("indices of uint8", call(x, t.astype(np.uint8)))
    yield Case("negative weight", call(x, t, np.array([2.0, -0.5, 1.5])))
    yield Case("(N, C, d1, d2), gaps in memory", call(images, labels, w), layout="strided")
    nothing = call(x, np.full(7, 1), w * [1, 0, 1])
    yield Case("weights of the targets all zero", nothing, exact=True, zeros={"grad input"})
    yield Case("inf and nan", call(_spiked(x), t, w, reduction="none"), exact=True)
    yield Case("inf and nan, ignored", call(_spiked(x), t, ignore_index=0, reduction="none"), exact=True)

    yield Case("refused: index C", call(x, np.where(t == 1, 3, t)), raises=True)
    yield Case("refused: index -1", call(images, np.where(labels == 1, -1, labels)), raises=True)
    yield Case("refused: index 2³² + 1, which is 1 in 32 bits", call(x, np.where(t == 1, 2**32 + 1, t)), raises=True)
    yield Case("refused: batch sizes", call(x, t[:5]), raises=True)
    yield Case("refused: 0-d target", call(x, np.array(1)), raises=True)
    yield Case("refused: floating target", call(x, x), raises=True)
    yield Case("refused: indices of int32", call(x, t.astype(np.int32)), raises=True)
    yield Case("refused: indices of uint8, images", call(images, labels.astype(np.uint8)), raises=True)
    yield Case("refused: indices of uint8, rows", call(images[..., 0], labels[..., 0].astype(np.uint8)), raises=True)
    yield Case("refused: image without its last axis", call(images, labels[..., 0]), raises=True)
    yield Case("refused: weight too long", call(x, t, draw.uniform(0.2, 2.0, 4)), raises=True)
    yield Case("refused: 0-d weight", call(x, t, np.array(2.0)), raises=True)
    yield Case("refused: 0-d input", call(np.array(1.0), np.array(0)), raises=True)
    yield Case("refused: ignore_index=None", call(x, t, ignore_index=None), raises=True)
    yield from bad_reductions(x, t)


def _spiked(x: np.ndarray) -> np.ndarray:
    """`x` with inf, -inf and nan in three of its rows."""
    x = x.copy()
    x[1, 0], x[2, 1], x[4, 2], x[5] = np.inf, -np.inf, np.nan, -np.inf
    return x
