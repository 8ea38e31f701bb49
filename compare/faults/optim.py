"""Mistakes in SGD: other people's formulas, options that are ignored, state in the wrong place."""

from __future__ import annotations

from ._fault import Fault

FILE = "optim.py"
DECAY = "        if decay != 0:\n            grad = grad + decay * p\n"
CLIMB = '        if group["maximize"]:\n            grad = -grad\n'
VELOCITY = """state["momentum_buffer"] = np.array(grad)
            else:
                v *= momentum
                v += (1 - dampening) * grad
            grad = grad + momentum * v if group["nesterov"] else v
"""
BOOK = """state["momentum_buffer"] = np.array(lr * grad)
            else:
                v *= momentum
                v += lr * (1 - dampening) * grad
            p -= lr * grad + momentum * v if group["nesterov"] else v
            return
"""

FAULTS: list[Fault] = [
    Fault("SGD", "moving average: (1 - momentum) of the gradient", FILE, "(1 - dampening) * grad",
          "(1 - momentum) * grad"),
    Fault("SGD", "the first step is dampened too", FILE, "np.array(grad)\n", "np.asarray((1 - dampening) * grad)\n"),
    Fault("SGD", "momentum starts from zeros", FILE, "= np.array(grad)\n", "= np.zeros_like(grad)\n"),
    Fault("SGD", "dampening ignored", FILE, "(1 - dampening) * grad", "grad"),
    Fault("SGD", "dampens what is kept", FILE, "v *= momentum\n", "v *= momentum * (1 - dampening)\n"),
    Fault("SGD", "learning rate inside the momentum", FILE, VELOCITY, BOOK),
    Fault("SGD", "decoupled weight decay", FILE, "grad = grad + decay * p\n", "p -= lr * decay * p\n"),
    Fault("SGD", "weight decay without the half", FILE, "grad + decay * p\n", "grad + 2 * decay * p\n"),
    Fault("SGD", "weight decay for matrices only", FILE, "if decay != 0:", "if decay != 0 and p.ndim > 1:"),
    Fault("SGD", "maximize turns weight decay around", FILE, CLIMB + DECAY, DECAY + CLIMB),
    Fault("SGD", "maximize ignored", FILE, "            grad = -grad\n", "            grad = +grad\n"),
    Fault("SGD", "nesterov ignored", FILE, 'grad + momentum * v if group["nesterov"] else v', "v"),
    Fault("SGD", "nesterov always", FILE, 'grad + momentum * v if group["nesterov"] else v', "grad + momentum * v"),
    Fault("SGD", "nesterov with the parts exchanged", FILE, "grad + momentum * v if", "v + momentum * grad if"),
    Fault("SGD", "momentum keeps the caller's gradient", FILE, "= np.array(grad)\n", "= grad\n"),
    Fault("SGD", "a new array instead of the model's", FILE, "p -= lr * grad", "p = p - lr * grad"),
    Fault("SGD", "float64 leaks from NumPy numbers", FILE, "(float(group[k]) for k", "(np.float64(group[k]) for k"),
    Fault("SGD", "no gradient taken for zeros", FILE, "grads.get(name)) is not None",
          "grads.get(name, np.zeros_like(p))) is not None"),
    Fault("SGD", "one state for all parameters", FILE, "self.state.setdefault(name, {})",
          'self.state.setdefault("", {})'),
    Fault("SGD", "the first group's options for all", FILE, "(name, {}), group)", "(name, {}), self.param_groups[0])"),
    Fault("SGD", "loads options only", FILE, "_copied(state, p.dtype) for", "{} for"),
    Fault("SGD", "loads the arrays instead of copies", FILE, "np.array(value, dtype) if",
          "np.asarray(value, dtype) if"),
    Fault("SGD", "loads no options", FILE, "if name in other and not", "if False and not"),
    Fault("SGD", "negative numbers accepted", FILE, "if value < 0 and", "if value < -1 and"),
    Fault("SGD", "gradients broadcast", FILE, "if grad.shape != p.shape:", "if grad.size > p.size:"),
]  # fmt: skip
