"""One bad element, row or channel cannot hide behind the others."""

import numpy as np
import pytest

from compare.measure import FLOOR, distance, groups

RNG = np.random.default_rng(0)
ORACLE = RNG.standard_normal((5, 3, 7, 11))
OWN = ORACLE.astype(np.float32)
MOVED = [ORACLE * (1 + RNG.choice([-1, 1], ORACLE.shape) * 2.0**-23) for _ in range(8)]


def test_rounding_alone_stays_within_one_yardstick():
    d = distance(OWN, OWN, ORACLE, MOVED)
    assert 0 < d.share <= 1


def test_no_difference_is_no_distance():
    d = distance(ORACLE, ORACLE, ORACLE, [])
    assert (d.share, d.max_abs, d.max_rel, d.ulp, d.where) == (0, 0, 0, 0, "")


def test_one_bad_element_is_found_in_its_place():
    bad = OWN.copy()
    bad[4, 2, 6, 10] += 1e-4
    d = distance(bad, OWN, ORACLE, MOVED)
    assert d.share > 20
    assert d.where.startswith("[4, 2, 6, 10]")
    assert d.max_abs == pytest.approx(1e-4, rel=0.01)


def test_a_bad_channel_cannot_hide_behind_one_that_is_ill_conditioned():
    own = OWN.copy()
    own[:, 0] += np.float32(1e-3)  # PyTorch itself is far off here, as batch norm is where the mean is 1000
    bad = own.copy()
    bad[:, 1] += np.float32(1e-4)
    d = distance(bad, own, ORACLE, MOVED)
    assert d.share > 20
    assert "channel 1" in d.where


def test_more_draws_of_pytorchs_own_error_widen_the_yardstick():
    bad = OWN + np.float32(1e-5)
    assert distance(bad, OWN, ORACLE, MOVED).share > 10
    assert distance(bad, OWN, ORACLE, MOVED, [np.full(ORACLE.shape, 1e-5)]).share < 1.2


def test_a_bias_in_every_element_shows_in_the_root_mean_square():
    own = OWN.copy()
    own[0, 0, 0, 0] += np.float32(1e-3)  # PyTorch's own worst element excuses one as bad, but not all of them
    one, every = ORACLE.copy(), ORACLE + 1e-3
    one[0, 0, 0, 0] += 1e-3
    assert distance(one, own, ORACLE, MOVED).share < 1.1
    found = distance(every[:1, :1, :1], own[:1, :1, :1], ORACLE[:1, :1, :1])
    assert found.share > 2
    assert found.where.endswith("(root mean square)")


def test_the_floor_allows_units_in_the_last_place_of_the_largest_value():
    oracle = np.array([1.0, 0.25])
    own = oracle.astype(np.float32)
    off = own + np.float32(FLOOR * 2.0**-23)
    assert distance(off, own, oracle, []).share == pytest.approx(1, rel=0.3)


def test_the_conditioning_widens_the_yardstick():
    oracle = np.array([1.0, 2.0, 3.0])
    own = oracle.astype(np.float32)
    bad = own + np.float32(1e-5)
    assert distance(bad, own, oracle, []).share > 10
    assert distance(bad, own, oracle, [oracle + 1e-5, oracle - 1e-5]).share < 1.2


def test_values_that_are_not_finite_are_left_to_the_exact_check():
    oracle = np.array([np.inf, np.nan, 1.0])
    d = distance(oracle.astype(np.float32), oracle.astype(np.float32), oracle, [])
    assert (d.share, d.max_abs, d.largest) == (0, 0, 1)


def test_empty_and_zero_dimensional_arrays():
    for shape in ((), (0,), (0, 3), (1, 1)):
        x = np.ones(shape)
        assert distance(x, x, x, []).share == 0


@pytest.mark.parametrize(
    ("shape", "names"),
    [((), [""]), ((5,), [""]), ((5, 3), ["", "row", "channel"]), ((1, 3), [""]), ((1, 3, 2), ["", "channel"])],
)
def test_groups(shape, names):
    assert [name for name, _ in groups(shape)] == names
