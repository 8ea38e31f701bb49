"""pytest's plugin: code is held against PyTorch as tests. PyTorch is imported when that is asked for, not before.

def test_mine(assert_parity):                 # a fixture
    assert_parity(MyAffine)

@pytest.mark.parity("linear")                 # what the function returns is checked as that op
def test_affine():
    return MyAffine

pytest --parity layers.py                     # a test per class or function and quantity of a file
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .own.check import Checked
    from .own.finding import Finding


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("parity").addoption(
        "--parity",
        action="append",
        default=[],
        metavar="FILE",
        help="Check every class and function of FILE against PyTorch.",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "parity(op): check what the function returns against PyTorch's op.")
    if config.getoption("--parity") and config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = []  # these files alone


@pytest.fixture
def assert_parity() -> Any:
    """`compare.assert_parity`."""
    import compare

    return compare.assert_parity


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """A test with the mark `parity` returns what is to be checked."""
    mark = pyfuncitem.get_closest_marker("parity")
    if mark is None:
        return None
    import compare

    names = pyfuncitem._fixtureinfo.argnames
    thing = pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names})
    if thing is None:
        pytest.fail(
            f"{pyfuncitem.name} is marked parity and returns nothing, expected a class or a function", pytrace=False
        )
    compare.assert_parity(thing, against=mark.args[0] if mark.args else None, **mark.kwargs)
    return True


def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add a test per quantity of what stands in the files of `--parity`."""
    for file in config.getoption("--parity"):
        items += _items(session, file)


def _items(session: pytest.Session, file: str) -> Iterable[pytest.Item]:
    from .own.file import check_file
    from .usage import UsageError

    try:
        checked = check_file(file)
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None
    for finding in checked.findings:
        for quantity in dict.fromkeys(row.quantity for row in finding.rows if row.status != "unsupported"):
            name = f"{finding.candidate}[{quantity}]"
            yield Quantity.from_parent(session, name=name, nodeid=f"{file}::{name}", of=(finding, quantity))
    for text in _lost(checked):
        name = text.split(": ")[0]
        yield Lost.from_parent(session, name=name, nodeid=f"{file}::{name}", text=text)


def _lost(checked: Checked) -> list[str]:
    """What could not be checked though it should have been, a line each."""
    return [
        *checked.failed,
        *(f"{u.candidate}: named like {u.guess}, but {u.reason}" for u in checked.unrecognised if u.guess),
    ]


class Quantity(pytest.Item):
    """One quantity of one class or function."""

    def __init__(self, *, of: tuple[Finding, str], **kwargs: Any):
        super().__init__(**kwargs)
        self.finding, self.quantity = of

    def runtest(self) -> None:
        wrong = [row for row in self.finding.rows if row.quantity == self.quantity and row.kind == "mistake"]
        if wrong:
            raise AssertionError(self._said())

    def _said(self) -> str:
        from .own.report import paragraphs

        mine = [p for p in self.finding.problems if p.kind == "mistake" and self.quantity in p.quantities]
        return "\n".join(paragraphs(mine))

    def repr_failure(self, excinfo: Any, style: Any = None) -> str:
        return (
            str(excinfo.value)
            if isinstance(excinfo.value, AssertionError)
            else str(super().repr_failure(excinfo, style))
        )

    def reportinfo(self) -> tuple[Path | str, int | None, str]:
        file, line = self.finding.file, self.finding.at
        return file or self.path, line - 1 if line else None, self.name


class Lost(pytest.Item):
    """Something that could not be checked."""

    def __init__(self, *, text: str, **kwargs: Any):
        super().__init__(**kwargs)
        self.text = text

    def runtest(self) -> None:
        raise AssertionError(self.text)

    def repr_failure(self, excinfo: Any, style: Any = None) -> str:
        return str(excinfo.value)
