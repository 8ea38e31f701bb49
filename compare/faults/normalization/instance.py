"""Mistakes in instance normalization."""

from __future__ import annotations

from .._fault import Fault

ROOM = "functional/normalization"


def _fault(idea: str, old: str, new: str, file: str = "instance") -> Fault:
    return Fault("instance_norm", idea, f"{ROOM}/{file}.py", old, new)


FAULTS: list[Fault] = [
    _fault("statistics over the batch too", "shared=(3,))", "shared=(0, 3))"),
    _fault("epsilon ignored", "momentum, eps, shared=", "momentum, 1e-5, shared="),
    _fault("momentum ignored", "use_input_stats, momentum, eps, shared", "use_input_stats, 0.1, eps, shared"),
    _fault(
        "use_input_stats ignored", "bias, use_input_stats, momentum, eps, shared", "bias, True, momentum, eps, shared"
    ),
    _fault("a single value accepted", "prod(input.shape[2:]) == 1:", "prod(input.shape[2:]) == 0:"),
    _fault("weight and bias exchanged", "running_var, weight, bias, use", "running_var, bias, weight, use"),
    _fault("running statistics summed over the batch", "(0, 1, 3)) / len(own)", "(0, 1, 3))", "_running"),
    _fault(
        "running statistics of the last sample", "own.sum(axis=(0, 1, 3)) / len(own)", "own[-1].reshape(C)", "_running"
    ),
    _fault("variance unbiased by all values of the batch", "M = N * L if 0 in shared else L", "M = N * L", "_running"),
    _fault(
        "running variance alone accepted", "if (running_mean is None) != (running_var is None)", "if False", "_running"
    ),
    _fault(
        "evaluation without running statistics accepted", "running_mean is None and not measure[1]", "False", "_running"
    ),
    _fault("running statistics moved without space", "    if not measure or not M:", "    if not measure:", "_running"),
]
