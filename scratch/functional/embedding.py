"""The embedding: a row of a table for every index. It is a linear layer whose inputs are all 0 but for a single 1.

Multiplying by such inputs would be a waste: forward picks rows, and backward adds to the rows that were picked.
"""

from __future__ import annotations

import numpy as np

from . import _check
from ._op import Array, Backward, Gradients, op


@op
def embedding(
    input: Array, weight: Array, padding_idx: int | None = None, *, scale_grad_by_freq: bool = False
) -> tuple[Array, Backward]:
    """Look up a row of the weight for every index.

        y[n] = weight[input[n]]

    Args:
        input: indices (int64 or int32) of any shape, from 0 to V − 1.
        weight: (V, D), a row for each index.
        padding_idx: an index whose row gets no gradient; a negative one counts from V.
        scale_grad_by_freq: whether to divide the gradient of a row by how often its index occurs in input.

    Returns:
        y of shape (..., D), the axes of input in front, and backward(dy) -> (dweight,):

        dweight[v] = Σ dy[n] over all n with input[n] = v

    At: a row that was not picked has gradient 0.

    Raises:
        ValueError: an index out of range, a negative one included; a weight that is not 2-d; padding_idx out of range.
        TypeError: indices of another dtype; a weight that is not floating.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html

    >>> y, backward = embedding(np.array([2, 0, 2]), np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    >>> y
    array([[5., 6.],
           [1., 2.],
           [5., 6.]])
    >>> backward(np.array([[1.0, 1.0], [10.0, 10.0], [100.0, 100.0]]))[0]
    array([[ 10.,  10.],
           [  0.,   0.],
           [101., 101.]])
    """
    name = "embedding"
    _check.required(name, input=input, weight=weight)
    _check.arrays(name, input=input)
    if input.dtype not in (np.int64, np.int32):
        raise TypeError(f"{name}: input is {input.dtype}, expected indices of int64 or int32")
    _check.floating(name, weight=weight)
    _check.ndim(name, "weight", weight, (2,), "(V, D)")
    _check.flag(name, "scale_grad_by_freq", scale_grad_by_freq)
    V = len(weight)
    padding = row(name, padding_idx, V)
    if input.size and not 0 <= input.min() <= input.max() < V:
        raise ValueError(f"{name}: input has indices from {input.min()} to {input.max()}, expected 0 to {V - 1}")

    def backward(dy: Array) -> Gradients:
        rows = dy
        if scale_grad_by_freq:
            rows = dy / np.bincount(input.ravel(), minlength=V).astype(dy.dtype)[input][..., None]
        dweight = np.zeros_like(weight)
        np.add.at(dweight, input, rows)
        if padding is not None:
            dweight[padding : padding + 1] = 0  # a slice, because there may be no rows
        return (dweight,)

    return weight[input], backward


def row(name: str, padding_idx: int | None, V: int) -> int | None:
    """The row that `padding_idx` means, if any; negative ones count from V.

    Raises:
        ValueError: there is no such row.
    """
    if padding_idx is None:
        return None
    _check.integer(name, "padding_idx", padding_idx)
    if padding_idx and not -V <= padding_idx < V:  # 0 is taken even where there are no rows, as in PyTorch
        raise ValueError(f"{name}: padding_idx is {padding_idx}, expected between {-V} and {V - 1}")
    return int(padding_idx) + (V if padding_idx < 0 else 0)
