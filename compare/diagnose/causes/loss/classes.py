"""Cross-entropy: logarithms, softmax, targets."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from ...cause import Cause, Constant
from ...program import Change, Forward, Scene, Tensors, both, edit, forward

OPS = ("cross_entropy",)
SMALL = Constant("eps", (1e-7, 1e-8, 1e-15, 1e-12, 1e-10, 1e-9, 1e-6, 1e-5, 1e-4, 1e-3, 1e-16), 1e-16, 1e-2)


def _picked(a: Tensors, p: Any) -> Any:
    return p.gather(1, a.target[:, None])[:, 0] if a.target.ndim == 1 else (p * a.target).sum(1)


def _kind(a: Tensors, each: Any) -> Any:
    """The losses of the samples, reduced as PyTorch reduces them."""
    return {"mean": each.mean, "sum": each.sum, "none": lambda: each}[a.reduction]()


def _loss(of: Any) -> Any:
    """The forward with another loss per sample: `of(arguments, probabilities)`."""

    def changed(a: Tensors, usual: Forward) -> Any:
        if a.input.ndim != 2 or a.target.ndim != 1:
            return usual(a)
        return usual(a) * 0 + _kind(a, of(a, torch.softmax(a.input, 1)))

    return changed


def _clipped(a: Tensors, p: Any, eps: float) -> Any:
    return -torch.log(_picked(a, p).clip(eps, 1 - eps))


def _value(compute: Any) -> Change:
    """The loss alone; its gradient stays PyTorch's."""
    return forward(lambda a, usual: _straight(usual(a), compute(a, usual)))


def _straight(gradient: Any, value: Any) -> Any:
    """Has the value of one and the gradient of the other."""
    return gradient + (value - gradient).detach()


def _unstable(a: Tensors, usual: Forward) -> Any:
    if a.input.ndim != 2 or a.target.ndim != 1:
        return usual(a)
    e = torch.exp(a.input)
    return _kind(a, -torch.log(_picked(a, e / e.sum(1, keepdim=True))))


def _zero(a: Tensors, usual: Forward) -> Any:
    """log(softmax): infinite where the probability underflows; the gradient is p − t."""
    return _loss(lambda a, p: -torch.log(_picked(a, p)))(a, usual)


def _over(axis: int) -> Any:
    def changed(a: Tensors, usual: Forward) -> Any:
        if a.input.ndim != 2 or a.target.ndim != 1:
            return usual(a)
        return _kind(a, -_picked(a, torch.log_softmax(a.input, axis)))

    return changed


def _dx(compute: Any) -> Change:
    """The gradient as `compute(probabilities, one-hot targets, n)` times the upstream gradient."""

    def changed(s: Scene, dx: np.ndarray) -> np.ndarray:
        if s.input.ndim != 2 or s.target.ndim != 1 or s.taken.get("reduction", "mean") == "none":
            return dx
        e = np.exp(s.input - s.input.max(axis=1, keepdims=True))
        p, t = e / e.sum(axis=1, keepdims=True), np.eye(s.input.shape[1])[s.target]
        n = len(p) if s.taken.get("reduction", "mean") == "mean" else 1
        return np.asarray(compute(p, t) / n * s.dy, dx.dtype)

    return edit("grad input", changed)


def _diagonal(p: np.ndarray, t: np.ndarray) -> np.ndarray:
    """-t / p, through the diagonal of softmax's Jacobian alone."""
    return -t * (1 - p)


def _shifted(step: int) -> Change:
    return forward(
        lambda a, usual: usual(a.but(target=(a.target + step) % a.input.shape[1])) if a.target.ndim == 1 else usual(a)
    )


def _weighted(a: Tensors, usual: Forward) -> Any:
    if a.weight is None or a.reduction != "mean":
        return usual(a)
    return usual(a.but(reduction="sum")) / a.input.shape[0]


