"""The promises of a pullback: linear in the upstream gradient, and nothing left over from another use."""

import numpy as np
import pytest

from compare.own.check import check


class Affine:
    def __init__(self, W, b):
        self.W, self.b, self.first, self.dW, self.db = W, b, None, 0, 0

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)
        return dout @ self.W.T


class Stale(Affine):
    def forward(self, x):
        if self.first is None:
            self.first = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW, self.db = self.first.T @ dout, dout.sum(axis=0)
        return dout @ self.W.T


class Adding(Affine):
    def backward(self, dout):
        self.dW += self.x.T @ dout
        self.db += dout.sum(axis=0)
        return dout @ self.W.T


class Ignoring(Affine):
    def backward(self, dout):
        ones = np.ones_like(dout)
        return Affine.backward(self, ones)


class Mutating(Affine):
    def backward(self, dout):
        dx = Affine.backward(self, dout)
        dout *= 0
        return dx


class Overwriting(Affine):
    def forward(self, x):
        y = Affine.forward(self, x.copy())
        x[...] = 0
        return y


@pytest.mark.parametrize(
    ("layer", "named"),
    [
        (Affine, []),
        (Stale, ["stale-state"]),
        (Adding, ["gradients-accumulate"]),
        (Ignoring, ["upstream-ignored"]),
        (Mutating, ["upstream-mutated"]),
        (Overwriting, ["input-mutated"]),
    ],
)
def test_a_promise_that_is_broken_is_named(layer, named):
    layer = type("Affine", (layer,), {})
    (finding,) = check(layer).findings
    assert [p.name for p in finding.problems] == named
