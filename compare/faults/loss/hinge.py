"""Mistakes in losses that stop at a margin: which side is which, and where the kink belongs."""

from __future__ import annotations

from .._fault import Fault

HINGE, LAYER, OPERANDS = "functional/loss/hinge.py", "nn/loss/hinge.py", "functional/_operands.py"
EMBEDDING, RANKING = "hinge_embedding_loss", "margin_ranking_loss"

FAULTS: list[Fault] = [
    Fault(
        EMBEDDING,
        "labels the other way round",
        HINGE,
        "close, apart = ~labelled(target, -1), ~labelled(target, 1)",
        "close, apart = ~labelled(target, 1), ~labelled(target, -1)",
    ),
    Fault(
        EMBEDDING, "everything but 1 is apart", HINGE, "apart = ~labelled(target, -1)", "apart = labelled(target, 1)"
    ),
    Fault(EMBEDDING, "everything but -1 is close", HINGE, ", ~labelled(target, 1)", ", labelled(target, -1)"),
    Fault(
        EMBEDDING, "255 is no label", "functional/loss/_reduce.py", 'kind == "u" else label', 'kind == "U" else label'
    ),
    Fault(EMBEDDING, "margin taken for 1", HINGE, '_check.scalar(name, "margin", float(margin), input.dtype)', "1"),
    Fault(EMBEDDING, "margin of 0 by default", HINGE, "margin: float = 1.0", "margin: float = 0.0"),
    Fault(EMBEDDING, "no hinge", HINGE, "np.where(apart, np.maximum(short, 0), 0)", "np.where(apart, short, 0)"),
    Fault(EMBEDDING, "no gradient at the margin", HINGE, "apart & (short >= 0)", "apart & (short > 0)"),
    Fault(
        EMBEDDING,
        "a gradient beyond the margin",
        HINGE,
        "np.where(apart & (short >= 0), g, 0)",
        "np.where(apart, g, 0)",
    ),
    Fault(
        EMBEDDING,
        "the gradient pulls what is to be apart together",
        HINGE,
        "np.where(close, g, 0) - ",
        "np.where(close, g, 0) + ",
    ),
    Fault(
        EMBEDDING,
        "the maximum loses nan",
        HINGE,
        "np.where(apart, np.maximum(short, 0), 0)",
        "np.where(apart, np.fmax(short, 0), 0)",
    ),
    Fault(EMBEDDING, "distances multiplied by the mask", HINGE, "np.where(close, input, 0)", "close * input"),
    Fault(RANKING, "the first is to be smaller", HINGE, "minus_t = (-target)", "minus_t = (+target)"),
    Fault(
        RANKING,
        "margin subtracted",
        HINGE,
        "difference + dtype.type(float(margin))",
        "difference - dtype.type(float(margin))",
    ),
    Fault(RANKING, "margin ignored", HINGE, "difference + dtype.type(float(margin))", "difference"),
    Fault(RANKING, "margin of 1 by default", HINGE, "margin: float = 0,", "margin: float = 1,"),
    Fault(RANKING, "no gradient at the margin", HINGE, "np.where(short >= 0, np", "np.where(short > 0, np"),
    Fault(RANKING, "the target left out of the gradient", HINGE, "(input1, minus_t * g)", "(input1, -g)"),
    Fault(RANKING, "both scores pulled the same way", HINGE, "(input2, -(minus_t * g))", "(input2, minus_t * g)"),
    Fault(
        RANKING,
        "the target's gradient is that of -target",
        HINGE,
        "(target, -(g * difference))",
        "(target, g * difference)",
    ),
    Fault(
        RANKING,
        "shapes of different lengths broadcast",
        HINGE,
        "if not input1.ndim == input2.ndim == target.ndim:",
        "if False:",
    ),
    Fault(
        RANKING,
        "unsigned labels do not wrap",
        HINGE,
        "(-target).astype(dtype, copy=False)",
        "-target.astype(dtype, copy=False)",
    ),
    Fault(RANKING, "gradients of a list of integers", OPERANDS, "or argument.dtype in _check.FLOATS", "or True"),
    Fault(
        "HingeEmbeddingLoss",
        "margin not passed on",
        LAYER,
        "self.margin, reduction=self.reduction)\n\n\nclass",
        "reduction=self.reduction)\n\n\nclass",
    ),
    Fault(
        "MarginRankingLoss",
        "margin not passed on",
        LAYER,
        "input1, input2, target, self.margin,",
        "input1, input2, target, 0.0,",
    ),
]
