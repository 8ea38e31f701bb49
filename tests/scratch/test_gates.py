"""Gates by hand: truth tables, the learning rule's walk, an XOR network that learns."""

import numpy as np
import pytest

from scratch import gates

TABLE = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
TRUTH = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0], "XOR": [0, 1, 1, 0]}
START = {
    "w1": np.array([[0.4, -1.0], [-0.8, -4.9]]),
    "b1": np.array([1.8, 1.1]),
    "w2": np.array([[-0.7, 1.5]]),
    "b2": np.array([0.3]),
}


@pytest.mark.parametrize("gate", TRUTH)
def test_truth_tables(gate):
    assert getattr(gates, gate)(*TABLE.T).tolist() == TRUTH[gate]
    assert [int(getattr(gates, gate)(int(a), int(b))) for a, b in TABLE] == TRUTH[gate]
    assert getattr(gates, gate)(*TABLE.T.astype(np.float32)).dtype == np.float32


def test_both_forms_fire_above_and_not_at_the_limit():
    x, w = np.array([[1.0, 1.0], [1.0, 1.5], [1.0, 0.5]]), np.array([0.5, 0.25])
    assert gates.perceptron(x, w, -0.75).tolist() == gates.threshold_perceptron(x, w, 0.75).tolist() == [0, 1, 0]


@pytest.mark.parametrize("gate", ["AND", "OR", "NAND"])
@pytest.mark.parametrize("start", [(0.0, 0.0, 0.0), (3.0, -5.0, 2.0), (-0.25, 7.5, -1.0)])
def test_the_rule_learns_what_a_line_can_part(gate, start):
    learned = gates.perceptron_rule(TABLE, np.array(TRUTH[gate], float), np.array(start[:2]), start[2])
    *w, b = learned.history[-1]
    assert learned.converged
    assert learned.cycle is None
    assert learned.history[0].tolist() == list(start)
    assert gates.perceptron(TABLE, np.array(w), b).tolist() == TRUTH[gate]


def test_the_rule_by_hand():
    """OR from zeros: (1,0) teaches w1 and b; (0,1) and (1,1) are right. Then (0,0) unteaches b, and so on."""
    learned = gates.perceptron_rule(TABLE, np.array(TRUTH["OR"], float), np.zeros(2))
    assert learned.history.tolist() == [[0, 0, 0], [1, 0, 1], [1, 1, 1], [1, 1, 0], [1, 1, 0]]


@pytest.mark.parametrize("start", [(0.0, 0.0, 0.0), (3.0, -5.0, 2.0), (-0.25, 7.5, -1.0)])
def test_the_rule_never_learns_xor(start):
    """Equal weights after two epochs, with mistakes between them: the walk from there on is the same for ever."""
    learned = gates.perceptron_rule(TABLE, np.array(TRUTH["XOR"], float), np.array(start[:2]), start[2])
    first, again = learned.cycle
    assert not learned.converged
    assert learned.history[first].tolist() == learned.history[again].tolist()
    *w, b = learned.history[first]
    round_trip = gates.perceptron_rule(TABLE, np.array(TRUTH["XOR"], float), np.array(w), b, epochs=again - first)
    assert round_trip.cycle == (0, again - first)


def test_no_line_parts_xor():
    """Every perceptron of a fine grid is wrong somewhere; the docstring says why there is none in between."""
    w1, w2, b = (g.ravel() for g in np.meshgrid(*[np.linspace(-2, 2, 33)] * 3))
    fires = TABLE @ np.stack([w1, w2]) + b > 0
    tables = {tuple(column) for column in fires.T.astype(int).tolist()}
    assert len(tables) == 14
    assert tuple(TRUTH["AND"]) in tables
    assert tuple(TRUTH["XOR"]) not in tables


def test_the_rule_stops_at_its_epochs():
    learned = gates.perceptron_rule(TABLE, np.array(TRUTH["AND"], float), np.zeros(2), epochs=2)
    assert (len(learned.history), learned.converged, learned.cycle) == (3, False, None)


def test_one_step_of_training_by_differences():
    """The step is −lr times the gradient: hold it against differences of the loss."""
    t = np.array([TRUTH["XOR"]], float).T
    before = {name: p.copy() for name, p in START.items()}
    after = gates.train_xor(TABLE, t, **START, lr=1.0, steps=1)
    assert all((START[name] == before[name]).all() for name in START)
    for name, p in START.items():
        for at in np.ndindex(p.shape):
            move = np.zeros_like(p)
            move[at] = 1e-5
            up, down = (
                gates.train_xor(TABLE, t, **START | {name: p + d}, lr=0.0, steps=1).losses for d in (move, -move)
            )
            assert getattr(after, name)[at] - p[at] == pytest.approx((down - up)[0] / 2e-5, abs=1e-8)


def test_training_learns_xor():
    trained = gates.train_xor(TABLE, np.array([TRUTH["XOR"]], float).T, **START, lr=5.0, steps=300)
    assert trained.losses[0] > 0.2
    assert trained.losses[-1] < 0.005


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: gates.perceptron(np.ones((4, 3)), np.ones(2), 0.0), ValueError,
         "perceptron: w has shape (2,), expected (3,) (one weight for each of x's 3 features)"),
        (lambda: gates.threshold_perceptron(np.ones(3), np.ones(3, np.float32), 0.0), TypeError,
         "threshold_perceptron: w is float32, x is float64; expected the same dtype"),
        (lambda: gates.perceptron(np.array(1.0), np.ones(2), 0.0), ValueError,
         "perceptron: x is 0-d, expected (..., n) with n = 2"),
        (lambda: gates.AND(np.ones(3), np.ones(2)), ValueError,
         "AND: x1 has shape (3,), x2 (2,); expected the same shape"),
        (lambda: gates.perceptron_rule(TABLE, np.array([0.0, 1, 2, 1]), np.zeros(2)), ValueError,
         "perceptron_rule: t has values other than 0 and 1"),
    ],
)  # fmt: skip
def test_refusals(call, error, message):
    with pytest.raises(error) as refused:
        call()
    assert str(refused.value) == message
