"""Dropout: PyTorch's bits in every order of memory, masks, and what is refused."""

import inspect

import numpy as np
import pytest
import torch

import scratch
from scratch import functional as F

SHAPES = {
    "dropout": [(), (7,), (5, 3), (2, 3, 4, 5)],
    "alpha_dropout": [(), (7,), (5, 3), (2, 3, 4, 5)],
    "dropout1d": [(3, 4), (2, 3, 4)],
    "dropout2d": [(3, 4), (2, 3, 4), (2, 3, 4, 5), (2, 3, 4, 1, 5)],
    "feature_alpha_dropout": [(3, 4), (2, 3, 4), (2, 3, 4, 5), (2, 3, 4, 1, 5)],
    "dropout3d": [(7,), (3, 4), (3, 4, 5), (2, 3, 4, 5), (2, 3, 4, 1, 5), (2, 3, 1, 1, 4, 5)],
}
CALLS = [(op, shape) for op, shapes in SHAPES.items() for shape in shapes]


def bits(x):
    return np.ascontiguousarray(x).view(np.uint32 if x.dtype == np.float32 else np.uint64).tolist()


@pytest.mark.filterwarnings("ignore:dropout")  # PyTorch warns of shapes that it takes in an old way
@pytest.mark.parametrize(("op", "shape"), CALLS)
def test_bits_and_state_are_torchs(op, shape):
    rng = np.random.default_rng(0)
    g, default = scratch.Generator(), torch.default_generator
    for seed, p in enumerate((0.0, 1e-20, 0.1, 0.25, 0.5, 0.9, 1 - 1e-16, 1.0)):
        for dtype in (np.float32, np.float64):
            x = np.asarray(rng.standard_normal(shape), dtype).transpose(rng.permutation(len(shape)))
            g.manual_seed(seed)
            torch.manual_seed(seed)
            y, backward = getattr(F, op)(x, p, True, rng=g)
            tensor = torch.from_numpy(x.copy(order="K")).requires_grad_()
            expected = getattr(torch.nn.functional, op)(tensor, p, True)
            (slope,) = torch.autograd.grad(expected, tensor, torch.ones_like(expected))
            assert bits(y) == bits(expected.detach().numpy())
            assert bits(backward(np.ones_like(y))[0]) == bits(slope.numpy())
            assert g.get_state().tolist() == default.get_state().tolist()


@pytest.mark.filterwarnings("ignore:dropout")
@pytest.mark.parametrize(("op", "shape"), CALLS)
def test_a_mask_does_what_the_draw_does(op, shape):
    x = np.asarray(1 + np.random.default_rng(1).random(shape))
    drawn, _ = getattr(F, op)(x, 0.4, True, rng=scratch.Generator().manual_seed(3))
    dropped, _ = getattr(F, op)(np.asarray(-x), 0.4, True, rng=scratch.Generator().manual_seed(3))
    keep = np.asarray(drawn != dropped)  # what is dropped does not depend on x, but for the sign of zero
    own = {
        "dropout1d": x.ndim - 1,
        "dropout2d": 2,
        "feature_alpha_dropout": 2,
        "dropout3d": 2 if x.ndim == 5 else 1,
    }.get(op, x.ndim)
    noise = np.asarray(keep[tuple(slice(None) if axis < own else slice(1) for axis in range(x.ndim))])
    np.testing.assert_array_equal(np.broadcast_to(noise, shape), keep)
    masked, backward = getattr(F, op)(x, 0.4, True, mask=noise)
    assert bits(masked) == bits(drawn)
    np.testing.assert_array_equal(backward(x)[0] != 0, keep)


def test_the_default_generator_is_seeded_as_torchs():
    x = np.ones(100, np.float32)
    for seed in (0, 7):
        scratch.manual_seed(seed)
        torch.manual_seed(seed)
        for _ in range(2):  # the second draw continues where the first one ended
            np.testing.assert_array_equal(F.dropout(x)[0], torch.nn.functional.dropout(torch.from_numpy(x)))


