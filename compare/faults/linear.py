"""Mistakes in the linear and the bilinear layer: transposes, the bias and the batch."""

from __future__ import annotations

from ._fault import Fault

LINEAR, LAYER = "functional/linear.py", "nn/linear.py"


def _bilinear(idea: str, old: str, new: str) -> Fault:
    return Fault("bilinear", idea, LINEAR, old, new)


ROWS = "rows = dy.reshape(N, outputs)\n        db = "

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
        f"{ROWS}None if bias is None else summed_to(dy, bias)",
        f"{ROWS}None if bias is None else summed_to(dy, bias) / max(N, 1)",
    ),
    Fault(
        "linear",
        "db not summed",
        LINEAR,
        f"{ROWS}None if bias is None else summed_to(dy, bias)",
        f"{ROWS}None if bias is None else dy",
    ),
    Fault("linear", "no db at all", LINEAR, f"{ROWS}None if bias is None else summed_to(dy, bias)", f"{ROWS}None"),
    Fault(
        "linear",
        "bias forgotten without a batch",
        LINEAR,
        "    if bias is not None:\n        y += bias",
        "    if bias is not None and input.ndim > 1:\n        y += bias",
    ),
    Fault("linear", "a bias for one axis of several", LINEAR, "if narrow and", "if False and"),
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
    _bilinear("weight (out, second, first)", "(0, 2, 1).reshape(outputs * J, inputs)", "(0, 1, 2).reshape(-1, inputs)"),
    _bilinear(
        "dw laid out as it is computed",
        "dw.reshape(outputs, J, inputs).transpose(0, 2, 1)",
        "dw.reshape(weight.shape)",
    ),
    _bilinear("bias forgotten", "product if bias is None else product + bias", "product"),
    _bilinear(
        "bias subtracted", "product if bias is None else product + bias", "product if bias is None else product - bias"
    ),
    _bilinear(
        "db averaged over the batch",
        "(0, 2, 1), db",
        "(0, 2, 1), None if db is None else db / max(len(dy), 1)",
    ),
    _bilinear(
        "the second input missing from the first one's gradient",
        "g[..., None] * input2[..., None, :]",
        "g[..., None] * np.ones_like(input2)[..., None, :]",
    ),
    _bilinear("dx2 for a cotangent of ones", '"...o,...oj->...j", g, t', '"...o,...oj->...j", np.ones_like(g), t'),
    _bilinear("gradients of the inputs exchanged", "return dx1, dx2, dw", "return dx2, dx1, dw"),
    _bilinear(
        "a batch of one stretched",
        '_check.shape(name, "input2", input2, (*input1',
        'input1.ndim == input2.ndim or _check.shape(name, "input2", input2, (*input1',
    ),
    _bilinear("any bias that broadcasts", "if not fits or bias.shape[:1] != (len(weight),):", "if not fits:"),
    _bilinear("float64 leaks", '"...oj,...j->...o", t, input2)', '"...oj,...j->...o", t, input2.astype(float))'),
    Fault(
        "Bilinear",
        "bound of all features",
        LAYER,
        "bound = 1 / math.sqrt(in1_features)",
        "bound = 1 / math.sqrt(in1_features * in2_features)",
    ),
    Fault(
        "Bilinear",
        "bias drawn first",
        LAYER,
        "for array in (self.weight, self.bias):",
        "for array in (self.bias, self.weight):",
    ),
    Fault(
        "Bilinear",
        "weight with the inputs exchanged",
        LAYER,
        '"Bilinear", (out_features, in1_features, in2_features)',
        '"Bilinear", (out_features, in2_features, in1_features)',
    ),
    Fault("Bilinear", "bias not handed on", LAYER, "input2, self.weight, self.bias)", "input2, self.weight)"),
    Fault(
        "Bilinear",
        "bias=False ignored",
        LAYER,
        'parameter("Bilinear", (out_features,), dtype) if bias else None',
        'parameter("Bilinear", (out_features,), dtype)',
    ),
    Fault(
        "Linear",
        "weight of shape (in, out)",
        LAYER,
        '"Linear", (out_features, in_features)',
        '"Linear", (in_features, out_features)',
    ),
    Fault(
        "Linear",
        "float64 by default",
        LAYER,
        "int, bias: bool = True, *, dtype: Any = np.float32):",
        "int, bias: bool = True, *, dtype: Any = np.float64):",
    ),
    Fault(
        "Linear",
        "bias=False ignored",
        LAYER,
        '"Linear", (out_features,), dtype) if bias else None',
        '"Linear", (out_features,), dtype)',
    ),
    Fault(
        "Linear",
        "bias not drawn",
        LAYER,
        "linear_and_conv_(self.weight, self.bias)",
        "linear_and_conv_(self.weight, None); self.bias[...] = 0",
    ),
]
