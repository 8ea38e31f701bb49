"""Mistakes in windows, of a fixed size and adaptive: their maxima and means."""

from __future__ import annotations

from .._fault import Fault

GEOMETRY, MAXIMUM, AVERAGE, ADAPTIVE = (
    f"functional/pooling/{name}.py" for name in ("_geometry", "maximum", "average", "adaptive")
)

FAULTS: list[Fault] = [
    Fault("max_pool2d", "among equals the last wins", MAXIMUM, "(x_k > largest)", "(x_k >= largest)"),
    Fault("max_pool2d", "padding with zeros", MAXIMUM, "pad(input, g, -np.inf)", "pad(input, g, 0)"),
    Fault(
        "max_pool2d",
        "nan is passed over",
        MAXIMUM,
        "((x_k > largest) | np.isnan(x_k)) * k",
        "(x_k > largest) * k",
    ),
    Fault(
        "max_pool3d",
        "a window of −inf is won by its first element, even in the padding",
        MAXIMUM,
        "np.maximum(0, -(s // step))",
        "np.zeros_like(s)",
    ),
    Fault(
        "max_pool1d",
        "indices count the padding",
        MAXIMUM,
        "flat(g.start, g.size) +",
        "corner +",
    ),
    Fault(
        "max_pool2d",
        "the gradient goes where it would without dilation",
        MAXIMUM,
        "[np.arange(k) * step for",
        "[np.arange(k) for",
    ),
    Fault("max_pool2d", "backward ignores dy", MAXIMUM, "put(dy, place", "put(np.ones_like(dy), place"),
    Fault(
        "max_pool2d",
        "the places of the latest call",
        MAXIMUM,
        "y = padded.take(place)  # not `largest`: of −0 and 0 the first wins, too\n\n"
        "    def backward(dy: Array) -> tuple[Array]:\n"
        "        return (put(dy, place, shape)[inside],)",
        "y = padded.take(place)\n"
        "    maxima.place = place\n\n"
        "    def backward(dy: Array) -> tuple[Array]:\n"
        "        return (put(dy, maxima.place, shape)[inside],)",
    ),
    Fault(
        "max_pool2d",
        "overlapping windows overwrite each other's gradient",
        GEOMETRY,
        "np.add.at(dx, place.ravel(), dy.ravel())",
        "dx[place.ravel()] = dy.ravel()",
    ),
    Fault(
        "max_pool1d",
        "float64 gradients",
        GEOMETRY,
        "np.zeros(math.prod(shape), dy.dtype)",
        "np.zeros(math.prod(shape))",
    ),
    Fault(
        "avg_pool2d",
        "the default stride is 1",
        GEOMETRY,
        "strides = kernel if by_default",
        "strides = (1,) * d if by_default",
    ),
    Fault(
        "max_pool2d",
        "strides of the axes exchanged",
        GEOMETRY,
        '_check.ntuple(op, "stride", stride, d, 1, LARGEST)',
        '_check.ntuple(op, "stride", stride, d, 1, LARGEST)[::-1]',
    ),
    Fault("avg_pool1d", "ceil_mode ignored", GEOMETRY, "(-(-room // s) if ceil_mode else room // s)", "(room // s)"),
    Fault(
        "avg_pool3d",
        "ceil_mode: a last window in the padding alone",
        GEOMETRY,
        "(count - 1) * s >= n + p",
        "(count - 1) * s > n + p",
    ),
    Fault("max_pool1d", "the output's size counts one padding", GEOMETRY, "n + 2 * p - span", "n + p - span"),
    Fault(
        "max_pool2d", "padding of more than half of the kernel", GEOMETRY, "if any(2 * p > k for", "if any(p > k for"
    ),
    Fault(
        "avg_pool2d",
        "count_include_pad ignored",
        AVERAGE,
        "(-p, n + p) if include_pad else (0, n)",
        "(-p, n + p)",
    ),
    Fault(
        "avg_pool3d",
        "ceil_mode: what reaches over the padding counts",
        AVERAGE,
        "np.minimum(s + k, high)",
        "(s + k)",
    ),
    Fault(
        "avg_pool2d", "divisor_override ignored", AVERAGE, " if divisor_override is None else int(divisor_override)", ""
    ),
    Fault("avg_pool2d", "the gradient is not shared out", AVERAGE, "share = (dy / count)", "share = dy"),
    Fault("avg_pool1d", "dy divided in place", AVERAGE, "share = (dy / count)", "share = np.divide(dy, count, out=dy)"),
    Fault("avg_pool3d", "float64 means", AVERAGE, ".astype(input.dtype)", ".astype(float)"),
    Fault(
        "adaptive_avg_pool1d",
        "windows end at the rounded-down border",
        ADAPTIVE,
        "-(-(i + 1) * size // out)",
        "np.maximum((i + 1) * size // out, i * size // out + 1)",
    ),
    Fault(
        "adaptive_max_pool3d",
        "all windows are of one size",
        ADAPTIVE,
        "return i * size // out,",
        "return i * (size // out),",
    ),
    Fault("adaptive_avg_pool2d", "None makes one window", ADAPTIVE, "[n if o is None", "[1 if o is None"),
    Fault(
        "adaptive_avg_pool3d", "the gradient is not shared out", ADAPTIVE, "_sums(dy / count, size)", "_sums(dy, size)"
    ),
    Fault("adaptive_max_pool1d", "among equals the last wins", ADAPTIVE, "(x_k > before)", "(x_k >= before)"),
    Fault(
        "adaptive_max_pool2d",
        "among equals the leftmost column wins, not the first row",
        ADAPTIVE,
        "for axis in range(-1, -d - 1, -1):  # the last axis",
        "for axis in range(-d, 0):  # the last axis",
    ),
    Fault(
        "max_pool1d",
        "ceil_mode forgets the dilation",
        GEOMETRY,
        "span = step * (k - 1) + 1",
        "span = (1 if ceil_mode else step) * (k - 1) + 1",
    ),
    Fault(
        "max_pool3d",
        "padding held against the dilated kernel",
        GEOMETRY,
        "if any(2 * p > k for p, k in zip(pads, kernel))",
        "if any(2 * p > s * (k - 1) + 1 for p, k, s in zip(pads, kernel, dilations))",
    ),
    Fault(
        "avg_pool3d",
        "not counted along the first axis alone",
        AVERAGE,
        "(-p, n + p) if include_pad else (0, n)",
        "(-p, n + p) if include_pad or p != g.padding[0] else (0, n)",
    ),
    Fault(
        "avg_pool2d", "small means cancel", AVERAGE, "return total / count + 0.0,", "return (total / count + 1) - 1,"
    ),
    Fault(
        "adaptive_max_pool1d",
        "indices of an unbatched input count the channels",
        ADAPTIVE,
        "return (y, index) if return_indices",
        "return (y, index if input.ndim > d + 1 else place) if return_indices",
    ),
    Fault(
        "adaptive_avg_pool3d",
        "None means 1 in the middle",
        ADAPTIVE,
        "[n if o is None else o for n, o in zip(input.shape[-d:], output_size)]",
        "[o or (1 if 0 < i < d - 1 else n) for i, (n, o) in enumerate(zip(input.shape[-d:], output_size))]",
    ),
    Fault(
        "adaptive_avg_pool2d",
        "one output array for all calls of a shape",
        ADAPTIVE,
        "    y = _sums(input, out) / count",
        "    y = _sums(input, out) / count\n"
        "    kept = means.__dict__.setdefault((op, y.shape, y.dtype), y)\n"
        "    kept[...] = y\n"
        "    y = kept",
    ),
]
