"""A module's arrays, names and gradients: held against a torch module written alike, and against numbers by hand."""

import numpy as np
import pytest
import torch

from scratch import functional as F
from scratch import nn
from torch_ref.nn import wrap


class Block(nn.Module):
    """x + norm(linear(x)), with `linear` also under a second name, and a scale of its own."""

    def __init__(self, features):
        self.linear = nn.Linear(features, features, dtype=np.float64)
        self.scale = np.full(features, 0.5)
        self.norm = nn.BatchNorm1d(features, dtype=np.float64)
        self.again = self.linear
        self.register_buffer("count", np.zeros((), np.int64))
        self.note = "not an array"

    def forward(self, x):
        h, back_linear = self.linear(x)
        n, back_norm = self.norm(h)
        m, back_again = self.again(n * self.scale)

        def backward(dy):
            dm, again = back_again(dy)
            dh, norm = back_norm(dm * self.scale)
            dx, linear = back_linear(dh)
            grads = {"again": again, "norm": norm, "linear": linear, "scale": (dm * n).sum(0)}
            return dx + dy, grads

        return x + m, backward


class TorchBlock(torch.nn.Module):
    def __init__(self, features):
        super().__init__()
        self.linear = torch.nn.Linear(features, features, dtype=torch.float64)
        self.scale = torch.nn.Parameter(torch.full((features,), 0.5, dtype=torch.float64))
        self.norm = torch.nn.BatchNorm1d(features, dtype=torch.float64)
        self.again = self.linear
        self.register_buffer("count", torch.zeros((), dtype=torch.int64))

    def forward(self, x):
        return x + self.again(self.norm(self.linear(x)) * self.scale)


@pytest.fixture
def pair():
    """The same model twice, inside a Sequential, with the same values."""
    ours = nn.Sequential(Block(3), nn.Linear(3, 2, dtype=np.float64))
    theirs = torch.nn.Sequential(TorchBlock(3), torch.nn.Linear(3, 2, dtype=torch.float64))
    theirs.load_state_dict({name: torch.from_numpy(x.copy()) for name, x in ours.state_dict().items()})
    return ours, theirs


def test_names_are_torchs(pair):
    ours, theirs = pair
    assert list(ours.state_dict()) == list(theirs.state_dict())
    for listed in ("named_parameters", "named_buffers", "named_modules", "named_children"):
        assert [n for n, _ in getattr(ours, listed)()] == [n for n, _ in getattr(theirs, listed)()], listed
    assert [type(m).__name__ for m in ours[0].children()] == ["Linear", "BatchNorm1d"]
    assert [p.shape for p in ours.parameters()] == [tuple(p.shape) for p in theirs.parameters()]


def test_gradients_of_a_model_with_branches_and_ties(pair):
    ours, theirs = pair
    x, dy = np.random.default_rng(0).standard_normal((2, 5, 3))
    y, backward = ours(x)
    expected, torch_backward = wrap(theirs)(x)
    np.testing.assert_allclose(y, expected, rtol=1e-12)
    (dx, grads), (torch_dx, torch_grads) = backward(dy[:, :2]), torch_backward(dy[:, :2])
    np.testing.assert_allclose(dx, torch_dx, rtol=1e-10)
    assert list(grads) == list(torch_grads) == [n for n, _ in ours.named_parameters()]
    for name in grads:
        # the bias in front of batch norm has no gradient but for its second use
        np.testing.assert_allclose(grads[name], torch_grads[name], rtol=1e-10, atol=1e-12)
    for name, buffer in ours.named_buffers():
        np.testing.assert_allclose(buffer, theirs.state_dict()[name].numpy(), rtol=1e-12)


def test_chain_and_lists_sum_over_uses():
    class Twice(nn.Module):
        def __init__(self):
            self.double = nn.Linear(1, 1, bias=False, dtype=np.float64)
            self.double.weight[...] = 2

        def forward(self, x):
            return self.chain(x, "double", "double")

    y, backward = Twice()(np.array([[3.0]]))
    dx, grads = backward(np.ones((1, 1)))
    assert (y.item(), dx.item()) == (12.0, 4.0)
    assert {n: g.item() for n, g in grads.items()} == {"double.weight": 2 * 3.0 + 6.0}  # d(w²x)/dw = 2wx


def test_an_array_shared_by_two_layers_is_one_parameter():
    a, b = nn.Linear(2, 2, bias=False), nn.Linear(2, 2, bias=False)
    b.weight = a.weight
    model = nn.Sequential(a, b)
    assert list(model.state_dict()) == ["0.weight", "1.weight"]
    assert [n for n, _ in model.named_parameters()] == ["0.weight"]
    a.weight[...] = np.eye(2)
    _, backward = model(np.array([[1.0, 2.0]], np.float32))
    _, grads = backward(np.ones((1, 2), np.float32))
    np.testing.assert_array_equal(grads["0.weight"], [[2.0, 4.0], [2.0, 4.0]])


