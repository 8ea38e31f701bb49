"""Numerical gradients against derivatives known by heart, and a checker that must see every kind of wrong gradient."""

import numpy as np
import pytest

from scratch.gradcheck import GradcheckError, directional_derivative, gradcheck, numerical_gradient

X = np.array([[1.0, -2.0, 0.5], [3.0, 0.25, -1.5]])


def cubes(x):
    return (x**3).sum()


def product(x, w):
    """x wᵀ."""
    return x @ w.T, lambda dy: (dy @ w, dy.T @ x)


@pytest.mark.parametrize(
    "layout", [lambda x: x, np.asfortranarray, lambda x: x[::-1, ::2], lambda x: x[:1, :1].reshape(())]
)
def test_of_any_layout_and_untouched(layout):
    x = layout(X.copy())
    x.flags.writeable = False
    gradient = numerical_gradient(cubes, x)
    assert gradient.shape == x.shape
    np.testing.assert_allclose(gradient, 3 * x**2, atol=1e-7)


def test_errors_are_of_first_and_second_order():
    """f = x³: the forward difference is off by 3xh + h², the central one by h²."""
    for h in (1e-2, 1e-3):
        forward = numerical_gradient(cubes, X, h, scheme="forward") - 3 * X**2
        central = numerical_gradient(cubes, X, h) - 3 * X**2
        np.testing.assert_allclose(forward, 3 * X * h + h**2, rtol=1e-5)
        np.testing.assert_allclose(central, h**2, rtol=1e-4)


@pytest.mark.parametrize(("scheme", "calls"), [("forward", 7), ("central", 12)])
def test_evaluations(scheme, calls):
    seen = []
    numerical_gradient(lambda x: seen.append(x) or 0.0, X, scheme=scheme)
    assert len(seen) == calls


def test_along_a_direction_it_is_the_gradient_times_the_direction():
    v = np.array([[1.0, 2.0, -1.0], [0.5, -3.0, 0.0]])
    assert directional_derivative(cubes, X, v) == pytest.approx((3 * X**2 * v).sum(), rel=1e-7)
    one_sided = directional_derivative(cubes, X, v, scheme="forward")
    assert one_sided == pytest.approx((3 * X**2 * v).sum() + 1e-4 * (3 * X * v**2).sum(), rel=1e-7)


def test_a_right_gradient_passes():
    w = np.array([[1.0, 0.5, -1.0], [2.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 1.0, 1.0]])
    assert gradcheck(product, [X, w])
    assert gradcheck(lambda x, n, w: (x * n, lambda dy: (dy * n, None)), [X, 3, None])
    assert gradcheck(lambda x, t: (x[:, t], lambda dy: (dy @ np.eye(3)[t],)), [X, np.array([2, 0])])


@pytest.mark.parametrize(
    ("backward", "message"),
    [
        (lambda dy, x, w: (dy @ w, 2 * dy.T @ x), "of input 1 is"),
        (lambda dy, x, w: (np.ones_like(dy) @ w, dy.T @ x), "of input 0 is"),
        (lambda dy, x, w: (dy @ w, x.T @ dy), "of input 1 has shape (3, 4), expected (4, 3)"),
        (lambda dy, x, w: (dy @ w, None), "of input 1 is missing"),
        (lambda dy, x, w: (dy @ w,), "of input 1 is missing"),
        (lambda dy, x, w: (dy @ w * np.where(np.arange(3) == 1, np.nan, 1), dy.T @ x), "at [0, 1], differences give"),
    ],
    ids=["twice too large", "dy ignored", "transposed", "None", "too few", "nan"],
)
def test_a_wrong_gradient_is_seen(backward, message):
    w = np.arange(12.0).reshape(4, 3) - 5

    def op(x, w):
        return x @ w.T, lambda dy: backward(dy, x, w)

    assert not gradcheck(op, [X, w], raise_exception=False)
    with pytest.raises(GradcheckError) as error:
        gradcheck(op, [X, w])
    assert message in str(error.value)


def test_another_seed_draws_another_cotangent():
    seen = []
    for seed in (0, 0, 1):
        gradcheck(lambda x: (x, lambda dy: (seen.append(dy) or dy,)), [X], seed=seed)
    assert (seen[0] == seen[1]).all()
    assert (seen[0] != seen[2]).all()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: numerical_gradient(cubes, np.array([1, 2])), TypeError,
         "numerical_gradient: x is int64, expected float32 or float64"),
        (lambda: numerical_gradient(cubes, X, scheme="backward"), ValueError,
         "numerical_gradient: scheme is 'backward', expected one of 'central', 'forward'"),
        (lambda: directional_derivative(cubes, X, X[0]), ValueError,
         "directional_derivative: v has shape (3,), expected (2, 3) (x's shape)"),
        (lambda: gradcheck(lambda x: (x, lambda dy: (dy,)), [X.astype(np.float32)]), TypeError,
         "gradcheck: input 0 is float32, expected float64"),
    ],
)  # fmt: skip
def test_refusals(call, error, message):
    with pytest.raises(error) as refused:
        call()
    assert str(refused.value) == message
