"""Mistakes in what all layers share: modules, containers, gradients by name.

Those in a layer of its own stand with its concept, after those in its op.
"""

from __future__ import annotations

from ._fault import Fault

MODULE, PARTS, CONTAINER = "nn/module.py", "nn/_parts.py", "nn/container.py"

FAULTS: list[Fault] = [
    Fault("Sequential", "a tied layer's last gradient wins", MODULE, "total[name] + grad if name in total else grad",
          "grad"),
    Fault("Sequential", "a tied layer is listed twice", MODULE, "if id(x) not in seen:", "if True:"),
    Fault("Sequential", "pullbacks in forward order", MODULE, "in reversed(pullbacks):", "in pullbacks:"),
    Fault("Sequential", "pullbacks of earlier calls kept", MODULE, "        pullbacks = []\n",
          '        pullbacks = self.__dict__.setdefault("_pullbacks", [])\n'),
    Fault("Sequential", "eval stays on the outside", MODULE, "for _, module in self._everywhere():\n            module",
          "for module in (self,):\n            module"),
    Fault("Sequential", "dx of the last layer only", MODULE,
          "                dy, own = pullback(dy)\n                grads",
          "                dx, own = pullback(dy)\n                grads"),
    Fault("Linear", "load: shapes compared by size", MODULE, "given.shape != own.shape and",
          "given.size != own.size and"),
    Fault("Linear", "load: unexpected names ignored", MODULE, "for name in state_dict if name not in own]",
          "for name in ()]"),
    Fault("Linear", "load: missing names ignored", MODULE, "for name in own if name not in state_dict]",
          "for name in ()]"),
    Fault("Linear", "load: the array instead of a copy", MODULE, "array[...] = state_dict[name].reshape(array.shape)",
          "setattr(self, name, state_dict[name])"),
    Fault("BatchNorm1d", "buffers in front of parameters", MODULE, "for buffers in (False, True)",
          "for buffers in (True, False)"),
    Fault("Sequential", "names count from 1", CONTAINER, "{str(i): module", "{str(i + 1): module"),
    Fault("Linear", "gradients under exchanged names", PARTS, "dict(zip(names, grads[inputs:]))",
          "dict(zip(names[::-1], grads[inputs:]))"),
]  # fmt: skip
