"""A model in training, seen from outside: put it in a recorded state, let it take a step, read everything back.

A namespace whose models are torch.nn.Modules is driven as PyTorch code is written, any other by the contract of
scratch.nn. Both name their arrays alike and lay out their optimizer's state alike, so that little differs here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn.functional import dropout

import torch_ref.device

from .contract import Absent, Namespace

Batch = tuple[np.ndarray, np.ndarray]
Arrays = dict[str, np.ndarray]
State = dict[str, Any]  # "parameters", "buffers" and "momentum" by name; "rng"; "masks" by the dropout layer's name


@dataclass(frozen=True)
class Recipe:
    """What is trained and how: the class of the model, the options of SGD, and the label smoothing of cross-entropy.

    Without smoothing the model becomes so sure that p − 1, the gradient at the right class, is little but rounding.
    """

    op: str
    model: str
    lr: float
    momentum: float = 0.9
    smoothing: float = 0.1


class Learner:
    """A model, its criterion and its optimizer, out of the rooms `models`, `nn`, `optim` and `training`.

    Random numbers come from `rng`, the state of a torch.Generator: whatever else draws in between, dropout goes on
    where it stopped. A namespace that cannot continue such a state is handed the masks: before a step, each dropout
    layer has the booleans that PyTorch drew in its attribute `mask` (True: keep).
    """

    def __init__(self, namespace: Namespace, recipe: Recipe, dtype: np.dtype, seed: int | None):
        self.namespace = namespace
        if seed is not None:
            namespace.get("random", "manual_seed")(seed)
        self.model = namespace.get("models", recipe.model)(dtype=dtype)
        options = {"lr": recipe.lr, "momentum": recipe.momentum}
        self.optimizer: Any = _Watched(namespace.get("optim", "SGD")(self.model.named_parameters(), **options))
        self.criterion = namespace.get("nn", "CrossEntropyLoss")(label_smoothing=recipe.smoothing)
        self.rng: np.ndarray | None = None
        self.masks: Arrays = {}

    def load(self, state: State) -> None:
        """Take over a state, whole."""
        self.model.load_state_dict(self._given({**state["parameters"], **state["buffers"]}))
        momentum = {name: {"momentum_buffer": v} for name, v in self._given(state["momentum"]).items()}
        by_number = {i: momentum[name] for i, name in enumerate(self._names()) if name in momentum}
        groups = self.optimizer.state_dict()["param_groups"]
        self.optimizer.load_state_dict({"state": by_number, "param_groups": groups})
        self.rng, self.masks = state["rng"].copy(), dict(state["masks"])

    def state(self) -> State:
        """Copies of everything that the next step depends on; the masks are those of the last step."""
        saved = self.optimizer.state_dict()["state"]
        return {
            "parameters": _copies(dict(self.model.named_parameters())),
            "buffers": _copies(dict(self.model.named_buffers())),
            "momentum": _copies({n: saved[i]["momentum_buffer"] for i, n in enumerate(self._names()) if i in saved}),
            "rng": self.rng,
            "masks": dict(self.masks),
        }

    def train(self, batches: Sequence[Batch], epochs: int = 1) -> list[tuple[int, float]]:
        """Train: the number and the loss of every step."""
        given = [tuple(self._given({"images": images, "labels": labels}).values()) for images, labels in batches]
        train = self.namespace.get("training", "train")
        return self._drawing(lambda: list(train(self.model, self.criterion, self.optimizer, given, epochs)))

    def step(self, images: np.ndarray, labels: np.ndarray) -> float:
        """Train on one minibatch: the loss before the update."""
        ((_, loss),) = self.train([(images, labels)])
        return loss

    def evaluate(self, images: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
        """The loss and the accuracy on `images`."""
        given = self._given({"images": images, "labels": labels})
        evaluate = self.namespace.get("training", "evaluate")
        return self._drawing(lambda: evaluate(self.model, self.criterion, *given.values()))

    def gradients(self) -> Arrays:
        """What the optimizer was given at the last step."""
        return _copies(self.optimizer.grads)

    def _names(self) -> list[str]:
        return [name for name, _ in self.model.named_parameters()]

    def _given(self, arrays: Mapping[str, np.ndarray]) -> dict[str, Any]:
        """Read-only copies."""
        copies = _copies(arrays)
        for x in copies.values():
            x.flags.writeable = False
        return copies

    def _drawing(self, act: Any) -> Any:
        """Do `act` with the namespace's default generator standing at `rng`; it is then put back."""
        try:
            generator = self.namespace.get("random", "default_generator")
        except Absent:
            layers = dict(self.model.named_modules())
            for name, mask in self.masks.items():
                layers[name].mask = mask
            return act()
        before = generator.get_state()
        generator.set_state(self.rng)
        try:
            return act()
        finally:
            self.rng = np.array(generator.get_state())
            generator.set_state(before)


