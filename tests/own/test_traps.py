"""What deceives a checker, by the rows of the table of conventions: ours falls for none of it."""

import numpy as np
import pytest

from compare.contract import OPS, Case, Namespace, call
from compare.diagnose.evidence import verdicts
from compare.own.check import check
from compare.own.finding import Finding
from compare.own.slope import own_gradient
from compare.run import OpQuestion, Reference


def verdict(thing, **options) -> Finding:
    (finding,) = check(thing, **options).findings
    return finding


class Softmax:
    def forward(self, x):
        e = np.exp(x - x.max(axis=1, keepdims=True))
        self.y = e / e.sum(axis=1, keepdims=True)
        return self.y

    def backward(self, dout):
        return self.y * (dout - (dout * self.y).sum(axis=1, keepdims=True))


class LayerNorm:
    def __init__(self, gamma, beta):
        self.gamma, self.beta = gamma, beta

    def forward(self, x):
        self.std = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
        self.xhat = (x - x.mean(axis=1, keepdims=True)) / self.std
        return self.gamma * self.xhat + self.beta

    def backward(self, dout):
        self.dgamma, self.dbeta = (dout * self.xhat).sum(axis=0), dout.sum(axis=0)
        d = dout * self.gamma
        return (d - d.mean(axis=1, keepdims=True) - self.xhat * (d * self.xhat).mean(axis=1, keepdims=True)) / self.std


class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)
        return dout @ self.W.T


class BatchNorm:
    def __init__(self, gamma, beta):
        self.gamma, self.beta = gamma, beta
        self.running_mean, self.running_var = np.zeros_like(gamma), np.ones_like(gamma)

    def forward(self, x, train=True):
        if train:
            mean, var = x.mean(axis=0), x.var(axis=0)
            self.running_mean = 0.9 * self.running_mean + 0.1 * mean
            self.running_var = 0.9 * self.running_var + 0.1 * var * len(x) / (len(x) - 1)
        else:
            mean, var = self.running_mean, self.running_var
        return self.gamma * (x - mean) / np.sqrt(var + 1e-5) + self.beta


@pytest.mark.parametrize("layer", [Softmax, LayerNorm, Linear, BatchNorm])
def test_what_is_right_is_right(layer):
    assert verdict(layer).verdict in ("right", "convention")


@pytest.mark.parametrize("layer", [Softmax, LayerNorm])
def test_row_87_a_backward_of_zeros_does_not_pass(layer):
    zeros = type(layer.__name__, (layer,), {"backward": lambda self, dout: 0 * layer.backward(self, dout)})
    assert verdict(zeros).verdict == "mistake"


def test_row_88_equal_sizes_hide_no_transpose():
    def backward(self, dout):
        dx = Linear.backward(self, dout)
        self.dW = self.dW.T.reshape(self.dW.shape)  # right for a square weight that is symmetric
        return dx

    assert verdict(type("Linear", (Linear,), {"backward": backward})).verdict == "mistake"


def test_row_89_one_wrong_element_is_seen():
    def backward(self, dout):
        dx = Linear.backward(self, dout)
        self.dW[0, 0] = -self.dW[0, 0]
        return dx

    assert verdict(type("Linear", (Linear,), {"backward": backward})).verdict == "mistake"


@pytest.mark.parametrize("change", [lambda g: 1.001 * g, lambda g: g[:, ::-1].copy(), lambda g: np.sort(g, axis=0)])
def test_row_90_scale_and_order_are_seen(change):
    wrong = type("Linear", (Linear,), {"backward": lambda self, dout: change(Linear.backward(self, dout))})
    assert verdict(wrong).verdict == "mistake"


def test_row_91_inputs_have_both_signs():
    def relu(x):
        return x * 1.0

    assert verdict(relu).verdict == "mistake"


def test_row_92_training_is_asked_too():
    def forward(self, x, train=True):
        y = BatchNorm.forward(self, x, train)
        return y + 0.5 if train else y

    assert verdict(type("BatchNorm", (BatchNorm,), {"forward": forward})).verdict == "mistake"


def test_row_93_a_factor_of_two_at_a_tiny_scale_is_seen():
    def linear(input, weight, bias=None):
        return input @ weight.T, lambda dy: (2 * dy @ weight, dy.T @ input, None)

    rng = np.random.default_rng(0)
    asked = OpQuestion(
        OPS["linear"], Case("tiny", call(rng.standard_normal((5, 3)), 1e-9 * rng.standard_normal((7, 3)))), 0
    )
    candidate = Namespace(type("candidate", (), {"linear": staticmethod(linear)}))
    wrong = {r.quantity for r in verdicts([asked], candidate, (), ["float64", "float32"]) if not r.ok}
    assert wrong == {"grad input"}


def test_row_94_finite_differences_abstain_at_a_kink():
    def relu(input):
        return np.maximum(input, 0), lambda dy: (np.where(input > 0, dy, 0),)

    candidate = Namespace(type("candidate", (), {"relu": staticmethod(relu)}))
    at = {"kink": np.array([[0.0, 1.0], [-1.0, 0.0]]), "smooth": np.array([[0.5, 1.0], [-1.0, 2.0]])}
    told = {
        name: own_gradient(
            Reference(OpQuestion(OPS["relu"], Case(name, call(x)), 0), "float64"), candidate, "grad input"
        )
        for name, x in at.items()
    }
    assert told == {"kink": None, "smooth": True}
