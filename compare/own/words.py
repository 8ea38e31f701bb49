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
        afain, affin, affine, afin, dense, fc, full connected, full connection, fully connected, fullyconnected,
        fully connection, hidden, inner product, innerproduct, lin, linear, mat mul, matmul, mul w, perceptron,
        zenketsugo, zenketsugou, zenketugou
    """,
    "relu": "ramp, rectified linear, rectified linear unit, rectifier, relu, reru, seikika senkei",
    "leaky_relu": "leaky relu, leakyrelu, l relu, lrelu",
    "elu": "elu, exponential linear, exponential linear unit",
    "selu": "selu",
    "celu": "celu",
    "prelu": "parametric relu, p relu, prelu",
    "relu6": "relu6",
    "sigmoid": "logistic, logistic sigmoid, shigumoido, sig, sigm, sigmoid, sigumoido",
    "tanh": "hyperbolic tangent, hyperbolictangent, soukyoku seisetsu, tan h, tanh",
    "softplus": "soft plus, softplus, sofutopurasu",
    "softsign": "soft sign, softsign",
    "silu": "silu, swish",
    "gelu": "gelu",
    "mish": "mish",
    "hardsigmoid": "hard sigmoid, hardsigmoid",
    "hardtanh": "hard tanh, hardtanh",
    "hardswish": "hard swish, hardswish",
    "identity": "identity, identity function, koutou, koutou kansuu, no activation, noactivation, passthrough",
    "step": """
        binary step, heaviside, kaidan, kaidan kansuu, step, step function, suteppu, threshold function,
        unit step
    """,
    "softmax": "soft max, softmax, sofutomakkusu, sofutomax, stable softmax",
    "log_softmax": "log soft max, log softmax, logsoftmax",
    "glu": "glu",
    "cross_entropy": """
        activation softmax loss categorical crossentropy, categorical cross entropy, categorical crossentropy,
        cce, cee, cross entropy, crossentropy, cross entropy error, cross entropy loss, kosa entropy,
        kousa entoropi, kousa entoropii, kousa entropy, kousa entropy gosa, logistic loss multi,
        multiclass log loss, softmax and loss, softmax categorical crossentropy, softmax cross entropy,
        softmax cross entropy loss, softmax log loss, softmax loss, softmax with cross entropy,
        softmax with loss, softmaxwithloss, softmax xent, sparse categorical crossentropy, xent
    """,
    "nll_loss": "negative log likelihood, nll, nll loss",
    "mse_loss": """
        euclidean loss, heikin nijo gosa, heikin nijou gosa, identity with loss, identitywithloss,
        identity with mse, l2 loss, mean squared, mean squared error, mean squared error loss,
        mean square error, mse, mse loss, nijo gosa, nijou gosa, nijouwa gosa, nijyou gosa, quadratic,
        quadratic cost, quadratic loss, squared error, squared loss, square error, square loss, sse,
        sum squared error, sum square error
    """,
    "l1_loss": "absolute error, l1, l1 loss, mae, mae loss, mean absolute error",
    "huber_loss": "huber, huber loss",
    "smooth_l1_loss": "smooth l1, smooth l1 loss",
    "binary_cross_entropy": """
        bce, bce loss, binary cross entropy, binary crossentropy, binary cross entropy loss, binary log loss,
        compute cost, logistic loss, log loss, logloss
    """,
    "binary_cross_entropy_with_logits": """
        bce with logits, bce with logits loss, binary cross entropy with logits, sigmoid bce,
        sigmoid cross entropy, sigmoid cross entropy with logits, sigmoid with binary cross entropy,
        sigmoid with loss, sigmoidwithloss
    """,
    "kl_div": "kl, kl div, kl divergence, kullback leibler",
    "multi_margin_loss": "hinge, hinge loss, multiclass hinge, multiclass svm, multi margin loss, svm, svm loss",
    "conv1d": "conv 1d, conv1d, convolution 1d, convolution1d",
    "conv2d": """
        cnn conv, conv, conv 2d, conv2d, conv im2col, conv layer, convolution, convolution 2d, convolution2d,
        convolutional, convolve, convolve 2d, convolve2d, kousoku conv, tatamikomi, tatamikomi sou
    """,
    "conv_transpose2d": """
        conv2d transpose, conv transpose, conv transpose2d, deconv, deconv2d, deconvolution, transpose conv,
        transposed conv
    """,
    "unfold": "im2 col, im2col, im2column, image to column, im to col, unfold",
    "fold": "col2 im, col2im, col to im, column to image, fold",
    "max_pool1d": "max pool1d, maxpool1d, max pooling1d",
    "max_pool2d": """
        max pool, maxpool, max pool 2d, max pool2d, maxpool2d, max pooling, maxpooling, max pooling 2d,
        max pooling2d, pool, pooling, pool layer, pooringu, puuringu, saidai puuringu
    """,
    "avg_pool1d": "average pool1d, avg pool1d, avgpool1d",
    "avg_pool2d": """
        average pool, averagepool, average pooling, averagepooling, average pooling2d, avg pool, avgpool,
        avg pool2d, avgpool2d, avg pooling, avgpooling, heikin puuringu, mean pool, mean pool2d, mean pooling
    """,
    "adaptive_avg_pool2d": """
        adaptive avg pool2d, gap, global average pool, global average pooling, globalaveragepooling,
        global avg pool, global avg pooling, global pool
    """,
    "batch_norm": """
        bacchi seikika, batch norm, batchnorm, batch norm1d, batchnorm1d, batch norm2d, batchnorm2d,
        batch normalisation, batch normalization, batchnormalization, batch normalize, bn, bn layer,
        spatial batch norm, spatial batchnorm, spatial batchnormalization
    """,
    "layer_norm": """
        layer norm, layernorm, layer normalisation, layer normalization, layernormalization, ln, reiyaa seikika
    """,
    "group_norm": "gn, group norm, groupnorm, group normalization, spatial group norm, spatial groupnorm",
    "instance_norm": "instance norm, instancenorm, instance normalization",
    "rms_norm": "rms norm, rmsnorm",
    "dropout": "do, doroppuauto, drop out, dropout, inverted dropout",
    "dropout2d": "spatial dropout",
    "embedding": "embed, embedding, embedding lookup, lookup, umekomi, word embedding",
    "flatten": "flat, flatten, flattening, heitan, reshape",
    "one_hot": """
        change one hot label, convert one hot, make one hot, one hot, onehot, one hot encode, one hot encoding,
        one hot label, one hot vector, to categorical, to one hot
    """,
    "normalize": "l2 normalize, normalize l2",
    "cosine_similarity": "cosine sim, cosine similarity, cos similarity",
}
# Words that mean an op only where the name says nothing else: not in `train_step`, `hidden_size` or `pad_sequences`.
ALONE = frozenset(
    "do flat fold gap hidden identity lin pad perceptron quadratic ramp reshape sig step threshold".split()
)
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
            if size == 1 and part[0] in ALONE:
                continue
            if part in _phrases() and (size > 1 or len(part[0]) > 2):
                seen.append(_phrases()[part])
            elif "".join(part) in _joined() and len("".join(part)) > 3:
                seen.append(_joined()["".join(part)])
    yield from dict.fromkeys(seen)
