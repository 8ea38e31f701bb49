"""Mistakes in losses for classes: what is ignored, what is weighted, what is smoothed."""

from __future__ import annotations

from .._fault import Fault

REDUCE = "functional/loss/_reduce.py"
CLASSIFICATION = "functional/loss/classification.py"

FAULTS: list[Fault] = [
    Fault(
        "nll_loss", "gradient of the mean not divided", REDUCE, "return loss.sum() / n, n", "return loss.sum() / n, one"
    ),
    Fault(
        "cross_entropy",
        "softmax along the last axis",
        CLASSIFICATION,
        "log_softmax(input, _class_axis(input))",
        "log_softmax(input, -1)",
    ),
    Fault(
        "cross_entropy",
        "softmax ignored in the gradient",
        CLASSIFICATION,
        "(*log_softmax_backward(dlog_p), *dtarget)",
        "(dlog_p, *dtarget)",
    ),
    Fault(
        "cross_entropy",
        "smoothing spread over the C - 1 other classes",
        CLASSIFICATION,
        "share = smoothing / max(log_p.shape[axis], 1)",
        "share = smoothing / max(log_p.shape[axis] - 1, 1)",
    ),
    Fault(
        "cross_entropy",
        "class weights ignored by the smoothing",
        CLASSIFICATION,
        "-(log_p * every).sum(axis)",
        "-log_p.sum(axis)",
    ),
    Fault(
        "cross_entropy",
        "ignored places smoothed all the same",
        CLASSIFICATION,
        "share * np.where(kept, -(log_p * every).sum(axis), 0)",
        "share * -(log_p * every).sum(axis)",
    ),
    Fault(
        "cross_entropy",
        "probabilities averaged over the classes, too",
        CLASSIFICATION,
        "reduction, log_p.size // classes)",
        "reduction, log_p.size)",
    ),
    Fault(
        "cross_entropy",
        "probabilities not smoothed",
        CLASSIFICATION,
        "if smoothing else target\n",
        "if not smoothing else target\n",
    ),
    Fault(
        "nll_loss", "mean over everything, ignored or not", CLASSIFICATION, "reduction, w.sum())", "reduction, w.size)"
    ),
    Fault(
        "nll_loss",
        "ignore_index fixed at -100",
        CLASSIFICATION,
        "kept = np.asarray(target != ignore_index)",
        "kept = np.asarray(target != -100)",
    ),
    Fault(
        "nll_loss",
        "weight of the place, not of the class",
        CLASSIFICATION,
        "else weight[index], 0)",
        "else weight[index * 0], 0)",
    ),
    Fault(
        "nll_loss",
        "the target of the next class",
        CLASSIFICATION,
        "at = np.expand_dims(index, axis)",
        "at = np.expand_dims(index, axis) - 1",
    ),
    Fault(
        "cross_entropy",
        "indices of the latest call",
        CLASSIFICATION,
        "    at = np.expand_dims(index, axis)",
        "    global at\n    at = np.expand_dims(index, axis)",
    ),
    Fault(
        "cross_entropy",
        "nothing is ignored in uint8",
        CLASSIFICATION,
        "kept = np.asarray(target != ignore_index)",
        "kept = np.asarray((target != ignore_index) | (target.dtype == np.uint8))",
    ),
    Fault(
        "nll_loss",
        "mean divided by the weights' sizes",
        CLASSIFICATION,
        "reduction, w.sum())",
        "reduction, abs(w).sum())",
    ),
    Fault("nll_loss", "indices of uint8 in rows", CLASSIFICATION, "input.ndim > 2", "input.ndim > 3"),
    Fault(
        "CrossEntropyLoss",
        "ignore_index not handed on",
        "nn/loss/classification.py",
        "            ignore_index=self.ignore_index,\n",
        "",
    ),
]
