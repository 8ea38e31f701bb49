"""Mistakes in layers: arguments that are not handed on, modes that are not heeded, gradients under the wrong name."""

from __future__ import annotations

from ._fault import Fault

MODULE, PARTS, CONTAINER = "nn/module.py", "nn/_parts.py", "nn/container.py"
LINEAR, CONV, POOL = "nn/linear.py", "nn/convolution.py", "nn/pooling.py"
DROP, ACT, SHAPE = "nn/dropout.py", "nn/activation.py", "nn/shape.py"
STRIDE = " if stride is None else stride\n        self.padding = padding\n        self.dilation"
BCE = """

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.binary_cross_entropy("""

FAULTS: list[Fault] = [
    Fault("Sequential", "a tied layer's last gradient wins", MODULE, "total[name] + grad if name in total else grad",
          "grad"),
    Fault("Sequential", "a tied layer is listed twice", MODULE, "if id(x) not in seen:", "if True:"),
    Fault("Sequential", "pullbacks in forward order", MODULE, "in reversed(pullbacks):", "in pullbacks:"),
    Fault("Sequential", "pullbacks of earlier calls kept", MODULE, "        pullbacks = []\n",
          '        pullbacks = self.__dict__.setdefault("_pullbacks", [])\n'),
    Fault("Sequential", "eval stays on the outside", MODULE, "for _, module in self._everywhere():\n            module",
          "for module in (self,):\n            module"),
    Fault("Sequential", "names count from 1", CONTAINER, "{str(i): module", "{str(i + 1): module"),
    Fault("Sequential", "dx of the last layer only", MODULE,
          "                dy, own = pullback(dy)\n                grads",
          "                dx, own = pullback(dy)\n                grads"),
    Fault("Linear", "load: shapes compared by size", MODULE, "given.shape != own.shape and",
          "given.size != own.size and"),
    Fault("Linear", "load: unexpected names ignored", MODULE, "for name in state_dict if name not in own]",
          "for name in ()]"),
    Fault("Linear", "load: missing names ignored", MODULE, "for name in own if name not in state_dict]",
          "for name in ()]"),
    Fault("Linear", "load: the array instead of a copy", MODULE, "array[...] = state_dict[name].reshape(array.shape)",
          "setattr(self, name, state_dict[name])"),
    Fault("Linear", "gradients under exchanged names", PARTS, "dict(zip(names, grads[inputs:]))",
          "dict(zip(names[::-1], grads[inputs:]))"),
    Fault("Linear", "weight of shape (in, out)", LINEAR, '"Linear", (out_features, in_features)',
          '"Linear", (in_features, out_features)'),
    Fault("Linear", "float64 by default", LINEAR, "dtype: Any = np.float32", "dtype: Any = np.float64"),
    Fault("Linear", "bias=False ignored", LINEAR, "dtype) if bias else None", "dtype)"),
    Fault("Linear", "bias not drawn", LINEAR, "linear_and_conv_(self.weight, self.bias)",
          "linear_and_conv_(self.weight, None); self.bias[...] = 0"),
    Fault("Conv2d", "padded twice", CONV, "self._convolve(padded, 0)", "self._convolve(padded, self.padding)"),
    Fault("Conv2d", "padding forgotten on the way back", CONV, "return unpad(dpadded)[0], grads",
          "return dpadded, grads"),
    Fault("Conv2d", "border of height and width exchanged", CONV, "in reversed(self.padding)", "in self.padding"),
    Fault("Conv3d", "same: the odd one in front", CONV, "(t // 2, t - t // 2)", "(t - t // 2, t // 2)"),
    Fault("Conv1d", "same: dilation forgotten", CONV, "d * (k - 1) for d, k", "k - 1 for d, k"),
    Fault("Conv2d", "stride and dilation exchanged", CONV, "self.stride, padding, self.dilation,",
          "self.dilation, padding, self.stride,"),
    Fault("Conv1d", "groups not divided", CONV, "in_channels // groups, *self", "in_channels, *self"),
    Fault("MaxPool2d", "stride 1 by default", POOL, f"kernel_size{STRIDE}", f"1{STRIDE}"),
    Fault("MaxPool1d", "ceil_mode ignored", POOL, "ceil_mode=self.ceil_mode, return", "return"),
    Fault("AvgPool3d", "divisor_override ignored", POOL, "self.count_include_pad, self.divisor_override",
          "self.count_include_pad"),
    Fault("AvgPool1d", "options exchanged", POOL, "(input, *sizes, self.ceil_mode, self.count_include_pad))",
          "(input, *sizes, self.count_include_pad, self.ceil_mode))"),
    Fault("AdaptiveMaxPool2d", "return_indices ignored", POOL, "self.output_size, self.return_indices)",
          "self.output_size)"),
    Fault("BatchNorm1d", "buffers in front of parameters", MODULE, "for buffers in (False, True)",
          "for buffers in (True, False)"),
    Fault("Dropout", "active in evaluation", DROP, "self.p, self.training,", "self.p, True,"),
    Fault("Dropout2d", "p taken for the probability to keep", DROP, "(input, self.p,", "(input, 1 - self.p,"),
    Fault("AlphaDropout", "own generator ignored", DROP, "self.training, rng=self.rng)", "self.training)"),
    Fault("Softplus", "threshold ignored", ACT, "self.beta, self.threshold))", "self.beta))"),
    Fault("Hardtanh", "limits exchanged", ACT, "(input, self.min_val, self.max_val)",
          "(input, -self.max_val, -self.min_val)"),
    Fault("GELU", "always exact", ACT, "F.gelu(input, approximate=self.approximate)", "F.gelu(input)"),
    Fault("Flatten", "end_dim ignored", SHAPE, "self.start_dim, self.end_dim))", "self.start_dim))"),
    Fault("MSELoss", "cotangent ignored", "nn/loss/_loss.py", "return pullback(dy)", "return pullback(1.0)"),
    Fault("BCELoss", "weight taken for a parameter", "nn/loss/binary.py",
          f'self.register_buffer("weight", weight){BCE}', f"self.weight = weight{BCE}"),
    Fault("CrossEntropyLoss", "ignore_index not handed on", "nn/loss/classification.py",
          "            ignore_index=self.ignore_index,\n", ""),
    Fault("HuberLoss", "delta not handed on", "nn/loss/regression.py", "reduction=self.reduction, delta=self.delta",
          "reduction=self.reduction"),
]  # fmt: skip
