"""Layers against values by hand, naive forms and NumPy's own padding; that they are all asked about in the report."""

import inspect
import re
from collections import defaultdict

import numpy as np
import pytest

import scratch
import torch_ref.nn
from compare.cases.layers import questions
from compare.cases.layers._kinds import Calls
from compare.cases.layers._losses import LossCalls
from compare.contract import OPS, Namespace
from compare.inputs import is_floating, mapped
from compare.run import reference
from scratch import functional as F
from scratch import nn
from scratch.random import Generator

LAYERS = [name for name in nn.__all__ if name not in ("Module", "named")]


def test_every_layer_has_a_twin_questions_and_documentation():
    assert set(LAYERS) == set(torch_ref.nn.__all__) - {"Module", "wrap"}
    asked = {q.op for q in questions(0)}
    assert set(LAYERS) == asked
    assert [name for name in LAYERS if not inspect.getdoc(getattr(nn, name))] == []


@pytest.fixture(scope="module")
def asked():
    found = defaultdict(list)
    for question in questions(0):
        found[question.op].append(question)
    return found


@pytest.mark.parametrize("layer", LAYERS)
def test_every_refusal_names_the_layer_or_its_op_in_one_line(layer, asked):
    speakers = "|".join((layer, *OPS, "load_state_dict"))
    pythons = r"\w+(\.\w+)?\(\) (missing|takes|got) "
    for question in asked[layer]:
        if question.raises:
            inputs = question.prepare(reference())
            with pytest.raises((ValueError, TypeError)) as caught:
                question.ask(Namespace("scratch"), inputs, np.dtype(question.dtypes[0]))
            assert re.fullmatch(rf"(({speakers}): |{pythons}).+", str(caught.value)), question.case


@pytest.mark.parametrize("layer", sorted({*LAYERS} - {"Embedding"}))  # which is given no floating input
def test_complex_numbers_are_out_of_scope_for_every_layer(layer, asked):
    question = next(q for q in asked[layer] if isinstance(q, (Calls, LossCalls)))
    inputs = question.prepare(reference())
    given = "x" if "x" in inputs else "given"
    inputs[given] = mapped(inputs[given], lambda x: np.ones(x.shape, np.complex64) if is_floating(x) else x)
    with pytest.raises(TypeError) as caught:
        question.ask(Namespace("scratch"), inputs, np.dtype("float64"))
    assert re.fullmatch(r"\w+: \w+ .*is complex64[,;].* expected .+", str(caught.value))


def test_linear_by_hand():
    layer = nn.Linear(2, 1, dtype=np.float64)
    layer.load_state_dict({"weight": np.array([[2.0, -1.0]]), "bias": np.array([0.5])})
    y, backward = layer(np.array([[3.0, 4.0]]))
    dx, grads = backward(np.array([[10.0]]))
    assert y.tolist() == [[2.5]]
    assert dx.tolist() == [[20.0, -10.0]]
    assert {n: g.tolist() for n, g in grads.items()} == {"weight": [[30.0, 40.0]], "bias": [10.0]}


def test_parameters_start_within_their_bounds_and_with_the_seed():
    scratch.random.manual_seed(1)
    a, b = nn.Conv2d(4, 6, (3, 2), groups=2), nn.Conv2d(4, 6, (3, 2), groups=2)
    bound = 1 / np.sqrt(2 * 3 * 2)
    for x in a.parameters():
        assert np.abs(x).max() <= np.float32(bound)
    assert np.abs(a.weight).max() > 0.9 * bound
    assert not np.array_equal(a.weight, b.weight)
    scratch.random.manual_seed(1)
    np.testing.assert_array_equal(nn.Conv2d(4, 6, (3, 2), groups=2).bias, a.bias)


@pytest.mark.parametrize(("mode", "numpy_mode"), [("reflect", "reflect"), ("replicate", "edge"), ("circular", "wrap")])
@pytest.mark.parametrize(
    ("padding", "border"), [((2, 1), ((2, 2), (1, 1))), ("same", ((1, 1), (0, 1))), ("valid", ((0, 0),) * 2)]
)
def test_padding_modes_are_numpys(mode, numpy_mode, padding, border):
    layer = nn.Conv2d(2, 3, (3, 2), padding=padding, padding_mode=mode, dtype=np.float64)
    x = np.random.default_rng(0).standard_normal((1, 2, 5, 4))
    padded = np.pad(x, ((0, 0), (0, 0), *border), numpy_mode)
    expected = F.conv2d(padded, layer.weight, layer.bias)[0]
    np.testing.assert_allclose(layer(x)[0], expected, rtol=1e-14)


def test_cumulative_statistics_are_the_mean_over_batches():
    layer = nn.BatchNorm1d(1, momentum=None, dtype=np.float64)
    batches = [np.array([[1.0], [3.0]]), np.array([[5.0], [9.0]]), np.array([[0.0], [0.0]])]
    for batch in batches:
        layer(batch)
    assert layer.num_batches_tracked == 3
    assert layer.running_mean.item() == pytest.approx((2 + 7 + 0) / 3)
    assert layer.running_var.item() == pytest.approx((2 + 8 + 0) / 3)  # unbiased, and without the initial 1


