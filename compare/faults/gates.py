"""Mistakes in gates, the perceptron rule, the XOR network, and numerical gradients."""

from __future__ import annotations

from ._fault import Fault

GATES, CHECK = "gates.py", "gradcheck.py"

FAULTS: list[Fault] = [
    Fault("step", "fires at 0", GATES, "F.step(np.asarray(x))[0]", "np.where(x >= 0, 1, 0).astype(x.dtype)"),
    Fault("step", "the logical truth instead of a number", GATES, "F.step(np.asarray(x))[0]", "x > 0"),
    Fault("perceptron", "bias taken for a threshold", GATES, "w) + x.dtype.type(b)", "w) - x.dtype.type(b)"),
    Fault("threshold_perceptron", ">= for >", GATES, "w) > x.dtype.type(threshold)", "w) >= x.dtype.type(threshold)"),
    Fault("threshold_perceptron", "float64 leaks", GATES, "(threshold)).astype(x.dtype)", "(threshold)).astype(float)"),
    Fault("AND", "fires from one input", GATES, '"AND": ((0.5, 0.5), -0.7)', '"AND": ((0.5, 0.5), -0.2)'),
    Fault("OR", "bias too low for one input", GATES, '"OR": ((0.5, 0.5), -0.2)', '"OR": ((0.5, 0.5), -0.5)'),
    Fault("NAND", "bias with AND's sign", GATES, '"NAND": ((-0.5, -0.5), 0.7)', '"NAND": ((-0.5, -0.5), -0.7)'),
    Fault("XOR", "OR on top instead of AND", GATES, "AND(OR(x1, x2), NAND", "OR(OR(x1, x2), NAND"),
    Fault("xor_network", "no step between the layers", GATES, "F.linear(step(hidden),", "F.linear(hidden,"),
    Fault("xor_network", "sums after their step", GATES, "np.concatenate([hidden,", "np.concatenate([step(hidden),"),
    Fault("perceptron_rule", "error with the wrong sign", GATES, "= target - perceptron(", "= -target + perceptron("),
    Fault("perceptron_rule", "bias not learned", GATES, "b += lr * error", "b += 0 * error"),
    Fault("perceptron_rule", "learning rate ignored", GATES, "w += lr * error * sample", "w += error * sample"),
    Fault("perceptron_rule", "writes to the given weights", GATES, "w, b, lr = w.copy(),", "w, b, lr = w,"),
    Fault("perceptron_rule", "calls a cycle convergence", GATES, "False, (first, epoch)", "True, (first, epoch)"),
    Fault("train_xor", "sigmoid's derivative forgotten", GATES, "back_u(*back_y(dy))", "back_u(dy)"),
    Fault("train_xor", "climbs instead of descending", GATES, "p -= lr * g", "p += lr * g"),
    Fault("train_xor", "hidden bias never updated", GATES, "(dw1, db1, dw2, db2)):", "(dw1, 0 * db1, dw2, db2)):"),
    Fault("train_xor", "float64 losses", GATES, "np.array(losses, x.dtype)", "np.array(losses, float)"),
    Fault("train_xor", "writes to the given weights", GATES, "[np.array(p) for p in", "[np.asarray(p) for p in"),
    Fault("B3 gradient descent", "central difference over h", CHECK, "f(point))) / (2 * h)", "f(point))) / h"),
    Fault("E4 gradient check", "the entry stays moved", CHECK, "        point[i] = x[i]\n    return", "    return"),
    Fault("A8 difference error", "forward asked for, central given", CHECK, "(above - here) / h",
          "(above - float(f(2 * x - point))) / (2 * h)"),
    Fault("E4 gradient check", "moves x itself", CHECK, "point, gradient = np.array(", "point, gradient = np.asarray("),
    Fault("E4 gradient check", "cotangent forgotten", CHECK, "else y) * dy))", "else y)))"),
    Fault("E4 gradient check", "sees no difference", CHECK, "~np.isclose(grad, expected", "~np.isclose(grad, grad"),
]  # fmt: skip
