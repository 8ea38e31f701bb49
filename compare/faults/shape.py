"""Mistakes in changes of shape: order, ends and borders."""

from __future__ import annotations

from ._fault import Fault

AXES, CLASSES, PADDING = (f"functional/shape/{room}.py" for room in ("axes", "classes", "padding"))
LAYER = "nn/shape.py"

FAULTS: list[Fault] = [
    Fault("flatten", "last axis left out", AXES, "input.shape[start : end + 1]", "input.shape[start:end]"),
    Fault(
        "flatten",
        "Fortran order",
        AXES,
        "return input.reshape(shape), lambda",
        'return input.reshape(shape, order="F"), lambda',
    ),
    Fault(
        "flatten",
        "gradient in Fortran order",
        AXES,
        "(dy.reshape(input.shape),)",
        '(dy.reshape(input.shape, order="F"),)',
    ),
    Fault(
        "flatten",
        "channels last",
        AXES,
        "return input.reshape(shape), lambda",
        "return np.moveaxis(input, 1, -1).reshape(shape), lambda",
    ),
    Fault(
        "pad", "first pair for the first axis", PADDING, "zip(pad[::2], pad[1::2])][::-1]", "zip(pad[::2], pad[1::2])]"
    ),
    Fault("pad", "before and after exchanged", PADDING, "zip(pad[::2], pad[1::2])", "zip(pad[1::2], pad[::2])"),
    Fault(
        "pad",
        "value ignored",
        PADDING,
        "for n, (before, after) in zip(input.shape, every)], fill,",
        "for n, (before, after) in zip(input.shape, every)], 0,",
    ),
    Fault("pad", "gradient of the border, not of the inside", PADDING, "dx[kept] = dy[there]", "dx[kept] = dy[kept]"),
    Fault(
        "pad",
        "the edge is mirrored too",
        PADDING,
        "n - 1 - np.abs(n - 1 - np.abs(i))",
        "n - 1 - np.abs(n - 1 - np.where(i < 0, -1 - i, i))",
    ),
    Fault("pad", "circular begins at the edge", PADDING, "start + (i - start) %", "(i - start) %"),
    Fault("pad", "what is cut off comes back around", PADDING, "% max(stop - start, 1)", "% n"),
    Fault(
        "pad",
        "repeated places overwrite each other",
        PADDING,
        "np.add.reduceat(dy.take(order, axis), starts, axis)",
        "dy.take(order[starts], axis)",
    ),
    Fault(
        "pad",
        "float64 leaks into the gradient",
        PADDING,
        "*dy.shape[axis + 1 :]), dy.dtype)",
        "*dy.shape[axis + 1 :]))",
    ),
    Fault("pad", "a mirror longer than the axis", PADDING, "max(side) >= n", "max(side) > n"),
    Fault("pad", "value accepted and ignored", PADDING, "if fill != 0:", "if fill is None:"),
    Fault("one_hot", "classes counted without the last", CLASSES, "int(input.max()) + 1 if", "int(input.max()) if"),
    Fault("one_hot", "classes that occur, not classes", CLASSES, "int(input.max()) + 1 if", "len(np.unique(input)) if"),
    Fault("one_hot", "floating", CLASSES, ".astype(np.int64), lambda", ".astype(float), lambda"),
    Fault(
        "one_hot",
        "rows along the first axis",
        CLASSES,
        "(input[..., None] == np.arange(classes))",
        "np.moveaxis(input[..., None] == np.arange(classes), -1, 0)",
    ),
    Fault(
        "one_hot",
        "negative classes count from the end",
        CLASSES,
        "if input.size and input.min() < 0:",
        "if input.size and input.min() < -1:",
    ),
    Fault(
        "flatten",
        "start_dim=-2 is the last axis",
        AXES,
        '"start_dim", start_dim, input.ndim)',
        '"start_dim", -1 if start_dim == -2 else start_dim, input.ndim)',
    ),
    Fault(
        "pad",
        "sources of the latest call",
        PADDING,
        "    first = input.ndim - len(sides)\n    sources",
        "    global sources\n    first = input.ndim - len(sides)\n    sources",
    ),
    Fault("one_hot", "one class refused where there is no element", CLASSES, "num_classes < 1:", "num_classes <= 1:"),
    Fault(
        "pixel_shuffle",
        "channels last in the order of blocks",
        AXES,
        "blocks, (-4, -3), (-3, -1)",
        "blocks, (-3, -4), (-3, -1)",
    ),
    Fault(
        "pixel_shuffle",
        "blocks before channels",
        AXES,
        "x.reshape(*batch, C // r**2, r, r, H, W)",
        "np.moveaxis(x.reshape(*batch, r, r, C // r**2, H, W), -3, -5)",
    ),
    Fault(
        "pixel_shuffle",
        "the gradient shuffled once more",
        AXES,
        "lambda dy: (_unshuffled(dy, r),)",
        "lambda dy: (_shuffled(_unshuffled(_unshuffled(dy, r), r), r),)",
    ),
    Fault(
        "pixel_shuffle",
        "one batch axis, always",
        AXES,
        "    *batch, C, H, W = x.shape\n    blocks = x.reshape(*batch, C //",
        "    batch, C, H, W = x.shape[:-3][-1:], *x.shape[-3:]\n    blocks = x.reshape(*batch, C //",
    ),
    Fault(
        "pixel_unshuffle",
        "height and width exchanged",
        AXES,
        "blocks, (-3, -1), (-4, -3)",
        "blocks, (-1, -3), (-4, -3)",
    ),
    Fault(
        "pixel_unshuffle",
        "channels last",
        AXES,
        "np.moveaxis(blocks, (-3, -1), (-4, -3))",
        "np.moveaxis(blocks, (-3, -1), (-6 + 1, -4))",
    ),
    Fault(
        "pixel_unshuffle",
        "the gradient unshuffled",
        AXES,
        "lambda dy: (_shuffled(dy, r),)",
        "lambda dy: (dy.reshape(input.shape),)",
    ),
    Fault("pixel_unshuffle", "a factor of 0 or less", AXES, "if factor < 1:", "if factor < 0:"),
    Fault(
        "PixelShuffle",
        "another factor",
        LAYER,
        "F.pixel_shuffle(input, self.upscale_factor)",
        "F.pixel_shuffle(input, 2)",
    ),
    Fault(
        "PixelUnshuffle",
        "another factor",
        LAYER,
        "F.pixel_unshuffle(input, self.downscale_factor)",
        "F.pixel_unshuffle(input, 2)",
    ),
    Fault("Flatten", "end_dim ignored", LAYER, "self.start_dim, self.end_dim))", "self.start_dim))"),
]
