"""What names mean: of classes and functions, of methods, of parameters and attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .. import contract


def _phrases_in(text: str) -> tuple[str, ...]:
    """The phrases between the commas of a text."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


# The words of a name, in order, and the op that it names. Longer phrases win; those that also say nothing about the op
# (layer, function, naive ...) are ignored. Japanese names are those of the book's readers, in Latin letters.
OPS: dict[str, str] = {
    "linear": """
        linear, affine, affin, afin, dense, fully connected, fullyconnected, fully connection, full connected, fc,
        inner product, innerproduct, full connection, zenketsugou, zenketugou, zenketsugo, afain, matmul, mat mul,
        mul w, lin, perceptron, hidden
    """,
    "relu": "relu, rectified linear, rectified linear unit, rectifier, reru, ramp, seikika senkei",
    "leaky_relu": "leaky relu, leakyrelu, lrelu, l relu",
    "elu": "elu, exponential linear, exponential linear unit",
    "selu": "selu",
    "celu": "celu",
    "prelu": "prelu, parametric relu, p relu",
    "relu6": "relu6",
    "sigmoid": "sigmoid, sigm, logistic, logistic sigmoid, sigumoido, shigumoido, sig",
    "tanh": "tanh, hyperbolic tangent, tan h, soukyoku seisetsu, hyperbolictangent",
    "softplus": "softplus, soft plus, sofutopurasu",
    "softsign": "softsign, soft sign",
    "silu": "silu, swish",
    "gelu": "gelu",
    "mish": "mish",
    "hardsigmoid": "hard sigmoid, hardsigmoid",
    "hardtanh": "hard tanh, hardtanh",
    "hardswish": "hard swish, hardswish",
    "identity": "identity, identity function, koutou, koutou kansuu, no activation, noactivation, passthrough",
    "step": """
        step, step function, heaviside, kaidan, kaidan kansuu, suteppu, binary step, unit step, threshold function
    """,
    "softmax": "softmax, soft max, sofutomakkusu, sofutomax, stable softmax",
    "log_softmax": "log softmax, logsoftmax, log soft max",
    "glu": "glu",
    "cross_entropy": """
        softmax with loss, softmaxwithloss, softmax loss, softmax cross entropy, cross entropy, crossentropy, cross
        entropy error, cross entropy loss, softmax cross entropy loss, categorical crossentropy, categorical cross
        entropy, cce, cee, activation softmax loss categorical crossentropy, softmax categorical crossentropy, kousa
        entoropii, kousa entropy, kousa entoropi, kosa entropy, kousa entropy gosa, softmax with cross entropy,
        sparse categorical crossentropy, multiclass log loss, xent, softmax xent, logistic loss multi, softmax and
        loss, softmax log loss
    """,
    "nll_loss": "nll, nll loss, negative log likelihood",
    "mse_loss": """
        mse, square loss, mse loss, mean squared error, mean square error, squared error, square error, sum squared
        error, sum square error, sse, l2 loss, quadratic cost, quadratic loss, quadratic, heikin nijou gosa, nijou
        gosa, nijouwa gosa, nijo gosa, heikin nijo gosa, squared loss, euclidean loss, mean squared error loss, mean
        squared, identity with loss, identitywithloss, identity with mse, nijyou gosa
    """,
    "l1_loss": "l1, l1 loss, mae, mean absolute error, absolute error, mae loss",
    "huber_loss": "huber, huber loss",
    "smooth_l1_loss": "smooth l1, smooth l1 loss",
    "binary_cross_entropy": """
        bce, binary cross entropy, binary crossentropy, bce loss, log loss, logloss, binary cross entropy loss,
        binary log loss, logistic loss, compute cost
    """,
    "binary_cross_entropy_with_logits": """
        sigmoid with loss, sigmoidwithloss, sigmoid cross entropy, bce with logits, bce with logits loss, sigmoid
        cross entropy with logits, sigmoid with binary cross entropy, binary cross entropy with logits, sigmoid bce
    """,
    "kl_div": "kl div, kl divergence, kl, kullback leibler",
    "multi_margin_loss": "svm loss, hinge, hinge loss, multiclass svm, multi margin loss, svm, multiclass hinge",
    "conv1d": "conv1d, conv 1d, convolution1d, convolution 1d",
    "conv2d": """
        conv, conv2d, conv 2d, convolution, convolution2d, convolution 2d, convolutional, convolve, convolve2d, conv
        layer, tatamikomi, tatamikomi sou, convolve 2d, conv im2col, cnn conv, kousoku conv
    """,
    "conv_transpose2d": """
        conv transpose, conv transpose2d, deconv, deconvolution, transposed conv, transpose conv, deconv2d, conv2d
        transpose
    """,
    "unfold": "im2col, im to col, im2 col, unfold, image to column, im2column",
    "fold": "col2im, col to im, fold, column to image, col2 im",
    "max_pool1d": "max pool1d, max pooling1d, maxpool1d",
    "max_pool2d": """
        pool, pooling, max pool, max pooling, maxpool, maxpooling, maxpool2d, max pool2d, max pooling2d, max pool
        2d, saidai puuringu, puuringu, pooringu, pool layer, max pooling 2d
    """,
    "avg_pool1d": "avg pool1d, average pool1d, avgpool1d",
    "avg_pool2d": """
        avg pool, average pool, avg pooling, average pooling, mean pool, mean pooling, avgpool, averagepool,
        avgpool2d, avg pool2d, average pooling2d, averagepooling, avgpooling, heikin puuringu, mean pool2d
    """,
    "adaptive_avg_pool2d": """
        global average pooling, global avg pool, global average pool, globalaveragepooling, gap, global pool, global
        avg pooling, adaptive avg pool2d
    """,
    "batch_norm": """
        batch norm, batchnorm, batch normalization, batchnormalization, bn, batch normalize, batch normalisation,
        spatial batchnorm, batchnorm1d, batchnorm2d, spatial batch norm, bn layer, bacchi seikika, batch norm1d,
        batch norm2d, spatial batchnormalization
    """,
    "layer_norm": """
        layer norm, layernorm, layer normalization, layernormalization, ln, layer normalisation, reiyaa seikika
    """,
    "group_norm": "group norm, groupnorm, spatial groupnorm, gn, group normalization, spatial group norm",
    "instance_norm": "instance norm, instancenorm, instance normalization",
    "rms_norm": "rms norm, rmsnorm",
    "dropout": "dropout, drop out, inverted dropout, doroppuauto, do",
    "dropout2d": "spatial dropout",
    "embedding": "embedding, embed, word embedding, lookup, embedding lookup, umekomi",
    "flatten": "flatten, flat, reshape, heitan, flattening",
    "one_hot": """
        one hot, onehot, to one hot, one hot encode, one hot encoding, to categorical, one hot label, convert one
        hot, change one hot label, make one hot, one hot vector
    """,
    "normalize": "l2 normalize, normalize l2",
    "cosine_similarity": "cos similarity, cosine similarity, cosine sim",
}
IGNORED = frozenset(
    """
    1 2 3 a act activation base basic batch2 block class cost custom error fast fn func function impl kansu
    kansuu kousou layer layers loop loops loss module my naive net new node np numpy of old op output own s
    simple sou test1 the unit v1 v2 vec vectorised vectorized ver version
    """.split()
)
FORWARD = _phrases_in(
    """
    forward, fwd, forwards, forward pass, forward propagation, forward propagate, forward prop, fprop,
    forwardprop, feed forward, feedforward, jun denpa, junhoukou
    """
)

