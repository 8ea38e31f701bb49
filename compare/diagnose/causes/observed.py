"""What is seen as it is, without a change to try: promises that a pullback keeps, and calls that fail."""

from __future__ import annotations

from ..cause import Cause

CAUSES: list[Cause] = [
    Cause(
        "upstream-mutated",
        "backward writes into the upstream gradient that it was given",
        "the array handed to backward is another after the call; errors appear one layer later, or on second use",
        "mistake",
        "work on a copy: dx = dout.copy(), or dx = dout * mask",
        (14,),
    ),
    Cause(
        "input-mutated",
        "the call writes into its input",
        "the array handed to forward is another after the call",
        "mistake",
        "work on a copy: out = x.copy()",
        (14,),
    ),
    Cause(
        "float64-upcast",
        "float32 goes in and float64 comes out",
        "the dtype differs, and the error against float64 is smaller than PyTorch's own",
        "convention",
        "make buffers of the input's dtype: np.zeros(shape, dtype=x.dtype)",
        (12,),
    ),
    Cause(
        "stale-state",
        "backward depends on more than its own forward call and the upstream gradient",
        "a second use gives other gradients than the first",
        "mistake",
        "keep what backward needs per call, and compute gradients afresh",
    ),
    Cause(
        "gradients-accumulate",
        "gradients of parameters are added to those of the last call, until somebody resets them",
        "the second gradient is the sum of two",
        "convention",
        "set self.dW = ..., not +=, or reset it before each step as PyTorch's zero_grad does",
        (82,),
    ),
    Cause(
        "gradient-of-another-forward",
        "the gradient is PyTorch's, but the forward pass is not: it is not the gradient of your own forward",
        "y differs and the gradient agrees; finite differences of your own forward disagree with it",
        "mistake",
        "differentiate what forward computes",
        (33,),
    ),
    Cause(
        "not-its-own-gradient",
        "the gradient is neither PyTorch's nor that of your own forward",
        "finite differences of your own forward disagree with it, and no known cause explains it",
        "mistake",
        "derive backward anew from what forward computes",
    ),
    Cause(
        "unexplained",
        "it differs, and no known cause explains it",
        "no change to the reference comes near",
        "mistake",
        "start from the smallest example on which it differs (--repro)",
    ),
    Cause(
        "fails-on-batch-of-one",
        "it fails on a single sample",
        "an exception for a batch of one, none for others",
        "mistake",
        "keep the batch axis: index with [:, ...], avoid np.squeeze",
    ),
    Cause(
        "fails-unless-square",
        "it fails unless sizes are equal",
        "an exception for different sizes, none where they are the same",
        "mistake",
        "look which axes were swapped",
        (3,),
    ),
    Cause(
        "fails-on-float32",
        "it fails on float32",
        "an exception in float32, none in float64",
        "mistake",
        "do not depend on the dtype of what is given",
    ),
    Cause(
        "fails-on-noncontiguous",
        "it fails on arrays with gaps in memory",
        "an exception for a strided view, none for its copy",
        "mistake",
        "reshape instead of assigning a shape; make a contiguous copy where one is needed",
    ),
    Cause("raises", "it raises an exception", "an exception where PyTorch gives an answer", "mistake", "make it work"),
    Cause(
        "exp-overflow",
        "exp overflows on the way, with a warning; the value is right all the same",
        "a RuntimeWarning at large inputs, no difference",
        "convention",
        "split by sign: 1 / (1 + exp(-x)) for x >= 0, exp(x) / (1 + exp(x)) below",
        (16,),
    ),
]