def _smoothed(a: Tensors, usual: Forward) -> Any:
    if not a.label_smoothing or a.target.ndim != 1:
        return usual(a)
    c, eps = a.input.shape[1], a.label_smoothing
    t = torch.nn.functional.one_hot(a.target, c).to(a.input.dtype)
    return usual(a.but(target=t * (1 - eps) + (1 - t) * eps / (c - 1), label_smoothing=0.0))


def _ignored(a: Tensors, usual: Forward) -> Any:
    keep = a.target != a.ignore_index
    if a.target.ndim != 1 or a.reduction != "mean" or keep.all():
        return usual(a)
    return usual(a.but(reduction="sum")) / a.input.shape[0]


CAUSES: list[Cause] = [
    Cause(
        "log-epsilon",
        "the logarithm is taken of p + {value}; PyTorch takes that of softmax in one, and needs no such number",
        "the loss is lower by about eps / p, at most -log(eps); the gradient does not know of it",
        "convention",
        "use log_softmax: x - max - log(sum(exp(x - max)))",
        (21,),
        OPS,
        lambda eps: _value(_loss(lambda a, p: -torch.log(_picked(a, p) + eps))),
        SMALL,
        silent=True,
    ),
    Cause(
        "log-epsilon",
        "the logarithm is taken of p + {value}, and the gradient follows; PyTorch needs no such number",
        "the loss is lower by about eps / p, at most -log(eps)",
        "convention",
        "use log_softmax: x - max - log(sum(exp(x - max)))",
        (21,),
        OPS,
        lambda eps: forward(_loss(lambda a, p: -torch.log(_picked(a, p) + eps))),
        SMALL,
    ),
    Cause(
        "log-clamp",
        "probabilities are clipped to [{value}, 1 - {value}]; PyTorch needs no such clip",
        "the loss is at most -log(eps); the gradient does not know of it",
        "convention",
        "use log_softmax",
        (21, 22),
        OPS,
        lambda eps: _value(_loss(lambda a, p: _clipped(a, p, eps))),
        SMALL,
        silent=True,
    ),
    Cause(
        "log-clamp",
        "probabilities are clipped to at least {value}; PyTorch needs no such clip",
        "the loss is at most -log(eps); the gradient does not know of it",
        "convention",
        "use log_softmax",
        (21, 22),
        OPS,
        lambda eps: _value(_loss(lambda a, p: -torch.log(_picked(a, p).clip(min=eps)))),
        SMALL,
        silent=True,
    ),
    Cause(
        "log-clamp",
        "probabilities are clipped to [{value}, 1 - {value}], in the gradient too; PyTorch needs no such clip",
        "loss and gradient are bounded where a probability is 0 or 1",
        "convention",
        "use log_softmax",
        (21, 22),
        OPS,
        lambda eps: both(
            _value(_loss(lambda a, p: _clipped(a, p, eps))),
            _dx(lambda p, t: _through(p, -t / p.clip(eps, 1 - eps))),
        ),
        SMALL,
        silent=True,
    ),
    Cause(
        "log-of-zero",
        "the logarithm is taken of a probability that has underflowed to 0: the loss is infinite at saturation",
        "inf where a logit is some 745 below the largest (104 in float32); right elsewhere",
        "mistake",
        "use log_softmax: x - max - log(sum(exp(x - max)))",
        (21, 26),
        OPS,
        _value(_zero),
    ),
    Cause(
        "log-of-zero",
        "a probability that has underflowed to 0 is taken the logarithm of, and divided by: inf and nan at saturation",
        "inf and nan where a logit is some 745 below the largest; right elsewhere",
        "mistake",
        "use log_softmax, and p - t for the gradient",
        (21, 26),
        OPS,
        both(_value(_zero), _dx(lambda p, t: _through(p, _divided(-t, p)))),
    ),
    Cause(
        "softmax-no-max-shift",
        "exp overflows: the largest logit is not subtracted first",
        "nan or inf where a logit is above 709 (88.7 in float32); right elsewhere",
        "mistake",
        "np.exp(x - np.max(x, axis=1, keepdims=True))",
        (26,),
        OPS,
        forward(_unstable),
    ),
    Cause(
        "double-softmax",
        "softmax is applied twice: to what is a probability already",
        "the loss lies between log(1 + (C - 1) / e) and log(C - 1 + e), however sure the logits",
        "mistake",
        "hand the loss logits, or take softmax out of it",
        (23,),
        OPS,
        forward(lambda a, usual: usual(a.but(input=torch.softmax(a.input, 1)))),
    ),
    Cause(
        "double-softmax",
        "softmax is applied twice in the loss; the gradient is p - t of the second one",
        "the loss lies between log(1 + (C - 1) / e) and log(C - 1 + e), however sure the logits",
        "mistake",
        "hand the loss logits, or take softmax out of it",
        (23,),
        OPS,
        both(
            forward(lambda a, usual: usual(a.but(input=torch.softmax(a.input, 1)))),
            _dx(lambda p, t: _softmax(p) - t),
        ),
    ),
    Cause(
        "log-base",
        "the logarithm has the base 2",
        "ratio 1.442695",
        "mistake",
        "np.log",
        (24,),
        OPS,
        _value(lambda a, usual: usual(a) / float(np.log(2))),
    ),
    Cause(
        "log-base",
        "the logarithm has the base 10",
        "ratio 0.434294",
        "mistake",
        "np.log",
        (24,),
        OPS,
        _value(lambda a, usual: usual(a) / float(np.log(10))),
    ),
    Cause(
        "softmax-axis",
        "softmax is taken over the batch; it is to be taken over the classes",
        "columns add up to 1, not rows",
        "mistake",
        "axis=1, keepdims=True",
        (25,),
        OPS,
        forward(_over(0)),
    ),
    *(
        Cause(
            "label-off-by-one",
            f"labels are one too {'high' if step > 0 else 'low'}: the neighbouring class is taken",
            "differs in two columns only: the target's and its neighbour's",
            "mistake",
            "count classes from 0",
            (29,),
            OPS,
            _shifted(step),
        )
        for step in (-1, 1)
    ),
    Cause(
        "target-not-subtracted",
        "the gradient is p, without the - 1 at the target",
        "off by 1 / n in the target's column alone",
        "mistake",
        "dx[np.arange(n), t] -= 1",
        (30,),
        OPS,
        _dx(lambda p, t: p),
    ),
    Cause(
        "softmax-gradient-diagonal",
        "the gradient takes the diagonal of softmax's Jacobian alone",
        "zero but for the target's column",
        "mistake",
        "dx = (p - t) / n",
        (27,),
        OPS,
        _dx(_diagonal),
    ),
    Cause(
        "gradient-of-probabilities",
        "the gradient is that of the probabilities, -t / p; it is to be that of the logits, p - t",
        "zero but for the target's column, and large where p is small",
        "mistake",
        "dx = (p - t) / n",
        (),
        OPS,
        _dx(lambda p, t: _divided(-t, p)),
    ),
    Cause(
        "class-weight-normalization",
        "the weighted loss is divided by the batch size; PyTorch divides by the sum of the weights",
        "ratio sum(w[t]) / n",
        "convention",
        "divide by the sum of the weights",
        (34,),
        ("cross_entropy", "nll_loss"),
        forward(_weighted),
    ),
    Cause(
        "label-smoothing-others",
        "smoothing gives eps / (C - 1) to the other classes; PyTorch gives eps / C to every class",
        "target probabilities differ by eps / C",
        "convention",
        "t * (1 - eps) + eps / C",
        (35,),
        OPS,
        forward(_smoothed),
    ),
    Cause(
        "ignored-counted",
        "samples that are ignored count in the mean",
        "ratio of the kept to all",
        "mistake",
        "divide by how many are kept",
        (),
        ("cross_entropy", "nll_loss"),
        forward(_ignored),
    ),
]


def _softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def _divided(a: np.ndarray, p: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.asarray(a / p)


def _through(p: np.ndarray, g: np.ndarray) -> np.ndarray:
    """The gradient of the probabilities through softmax."""
    with np.errstate(all="ignore"):
        return np.asarray(p * (g - (g * p).sum(axis=1, keepdims=True)))
