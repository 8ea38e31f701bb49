"""Mistakes in convolution and in the sliding windows it shares with pooling."""

from __future__ import annotations

from ._fault import Fault

CONVOLUTION, WINDOWS = "functional/convolution/direct.py", "functional/_windows.py"

FAULTS: list[Fault] = [
    Fault(
        "conv2d",
        "true convolution: the kernel is flipped",
        CONVOLUTION,
        "rows = weight.reshape(",
        "rows = weight[..., ::-1, ::-1].reshape(",
    ),
    Fault(
        "conv2d",
        "kernel height and width exchanged",
        CONVOLUTION,
        "rows = weight.reshape(",
        "rows = weight.swapaxes(-1, -2).reshape(",
    ),
    Fault(
        "conv2d",
        "groups take every other output instead of blocks",
        CONVOLUTION,
        "weight.reshape(groups, outputs // groups, -1)",
        "weight.reshape(outputs // groups, groups, -1).swapaxes(0, 1)",
    ),
    Fault(
        "conv2d",
        "bias forgotten with groups",
        CONVOLUTION,
        "if bias is not None:",
        "if bias is not None and groups == 1:",
    ),
    Fault("conv2d", "padding with ones", CONVOLUTION, "padded = np.zeros(", "padded = np.ones("),
    Fault(
        "conv3d",
        "padding in the order of F.pad, last axis first",
        CONVOLUTION,
        '"padding", padding, d, 0)',
        '"padding", padding, d, 0)[::-1]',
    ),
    Fault(
        "conv1d",
        "padding=same puts the odd zero on the left",
        CONVOLUTION,
        "before = tuple(b // 2 for b in both)\n        after = tuple(b - b // 2 for b in both)",
        "after = tuple(b // 2 for b in both)\n        before = tuple(b - b // 2 for b in both)",
    ),
    Fault(
        "conv1d",
        "padding=same forgets the dilation",
        CONVOLUTION,
        'both = tuple(s - 1 if padding == "same" else 0 for s in span)',
        'both = tuple(k - 1 if padding == "same" else 0 for k in kernel)',
    ),
    Fault(
        "conv2d",
        "padding=same with a stride is let through",
        CONVOLUTION,
        "and max(stride) > 1:",
        "and max(stride) > 2:",
    ),
    Fault(
        "conv2d",
        "a bias of one element is broadcast",
        CONVOLUTION,
        '"bias", bias, (outputs,)',
        '"bias", bias if bias is None or bias.size > 1 else None, (outputs,)',
    ),
    Fault(
        "conv1d",
        "backward forgets the stride",
        CONVOLUTION,
        "scatter(dseen, padded.shape, stride, dilation)",
        "scatter(dseen, padded.shape, (1,) * d, dilation)",
    ),
    Fault(
        "conv1d",
        "a kernel as long as the input is refused",
        CONVOLUTION,
        "if any(b + n + a < s",
        "if any(b + n + a <= s",
    ),
    Fault(
        "conv2d",
        "backward forgets the dilation",
        CONVOLUTION,
        "scatter(dseen, padded.shape, stride, dilation)",
        "scatter(dseen, padded.shape, stride)",
    ),
    Fault(
        "conv2d",
        "backward crops by the padding behind, not before",
        CONVOLUTION,
        "stride, dilation)[inside].reshape",
        "stride, dilation)[(..., *(slice(a, a + n) for a, n in zip(after, size)))].reshape",
    ),
    Fault(
        "conv2d",
        "gradient of the weight averaged over the batch",
        CONVOLUTION,
        "dw = (dproduct @ columns.swapaxes(1, 2))",
        "dw = (dproduct @ columns.swapaxes(1, 2) / N)",
    ),
    Fault(
        "conv2d",
        "gradient of the weight flipped",
        CONVOLUTION,
        "columns.swapaxes(1, 2)).reshape(weight.shape)",
        "columns.swapaxes(1, 2)).reshape(weight.shape)[..., ::-1, ::-1]",
    ),
    Fault("conv2d", "gradient of the bias averaged", CONVOLUTION, "dproduct.sum(axis=2)", "dproduct.mean(axis=2)"),
    Fault("conv3d", "gradient of the bias in float64", CONVOLUTION, ".sum(axis=2)", ".sum(axis=2, dtype=np.float64)"),
    Fault(
        "conv3d",
        "upstream gradient ignored",
        CONVOLUTION,
        "dproduct = dy.reshape",
        "dproduct = np.ones_like(dy).reshape",
    ),
    Fault(
        "conv2d",
        "columns kept in a variable of the module: the last call's",
        CONVOLUTION,
        "    # The axes that one output sums over come first",
        "    global columns  # The axes that one output sums over come first",
    ),
    Fault(
        "conv2d", "overlapping windows overwrite each other", WINDOWS, "dx[target] += dwindows", "dx[target] = dwindows"
    ),
    Fault("conv2d", "stride and dilation exchanged", WINDOWS, "(*stride, *dilation)", "(*dilation, *stride)"),
    Fault(
        "conv1d", "a dilated kernel thought longer than it is", WINDOWS, "step * (k - 1) + 1 for k", "step * k for k"
    ),
    Fault("conv1d", "scatter ignores the dilation", WINDOWS, "first = [k * step for", "first = [k for"),
    Fault("conv1d", "scatter gathers in float64", WINDOWS, "np.zeros(shape, dwindows.dtype)", "np.zeros(shape)"),
    Fault(
        "conv3d",
        "padding=same puts the odd zero in front of the depth",
        CONVOLUTION,
        "after = tuple(b - b // 2 for b in both)",
        "before = (both[0] - before[0], *before[1:]) if d == 3 else before\n"
        "        after = tuple(b - f for b, f in zip(both, before))",
    ),
    Fault(
        "conv2d",
        "weight read in the order of its memory",
        CONVOLUTION,
        "weight.reshape(groups",
        'weight.ravel("K").reshape(groups',
    ),
    Fault(
        "conv2d",
        "cotangent of groups read in the order of its memory",
        CONVOLUTION,
        "dproduct = dy.reshape",
        'dproduct = (dy.ravel("K") if groups > 1 else dy).reshape',
    ),
    Fault(
        "conv1d",
        "depthwise ignores the dilation",
        CONVOLUTION,
        "    padded = np.zeros(",
        "    dilation = (1,) * d if groups == C > 1 else dilation\n    padded = np.zeros(",
    ),
    Fault(
        "conv3d",
        "unbatched ignores the stride",
        CONVOLUTION,
        "    padded = np.zeros(",
        "    stride = stride if x is input else (1,) * d\n    padded = np.zeros(",
    ),
    Fault(
        "conv3d",
        "one dilation is not for the depth",
        CONVOLUTION,
        '"dilation", dilation, d, 1',
        '"dilation", (1, dilation, dilation) if d == 3 and isinstance(dilation, int) else dilation, d, 1',
    ),
    Fault(
        "conv2d",
        "gradient of the input for the first 512 windows",
        CONVOLUTION,
        "dcolumns = rows.swapaxes(1, 2) @ dproduct",
        "dcolumns = rows.swapaxes(1, 2) @ (dproduct * (np.arange(dproduct.shape[2]) < 512))",
    ),
    Fault(
        "conv1d",
        "a bias's gradient without a bias in an empty batch",
        CONVOLUTION,
        "None if a is None else np.zeros_like(a) for a in",
        "np.zeros(outputs, x.dtype) if a is None else np.zeros_like(a) for a in",
    ),
]
