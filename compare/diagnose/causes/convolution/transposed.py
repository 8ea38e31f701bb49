"""Transposed convolution: what it has in common with convolution stands there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import torch

from torch_ref.functional._vjp import tensor

from ...cause import Cause
from ...program import Scene, Tensors, options
from .._windows import Windows, edit_of, forward_of
from . import bias_gradient, weight_gradient
from ._parts import TRANSPOSED, taken

SHARED = ("weight-gradient-flipped", "bias-gradient-mean", "bias-gradient-last-sample", "bias-gradient-unreduced")


def _of_convolution(a: Tensors) -> dict[str, Any]:
    square = a.groups == 1 and a.weight.shape[0] == a.weight.shape[1]
    return {"weight": a.weight.transpose(0, 1)} if square else {}


def _inner_padding(a: Tensors, usual: Any, w: Windows) -> Any:
    padding = tuple(e * (k - 1) - p for e, k, p in zip(w.dilation, w.kernel, w.before))
    return usual(a.but(padding=padding)) if min(padding) >= 0 else usual(a)


def _assigned(a: Tensors, usual: Any, w: Windows) -> Any:
    """Each place of the output keeps what was written last, of one input and all its channels."""
    d = len(w.size)
    y = usual(a)
    shape = tuple(n + b + f for n, b, f in zip(y.shape[-d:], w.before, w.after))
    spread = w.but(size=shape, out=w.size, before=(0,) * d, after=(0,) * d)
    x = a.input.reshape(-1, a.groups, a.weight.shape[0] // a.groups, spread.places.shape[0])
    kernels = a.weight.reshape(a.groups, -1, *a.weight.shape[1:]).flatten(3)
    columns = torch.einsum("ngcl,gcok->ngolk", x, kernels) * torch.from_numpy(spread.winners())
    image = columns.new_zeros(columns.shape[:3].numel(), int(np.prod(spread.padded)))
    image = image.index_add(1, torch.from_numpy(spread.places.ravel()), columns.flatten(0, 2).flatten(1))
    image = image.reshape(-1, *spread.padded)
    inside = tuple(slice(b, b + n) for b, n in zip(w.before, y.shape[-d:]))
    found = image[(slice(None), *inside)].reshape(y.shape)
    return found if a.bias is None else found + a.bias.reshape(-1, *(1,) * d)


def _flipped(s: Scene, dx: np.ndarray, w: Windows) -> np.ndarray:
    d = len(w.size)
    kernel = tensor(np.flip(taken(s, "weight"), tuple(range(2, s.weight.ndim))))
    convolve: Any = getattr(torch.nn.functional, f"conv{d}d")
    found = convolve(tensor(s.dy), kernel, None, w.stride, w.before, w.dilation, s.groups).numpy()
    return found if found.shape == dx.shape else dx


CAUSES: list[Cause] = [
    *(
        replace(cause, ops=TRANSPOSED)
        for cause in (*weight_gradient.CAUSES, *bias_gradient.CAUSES)
        if cause.name in SHARED
    ),
    Cause(
        "weight-transposed",
        "the weight is read as (outputs, inputs, ...), as a convolution's; here it is (inputs, outputs, ...)",
        "y is right with the first two axes of the weight exchanged",
        "mistake",
        "exchange the first two axes of the weight",
        (),
        TRANSPOSED,
        options(_of_convolution),
    ),
    Cause(
        "output-padding-ignored",
        "output_padding is ignored",
        "y lacks its last rows and columns",
        "mistake",
        "make the output so much larger at its end",
        (),
        TRANSPOSED,
        options(lambda a: {"output_padding": 0}),
    ),
    Cause(
        "inner-padding",
        "the padding is put around the image; in a transposed convolution it is cut off the output",
        "y is that of padding dilation · (kernel - 1) - padding",
        "mistake",
        "cut the padding off the output (or pad by dilation * (kernel - 1) - padding before convolving)",
        (),
        TRANSPOSED,
        forward_of(_inner_padding),
    ),
    Cause(
        "overlap-assigned",
        "where kernels overlap in the output they overwrite each other instead of adding up: the last remains",
        "right where they do not overlap",
        "mistake",
        "add where kernels overlap, += instead of =",
        (55,),
        TRANSPOSED,
        forward_of(_assigned),
    ),
    Cause(
        "input-gradient-kernel-flipped",
        "the gradient of the input flips the kernel; there it slides over dy as it is",
        "dx is right when computed with the flipped kernel; y and dw are right",
        "mistake",
        "slide the kernel over dy without flipping it",
        (38,),
        TRANSPOSED,
        edit_of("grad input", _flipped),
    ),
]
