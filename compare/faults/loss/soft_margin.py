"""Mistakes in soft-margin losses: labels of 1 and -1 taken for 1 and 0, and what is averaged over what."""

from __future__ import annotations

from .._fault import Fault

SOFT, LAYER, OPERANDS = "functional/loss/soft_margin.py", "nn/loss/soft_margin.py", "functional/_operands.py"
SIGNS, LABELS = "soft_margin_loss", "multilabel_soft_margin_loss"

FAULTS: list[Fault] = [
    Fault(SIGNS, "the sign of the exponent", SOFT, "np.exp(-t * input)", "np.exp(t * input)"),
    Fault(SIGNS, "log(1 + z), which cancels", SOFT, "np.log1p(z)", "np.log(1 + z)"),
    Fault(SIGNS, "stable where PyTorch overflows", SOFT, "np.log1p(z)", "np.logaddexp(0, -t * input)"),
    Fault(SIGNS, "the target left out of the gradient", SOFT, "-t * z / (1 + z)", "-z / (1 + z)"),
    Fault(SIGNS, "the gradient's denominator forgotten", SOFT, "-t * z / (1 + z)", "-t * z"),
    Fault(
        SIGNS,
        "labels of 0 taken for -1",
        SOFT,
        "t = target.astype(input.dtype, copy=False)\n\n    z",
        "t = np.where(target == 0, -1, target).astype(input.dtype, copy=False)\n\n    z",
    ),
    Fault(
        SIGNS,
        "a target that enlarges the input",
        SOFT,
        'check_fits(name, "target", target, input)',
        "broadcastable(name, input=input.shape, target=target.shape)",
    ),
    Fault(
        SIGNS,
        "y in the wider dtype",
        SOFT,
        "t = target.astype(input.dtype, copy=False)\n\n    z",
        "t = target\n\n    z",
    ),
    Fault(LABELS, "summed over the classes", SOFT, ".sum(axis) / dtype.type(classes)", ".sum(axis)"),
    Fault(LABELS, "the number of classes left out of the gradient", SOFT, "-dy / n / dtype.type(classes)", "-dy / n"),
    Fault(
        LABELS,
        "the mean over the classes, weighted",
        SOFT,
        "/ dtype.type(classes)\n",
        "/ np.broadcast_to(w, shape).sum(axis)\n",
    ),
    Fault(LABELS, "the yes alone", SOFT, "-(t * log_p + (1 - t) * log_q)", "-(t * log_p)"),
    Fault(LABELS, "the no's logit not negated", SOFT, "logsigmoid(-x)", "logsigmoid(x)"),
    Fault(
        LABELS,
        "weight on the yes alone",
        SOFT,
        "(-(t * log_p + (1 - t) * log_q) * w)",
        "(-(t * log_p * w + (1 - t) * log_q))",
    ),
    Fault(
        LABELS,
        "weight left out of the gradient",
        SOFT,
        "np.expand_dims(each, axis), shape) * w",
        "np.expand_dims(each, axis), shape)",
    ),
    Fault(LABELS, "the no left out of dtarget", SOFT, "g * log_p - g * log_q", "g * log_p"),
    Fault(LABELS, "the no's gradient added", SOFT, "dx - minus_dx", "dx + minus_dx"),
    Fault(
        LABELS,
        "the classes on axis 1",
        SOFT,
        "input.ndim - 1, input.shape[-1]",
        "min(input.ndim - 1, 1), input.shape[-1]",
    ),
    Fault(
        LABELS,
        "the classes on the last axis of the target",
        SOFT,
        "input.ndim - 1, input.shape[-1]",
        "len(shape) - 1, input.shape[-1]",
    ),
    Fault(LABELS, "a 0-d array decides the dtype", OPERANDS, "[x for x in floats if x.ndim] or floats", "floats"),
    Fault(
        "SoftMarginLoss",
        "reduction not passed on",
        LAYER,
        "soft_margin_loss(input, target, reduction=self.reduction)",
        "soft_margin_loss(input, target)",
    ),
    Fault("MultiLabelSoftMarginLoss", "weight not passed on", LAYER, "target, self.weight,", "target, None,"),
]
