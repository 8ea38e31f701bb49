"""Mistakes in the layers of normalization."""

from __future__ import annotations

from .._fault import Fault

BATCH, INSTANCE, TRACKED, SAMPLE = (
    f"nn/normalization/{name}.py" for name in ("batch", "instance", "_tracked", "sample")
)

FAULTS: list[Fault] = [
    Fault("BatchNorm1d", "batches not counted", BATCH, "self.num_batches_tracked += 1", "pass"),
    Fault(
        "BatchNorm1d",
        "batches counted in evaluation",
        BATCH,
        "        if update:\n",
        "        if self.track_running_stats:\n",
    ),
    Fault(
        "BatchNorm2d",
        "momentum=None taken for the default",
        BATCH,
        "1 / float(self.num_batches_tracked) if update else 0.0",
        "0.1",
    ),
    Fault(
        "BatchNorm2d",
        "the batch's statistics in evaluation",
        BATCH,
        "self.training or self.running_mean is None",
        "True",
    ),
    Fault("BatchNorm2d", "eps not handed on", BATCH, "momentum, self.eps)", "momentum)"),
    Fault("BatchNorm3d", "variance starts at 0", TRACKED, '"running_var", one if', '"running_var", 0 * one if'),
    Fault("BatchNorm3d", "int32 counter", TRACKED, "np.zeros((), np.int64)", "np.zeros((), np.int32)"),
    Fault("BatchNorm2d", "bias=False ignored", TRACKED, "if affine and bias else", "if affine else"),
    Fault("InstanceNorm2d", "affine by default", INSTANCE, "affine: bool = False", "affine: bool = True"),
    Fault(
        "InstanceNorm1d",
        "statistics kept by default",
        INSTANCE,
        "track_running_stats: bool = False",
        "track_running_stats: bool = True",
    ),
    Fault(
        "InstanceNorm3d",
        "the instance's statistics in evaluation",
        INSTANCE,
        "self.training or not self.track_running_stats,",
        "True,",
    ),
    Fault(
        "InstanceNorm2d",
        "running statistics in evaluation, though none are kept",
        INSTANCE,
        "self.training or not self.track_running_stats,",
        "self.training,",
    ),
    Fault(
        "InstanceNorm1d",
        "momentum=None is the mean of all batches",
        INSTANCE,
        "0.0 if self.momentum is None",
        "0.5 if self.momentum is None",
    ),
    Fault(
        "InstanceNorm1d", "momentum not handed on", INSTANCE, "0.0 if self.momentum is None else self.momentum", "0.1"
    ),
    Fault("InstanceNorm2d", "eps not handed on", INSTANCE, "            self.eps,\n", ""),
    Fault("InstanceNorm1d", "(C, L) taken for (N, C)", INSTANCE, "alone = input.ndim == self.dims", "alone = False"),
    Fault(
        "InstanceNorm2d",
        "gradient of one sample with a batch axis",
        INSTANCE,
        "return dx[0], *rest",
        "return dx, *rest",
    ),
    Fault(
        "InstanceNorm3d",
        "a wrong number of channels refused without affine",
        INSTANCE,
        "if self.affine and batch",
        "if batch",
    ),
    Fault(
        "InstanceNorm3d",
        "too few axes accepted",
        INSTANCE,
        "(self.dims, self.dims + 1)",
        "(self.dims - 1, self.dims, self.dims + 1)",
    ),
    Fault(
        "LayerNorm",
        "eps not handed on",
        SAMPLE,
        'self.weight, self.bias, self.eps), "weight", "bias")\n\n'
        '    def extra_repr(self) -> str:\n        return (\n            f"{self.normalized_shape}',
        'self.weight, self.bias), "weight", "bias")\n\n'
        '    def extra_repr(self) -> str:\n        return (\n            f"{self.normalized_shape}',
    ),
    Fault(
        "LayerNorm", "bias=False ignored", SAMPLE, "if elementwise_affine and bias else", "if elementwise_affine else"
    ),
    Fault(
        "LayerNorm",
        "an int refused",
        SAMPLE,
        "tuple(normalized_shape) if isinstance(normalized_shape, (tuple, list)) else (normalized_shape,)",
        "tuple(normalized_shape)",
    ),
    Fault("RMSNorm", "eps not handed on", SAMPLE, 'self.weight, self.eps), "weight")', 'self.weight), "weight")'),
    Fault(
        "RMSNorm",
        "epsilon of layer normalization by default",
        SAMPLE,
        "eps: float | None = None",
        "eps: float | None = 1e-5",
    ),
    Fault("RMSNorm", "starts at 0", "nn/_parts.py", "array[...] = 1", "array[...] = 0"),
    Fault(
        "GroupNorm",
        "channels and groups exchanged",
        SAMPLE,
        "F.group_norm(input, self.num_groups,",
        "F.group_norm(input, self.num_channels,",
    ),
    Fault(
        "GroupNorm",
        "eps not handed on",
        SAMPLE,
        "F.group_norm(input, self.num_groups, self.weight, self.bias, self.eps)",
        "F.group_norm(input, self.num_groups, self.weight, self.bias)",
    ),
    Fault("GroupNorm", "bias=False ignored", SAMPLE, "if affine and bias else", "if affine else"),
    Fault(
        "GroupNorm",
        "groups need not divide",
        SAMPLE,
        "if num_groups < 1 or num_channels % num_groups:",
        "if num_groups < 1:",
    ),
    Fault(
        "LocalResponseNorm",
        "options exchanged",
        SAMPLE,
        "self.alpha, self.beta, self.k)",
        "self.beta, self.alpha, self.k)",
    ),
    Fault("LocalResponseNorm", "k not handed on", SAMPLE, "self.alpha, self.beta, self.k)", "self.alpha, self.beta)"),
]
