"""Every concept of a first deep-learning course, in NumPy alone.

To read in this order: `gates` (a neuron decides, and learns), `functional` (the ops: activation, linear, softmax, loss,
convolution, pooling, normalization, dropout, shape), `gradcheck` (is a gradient right?), `nn` (layers own arrays and
call one op), `generator`, `random` and `init` (where the first weights come from), `data`, `optim`, `models`,
`training`.

An op returns `y, backward`; `backward(dy)` returns a tuple of gradients. Nothing else is remembered anywhere.

Glossary. One letter means one thing everywhere:

    N           samples in a batch
    C, O        channels (or features, classes) in and out; I features into a linear layer
    D, H, W     depth, height and width of an input; L the length of a sequence
    D′, H′, W′  the same of an output
    Kd, Kh, Kw  the kernel's
    x, y        input and output; t the target; w, W and b weight and bias
    dy, dx, dw, db  gradients: how the loss changes with y, x, w, b
    xhat, rstd  normalized input; 1 / standard deviation; M how many values share a mean, G groups of channels
    p, log_p    probabilities and their logarithms
    d           how many spatial axes
"""

from __future__ import annotations

from . import data, functional, gates, gradcheck, init, models, nn, optim, random, training
from .random import Generator, manual_seed

__all__ = [
    "Generator",
    "data",
    "functional",
    "gates",
    "gradcheck",
    "init",
    "manual_seed",
    "models",
    "nn",
    "optim",
    "random",
    "training",
]