class TorchLearner(Learner):
    """The same for torch.nn.Modules, with torch's own loss and optimizer."""

    def __init__(self, namespace: Namespace, recipe: Recipe, dtype: np.dtype, seed: int | None):
        self.namespace, self.masks = namespace, {}
        with torch.random.fork_rng(devices=[]):
            if seed is not None:
                torch.manual_seed(seed)
            model = namespace.get("models", recipe.model)(dtype=torch.from_numpy(np.empty(0, dtype)).dtype)
            self.rng = torch.get_rng_state().numpy()
        self.model = model.to(torch_ref.device.current())
        self.optimizer: Any = torch.optim.SGD(self.model.parameters(), lr=recipe.lr, momentum=recipe.momentum)
        self.criterion = torch.nn.CrossEntropyLoss(label_smoothing=recipe.smoothing)
        for name, module in self.model.named_modules():
            if isinstance(module, torch.nn.Dropout):
                self._on_cpu(name, module)

    def gradients(self) -> Arrays:
        return _copies({name: p.grad for name, p in self.model.named_parameters()})

    def _given(self, arrays: Mapping[str, np.ndarray]) -> dict[str, Any]:
        return {name: torch.from_numpy(x.copy()).to(torch_ref.device.current()) for name, x in arrays.items()}

    def _drawing(self, act: Any) -> Any:
        assert self.rng is not None
        with torch.random.fork_rng(devices=[]):
            torch.set_rng_state(torch.from_numpy(self.rng))
            result = act()
            self.rng = torch.get_rng_state().numpy()
        return result

    def _on_cpu(self, name: str, module: torch.nn.Dropout) -> None:
        """Let a dropout layer draw from the CPU's stream wherever the model runs, and note which elements it keeps."""

        def before(_: Any, inputs: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
            if module.training:
                state = torch.get_rng_state()
                self.masks[name] = dropout(torch.ones(inputs[0].shape), module.p).bool().numpy()
                torch.set_rng_state(state)
            return (inputs[0].cpu(),)

        module.register_forward_pre_hook(before)
        module.register_forward_hook(lambda _, inputs, y: y.to(torch_ref.device.current()))


def learner(namespace: Namespace, recipe: Recipe, dtype: Any = np.float32, seed: int | None = None) -> Learner:
    """A new learner, driven as its model asks for.

    Args:
        seed: of the namespace's default generator, which draws the weights; None if they are to be loaded.

    Raises:
        Absent: the namespace lacks the model, or the generator that is to be seeded.
    """
    model = namespace.get("models", recipe.model)
    kind = TorchLearner if isinstance(model, type) and issubclass(model, torch.nn.Module) else Learner
    return kind(namespace, recipe, np.dtype(dtype), seed)


class _Watched:
    """An optimizer that remembers the gradients it is given."""

    def __init__(self, optimizer: Any):
        self.optimizer = optimizer
        self.grads: dict[str, Any] = {}

    def step(self, grads: Mapping[str, Any]) -> None:
        self.grads = _copies(grads)
        self.optimizer.step(grads)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.optimizer, name)


def _copies(arrays: Mapping[str, Any]) -> Arrays:
    plain = {n: x.detach().cpu().numpy() if isinstance(x, torch.Tensor) else x for n, x in arrays.items()}
    return {name: np.array(x) for name, x in plain.items()}
