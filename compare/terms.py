"""How many terms does one number of an answer sum? A long sum may be less accurate than its inputs' last places say.

Added from left to right, n terms lose about 0.2 √n times what moving each of them by a unit in the last place does:
every partial sum is rounded, and the partial sums grow. PyTorch adds in blocks and in pairs and loses less, so neither
its own error nor the conditioning speaks for `dy.sum(axis=0)` over a thousand rows, which is right all the same.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .inputs import is_floating, mapped, widen
from .run import OpQuestion, Reference, quiet
from .run import reference as pytorch

NAIVE = 0.2  # of √n: the rounding of n partial sums, against n inputs moved by a unit in the last place
PLACES = 3  # elements looked at; the sums of one array are about equally long
STEP = 2.0**-17


def patience(reference: Reference, quantity: str) -> float:
    """By how much the yardstick of `quantity` grows for the length of its sums; 1 for short ones."""
    question = reference.question
    if not isinstance(question, OpQuestion):
        return 1.0
    try:
        with quiet():
            return max(1.0, NAIVE * max(_lengths(question, widen(reference.inputs), quantity), default=0.0))
    except Exception:  # the op is refused beside this point
        return 1.0


def _lengths(question: OpQuestion, inputs: dict, quantity: str) -> Iterator[float]:
    """√n for a few elements, n being the effective number of terms."""
    pair = question.forward(pytorch(), inputs)
    named = question.named(inputs)
    rng = np.random.default_rng(question.seed)
    if quantity == "y":  # one output's pullback: how it depends on every input
        for place in rng.integers(pair.first.size, size=PLACES):
            dy = np.zeros(pair.first.shape)
            dy.flat[place] = 1.0
            grads = zip(question.differentiable(inputs), pair.backward(dy))
            yield _root(np.concatenate([(g * named[name]).ravel() for name, g in grads if g is not None]))
    elif quantity.startswith("grad "):  # one input's effect on every output: the terms that its gradient adds up
        x = named[quantity.removeprefix("grad ")]
        for place in rng.integers(x.size, size=PLACES):
            step = np.zeros(x.shape)
            step.flat[place] = STEP

            def ahead(sign: float, step: np.ndarray = step) -> np.ndarray:
                args, kwargs = (
                    mapped(inputs[k], lambda a: a + sign * step if a is x else a) for k in ("args", "kwargs")
                )
                return question.forward(pytorch(), {"args": args, "kwargs": kwargs}).first

            yield _root((ahead(1.0) - ahead(-1.0)) * inputs["dy"])
    else:  # a statistic, over all of the first argument
        first = next(a for a in named.values() if is_floating(a))
        yield float(np.sqrt(first.size / max(named[quantity.removesuffix(" after")].size, 1)))


def _root(terms: np.ndarray) -> float:
    """The 1-norm over the 2-norm: √n for n terms of one size."""
    size = float(np.sqrt(np.sum(np.square(terms))))
    return float(np.sum(np.abs(terms))) / size if size else 0.0
