"""Mistakes in unpooling."""

from __future__ import annotations

from .._fault import Fault

UNPOOL = "functional/pooling/unpool.py"
PUT = "y.reshape(-1)[place] = input"

FAULTS: list[Fault] = [
    Fault("max_unpool2d", "all planes in the first", UNPOOL, "in_all_planes(indices, y.shape, d)", "indices"),
    Fault("max_unpool1d", "what meets is added", UNPOOL, PUT, "np.add.at(y.reshape(-1), place, input)"),
    Fault("max_unpool3d", "what meets: the first stays", UNPOOL, PUT,
          "y.reshape(-1)[place.ravel()[::-1]] = input.ravel()[::-1]"),
    Fault("max_unpool2d", "what meets: the largest stays", UNPOOL, PUT, "np.maximum.at(y.reshape(-1), place, input)"),
    Fault("max_unpool1d", "dy in order, not by the indices", UNPOOL, "dy.take(place)",
          "dy.take(np.arange(place.size).reshape(place.shape))"),
    Fault("max_unpool2d", "backward only for what stayed", UNPOOL, "dy.take(place)",
          "dy.take(place) * (y.take(place) == input)"),
    Fault("max_unpool2d", "backward with the places of the latest call", UNPOOL,
          "    def backward(dy: Array) -> tuple[Array]:\n        occupied(op, \"backward's dy\", dy, 1)\n"
          "        return (dy.take(place),)",
          "    _unpool.place = place\n\n    def backward(dy: Array) -> tuple[Array]:\n"
          "        return (dy.take(_unpool.place),)"),
    Fault("max_unpool1d", "stride 1 by default", UNPOOL, "strides = kernel if stride", "strides = (1,) * d if stride"),
    Fault("max_unpool2d", "stride ignored", UNPOOL, "strides = kernel if stride is None", "strides = kernel if True"),
    Fault("max_unpool3d", "padding counted once", UNPOOL, "k - 2 * p for", "k - p for"),
    Fault("max_unpool3d", "kernel_size ignored", UNPOOL, "(n - 1) * s + k - 2", "n * s - 2"),
    Fault("max_unpool1d", "output_size ignored", UNPOOL, "        size = wanted\n", ""),
    Fault("max_unpool1d", "output_size of NumPy's", UNPOOL, "_pythons(op, output_size=output_size)\n", "pass\n"),
    Fault("max_unpool2d", "output_size is exact", UNPOOL, "n - s < m < n + s", "n <= m < n + s"),
    Fault("max_unpool3d", "output_size: a stride too far", UNPOOL, "n - s < m < n + s", "n - s < m <= n + s"),
    Fault("max_unpool2d", "output_size: batch and channels refused", UNPOOL, "not in (d, d + 2)", "not in (d,)"),
    Fault("max_unpool1d", "output_size: the first ones count", UNPOOL, "output_size[-d:]", "output_size[:d]"),
    Fault("max_unpool2d", "height and width exchanged", UNPOOL, "*size), input.dtype", "*size[::-1]), input.dtype"),
    Fault("max_unpool2d", "an index of −1 is the last place", UNPOOL, "not 0 <= indices.min()",
          "not -places <= indices.min()"),
    Fault("max_unpool3d", "an index beyond the plane falls into the next", UNPOOL, "indices.max() < places",
          "indices.max() < places * len(input)"),
    Fault("max_unpool1d", "indices of any integer dtype", UNPOOL, "indices.dtype != np.int64",
          "indices.dtype.kind not in \"iu\""),
    Fault("max_unpool1d", "indices broadcast over the batch", UNPOOL,
          "    _check.shape(op, \"indices\", indices, input.shape, \"input's\")\n", ""),
    Fault("max_unpool3d", "stride 0 accepted", UNPOOL, "if d == 3 and min(strides) < 1:", "if False:"),
    Fault("max_unpool1d", "float64 zeros", UNPOOL, "*size), input.dtype)", "*size))"),
]  # fmt: skip
