"""Mistakes in the layers of activations: options that are not handed on, another op in a layer's place."""

from __future__ import annotations

from .._fault import Fault

RECTIFIERS, CLAMPS, SMOOTH, SOFT = (
    f"nn/activation/{room}.py" for room in ("rectifiers", "clamps", "smooth", "softmax")
)

FAULTS: list[Fault] = [
    Fault("Threshold", "options exchanged", RECTIFIERS, "(input, self.threshold, self.value)",
          "(input, self.value, self.threshold)"),
    Fault("PReLU", "starts at 0.01", RECTIFIERS, "init: float = 0.25", "init: float = 0.01"),
    Fault("PReLU", "init ignored", RECTIFIERS, 'scalar("PReLU", "init", init, self.weight.dtype)', "0.25"),
    Fault("PReLU", "one slope, whatever is asked for", RECTIFIERS, "(num_parameters,), dtype", "(1,), dtype"),
    Fault("PReLU", "dtype ignored", RECTIFIERS, "(num_parameters,), dtype", "(num_parameters,), np.float32"),
    Fault("RReLU", "draws in evaluation", RECTIFIERS, "self.upper, self.training,", "self.upper, True,"),
    Fault("RReLU", "never draws", RECTIFIERS, "self.upper, self.training,", "self.upper, False,"),
    Fault("RReLU", "own generator ignored", RECTIFIERS, "self.training, rng=self.rng)", "self.training)"),
    Fault("RReLU", "upper ignored", RECTIFIERS, "self.lower, self.upper, self", "self.lower, 1 / 3, self"),
    Fault("RReLU", "lower ignored", RECTIFIERS, "self.lower, self.upper, self", "1 / 8, self.upper, self"),
    Fault("Hardtanh", "limits exchanged", CLAMPS, "(input, self.min_val, self.max_val)",
          "(input, -self.max_val, -self.min_val)"),
    Fault("Hardsigmoid", "the smooth one", CLAMPS, "F.hardsigmoid(input)", "F.sigmoid(input)"),
    Fault("Hardswish", "the smooth one", CLAMPS, "F.hardswish(input)", "F.silu(input)"),
    Fault("Softshrink", "lambd ignored", CLAMPS, "F.softshrink(input, self.lambd)", "F.softshrink(input)"),
    Fault("Hardshrink", "lambd ignored", CLAMPS, "F.hardshrink(input, self.lambd)", "F.hardshrink(input)"),
    Fault("Tanhshrink", "the tanh itself", CLAMPS, "F.tanhshrink(input)", "F.tanh(input)"),
    Fault("Softplus", "threshold ignored", SMOOTH, "self.beta, self.threshold))", "self.beta))"),
    Fault("GELU", "always exact", SMOOTH, "F.gelu(input, approximate=self.approximate)", "F.gelu(input)"),
    Fault("SELU", "an ELU", SMOOTH, "F.selu(input)", "F.elu(input)"),
    Fault("CELU", "alpha ignored", SMOOTH, "F.celu(input, self.alpha)", "F.celu(input)"),
    Fault("CELU", "an ELU", SMOOTH, "F.celu(input", "F.elu(input"),
    Fault("Softsign", "a tanh", SMOOTH, "F.softsign(input)", "F.tanh(input)"),
    Fault("Mish", "a SiLU", SMOOTH, "F.mish(input)", "F.silu(input)"),
    Fault("GLU", "dim ignored", SMOOTH, "F.glu(input, self.dim)", "F.glu(input)"),
    Fault("Softmin", "a softmax", SOFT, "F.softmin(input, self.dim)", "F.softmax(input, self.dim)"),
    Fault("Softmin", "dim ignored", SOFT, "F.softmin(input, self.dim)", "F.softmin(input, 0)"),
    Fault("Softmax2d", "over the second axis, also of one image", SOFT, "F.softmax(input, -3)", "F.softmax(input, 1)"),
    Fault("Softmax2d", "volumes accepted", SOFT, "input, (3, 4)", "input, (3, 4, 5)"),
]  # fmt: skip
