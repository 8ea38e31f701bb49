"""`compare.check` and `assert_parity`: a report, never a crash."""

import types

import numpy as np
import pytest

import compare
import compare.known
from compare.contract import CONCEPTS
from compare.known import KNOWN
from compare.report import COLUMNS
from scratch import functional as F


def module(**names):
    found = types.ModuleType("mine")
    vars(found).update(names)
    return found


def test_scratch_agrees():
    report = compare.check("scratch", only="relu,linear")
    assert report.ok
    assert report.exit_status == 0
    assert len(report.failures) == 0
    assert list(report.frame.columns) == COLUMNS
    assert set(report.frame["dtype"]) == {"float32", "float64"}
    assert set(report.frame["op"]) == {"relu", "linear"}


def test_the_same_seed_gives_the_same_rows_and_another_seed_others():
    once, again, other = (compare.check(only="sigmoid", seed=seed).frame["max_abs"] for seed in (0, 0, 1))
    assert once.equals(again)
    assert not once.equals(other)


def test_a_module_with_one_function():
    report = compare.check(module(relu=F.relu), concept="activation")
    statuses = report.frame.groupby("op")["status"].agg(set)
    assert statuses["relu"] == {"agrees"}
    assert statuses["tanh"] == {"absent"}
    assert report.ok
    assert (report.frame["op"] == "tanh").sum() == 1


def test_what_was_asked_for_by_name_must_be_there():
    report = compare.check(module(relu=F.relu), only="relu,tanh")
    assert not report.ok
    assert list(report.failures["status"]) == ["absent"]
    assert report.exit_status == 1


def test_nothing_to_check_is_not_agreement():
    report = compare.check(module(), concept="linear")
    assert not report.ok
    assert report.exit_status == 2


def test_a_wrong_module_fails_with_every_row_and_its_cause():
    wrong = module(relu=lambda x: (np.maximum(x, 0), lambda dy: (dy,)))
    with pytest.raises(AssertionError, match="finite differences"):
        compare.assert_parity(wrong, only="relu")
    report = compare.check(wrong, only="relu")
    assert {"grad input"} <= set(report.failures["quantity"])
    assert report.failures["repeat"].str.startswith("parity report --only relu --case ").all()


def test_the_repeat_command_has_every_option():
    report = compare.check("torch_ref", only="relu", dtype="float32", seed=3)
    assert report.rows[0].repeat.endswith("--dtype float32 --candidate torch_ref --seed 3")


def test_a_slip_that_no_longer_happens_is_an_error(monkeypatch):
    from compare.cases.published import Example

    monkeypatch.setattr(Example, "ask", lambda self, namespace, inputs, dtype: {"y": np.ones(1)})
    report = compare.check("scratch", only="A2 XOR")
    assert "no longer happens" in report.failures["cause"].str.cat()


def test_a_module_that_raises_anything_gives_rows():
    def raises(*args, **kwargs):
        raise KeyError("boom")

    report = compare.check(module(relu=raises), only="relu")
    assert set(report.frame["status"]) == {"error"}


class Unprintable(Exception):
    def __str__(self):
        raise RuntimeError


class Loud(BaseException):
    pass


@pytest.mark.parametrize("error", [SystemExit(0), Loud("\x1b[31m\n\ud800"), GeneratorExit(), Unprintable()])
def test_no_exception_is_a_crash(error):
    def forward(input):
        raise error

    def backward(dy):
        raise error

    kind = type(error).__name__
    for relu in (forward, lambda x: (np.maximum(x, 0), backward)):
        report = compare.check(module(relu=relu), only="relu", case="plain", dtype="float32")
        causes = report.failures["cause"]
        assert len(causes)
        assert causes.str.contains(kind).all()
        assert all(map(str.isprintable, causes))


@pytest.mark.parametrize(
    "returned",
    [
        None, 3, "text", [1, 2], (), ((), len), (None, None), (np.ones(3), None), (iter(()), len),
        (np.array([None]), len), (np.array(["a"]), len), (np.zeros(2, "V4"), len), (np.zeros(2, "M8[s]"), len),
    ],
)  # fmt: skip
def test_no_return_value_is_a_crash(returned):
    report = compare.check(module(relu=lambda x: returned), only="relu", case="plain", dtype="float32")
    assert set(report.failures["status"]) == {"error"}


