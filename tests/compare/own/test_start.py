"""Code to be filled in: it runs as it is, no check passes it, and filled in it is what the checks expect."""

import ast
import doctest
import functools
import inspect
import os
import re
import subprocess
import sys
import types
from pathlib import Path

import numpy as np
import pytest

import torch_ref.functional
from compare.cases import cases
from compare.cli._blueprints import blueprint, startable, usual_style
from compare.contract import OPS, Namespace, Raised
from compare.own.collect import candidates
from compare.own.plan import Tried, plans
from compare.own.recognise import Recognised, recognise
from compare.own.skeletons.blueprint import HANDED
from compare.own.start import STYLES, skeleton
from compare.run import OpQuestion, Reference, answer
from compare.suite import judged
from scratch import functional as F
from scratch.random import Generator

ROOT = Path(__file__).parents[3]
LAYERS = startable()["layers"]
GATES = startable()["gates"]
EVERY = [(n, s) for n in (*OPS, *LAYERS) for s in STYLES] + [(n, "function") for n in GATES]
BRIDGED = [(n, s) for n in OPS for s in ("class", "pair") if not blueprint(n, s).recognised]
# What the ways to call code do not reach yet.
UNREACHED = ()
BEYOND = {(n, s) for n in UNREACHED for s in STYLES}


def text(name, style):
    return skeleton(blueprint(name, style), style, f"{name}.py")


def module(name, style, folder):
    """The skeleton as a module, imported from a file, so that its source can be read."""
    file = folder / f"{name}_{style}.py"
    file.write_text(text(name, style), encoding="utf-8")
    made = types.ModuleType(file.stem)
    made.__file__ = str(file)
    exec(compile(file.read_text(encoding="utf-8"), str(file), "exec"), vars(made))
    return made


def questions(op, n):
    """The first questions about an op that are not refused and draw nothing."""
    found = (OpQuestion(OPS[op], c, 0) for c in cases(op, 0) if not c.raises and "rng" not in c.call.kwargs)
    return [q for q, _ in zip(found, range(n))]


@pytest.mark.parametrize(("name", "style"), EVERY)
def test_it_is_python_that_imports_numpy_alone(name, style):
    source = text(name, style)
    tree = ast.parse(source)
    imports = [n for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom))]
    assert [ast.unparse(n) for n in imports] == ["import numpy as np"]
    exec(compile(tree, name, "exec"), {"__name__": name})
    assert any(f"parity {command} " in "".join(source.splitlines()[:4]) for command in ("check", "report"))
    assert max(map(len, source.splitlines())) <= 120


