"""Class numbers as rows of zeros and a one."""

from __future__ import annotations

import numpy as np

from .. import _check
from .._op import Array, Backward, op


@op
def one_hot(input: Array, num_classes: int = -1) -> tuple[Array, Backward]:
    """Write every class number as a row of zeros with a one in its place.

    Args:
        input: int64 class numbers, of any shape.
        num_classes: the length C of the rows; −1 means the largest number + 1.

    Returns:
        y, int64 of shape (..., C), and backward(dy) -> (): whole numbers have no gradient.

    Raises:
        ValueError: a negative number, or one that is not below num_classes; no numbers and no num_classes.
        TypeError: an input that is not int64.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.one_hot.html

    >>> one_hot(np.array([2, 0]))[0]
    array([[0, 0, 1],
           [1, 0, 0]])
    """
    _check.required("one_hot", input=input)
    _check.integers("one_hot", input=input)
    if input.dtype != np.int64:
        raise TypeError(f"one_hot: input is {input.dtype}, expected int64")
    _check.integer("one_hot", "num_classes", num_classes)
    if input.size == 0 and num_classes < 1:
        raise ValueError(
            f"one_hot: num_classes is {num_classes} with an empty input {input.shape}, expected at least 1"
        )
    if input.size and input.min() < 0:
        raise ValueError(f"one_hot: input has the class {input.min()}, expected none below 0")
    classes = int(input.max()) + 1 if num_classes == -1 else num_classes
    if input.size and input.max() >= classes:
        raise ValueError(f"one_hot: input has the class {input.max()}, expected below num_classes={num_classes}")
    _check.storable("one_hot", "y", (*input.shape, classes))
    return (input[..., None] == np.arange(classes)).astype(np.int64), lambda dy: ()
