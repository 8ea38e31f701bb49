"""Data: the digits as scikit-learn gives them, samples in the order in which PyTorch gives them."""

import importlib.util
import subprocess
import sys

import numpy as np
import pytest
import torch
import torch.utils.data

from scratch.data import DataLoader, Subset, TensorDataset, digits, random_split
from scratch.random import Generator, default_generator, manual_seed


def test_digits_are_scikit_learns():
    from sklearn.datasets import load_digits

    bunch = load_digits()
    images, labels = digits()
    assert images.dtype == np.float32
    assert labels.dtype == np.int64
    np.testing.assert_array_equal(images.reshape(1797, 8, 8) * 16, bunch.images)
    np.testing.assert_array_equal(labels, bunch.target)
    assert images.shape == (1797, 1, 8, 8)
    assert (images.min(), images.max()) == (0, 1)


def test_digits_do_not_import_scikit_learn():
    code = "import sys; from scratch.data import digits; digits(); assert not {'sklearn', 'scipy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_digits_need_scikit_learn_installed(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(
        ModuleNotFoundError, match=r"^digits: scikit-learn, whose file holds the digits, is not installed$"
    ):
        digits()


def test_a_data_set_gives_one_sample_or_several():
    x, t = np.arange(10).reshape(5, 2), np.arange(5)
    dataset = TensorDataset(x, t)
    assert [a.tolist() for a in dataset[3]] == [[6, 7], 3]
    assert [a.tolist() for a in dataset[[3, 0]]] == [[[6, 7], [0, 1]], [3, 0]]
    part = Subset(Subset(dataset, [4, 3, 1]), [2, 0])
    assert len(part) == 2
    assert [a.tolist() for a in part[:]] == [[[2, 3], [8, 9]], [1, 4]]
    assert part[1][1] == 4


def both(n):
    return TensorDataset(np.arange(n)), torch.utils.data.TensorDataset(torch.arange(n))


@pytest.mark.parametrize("lengths", [(0.7, 0.15, 0.15), (1 / 3, 1 / 3, 1 / 3), (100, 3), (0, 103), (103,), (1.0,)])
def test_split_is_pytorchs(lengths):
    ours, theirs = both(103)
    a = random_split(ours, lengths, Generator().manual_seed(3))
    b = torch.utils.data.random_split(theirs, lengths, torch.Generator().manual_seed(3))
    assert [p[:][0].tolist() for p in a] == [p[:][0].tolist() for p in b]
    assert sorted(i for part in a for i in part.indices) == list(range(103))


@pytest.mark.parametrize("n", [103, 96])
@pytest.mark.parametrize("drop_last", [False, True])
@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize("given", [False, True])
def test_minibatches_and_draws_are_pytorchs(n, drop_last, shuffle, given):
    """Batch by batch over two epochs, both generators stand where PyTorch's stand; also after a loop left early."""
    ours, theirs = both(n)
    manual_seed(7)
    torch.manual_seed(7)
    mine, its = Generator().manual_seed(5), torch.Generator().manual_seed(5)
    a = DataLoader(ours, 32, shuffle, drop_last=drop_last, generator=mine if given else None)
    b = torch.utils.data.DataLoader(theirs, 32, shuffle, drop_last=drop_last, generator=its if given else None)
    assert len(a) == len(b)
    for stop in (2, 99, 99):
        for i, ((x,), (y,)) in enumerate(zip(a, b, strict=True)):
            assert x.tolist() == y.tolist()
            assert np.array_equal(mine.get_state(), its.get_state())
            if i == stop:
                break
        assert np.array_equal(default_generator.get_state(), torch.get_rng_state())
        assert np.array_equal(mine.get_state(), its.get_state())


def test_every_epoch_has_every_sample_in_another_order():
    loader = DataLoader(TensorDataset(np.arange(50)), 8, shuffle=True, generator=Generator())
    first, second = ([int(i) for (x,) in loader for i in x] for _ in range(2))
    assert sorted(first) == sorted(second) == list(range(50))
    assert first != second


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: TensorDataset(np.zeros((3, 2)), np.zeros(4)),
            ValueError,
            "TensorDataset: tensor 1 (4,) has 4 rows, tensor 0 (3, 2) has 3; expected the same number",
        ),
        (lambda: TensorDataset(), ValueError, "TensorDataset: no tensors, expected at least one"),
        (
            lambda: TensorDataset(np.array(1)),
            ValueError,
            "TensorDataset: tensor 0 is 0-d, expected a row for each sample",
        ),
        (
            lambda: random_split(both(9)[0], ("all",)),
            TypeError,
            "random_split: length 0 is 'all', expected a number",
        ),
        (
            lambda: DataLoader(both(9)[0], drop_last=1),
            TypeError,
            "DataLoader: drop_last is 1, expected True or False",
        ),
        (
            lambda: DataLoader(both(9)[0], generator=0),
            TypeError,
            "DataLoader: generator is a int, expected a scratch.random.Generator",
        ),
        (lambda: TensorDataset([1, 2]), TypeError, "TensorDataset: tensor 0 is a list, expected a NumPy array"),
        (
            lambda: random_split(both(9)[0], (4, 4)),
            ValueError,
            "random_split: lengths are [4, 4], expected to sum to 9 samples, or fractions to 1",
        ),
        (
            lambda: random_split(both(9)[0], (10, -1)),
            ValueError,
            "random_split: lengths are [10, -1], expected numbers of at least 0",
        ),
        (
            lambda: DataLoader(both(9)[0], 2.5),
            ValueError,
            "DataLoader: batch_size is 2.5, expected an int of at least 1",
        ),
        (
            lambda: DataLoader(both(0)[0], 2, shuffle=True),
            ValueError,
            "DataLoader: the data set is empty, expected at least one sample to shuffle",
        ),
    ],
)
def test_refusals(call, error, message):
    with pytest.raises(error) as found:
        call()
    assert str(found.value) == message
