"""Mistakes in interpolation: places, edges, weights, sizes and scales."""

from __future__ import annotations

from ._fault import Fault

ROOM, LAYER = "functional/interpolation", "nn/interpolation.py"


def _kernel(idea: str, old: str, new: str) -> Fault:
    return Fault("interpolate", idea, f"{ROOM}/_kernels.py", old, new)


def _taps(idea: str, old: str, new: str) -> Fault:
    return Fault("interpolate", idea, f"{ROOM}/_taps.py", old, new)


def _resize(idea: str, old: str, new: str) -> Fault:
    return Fault("interpolate", idea, f"{ROOM}/resize.py", old, new)


FAULTS: list[Fault] = [
    _kernel("half a pixel forgotten", "scale * (i + half) - half", "scale * i"),
    _kernel("half an input pixel forgotten", "scale * (i + half) - half", "scale * (i + half)"),
    _kernel("align_corners ignored", "return scale * i if align_corners else", "return"),
    _kernel("align_corners with the scale of sizes", "real(n - 1) / real(out - 1)", "real(n) / real(out)"),
    _kernel("align_corners divides by no distance", " if out > 1 else real(0)", ""),
    _kernel("the factor as the scale, not 1 / factor", "real(1 / factor)", "real(factor)"),
    _kernel("the factor ignored: always n / n′", "real(n) / real(out) if factor is None else real(1 / factor)",
            "real(n) / real(out)"),
    _kernel("nearest rounds to the nearest", "np.floor(place.astype(np.float32))",
            "np.rint(place.astype(np.float32))"),
    _kernel("nearest-exact is nearest", "0.5 if exact else 0", "0"),
    _kernel("nearest is nearest-exact", "0.5 if exact else 0", "0.5"),
    _kernel("nearest reckons with integers", "np.floor(place.astype(np.float32)).astype(int).clip(max=n - 1)",
            "np.asarray(i * n // out).astype(int)"),
    _kernel("the two weights exchanged", "np.stack([1 - t, t], 1))", "np.stack([t, 1 - t], 1))"),
    _kernel("no right neighbour", "right = (left + 1).clip(max=n - 1)", "right = left"),
    _kernel("beyond the edge the first element again", "right = (left + 1).clip(max=n - 1)", "right = (left + 1) % n"),
    _kernel("extrapolation before the first element", "_places(out, scale, align_corners).clip(0))",
            "_places(out, scale, align_corners))"),
    _kernel("an axis that keeps its size is scaled all the same",
            "    if out == n:  # whatever the scale\n        left",
            "    if False:\n        left"),
    _kernel("a copied axis is weighted with its neighbour", "left = right = np.arange(n)",
            "left, right = np.arange(n), (np.arange(n) + 1).clip(max=n - 1)"),
    _kernel("cubic with a = -0.5", "1 - t, 2 - t], 1), -0.75)", "1 - t, 2 - t], 1), -0.5)"),
    _kernel("cubic with a = -1", "1 - t, 2 - t], 1), -0.75)", "1 - t, 2 - t], 1), -1)"),
    _kernel("antialiased cubic with a = -0.75", "a: float = -0.5", "a: float = -0.75"),
    _kernel("cubic clamped to the inside", "_between(n, _places(out, scale, align_corners))",
            "_between(n, _places(out, scale, align_corners).clip(0))"),
    _kernel("cubic wraps around", "(left[:, None] + np.arange(-1, 3)).clip(0, n - 1)",
            "(left[:, None] + np.arange(-1, 3)) % n"),
    _kernel("cubic one pixel to the right", "np.arange(-1, 3)", "np.arange(0, 4)"),
    _kernel("cubic with the triangle's second piece", "np.where(x < 2, far, 0)", "0"),
    _kernel("the filter is never widened", "width = max(scale, scale.dtype.type(1))", "width = scale.dtype.type(1)"),
    _kernel("the filter is narrowed too", "width = max(scale, scale.dtype.type(1))", "width = scale"),
    _kernel("the filter is cut off at an input's reach", "centre - reach * width + 0.5", "centre - reach + 0.5"),
    _kernel("the last input left out", "centre + reach * width + 0.5", "centre + reach * width - 0.5"),
    _kernel("weights that do not sum to one", "    weight /= weight.sum(axis=1, keepdims=True)\n", ""),
    _kernel("the filter half a pixel off", "centre[:, None] + scale.dtype.type(0.5)) *", "centre[:, None]) *"),
    _kernel("antialias scales an axis that keeps its size", "    if out == n:  # whatever the scale\n        return",
            "    if False:\n        return"),
    _kernel("lanczos with two lobes", "np.where(x < 3, np.sinc(x) * np.sinc(x / 3), 0)",
            "np.where(x < 2, np.sinc(x) * np.sinc(x / 2), 0)"),
    _kernel("lanczos without a window", "np.sinc(x) * np.sinc(x / 3), 0)", "np.sinc(x), 0)"),
    _kernel("bilinear filter as wide as a cubic one", '"bilinear": (triangle, 1)', '"bilinear": (keys, 2)'),
    _taps("zeros multiplied in where there is no tap",
          "np.add(y, part, out=y, where=True if has.all() else has.reshape(along))",
          "y += part * has.reshape(along)"),
    _taps("float64 leaks into y", "empty, x.dtype)", "empty)"),
    _taps("taps of one output overwrite each other", "np.add(y, part, out=y,", "np.add(0, part, out=y,"),
    _taps("outputs that lack a tap take another's", "where=True if has.all() else has.reshape(along)", "where=True"),
    _taps("the transpose without weights", "self.target, self.weight)", "self.target, np.ones_like(self.weight))"),
    _resize("antialias ignored",
            "    if antialias:\n        return filtered", "    if False:\n        return filtered"),
    _resize("always recomputed", "bool(recompute_scale_factor))\n    if mode", "True)\n    if mode"),
    _resize("never recomputed", "if not recompute:", "if True:"),
    _resize("sizes rounded to the nearest", "[int(e) for e in exact]", "[int(e + 0.5) for e in exact]"),
    _resize("sizes rounded up", "[int(e) for e in exact]", "[int(-(-e // 1)) for e in exact]"),
    _resize("factors in the order of the last axis first", "values = list(value) if", "values = list(value)[::-1] if"),
    _resize("one map for all axes", "y = mapped(y, axis, taps[axis],", "y = mapped(y, axis, taps[-1],"),
    _resize("the gradient of the last axis alone", "for axis in range(-len(out), 0):\n            dx",
            "for axis in range(-1, 0):\n            dx"),
    _resize("small images like large ones", "sum(out) <= SMALL", "False"),
    _resize("the factor of small images heeded", "None if o in (n, 2 * n) else f for", "f for"),
    _resize("bicubic is bilinear", 'cubic if mode == "bicubic" else linear', "linear"),
    _resize("area is nearest", 'if mode == "area":\n        return', 'if mode == "no":\n        return'),
    _resize("align_corners=False accepted in nearest", "    if align_corners is not None:", "    if align_corners:"),
    _resize("antialias accepted in nearest", "if antialias and mode not in FILTERS:", "if False:"),
    _resize("lanczos with aligned corners", "(align_corners or not antialias)", "(not antialias)"),
    _resize("lanczos as if antialias were given", "(align_corners or not antialias)", "align_corners"),
    _resize("size and factor, the size wins", "(size is None) == (scale_factor is None)", "size is scale_factor"),
    _resize("no channels accepted", 'if mode != "area" and 0 in input.shape[1:]:', "if 0 in input.shape[2:]:"),
    _resize("an empty output accepted", '0 if mode == "area" else 1', "0"),
    _resize("a size of inf", "not all(abs(e) < _check.LARGEST for e in exact)", "False"),
    _resize("bilinear of a sequence", '"bilinear": (2,)', '"bilinear": (1, 2)'),
    Fault("Upsample", "align_corners not handed on", LAYER, "self.mode, self.align_corners,", "self.mode, None,"),
    Fault("Upsample", "recompute_scale_factor not handed on", LAYER, "self.recompute_scale_factor\n        return",
          "None\n        return"),
    Fault("Upsample", "mode not handed on", LAYER, "options = self.mode,", 'options = "nearest",'),
    Fault("Upsample", "factor kept as it is", LAYER,
          'as_float(type(self).__name__, "scale_factor", scale_factor) if scale_factor else None', "scale_factor"),
    Fault("Upsample", "factors kept as they are", LAYER,
          'tuple(as_float(type(self).__name__, "scale_factor", factor) for factor in scale_factor)', "scale_factor"),
    Fault("Upsample", "size in the repr of a factor", LAYER, '"size" if self.scale_factor is None else', '"size" or'),
    Fault("UpsamplingNearest2d", "another nearest", LAYER, 'scale_factor, "nearest")',
          'scale_factor, "nearest-exact")'),
    Fault("UpsamplingBilinear2d", "corners not aligned", LAYER, '"bilinear", True)', '"bilinear")'),
]  # fmt: skip
