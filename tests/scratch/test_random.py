"""The random stream is PyTorch's: every value the same bits, and the state the same 5,056 bytes afterwards."""

import copy
import pickle

import numpy as np
import pytest
import torch

from scratch import random as R
from scratch.generator import WORDS

SEEDS = (*range(60), 2**31, 2**32 - 1, 2**32, 2**63, 2**64 - 1, -1, -(2**63))
DTYPES = {np.float32: torch.float32, np.float64: torch.float64}


def pair(seed):
    return R.Generator().manual_seed(seed), torch.Generator().manual_seed(seed)


def assert_same(a, b):
    b = b.numpy() if isinstance(b, torch.Tensor) else b
    assert a.dtype == b.dtype
    assert a.shape == b.shape
    np.testing.assert_array_equal(a, b)
    if a.dtype.kind == "f":
        np.testing.assert_array_equal(np.signbit(a), np.signbit(b))


def assert_same_state(g, t):
    np.testing.assert_array_equal(g.get_state(), t.get_state().numpy())


def test_the_published_first_words_of_seed_5489():
    assert R.Generator().manual_seed(5489).words(3).tolist() == [3499211612, 581869302, 3890346734]


def test_a_new_generator_is_torchs():
    assert_same_state(R.Generator(), torch.Generator())
    assert R.Generator().initial_seed() == torch.Generator().initial_seed()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_draw_in_turn(seed):
    g, t = pair(seed)
    assert g.initial_seed() == t.initial_seed()
    sizes = np.random.default_rng(seed % 2**32).integers(0, 700, 4).tolist()
    for n in (0, 1, *sizes):
        for dtype, theirs in DTYPES.items():
            assert_same(R.rand(n, generator=g, dtype=dtype), torch.rand(n, generator=t, dtype=theirs))
            b = 1 / np.sqrt(n + 1)
            x = torch.empty(n, dtype=theirs).uniform_(-b, b, generator=t)
            assert_same(R.uniform_(np.empty(n, dtype), -b, b, g), x)
            x = torch.empty(n, dtype=theirs).bernoulli_(0.3, generator=t)
            assert_same(R.bernoulli_(np.empty(n, dtype), 0.3, g), x)
            p = np.linspace(0, 1, n, dtype=dtype)
            assert_same(R.bernoulli(p, generator=g), torch.bernoulli(torch.from_numpy(p), generator=t))
        assert_same(R.randint(-3, 14, (n, 2), g), torch.randint(-3, 14, (n, 2), generator=t))
        assert_same(R.random_(np.empty(n, np.int64), g), torch.empty(n, dtype=torch.int64).random_(generator=t))
        assert_same(R.randperm(n, g), torch.randperm(n, generator=t))
        assert_same_state(g, t)


@pytest.mark.parametrize("used", [0, 1, 2, 311, 622, 623, 624, 625, 1247, 1248, 1249])
def test_state_at_every_turn_of_the_wheel(used):
    """The generator makes 624 words at a time; where one lot ends is where mistakes live."""
    g, t = pair(7)
    assert_same(R.rand(used, generator=g), torch.rand(used, generator=t))
    assert_same_state(g, t)
    other, theirs = R.Generator().set_state(t.get_state().numpy()), torch.Generator()
    theirs.set_state(torch.from_numpy(g.get_state()))
    assert_same_state(other, theirs)
    assert other.initial_seed() == 7
    assert_same(R.rand(3, generator=other), torch.rand(3, generator=theirs))
    assert_same_state(other, theirs)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.float16])
def test_normal(dtype, seed):
    g, t = pair(seed)
    theirs = getattr(torch, np.dtype(dtype).name)
    for n in (0, 1, 2, 3, 15, 16, 17, 31, 32, 33, 1000):
        for std in (1.0, 0.37):
            x = torch.empty(n, dtype=theirs).normal_(0, std, generator=t)
            assert_same(R.normal_(np.empty(n, dtype), 0, std, g), x)
        assert_same_state(g, t)
    x = torch.empty((5, 7), dtype=theirs).t().normal_(generator=t)
    assert_same(R.normal_(np.empty((5, 7), dtype).T, generator=g), x)
    ours, x = np.zeros((5, 7, 2), dtype), torch.zeros((5, 7, 2), dtype=theirs)
    R.normal_(ours[:, :, 1], generator=g)
    x[:, :, 1].normal_(generator=t)
    assert_same(ours, x)
    assert_same_state(g, t)


def test_many_normal_numbers():
    """Every exponent of the logarithm, every part of the circle: nothing of float32's polynomials is left out."""
    g, t = pair(1)
    x = R.normal_(np.empty(300_000, np.float32), generator=g)
    assert_same(x, torch.empty(300_000).normal_(generator=t))
    assert abs(x.mean()) < 0.01
    assert abs(x.std() - 1) < 0.01


