"""The tables say what the rows say, in every format."""

import csv
import io
import json
import math
import os
import threading
from dataclasses import replace

import pytest

from compare.report import COLUMNS, Report
from compare.report.columns import columns
from compare.report.formats import as_csv, as_json, as_markdown, markdown_table, write
from compare.report.tables import concepts, counts, number, paragraph, plain
from compare.verdict import Row

META = {"candidate": "mine", "against": "torch 9", "numpy": "2", "python": "3", "device": "cpu", "seed": 0}
META["dtypes"] = ["float64"]
GOOD = Row("linear", "linear", "plain", "float64", "y", "agrees", True, 0.0, 0.0, 0.0, 0.0)
NEAR = Row("linear", "linear", "plain", "float64", "grad weight", "agrees", False, 1e-16, 1e-16, 1.0, 0.25, "[1, 2]")
BAD = Row(
    "linear", "linear", "plain", "float64", "grad bias", "differs", False, math.inf, math.inf, math.nan, math.inf,
    "[0]", "wrong by a factor of N", "parity report --only linear",
)  # fmt: skip
KNOWN = Row(
    "published", "A8", "slip", "float64", "y", "known", False, 1.0, 1.0, 1.0, 9.0, "", "the tutorial slips here", "x"
)
ABSENT = Row("loss", "l1_loss", "", "", "", "absent", cause="mine has no l1_loss")


def test_counts():
    assert counts([GOOD, NEAR, BAD, ABSENT]) == {"ops": 1, "cases": 1, "quantities": 3, "agree": 2, "bit_identical": 1}


def test_a_line_per_concept_with_its_worst_row():
    line = concepts([GOOD, NEAR])[0]
    assert line["worst_budget"] == 0.25
    assert line["where"] == "linear, plain, float64, grad weight [1, 2]"


@pytest.mark.parametrize(
    ("rows", "ok", "status"),
    [
        ([GOOD], True, 0),
        ([GOOD, KNOWN, ABSENT], True, 0),
        ([GOOD, BAD], False, 1),
        ([ABSENT], False, 2),
        ([], False, 2),
    ],
)
def test_exit_status(rows, ok, status):
    report = Report(rows, META)
    assert (report.ok, report.exit_status) == (ok, status)


def test_an_absent_op_fails_only_when_asked_for():
    assert Report([GOOD, ABSENT], META).ok
    report = Report([GOOD, ABSENT], META, required=["l1_loss"])
    assert list(report.failures["op"]) == ["l1_loss"]
    assert report.exit_status == 1


def test_what_fails_comes_before_what_is_known():
    assert Report([KNOWN, GOOD, BAD], META).disagreements == [BAD, KNOWN]


def test_a_paragraph_is_the_whole_row():
    text = paragraph(BAD)
    for part in (
        "differs",
        "linear, plain, float64, grad bias",
        "wrong by a factor of N",
        "worst at [0]",
        "max abs inf",
    ):
        assert part in text
    assert text.splitlines()[-1].strip() == "repeat: parity report --only linear"


def test_json_has_no_number_that_json_lacks():
    text = as_json(Report([GOOD, BAD], META))
    found = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))
    assert found["rows"][1]["max_abs"] == "inf"
    assert found["rows"][1]["ulp"] == "nan"
    assert found["summary"]["failures"] == 1


def test_csv_has_every_row_and_column():
    rows = list(csv.DictReader(io.StringIO(as_csv(Report([GOOD, BAD, KNOWN], META)))))
    assert list(rows[0]) == COLUMNS
    assert [row["status"] for row in rows] == ["agrees", "differs", "known"]
    assert rows[1]["budget"] == "inf"


def test_markdown():
    report = Report([GOOD, BAD], META)
    text = as_markdown(report)
    assert "| linear | 1 | 1 | 2 | 1 | 1 |" in text
    assert "wrong by a factor of N" in text
    assert text.endswith(f"**{report.verdict()}**")
    assert markdown_table([{"a": "x|y"}]).splitlines()[-1] == "| x\\|y |"


@pytest.mark.parametrize(("value", "text"), [(None, ""), (0.123456, "0.123"), (math.inf, "inf"), (0.0, "0")])
def test_number(value, text):
    assert number(value) == text


def test_plain_reaches_inside():
    assert plain({"a": [math.nan, (1, -math.inf)]}) == {"a": ["nan", [1, "-inf"]]}


def test_a_write_that_fails_leaves_nothing(tmp_path, monkeypatch):
    file = tmp_path / "report.txt"
    file.write_text("before")
    monkeypatch.setattr("os.replace", lambda *a: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write("after", file)
    assert file.read_text() == "before"
    assert [f.name for f in tmp_path.iterdir()] == ["report.txt"]


def test_what_is_missing_is_empty_in_csv_and_what_is_nan_says_so():
    rows = list(csv.DictReader(io.StringIO(as_csv(Report([ABSENT, BAD], META)))))
    assert (rows[0]["ulp"], rows[1]["ulp"]) == ("", "nan")


def test_a_written_file_is_the_text_in_the_usual_mode_and_through_links(tmp_path):
    link, file = tmp_path / "link", tmp_path / "file"
    link.symlink_to(file)
    write("déjà\n\ud800", link)
    assert file.read_bytes() == "déjà\n\\ud800".encode()
    assert link.is_symlink()
    (tmp_path / "plain").touch()
    assert file.stat().st_mode == (tmp_path / "plain").stat().st_mode
    file.chmod(0o600)
    write("again", link)
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("again", 0o600)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a named pipe is POSIX's")
def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path):
    pipe, found = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: found.append(pipe.read_text()))
    reader.start()
    write("text", pipe)
    reader.join(10)
    assert found == ["text"]
    assert pipe.is_fifo()


def test_columns_wrap_between_words_and_leave_out_what_is_blank():
    lines = [{"a": "one two", "b": "", "n": "1.5e-07"}, {"a": "three", "b": "", "n": "12"}]
    assert columns(lines) == (["a              n"], ["one two  1.5e-07", "three         12"])
    assert columns(lines, 14) == (["a            n"], ["one    1.5e-07", "two", "three       12"])
    assert columns(lines, 3) == columns(lines, 14)  # no word is broken


def test_a_file_has_no_colours_and_no_line_is_cut(tmp_path):
    from compare.report.terminal import console, show

    out = console(plain=True)
    with out.capture() as capture:
        show(Report([GOOD, BAD], META), out, every=True)
    text = capture.get()
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 160
    assert not any(line.endswith(" ") for line in text.splitlines())
    assert "linear, plain, float64, grad bias  differs" in text
    assert text.endswith("1 fail\n")


def test_one_is_not_many():
    assert Report([GOOD], META).verdict().startswith("agree: 1 op, 1 case, 1 quantity: 1 agree")


def test_a_notebook_shows_causes_whole_and_escaped():
    long = "<script>" + "x" * 200
    html = Report([replace(BAD, cause=long)], META)._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" + "x" * 200 in html
