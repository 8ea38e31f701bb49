"""Mistakes in the models, the loop and the data."""

from __future__ import annotations

from ._fault import Fault

MODELS, LOOP, DATA = "models.py", "training.py", "data.py"

FAULTS = [
    Fault("sigmoid_mlp", "no activation", MODELS, '"hidden", "sigmoid", "output"', '"hidden", "output"'),
    Fault("sigmoid_mlp", "tanh for sigmoid", MODELS, "nn.Sigmoid()", "nn.Tanh()"),
    Fault("sigmoid_mlp", "a layer drawn twice", MODELS, ".sigmoid =", ".output = nn.Linear(9, 9); self.sigmoid ="),
    Fault("relu_mlp", "leaky ReLU", MODELS, "nn.ReLU()\n        self.output", "nn.LeakyReLU()\n        self.output"),
    Fault("cnn", "dropout keeps what it should drop", MODELS, "nn.Dropout(p)", "nn.Dropout(1 - p)"),
    Fault("cnn", "pooling before batch norm", MODELS, '"norm", "relu", "pool"', '"pool", "norm", "relu"'),
    Fault("cnn", "batch norm left out", MODELS, '"conv", "norm", "relu"', '"conv", "relu"'),
    Fault("cnn", "a bias before batch norm", MODELS, "padding=1, bias=False", "padding=1"),
    Fault("cnn", "average for maximum", MODELS, "nn.MaxPool2d(2)", "nn.AvgPool2d(2)"),
    Fault("sigmoid_mlp", "backward from the output itself", LOOP, "(dy,) = loss_backward()", "dy = y"),
    Fault("relu_mlp", "gradients summed over the batch", LOOP, "= backward(dy)", "= backward(dy * len(labels))"),
    Fault("sigmoid_mlp", "the first batch again", LOOP, "backward = model(images)", "backward = model(batches[0][0])"),
    Fault("relu_mlp", "taken twice", LOOP, ".step(grads)", ".step(grads), optimizer.step(grads)"),
    Fault("cnn", "training in evaluation mode", LOOP, "            model.train()\n", ""),
    Fault("cnn", "evaluation in training mode", LOOP, "    model.eval()\n", ""),
    Fault("cnn", "the mode not put back", LOOP, "model.train(mode)", "pass"),
    Fault("sigmoid_mlp", "one epoch, whatever is asked for", LOOP, "range(epochs)", "range(1)"),
    Fault("sigmoid_mlp", "the same number for every step", LOOP, "step += 1", "step = 1"),
    Fault("relu_mlp", "the loss summed over the batch", LOOP, "step, float(loss)", "step, float(loss) * len(labels)"),
    Fault("relu_mlp", "the least likely class", LOOP, "argmax", "argmin"),
    Fault("data", "the same order in every epoch", DATA, "_any_int64(None))", "0)"),
    Fault("data", "the smaller last batch kept", DATA, "or not self.drop_last", "or True"),
    Fault("data", "the number of batches rounded down", DATA, "-(-n // self.batch_size)", "n // self.batch_size"),
    Fault("data", "one draw too few", DATA, "        _any_int64(self.generator)", "       "),
    Fault("data", "what is left over goes to the last part", DATA, "counts[i % len(counts)] += 1", "counts[-1] += 1"),
    Fault("data", "parts overlap", DATA, "order[end - count : end]", "order[:count]"),
    Fault("data", "a part's own order forgotten", DATA, "np.asarray(self.indices, np.int64)[index]", "index"),
]  # fmt: skip
