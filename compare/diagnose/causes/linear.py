"""Causes of differences in the linear layer and the embedding."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..cause import Cause
from ..program import Scene, edit, forward

AFFINE = ("linear",)


def _square(s: Scene) -> bool:
    return bool(s.weight.shape[0] == s.weight.shape[1])


def _untransposed(a: Any, usual: Any) -> Any:
    return usual(a.but(weight=a.weight.T)) if a.weight.shape[0] == a.weight.shape[1] else usual(a)


def _wrong_axis(s: Scene, db: np.ndarray) -> np.ndarray:
    """Over the outputs of each sample in place of the samples."""
    return np.asarray(s.dy.sum(axis=-1)) if s.dy.ndim == 2 else db


def _assigned(which: int) -> Any:
    """Where a word comes again, one of its gradients takes the place of the others."""

    def changed(s: Scene, dw: np.ndarray) -> np.ndarray:
        found = np.zeros_like(dw)
        words, dy = s.input.ravel(), s.dy.reshape(-1, dw.shape[1])
        for i in range(len(words))[::which]:
            found[words[i]] = dy[i]
        return found

    return edit("grad weight", changed)


CAUSES: list[Cause] = [
    Cause(
        "dx-weight-untransposed",
        "the gradient of the input uses the weight where its transpose belongs",
        "dx = dy Wᵀ in place of dy W, forward right; with a weight that is not square the shapes do not fit",
        "mistake",
        "transpose the weight in the gradient of the input",
        (3,),
        AFFINE,
        edit("grad input", lambda s, dx: s.dy @ s.weight.T if _square(s) else dx),
    ),
    Cause(
        "weight-untransposed",
        "a square weight is used the other way round than one that is not square",
        "y = x W in place of x Wᵀ; no shape says so, the sums of squares are alike",
        "mistake",
        "use the weight in one way",
        (2,),
        AFFINE,
        forward(_untransposed),
    ),
    Cause(
        "weight-gradient-transposed",
        "the gradient of the weight is transposed",
        "dWᵀ is right; with a weight that is not square the shapes do not fit",
        "mistake",
        "x.T @ dout, not dout.T @ x, for a weight (in, out)",
        (4,),
        AFFINE,
        edit("grad weight", lambda s, dw: dw.T),
    ),
    Cause(
        "bias-gradient-unreduced",
        "the gradient of the bias is not summed over the batch",
        "it has the shape (N, out); summed over axis 0 it is right",
        "mistake",
        "dout.sum(axis=0)",
        (6,),
        AFFINE,
        edit("grad bias", lambda s, db: s.dy),
    ),
    Cause(
        "bias-gradient-wrong-axis",
        "the gradient of the bias is summed over the outputs; it is to be summed over the batch",
        "it has the shape (N,)",
        "mistake",
        "dout.sum(axis=0)",
        (7,),
        AFFINE,
        edit("grad bias", _wrong_axis),
    ),
    Cause(
        "weight-gradient-divided-by-batch",
        "the gradient of the weight is divided by the batch size",
        "ratio 1 / N, where the loss has divided already",
        "mistake",
        "leave the division to the loss",
        (8,),
        AFFINE,
        edit("grad weight", lambda s, dw: dw / len(s.dy)),
    ),
    Cause(
        "bias-missing",
        "the bias is not added",
        "y is off by the bias",
        "mistake",
        "add b",
        (),
        AFFINE,
        forward(lambda a, usual: usual(a.but(bias=None)) + (0 * a.bias.sum() if a.bias is not None else 0)),
    ),
    Cause(
        "weight-gradient-first-sample",
        "the gradient of the weight is that of one sample",
        "right for a batch of one",
        "mistake",
        "x.T @ dout adds over the batch",
        (),
        AFFINE,
        edit("grad weight", lambda s, dw: np.outer(s.dy[0], s.input[0]) if s.dy.ndim == 2 else dw),
    ),
    Cause(
        "weight-gradient-first-sample",
        "the gradient of the weight is that of one sample",
        "right for a batch of one",
        "mistake",
        "x.T @ dout adds over the batch",
        (),
        AFFINE,
        edit("grad weight", lambda s, dw: np.outer(s.dy[-1], s.input[-1]) if s.dy.ndim == 2 else dw),
    ),
    *(
        Cause(
            "repeated-index-assigned",
            "gradients of a word that comes again replace each other; they are to be added",
            "right where each word comes once, else one of several gradients",
            "mistake",
            "np.add.at(dW, idx, dout)",
            (10,),
            ("embedding",),
            _assigned(which),
        )
        for which in (1, -1)
    ),
]
