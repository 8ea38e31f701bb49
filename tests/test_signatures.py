"""Every op of scratch has its twin in torch_ref, and both have PyTorch's own signature but for what is listed here."""

import ast
import inspect

import pytest
import torch
import torch.nn.functional as F

import scratch.functional
import torch_ref.functional
from compare.cases import cases
from compare.contract import OPS
from compare.run import quiet
from torch_ref.functional._vjp import tensor

# Deliberate differences. What follows a dropped argument is keyword-only: its position in PyTorch is not ours.
DROPPED = {"inplace", "size_average", "reduce", "_stacklevel", "out", "max_norm", "sparse"}
ADDED = {"rng", "mask"}
OURS_ALONE = {"step", "identity"}


def torch_function(name):
    return getattr(F, name, None) or getattr(torch, name)


def dropped(name):
    """What is left out of an op's arguments: `norm_type` too, where it goes with `max_norm`."""
    return DROPPED | ({"norm_type"} if "max_norm" in dict(torch_parameters(name)) else set())


def torch_parameters(name):
    """PyTorch's argument names and defaults: by `inspect`, else from its wrapped forms or its documentation."""
    function = torch_function(name)
    try:
        parameters = inspect.signature(function).parameters.values()
    except ValueError:
        return documented(function)
    if {p.kind for p in parameters} <= {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}:
        return wrapped(function)  # a dispatcher between the forms with and without indices
    return [(p.name, p.default) for p in parameters]


def wrapped(function):
    """The arguments of a function that dispatches on a flag: those of its wrapped forms."""
    forms = inspect.getclosurevars(function).nonlocals
    parameters = inspect.signature(forms["if_false"]).parameters.values()
    return [(p.name, p.default) for p in parameters]


def documented(function):
    """The arguments as the first line of a builtin's documentation gives them: `name(a, b=1) -> Tensor`."""
    line = next(line for line in function.__doc__.splitlines() if "(" in line)
    call = ast.parse("def f" + line[line.index("(") : line.rindex(")") + 1] + ": pass").body[0].args
    names = ["input" if a.arg == "tensor" else a.arg for a in call.args + call.kwonlyargs]
    values = [ast.literal_eval(d) for d in call.defaults + [d for d in call.kw_defaults if d is not None]]
    return list(zip(names, [inspect.Parameter.empty] * (len(names) - len(values)) + values))


def keyword_only(name):
    """The arguments that a builtin takes by keyword only, from the operator's schema: its documentation is silent."""
    operator = getattr(torch.ops.aten, name, None)
    if operator is None or hasattr(torch_function(name), "__code__"):
        return set()
    schemas = [getattr(operator, overload)._schema for overload in operator.overloads()]
    return {argument.name for argument in schemas[0].arguments if argument.kwarg_only}


def ours(module, name):
    return list(inspect.signature(getattr(module, name)).parameters.values())


@pytest.mark.parametrize("name", OPS)
def test_scratch_and_torch_ref_have_the_same_signature(name):
    a, b = (
        [(p.name, p.default, p.kind) for p in ours(module, name)]
        for module in (scratch.functional, torch_ref.functional)
    )
    assert a == b


@pytest.mark.parametrize("name", [n for n in OPS if n not in OURS_ALONE])
def test_signature_is_torchs(name):
    mine = [p for p in ours(scratch.functional, name) if p.name not in ADDED]
    theirs = torch_parameters(name)
    assert [(p.name, p.default) for p in mine] == [(n, d) for n, d in theirs if n not in dropped(name)]
    cut = next((i for i, (n, _) in enumerate(theirs) if n in dropped(name)), len(theirs))
    for p in mine:
        keyword = [n for n, _ in theirs].index(p.name) > cut or p.name in keyword_only(name)
        wanted = inspect.Parameter.KEYWORD_ONLY if keyword else inspect.Parameter.POSITIONAL_OR_KEYWORD
        assert p.kind == wanted, f"{p.name} is {p.kind.description}"


def test_every_name_of_scratch_is_an_op_and_has_a_twin():
    assert set(scratch.functional.__all__) == set(torch_ref.functional.__all__) == set(OPS)


@pytest.mark.parametrize("name", OPS)
def test_what_is_not_offered_is_absent(name):
    assert not DROPPED & {p.name for p in ours(scratch.functional, name)}


@pytest.mark.parametrize("name", [n for n in OPS if n not in OURS_ALONE])
def test_pytorch_takes_the_arguments_by_our_names(name):
    """By the documented names it need not: `one_hot(tensor=...)` fails, `one_hot(input=...)` works."""
    asked = next(iter(cases(name, 0))).call
    named = dict(zip((p.name for p in ours(scratch.functional, name)), asked.args)) | asked.kwargs
    with quiet():
        torch_function(name)(**{key: tensor(value) for key, value in named.items() if key not in ADDED})
