"""The style of CS231n: `out, cache = conv2d_forward(x, w, b, conv_param)` and `conv2d_backward(dout, cache)`."""

from __future__ import annotations

import inspect
import textwrap

from . import bridge
from ._text import WIDTH, define, listed, literal, quoted
from .blueprint import HANDED, Blueprint, Parameters, positional

# Concepts whose options are handed over in a dictionary.
DICTIONARIES = {"convolution": "conv", "pooling": "pool", "normalization": "norm", "dropout": "dropout"}
GIVEN = ("training", "use_input_stats", "rng", "mask")  # options of each call


def pair(b: Blueprint, file: str) -> str:
    """Two functions and what the first keeps for the second."""
    name, text = b.op.name, f"PyTorch's {b.op.name}({', '.join(p.name for p in b.parameters)}):\n\n{b.doc}"
    grads = ", ".join(f"d{b.short(n, 'w')}" for n in (*b.differentiated, *b.learnt)) or "nothing"
    heading = f"{b.title(name, file)}\n\n{text}"
    source = f'''{quoted(heading)}

import numpy as np


{define(f"{name}_forward", takes(b))}
{quoted(_forward(b), "    ")}
    raise NotImplementedError("{name}_forward: fill in the forward pass")


def {name}_backward(dout: np.ndarray, cache):
    """Return {grads}."""
    raise NotImplementedError("{name}_backward: fill in the backward pass")
'''
    return source if b.recognised else source + bridge.to_pair(b, arrays(b), options(b), dictionary(b))


def dictionary(b: Blueprint) -> str:
    """The name of the dictionary of options; empty where there is none."""
    kind = "bn" if b.op.name == "batch_norm" else DICTIONARIES.get(b.op.concept)
    return f"{kind}_param" if kind and options(b) else ""


def arrays(b: Blueprint) -> Parameters:
    """The data, then the weights."""
    found = [p for p in b.parameters if (p.name in HANDED and p.name not in GIVEN) or p.name in b.learnt]
    return sorted(found, key=lambda p: p.name in b.learnt)


def options(b: Blueprint) -> Parameters:
    """Everything else; statistics may be left out."""
    found = [p for p in b.parameters if p.name not in {a.name for a in arrays(b)}]
    return [p.replace(default=None) if p.name in b.op.buffers else p for p in found]


def takes(b: Blueprint) -> Parameters:
    """The parameters of the forward function."""
    first = b.renamed(arrays(b), "w")
    if not dictionary(b):
        return positional([*first, *b.renamed(options(b), "w")])
    last = inspect.Parameter(dictionary(b), inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation="dict")
    return [*(p.replace(default=p.empty) for p in first), last]


def _forward(b: Blueprint) -> str:
    lines = ["Return out, which is y, and a cache of what backward needs.", "", f"Here {b.glossary('w')}."]
    if dictionary(b):
        values = [p.name if p.default is p.empty else f"{p.name} ({literal(p.default)})" for p in options(b)]
        defaults = "; what it lacks has the value in brackets" if any(v[-1] == ")" for v in values) else ""
        text = f"{dictionary(b)} holds {listed(values)}{defaults}."
        lines += textwrap.wrap(text, WIDTH - 4)
        if b.op.buffers:
            lines += [f"Put the new running statistics back into {dictionary(b)}."]
    return "\n".join(lines)
