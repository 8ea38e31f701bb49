"""Mistakes in unfold and fold and in their layers."""

from __future__ import annotations

from .._fault import Fault

BLOCKS, LAYER = "functional/convolution/blocks.py", "nn/convolution/blocks.py"
COLUMN = "grid.size)), (-2, -1), (2, 3))"  # the axes of the kernel, moved into the column
OPTIONS = "dilation: Ints = 1, padding: Ints = 0, stride: Ints = 1"


def _unfold(idea: str, old: str, new: str) -> Fault:
    return Fault("unfold", idea, BLOCKS, old, new)


def _fold(idea: str, old: str, new: str) -> Fault:
    return Fault("fold", idea, BLOCKS, old, new)


FAULTS: list[Fault] = [
    _unfold("positions before channels in a column", COLUMN, "grid.size)), (-2, -1), (1, 2))"),
    _unfold("blocks laid out column by column", COLUMN, "grid.size)), (-2, -1), (3, 2))"),
    _unfold("places numbered column by column", COLUMN, f"{COLUMN}.swapaxes(-1, -2)"),
    _unfold(
        "stride before dilation",
        f"input: Array, kernel_size: Ints, {OPTIONS}",
        "input: Array, kernel_size: Ints, stride: Ints = 1, padding: Ints = 0, dilation: Ints = 1",
    ),
    _unfold("stride and dilation exchanged", "kernel, strides, dilations,", "kernel, dilations, strides,"),
    _unfold("stride of the height for both axes", "kernel, strides,", "kernel, strides[:1] * 2,"),
    _unfold("padding in front alone", "pads, pads)", "pads, (0, 0))"),
    _unfold(
        "gradient of overlapping blocks averaged",
        "(_image(grid, dy),)",
        "(_image(grid, dy) / _image(grid, np.ones_like(dy)).clip(1),)",
    ),
    _unfold("columns always in float64", 'np.array(seen, order="C")', 'np.array(seen, np.float64, order="C")'),
    _unfold("one number in a tuple let through", "and len(value) == 1", "and len(value) == 0"),
    _fold(
        "taken for the inverse of unfold: overlapping blocks averaged",
        "return _image(grid, input), lambda",
        "return _image(grid, input) / _image(grid, np.ones_like(input)).clip(1), lambda",
    ),
    _fold(
        "positions before channels in a column",
        "blocks.reshape(-1, C, *grid.kernel, *grid.out), (2, 3)",
        "blocks.reshape(-1, *grid.kernel, C, *grid.out), (1, 2)",
    ),
    _fold(
        "places numbered column by column",
        "*grid.kernel, *grid.out), (2, 3), (-2, -1))",
        "*grid.kernel, *grid.out[::-1]).swapaxes(-1, -2), (2, 3), (-2, -1))",
    ),
    _fold("dilation ignored", "kernel, strides, dilations,", "kernel, strides, (1, 1),"),
    _fold(
        "padding before dilation",
        f"output_size: Ints, kernel_size: Ints, {OPTIONS}",
        "output_size: Ints, kernel_size: Ints, padding: Ints = 0, dilation: Ints = 1, stride: Ints = 1",
    ),
    _fold("height and width exchanged", '"output_size", output_size, 1)', '"output_size", output_size, 1)[::-1]'),
    _fold("an output without pixels let through", '"output_size", output_size, 1)', '"output_size", output_size, 0)'),
    _fold("cotangent ignored", "(_blocks(grid, dy),)", "(_blocks(grid, np.ones_like(dy)),)"),
    Fault(
        "Unfold",
        "stride before dilation",
        LAYER,
        "F.unfold(input, self.kernel_size, self.dilation, self.padding, self.stride)",
        "F.unfold(input, self.kernel_size, self.stride, self.padding, self.dilation)",
    ),
    Fault(
        "Unfold",
        "one number written out as two",
        LAYER,
        "    def __init__(self, kernel_size: Size, dilation: Size = 1, padding: Size = 0, stride: Size = 1):\n",
        "    def __init__(self, kernel_size: Size, dilation: Size = 1, padding: Size = 0, stride: Size = 1):\n"
        "        kernel_size = kernel_size if isinstance(kernel_size, (tuple, list)) else (kernel_size,) * 2\n",
    ),
    Fault(
        "Fold",
        "stride not handed on",
        LAYER,
        "self.output_size, self.kernel_size, self.dilation, self.padding, self.stride)",
        "self.output_size, self.kernel_size, self.dilation, self.padding)",
    ),
    Fault(
        "Fold",
        "output_size and kernel_size exchanged",
        LAYER,
        "F.fold(input, self.output_size, self.kernel_size,",
        "F.fold(input, self.kernel_size, self.output_size,",
    ),
]
