"""The differences that are known and meant, each with its reason: what PyTorch gets wrong, or leaves to chance."""

from __future__ import annotations

import numpy as np

from ..run import OpQuestion, Reference
from .difference import Known


def _nan(asked: Reference, quantity: str) -> np.ndarray:
    assert isinstance(asked.question, OpQuestion)
    return np.isnan(asked.question.named(asked.inputs)["input"])


def _lost(asked: Reference, quantity: str) -> np.ndarray:
    """Where PyTorch has a number in float64, and none in the working dtype."""
    assert isinstance(asked.own, dict)
    assert isinstance(asked.oracle, dict)
    return np.isfinite(asked.oracle[quantity]) & ~np.isfinite(asked.own[quantity])


GRAD = "grad input"
KNOWN: tuple[Known, ...] = (
    *(
        Known(
            op,
            "PyTorch passes the gradient of nan or stops it by the element's place in memory: "
            "its vectorised loop and the loop over the rest disagree",
            quantity=GRAD,
            places=_nan,
            sometimes=True,
        )
        for op in ("elu", "celu", "selu", "hardtanh", "relu6", "hardswish", "softshrink", "hardshrink")
    ),
    Known("celu", "PyTorch rounds 1 / alpha to float32 in its float64 gradient", dtype="float64", within=1e-7),
    *(
        Known(op, "PyTorch rounds 1 / 6 to float32 in its float64 gradient", dtype="float64", within=2.0**-25)
        for op in ("hardsigmoid", "Hardsigmoid")
    ),
    *(
        Known(
            op,
            "PyTorch's backward fails where the indices do not lie in the order of their axes in memory",
            case="plain, Fortran order",
            quantity=GRAD,
        )
        for op in ("max_unpool2d", "max_unpool3d")
    ),
    Known(
        "poisson_nll_loss",
        "PyTorch takes the logarithm of integers in float32, also beside float64",
        case="counts, full",
        quantity="y",
        dtype="float64",
        within=1e-7,
    ),
    *(
        Known("interpolate", reason, case=case, quantity=quantity, dtype=dtype)
        for case, quantity, dtype, reason in (
            ("antialias to one column", "y", "", "PyTorch repeats the first row where one column is left"),
            ("antialias, one size kept by 1.1", GRAD, "", "PyTorch copies along that axis, and filters its gradient"),
            ("nearest by 1.1, two elements", GRAD, "", "PyTorch's gradient goes to elements that y is not of"),
            ("nearest by 2.3, two elements", GRAD, "", "PyTorch's gradient goes to elements that y is not of"),
            ("nearest, 2 to 82", GRAD, "float64", "PyTorch reckons with a float32 scale in its float64 gradient"),
            ("bicubic, every size kept by 1.1", GRAD, "", "PyTorch's gradient is that of a copy, which y is not"),
        )
    ),
    Known(
        "group_norm",
        "PyTorch's backward fails where there is a bias and no weight",
        case="bias alone",
        quantity="grad *",
    ),
    Known(
        "",
        "what PyTorch keeps in float16 midway overflows, or vanishes and is divided by",
        dtype="float16",
        places=_lost,
        sometimes=True,
    ),
    Known(
        "smooth_l1_loss",
        "PyTorch multiplies the error and dy before it divides by beta, and in bfloat16 the product is inf",
        case="special values, beta=inf",
        dtype="bfloat16",
        places=_lost,
        sometimes=True,
    ),
    *(
        Known(
            op,
            "PyTorch's bfloat16 kernel multiplies an infinite weight with zeros of its own, which makes nan",
            case=case,
            quantity=quantity,
            dtype="bfloat16",
            sometimes=True,
        )
        for op, case, quantity in (
            ("conv1d", "inf in the weight", "grad input"),
            ("conv2d", "inf and nan in the weight", "grad input"),
            ("conv_transpose2d", "inf and nan in the weight", "y"),
        )
    ),
)