def test_evaluation_changes_no_statistics():
    layer = nn.BatchNorm2d(2).eval()
    before = {name: x.copy() for name, x in layer.state_dict().items()}
    layer(np.random.default_rng(0).standard_normal((3, 2, 4, 5)).astype(np.float32))
    for name, x in layer.state_dict().items():
        np.testing.assert_array_equal(x, before[name])


def test_a_later_training_call_leaves_an_earlier_pullback_alone():
    # PyTorch's own gradient changes here: its pullback reads the running statistics when it is called.
    layer = nn.BatchNorm1d(2, dtype=np.float64).eval()
    x = np.random.default_rng(0).standard_normal((5, 2))
    _, backward = layer(x)
    before, _ = backward(np.ones((5, 2)))
    layer.train()(10 * x)
    np.testing.assert_array_equal(backward(np.ones((5, 2)))[0], before)


def test_dropout_draws_from_its_own_generator():
    x = np.ones((4, 50), np.float32)
    layer = nn.Dropout(0.3, rng=Generator().manual_seed(3))
    scratch.random.manual_seed(0)
    first, second = layer(x)[0], layer(x)[0]
    default = nn.Dropout(0.3)(x)[0]
    scratch.random.manual_seed(0)
    np.testing.assert_array_equal(nn.Dropout(0.3)(x)[0], default)
    np.testing.assert_array_equal(nn.Dropout(0.3, rng=Generator().manual_seed(3))(x)[0], first)
    assert not np.array_equal(first, second)
    np.testing.assert_array_equal(np.unique(first), np.float32([0, 1 / np.float32(0.7)]))


def test_a_loss_pulls_back_one_by_default():
    loss, backward = nn.MSELoss()(np.array([[2.0, 4.0]]), np.array([[1.0, 1.0]]))
    assert loss.item() == 5.0
    assert [g.tolist() for g in backward()] == [[[1.0, 3.0]], [[-1.0, -3.0]]]
    assert [g.tolist() for g in backward(2.0)] == [[[2.0, 6.0]], [[-2.0, -6.0]]]
    _, backward = nn.MSELoss(reduction="none")(np.ones(3), np.zeros(3))
    with pytest.raises(ValueError, match="dy has shape"):
        backward()


def test_class_weights_are_state():
    criterion = nn.CrossEntropyLoss(np.array([1.0, 3.0]))
    assert list(criterion.state_dict()) == ["weight"]
    assert list(nn.CrossEntropyLoss().state_dict()) == []
    (gradient,) = criterion(np.zeros((2, 2)), np.array([0, 1]))[1]()
    np.testing.assert_allclose(gradient, [[-0.125, 0.125], [0.375, -0.375]])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: nn.Linear(2, 3, dtype=np.complex64),
            "Linear: dtype is complex64, expected a floating dtype",
        ),
        (lambda: nn.Linear(2, 1.5), "Linear: a parameter's shape is (1.5, 2), expected integers"),
        (lambda: nn.Linear(-2, 3), "Linear: a parameter's shape is (3, -2), expected no negative numbers"),
        (lambda: nn.Conv2d(1, "6", 3), "Conv2d: out_channels is '6', expected an int"),
        (lambda: nn.Dropout("half"), "Dropout: p is 'half', expected a number"),
        (lambda: nn.BatchNorm1d(2)([[1.0, 2.0]]), "BatchNorm1d: input is a list, expected a NumPy array"),
        (lambda: nn.Linear(2, 3, dtype=None), "Linear: dtype is None, expected a floating dtype"),
        (
            lambda: nn.Conv2d(4, 6, 3, groups=4),
            "Conv2d: groups is 4, expected a positive divisor of in_channels 4 and out_channels 6",
        ),
        (lambda: nn.Conv1d(1, 1, (3, 2)), "Conv1d: kernel_size is (3, 2), expected an int or 1 of them"),
        (lambda: nn.Conv1d(1, 1, 3, 2, "same"), "Conv1d: padding is 'same' and stride (2,), expected stride 1"),
        (lambda: nn.Dropout(1.5), "Dropout: p is 1.5, expected a probability between 0 and 1"),
        (lambda: nn.BatchNorm2d(3)(np.ones((2, 3))), "BatchNorm2d: input (2, 3) is 2-d, expected 4-d"),
        (lambda: nn.InstanceNorm1d(3)(np.ones(3)), "InstanceNorm1d: input (3,) is 1-d, expected 2-d or 3-d"),
        (
            lambda: nn.InstanceNorm1d(3, affine=True)(np.ones((2, 5))),
            "InstanceNorm1d: input (2, 5) has 2 channels, expected 3",
        ),
        (lambda: nn.GroupNorm(4, 6), "GroupNorm: num_groups is 4, expected a divisor of num_channels 6"),
        (lambda: nn.LayerNorm("7"), "LayerNorm: a parameter's shape is ('7',), expected integers"),
    ],
)
def test_messages(make, message):
    with pytest.raises((ValueError, TypeError)) as caught:
        make()
    assert str(caught.value) == message