def test_what_takes_no_part_has_no_gradient():
    class Half(nn.Module):
        def __init__(self):
            self.used, self.unused = nn.Linear(2, 1), nn.Linear(2, 1)

        def forward(self, x):
            return self.chain(x, "used")

    _, backward = Half()(np.ones((1, 2), np.float32))
    assert list(backward(np.ones((1, 1), np.float32))[1]) == ["used.weight", "used.bias"]


def test_several_inputs_give_several_gradients():
    class Product(nn.Module):
        def forward(self, a, b):
            return a * b, lambda dy: ((dy * b, dy * a), {})

    _, backward = Product()(np.array([2.0]), np.array([3.0]))
    (da, db), grads = backward(np.array([10.0]))
    assert (da.item(), db.item(), grads) == (30.0, 20.0, {})


def test_a_gradient_without_a_parameter_is_refused():
    class Wrong(nn.Module):
        def forward(self, x):
            return nn.named((x, lambda dy: (dy, dy)), "weight")

    _, backward = Wrong()(np.ones(2))
    with pytest.raises(ValueError, match=r"^Wrong: backward has a gradient for weight, which is no parameter$"):
        backward(np.ones(2))


def test_loading_copies_in_place_and_keeps_dtypes():
    layer = nn.BatchNorm1d(2)
    arrays = layer.state_dict()
    layer.load_state_dict({name: np.full(x.shape, 2.7) for name, x in arrays.items()})
    assert all(layer.state_dict()[name] is x for name, x in arrays.items())
    assert [str(x.dtype) for x in arrays.values()] == ["float32"] * 4 + ["int64"]
    assert layer.num_batches_tracked == 2
    np.testing.assert_array_equal(layer.running_var, np.float32([2.7, 2.7]))


def test_a_state_that_does_not_fit_is_refused_whole():
    model = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 1))
    before = {name: x.copy() for name, x in model.state_dict().items()}
    state = {"0.weight": np.zeros((2, 3)), "0.bias": np.zeros(1), "1.bias": [0.0], "1.scale": np.zeros(1)}
    message = (
        r"^load_state_dict: Sequential: 1\.weight is missing; 1\.scale is unexpected; "
        r"0\.bias has shape \(1,\), expected \(2,\); 1\.bias is list, expected an array of numbers$"
    )
    with pytest.raises(ValueError, match=message):
        model.load_state_dict(state)
    for name, x in model.state_dict().items():
        np.testing.assert_array_equal(x, before[name])
    with pytest.raises(TypeError, match=r"^load_state_dict: state_dict is a list, expected a mapping"):
        model.load_state_dict([])


def test_buffers():
    module = nn.Module()
    module.register_buffer("first", None)
    module.register_buffer("second", np.ones(2))
    module.weight = np.ones(3)
    module.index = np.arange(3)  # not floating: neither learned nor kept
    module.first = np.zeros(1)
    assert list(module.state_dict()) == ["weight", "first", "second"]
    assert [name for name, _ in module.named_buffers()] == ["first", "second"]
    with pytest.raises(ValueError, match="Module has an attribute 'weight' already"):
        module.register_buffer("weight", np.ones(3))


def test_modes_reach_everything():
    model = nn.Sequential(nn.Sequential(nn.Dropout()), nn.BatchNorm1d(2))
    assert model.training
    assert model.eval() is model
    assert not any(m.training for _, m in model.named_modules())
    assert model[0].train().training
    assert not model.training
    with pytest.raises(TypeError, match=r"^train: mode is 1, expected True or False$"):
        model.train(1)


def test_a_call_leaves_nothing_behind():
    for layer, x in (
        (nn.Linear(3, 2), np.ones((2, 3), np.float32)),
        (nn.Sequential(nn.Conv2d(1, 2, 2), nn.MaxPool2d(2), nn.Dropout()), np.ones((1, 1, 5, 5), np.float32)),
        (nn.BatchNorm1d(3), np.eye(3, dtype=np.float32)),
    ):
        before = dict(vars(layer))
        layer(x)[1](np.ones_like(layer(x)[0]))
        assert list(vars(layer)) == list(before)
        assert all(vars(layer)[name] is value for name, value in before.items())


def test_named_splits_an_ops_gradients():
    x, w = np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]])
    _, backward = nn.named(F.linear(x, w), "weight", "bias")
    dx, grads = backward(np.array([[10.0]]))
    np.testing.assert_array_equal(dx, [[30.0, 40.0]])
    np.testing.assert_array_equal(grads["weight"], [[10.0, 20.0]])
    assert grads["bias"] is None


def test_a_module_without_forward_says_so():
    with pytest.raises(NotImplementedError, match=r"^Module has no forward$"):
        nn.Module()(np.ones(1))


def test_repr_is_nested():
    assert repr(nn.Sequential(nn.Sequential(nn.ReLU()), nn.Linear(2, 1))) == (
        "Sequential(\n  (0): Sequential(\n    (0): ReLU()\n  )\n"
        "  (1): Linear(in_features=2, out_features=1, bias=True)\n)"
    )


def test_loading_rounds_in_silence():
    layer = nn.Linear(1, 1)
    layer.load_state_dict({"weight": np.array([[1e300]]), "bias": np.array([1.0])})
    assert layer.weight.tolist() == [[np.inf]]
