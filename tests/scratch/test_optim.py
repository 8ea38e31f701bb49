"""SGD against its formula by hand, and what it keeps, copies and refuses."""

import inspect

import numpy as np
import pytest
import torch

from scratch.optim import SGD, Optimizer


def test_signature_is_torchs():
    theirs = inspect.signature(torch.optim.SGD).parameters.values()
    expected = [(p.name, p.kind, p.default) for p in theirs if p.name not in ("foreach", "differentiable", "fused")]
    assert [(p.name, p.kind, p.default) for p in inspect.signature(SGD).parameters.values()] == expected


def test_momentum_by_hand():
    w = np.array([1.0])
    optimizer = SGD([("w", w)], lr=0.5, momentum=0.5, dampening=0.25, weight_decay=1.0)
    optimizer.step({"w": np.array([3.0])})  # g = 3 + 1 = 4; v = 4, undamped
    assert w.item() == 1 - 0.5 * 4
    optimizer.param_groups[0]["lr"] = 0.1
    optimizer.step({"w": np.array([3.0])})  # g = 3 - 1 = 2; v = 0.5 · 4 + 0.75 · 2 = 3.5
    assert w.item() == pytest.approx(-1 - 0.1 * 3.5)
    assert optimizer.state["w"]["momentum_buffer"].item() == 3.5


def test_nesterov_and_maximize_by_hand():
    w = np.array([1.0])
    optimizer = SGD([("w", w)], lr=1.0, momentum=0.5, nesterov=True, maximize=True)
    optimizer.step({"w": np.array([2.0])})  # g = v = -2; step along g + 0.5 v = -3
    assert w.item() == 4.0


def test_arrays_are_updated_in_place_and_keep_their_dtype():
    w, scale = np.ones((2, 3), np.float32), np.ones((), np.float32)
    optimizer = SGD(
        [("w", w), ("scale", scale)], lr=np.float64(0.1), momentum=np.float64(0.9), weight_decay=np.float64(0.1)
    )
    for _ in range(2):
        optimizer.step({"w": np.ones_like(w), "scale": np.ones_like(scale)})
    assert [p is q for p, q in zip(optimizer.param_groups[0]["params"], (w, scale))] == [True, True]
    assert w[0, 0] == scale < 0.8
    assert {optimizer.state[name]["momentum_buffer"].dtype for name in ("w", "scale")} == {np.dtype("float32")}


def test_without_a_gradient_nothing_moves():
    a, b = np.ones(2), np.ones(2)
    optimizer = SGD([("a", a), ("b", b)], lr=0.1, momentum=0.9, weight_decay=0.1)
    optimizer.step({"a": np.ones(2), "elsewhere": np.ones(7)})
    optimizer.step({"b": None})
    assert b.tolist() == [1.0, 1.0]
    assert list(optimizer.state_dict()["state"]) == [0]


def test_gradients_are_not_kept():
    w, grad = np.zeros(2), np.ones(2)
    optimizer = SGD([("w", w)], lr=1.0, momentum=0.5)
    optimizer.step({"w": grad})
    optimizer.step({"w": grad})
    assert grad.tolist() == [1.0, 1.0]
    assert w.tolist() == [-2.5, -2.5]


def test_state_dict_is_torchs():
    w, p = np.ones(2), torch.ones(2, dtype=torch.float64, requires_grad=True)
    ours, theirs = SGD([("w", w)], lr=0.1, momentum=0.9), torch.optim.SGD([("w", p)], lr=0.1, momentum=0.9)
    p.grad = torch.full((2,), 3.0, dtype=torch.float64)
    ours.step({"w": np.full(2, 3.0)})
    theirs.step()
    mine, other = ours.state_dict(), theirs.state_dict()
    assert list(mine) == list(other)
    np.testing.assert_array_equal(mine["state"][0]["momentum_buffer"], other["state"][0]["momentum_buffer"].numpy())
    (group,), (torch_group,) = mine["param_groups"], other["param_groups"]
    assert group == {name: value for name, value in torch_group.items() if name in group}
    theirs.load_state_dict({**mine, "state": {0: {"momentum_buffer": torch.zeros(2)}}})


def test_loading_copies_casts_and_goes_by_order():
    old = SGD([("a", np.ones(2)), ("b", np.ones(3))], lr=0.1, momentum=0.9)
    old.step({"a": np.full(2, 5.0), "b": np.full(3, 7.0)})
    new = SGD([("x", np.ones(2, np.float32)), ("y", np.ones(3, np.float32))], lr=1.0)
    new.load_state_dict(old.state_dict())
    assert new.state["y"]["momentum_buffer"].tolist() == [7.0] * 3
    assert new.state["y"]["momentum_buffer"].dtype == np.float32
    assert (new.param_groups[0]["lr"], new.param_groups[0]["param_names"]) == (0.1, ["x", "y"])
    new.step({"x": np.ones(2, np.float32)})
    assert old.state["a"]["momentum_buffer"].tolist() == [5.0, 5.0]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SGD([]), "SGD: params is empty, expected (name, array) pairs"),
        (lambda: SGD([np.ones(2)]), "SGD: params has a ndarray, expected (name, array) pairs"),
        (lambda: SGD([("w", np.ones(2, int))]), "SGD: w is not an array of floating numbers"),
        (lambda: SGD([("w", np.ones(2)), ("w", np.ones(3))]), "SGD: a parameter comes twice in w, w"),
        (lambda: SGD([("w", w := np.ones(2)), ("v", w)]), "SGD: a parameter comes twice in w, v"),
        (lambda: SGD(None), "SGD: params is None, expected (name, array) pairs"),
        (lambda: SGD([{"lr": 1.0}]), "SGD: a group is a dict, expected a dict with 'params'"),
        (lambda: SGD([("w", np.ones(2))], "fast"), "SGD: lr is 'fast', expected a number"),
        (lambda: SGD([("w", np.ones(2))]).step((1, 2)), "SGD: grads is a tuple, expected gradients by name"),
        (
            lambda: SGD([("w", np.ones(2))]).load_state_dict({}),
            "SGD: load_state_dict expects a mapping with 'state' and 'param_groups'",
        ),
        (lambda: SGD([("w", np.ones(2))], -1), "SGD: lr is -1, expected 0 or more"),
        (
            lambda: SGD([("w", np.ones(2))], nesterov=True),
            "SGD: nesterov with momentum 0, dampening 0; expected momentum, no dampening",
        ),
        (lambda: SGD([("w", np.ones(2))]).step({"w": np.ones(1)}), "SGD: gradient of w is (1,), expected (2,)"),
        (
            lambda: SGD([("w", np.ones(2))]).step({"w": [1.0, 1.0]}),
            "SGD: gradient of w is list, expected an array of float64",
        ),
        (
            lambda: SGD([("w", np.ones(2))]).load_state_dict({"state": {}, "param_groups": []}),
            "SGD: load_state_dict has groups of [] parameters, expected [1]",
        ),
    ],
)
def test_messages(make, message):
    with pytest.raises((ValueError, TypeError)) as caught:
        make()
    assert str(caught.value) == message


def test_nothing_moves_when_one_gradient_is_wrong():
    a, b = np.ones(2), np.ones(2)
    with pytest.raises(ValueError, match="gradient of b"):
        SGD([("a", a), ("b", b)]).step({"a": np.ones(2), "b": np.ones(3)})
    assert a.tolist() == [1.0, 1.0]


def test_an_optimizer_without_an_update_says_so():
    with pytest.raises(NotImplementedError, match=r"^Optimizer has no _update$"):
        Optimizer([("w", np.ones(1))], {}).step({"w": np.ones(1)})
