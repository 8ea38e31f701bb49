"""What lies around the image, and how many windows fit on it."""

from __future__ import annotations

import math
from collections.abc import Callable

from ...cause import Cause
from ...program import options
from .._padding import Ends, as_given, by_hand, tensorflow
from .._windows import Sizes, Windows, span
from ._parts import CONV, TRANSPOSED


def _odd_in_front(w: Windows) -> tuple[Sizes, Sizes] | None:
    return (w.after, w.before) if w.after != w.before else None


def rounded(rounding: Callable[[float], int]) -> Ends:
    """Zeros behind the image for as many windows as `rounding` makes of their number."""

    def ends(w: Windows) -> tuple[Sizes, Sizes] | None:
        after = []
        for n, b, f, e, s in zip(w.size, w.before, w.after, span(w.kernel, w.dilation), w.stride):
            windows = rounding((n + b + f - e) / s) + 1
            after.append(max(f, (windows - 1) * s + e - n - b))
        return (w.before, tuple(after)) if tuple(after) != w.after else None

    return ends


def _none(sizes: Sizes) -> Sizes:
    return (0,) * len(sizes)


def _all_in_front(w: Windows) -> tuple[Sizes, Sizes] | None:
    both = tuple(b + f for b, f in zip(w.before, w.after))
    return (both, _none(both)) if any(both) else None


def _surrounded(how: str, mode: str, name: str, mend: str) -> Cause:
    return Cause(
        name,
        f"the padding is {how}; PyTorch pads with zeros",
        "right where no window reaches over the border",
        "mistake",
        mend,
        (),
        CONV,
        by_hand(as_given, mode),
    )


CAUSES: list[Cause] = [
    Cause(
        "padding-ignored",
        "the padding is ignored",
        "y has the shape of padding 0, and what is left of it is right",
        "mistake",
        "pad the input by the padding that was given",
        (),
        (*CONV, *TRANSPOSED, "unfold"),
        options(lambda a: {"padding": 0}),
    ),
    Cause(
        "same-padding-tensorflow",
        "padding as TensorFlow's SAME has it: as little as ceil(size / stride) windows need, the odd one behind; "
        "PyTorch pads both sides by the number given",
        "with stride 2 and an even size y has the right shape but is that of pads (0, 1): shifted by one pixel",
        "convention",
        "pad both sides by the number that is given",
        (41,),
        (*CONV, "unfold"),
        by_hand(tensorflow),
    ),
    Cause(
        "same-padding-other-side",
        "padding='same' puts the odd zero in front (top, left); PyTorch puts it behind",
        "even kernels only: y is shifted by one pixel",
        "mistake",
        "pad total // 2 in front and the rest behind",
        (42,),
        CONV,
        by_hand(_odd_in_front),
    ),
    Cause(
        "padding-one-side",
        "the padding is put behind alone (bottom, right); PyTorch pads both sides",
        "y is smaller than it should be, or shifted",
        "mistake",
        "pad both sides: (p, p) for every axis",
        (),
        (*CONV, "unfold"),
        by_hand(lambda w: (_none(w.after), w.after) if any(w.after) else None),
    ),
    Cause(
        "padding-one-side",
        "the padding is put in front alone (top, left); PyTorch pads both sides",
        "y is smaller than it should be, or shifted",
        "mistake",
        "pad both sides: (p, p) for every axis",
        (),
        (*CONV, "unfold"),
        by_hand(lambda w: (w.before, _none(w.before)) if any(w.before) else None),
    ),
    Cause(
        "padding-causal",
        "the padding of both sides is put in front, so that no output sees what comes later; PyTorch pads both sides",
        "y is shifted by the padding",
        "convention",
        "pad both sides by the number that is given",
        (),
        ("conv1d",),
        by_hand(_all_in_front),
    ),
    Cause(
        "output-size-rounding",
        "the number of windows is rounded up: a last one reaches over the border, into zeros; PyTorch rounds down",
        "y has one row or column more where the stride does not divide what it should",
        "mistake",
        "(size + 2 * padding - kernel) // stride + 1",
        (46,),
        (*CONV, "unfold"),
        by_hand(rounded(math.ceil)),
    ),
    Cause(
        "output-size-rounding",
        "the number of windows is rounded to the nearest, which may be up; PyTorch rounds down",
        "y has one row or column more for some sizes (from stride 3 on it is not every one that is left over)",
        "mistake",
        "(size + 2 * padding - kernel) // stride + 1",
        (46,),
        (*CONV, "unfold"),
        by_hand(rounded(round)),
    ),
    _surrounded("the value at the edge", "replicate", "padding-with-edge", "np.pad(x, ..., mode='constant')"),
    _surrounded("the image reflected", "reflect", "padding-with-reflection", "np.pad(x, ..., mode='constant')"),
    _surrounded(
        "the other side of the image",
        "circular",
        "padding-circular",
        "np.pad(x, ..., mode='constant'): np.roll and the Fourier transform wrap around",
    ),
]
