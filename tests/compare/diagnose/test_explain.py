"""Two bare arrays: every pattern is planted, named and replayed; what is not there is not named."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import compare
from compare import explain

RNG = np.random.default_rng(0)
X = RNG.standard_normal((5, 3, 7, 11))
M = RNG.standard_normal((5, 7))
S = RNG.standard_normal((6, 6))
P = np.abs(X) + 0.1
CUBE = RNG.standard_normal((4, 5, 5, 5))


def but(x, where, value):
    """A copy of an array with one part changed."""
    x = x.copy()
    x[where] = value
    return x


def softmax(x, axis):
    return np.exp(x) / np.exp(x).sum(axis, keepdims=True)


def averaged_counting_padding(x):
    x = x.copy()
    for edge in (np.s_[..., 0, :], np.s_[..., -1, :], np.s_[..., 0], np.s_[..., -1]):
        x[edge] *= 2 / 3
    return x


KEEP = RNG.random(X.shape) > 0.3
LARGE, ROW, COLUMN = np.s_[2, 1, 3, 4], np.s_[2], np.s_[:, 1]
HOT = np.eye(7)[[2, 0, 6, 1, 3]]

# candidate, reference, the name, and words that the line has to have
PLANTED = {
    "transposed, square": (S.T, S, "transposed", ""),
    "transposed": (M.T, M, "transposed", ""),
    "NHWC": (X.transpose(0, 2, 3, 1), X, "axes-permuted", "NHWC"),
    "NCHW, equal sizes": (CUBE.transpose(0, 3, 1, 2), CUBE, "axes-permuted", "NCHW"),
    "height and width": (CUBE.swapaxes(2, 3), CUBE, "axes-permuted", "height and width"),
    "HWIO": (X.transpose(2, 3, 1, 0), X, "axes-permuted", "HWIO"),
    "kernel flipped": (X[..., ::-1, ::-1], X, "kernel-flipped", "axes 2, 3"),
    "flipped": (X[:, ::-1], X, "flipped", "axis 1"),
    "rolled": (np.roll(X, 1, 3), X, "shifted", "by 1 along axis 3"),
    "shifted": (but(np.roll(X, -1, 2), np.s_[:, :, -1], 0), X, "shifted+zeroed", "the last window along axis 2"),
    "one pixel": (np.roll(X, (1, 1), (2, 3)), X, "shifted", "(1, 1) along axes (2, 3)"),
    "sign": (-X, X, "sign-flip", ""),
    "half": (X / 2, X, "constant-ratio", "times 0.5"),
    "mean over the batch": (X / 5, X, "constant-ratio", "1/5, 5 is the size of axis 0"),
    "mean over all": (X / X.size, X, "constant-ratio", "1/1155, 1155 is the number of elements"),
    "unbiased": (X * 8 / 7, X, "constant-ratio", "8/7"),
    "any factor": (X * 1.234567, X, "constant-ratio", "1.23457"),
    "factor 2 at 1e-7": (2e-7 * X, 1e-7 * X, "constant-ratio", "times 2"),
    "channels": (X * np.array([1.1, 0.9, 1.3]).reshape(3, 1, 1), X, "ratio-per-channel", "1.1, 0.9, 1.3"),
    "rows": (M * np.arange(1, 6)[:, None], M, "ratio-per-row", "1, 2, 3, 4, 5"),
    "columns": (M * np.linspace(0.5, 2, 7), M, "ratio-per-column", "0.5 to 2"),
    "offset": (X + 0.5, X, "constant-offset", "plus 0.5"),
    "offset downwards": (X - 0.1, X, "constant-offset", "minus 0.1"),
    "offset per channel": (X + np.array([1, 2, 3]).reshape(3, 1, 1), X, "offset-per-channel", "1, 2, 3"),
    "affine": (2 * X + 0.1, X, "scale-and-offset", "times 2 plus 0.1"),
    "not summed": (M, M.sum(0), "missing-summed", "axis 0"),
    "not averaged": (M, M.mean(1), "missing-averaged", "axis 1"),
    "summed": (X.sum((0, 2, 3)), X, "summed", "axes 0, 2, 3"),
    "averaged": (M.mean(0), M, "averaged", "axis 0"),
    "summed, divided": (M.sum(0) / 3, M, "summed+constant-ratio", "1/3"),
    "summed over another axis": (M.sum(0), M.sum(1), "summed-over-another-axis", "total"),
    "(N, N)": (M[:, 0, None] - M[:, 1], (M[:, 0] - M[:, 1])[:, None], "missing-broadcast-to-square", "(5, 5)"),
    "broadcast": (np.tile(M[0], (5, 1)), M[0], "broadcast", ""),
    "Fortran order": (M.reshape(7, 5, order="F"), M, "fortran-order", "(7, 5)"),
    "flattened by columns": (M.ravel("F"), M.ravel(), "other-flattening", "(5, 7)"),
    "NHWC flattened": (X.transpose(0, 2, 3, 1).reshape(5, -1), X.reshape(5, -1), "columns-reordered", "NHWC"),
    "channels permuted": (X[:, [2, 1, 0]], X, "flipped", "axis 1"),
    "columns exchanged": (M[:, [0, 1, 2, 4, 3, 5, 6]], M, "columns-reordered", "3 and 4 exchanged"),
    "rows in any order": (M[[3, 0, 4, 1, 2]], M, "rows-reordered", "3, 0, 4, 1, 2"),
    "any order": (RNG.permutation(X.ravel()).reshape(X.shape), X, "same-numbers", "another order"),
    "one column short": (X[..., :-1], X, "cut", "1 last"),
    "ceil_mode": (X, X[..., :-1], "missing-cut", "1 last"),
    "float32": (X.astype(np.float32).astype(float), X, "lower-precision", "float32"),
    "float16": (X.astype(np.float16), X.astype(np.float32), "agree", ""),
    "half in float32": (X.astype(np.float16).astype(np.float32), X.astype(np.float32), "lower-precision", "float16"),
    "a step in float32": ((3 * X).astype(np.float32) / 3.0 + 0 * X, X, "lower-precision", "float32"),
    "integers": ((3 * X).astype(int), 3 * X, "truncated", ""),
    "rounded": (np.round(3 * X), 3 * X, "rounded", ""),
    "masked": (X * KEEP, X, "zeroed", "as after dropout"),
    "dropout": (X * KEEP / 0.7, X, "constant-ratio+zeroed", "10/7"),
    "another mask": (X * KEEP, X * KEEP[::-1], "another-mask", ""),
    "clipped": (np.clip(X, -1, 1), X, "clipped", "[-1, 1]"),
    "clipped above": (np.minimum(X, 0.5), X, "clipped", "above at 0.5"),
    "relu": (np.maximum(X, 0), X, "relu", ""),
    "relu missing": (X, np.maximum(X, 0), "missing-relu", ""),
    "absolute": (np.abs(X), X, "absolute", ""),
    "square": (X**2, X, "squared", ""),
    "root": (np.sqrt(P), P, "square-root", ""),
    "root missing": (P**2, P, "squared", ""),
    "log": (np.log(P), P, "logarithm", ""),
    "log2": (np.log2(P), np.log(P), "logarithm-base", "1.4427 = log2(e)"),
    "log10": (np.log10(P), P, "logarithm-base", "base 10"),
    "exp": (np.exp(X), X, "exponential", ""),
    "sigmoid": (1 / (1 + np.exp(-X)), X, "sigmoid", ""),
    "softmax": (softmax(X, 1), X, "softmax", "axis 1"),
    "softmax missing": (M, softmax(M, 1), "missing-softmax", "axis 1"),
    "softmax over another axis": (P / P.sum(2, keepdims=True), P, "sums-to-one", "axis 2"),
    "centred": (X - X.mean(0), X, "centred", "axis 0"),
    "one sign": (but(X, LARGE, -X[LARGE]), X, "sign-flip", "one element, [2, 1, 3, 4]"),
    "one number": (but(X, LARGE, 0.3), X, "some-elements", "[2, 1, 3, 4]: 0.3 where"),
    "one channel": (but(X, COLUMN, 2 * X[COLUMN]), X, "constant-ratio", "channel 1 alone"),
    "one row": (but(X, ROW, -X[ROW]), X, "sign-flip", "row 2 alone"),
    "border": (averaged_counting_padding(X), X, "ratios-by-place", "4/9"),
    "diagonal": (S + np.eye(6) / 6, S, "constant-offset", "the diagonal"),
    "where it is zero": (np.where(M * KEEP[:, 0, 0, :7] == 0, M, M * KEEP[:, 0, 0, :7]), M * KEEP[:, 0, 0, :7],
                         "some-elements", "where the reference is 0"),
    "no -1 at the target": (M + HOT / 5, M, "constant-offset", "1/5"),
    "factor where positive": (np.where(X > 0, 2 * X, X), X, "constant-ratio", "where the reference is positive"),
    "nan": (np.where(X > 2, np.nan, X), X, "not-finite", ""),
    "constant": (np.zeros_like(X), X, "constant", "0 everywhere"),
    "transposed and doubled": (2 * S.T, S, "transposed+constant-ratio", "times 2"),
    "flipped and negative": (-X[..., ::-1], X, "flipped+sign-flip", "axis 3"),
    "transposed, one wrong": (but(S.T, (1, 3), 7), S, "transposed+some-elements", "[1, 3]"),
    "both zero": (1e-17 * S, 1e-18 * S[::-1].T**2, "zero-to-rounding", "nothing"),
    "another stream": (RNG.standard_normal(X.shape), X, "another-random-stream", "uncorrelated"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_named_first_and_can_be_replayed(name):
    candidate, reference, cause, words = PLANTED[name]
    found = explain(candidate, reference)
    if cause == "agree":
        assert found.agree
        return
    best = found.causes[0]
    assert (best.name, found.agree) == (cause, False)
    assert words in best.line
    assert best.line in found.summary()
    assert len(found.summary().splitlines()) <= 12
    if best.exact and best.change is not None:
        np.testing.assert_allclose(
            best.change(np.asarray(reference, float)), candidate, rtol=1e-5, atol=1e-6 * np.abs(candidate).max()
        )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", ["transposed", "mean over the batch", "dropout", "one sign", "clipped", "border"])
def test_in_either_precision(name, dtype):
    candidate, reference, cause, _ = PLANTED[name]
    assert explain(candidate.astype(dtype), reference.astype(dtype)).causes[0].name == cause


def test_equal_arrays_agree():
    found = explain(X, X)
    assert found.agree
    assert found.causes == []
    assert str(found).startswith("agree exactly: 1155 elements, shape (5, 3, 7, 11), float64")


def test_rounding_agrees_at_the_coarser_dtype():
    assert explain(X.astype(np.float32), X).agree
    assert explain(X * (1 + 1e-15), X).agree
    assert not explain(X * (1 + 1e-13), X).agree
    assert not explain(X.astype(np.float32) * np.float32(1 + 1e-4), X).agree


def test_small_rows_beside_a_large_one_are_pointed_out():
    found = explain(np.float32([1e8, 2, 4]), np.float32([1e8, 1, 2]))
    assert found.agree
    assert "2 small elements differ by more than a thousandth" in str(found)


def test_a_reference_that_tells_nothing_is_pointed_out():
    found = explain(np.zeros(5), np.zeros(5))
    assert found.agree
    assert "the reference is 0 everywhere: it tells little" in str(found)


def test_nan_and_infinity_are_compared_exactly():
    x = but(but(X, LARGE, np.nan), ROW, np.inf)
    assert explain(x, x).agree
    assert not explain(but(x, LARGE, 1.0), x).agree
    assert not explain(but(x, ROW, -np.inf), x).agree


def test_a_single_wrong_sign_among_39200_is_found():
    reference = np.random.default_rng(1).standard_normal((784, 50))
    candidate = but(reference, (300, 7), -reference[300, 7])
    found = explain(candidate, reference)
    assert found.differing == 1
    assert found.causes[0].line == "the sign is flipped at one element, [300, 7]"


def test_a_partial_cause_says_its_share():
    found = explain(2 * X + 0.05 * RNG.standard_normal(X.shape), X)
    best = found.causes[0]
    assert best.name == "constant-ratio"
    assert "times 2: explains 99.7 %" in best.line
    assert 0.99 < best.explained < 1
    assert not best.exact
    mixed = explain(S.T + 0.1 * RNG.standard_normal(S.shape), S)
    assert mixed.causes[0].name == "transposed"
    assert "the rest is unexplained" in str(mixed)


def test_what_cannot_be_told_apart_is_all_named():
    symmetric = np.array([[1.5, 2.25], [2.25, -0.75]])
    found = explain(symmetric[::-1], symmetric)
    names = {p.name for p in found.causes}
    assert {"flipped"} <= names
    assert len(found.causes) > 1
    assert "cannot be told apart on these arrays" in str(found)


def test_torch_tensors_and_lists():
    x = torch.tensor(S, requires_grad=True)
    assert explain(x.t(), x).causes[0].name == "transposed"
    assert explain(x.bfloat16(), x).agree
    assert explain([[1, 3], [2, 4]], [[1, 2], [3, 4]]).causes[0].name == "transposed"
    assert explain([2, 4, 6], [1, 2, 3]).causes[0].line == "it is the reference times 2"


def test_single_numbers():
    assert explain(2.5, 2.5).agree
    assert explain(np.float32(23.025852), np.float32(2.3025852)).causes[0].line == "it is the reference times 10"
    assert explain(-1.25, 1.25).causes[0].name == "sign-flip"


def test_integers_and_booleans_are_compared_exactly():
    labels = RNG.integers(0, 10, 50)
    assert explain(labels, labels).agree
    assert explain(labels + 1, labels).causes[0].name == "constant-offset"
    mask = RNG.random((8, 9)) > 0.5
    assert explain(~mask, mask).differing == 72
    big = np.array([2**60, 2**60 + 1])
    assert not explain(big, big + 1).agree


@pytest.mark.parametrize("shape", [(0,), (3, 0)])
def test_empty_arrays(shape):
    assert explain(np.zeros(shape), np.zeros(shape)).agree
    assert "shapes differ" in str(explain(np.zeros(shape), X))
    assert "shapes differ" in str(explain(X, np.zeros(shape)))


@pytest.mark.parametrize(
    ("bad", "error", "words"),
    [
        ([[1, 2], [3]], ValueError, "candidate is ragged"),
        (np.array(["a"]), TypeError, "candidate holds"),
        (np.array([None, 1]), TypeError, "candidate holds object"),
        (X * 1j, TypeError, "candidate holds complex128"),
        (torch.tensor([1j]), TypeError, "candidate holds complex64"),
        (None, TypeError, "candidate holds object"),
        (np.array("2020", "datetime64"), TypeError, "candidate holds datetime64"),
    ],
)
def test_bad_input_is_one_line(bad, error, words):
    with pytest.raises(error, match=words) as caught:
        explain(bad, X)
    assert "\n" not in str(caught.value)


def test_other_shapes_without_a_pattern_say_the_shapes():
    found = explain(RNG.standard_normal((4, 9)), X)
    assert "shapes differ: (4, 9) where the reference has (5, 3, 7, 11)" in str(found)
    assert found.causes == []


DRAWS = {
    "normal": lambda rng, shape: rng.standard_normal(shape),
    "uniform": lambda rng, shape: rng.random(shape),
    "exponential": lambda rng, shape: rng.exponential(size=shape),
    "relu": lambda rng, shape: np.maximum(rng.standard_normal(shape), 0),
    "shifted": lambda rng, shape: 5 + rng.standard_normal(shape),
    "small": lambda rng, shape: 1e-7 * rng.standard_normal(shape),
}
SIZES = [(5,), (2, 2), (3, 3), (2, 3), (6, 4), (8, 8), (1, 9), (3, 3, 3), (2, 3, 4), (2, 2, 2, 2), (30,)]


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.integers(0, 2**32 - 1), st.sampled_from(SIZES), *[st.sampled_from(sorted(DRAWS))] * 2, st.booleans())
def test_independent_arrays_have_no_cause(seed, shape, one, other, single):
    rng = np.random.default_rng(seed)
    dtype = np.float32 if single else np.float64
    candidate, reference = DRAWS[one](rng, shape).astype(dtype), DRAWS[other](rng, shape).astype(dtype)
    if np.ptp(candidate) == 0 or np.ptp(reference) == 0:
        return
    names = {p.name for p in explain(candidate, reference).causes}
    assert names <= {"another-random-stream", "zero-to-rounding"}
    assert "zero-to-rounding" not in names or (one, other) == ("small", "small")


def test_a_million_elements():
    x = np.random.default_rng(2).standard_normal((10, 10, 100, 100))
    assert explain(x.swapaxes(2, 3), x).causes[0].name == "axes-permuted"


def test_it_is_offered_by_name():
    assert "explain" in compare.__all__
