"""What the parameters and attributes of from-scratch code hold, by their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .words import words

DATA = frozenset("input input1 input2 x1 x2 target var anchor positive negative".split())  # of a forward pass
LOSSES = frozenset(
    """
    cross_entropy nll_loss mse_loss l1_loss huber_loss smooth_l1_loss binary_cross_entropy
    binary_cross_entropy_with_logits kl_div multi_margin_loss
    """.split()
)
NORMS = frozenset("batch_norm layer_norm group_norm instance_norm rms_norm".split())

COMMON: dict[str, str] = {
    "input": """
        A a activation activations A_prev a_prev arr array batch data feature_map feature_maps features H h
        hidden image images img in_ in_data indata inp inpt input input_ input_array input_data inputs
        input_tensor input_x in_x layer_input n net net_input number numbers nums prev prev_a s sample signal
        tensor u v val value values vec vector X x x_data x_in xs xx Z z
    """,
    "dy": """
        back_grad backward_grad d dA da dcost ddout de_dy delta dh dL dl dl_da dlda d_l_d_out dl_d_out dl_dout
        dl_doutput d_l_d_y dl_d_y dl_dy d_l_d_z dl_dz dldz dloss dnext d_out dout d_output dupstream d_values
        dvalues dx_out d_y dy dZ dz err error g g_out gout grad gradient grad_in grad_out grad_output grads_out
        grad_y gy incoming next_delta next_grad out_grad output_delta output_error output_grad output_gradient
        top_diff top_grad upstream upstream_grad upstream_gradient
    """,
    "input1": "a input1 x1 x_1",
    "input2": "b input2 x2 x_2",
    "x1": "a input1 u x1",
    "x2": "b input2 v x2",
    "cache": "activation_cache cache caches context ctx linear_cache memory saved state_cache",
    "output": "activated a_out out output outputs s y y_out",
    "weight": """
        conv_weights filter filters filter_weights kernel kernels kernel_weights mat omega theta W_ w w_ W1 w1
        weight weight_matrix weights weights_matrix ws wt
    """,
    "bias": "b b_ b1 bias biases bias_vector bs c intercept",
    "training": """
        flg is_train istrain is_training is_training_mode mode phase train train_flag train_flg training
        train_mode trainmode train_phase
    """,
    "testing": "eval_mode inference is_eval is_test predict test testing test_mode",
    "stride": "s step steps stride stride_length strides stride_size",
    "padding": "n_pad num_pad p pad padding padding_size pads pad_size zero_pad zero_padding",
    "dilation": "dilation dilation_rate",
    "groups": "groups n_groups num_groups",
    "kernel_h": """
        f_h fh field_height filter_h filter_height filterheight height HH hh k1 kernel_h kernel_height k_h kh ph
        pool_h pool_height pooling_height window_h
    """,
    "kernel_w": """
        field_width filter_w filter_width filterwidth f_w fw k2 kernel_w kernel_width k_w kw pooling_width
        pool_w pool_width pw width window_w WW ww
    """,
    "kernel_size": """
        f field filter filter_shape_hw filter_size hw_filter k kernel kernel_shape kernel_size kernel_sz ksize
        pool pool_dim pooling_size pool_shape pool_size size window window_size
    """,
    "lr": "alpha eta learning_rate learningrate learn_rate lr lrate rate step_size",
    "in_features": """
        dim_in d_in din fan_in in_ in_dim indim in_features in_n inn in_nodes inp_dim input_dim input_features
        input_n input_nodes inputs input_size inputs_num input_units ins in_size nb_in n_features n_i ni n_in
        nin n_in_features n_input n_inputs n_prev num_in num_inputs n_x prev_units size_in
    """,
    "out_features": """
        dim_out d_out dout fan_out hidden_size hidden_units nb_out neurons n_hidden n_neurons n_nodes n_o no
        nodes n_out nout n_output n_outputs num_neurons num_out num_outputs num_units n_units n_y out out_dim
        outdim out_features out_n out_nodes output_dim output_features output_n output_nodes outputs output_size
        output_units outs out_size size size_out units
    """,
    "in_channels": """
        channels ch_in c_in cin depth in_c in_ch in_channel in_channels input_channel input_channels input_depth
        n_channels n_in n_in_channels num_channels num_input_channels
    """,
    "out_channels": """
        ch_out c_out cout f filter_n filter_num filters filters_num k kernels nb_filters n_filter n_filters
        n_kernels n_out n_out_channels number_of_filters num_filter num_filters num_kernels out_c out_ch
        out_channel out_channels output_channel output_channels output_depth
    """,
    "num_features": """
        c channels d dim d_model features hidden_size in_features input_dim input_shape_1 input_size n neurons
        n_features n_in n_neurons normalized_dim normalized_shape n_out num_channels num_features num_neurons
        shape size units
    """,
    "normalized_shape": "normalized_shape norm_shape shape",
    "num_embeddings": """
        input_dim n_tokens num_embeddings num_tokens num_words n_vocab n_words v vocab vocab_size
        vocabulary_size
    """,
    "embedding_dim": """
        d dim dims emb_dim embed_dim embedding_dim embedding_size embed_size hidden_size n_dim output_dim size
        wordvec_size
    """,
    "eps": "e eps epsilon small",
    "momentum": "alpha beta decay decay_rate m mom momentum moving_decay moving_momentum rho running_momentum",
    "p": """
        drop dropout dropout_p dropout_prob dropout_rate dropout_ratio drop_prob drop_rate droprate drop_ratio p
        p_drop pdrop prob prob_drop rate ratio
    """,
    "keep": "keep keep_prob keepprob keep_probability keep_rate keep_ratio p_keep prob_keep retain_prob",
    "negative_slope": "a alpha coeff factor k leak leakiness leaky leaky_slope negative_slope neg_slope slope",
    "alpha": "a alpha",
    "beta": "b beta",
    "axis": "axis dim",
    "num_classes": """
        c classes class_num depth k nb_classes n_class n_classes n_labels num_class num_classes num_labels size
    """,
    "reduction": "reduction",
    "ignore_index": "ignore_index ignore_label",
    "margin": "delta margin",
    "running_mean": """
        average_mean avg_mean ema_mean global_mean mean_running moving_avg_mean moving_mean mov_mean pop_mean
        r_mean run_mean running_average running_mean running_mu test_mean
    """,
    "running_var": """
        average_var avg_var ema_var global_var moving_avg_var moving_var moving_variance mov_var pop_var
        running_sigma running_std running_var running_variance run_var r_var test_var var_running
    """,
    "seed": "random_seed random_state seed",
    "rng": "generator random random_generator rng",
    "name": "label_name layer_name name",
    "activation": "act act_fn activation activation_function activation_name",
    "optimizer": "opt optim optimiser optimizer",
    "initializer": """
        init initializer init_method init_scale init_std init_type scale sigma std std_dev weight_init
        weight_initializer weight_init_std weight_scale w_init wscale
    """,
    "input_shape": "input_dims input_shape in_shape shape",
    "dtype": "dtype",
    "batch_size": "batch_size batchsize n_samples",
    "use_bias": "has_bias use_bias",
    "target": "ground_truth gt label labels t target targets true truth y y_true",
    "regularization": """
        bias_regularizer_l1 bias_regularizer_l2 l2 lambd lambda_ lmbda reg reg_lambda reg_strength weight_decay
        weight_regularizer_l1 weight_regularizer_l2
    """,
}
LOSS: dict[str, str] = {
    "input": """
        A a AL aL a_l al dvalues_in estimate h hypothesis input inputs logit logits network_output o out output
        output_activations outputs p pred predicted prediction predictions preds prob probabilities probs s
        score score_matrix scores X x x_input y y_ y_hat yhat y_hats y_out y_p y_pred ypred y_predict
        y_predicted y_prob Z z
    """,
    "target": """
        actual answer class_labels correct correct_class d desired d_label expected ground_truth gt label labels
        labels_true lbl one_hot real supervised T t target targets teacher teacher_data teacher_label tgt
        t_label true trues truth t_true Y y y_batch y_data y_label y_one_hot y_real y_t y_train y_true ytrue
    """,
}
NORM: dict[str, str] = {
    "weight": "g gain gamma gammas gm scale w weight weights",
    "bias": "b beta betas bias biases bt offset shift",
}
PARTICULAR: dict[str, dict[str, str]] = {
    "group_norm": {
        "num_groups": "G g group groups n_groups num_groups",
    },
    "conv2d": {
        "kernel_size": """
            f field filter_shape_hw filter_size filter_sizes hw_filter k kernel kernel_shape kernel_size
            kernel_sz ksize pool pool_dim pooling_size pool_shape pool_size size window window_size
        """,
        "input_hw": "input_size",
    },
    "fold": {
        "input": "col cols columns x",
        "input_shape": "img_shape im_shape input_shape out_shape shape x_shape",
    },
    "embedding": {
        "input": "i ids idx index indices input inputs token_ids tokens word_ids words x",
        "weight": "emb embedding matrix table W_ w weight weights",
    },
    "dropout": {
        "keep": "keep keep_prob keepprob keep_probability keep_rate keep_ratio p_keep prob_keep retain_prob",
    },
}
# Which roles an op's parameters may have, the likelier first: a name such as `p` or `size` means what fits the op.
CALLED = tuple(
    """
    lr seed rng name activation optimizer initializer dtype batch_size use_bias regularization input_shape
    """.split()
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
    "instance_norm": "running_mean running_var weight bias use_input_stats momentum eps num_features",
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
    order = (
        (*(n for n in fitting if n not in DATA), *CALLED)
        if where == "construct"
        else (*data, *fitting, *CALLED, "training", "testing")
    )
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


GRADIENT = tuple("d d_ grad_ g_ grad delta_ dl_d dl_ del_ _d nabla_ partial_ dloss_d d_l_d_ dj_d de_d".split())
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