def test_no_linter_or_formatter_has_anything_to_say(tmp_path):
    pytest.importorskip("ruff", reason="ruff is for development")
    for name, style in EVERY:
        (tmp_path / f"{name}_{style}.py").write_text(text(name, style), encoding="utf-8")
    for command in (["check"], ["format", "--check", "--line-length", "120"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--isolated", str(tmp_path)], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.parametrize("op", OPS)
def test_a_function_has_pytorchs_parameters(op):
    space = {}
    exec(text(op, "function"), space)
    found, expected = (inspect.signature(f) for f in (space[op], getattr(torch_ref.functional, op)))
    assert list(found.parameters) == list(expected.parameters)
    assert [p.default for p in found.parameters.values()] == [p.default for p in expected.parameters.values()]
    assert [p.kind for p in found.parameters.values()] == [p.kind for p in expected.parameters.values()]


@pytest.mark.parametrize("op", OPS)
def test_every_option_is_there_in_every_style(op):
    for style in ("class", "pair"):
        plan, names = blueprint(op, style), set()
        for part in ast.walk(ast.parse(text(op, style))):
            if isinstance(part, ast.FunctionDef):
                names |= {a.arg for a in (*part.args.args, *part.args.kwonlyargs)}
                names |= set(re.findall(r"\w+", ast.get_docstring(part) or ""))
        short = "W" if style == "class" else "w"
        assert {plan.short(p.name, short) for p in plan.parameters} <= names


@pytest.mark.parametrize("op", OPS)
def test_the_docstring_says_what_is_computed(op):
    first = inspect.getdoc(getattr(F, op)).splitlines()[0]
    for style in STYLES:
        assert first in text(op, style)
    if "see `" in first.lower():
        assert " = " in text(op, "function")


@pytest.mark.parametrize("name", [*OPS, *GATES])
def test_its_example_is_right(name):
    space = {}
    exec(text(name, "function"), space)
    right = getattr(F, name, None) or getattr(__import__("scratch.gates").gates, name)
    test = doctest.DocTestParser().get_doctest(space[name].__doc__, {"np": np, name: right}, name, None, 0)
    assert test.examples or "F." in inspect.getdoc(right)
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


@pytest.mark.parametrize(("name", "style"), [(n, "function") for n in OPS] + BRIDGED)
def test_nothing_passes_before_it_is_filled_in(name, style, tmp_path):
    space = Namespace(module(name, style, tmp_path))
    for question in questions(name, 2):
        asked = Reference(question, "float64")
        found = answer(question, space, asked.inputs, asked.dtype)
        assert isinstance(found, Raised)
        assert found.kind == "NotImplementedError"
        assert "fill in the forward pass" in found.message


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("op", ["linear", "conv2d", "batch_norm", "relu", "cross_entropy", "dropout"])
def test_no_way_to_call_it_is_found_before_it_is_filled_in(op, style, tmp_path):
    for candidate in candidates([module(op, style, tmp_path)]):
        tried = Tried()
        assert plans(candidate, op, tried) == []
        assert "NotImplementedError" in tried.reason or (op, style) in BEYOND


def computed(op):
    """Scratch's function; where it draws, it draws from NumPy's generator as people's code does."""

    def drawn(*args, **kwargs):
        return getattr(F, op)(*args, **{**kwargs, "rng": Generator().manual_seed(int(np.random.randint(2**31)))})

    return drawn if op.startswith("dropout") else getattr(F, op)


def filled(made, name, style):
    """The same module with scratch's computation in it."""
    plan = blueprint(name, style)
    function, short = computed(plan.op.name), plan.short

    def pullback(y, backward):
        first = y[0] if isinstance(y, tuple) else y

        def pulled(dy):
            return backward(np.broadcast_to(np.asarray(dy, first.dtype), first.shape))

        return pulled

    def bare(grads):
        return grads[0] if len(grads) == 1 else grads if grads else None

    if style == "class":
        kind = getattr(made, plan.name)

        def forward(self, *args, **kwargs):
            bound = inspect.signature(original).bind(self, *args, **kwargs)
            bound.apply_defaults()
            given = {n: bound.arguments[short(n)] for n in signature if n in HANDED}
            kept = {n: getattr(self, short(n)) for n in signature if n not in HANDED}
            y, backward = function(**given, **kept)
            self.pull, self.integers = pullback(y, backward), [n for n in given if is_integers(given[n])]
            return y

        def backward(self, dout=1.0):
            names = [n for n in plan.op.differentiable if n not in self.integers]
            grads = dict(zip(names, self.pull(dout)))
            for n in plan.learnt:
                setattr(self, f"d{short(n)}", grads[n])
            return bare(tuple(grads[n] for n in plan.differentiated if n in grads))

        signature, original = plan.signature.parameters, kind.forward
        kind.forward = functools.wraps(kind.forward)(forward)
        kind.backward = functools.wraps(kind.backward)(backward)
        return made

    signature = plan.signature.parameters
    original = getattr(made, f"{plan.op.name}_forward")

    def forward(*args, **kwargs):
        bound = inspect.signature(original).bind(*args, **kwargs)
        bound.apply_defaults()
        param = next((v for k, v in bound.arguments.items() if k.endswith("_param")), {})
        given = {n: param[n] for n in signature if n in param}
        given |= {n: bound.arguments[short(n, "w")] for n in signature if short(n, "w") in bound.arguments}
        usual = {n: None if p.default is p.empty else p.default for n, p in signature.items()}
        y, backward = function(**{**usual, **given})
        for n in plan.op.buffers:
            if given.get(n) is not None:
                param[n] = given[n]
        return y, (pullback(y, backward), [n for n in given if is_integers(given[n])])

    def backward(dout, cache):
        pull, integers = cache
        grads = dict(zip([n for n in plan.op.differentiable if n not in integers], pull(dout)))
        return bare(tuple(grads[n] for n in (*plan.differentiated, *plan.learnt) if n in grads))

    for end, function_ in (("forward", forward), ("backward", backward)):
        whole = f"{plan.op.name}_{end}"
        setattr(made, whole, functools.wraps(getattr(made, whole))(function_))
    return made


def is_integers(x):
    return isinstance(x, np.ndarray) and x.dtype.kind in "iub"


@pytest.mark.parametrize(("name", "style"), BRIDGED)
def test_filled_in_it_agrees_under_pytorchs_name(name, style, tmp_path):
    space = Namespace(filled(module(name, style, tmp_path), name, style))
    for question in questions(name, 6):
        _, rows = judged(Reference(question, "float64"), space)
        assert [r for r in rows if not r.ok and r.status != "vacuous"] == []
        assert any(r.status == "agrees" for r in rows)


KNOWN = [
    pytest.param(n, s, marks=[pytest.mark.xfail(strict=True)] if (n, s) in BEYOND else [])
    for n in (*OPS, "Conv2d", "BatchNorm1d", "ReLU", "CrossEntropyLoss")
    for s in STYLES
    if blueprint(n, s).recognised
]


@pytest.mark.parametrize(("name", "style"), KNOWN)
def test_filled_in_it_is_recognised_as_it_is(name, style, tmp_path):
    made, op = module(name, style, tmp_path), blueprint(name, style).op.name
    if style == "function":
        function = computed(op)
        setattr(made, op, functools.wraps(getattr(made, op))(lambda *args, **kwargs: function(*args, **kwargs)))
    else:
        made = filled(made, name, style)
    (candidate,) = candidates([made])
    found = recognise(candidate)
    assert isinstance(found, Recognised)
    assert found.op == op
    assert all(p.exact for p in found.plans)


def test_layers_start_as_classes_with_their_own_defaults():
    assert usual_style("Conv2d") == "class"
    assert usual_style("conv2d") == "function"
    assert "class BatchNorm1d:" in text("BatchNorm1d", "class")
    assert "start_dim=1" in text("Flatten", "class")
    assert "start_dim=0" in text("flatten", "class")
    assert "b: np.ndarray | None = None" in text("Conv2d", "class")


def parity(*arguments, cwd):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "compare", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, timeout=300)


def test_the_command_writes_a_file_and_never_over_one(tmp_path):
    done = parity("start", "conv2d", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "wrote conv2d.py; fill it in, and check it: parity check conv2d.py\n"
    assert [f.name for f in tmp_path.iterdir()] == ["conv2d.py"]
    assert (tmp_path / "conv2d.py").read_text(encoding="utf-8") == text("conv2d", "function")
    (tmp_path / "conv2d.py").write_text("mine")
    done = parity("start", "conv2d", "--style", "pair", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "parity: cannot write 'conv2d.py': it is there already, expected a new file\n"
    assert (tmp_path / "conv2d.py").read_text() == "mine"


def test_what_is_written_runs_and_fails_the_report(tmp_path):
    assert parity("start", "RReLU", "--output", "mine.py", cwd=tmp_path).returncode == 0
    code = "import sys, mine; assert not {'torch', 'scratch', 'compare'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path)
    done = parity("report", "--candidate", "mine", "--only", "rrelu", "--dtype", "float64", cwd=tmp_path)
    assert done.returncode == 1
    assert "fill in the forward pass" in done.stdout


def test_what_can_be_started_is_listed_by_concept(tmp_path):
    done = parity("start", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout == parity("start", "--list", cwd=tmp_path).stdout
    words = done.stdout.replace(",", " ").replace(":", " ").split()
    assert {*OPS, *LAYERS, *GATES} <= set(words)
    assert list(tmp_path.iterdir()) == []


def test_starting_needs_no_torch(tmp_path):
    code = "import sys; sys.argv = ['parity', 'start', 'relu']\nfrom compare.cli import main\n"
    code += "try: main()\nexcept SystemExit as e: assert not e.code\nprint('torch' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["conv9d"], "parity: unknown name 'conv9d'; did you mean conv"),
        (["CONV2D"], "parity: unknown name 'CONV2D'; did you mean conv2d"),
        (["AND", "--style", "class"], "parity: AND is a gate and has no backward pass; style is 'class'"),
        (["relu", "--style", "loop"], "parity: "),
        (["relu", "--output", "a-b.py"], "parity: cannot write 'a-b.py': expected a name that Python can import"),
        (["relu", "--output", "relu"], "parity: cannot write 'relu': expected a name that Python can import"),
        (["relu", "--output", "no/relu.py"], "parity: cannot write 'no/relu.py': there is no folder"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_status_two(arguments, message, tmp_path):
    done = parity("start", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(message)
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
