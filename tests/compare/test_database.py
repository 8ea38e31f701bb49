"""PyTorch's questions as this suite puts them: the same every time, without a trace, nothing left out unsaid."""

import random
import sys

import numpy as np
import pytest
import torch

import compare
from compare import database
from compare.inputs import arrays_in
from compare.run import identical


def drawn(op):
    return [(q.case, q.asked) for q in database.questions(["float32"], only=[op])]


def test_the_same_every_time():
    for (name, first), (again, second) in zip(drawn("cosine_similarity"), drawn("cosine_similarity"), strict=True):
        assert name == again
        for a, b in zip(arrays_in(first.call.args), arrays_in(second.call.args), strict=True):
            assert identical(a, b)


def test_nothing_is_left_behind():
    states = random.getstate(), np.random.get_state()[1].tolist(), torch.get_rng_state().tolist()
    drawn("linear")
    assert (random.getstate(), np.random.get_state()[1].tolist(), torch.get_rng_state().tolist()) == states
    torch.backends.cudnn.allow_tf32 = torch.backends.cudnn.allow_tf32  # may still be set


def test_every_sample_lies_both_ways_in_memory():
    names = [name for name, case in drawn("linear") if not case.raises]
    assert len(names) == len(set(names))
    assert {f"{name}, gaps in memory" for name in names[::2]} == set(names[1::2])


def test_many_are_thinned_out():
    samples = [q for q in database.questions(["float64"], only=["max_pool2d"]) if not q.raises]
    assert len(samples) == 2 * database.ENOUGH
    assert sum(not q.raises for q in database.questions(["float64"], only=["nll_loss"])) < 2 * database.MANY


def test_what_the_contract_leaves_out_is_said():
    rows = compare.check("scratch", only="embedding", questions="pytorch", dtype="float64").frame
    said = rows.loc[rows["status"] == "unsupported", "cause"]
    assert len(said) >= 2
    assert said.str.contains("max_norm").all()


def test_a_wrong_answer_is_seen_and_its_command_repeats_it():
    class Wrong:
        @staticmethod
        def softsign(input):
            return input / (1 + np.abs(input)), lambda dy: (dy,)

    report = compare.check(Wrong, only="softsign", questions="pytorch", dtype="float64")
    assert not report.ok
    assert report.failures["repeat"].str.contains("questions='pytorch'").all()


def test_another_whose_is_one_line():
    with pytest.raises(compare.UsageError, match="unknown questions 'jax'; expected one of own, pytorch"):
        compare.check("scratch", questions="jax")


def test_without_the_package_it_is_one_line(monkeypatch):
    database.entries.cache_clear()
    database._database.cache_clear()
    monkeypatch.setitem(sys.modules, "torch.testing._internal.common_methods_invocations", None)
    with pytest.raises(compare.UsageError, match="PyTorch's questions need the package"):
        compare.check("scratch", only="relu", questions="pytorch")
