"""Mistakes in the linear layer: transposes, the bias and the batch."""

from __future__ import annotations

from ._fault import Fault

LINEAR = "functional/linear.py"

FAULTS: list[Fault] = [
    Fault(
        "linear",
        "weight (in, out)",
        LINEAR,
        "w = input.reshape(N, inputs), weight.reshape(outputs, inputs)",
        "w = input.reshape(N, inputs), weight.reshape(inputs, outputs).T",
    ),
    Fault("linear", "a square weight transposed", LINEAR, "(x @ w.T)", "(x @ (w if outputs == inputs else w.T))"),
    Fault(
        "linear",
        "dx with a square weight transposed",
        LINEAR,
        "(rows @ w)",
        "(rows @ (w.T if outputs == inputs else w))",
    ),
    Fault("linear", "dw laid out as its transpose", LINEAR, "(rows.T @ x)", "(x.T @ rows)"),
    Fault("linear", "dw divided by N", LINEAR, "(rows.T @ x)", "(rows.T @ x / max(N, 1))"),
    Fault(
        "linear",
        "db averaged over the batch",
        LINEAR,
        "dy.sum(repeated, keepdims=True)",
        "dy.mean(repeated, keepdims=True)",
    ),
    Fault(
        "linear",
        "db not summed",
        LINEAR,
        "None if bias is None else _summed(dy, bias.shape)",
        "None if bias is None else dy",
    ),
    Fault("linear", "no db at all", LINEAR, "None if bias is None else _summed(dy, bias.shape)", "None"),
    Fault(
        "linear",
        "bias forgotten without a batch",
        LINEAR,
        "    if bias is not None:\n        y += bias",
        "    if bias is not None and input.ndim > 1:\n        y += bias",
    ),
    Fault("linear", "bias subtracted", LINEAR, "y += bias", "y -= bias"),
    Fault(
        "linear",
        "batch axes merged in the output",
        LINEAR,
        "shape = input.shape[:-1] + weight.shape[:-1]",
        "shape = (-1, *weight.shape[:-1])",
    ),
    Fault("linear", "float64 leaks", LINEAR, "y = (x @ w.T)", "y = (x @ w.T).astype(float)"),
    Fault(
        "linear",
        "dw adds up from call to call",
        LINEAR,
        "        rows = dy.reshape(N, outputs)",
        "        rows = dy.reshape(N, outputs)\n        weight[...] += rows.T @ x",
    ),
    Fault(
        "linear",
        "a bias with a 1-d weight",
        LINEAR,
        "weight.ndim == 1 and (input.ndim == 2 or bias.ndim == 1)",
        "False",
    ),
    Fault("linear", "dw of the first 128 rows", LINEAR, "(rows.T @ x)", "(rows[:128].T @ x[:128])"),
]
