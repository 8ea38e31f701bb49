"""Channels, groups and the bias: what is summed, and what is added to it."""

from __future__ import annotations

import math
from typing import Any

from ...cause import Cause
from ...program import Tensors, forward, options
from .._windows import forward_of, options_of
from ._parts import CONV, TRANSPOSED

BIAS = "add the bias once per output channel, after everything is summed: y + bias[:, None, None]"


def _one_channel(a: Tensors, d: int, last: bool) -> dict[str, Any]:
    if not a.weight.shape[1]:
        return {}
    c = a.weight.shape[1] - 1 if last else 0
    groups = a.input.unflatten(-d - 1, (a.groups, a.weight.shape[1]))
    return {"input": groups.select(-d - 1, c), "weight": a.weight.narrow(1, c, 1)}


def _ungrouped(a: Tensors, d: int) -> dict[str, Any]:
    return {"input": a.input.narrow(-d - 1, 0, a.weight.shape[1]), "groups": 1}


def _interleaved(a: Tensors, usual: Any, w: Any) -> Any:
    """Output o belongs to group o % groups: computed in blocks, then put in that order."""
    d, outputs = len(w.size), a.weight.shape[0]
    weight = a.weight.unflatten(0, (outputs // a.groups, a.groups)).transpose(0, 1).flatten(0, 1)
    bias = None if a.bias is None else a.bias.reshape(-1, a.groups).T.flatten()
    y = usual(a.but(weight=weight, bias=bias))
    return y.unflatten(-d - 1, (a.groups, -1)).transpose(-d - 2, -d - 1).flatten(-d - 2, -d - 1)


def _shuffled(a: Tensors, usual: Any, w: Any) -> Any:
    """The outputs of a group are a group's distance apart."""
    d = len(w.size)
    return usual(a).unflatten(-d - 1, (a.groups, -1)).transpose(-d - 2, -d - 1).flatten(-d - 2, -d - 1)


def _along_width(a: Tensors, usual: Any) -> Any:
    if a.bias is None:
        return usual(a)
    y = usual(a.but(bias=None))
    return y + a.bias if y.shape[-1] == a.bias.shape[0] else usual(a)


def _times(count: Any, how: str) -> Cause:
    return Cause(
        "bias-added-repeatedly",
        f"the bias is added once per {how}; PyTorch adds it once",
        "y differs by a constant per output channel, a whole multiple of the bias",
        "mistake",
        BIAS,
        (),
        CONV,
        options(lambda a: {} if a.bias is None else {"bias": a.bias * count(a.weight.shape)}),
    )


def _shrunk(count: Any, how: str) -> Cause:
    return Cause(
        "products-averaged",
        f"the products are averaged over {how}; a convolution sums them",
        "y without its bias is too small by the number of what is averaged",
        "mistake",
        "np.sum instead of np.mean",
        (),
        CONV,
        options(lambda a: {"weight": a.weight / count(a.weight.shape)}),
    )


CAUSES: list[Cause] = [
    Cause(
        "bias-missing",
        "the bias is not added",
        "y differs by the bias, a constant per output channel",
        "mistake",
        BIAS,
        (),
        (*CONV, *TRANSPOSED),
        options(lambda a: {"bias": None}),
    ),
    _times(lambda shape: shape[1], "input channel"),
    _times(lambda shape: math.prod(shape[2:]), "element of the kernel"),
    _times(lambda shape: math.prod(shape[1:]), "input channel and element of the kernel"),
    Cause(
        "bias-along-width",
        "the bias is broadcast along the width; it belongs to the output channels",
        "runs only where the output is as wide as it has channels, and is wrong there",
        "mistake",
        BIAS,
        (),
        (*CONV, *TRANSPOSED),
        forward(_along_width),
    ),
    Cause(
        "one-channel-only",
        "only the last input channel counts: each overwrites the one before; they must be summed",
        "y = conv(x[:, -1:], w[:, -1:]); right for one channel",
        "mistake",
        "add up over the input channels, += instead of =",
        (),
        CONV,
        options_of(lambda a, d: _one_channel(a, d, last=True)),
    ),
    Cause(
        "one-channel-only",
        "only the first input channel counts; they must be summed",
        "y = conv(x[:, :1], w[:, :1]); right for one channel",
        "mistake",
        "add up over the input channels",
        (),
        CONV,
        options_of(lambda a, d: _one_channel(a, d, last=False)),
    ),
    _shrunk(lambda shape: shape[1], "the input channels"),
    _shrunk(lambda shape: math.prod(shape[1:]), "the whole window"),
    Cause(
        "groups-ignored",
        "groups are ignored: every output sees the first channels of the input, as many as its kernel has",
        "right with one group; the channels of the other groups have gradient 0",
        "mistake",
        "output channel o sees the channels of group o // (O / groups)",
        (),
        CONV,
        options_of(lambda a, d: _ungrouped(a, d)),
    ),
    Cause(
        "depthwise-layout",
        "the kernels of a grouped convolution are taken in turns by the groups (as in the layout k, k, C, m read "
        "the other way); in PyTorch each group has a block of them",
        "output channel o sees the channels of group o % groups; right with one kernel per group",
        "convention",
        "output channel o belongs to group o // (O / groups)",
        (48,),
        CONV,
        forward_of(_interleaved),
    ),
    Cause(
        "depthwise-layout",
        "the outputs of a grouped convolution are in the order (kernel, group); in PyTorch it is (group, kernel)",
        "the channels of y are permuted; right with one kernel per group",
        "convention",
        "order the outputs by group first",
        (48,),
        CONV,
        forward_of(_shuffled),
    ),
]