def test_expectation_is_the_input():
    y, _ = F.dropout(np.ones(200_000), 0.3, rng=scratch.Generator().manual_seed(0))
    assert abs(y.mean() - 1) < 5 * np.sqrt(0.3 / 0.7 / y.size)


def test_alpha_dropout_keeps_mean_and_variance():
    x = np.random.default_rng(2).standard_normal(200_000)
    y, _ = F.alpha_dropout(x, 0.2, True, rng=scratch.Generator().manual_seed(0))
    assert abs(y.mean()) < 0.02
    assert abs(y.var() - 1) < 0.02


def test_a_pullback_keeps_its_own_mask():
    x = np.ones((4, 5))
    first = np.arange(20).reshape(4, 5) % 2 == 0
    for op, mask in ((F.dropout, first), (F.alpha_dropout, first), (F.dropout1d, first[:, :1])):
        _, backward = op(x, 0.5, True, mask=mask)
        op(x, 0.5, True, mask=~mask)
        np.testing.assert_array_equal(backward(x)[0] != 0, np.broadcast_to(mask, x.shape))


def test_the_mask_may_be_written_to_afterwards():
    mask = np.array([True, False])
    _, backward = F.dropout(np.ones(2), mask=mask)
    mask[:] = True
    assert backward(np.ones(2))[0].tolist() == [2, 0]


def test_what_is_kept_whole_is_a_copy():
    x = np.ones(3)
    y, backward = F.dropout(x, training=False)
    dy = np.ones(3)
    y[:], backward(dy)[0][:] = 5, 5
    assert (x.tolist(), dy.tolist()) == ([1, 1, 1], [1, 1, 1])


def test_evaluation_draws_nothing_and_takes_any_shape():
    g = scratch.Generator().manual_seed(0)
    before = g.get_state()
    for op in (F.dropout2d, F.dropout3d):
        for p, training in ((0.5, False), (0.0, True), (1.0, True)):
            op(np.ones(()), p, training, rng=g)
    np.testing.assert_array_equal(g.get_state(), before)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: F.dropout(np.ones(3), 1.5), "dropout: p is 1.5, expected a probability from 0 to 1"),
        (lambda: F.dropout2d(np.ones((2, 3, 4, 5)), mask=np.ones((2, 3), bool)),
         "dropout2d: mask has shape (2, 3), expected (2, 3, 1, 1) (one for each draw on input (2, 3, 4, 5))"),
        (lambda: F.dropout(np.ones(3), mask=np.ones(3)),
         "dropout: mask is float64, expected a boolean NumPy array (True keeps)"),
        (lambda: F.dropout(np.ones(3), rng=np.random.default_rng(0)),
         "dropout: rng is a Generator, expected a scratch.random.Generator"),
        (lambda: F.dropout(np.ones(3), rng=scratch.Generator(), mask=np.ones(3, bool)),
         "dropout: both rng and mask are given, expected one of them"),
        (lambda: F.dropout1d(np.ones((2, 3, 4, 5))),
         "dropout1d: input (2, 3, 4, 5) is 4-d, expected 2-d or 3-d (C, L) or (N, C, L)"),
        (lambda: F.dropout2d(np.ones(3)), "dropout2d: input (3,) is 1-d, expected at least 2-d"),
        (lambda: F.feature_alpha_dropout(np.ones(3), 0.5, True),
         "feature_alpha_dropout: input (3,) is 1-d, expected at least 2-d"),
    ],
)  # fmt: skip
def test_refusals_say_what_was_expected(call, message):
    with pytest.raises((ValueError, TypeError)) as error:
        call()
    assert str(error.value) == message


@pytest.mark.parametrize("op", SHAPES)
def test_rng_and_mask_go_by_name_only(op):
    parameters = inspect.signature(getattr(F, op)).parameters
    assert [parameters[n].kind for n in ("rng", "mask")] == [inspect.Parameter.KEYWORD_ONLY] * 2
