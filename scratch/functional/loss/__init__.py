"""Losses: how wrong a prediction is, as one number to make smaller.

One family a file: distances between numbers (`regression`), log-probabilities of classes (`classification`) and of yes
or no (`binary`, `soft_margin`), the divergence of distributions (`divergence`), log-likelihoods of numbers
(`likelihood`), scores of classes with a margin (`margin`), losses that stop at a margin (`hinge`), and distances
between embeddings (`embedding`).

A loss gives its mean, and the direction in which every prediction makes it larger:

>>> import numpy as np
>>> loss, backward = l1_loss(np.array([1.0, 5.0]), np.array([2.0, 2.0]))
>>> loss, backward(1.0)[0]
(array(2.), array([-0.5,  0.5]))
"""

from __future__ import annotations

from .binary import binary_cross_entropy, binary_cross_entropy_with_logits
from .classification import cross_entropy, nll_loss
from .divergence import kl_div
from .embedding import cosine_embedding_loss, triplet_margin_loss
from .hinge import hinge_embedding_loss, margin_ranking_loss
from .likelihood import gaussian_nll_loss, poisson_nll_loss
from .margin import multi_margin_loss, multilabel_margin_loss
from .regression import huber_loss, l1_loss, mse_loss, smooth_l1_loss
from .soft_margin import multilabel_soft_margin_loss, soft_margin_loss

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "cosine_embedding_loss",
    "cross_entropy",
    "gaussian_nll_loss",
    "hinge_embedding_loss",
    "huber_loss",
    "kl_div",
    "l1_loss",
    "margin_ranking_loss",
    "mse_loss",
    "multi_margin_loss",
    "multilabel_margin_loss",
    "multilabel_soft_margin_loss",
    "nll_loss",
    "poisson_nll_loss",
    "smooth_l1_loss",
    "soft_margin_loss",
    "triplet_margin_loss",
]
