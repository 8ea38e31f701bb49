"""The style of *Deep Learning from Scratch*: an object with `forward` and `backward` that owns its weights."""

from __future__ import annotations

import inspect

from . import bridge
from ._text import define, listed, quoted
from .blueprint import HANDED, Blueprint, Parameters, positional


def layer(b: Blueprint, file: str) -> str:
    """A class; weights, statistics and options go to its constructor."""
    heading = f"{b.title(b.name, file)}\n\nPyTorch's {b.op.name}({', '.join(p.name for p in b.parameters)}):\n\n{b.doc}"
    grads = [f"d{b.short(n)}" for n in b.learnt]
    stored = f"; put {listed([f'dL/{g}' for g in grads])} into {listed([f'self.{g}' for g in grads])}" if grads else ""
    dx = ", ".join(f"d{b.short(n)}" for n in b.differentiated) or "nothing"
    dout = inspect.Parameter("dout", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation="np.ndarray")
    dout = dout.replace(default=1.0, annotation=dout.empty) if b.op.concept == "loss" else dout
    text = f'''{quoted(heading)}

import numpy as np


class {b.name}:
    """The same as an object: {b.glossary()}."""

{_constructor(b)}{define("forward", b.renamed(handed(b)), "    ", "self")}
        """Return y; keep on self what backward needs."""
        raise NotImplementedError("{b.name}: fill in the forward pass")

{define("backward", [dout], "    ", "self")}
        """Return {dx}{stored}."""
        raise NotImplementedError("{b.name}: fill in the backward pass")
'''
    return text if b.recognised else text + bridge.to_layer(b, owned(b), handed(b))


def handed(b: Blueprint) -> Parameters:
    """What forward is handed; a layer is trained unless it is told otherwise."""
    found = [p for p in b.parameters if p.name in HANDED]
    return [p.replace(default=True) if p.name == "training" else p for p in found]


def owned(b: Blueprint) -> Parameters:
    """What the constructor takes; statistics may be left out."""
    found = [p for p in b.parameters if p.name not in HANDED]
    found = [p.replace(default=None) if p.name in b.op.buffers else p for p in found]
    return positional(sorted(found, key=lambda p: p.name in b.op.buffers))


def _constructor(b: Blueprint) -> str:
    parameters = b.renamed(owned(b))
    if not parameters:
        return ""
    lines = [f"        self.{p.name} = {p.name}" for p in parameters]
    lines += [f"        self.d{b.short(name)} = None" for name in b.learnt]
    return "\n".join([define("__init__", parameters, "    ", "self"), *lines]) + "\n\n"