BACKWARD = _phrases_in(
    """
    backward, bwd, backwards, backward pass, backward propagation, backward propagate, back propagation, back
    propagate, backpropagate, backpropagation, backprop, back prop, bprop, backward prop, gyaku denpa,
    gyakudenpa, back, vjp, pullback, pull back, adjoint
    """
)

DERIVATIVE = _phrases_in(
    """
    grad, gradient, prime, derivative, deriv, derivate, der, diff, dx, d, delta, dfn, dash, bibun, derivation,
    differential, jacobian, derivative function, derivatives, dfunc, df, gradients
    """
)


def words(name: str) -> list[str]:
    """The words of an identifier, in lower case: `SoftmaxWithLoss`, `softmax_with_loss` and `softmaxWithLoss` alike."""
    name = re.sub(r"(?<=[0-9])D(?![a-z])", "d", name)  # MaxPool2D
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name).replace("_", " ").replace("-", " ")
    return re.sub(r"\bre lu\b", "relu", spaced.lower()).split()


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    own = {tuple(words(op)): op for op in contract.OPS}
    return own | {tuple(p.split()): op for op, text in OPS.items() for p in _phrases_in(text)}


@cache
def _joined() -> dict[str, str]:
    return {"".join(phrase): op for phrase, op in _phrases().items()}


def without(name: str, *vocabularies: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name with a phrase of each vocabulary taken out."""
    found = tuple(words(name))
    for vocabulary in vocabularies:
        if (place := _place(found, vocabulary)) is not None and place[1] - place[0] < len(found):
            found = found[: place[0]] + found[place[1] :]
    return found


def _place(found: tuple[str, ...], vocabulary: tuple[str, ...]) -> tuple[int, int] | None:
    """Where the longest phrase of the vocabulary stands: short ones count at either end only."""
    for phrase in sorted((tuple(p.split()) for p in vocabulary), key=lambda p: -len("".join(p))):
        size = len(phrase)
        for start in range(len(found) - size, -1, -1):
            ends = start == 0 or start + size == len(found)
            if found[start : start + size] == phrase and (ends or len("".join(phrase)) > 4):
                return start, start + size
    return None


def says(name: str, vocabulary: tuple[str, ...]) -> bool:
    """Whether a name has a phrase of the vocabulary in it."""
    found = tuple(words(name))
    return _place(found, vocabulary) is not None or "".join(found) in {p.replace(" ", "") for p in vocabulary}


def ops_named(name: str) -> Iterator[str]:
    """The ops that a class or a function may be meant for, the best guess first.

    The whole name says most, then the longest phrase in it.
    """
    found = without(name, FORWARD, BACKWARD)
    core = tuple(w for w in found if w not in IGNORED)
    seen: list[str] = []
    for given in (found, core):
        for joined in ("".join(given), "".join(given).rstrip("0123456789")):
            if joined in _joined():
                seen.append(_joined()[joined])
    for size in range(min(len(found), 6), 0, -1):
        for start in range(len(found) - size + 1):
            part = found[start : start + size]
            if part in _phrases() and (size > 1 or len(part[0]) > 2):
                seen.append(_phrases()[part])
            elif "".join(part) in _joined() and len("".join(part)) > 3:
                seen.append(_joined()["".join(part)])
    yield from dict.fromkeys(seen)
