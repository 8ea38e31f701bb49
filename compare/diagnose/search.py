"""Which causes, alone or together, foretell what a candidate computes? Simplest first, down to rounding."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .cause import Assumed, Cause, causes_of
from .estimate import narrowed, typed_values
from .evidence import EXACT, Evidence

Hypothesis = tuple[Assumed, ...]
MOST = 6000  # hypotheses of one size that are tried
BEAM = 12  # hypotheses of two causes that are tried with a third
PARTIAL = 0.5  # a hypothesis that explains a smaller share of the residual is not worth a word


@dataclass(frozen=True)
class Account:
    """Why one quantity is what it is.

    Args:
        assumed: the causes, none where nothing needs explaining.
        share: of the residual that they explain; 1 is down to rounding.
        also: other hypotheses that cannot be told apart on these inputs.
    """

    assumed: Hypothesis
    share: float = 1.0
    also: tuple[Hypothesis, ...] = ()

    @property
    def exact(self) -> bool:
        return self.share == 1.0


def accounts(
    op: str, evidence: Sequence[Evidence], failing: set[str], known: Mapping[str, Hypothesis] | None = None
) -> dict[str, Account]:
    """An account of every quantity: of those in `failing` the causes, as few in all as will do.

    What is `known` about a quantity already is laid below whatever is found.
    """
    known = known or {}
    quantities = list(dict.fromkeys(q for e in evidence for q, x in e.found.items() if isinstance(x, np.ndarray)))
    values = [q for q in quantities if not q.startswith("grad ")]
    found: dict[str, list[Hypothesis]] = {}
    for q in values:
        base = known.get(q, ())
        found[q] = exact(op, evidence, q, [base]) if q in failing else [base]
    for q in quantities:
        if q not in found:
            bases = list(dict.fromkeys([*_parts(found.get("y", ())), known.get(q, ()), ()]))
            fitting = exact(op, evidence, q, bases) if q in failing else _fitting(evidence, q, bases)
            told = {h: _told(evidence, quantities, h) for h in fitting}
            found[q] = [h for h in fitting if told[h] == max(told.values())]
    chosen = _fewest({q: h for q, h in found.items() if h})
    result = {}
    for q in quantities:
        if q in chosen:
            alike = [p for p in chosen if set(chosen[p]) <= set(chosen[q])]  # what the same causes explain, or none
            fair = [h for h in found[q] if len(h) == len(chosen[q]) and all(_fits(evidence, p, h) for p in alike)]
            rivals = {frozenset(h): h for h in fair if q in failing}
            result[q] = Account(chosen[q], also=tuple(h for s, h in rivals.items() if s != frozenset(chosen[q])))
        elif q in failing:
            result[q] = partial(op, evidence, q, chosen.get("y", ()))
    return result


def exact(op: str, evidence: Sequence[Evidence], quantity: str, bases: Sequence[Hypothesis]) -> list[Hypothesis]:
    """The hypotheses that foretell the quantity down to rounding, all of the smallest size beyond a base."""
    asked = [e for e in evidence if isinstance(e.found.get(quantity), np.ndarray)]
    if not asked:
        return []
    if found := _fitting(asked, quantity, bases):
        return found
    pool = causes_of(op)
    hardest = sorted(asked, key=lambda e: -_finite(e.residual(quantity)))
    for more in (_singles, _narrowed, _pairs, _narrowed_pairs, _triples):
        found = []
        for base in bases:
            tried = itertools.islice(more(pool, hardest, quantity, base), MOST)
            found += [h for h in tried if _fits(hardest, quantity, h)]
        if found:
            return list(dict.fromkeys(found))
    return []


def alone(op: str, evidence: Sequence[Evidence], quantity: str) -> Iterator[Hypothesis]:
    """The single causes, or none at all, that foretell a quantity down to rounding; no constant is estimated."""
    asked = [e for e in evidence if isinstance(e.found.get(quantity), np.ndarray)]
    if asked:
        yield from (h for h in ((), *_singles(causes_of(op), asked, quantity, ())) if _fits(asked, quantity, h))


def partial(op: str, evidence: Sequence[Evidence], quantity: str, base: Hypothesis) -> Account:
    """The hypothesis that explains most, and how much: an honest remainder."""
    asked = [e for e in evidence if isinstance(e.found.get(quantity), np.ndarray)]
    before = _remains(asked, quantity, ())
    best: Hypothesis = ()
    least, pool = before, causes_of(op)
    hardest = sorted(asked, key=lambda e: -_finite(e.residual(quantity)))
    alone = (
        h for b in dict.fromkeys((base, ())) for more in (_singles, _narrowed) for h in more(pool, hardest, quantity, b)
    )
    for hypothesis in (base, *alone):
        if (left := _remains(asked, quantity, hypothesis)) < least:
            best, least = hypothesis, left
    share = 1 - (least / before) ** 2 if 0 < before < np.inf else 0.0
    return Account(best, min(share, 1 - 1e-6)) if share >= PARTIAL else Account((), 0.0)


def _singles(pool: Sequence[Cause], asked: Sequence[Evidence], quantity: str, base: Hypothesis) -> Iterator[Hypothesis]:
    """Every cause; one with a constant at every value that people type."""
    for cause in pool:
        if not any(cause is each.cause for each in base):
            yield from ((*base, assumed) for assumed in typed_values(cause))


def _narrowed(
    pool: Sequence[Cause], asked: Sequence[Evidence], quantity: str, base: Hypothesis
) -> Iterator[Hypothesis]:
    """Every cause with a constant, at the value that explains most of what is off most."""
    for cause in pool:
        if cause.constant is not None and not any(cause is each.cause for each in base):
            yield from ((*base, assumed) for assumed in narrowed(cause, asked[0], quantity, base))


def _pairs(pool: Sequence[Cause], asked: Sequence[Evidence], quantity: str, base: Hypothesis) -> Iterator[Hypothesis]:
    """Every two causes that both change the quantity somewhere."""
    for first, second in itertools.permutations(_moving(pool, asked, quantity, base), 2):
        if first.name != second.name:
            yield from ((*base, a, b) for a in typed_values(first) for b in typed_values(second))


def _narrowed_pairs(
    pool: Sequence[Cause], asked: Sequence[Evidence], quantity: str, base: Hypothesis
) -> Iterator[Hypothesis]:
    """A cause, and on top of it one with a constant that is estimated."""
    moving = _moving(pool, asked, quantity, base)
    for first in moving:
        if first.constant is None:
            rest = [c for c in moving if c.name != first.name]
            yield from _narrowed(rest, asked, quantity, (*base, Assumed(first)))


def _triples(pool: Sequence[Cause], asked: Sequence[Evidence], quantity: str, base: Hypothesis) -> Iterator[Hypothesis]:
    """A third cause on top of the pairs that explain most."""
    moving = _moving(pool, asked, quantity, base)
    pairs = itertools.islice(_pairs(pool, asked, quantity, base), MOST)
    for pair in sorted(pairs, key=lambda h: _remains(asked[:1], quantity, h))[:BEAM]:
        yield from _singles(moving, asked, quantity, pair)
        yield from _narrowed(moving, asked, quantity, pair)


def _moving(pool: Sequence[Cause], asked: Sequence[Evidence], quantity: str, base: Hypothesis) -> list[Cause]:
    """The causes that change the quantity in some question."""

    def moves(cause: Cause) -> bool:
        tried = _singles([cause], asked, quantity, base)
        return any(_moves(e, quantity, base, h[-1]) for h in tried for e in asked)

    return [cause for cause in pool if moves(cause)]


def _moves(e: Evidence, quantity: str, base: Hypothesis, assumed: Assumed) -> bool:
    """Whether a cause changes the quantity by more than rounding."""
    before, after = e.foretell(base), e.foretell((*base, assumed))
    if not isinstance(before, dict) or not isinstance(after, dict):
        return False
    a, b = before.get(quantity), after.get(quantity)
    if not isinstance(a, np.ndarray) or not isinstance(b, np.ndarray):
        return False
    scale = np.abs(a[np.isfinite(a)]).max(initial=0.0)
    return a.shape != b.shape or not np.allclose(a, b, rtol=0, atol=EXACT * scale, equal_nan=True)


def _fits(asked: Sequence[Evidence], quantity: str, hypothesis: Hypothesis) -> bool:
    return all(not e.residual(quantity, hypothesis) > EXACT for e in asked)


def _told(asked: Sequence[Evidence], quantities: Sequence[str], hypothesis: Hypothesis) -> tuple[bool, bool, int]:
    """Whether `y` is as foretold, or its shape at least, and how many quantities are: what is more so comes first."""
    shaped = all(np.isfinite(e.residual("y", hypothesis)) for e in asked)
    return _fits(asked, "y", hypothesis), shaped, sum(_fits(asked, q, hypothesis) for q in quantities)


def _parts(hypotheses: Sequence[Hypothesis]) -> Iterator[Hypothesis]:
    """Each of them, and what is left if some of its causes are not so: a gradient may know of a part of it only."""
    for h in hypotheses:
        for size in range(len(h), 0, -1):
            yield from itertools.combinations(h, size)


def _fitting(asked: Sequence[Evidence], quantity: str, bases: Sequence[Hypothesis]) -> list[Hypothesis]:
    return [base for base in bases if _fits(asked, quantity, base)]


def _remains(asked: Sequence[Evidence], quantity: str, hypothesis: Hypothesis) -> float:
    left = [e.residual(quantity, hypothesis) for e in asked]
    with np.errstate(over="ignore"):  # where all that is foretold is zero, the residual is as large as a number can be
        return float(np.sqrt(np.sum(np.square([x for x in left if not np.isnan(x)]))))


def _finite(x: float) -> float:
    return 1e300 if np.isinf(x) else 0.0 if np.isnan(x) else x


def _fewest(found: dict[str, list[Hypothesis]]) -> dict[str, Hypothesis]:
    """One hypothesis a quantity, so that as few causes as possible explain them all, and gradients go with `y`."""
    names = list(found)
    best: tuple[int, dict[str, Hypothesis]] | None = None
    for choice in itertools.islice(itertools.product(*(found[n][:8] for n in names)), 20_000):
        taken = dict(zip(names, choice))
        own = set(taken.get("y", ()))
        apart = sum(1 for n in names if n.startswith("grad ") and own - set(taken[n]))
        cost = 2 * len({a for h in choice for a in h}) + bool(apart)
        if best is None or cost < best[0]:
            best = (cost, taken)
    return best[1] if best else {}
