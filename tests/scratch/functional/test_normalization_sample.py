"""Group, layer, instance and root mean square normalization: what the questions of `compare` cannot express."""

import numpy as np
import pytest
import torch

from scratch import functional as F


def standardized(values, eps):
    return (values - values.mean()) / np.sqrt(values.var() + eps)


def drawn(*shape):
    return np.random.default_rng(sum(shape)).standard_normal(shape) + 2


def test_group_norm_is_its_equation():
    x, w, b = drawn(3, 6, 4), drawn(6), drawn(6)
    y = np.empty_like(x)
    for n in range(3):
        for g in range(2):
            channels = slice(3 * g, 3 * g + 3)
            y[n, channels] = w[channels, None] * standardized(x[n, channels], 0.01) + b[channels, None]
    np.testing.assert_allclose(F.group_norm(x, 2, w, b, 0.01)[0], y, rtol=1e-12)


def test_layer_norm_is_its_equation():
    x, w, b = drawn(3, 2, 4), drawn(2, 4), drawn(2, 4)
    y = np.stack([w * standardized(sample, 0.01) + b for sample in x])
    np.testing.assert_allclose(F.layer_norm(x, (2, 4), w, b, 0.01)[0], y, rtol=1e-12)


def test_rms_norm_is_its_equation():
    x, w = drawn(3, 2, 4), drawn(2, 4)
    y = np.stack([w * sample / np.sqrt(np.mean(sample**2) + 0.01) for sample in x])
    np.testing.assert_allclose(F.rms_norm(x, (2, 4), w, 0.01)[0], y, rtol=1e-12)


def test_the_special_cases_of_group_norm():
    x, dy = drawn(3, 6, 4, 2), drawn(3, 6, 4, 2) ** 2
    for one, other in (
        (F.group_norm(x, 6), F.instance_norm(x)),
        (F.group_norm(x, 1), F.layer_norm(x, (6, 4, 2))),
        (F.group_norm(x[:1], 6), F.batch_norm(x[:1], None, None, training=True)),
    ):
        np.testing.assert_allclose(one[0], other[0], rtol=1e-13, atol=1e-14)
        cotangent = dy[: len(one[0])]
        np.testing.assert_allclose(one[1](cotangent)[0], other[1](cotangent)[0], rtol=1e-12, atol=1e-13)


def test_a_constant_weight_may_come_before_or_after_the_sums():
    """Layer and batch normalization take the two ways through one formula: the same values, transposed, must agree."""
    x, dy = drawn(5, 7), drawn(5, 7) ** 2
    y, backward = F.layer_norm(x, (7,), np.full(7, 3.0))
    yt, backward_t = F.batch_norm(x.T.copy(), None, None, np.full(5, 3.0), training=True)
    np.testing.assert_allclose(y, yt.T, rtol=1e-13)
    np.testing.assert_allclose(backward(dy)[0], backward_t(dy.T.copy())[0].T, rtol=1e-12, atol=1e-13)


def test_a_gradient_of_a_bias_without_a_weight():
    """PyTorch's own backward fails here, on the CPU; with a weight of ones it does not."""
    x, b, dy = drawn(3, 6, 4), drawn(6), drawn(3, 6, 4) ** 2
    _, alone = F.group_norm(x, 2, None, b)
    _, ones = F.group_norm(x, 2, np.ones(6), b)
    for a, c in zip(alone(dy)[::2], ones(dy)[::2]):
        np.testing.assert_array_equal(a, c)
    assert alone(dy)[1] is None
    inputs = [torch.from_numpy(v).requires_grad_() for v in (x, b)]
    y = torch.nn.functional.group_norm(inputs[0], 2, bias=inputs[1])
    with pytest.raises(RuntimeError):
        torch.autograd.grad(y, inputs, torch.from_numpy(dy))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_rms_norm_has_the_epsilon_of_its_dtype(dtype):
    """In float32 the questions cannot see it: PyTorch's float64, the oracle, has another."""
    x = np.full((1, 4), 1e-3 if dtype == np.float32 else 1e-8, dtype)
    y, _ = F.rms_norm(x, (4,))
    assert y[0, 0] == pytest.approx(float(x[0, 0]) / np.sqrt(float(x[0, 0]) ** 2 + np.finfo(dtype).eps), rel=1e-6)
    np.testing.assert_allclose(y, torch.nn.functional.rms_norm(torch.from_numpy(x), (4,)), rtol=1e-5)


def test_running_statistics_of_instances_by_hand():
    mean, var = np.array([10.0]), np.array([2.0])
    F.instance_norm(np.array([[[1.0, 3.0]], [[4.0, 8.0]]]), mean, var, momentum=0.25)
    assert mean.tolist() == [0.75 * 10 + 0.25 * (2 + 6) / 2]
    assert var.tolist() == [0.75 * 2 + 0.25 * (2 + 8) / 2]  # (1 + 1) / (2 − 1) and (4 + 4) / (2 − 1)


def test_the_sum_of_millions_in_float32():
    x = np.random.default_rng(0).random((1, 2_000_000), np.float32) + 1000
    wide = x.astype(np.float64)
    y, _ = F.layer_norm(x, x.shape[1:])
    np.testing.assert_allclose(y, standardized(wide, 1e-5), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda x: F.group_norm(x, 4),
            "group_norm: num_groups is 4, expected a positive divisor of the 6 channels of (5, 6, 2)",
        ),
        (
            lambda x: F.group_norm(x[:1, :, :1], 6),
            "group_norm: input (1, 6, 1) has one value per group in 6 groups, expected more",
        ),
        (
            lambda x: F.group_norm(x, 2, np.ones(2)),
            "group_norm: weight has shape (2,), expected (6,) (input (5, 6, 2) has 6 channels)",
        ),
        (lambda x: F.layer_norm(x, 2), "layer_norm: normalized_shape is 2, expected a tuple of integers"),
        (
            lambda x: F.layer_norm(x, (6,)),
            "layer_norm: normalized_shape is (6,), expected one or more of the last sizes of (5, 6, 2)",
        ),
        (
            lambda x: F.rms_norm(x, (2,), np.ones((1, 2))),
            "rms_norm: weight has shape (1, 2), expected (2,) (normalized_shape)",
        ),
        (
            lambda x: F.instance_norm(x[..., :1]),
            "instance_norm: input (5, 6, 1) has one value per channel and sample, expected more",
        ),
        (
            lambda x: F.instance_norm(x, use_input_stats=1),
            "instance_norm: use_input_stats is 1, expected True or False",
        ),
    ],
)
def test_refusals_say_what_was_expected(call, message):
    with pytest.raises((ValueError, TypeError)) as error:
        call(np.ones((5, 6, 2)))
    assert str(error.value) == message
