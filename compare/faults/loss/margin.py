"""Mistakes in losses that ask for a margin between the scores of classes."""

from __future__ import annotations

from .._fault import Fault


def _multi(idea: str, old: str, new: str) -> Fault:
    return Fault("multi_margin_loss", idea, "functional/loss/margin.py", old, new)


def _multilabel(idea: str, old: str, new: str) -> Fault:
    return Fault("multilabel_margin_loss", idea, "functional/loss/margin.py", old, new)


FAULTS: list[Fault] = [
    _multi("the right class counted as a wrong one", "    short[row, t] = False\n", ""),
    _multi("divided by the C − 1 wrong classes", "w * z**p, 0).sum(1) / C", "w * z**p, 0).sum(1) / max(C - 1, 1)"),
    _multi("not divided by the classes", "w * z**p, 0).sum(1) / C", "w * z**p, 0).sum(1)"),
    _multi("gradient not divided by the classes", "w * p * z ** (p - 1) / C", "w * p * z ** (p - 1)"),
    _multi("p ignored: always 1", "w * z**p, 0)", "w * z, 0)"),
    _multi("squared after the sum", "np.where(short, w * z**p, 0).sum(1)", "np.where(short, w * z, 0).sum(1) ** p"),
    _multi("gradient of the square without its 2", "w * p * z ** (p - 1)", "w * z ** (p - 1)"),
    _multi("gradient of p = 1 for every p", "w * p * z ** (p - 1)", "w * np.ones_like(z)"),
    _multi("margin ignored: always 1", "z = margin - x[row, t, None]", "z = 1 - x[row, t, None]"),
    _multi("margin of the wrong sign", "z = margin - x[row, t, None]", "z = -margin - x[row, t, None]"),
    _multi("margin between the other way round", "margin - x[row, t, None] + x", "margin + x[row, t, None] - x"),
    _multi("only the worst class counts", "w * z**p, 0).sum(1)", "w * z**p, 0).max(1)"),
    _multi("slope at the kink", "    short = z > 0\n    short[row", "    short = z >= 0\n    short[row"),
    _multi("weight of the wrong class", "else weight[t, None]", "else weight"),
    _multi("weight ignored", "if weight is None else weight[t, None]", "if True else weight[t, None]"),
    _multi("weight squared under p = 2", "w * z**p, 0)", "(w * z) ** p, 0)"),
    _multi("weight ignored in the gradient", "w * p * z ** (p - 1)", "p * z ** (p - 1)"),
    _multi("selected by multiplying", "np.where(short, w * z**p, 0).sum(1)", "(short * w * z**p).sum(1)"),
    _multi("nothing pulls the right class up", "        slope[row, t] -= slope.sum(1)\n", ""),
    _multi("the right class pulled down", "slope[row, t] -= slope.sum(1)", "slope[row, t] += slope.sum(1)"),
    _multi(
        "mean divided by the weights",
        "loss.reshape(target.shape), reduction)",
        "loss.reshape(target.shape), reduction, w.sum() if w.ndim else None)",
    ),
    _multi(
        "a target of one axis without a batch gives a number",
        "loss.reshape(target.shape)",
        "loss.reshape(input.shape[:-1])",
    ),
    _multi("classes counted from the end", "_indices(name, target, 0, C)", "_indices(name, target, -C, C)"),
    _multi("indices of any integers", "if target.dtype != np.int64:", "if target.dtype.kind not in 'iu':"),
    _multi("any power", "    if p not in (1, 2):\n", "    if not p >= 1:\n"),
    _multi("margins of the latest call", "    z = margin - x[row", "    global z\n    z = margin - x[row"),
    _multilabel("labels after the first -1 count", "np.logical_and.accumulate(t >= 0, axis=1)", "t >= 0"),
    _multilabel(
        "a list ends at class 0",
        "np.logical_and.accumulate(t >= 0, axis=1)",
        "np.logical_and.accumulate(t > 0, axis=1)",
    ),
    _multilabel("other labels counted as wrong", "listed[:, k, None] & wrong", "listed[:, k, None]"),
    _multilabel("ignored labels are right ones", "wrong[np.nonzero(listed)[0], t[listed]]", "wrong[row[:, None], t]"),
    _multilabel(
        "a label that stands twice counts once",
        "& listed[:, k, None] & wrong",
        "& (listed[:, k] & (t[:, :k] != t[:, k, None]).all(1))[:, None] & wrong",
    ),
    _multilabel("averaged over the labels, too", "    loss /= C\n", "    loss /= C * max(longest, 1)\n"),
    _multilabel("not divided by the classes", "    loss /= C\n", ""),
    _multilabel("gradient not divided by the classes", "slope / C * (dy / n)", "slope * (dy / n)"),
    _multilabel(
        "the margin the other way round", "(1 - x[row, t[:, k]])[:, None] + x", "(1 + x[row, t[:, k]])[:, None] - x"
    ),
    _multilabel("no margin", "(1 - x[row, t[:, k]])", "(0 - x[row, t[:, k]])"),
    _multilabel("slope at the kink", "(z > 0) & listed", "(z >= 0) & listed"),
    _multilabel(
        "selected by multiplying", "np.where(short, z, 0).sum(1)\n    loss /=", "(short * z).sum(1)\n    loss /="
    ),
    _multilabel(
        "the last label forgotten",
        "longest = listed.sum(1).max(initial=0)",
        "longest = max(listed.sum(1).max(initial=0) - 1, 0)",
    ),
    _multilabel("the labels themselves not pulled", "            slope[row, t[:, k]] -= short.sum(1)\n", ""),
    _multilabel("a label pulled once, however many classes are near", "-= short.sum(1)", "-= short.any(1)"),
    _multilabel("gradient not divided by the reduction", "(slope / C * (dy / n)", "(slope / C * dy"),
    _multilabel(
        "the latest label's gradient alone",
        "            slope += short\n",
        "            slope = short.astype(x.dtype)\n",
    ),
    _multilabel(
        "a loss for each class",
        "loss if input.ndim == 2 else",
        "loss[:, None] + np.zeros(C, x.dtype) if input.ndim == 2 else",
    ),
    _multilabel("gradient in float64", "slope = np.zeros_like(x)", "slope = np.zeros(x.shape)"),
    _multilabel("labels below -1 accepted", "_indices(name, target, -1, C)", "_indices(name, target, -C, C)"),
    Fault(
        "MultiMarginLoss",
        "options swapped",
        "nn/loss/margin.py",
        "self.p, self.margin, self.weight",
        "self.margin, self.p, self.weight",
    ),
    Fault(
        "MultiMarginLoss",
        "weight no buffer",
        "nn/loss/margin.py",
        'self.register_buffer("weight", weight)',
        "self.weight = weight",
    ),
    Fault("MultiMarginLoss", "weight of any shape", "nn/loss/margin.py", "(1,), ", "(1, 2), "),
    Fault("MultiMarginLoss", "p looked at when called", "nn/loss/margin.py", "if p not in (1, 2):", "if False:"),
    Fault(
        "MultiLabelMarginLoss",
        "always the mean",
        "nn/loss/margin.py",
        "F.multilabel_margin_loss(input, target, reduction=self.reduction)",
        "F.multilabel_margin_loss(input, target)",
    ),
]
