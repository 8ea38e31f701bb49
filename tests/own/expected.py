"""What is right and wrong in the files of this collection: code in other people's styles, written for the purpose.

Each file is to be recognised without any option. A name that is absent here is no layer, and is not judged.
"""

from __future__ import annotations

from typing import NamedTuple


class Expected(NamedTuple):
    """What a class or function is: PyTorch's op, and the mistakes in it (none: right, whatever its conventions)."""

    op: str
    mistakes: tuple[str, ...] = ()


def right(op: str) -> Expected:
    return Expected(op)


def wrong(op: str, *mistakes: str) -> Expected:
    return Expected(op, mistakes)


BOOK = {
    "softmax": right("softmax"),
    "cross_entropy_error": right("cross_entropy"),
    "Relu": right("relu"),
    "Sigmoid": right("sigmoid"),
    "Affine": right("linear"),
    "SoftmaxWithLoss": right("cross_entropy"),
    "Dropout": right("dropout"),
}
IM2COL = {"im2col": right("unfold"), "col2im": right("fold")}
COURSE = {
    "affine_forward": right("linear"),
    "relu_forward": right("relu"),
    "softmax_loss": right("cross_entropy"),
    "svm_loss": right("multi_margin_loss"),
}
NETWORK = {
    "Layer_Dense": right("linear"),
    "Activation_ReLU": right("relu"),
    "Activation_Softmax": right("softmax"),
    "Activation_Sigmoid": right("sigmoid"),
    "Loss_MeanSquaredError": right("mse_loss"),
    "Activation_Softmax_Loss_CategoricalCrossentropy": right("cross_entropy"),
}
PRIMES = {name: right(name) for name in ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "softplus")} | {
    "mse": right("mse_loss")
}
CALLED = {
    "Sigmoid": right("sigmoid"),
    "ReLU": right("relu"),
    "TanH": right("tanh"),
    "SoftPlus": right("softplus"),
    "SquareLoss": right("mse_loss"),
}
STEPS = {
    "Sigmoid": right("sigmoid"),
    "ReLU": right("relu"),
    "Linear": right("linear"),
    "MeanSquaredError": right("mse_loss"),
    "sigmoid": right("sigmoid"),
    "relu": right("relu"),
    "linear": right("linear"),
    "mean_squared_error": right("mse_loss"),
}

