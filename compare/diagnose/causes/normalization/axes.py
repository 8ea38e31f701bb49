"""Causes in which values share their statistics."""

from __future__ import annotations

from typing import Any

from ...cause import Cause
from ...program import Change, Tensors, options
from ._recipe import BATCH, EVERY, GROUP, INSTANCE, LAYER, ROOT, step


def _along(op: str, axes: Any) -> Change:
    """Statistics along `axes(input)`, in the input's own shape; no axes leave it as it is."""
    return step(op, shared=lambda op, a: (a.input, axes(a.input)))


def _in_turn(op: str, a: Tensors) -> tuple[Any, tuple[int, ...]]:
    """Channel c belongs to group c mod G."""
    x = a.input.reshape(a.input.shape[0], -1, a.num_groups, *a.input.shape[2:])
    return x, tuple(i for i in range(1, x.ndim) if i != 2)


def _size_for_number(a: Tensors) -> dict[str, Any]:
    return {"num_groups": a.input.shape[1] // a.num_groups}


CAUSES: list[Cause] = [
    Cause(
        "statistics-per-activation",
        "statistics are taken over the batch alone, for every pixel by itself; PyTorch takes them per channel",
        "the mean over the batch is 0 at every pixel",
        "mistake",
        "take mean and variance over axes (0, 2, 3)",
        (62,),
        (BATCH,),
        _along(BATCH, lambda x: (0,)),
    ),
    Cause(
        "statistics-per-sample",
        "statistics are taken within each sample; PyTorch takes them over the batch too",
        "the mean is 0 in every sample",
        "mistake",
        "take mean and variance over axis 0 as well",
        (),
        (BATCH,),
        _along(BATCH, lambda x: tuple(range(2, x.ndim)) or (1,)),
    ),
    *(
        Cause(
            "statistics-over-batch",
            f"statistics are taken over the batch; {what} takes them within each sample",
            "the mean over the batch is 0",
            "mistake",
            mend,
            (),
            (op,),
            _along(op, axes),
        )
        for op, what, mend, axes in (
            (LAYER, "layer normalization", "take mean and variance over the last axis", lambda x: (0,)),
            (ROOT, "root mean square normalization", "take the mean square over the last axis", lambda x: (0,)),
            (INSTANCE, "instance normalization", "leave out axis 0", lambda x: (0, *range(2, x.ndim))),
            (GROUP, "group normalization", "leave out axis 0", lambda x: (0, *range(2, x.ndim))),
        )
    ),
    *(
        Cause(
            "statistics-of-everything",
            "there is one mean and one variance for the whole array",
            "the mean of all values is 0, that of a channel or of a sample is not",
            "mistake",
            "hand axis= to np.mean and np.var, with keepdims=True",
            (),
            (op,),
            _along(op, lambda x: tuple(range(x.ndim))),
        )
        for op in EVERY
    ),
    *(
        Cause(
            "statistics-over-last-axis",
            "statistics are taken over the last axis alone; PyTorch takes them over all of normalized_shape",
            "right where one axis is normalized",
            "mistake",
            "take them over as many axes as normalized_shape has",
            (),
            (op,),
            _along(op, lambda x: (x.ndim - 1,)),
        )
        for op in (LAYER, ROOT)
    ),
    Cause(
        "statistics-per-channel",
        "statistics are taken in every channel by itself, as in instance normalization",
        "the mean of every channel is 0; right with as many groups as channels",
        "mistake",
        "reshape to (N, groups, -1) first",
        (),
        (GROUP,),
        _along(GROUP, lambda x: tuple(range(2, x.ndim))),
    ),
    Cause(
        "channels-dealt-in-turn",
        "channels are dealt out to the groups in turn; in PyTorch a group is of channels side by side",
        "right with one group, and with as many groups as channels",
        "mistake",
        "reshape to (N, groups, C // groups, H, W)",
        (),
        (GROUP,),
        step(GROUP, shared=_in_turn),
    ),
    Cause(
        "group-size-for-number",
        "num_groups is taken for how many channels a group has; in PyTorch it is how many groups there are",
        "right where both are the same",
        "mistake",
        "reshape to (N, num_groups, -1)",
        (),
        (GROUP,),
        options(_size_for_number),
    ),
    *(
        Cause(
            "statistics-over-channels",
            "statistics are taken over the channels too, as in layer normalization",
            "the mean of every sample is 0, that of a channel is not",
            "mistake",
            mend,
            (),
            (op,),
            _along(op, lambda x: tuple(range(1, x.ndim))),
        )
        for op, mend in ((INSTANCE, "leave out axis 1"), (GROUP, "reshape to (N, groups, -1) first"))
    ),
]
