"""Mistakes in convolution, in the grid it shares with its transpose, and in the windows it shares with pooling."""

from __future__ import annotations

from .._fault import Fault

CONVOLUTION, GRID = "functional/convolution/direct.py", "functional/convolution/_grid.py"
WINDOWS = "functional/_windows.py"
LAYER, KERNEL = "nn/convolution/direct.py", "nn/convolution/_kernel.py"

FAULTS: list[Fault] = [
    Fault(
        "conv2d",
        "true convolution: the kernel is flipped",
        CONVOLUTION,
        "weight.reshape(groups",
        "weight[..., ::-1, ::-1].reshape(groups",
    ),
    Fault(
        "conv2d",
        "kernel height and width exchanged",
        CONVOLUTION,
        "weight.reshape(groups",
        "weight.swapaxes(-1, -2).reshape(groups",
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
    Fault(
        "conv2d",
        "gradient of the input of a depthwise convolution by the wrong channel",
        GRID,
        "w.swapaxes(1, 2) * rows if",
        "w.swapaxes(1, 2)[::-1] * rows if",
    ),
    Fault("conv2d", "padding with ones", GRID, "padded = np.zeros(", "padded = np.ones("),
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
        'both = tuple(s - 1 if padding == "same" else 0 for s in span(kernel, dilation))',
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
        GRID,
        '"bias", bias, (outputs,)',
        '"bias", bias if bias is None or bias.size > 1 else None, (outputs,)',
    ),
    Fault(
        "conv1d",
        "backward forgets the stride",
        GRID,
        "self.padded), self.stride, self.dilation)",
        "self.padded), (1,) * len(self.size), self.dilation)",
    ),
    Fault(
        "conv1d",
        "a kernel as long as the input is refused",
        GRID,
        "if any(n < s",
        "if any(n <= s",
    ),
    Fault(
        "conv2d",
        "backward forgets the dilation",
        GRID,
        "self.padded), self.stride, self.dilation)",
        "self.padded), self.stride)",
    ),
    Fault(
        "conv2d",
        "backward crops by the padding behind, not before",
        GRID,
        "self.stride, self.dilation)[self.inside]",
        "self.stride, self.dilation)[(..., *(slice(a, a + n) for a, n in zip(self.after, self.size)))]",
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
        "grid.rows(dy.reshape",
        "grid.rows(np.ones_like(dy).reshape",
    ),
    Fault(
        "conv2d",
        "columns kept in a variable of the module: the last call's",
        CONVOLUTION,
        "    columns, w = grid",
        "    global columns\n    columns, w = grid",
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
        "grid.rows(dy.reshape",
        'grid.rows((dy.ravel("K") if groups > 1 else dy).reshape',
    ),
    Fault(
        "conv1d",
        "depthwise ignores the dilation",
        CONVOLUTION,
        "    grid = _grid(",
        "    dilation = 1 if groups == x.shape[1] > 1 else dilation\n    grid = _grid(",
    ),
    Fault(
        "conv3d",
        "unbatched ignores the stride",
        CONVOLUTION,
        "    grid = _grid(",
        "    stride = stride if x is input else 1\n    grid = _grid(",
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
        "grid.image(w, dproduct, N)",
        "grid.image(w, dproduct * (np.arange(dproduct.shape[2]) < 512), N)",
    ),
    Fault(
        "conv1d",
        "a bias's gradient without a bias in an empty batch",
        GRID,
        "None if a is None else np.zeros_like(a) for a",
        "np.zeros(shape[-2], y.dtype) if a is None else np.zeros_like(a) for a",
    ),
    Fault("Conv2d", "padded twice", LAYER, "self._convolve(padded, 0)", "self._convolve(padded, self.padding)"),
    Fault(
        "Conv2d", "padding forgotten on the way back", LAYER, "return unpad(dpadded)[0], grads", "return dpadded, grads"
    ),
    Fault("Conv2d", "border of height and width exchanged", LAYER, "in reversed(self.padding)", "in self.padding"),
    Fault("Conv3d", "same: the odd one in front", LAYER, "(t // 2, t - t // 2)", "(t - t // 2, t // 2)"),
    Fault("Conv1d", "same: dilation forgotten", LAYER, "d * (k - 1) for d, k", "k - 1 for d, k"),
    Fault(
        "Conv2d",
        "stride and dilation exchanged",
        LAYER,
        "self.stride, padding, self.dilation,",
        "self.dilation, padding, self.stride,",
    ),
    Fault("Conv1d", "groups not divided", KERNEL, "inner // groups, *self", "inner, *self"),
]
