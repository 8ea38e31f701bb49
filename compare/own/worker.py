"""The process in which a user's code runs: load it, then examine one thing after the other."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict

from ..usage import UsageError
from .alarm import TooLong, alarm
from .check import one
from .collect import Candidate, candidates
from .load import load
from .process import Child
from .said import told


def main(file: str) -> None:
    """Do the job in `file`."""
    child = Child(file)
    job = child.job
    child.limit_memory()
    child.say("begin", item="")
    try:
        loaded = load(job["target"], job["seconds"] / 2, job["skip"], lambda place: child.say("begin", item=place))
    except UsageError as error:
        child.say("refused", why=str(error))
        child.say("end")
        return
    found = candidates(loaded.modules)
    child.say(
        "loaded",
        names=[_names(c) for c in found],
        failed=[str(f) for f in loaded.failed],
        notes=loaded.notes,
    )
    wanted = None if job["name"] is None else [c for c in found if job["name"] in _names(c)]
    for candidate in found if wanted is None else wanted:
        if candidate.name in job["skip"]:
            continue
        child.say("begin", item=candidate.name)
        said = job["said"].get(candidate.name) or next(
            (job["said"][n] for n in _names(candidate) if n in job["said"]), None
        )
        changed, op = told(candidate, {candidate.name: said} if said else {})
        try:
            with alarm(0.9 * job["seconds"]):
                result = one(changed, op, job["only"], job["seed"])
        except TooLong:
            child.say("lost", item=candidate.name, why=f"it never returned (stopped after {job['seconds']:g} seconds)")
            continue
        packed = None if result is None else result.packed() if hasattr(result, "packed") else asdict(result)
        child.say("done", item=candidate.name, finding=hasattr(result, "packed"), result=packed)
    child.say("end")


def _names(candidate: Candidate) -> list[str]:
    return [candidate.name, *(n for p in candidate.parts.values() if (n := getattr(p, "__name__", None)))]


if __name__ == "__main__":
    main(sys.argv[1])
    os._exit(0)  # whatever threads the user's code has started
