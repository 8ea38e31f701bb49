"""The command `parity`, as a person or a script meets it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def parity(*arguments, cwd=ROOT, timeout=300, **variables):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    command = [sys.executable, "-m", "compare", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, timeout=timeout)


def test_agreement_exits_with_zero_and_keeps_stderr_empty_in_a_pipe():
    done = parity("report", "--only", "relu,linear")
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith("scratch (numpy ")
    assert "activation" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("agree: 2 ops")


def test_json_is_one_object_whose_counts_are_the_tables():
    done = parity("report", "--only", "relu,linear", "--format", "json")
    found = json.loads(done.stdout)
    assert list(found) == ["meta", "summary", "rows"]
    assert found["summary"]["quantities"] == len(found["rows"])
    assert found["summary"]["agree"] == sum(row["status"] == "agrees" for row in found["rows"])
    table = parity("report", "--only", "relu,linear").stdout
    s = found["summary"]
    assert f"{s['quantities']} quantities: {s['agree']} agree ({s['bit_identical']} bit-identical)" in table
    assert list(found["rows"][0])[:6] == ["concept", "op", "case", "dtype", "quantity", "status"]


def test_csv_and_markdown_hold_the_rows():
    rows = list(csv.DictReader(io.StringIO(parity("report", "--only", "relu", "--format", "csv").stdout)))
    assert len(rows) > 20
    assert {row["status"] for row in rows} == {"agrees"}
    text = parity("report", "--only", "relu", "--format", "markdown", "--all").stdout
    assert text.count("| agrees |") == len(rows)


def test_all_shows_every_row():
    few, every = parity("report", "--only", "relu").stdout, parity("report", "--only", "relu", "--all").stdout
    assert "every row" in every
    assert not any(line.endswith(" ") for line in every.splitlines())
    assert len(every.splitlines()) > len(few.splitlines()) + 20


def test_a_user_module_that_is_wrong_exits_with_one_and_says_where(tmp_path):
    (tmp_path / "mine.py").write_text(
        "import numpy as np\ndef relu(input):\n    return np.maximum(input, 0), lambda dy: (dy * (input >= 0),)\n"
    )
    done = parity("report", "--candidate", "mine", "--only", "relu", cwd=tmp_path)
    assert done.returncode == 1
    assert "differs: activation: relu" in done.stdout
    repeat = next(line.split("repeat: ")[1] for line in done.stdout.splitlines() if "repeat: " in line)
    assert "--candidate mine" in repeat
    import shlex

    again = parity(*shlex.split(repeat)[1:], cwd=tmp_path)
    assert again.returncode == 1
    assert "differs: activation: relu" in again.stdout


def test_output_is_written_whole(tmp_path):
    file = tmp_path / "report.json"
    done = parity("report", "--only", "relu", "--format", "json", "--output", str(file))
    assert done.returncode == 0
    assert done.stdout == ""
    assert json.loads(file.read_text())["summary"]["ok"] is True
    assert [f.name for f in tmp_path.iterdir()] == ["report.json"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", "--only", "conv9d"], "parity: unknown op 'conv9d'; did you mean conv"),
        (["report", "--concept", "nope"], "parity: unknown concept 'nope'"),
        (["report", "--dtype", "int7"], "parity: unknown dtype 'int7'"),
        (["report", "--candidate", "no_such"], "parity: module 'no_such' does not import"),
        (["report", "--candidate", "broken"], "parity: module 'broken' does not import: ZeroDivisionError"),
        (["report", "--candidate", "leaves"], "parity: module 'leaves' does not import: SystemExit"),
        (["report", "--candidate", "empty", "--concept", "linear"], "parity: nothing could be checked"),
        (["report", "--format", "yaml"], "parity: "),
        (["report", "--output", "missing/report.txt"], "parity: cannot write 'missing/report.txt': there is no folder"),
        (["report", "--output", "."], "parity: cannot write '.': expected a file"),
        (["report", "--output", "new/"], "parity: cannot write 'new/': expected a file"),
        (["report", "--output", ""], "parity: cannot write '': expected a file"),
        (["report", "--output", "x" * 300], "parity: cannot write 'xxx"),
        (["report", "--only", ""], "parity: only is '', expected at least one name"),
        (["report", "--candidate", "broken.py"], "parity: candidate is 'broken.py', expected the name of a module"),
        (["report", "--seed", "x"], "parity: "),
        (["report", "--device", "abacus"], "parity: device is 'abacus'"),
        (["report", "--no-such-option"], "parity: No such option"),
        (["no-such-command"], "parity: No such command"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_status_two(arguments, message, tmp_path):
    (tmp_path / "broken.py").write_text("1 / 0\n")
    (tmp_path / "leaves.py").write_text("raise SystemExit(0)\n")
    (tmp_path / "empty.py").write_text("")
    done = parity(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(message)
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stdout + done.stderr


def test_help_and_no_arguments():
    assert parity("--help").returncode == 0
    done = parity()
    assert done.returncode == 2
    assert "report" in done.stdout


def test_ops_lists_everything_with_torchs_name():
    lines = json.loads(parity("ops", "--format", "json").stdout)
    by_op = {line["op"]: line for line in lines}
    assert by_op["conv2d"]["torch"] == "torch.nn.functional.conv2d"
    assert by_op["conv2d"]["compared"] == "y, grad input, grad weight, grad bias"
    assert by_op["flatten"]["torch"] == "torch.flatten"
    assert by_op["Linear"]["torch"] == "torch.nn.Linear"
    assert by_op["step"]["torch"] == ""
    assert "conv2d" in parity("ops").stdout


def test_a_reader_that_leaves_the_pipe_is_no_error():
    command = f"{sys.executable} -m compare report --only relu --all | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, timeout=300)
    assert "Traceback" not in done.stderr


def test_what_a_candidate_prints_is_not_in_the_report(tmp_path):
    (tmp_path / "loud.py").write_text("print('importing')\nfrom scratch.functional import relu\n")
    done = parity("report", "--candidate", "loud", "--only", "relu", "--format", "json", cwd=tmp_path)
    assert json.loads(done.stdout)["summary"]["ok"] is True
    assert done.stderr == "importing\n"


def test_a_candidate_that_exits_fails(tmp_path):
    (tmp_path / "leaves.py").write_text("def relu(input):\n    raise SystemExit(0)\n")
    done = parity("report", "--candidate", "leaves", "--only", "relu", cwd=tmp_path)
    assert done.returncode == 1
    assert "SystemExit" in done.stdout


def test_an_option_may_be_given_again():
    done = parity("report", "--only", "relu", "--only", "linear", "--dtype", "float32")
    assert done.stdout.splitlines()[-1].startswith("agree: 2 ops")


def test_any_encoding_will_do():
    done = parity("report", "--concept", "published", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "\\u30c7" in done.stdout
    done = parity("report", "--concept", "published", "--format", "json", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout)["summary"]["published"][0]["tutorial"].startswith("ディープ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_full_disk_is_one_line():
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "compare", "--help"], stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT
        )
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["parity: cannot write to the standard output: No space left on device"]


@pytest.mark.parametrize("terminal", [True, False])
def test_a_progress_bar_on_a_terminal_alone(terminal, monkeypatch):
    from compare.cli._progress import progress_bar

    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    with progress_bar() as progress:
        assert (progress is not None) == terminal
