"""Mistakes in transposed convolution and in its layers."""

from __future__ import annotations

from .._fault import Fault

TRANSPOSED, GRID = "functional/convolution/transposed.py", "functional/convolution/_grid.py"
LAYER, KERNEL = "nn/convolution/transposed.py", "nn/convolution/_kernel.py"


def _fault(d: int, idea: str, old: str, new: str, file: str = TRANSPOSED) -> Fault:
    return Fault(f"conv_transpose{d}d", idea, file, old, new)


def _layer(d: int, idea: str, old: str, new: str, file: str = LAYER) -> Fault:
    return Fault(f"ConvTranspose{d}d", idea, file, old, new)


FAULTS: list[Fault] = [
    _fault(
        2, "the kernel is turned by half a circle", "weight.reshape(groups", "weight[..., ::-1, ::-1].reshape(groups"
    ),
    _fault(2, "kernel height and width exchanged", "weight.reshape(groups", "weight.swapaxes(-1, -2).reshape(groups"),
    _fault(
        1,
        "weight of shape (O, C, ...), as a convolution's",
        "outputs = output_channels(op, d, input, weight,",
        "weight = weight.swapaxes(0, 1)\n    outputs = output_channels(op, d, input, weight,",
    ),
    _fault(
        2,
        "groups take every other input instead of blocks",
        "weight.reshape(groups, C // groups, -1)",
        "weight.reshape(C // groups, groups, -1).swapaxes(0, 1)",
    ),
    _fault(
        2,
        "groups and dilation in the order of a convolution",
        'groups: int = 1,\n    dilation: Ints = 1,\n) -> tuple[Array, Backward]:\n    """Spread an image',
        'dilation: Ints = 1,\n    groups: int = 1,\n) -> tuple[Array, Backward]:\n    """Spread an image',
    ),
    _fault(1, "stride ignored", '"stride", stride, d, 1)', '"stride", 1, d, 1)'),
    _fault(2, "one stride for both axes", '"stride", stride, d, 1)', '"stride", stride, d, 1)[:1] * d'),
    _fault(1, "dilation ignored", '"dilation", dilation, d, 1)', '"dilation", 1, d, 1)'),
    _fault(
        2, "size of the output forgets the dilation", "span(kernel, dilation), output_padding", "kernel, output_padding"
    ),
    _fault(1, "padding added instead of cut off", "- 2 * p + s", "+ 2 * p + s"),
    _fault(
        2,
        "padding cut off behind alone",
        "dilation, padding, padding, out)",
        "dilation, (0,) * d, tuple(2 * p for p in padding), out)",
    ),
    _fault(
        3,
        "padding in the order of F.pad, last axis first",
        '"padding", padding, d, 0)',
        '"padding", padding, d, 0)[::-1]',
    ),
    _fault(1, "output_padding ignored", "+ s + more", "+ s"),
    _fault(
        2,
        "output_padding in front",
        "dilation, padding, padding, out)",
        "dilation, tuple(p - more for p, more in zip(padding, output_padding)), padding, out)",
    ),
    _fault(3, "output_padding at both ends", "+ s + more", "+ s + 2 * more"),
    _fault(2, "output_padding held against the stride alone", "more >= max(by, step)", "more >= by"),
    _fault(2, "output_padding as large as the stride let through", "more >= max(by, step)", "more > max(by, step)"),
    _fault(
        3,
        "output_padding along the depth let through",
        "zip(output_padding, stride, dilation)) and",
        "zip(output_padding[-2:], stride[-2:], dilation[-2:])) and",
    ),
    _fault(
        2,
        "more places than the input has pixels, where output_padding makes room",
        "self.dilation)[places]",
        "self.dilation)",
        GRID,
    ),
    _fault(1, "an output without elements let through", "(1 if x.size else 0)", "0"),
    _fault(2, "an empty batch asked for pixels of its output", "(1 if x.size else 0)", "1"),
    _fault(
        2,
        "a weight without outputs let through",
        "if transposed and outputs == 0",
        "if transposed and outputs < 0",
        GRID,
    ),
    _fault(2, "bias of one group only", "(every, of_group * groups) if", "(every, of_group) if", GRID),
    _fault(1, "bias forgotten", "    if bias is not None:\n        y +=", "    if False:\n        y +="),
    _fault(
        2,
        "bias where the kernel reaches, not beyond",
        "y += bias.reshape(-1, *[1] * d)",
        "y += bias.reshape(-1, *[1] * d) * (y != 0)",
    ),
    _fault(
        3,
        "bias along the last axis",
        "        y += bias.reshape(-1, *[1] * d)",
        "        y += bias.reshape(-1, *[1] * d) if d < 3 else bias",
    ),
    _fault(
        2,
        "overlapping kernels averaged",
        "np.ascontiguousarray(grid.image(w, rows, N))",
        "grid.image(w, rows, N) / grid.image(w * 0 + 1, rows * 0 + 1, N).clip(1)",
    ),
    _fault(
        2,
        "depthwise: every channel by the first one's kernel",
        "w.swapaxes(1, 2) * rows if",
        "w[:1].swapaxes(1, 2) * rows if",
        GRID,
    ),
    _fault(2, "upstream gradient ignored", "grid.columns(dy,", "grid.columns(np.ones_like(dy),"),
    _fault(
        2,
        "gradient of the input by the turned kernel",
        "grid.unrows(w @ dcolumns, N)",
        "grid.unrows(weight[..., ::-1, ::-1].reshape(w.shape) @ dcolumns, N)",
    ),
    _fault(
        1,
        "gradient of the weight averaged over the batch",
        "(rows @ dcolumns.swapaxes(1, 2))",
        "(rows @ dcolumns.swapaxes(1, 2) / N)",
    ),
    _fault(
        2,
        "gradient of the weight flipped",
        "dcolumns.swapaxes(1, 2)).reshape(weight.shape)",
        "dcolumns.swapaxes(1, 2)).reshape(weight.shape)[..., ::-1, ::-1]",
    ),
    _fault(
        2,
        "gradient of the bias averaged over the batch",
        ".reshape(outputs, -1).sum(axis=1)",
        ".reshape(outputs, -1).sum(axis=1) / N",
    ),
    _fault(
        3,
        "gradient of the bias in float64",
        ".reshape(outputs, -1).sum(axis=1)",
        ".reshape(outputs, -1).sum(axis=1, dtype=np.float64)",
    ),
    _fault(1, "gradient of a bias that is not there", "None if bias is None else dy", "dy"),
    _fault(
        2,
        "cotangent read in the order of its memory",
        "grid.columns(dy,",
        'grid.columns(dy.ravel("K").reshape(y.shape),',
    ),
    _fault(
        2,
        "input read in the order of its memory",
        "grid.rows(x, groups)",
        'grid.rows(x.ravel("K").reshape(x.shape), groups)',
    ),
    _fault(
        3,
        "unbatched ignores the dilation",
        "    grid = _grid(",
        "    dilation = dilation if x is input else 1\n    grid = _grid(",
    ),
    _layer(
        2,
        "weight of a convolution's shape",
        "(in_channels, out_channels) if self.transposed else (out",
        "(out_channels, in_channels) if self.transposed else (out",
        KERNEL,
    ),
    _layer(
        1,
        "bound of the start from the first axis",
        "linear_and_conv_(self.weight, self.bias)",
        "linear_and_conv_(self.weight.swapaxes(0, 1), self.bias)",
        KERNEL,
    ),
    _layer(
        2,
        "another border than zeros accepted, and ignored",
        '("zeros",) if self.transposed else ("zeros",',
        '("zeros",',
        KERNEL,
    ),
    _layer(3, "output_padding not shown", ', ("output_padding", 0)', "", KERNEL),
    _layer(1, "output_padding not handed on", "self.padding, more,", "self.padding, 0,"),
    _layer(
        2,
        "groups and dilation in the order of a convolution",
        "self.groups, self.dilation)",
        "self.dilation, self.groups)",
    ),
    _layer(2, "output_size ignored", "if output_size is None else", "if True else"),
    _layer(2, "output_size without the dilation", "step * (k - 1)", "(k - 1)"),
    _layer(3, "output_size without the padding", "by - 2 * p + step", "by + step"),
    _layer(3, "output_size of one stride more let through", "n + by - 1", "n + by"),
    _layer(2, "output_size begins with space", "wanted[-d:]", "wanted[:d]"),
    _layer(3, "output_size with the batch refused", "(d, input.ndim)", "(d,)"),
    _layer(
        2,
        "output_size kept for the next call",
        "        result = self.op(",
        "        self.output_padding = more\n        result = self.op(",
    ),
]
