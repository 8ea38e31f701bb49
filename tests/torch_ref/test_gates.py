"""The twins in PyTorch: same names, same signatures, right by hand, and nothing drawn from the global generator."""

import inspect

import numpy as np
import pytest
import torch
from torch.autograd.gradcheck import GradcheckError

import scratch.gates
import scratch.gradcheck
import torch_ref.gates
import torch_ref.gradcheck

TABLE = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])


@pytest.mark.parametrize("room", ["gates", "gradcheck"])
def test_same_functions_same_arguments(room):
    def functions(package):
        module = inspect.getmodule(getattr(package, room))
        found = inspect.getmembers(module, inspect.isfunction)
        return {
            name: [(p.name, p.kind, p.default) for p in inspect.signature(f).parameters.values()]
            for name, f in found
            if f.__module__ == module.__name__ and not name.startswith("_")
        }

    assert functions(scratch) == functions(torch_ref)
    assert len(functions(scratch)) >= 3


def test_truth_tables_and_dtypes():
    for gate, truth in {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0], "XOR": [0, 1, 1, 0]}.items():
        y = getattr(torch_ref.gates, gate)(*TABLE.T.astype(np.float32))
        assert y.tolist() == truth
        assert y.dtype == np.float32


def test_training_draws_nothing():
    torch.manual_seed(0)
    before = torch.get_rng_state()
    weights = np.ones((2, 2)), np.zeros(2), np.ones((1, 2)), np.zeros(1)
    torch_ref.gates.train_xor(TABLE, np.ones((4, 1)), *weights, lr=0.1, steps=2)
    assert torch.equal(torch.get_rng_state(), before)


def test_numerical_gradients_by_hand():
    x = np.array([[3.0, 4.0]])
    central = torch_ref.gradcheck.numerical_gradient(lambda x: (x**2).sum(), x)
    forward = torch_ref.gradcheck.numerical_gradient(lambda x: (x**2).sum(), x, scheme="forward")
    np.testing.assert_allclose(central, [[6.0, 8.0]], atol=1e-9)
    np.testing.assert_allclose(forward, [[6.0001, 8.0001]], atol=1e-9)
    slope = torch_ref.gradcheck.directional_derivative(lambda x: (x**2).sum(), x, np.array([[1.0, -1.0]]))
    assert slope == pytest.approx(-2.0)
    with pytest.raises(ValueError, match="scheme is 'backward'"):
        torch_ref.gradcheck.numerical_gradient(lambda x: x, x, scheme="backward")


def test_pytorchs_own_checker_judges_any_op():
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    assert torch_ref.gradcheck.gradcheck(lambda x: (x**3, lambda dy: (3 * x**2 * dy,)), [x])
    assert not torch_ref.gradcheck.gradcheck(lambda x: (x**3, lambda dy: (3 * x**2,)), [x], raise_exception=False)
    with pytest.raises(GradcheckError):
        torch_ref.gradcheck.gradcheck(lambda x: (x**3, lambda dy: (x**2 * dy,)), [x])