EXPECTED: dict[str, dict[str, Expected]] = {
    "book_layers.py": BOOK,
    "book_three.py": BOOK
    | {
        "Sigmoid": wrong("sigmoid", "derivative-of-output"),
        "Affine": wrong("linear", "bias-gradient-mean"),
        "SoftmaxWithLoss": wrong("cross_entropy", "upstream-ignored"),
    },
    "book_in_place.py": BOOK
    | {
        "Relu": wrong("relu", "upstream-mutated"),
        "Affine": wrong("linear", "dx-weight-untransposed"),
        "Dropout": wrong("dropout", "dropout-not-scaled"),
    },
    "book_conv.py": IM2COL | {"Convolution": right("conv2d")},
    "book_conv_flipped.py": IM2COL | {"Convolution": wrong("conv2d", "kernel-flipped")},
    "book_conv_bias.py": IM2COL | {"Convolution": wrong("conv2d", "bias-gradient-mean")},
    "book_pool.py": IM2COL | {"Pooling": right("max_pool2d")},
    "book_pool_as_printed.py": IM2COL | {"Pooling": wrong("max_pool2d", "padding-ignored-in-size")},
    "book_bn.py": {"BatchNormalization": right("batch_norm")},
    "book_bn_constants.py": {"BatchNormalization": wrong("batch_norm", "statistics-constant-in-gradient")},
    "book_bn_variance.py": {"BatchNormalization": wrong("batch_norm", "variance-gradient-missing")},
    "course_fc.py": COURSE,
    "course_fc_wrong.py": COURSE
    | {
        "affine_forward": wrong("linear", "bias-gradient-mean"),
        "softmax_loss": wrong("cross_entropy", "gradient-not-averaged"),
        "svm_loss": wrong("multi_margin_loss", "right-class-gradient-missing"),
    },
    "course_fc_subtle.py": COURSE
    | {
        "affine_forward": wrong("linear", "weight-gradient-divided-by-batch"),
        "softmax_loss": wrong("cross_entropy", "target-not-subtracted"),
    },
    "course_conv.py": {"conv_forward_naive": right("conv2d"), "max_pool_forward_naive": right("max_pool2d")},
    "course_conv_slices.py": {
        "conv_forward_naive": wrong("conv2d", "empty-slice-at-padding-0"),
        "max_pool_forward_naive": wrong("max_pool2d", "overlap-assigned"),
    },
    "course_conv_ties.py": {
        "conv_forward_naive": wrong("conv2d", "weight-gradient-divided-by-batch"),
        "max_pool_forward_naive": wrong("max_pool2d", "tie-every"),
    },
    "course_norm.py": {
        "batchnorm_forward": right("batch_norm"),
        "layernorm_forward": right("layer_norm"),
        "dropout_forward": right("dropout"),
    },
    "course_norm_wrong.py": {
        "batchnorm_forward": wrong("batch_norm", "eval-uses-batch-statistics"),
        "layernorm_forward": wrong("layer_norm", "variance-gradient-missing"),
        "dropout_forward": wrong("dropout", "dropout-scale-missing-in-backward"),
    },
    "nn_scratch.py": NETWORK,
    "nn_scratch_wrong.py": NETWORK
    | {
        "Layer_Dense": wrong("linear", "bias-gradient-mean"),
        "Activation_ReLU": wrong("relu", "masked-where-negative"),
        "Activation_Softmax": wrong("softmax", "softmax-gradient-diagonal"),
        "Activation_Sigmoid": wrong("sigmoid", "derivative-factor-missing"),
        "Loss_MeanSquaredError": wrong("mse_loss", "sign-flipped"),
    },
    "columns.py": {"sigmoid": right("sigmoid"), "relu": right("relu"), "linear_forward": right("linear")},
    "columns_wrong.py": {
        "sigmoid": wrong("sigmoid", "upstream-ignored"),
        "relu": right("relu"),
        "linear_forward": wrong("linear", "bias-gradient-mean"),
    },
    "primes.py": PRIMES,
    "primes_wrong.py": PRIMES
    | {
        "sigmoid": wrong("sigmoid", "sign-in-derivative"),
        "tanh": wrong("tanh", "square-missing-in-derivative"),
        "leaky_relu": wrong("leaky_relu", "leaky-slope-missing-in-gradient"),
        "softplus": wrong("softplus", "exp-overflow"),
        "mse": wrong("mse_loss", "half-in-gradient-only"),
    },
    "call_gradient.py": CALLED,
    "call_gradient_wrong.py": CALLED
    | {
        "Sigmoid": wrong("sigmoid", "derivative-factor-missing"),
        "TanH": wrong("tanh", "sign-in-derivative"),
        "SquareLoss": wrong("mse_loss", "sign-flipped"),
    },
    "closures.py": {"swish": right("silu"), "tanh": right("tanh"), "linear": right("linear")},
    "closures_wrong.py": {
        "swish": wrong("silu", "product-rule-missing"),
        "tanh": right("tanh"),
        "linear": wrong("linear", "bias-gradient-mean"),
    },
    "scalar_tape.py": {"Value.relu": right("relu"), "Value.tanh": right("tanh")},
    "scalar_tape_wrong.py": {"Value.relu": right("relu"), "Value.tanh": wrong("tanh", "square-missing-in-derivative")},
    "steps.py": STEPS,
    "steps_wrong.py": STEPS
    | {
        "Sigmoid": wrong("sigmoid", "sign-in-derivative"),
        "sigmoid": wrong("sigmoid", "sign-in-derivative"),
        "Linear": wrong("linear", "bias-gradient-mean"),
        "linear": wrong("linear", "bias-gradient-mean"),
    },
    "update_inside.py": {"FCLayer": right("linear")},
    "update_inside_wrong.py": {"FCLayer": wrong("linear", "weight-gradient-divided-by-batch")},
    "lazy.py": {"Dense": right("linear")},
    "lazy_wrong.py": {"Dense": wrong("linear", "bias-gradient-mean")},
    "dict_grads.py": {"Linear": right("linear")},
    "dict_grads_wrong.py": {"Linear": wrong("linear", "weight-gradient-divided-by-batch")},
    "parameter_objects.py": {"LinearP": right("linear")},
    "images_last.py": {"Conv2DLayer": right("conv2d")},
    "images_last_wrong.py": {"Conv2DLayer": wrong("conv2d", "bias-gradient-mean")},
    "word_vectors.py": {"Embedding": right("embedding")},
    "word_vectors_wrong.py": {"Embedding": wrong("embedding", "repeated-index-assigned")},
    "gates.py": {"AND": right("gates.AND"), "OR": right("gates.OR")},
    "gates_wrong.py": {"AND": right("gates.AND"), "OR": wrong("gates.OR", "truth-table")},
    "optimizers.py": {
        "SGD": right("optim.SGD"),
        "Momentum": right("optim.Momentum"),
        "Adam": right("optim.Adam"),
        "sgd_momentum": right("optim.Momentum"),
    },
    "numerical.py": {"numerical_gradient": right("numerical_gradient")},
    "network.py": {"softmax": right("softmax"), "sigmoid": right("sigmoid"), "TwoLayerNet": right("network")},
    "network_wrong.py": {
        "softmax": right("softmax"),
        "sigmoid": right("sigmoid"),
        "TwoLayerNet": wrong("network", "not-its-own-gradient"),
    },
    "losses.py": {
        "MeanSquaredError": right("mse_loss"),
        "BinaryCrossEntropy": right("binary_cross_entropy"),
        "SoftmaxCrossEntropy": right("cross_entropy"),
    },
    "losses_wrong.py": {
        "MeanSquaredError": wrong("mse_loss", "half-in-gradient-only"),
        "BinaryCrossEntropy": wrong("binary_cross_entropy", "gradient-of-logits"),
        "SoftmaxCrossEntropy": wrong("cross_entropy", "double-softmax"),
    },
    "romaji.py": {
        "sigumoido": right("sigmoid"),
        "koutou_kansuu": right("identity"),
        "Zenketsugou": right("linear"),
    },
    "group.py": {"GroupNorm": right("group_norm"), "GlobalAveragePooling": right("adaptive_avg_pool2d")},
    "group_wrong.py": {
        "GroupNorm": wrong("group_norm", "mean-gradient-missing"),
        "GlobalAveragePooling": wrong("adaptive_avg_pool2d", "gradient-not-divided"),
    },
    "lesson.ipynb": {"relu": right("relu"), "Affine": wrong("linear", "bias-gradient-mean")},
    "package": {"Relu": right("relu"), "Affine": right("linear"), "relu": right("relu")},
    "composed.py": {
        "Affine": wrong("linear", "sign-flipped", "bias-gradient-mean"),
        "Tanh": wrong("tanh", "sign-flipped", "square-missing-in-derivative"),
        "LayerNorm": wrong("layer_norm", "parameter-gradient-mean", "statistics-constant-in-gradient"),
        "softmax_loss": wrong("cross_entropy", "log-base", "gradient-not-averaged"),
    },
}
