"""Sequential is a list of modules, and refuses anything else."""

from collections import OrderedDict

import numpy as np
import pytest

from scratch import nn


def test_it_is_a_sequence():
    first, second, third = nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1)
    model = nn.Sequential(first, second)
    assert model.append(third) is model
    assert (len(model), list(model)) == (3, [first, second, third])
    assert (model[0], model[-1]) == (first, third)
    assert list(model[1:].state_dict()) == ["2.weight", "2.bias"]
    with pytest.raises(IndexError):
        model[3]


def test_the_same_module_twice_counts_twice():
    tied = nn.Linear(1, 1, bias=False, dtype=np.float64)
    tied.weight[...] = 3
    model = nn.Sequential(tied, nn.Identity(), tied, tied)
    assert len(model) == 4
    y, backward = model(np.array([[2.0]]))
    dx, grads = backward(np.array([[1.0]]))
    assert (y.item(), dx.item()) == (54.0, 27.0)
    assert {n: g.item() for n, g in grads.items()} == {"0.weight": 54.0}  # d(w³x)/dw = 3w²x


def test_an_ordered_dict_brings_names():
    model = nn.Sequential(OrderedDict(hidden=nn.Linear(2, 3), out=nn.Linear(3, 1)))
    assert list(model.state_dict()) == ["hidden.weight", "hidden.bias", "out.weight", "out.bias"]
    assert model.hidden is model[0]


def test_empty():
    x = np.ones(2)
    y, backward = nn.Sequential()(x)
    assert y is x
    assert backward(x) == (x, {})


def test_only_modules():
    with pytest.raises(TypeError, match=r"^Sequential: 1 is 3, expected a module$"):
        nn.Sequential(nn.ReLU(), 3)
    with pytest.raises(TypeError, match=r"^Sequential: 0 is <class .*ReLU'>, expected a module$"):
        nn.Sequential(nn.ReLU)
    for name in ("forward", "a.b", ""):
        with pytest.raises(ValueError, match=rf"^Sequential: {name!r} cannot be a module's name"):
            nn.Sequential(OrderedDict({name: nn.ReLU()}))