def test_half_of_a_pair_of_normals_is_kept_until_the_next_seed():
    g, t = pair(3)
    torch.randn(3, generator=t)  # draws pairs, so a fourth is left over
    g.set_state(t.get_state().numpy())
    assert g.normal is not None
    assert_same(R.rand(5, generator=g), torch.rand(5, generator=t))
    assert_same_state(g, t)
    assert_same_state(g.manual_seed(3), t.manual_seed(3))
    assert g.normal is None


@pytest.mark.parametrize("n", [*range(40), 100, 623, 624, 625, 1797, 100_000])
def test_randperm(n):
    for seed in range(3):
        g, t = pair(seed)
        assert_same(R.randperm(n, g), torch.randperm(n, generator=t))
        assert_same_state(g, t)


def one_by_one(n, words):
    a = list(range(n))
    for i in range(n - 1):
        j = i + int(words[i]) % (n - i)
        a[i], a[j] = a[j], a[i]
    return a


def test_randperm_is_fisher_and_yates():
    for n in range(2, 200, 7):
        g = R.Generator().manual_seed(n)
        words = R.Generator().manual_seed(n).words(n - 1)
        assert R.randperm(n, g).tolist() == one_by_one(n, words)


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (0, 1),
        (0, 2**28 - 1),
        (0, 2**28),
        (-(2**27), 2**27),
        (0, 2**32),
        (-5, 2**40),
        (0, 2**63 - 1),
        (-(2**63), 2**63 - 1),
    ],
)
def test_ranges_of_integers(low, high):
    g, t = pair(11)
    assert_same(R.randint(low, high, (500,), g), torch.randint(low, high, (500,), generator=t))
    assert_same_state(g, t)


@pytest.mark.parametrize("view", ["transposed", "channels last", "every other", "a column"])
def test_arrays_are_filled_in_memory_order(view):
    def seen(x):
        if view == "transposed":
            return x[0, 0].T if isinstance(x, np.ndarray) else x[0, 0].t()
        if view == "channels last":
            return x.transpose(0, 3, 1, 2) if isinstance(x, np.ndarray) else x.permute(0, 3, 1, 2)
        return x[:, ::2, :, ::3] if view == "every other" else x[:, 1, 2, 3]

    ours, theirs = np.zeros((3, 4, 5, 7)), torch.zeros((3, 4, 5, 7), dtype=torch.float64)
    g, t = pair(5)
    R.uniform_(seen(ours), -0.3, 0.3, g)
    seen(theirs).uniform_(-0.3, 0.3, generator=t)
    assert_same(ours, theirs)
    R.bernoulli_(seen(ours), 0.7, g)
    seen(theirs).bernoulli_(0.7, generator=t)
    assert_same(ours, theirs)
    assert_same_state(g, t)


@pytest.mark.parametrize("order", ["C", "F"])
def test_bernoulli_with_probabilities_of_any_layout(order):
    p = np.asarray(np.random.default_rng(0).random((5, 7)), order=order)
    g, t = pair(2)
    assert_same(R.bernoulli(p, generator=g), torch.bernoulli(torch.from_numpy(p), generator=t))
    assert_same(R.bernoulli(p, 0.4, g), torch.bernoulli(torch.from_numpy(p), 0.4, generator=t))
    x = R.bernoulli_(np.zeros((7, 5), np.float32).T, p, g)
    assert_same(x, torch.zeros(7, 5).t().bernoulli_(torch.from_numpy(p), generator=t))
    assert_same_state(g, t)


@pytest.mark.parametrize("p", [0.0, 1.0, 1e-300, 1 - 2**-53, 2**-53])
def test_bernoulli_at_the_ends_still_draws(p):
    g, t = pair(1)
    assert_same(R.bernoulli_(np.zeros(1000, np.float32), p, g), torch.zeros(1000).bernoulli_(p, generator=t))
    assert_same_state(g, t)


@pytest.mark.parametrize("bound", [0.0, 1e-45, 1e-38, 1.0, 3.0, 1e30])
@pytest.mark.parametrize("dtype", DTYPES)
def test_uniform_bounds(bound, dtype):
    g, t = pair(4)
    x = torch.zeros(5000, dtype=DTYPES[dtype]).uniform_(-bound, bound, generator=t)
    assert_same(R.uniform_(np.zeros(5000, dtype), -bound, bound, g), x)
    assert_same_state(g, t)


def test_the_default_generator_is_its_own_and_seeded_as_torchs():
    other = R.Generator().manual_seed(0)
    assert R.manual_seed(5) is R.default_generator
    torch.manual_seed(5)
    assert_same(R.rand(4), torch.rand(4))
    assert_same(R.randperm(9), torch.randperm(9))
    assert_same_state(R.default_generator, torch.default_generator)
    assert_same_state(other, torch.Generator().manual_seed(0))


