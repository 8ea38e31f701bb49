"""The contract's style: `y, backward = conv2d(input, weight, ...)`."""

from __future__ import annotations

from ._text import define, listed, quoted
from .blueprint import Blueprint


def function(b: Blueprint, file: str) -> str:
    """A function that returns y and its pullback."""
    name, example = b.op.name, f"\n\n{b.example}" if b.example else ""
    grads = [f"d{g}" for g in b.op.differentiable]
    gives = f"({', '.join(grads)}{',' * (len(grads) == 1)})"
    optional = [p.name for p in b.parameters if p.default is None and p.name in b.op.differentiable]
    unless = f"; None for {listed(optional)} if that is None" if optional else ""
    unless += "; no place for an array of integers" if "target" in b.op.differentiable else ""
    return f'''{quoted(b.title(name, file))}

import numpy as np


{define(name, b.parameters)}
{quoted(b.doc + example, "    ")}

    def backward(dy: np.ndarray):
        """From dy, of y's shape, to the tuple {gives}{unless}."""
        raise NotImplementedError("{name}: fill in the backward pass")

    # Compute y here, above backward if it is easier to read, and return y, backward.
    raise NotImplementedError("{name}: fill in the forward pass")
'''


def gate(b: Blueprint, file: str) -> str:
    """A function that returns y alone: it has no gradient."""
    name, example = b.op.name, f"\n\n{b.example}" if b.example else ""
    return f'''{quoted(b.title(name, file))}

import numpy as np


{define(name, b.parameters, tail=" -> np.ndarray:")}
{quoted(b.doc + example, "    ")}
    raise NotImplementedError("{name}: fill in the forward pass")
'''