@pytest.mark.parametrize(
    "gradient", [None, "text", True, 1.0, np.array("a"), np.array([None]), np.zeros(2, "V4"), np.ones(105, bool)]
)
def test_no_gradient_is_a_crash(gradient):
    def backward(dy):
        fits = isinstance(gradient, np.ndarray) and gradient.size == dy.size
        return (gradient.reshape(dy.shape) if fits else gradient,)

    wrong = module(relu=lambda x: (np.maximum(x, 0), backward))
    report = compare.check(wrong, only="relu", case="plain", dtype="float32")
    assert "grad input" in set(report.failures["quantity"])
    assert "y" not in set(report.failures["quantity"])


def test_what_no_command_can_import_is_repeated_from_python():
    row = compare.check(types.SimpleNamespace(relu=None), only="relu", case="plain", seed=3).rows[0]
    assert row.repeat == "compare.check(candidate, only='relu', case='plain', dtype='float64', seed=3)"


def test_a_generator_that_a_module_lacks_is_unsupported():
    report = compare.check(module(dropout=F.dropout), only="dropout")
    assert "unsupported" in set(report.frame["status"])
    assert report.ok


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"only": "conv9d"}, "unknown op 'conv9d'; did you mean conv"),
        ({"concept": "pooing"}, "unknown concept 'pooing'; did you mean pooling"),
        ({"dtype": "float8"}, "unknown dtype 'float8'"),
        ({"only": "relu", "case": "nothing"}, "unknown case 'nothing'"),
        ({"candidate": "no_such_module"}, "module 'no_such_module' does not import: ModuleNotFoundError"),
        ({"device": "abacus"}, "device is 'abacus', expected cpu or cuda"),
        ({"seed": -1}, "seed is -1"),
        ({"seed": 1.5}, "seed is 1.5, expected a whole number"),
        ({"only": " , "}, "only is ' , ', expected at least one name"),
        ({"only": []}, "only is [], expected at least one name"),
        ({"dtype": np.float32}, "dtype is <class 'numpy.float32'>, expected names"),
        ({"only": "RELU"}, "unknown op 'RELU'; did you mean relu or ReLU?"),
        ({"only": "torch.nn.functional.linear"}, "did you mean linear or Linear?"),
        ({"only": "relu", "concept": "linear"}, "unknown op 'relu' of linear; expected one of linear"),
        ({"only": "relu", "case": "no bias"}, "unknown case 'no bias' of relu"),
        ({"candidate": "sub/mine.py"}, "candidate is 'sub/mine.py', expected the name of a module"),
        ({"candidate": ".mine"}, "candidate is '.mine', expected the name of a module"),
    ],
)
def test_wrong_usage_is_one_line(options, message):
    with pytest.raises(compare.UsageError) as error:
        compare.check(**options)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_known_differences_carry_their_reason_and_are_no_failures():
    report = compare.check("scratch", concept="published")
    known = report.frame[report.frame["status"] == "known"]
    assert len(known) >= 10
    assert known["cause"].str.len().min() > 20
    assert report.ok


def test_a_known_difference_that_no_longer_happens_is_an_error(monkeypatch):
    from compare import known

    entry = compare.known.Known("relu", "never happens", quantity="y", dtype="float64")
    monkeypatch.setattr(known, "KNOWN", (entry, *KNOWN))
    report = compare.check("scratch", only="relu")
    assert report.failures["cause"].tolist() == ["no longer happens: never happens"]


def test_text_and_notebook_forms():
    report = compare.check("scratch", only="relu")
    assert "1 op," in report.verdict()
    assert "activation" in str(report)
    assert report.verdict() in report._repr_html_()
    assert "<table" in report._repr_html_()


def test_the_whole_of_scratch_agrees():
    report = compare.check("scratch")
    assert report.ok, report.explanation()
    assert len(report.rows) >= 1500
    assert set(report.frame["concept"]) == set(CONCEPTS)
    assert set(report.frame["status"]) == {"agrees", "known"}
    assert {line["model"] for line in report.training} == {"sigmoid_mlp", "relu_mlp", "cnn"}


def test_pytorch_agrees_with_itself():
    report = compare.check("torch_ref")
    assert report.ok, report.explanation()
    judged = report.frame[report.frame["bits_equal"].notna() & (report.frame["status"] == "agrees")]
    assert judged["bits_equal"].all()
