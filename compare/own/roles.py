"""What the parameters and attributes of from-scratch code hold, by their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .words import words

LOSSES = frozenset(
    """
    cross_entropy nll_loss mse_loss l1_loss huber_loss smooth_l1_loss binary_cross_entropy
    binary_cross_entropy_with_logits kl_div multi_margin_loss
    """.split()
)
NORMS = frozenset("batch_norm layer_norm group_norm instance_norm rms_norm".split())

COMMON: dict[str, str] = {
    "input": """
        x X input inputs inp data in_data indata z Z a A h H u v a_prev A_prev prev_a x_in xs in_ layer_input
        input_data image img images net feature_map sample batch arr array vec vector features signal activation
        activations val value values prev inpt input_tensor input_array feature_maps tensor x_data net_input hidden
        in_x input_x xx nums number n numbers s input_
    """,
    "dy": """
        dout dy grad gradient dvalues gy dl_dy output_grad output_gradient delta d_out error err dl_dout grad_output
        grad_out dz dZ da dA upstream upstream_grad upstream_gradient d_l_d_out d_l_d_y dl dL g dh grads_out dnext
        d_y out_grad back_grad backward_grad d_values d_l_d_z dloss dlda dldz dl_dz dl_da dx_out d_output next_grad
        grad_y grad_in incoming d dl_d_y dl_d_out dupstream gout g_out top_grad top_diff ddout next_delta
        output_error output_delta dl_doutput dcost de_dy
    """,
    "input1": "input1 x1 a x_1",
    "input2": "input2 x2 b x_2",
    "x1": "x1 a u input1",
    "x2": "x2 b v input2",
    "cache": "cache caches ctx context memory saved state_cache linear_cache activation_cache",
    "output": "y out output outputs a_out activated y_out s",
    "weight": """
        w weight weights kernel kernels filter filters theta W1 w1 wt mat ws W_ w_ weight_matrix weights_matrix
        kernel_weights conv_weights filter_weights omega
    """,
    "bias": "b bias biases b1 bs bias_vector b_ c intercept",
    "training": """
        train_flg training is_training train mode is_train train_mode phase train_flag is_training_mode trainmode
        istrain train_phase flg
    """,
    "testing": "test_mode is_test testing inference eval_mode predict test is_eval",
    "stride": "stride strides s step steps stride_size stride_length",
    "padding": "pad padding p pads pad_size zero_padding padding_size zero_pad n_pad num_pad",
    "dilation": "dilation dilation_rate",
    "groups": "groups n_groups num_groups",
    "kernel_h": """
        kernel_h kh k_h pool_h pool_height filter_h fh filter_height hh HH ph kernel_height window_h height
        field_height f_h pooling_height k1 filterheight
    """,
    "kernel_w": """
        kernel_w kw k_w pool_w pool_width filter_w fw filter_width ww WW pw kernel_width window_w width field_width
        f_w pooling_width k2 filterwidth
    """,
    "kernel_size": """
        kernel_size ksize k pool_size filter_size size f window window_size pool kernel pool_shape filter_shape_hw
        field pool_dim kernel_shape filter pooling_size hw_filter kernel_sz
    """,
    "lr": "lr learning_rate eta alpha learn_rate lrate rate learningrate step_size",
    "in_features": """
        n_in in_features input_size input_dim in_dim n_inputs fan_in n_x din n_input inputs num_inputs in_size ni
        d_in nin n_prev inputs_num input_features n_in_features in_ inp_dim dim_in size_in input_units prev_units
        input_n indim nb_in in_n in_nodes input_nodes n_features num_in ins n_i inn
    """,
    "out_features": """
        n_out out_features output_size output_dim out_dim n_outputs n_neurons fan_out n_y dout n_output outputs
        num_outputs units out_size no d_out nout neurons hidden_size n_units num_neurons output_features size
        dim_out size_out output_units hidden_units n_hidden n_nodes nodes num_units output_n outdim nb_out out_n
        out_nodes output_nodes num_out outs n_o out
    """,
    "in_channels": """
        in_channels in_ch input_channels n_channels channels c_in cin num_channels input_channel in_c n_in
        in_channel n_in_channels depth input_depth ch_in num_input_channels
    """,
    "out_channels": """
        out_channels out_ch n_filters num_filters filter_num filters output_channels c_out cout n_out out_channel
        filters_num filter_n nb_filters k f num_kernels n_kernels out_c n_filter num_filter number_of_filters
        output_channel n_out_channels ch_out kernels output_depth
    """,
    "num_features": """
        num_features n_features features dim size input_size d n channels num_channels input_dim n_out n_in units
        hidden_size input_shape_1 num_neurons c n_neurons neurons shape normalized_shape normalized_dim d_model
        in_features
    """,
    "normalized_shape": "normalized_shape shape norm_shape",
    "num_embeddings": """
        num_embeddings vocab_size vocabulary_size n_vocab num_words n_words vocab v input_dim n_tokens num_tokens
    """,
    "embedding_dim": """
        embedding_dim emb_dim embed_dim dim d n_dim output_dim wordvec_size embedding_size embed_size hidden_size
        dims size
    """,
    "eps": "eps epsilon e small",
    "momentum": "momentum decay rho moving_decay m mom running_momentum moving_momentum alpha decay_rate beta",
    "p": """
        dropout_ratio rate p prob drop dropout_rate ratio drop_prob dropout dropout_prob drop_rate droprate
        drop_ratio prob_drop p_drop dropout_p pdrop
    """,
    "keep": "keep_prob keep keep_rate p_keep keep_probability keep_ratio prob_keep retain_prob keepprob",
    "negative_slope": "alpha slope negative_slope leak a leakiness leaky coeff neg_slope factor leaky_slope k",
    "alpha": "alpha a",
    "beta": "beta b",
    "axis": "axis dim",
    "num_classes": """
        num_classes n_classes classes k c n_class class_num num_class nb_classes depth n_labels num_labels size
    """,
    "reduction": "reduction",
    "ignore_index": "ignore_index ignore_label",
    "margin": "delta margin",
    "running_mean": """
        running_mean moving_mean run_mean running_mu mov_mean mean_running moving_avg_mean global_mean average_mean
        avg_mean r_mean test_mean pop_mean running_average ema_mean
    """,
    "running_var": """
        running_var moving_var run_var running_variance moving_variance mov_var var_running running_sigma
        moving_avg_var global_var average_var avg_var r_var test_var pop_var running_std ema_var
    """,
    "seed": "seed random_state random_seed",
    "rng": "rng generator random random_generator",
    "name": "name layer_name label_name",
    "activation": "activation act activation_function act_fn activation_name",
    "optimizer": "optimizer optim opt optimiser",
    "initializer": """
        weight_init_std init_std std scale init weight_scale sigma initializer weight_initializer init_scale wscale
        init_type weight_init std_dev init_method w_init
    """,
    "input_shape": "input_shape in_shape shape input_dims",
    "dtype": "dtype",
    "batch_size": "batch_size n_samples batchsize",
    "use_bias": "use_bias has_bias",
    "target": "t y_true target targets label labels y gt truth ground_truth true",
    "regularization": """
        reg reg_lambda lambd lambda_ l2 weight_decay reg_strength weight_regularizer_l1 weight_regularizer_l2
        bias_regularizer_l1 bias_regularizer_l2 lmbda
    """,
}
LOSS: dict[str, str] = {
    "input": """
        y y_hat yhat y_pred pred preds predictions prediction output outputs out scores score logits logit probs
        prob p a A o x X z Z y_ y_predict y_prob probabilities a_l aL AL al network_output predicted x_input input
        inputs estimate h y_p y_predicted y_out hypothesis output_activations y_hats ypred s dvalues_in score_matrix
    """,
    "target": """
        t T y_true target targets label labels y Y gt truth ground_truth true real expected desired d actual y_batch
        one_hot y_real correct answer t_true y_label lbl teacher teacher_data supervised trues tgt labels_true
        class_labels y_data y_train correct_class ytrue y_one_hot teacher_label y_t t_label d_label
    """,
}
NORM: dict[str, str] = {
    "weight": "gamma gammas g scale w weight weights gain gm",
    "bias": "beta betas b shift bias biases offset bt",
}
PARTICULAR: dict[str, dict[str, str]] = {
    "group_norm": {
        "num_groups": "G groups num_groups n_groups g group",
    },
    "conv2d": {
        "kernel_size": """
            kernel_size ksize k pool_size filter_size size f window window_size pool kernel pool_shape
            filter_shape_hw field pool_dim kernel_shape pooling_size hw_filter kernel_sz filter_sizes
        """,
        "input_hw": "input_size",
    },
    "fold": {
        "input": "col cols columns x",
        "input_shape": "input_shape x_shape shape im_shape img_shape out_shape",
    },
    "embedding": {
        "input": "idx index indices ids x words tokens token_ids inputs i word_ids input",
        "weight": "w weight weights table embedding matrix emb W_",
    },
    "dropout": {
        "keep": "keep_prob keep keep_rate p_keep keep_probability keep_ratio prob_keep retain_prob keepprob",
    },
}
# Which roles an op's parameters may have, the likelier first: a name such as `p` or `size` means what fits the op.
CALLED = (
    "lr",
    "seed",
    "rng",
    "name",
    "activation",
    "optimizer",
    "initializer",
    "dtype",
    "batch_size",
    "use_bias",
    "regularization",
    "input_shape",
)
_FITTING: dict[str, str] = {
    "linear": "weight bias in_features out_features",
    "conv1d": "weight bias stride padding dilation in_channels out_channels kernel_size groups",
    "conv2d": "weight bias stride padding dilation in_channels out_channels kernel_h kernel_w kernel_size groups",
    "conv_transpose2d": "weight bias stride padding in_channels out_channels kernel_h kernel_w kernel_size",
    "max_pool2d": "kernel_h kernel_w kernel_size stride padding",
    "avg_pool2d": "kernel_h kernel_w kernel_size stride padding",
    "unfold": "kernel_h kernel_w kernel_size stride padding",
    "fold": "output_size input_shape kernel_h kernel_w kernel_size stride padding",
    "max_pool1d": "kernel_size stride padding",
    "avg_pool1d": "kernel_size stride padding",
    "batch_norm": "running_mean running_var weight bias training testing momentum eps num_features",
    "layer_norm": "weight bias eps normalized_shape num_features",
    "group_norm": "num_groups weight bias eps num_features",
    "instance_norm": "weight bias eps num_features",
    "rms_norm": "weight eps normalized_shape num_features",
    "dropout": "keep p training testing",
    "dropout1d": "keep p training testing",
    "dropout2d": "keep p training testing",
    "dropout3d": "keep p training testing",
    "embedding": "weight num_embeddings embedding_dim",
    "leaky_relu": "negative_slope",
    "elu": "alpha",
    "celu": "alpha",
    "softplus": "beta",
    "silu": "beta",
    "softmax": "axis",
    "log_softmax": "axis",
    "one_hot": "num_classes",
    "l1_loss": "target reduction eps margin",
    "smooth_l1_loss": "target reduction eps margin",
    "binary_cross_entropy_with_logits": "target reduction eps margin",
    "huber_loss": "target reduction eps margin",
    "binary_cross_entropy": "target reduction eps margin",
    "cross_entropy": "target reduction eps margin",
    "kl_div": "target reduction eps margin",
    "nll_loss": "target reduction eps margin",
    "mse_loss": "target reduction eps margin",
    "multi_margin_loss": "target reduction eps margin",
}
FITTING = {op: tuple(text.split()) for op, text in _FITTING.items()}


WHERE: dict[str, tuple[str, ...]] = {
    "construct": (),
    "forward": ("input", "dy", "cache"),
    "backward": ("dy", "cache", "input", "output"),
}


@cache
def _torch(op: str, whole: bool = False) -> tuple[str, ...]:
    """PyTorch's own names of an op's arguments; of those that are rarely written they say what there is."""
    from ..run import parameters

    return tuple(n for n in parameters(op) if whole or n != "input")


def possible(name: str, op: str, where: str) -> list[str]:
    """What a parameter of a constructor (`construct`), `forward` or `backward` may hold, in code taken for `op`."""
    key = "_".join(words(name))
    forms = {name, key, key.rstrip("0123456789").rstrip("_"), key.replace("_", ""), key.strip("_")}
    data, fitting = WHERE[where], FITTING.get(op) or _torch(op)
    if op in LOSSES and where == "backward":
        data = ("dy", "cache", "input")
    if "input" not in _torch(op, whole=True):
        data = tuple(each for each in data if each != "input")
    order = (*fitting, *CALLED) if where == "construct" else (*data, *fitting, *CALLED, "training", "testing")
    found = [each for each in dict.fromkeys(order) if forms & names(each, op)]
    return sorted(found, key=lambda each: each != name)  # PyTorch's own name means what it means there


def roles(parameters: Sequence[str], op: str, where: str) -> dict[str, str]:
    """A role for every parameter whose name says one, each role once: names that can mean one thing only come first."""
    options = {name: possible(name, op, where) for name in parameters}
    found: dict[str, str] = {}
    for name in sorted(options, key=lambda n: (len(options[n]), parameters.index(n))):
        free = [each for each in options[name] if each not in found.values()]
        if free:
            found[name] = free[0]
    counts = {"filters", "kernels", "num_kernels"}  # how many, where the size of one is asked for too
    for name in counts & {n for n, each in found.items() if each == "weight"}:
        if where == "construct" and {"kernel_size", "kernel_h"} & set(found.values()):
            found[name] = "out_channels"
    return found


def role(name: str, op: str) -> str | None:
    """What an attribute or a variable holds."""
    found = possible(name, op, "forward")
    return found[0] if found else None


def names(role: str, op: str) -> set[str]:
    """The names by which a role goes in code for an op."""
    special = PARTICULAR.get(op, {}).get(role)
    if special is None and op in LOSSES:
        special = LOSS.get(role)
    if special is None and op in NORMS:
        special = NORM.get(role)
    return set((special or COMMON.get(role, role)).split()) | {role}


GRADIENT = (
    "d",
    "d_",
    "grad_",
    "g_",
    "grad",
    "delta_",
    "dl_d",
    "dl_",
    "del_",
    "_d",
    "nabla_",
    "partial_",
    "dloss_d",
    "d_l_d_",
    "dj_d",
    "de_d",
)
ENDINGS = ("_grad", "_gradient", "_grads", "_g", "grad", "_delta", "_diff")


def gradient_role(name: str, op: str) -> str | None:
    """Which argument's gradient an attribute or variable holds: `dW`, `grad_w`, `dweights`, `W_grad`, `db1`."""
    key = "_".join(words(name)).strip("_")
    stems = [key[len(p) :] for p in GRADIENT if key.startswith(p)] + [
        key[: -len(e)] for e in ENDINGS if key.endswith(e)
    ]
    for stem in (s.strip("_") for s in stems):
        found = role(stem, op) if stem else None
        if found in ("input", "weight", "bias", "target"):
            return found
        if stem in ("prev", "inputs", "a_prev"):
            return "input"
    return None