def test_a_seed_that_nobody_chose_can_be_chosen_again():
    g = R.Generator()
    assert (
        R.rand(4, generator=g.manual_seed(g.seed())).tolist()
        == R.rand(4, generator=R.Generator().manual_seed(g.initial_seed())).tolist()
    )
    assert g.seed() != g.seed()


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda g: pickle.loads(pickle.dumps(g))])
def test_a_copy_goes_its_own_way(copied):
    g = R.Generator().manual_seed(9)
    R.rand(100, generator=g)
    other = copied(g)
    assert R.rand(5, generator=other).tolist() == R.rand(5, generator=g).tolist()
    R.rand(1, generator=other)
    assert other.get_state().tolist() != g.get_state().tolist()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: R.manual_seed(2**64), ValueError, "manual_seed: seed is 18446744073709551616, expected between"),
        (lambda: R.manual_seed(1.5), TypeError, "manual_seed: seed is 1.5, expected an int"),
        (lambda: R.rand(2.0), TypeError, "rand: size is (2.0,"),
        (lambda: R.rand(-1), ValueError, "rand: size is (-1,"),
        (lambda: R.rand(2, generator=0), TypeError, "rand: generator is a int, expected a scratch.random.Generator"),
        (lambda: R.randint(0, 5.0, (2,)), TypeError, "randint: high is 5.0, expected an int"),
        (lambda: R.randint(0, 5, 2), TypeError, "randint: size is 2, expected integers"),
        (lambda: R.randperm(2.0), TypeError, "randperm: n is 2.0, expected an int"),
        (lambda: R.bernoulli([0.5]), TypeError, "bernoulli: input is a list, expected a NumPy array"),
        (lambda: R.bernoulli_(np.zeros((2, 3)), np.ones(2)), ValueError, "bernoulli_: p (2,"),
        (lambda: R.bernoulli_(np.zeros(2), "a"), TypeError, "bernoulli_: p is 'a', expected a number"),
        (
            lambda: R.uniform_(np.zeros(3, "f"), -3e38, 3e38),
            ValueError,
            r"uniform_: high is 3e\+38, too large for float",
        ),
        (lambda: R.randint(3, 3, (2,)), ValueError, "randint: low is 3, high is 3"),
        (lambda: R.randperm(-1), ValueError, "randperm: n is -1"),
        (lambda: R.bernoulli(np.array([0.5, 1.5])), ValueError, "bernoulli_: p is not a probability"),
        (lambda: R.bernoulli_(np.zeros(2), np.nan), ValueError, "bernoulli_: p is not a probability"),
        (lambda: R.rand(3, dtype=int), TypeError, "rand: dtype is int64"),
        (lambda: R.normal_(np.zeros(3), 1.0), ValueError, "normal_: mean is 1.0, std is 1.0; expected a mean of 0"),
        (lambda: R.normal_(np.zeros(3), 0, -1.0), ValueError, "normal_: mean is 0, std is -1.0; expected"),
        (lambda: R.normal_(np.zeros(3, int)), TypeError, "normal_: dtype is int64"),
        (lambda: R.uniform_(np.zeros(3), 0, 1), ValueError, "uniform_: low is 0, high is 1; expected"),
        (lambda: R.uniform_(np.zeros(3, int), -1, 1), TypeError, "uniform_: dtype is int64"),
        (lambda: R.random_(np.zeros(3)), TypeError, "random_: x is float64, expected int64"),
        (lambda: R.Generator().set_state(np.zeros(5, np.uint8)), TypeError, "expected an array of 5056 uint8"),
        (lambda: R.Generator().set_state(np.zeros(5056, np.uint8)), ValueError, "holds no Mersenne Twister"),
    ],
)
def test_refusals(call, error, message):
    with pytest.raises(error, match=message.replace("(", r"\(")):
        call()


def test_a_state_beyond_its_words_is_refused():
    state = R.Generator().get_state()
    state[16:24].view(np.uint64)[0] = WORDS + 1
    with pytest.raises(ValueError, match="holds no Mersenne Twister"):
        R.Generator().set_state(state)
    with pytest.raises(RuntimeError):
        torch.Generator().set_state(torch.from_numpy(state))


def test_a_refused_draw_takes_no_words():
    g, t = pair(6)
    for call in (lambda: R.uniform_(np.zeros(3), 0, 1, g), lambda: R.bernoulli_(np.zeros(3), 2.0, g)):
        with pytest.raises(ValueError, match="expected"):
            call()
    assert_same_state(g, t)
