"""Losses with a margin: definitions by loops, identities, empty batches, error messages."""

import numpy as np
import pytest

from scratch import functional as F

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("p", [1, 2])
def test_multi_margin_by_loops(p):
    x, t, w = RNG.normal(size=(6, 4)), RNG.integers(0, 4, 6), RNG.normal(size=4)
    losses = [sum(w[k] * max(0.0, 0.7 - row[k] + row[c]) ** p for c in range(4) if c != k) / 4 for row, k in zip(x, t)]
    np.testing.assert_allclose(F.multi_margin_loss(x, t, p, 0.7, w, reduction="none")[0], losses, rtol=1e-13)
    np.testing.assert_allclose(F.multi_margin_loss(x, t, p, 0.7, w)[0], np.mean(losses), rtol=1e-13)


def test_multilabel_margin_by_loops():
    x, t = RNG.normal(size=(9, 5)), RNG.integers(-1, 5, (9, 5))
    losses = []
    for row, labels in zip(x, t.tolist()):
        labels = [*labels, -1]
        labels = labels[: labels.index(-1)]
        wrong = [c for c in range(5) if c not in labels]
        losses.append(sum(max(0.0, 1 - row[k] + row[c]) for k in labels for c in wrong) / 5)
    np.testing.assert_allclose(F.multilabel_margin_loss(x, t, reduction="none")[0], losses, rtol=1e-13)


def test_one_label_is_one_class():
    x, t = RNG.normal(size=(6, 4)), RNG.integers(0, 4, 6)
    labels = np.full((6, 4), -1)
    labels[:, 0] = t
    one, many = F.multi_margin_loss(x, t), F.multilabel_margin_loss(x, labels)
    np.testing.assert_allclose(one[0], many[0], rtol=1e-14)
    np.testing.assert_allclose(one[1](1.0)[0], many[1](1.0)[0], rtol=1e-14)


def test_gradients_of_scores_sum_to_zero():
    """Only differences of scores count."""
    x, t, dy = RNG.normal(size=(6, 4)), RNG.integers(0, 4, 6), RNG.normal(size=6)
    for _, backward in (
        F.multi_margin_loss(x, t, 2, 3.0, reduction="none"),
        F.multilabel_margin_loss(x, RNG.integers(-1, 4, (6, 4)), reduction="none"),
    ):
        np.testing.assert_allclose(backward(dy)[0].sum(1), 0, atol=1e-14)


def test_an_empty_batch():
    """Its sum is 0 and its mean nan, as of every loss; PyTorch returns what its memory held."""
    for loss, t in ((F.multi_margin_loss, np.zeros(0, int)), (F.multilabel_margin_loss, np.zeros((0, 3), int))):
        assert loss(np.ones((0, 3)), t, reduction="sum")[0] == 0
        y, backward = loss(np.ones((0, 3)), t)
        assert np.isnan(y)
        assert backward(1.0)[0].shape == (0, 3)


def test_cosine_embedding_by_hand():
    a, b = np.array([[3.0, 4.0]] * 3), np.array([[4.0, 3.0]] * 3)
    y, _ = F.cosine_embedding_loss(a, b, np.array([1, -1, 0]), 0.5, reduction="none")
    np.testing.assert_allclose(y, [0.04, 0.46, 0.0], rtol=1e-12)


def test_a_gradient_of_the_cosine_is_a_turn():
    a, b = RNG.normal(size=(2, 5, 3))
    da, db = F.cosine_embedding_loss(a, b, np.ones(5))[1](1.0)
    np.testing.assert_allclose((da * a).sum(1), 0, atol=1e-12)
    np.testing.assert_allclose((db * b).sum(1), 0, atol=1e-12)


@pytest.mark.parametrize("p", [1, 2, 3.5, np.inf])
def test_triplet_margin_by_numpy_norms(p):
    a, b, c = RNG.normal(size=(3, 6, 4))
    near, far, swapped = (np.linalg.norm(e + 1e-3, p, axis=1) for e in (a - b, a - c, b - c))
    for swap, other in ((False, far), (True, np.minimum(far, swapped))):
        y, backward = F.triplet_margin_loss(a, b, c, 2.0, p, 1e-3, swap, reduction="none")
        np.testing.assert_allclose(y, np.maximum(0, 2 + near - other), rtol=1e-13)
        np.testing.assert_allclose(sum(backward(y)), 0, atol=1e-13)  # the loss knows differences alone


@pytest.mark.parametrize(
    ("error", "message", "refused"),
    [
        (
            ValueError,
            "multi_margin_loss: target has shape (4,), expected (5,) (input (5, 3) has 5 rows)",
            lambda x: F.multi_margin_loss(x, np.zeros(4, int)),
        ),
        (
            ValueError,
            "multi_margin_loss: target has class 3, expected 0 to 2",
            lambda x: F.multi_margin_loss(x, np.full(5, 3)),
        ),
        (
            ValueError,
            "multi_margin_loss: input (5, 0) has no classes, expected at least 1",
            lambda x: F.multi_margin_loss(x[:, :0], np.zeros(5, int)),
        ),
        (
            ValueError,
            "multi_margin_loss: p is 3, expected 1 or 2",
            lambda x: F.multi_margin_loss(x, np.zeros(5, int), 3),
        ),
        (
            TypeError,
            "multilabel_margin_loss: target is int32, expected class indices of int64",
            lambda x: F.multilabel_margin_loss(x, np.zeros((5, 3), "int32")),
        ),
        (
            ValueError,
            "multilabel_margin_loss: target has shape (3,), expected (5, 3) (input's)",
            lambda x: F.multilabel_margin_loss(x, np.zeros(3, int)),
        ),
        (
            ValueError,
            "cosine_embedding_loss: input1 (5, 3) is 2-d, expected 1-d (D,), as target is 0-d",
            lambda x: F.cosine_embedding_loss(x, x, np.array(1)),
        ),
        (
            ValueError,
            "cosine_embedding_loss: target (4,) does not broadcast with input1 (5,) and input2 (5,)",
            lambda x: F.cosine_embedding_loss(x, x, np.ones(4)),
        ),
        (
            ValueError,
            "triplet_margin_loss: positive (3,) is 1-d, expected 2-d as anchor (5, 3)",
            lambda x: F.triplet_margin_loss(x, x[0], x),
        ),
        (
            ValueError,
            "triplet_margin_loss: negative (5, 2) does not broadcast with anchor (5, 3)",
            lambda x: F.triplet_margin_loss(x, x, x[:, :2]),
        ),
        (
            ValueError,
            "triplet_margin_loss: negative (5, 2) does not broadcast with positive (5, 3)",
            lambda x: F.triplet_margin_loss(x[:, :1], x, x[:, :2], swap=True),
        ),
        (ValueError, "triplet_margin_loss: margin is 0, expected above 0", lambda x: F.triplet_margin_loss(x, x, x, 0)),
        (
            ValueError,
            "triplet_margin_loss: anchor (5, 0) has rows of no numbers, expected some with p = inf",
            lambda x: F.triplet_margin_loss(*[x[:, :0]] * 3, p=np.inf),
        ),
    ],
    ids=lambda value: value.split(",")[0] if isinstance(value, str) else "",
)
def test_messages(error, message, refused):
    with pytest.raises(error) as found:
        refused(np.full((5, 3), 1.5))
    assert str(found.value) == message
