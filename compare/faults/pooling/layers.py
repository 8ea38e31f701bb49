"""Mistakes in the layers of pooling: options that are not handed on, or exchanged."""

from __future__ import annotations

from .._fault import Fault

POOL, ADAPTIVE, UNPOOL = (f"nn/pooling/{name}.py" for name in ("windows", "adaptive", "unpool"))
STRIDE = " if stride is None else stride\n        self.padding = padding\n        self.dilation"

FAULTS: list[Fault] = [
    Fault("MaxPool2d", "stride 1 by default", POOL, f"kernel_size{STRIDE}", f"1{STRIDE}"),
    Fault("MaxPool1d", "ceil_mode ignored", POOL, "ceil_mode=self.ceil_mode, return", "return"),
    Fault("AvgPool3d", "divisor_override ignored", POOL, "self.count_include_pad, self.divisor_override",
          "self.count_include_pad"),
    Fault("AvgPool1d", "options exchanged", POOL, "(input, *sizes, self.ceil_mode, self.count_include_pad))",
          "(input, *sizes, self.count_include_pad, self.ceil_mode))"),
    Fault("LPPool1d", "stride ignored", POOL, "self.kernel_size, self.stride, self.ceil_mode)",
          "self.kernel_size, None, self.ceil_mode)"),
    Fault("LPPool2d", "ceil_mode ignored", POOL, "self.kernel_size, self.stride, self.ceil_mode)",
          "self.kernel_size, self.stride)"),
    Fault("LPPool3d", "norm_type handed on as it is", POOL,
          'as_float(type(self).__name__, "norm_type", self.norm_type)', "self.norm_type"),
    Fault("AdaptiveMaxPool2d", "return_indices ignored", ADAPTIVE, "self.output_size, self.return_indices)",
          "self.output_size)"),
    Fault("MaxUnpool1d", "output_size ignored", UNPOOL, "self.padding, output_size)", "self.padding)"),
    Fault("MaxUnpool2d", "stride and padding exchanged", UNPOOL, "self.stride, self.padding,",
          "self.padding, self.stride,"),
    Fault("MaxUnpool3d", "stride 1 by default", UNPOOL, "self.kernel_size if stride is None",
          "each(1, self.d) if stride is None"),
    Fault("MaxUnpool2d", "dx of the values alone", UNPOOL, "((*pullback(dy), None), {})", "(pullback(dy)[0], {})"),
]  # fmt: skip
