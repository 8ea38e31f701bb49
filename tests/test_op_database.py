"""PyTorch's own questions, whole: every sample and every error input of every op that its database has."""

from collections import Counter, defaultdict

import pytest

from compare import database
from compare.contract import OPS, Namespace
from compare.run import Reference
from compare.suite import DEFAULT, rows_against

from .conftest import SUMMARY

# Not in the database: what these compute is asked about by this suite's own cases alone.
MISSING = {"identity", "step", "dropout1d", "lp_pool1d", "lp_pool2d", "lp_pool3d", "fold"}
STATUSES = ("agrees", "known", "unsupported")


@pytest.fixture(scope="module")
def counted(pytestconfig):
    """The counts of all ops, shown at the end."""
    counts = Counter()
    yield counts
    pytestconfig.stash[SUMMARY] = ["PyTorch's database: " + ", ".join(f"{n} {what}" for what, n in counts.items())]


def test_every_op_is_in_the_database_or_in_the_list():
    assert {op for op in OPS if not database.entries(op)} == MISSING


@pytest.mark.parametrize("op", [op for op in OPS if op not in MISSING])
def test_every_question_is_answered(op, counted):
    asked, refused = 0, 0
    seen, said = defaultdict(Counter), set()
    failing = []
    for question in database.questions(DEFAULT, only=[op]):
        asked, refused = asked + (not question.raises), refused + question.raises
        for dtype in question.dtypes:
            for row in rows_against(Reference(question, dtype), Namespace("scratch")):
                seen[row.quantity][row.status] += 1
                said |= (
                    {row.quantity} if row.max_abs is not None and not row.cause.startswith("says nothing") else set()
                )
                failing += [row] if row.status not in STATUSES else []
    assert failing == []
    assert asked >= 4
    assert {q for q in seen if q == "y" or q.startswith("grad ")} <= said  # not only zeros and refusals
    statuses = sum(seen.values(), Counter())
    counted.update({"samples": asked, "error inputs": refused, "quantities": statuses.total(), **statuses})
