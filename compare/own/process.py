"""Work in a process of its own, item by item, that survives whatever an item does: hang, crash, exit, eat memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

POLL = 0.02  # seconds between looks for events
START = 60.0  # seconds that a process may take until its first event
Event = dict[str, Any]


def run(module: str, job: dict[str, Any], seconds: float, memory: int | None = None) -> Iterator[Event]:
    """Run `python -m module` on a job, and give its events as they come.

    The process says `{"event": "begin", "item": name}` before each item, and `{"event": "done", ...}` after it.
    An item that takes longer than `seconds`, or that ends the process, is given up: it becomes the event `lost`, with
    `why` in a line, and another process goes on with the rest (`job["skip"]` names what is done or lost).

    Args:
        memory: bytes that the process may take beyond those that it starts with.
    """
    skip: list[str] = []
    while len(set(skip)) == len(skip):
        item, ended = "", False
        for event in _process(module, {**job, "skip": skip, "memory": memory}, seconds):
            if event["event"] == "begin":
                item = event["item"]
                continue
            if event["event"] in ("done", "lost"):
                skip.append(event["item"])
                item = ""
            ended = event["event"] == "end"
            if event["event"] == "stopped":
                yield {"event": "lost", "item": item, "why": event["why"]}
                skip.append(item)
            elif not ended:
                yield event
        if ended or not item:
            return


def _process(module: str, job: dict[str, Any], seconds: float) -> Iterator[Event]:
    """The events of one process, and at last `end`, or `stopped` with the reason."""
    with tempfile.TemporaryDirectory(prefix="parity-") as folder:
        events = Path(folder) / "events"
        events.touch()
        (Path(folder) / "job").write_text(json.dumps({**job, "events": str(events)}), encoding="utf-8")
        environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
        environment |= {
            "MPLBACKEND": "Agg",
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": _path(),
        }
        child = subprocess.Popen(
            [sys.executable, "-m", module, str(Path(folder) / "job")],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, **_group(),
        )  # fmt: skip
        try:
            yield from _followed(child, events, seconds)
        finally:
            _kill(child)


def _followed(child: subprocess.Popen[bytes], events: Path, seconds: float) -> Iterator[Event]:
    """Events as they are written, until the process ends or says nothing for too long."""
    last, limit, rest = time.monotonic(), max(START, seconds), b""
    with events.open("rb") as file:
        while True:
            over = child.poll() is not None
            if new := file.read():
                *lines, rest = (rest + new).split(b"\n")
                for line in lines:
                    event = json.loads(line)
                    last, limit = time.monotonic(), seconds
                    yield event
                    if event["event"] == "end":
                        return
            elif over:
                yield {"event": "stopped", "why": _why(child.returncode)}
                return
            elif time.monotonic() - last > limit:
                yield {"event": "stopped", "why": f"it never returned (stopped after {seconds:g} seconds)"}
                return
            else:
                time.sleep(POLL)


def _why(status: int) -> str:
    if status < 0:
        with suppress(ValueError):
            return f"the process was ended by {signal.Signals(-status).name}"
    return f"it ended the process with status {status}"


def _group() -> dict[str, Any]:
    """Options that put a process and its children into a group of their own, so that all can be ended."""
    if os.name == "nt":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}  # type: ignore[attr-defined, unused-ignore]
    return {"start_new_session": True}


def _kill(child: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if os.name == "nt":
            child.kill()
        else:
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _path() -> str:
    """This process's path for modules: the child must find the same packages."""
    return os.pathsep.join(dict.fromkeys(p for p in sys.path if p))


class Child:
    """The other side: reads the job, writes events."""

    def __init__(self, file: str):
        self.job: dict[str, Any] = json.loads(Path(file).read_text(encoding="utf-8"))
        self.events = open(self.job["events"], "ab", buffering=0)  # noqa: SIM115 (it stays open)
        self.process = os.getpid()

    def say(self, event: str, **values: Any) -> None:
        """Write an event; a fork of this process says nothing, and ends."""
        if os.getpid() != self.process:
            os._exit(0)
        os.write(self.events.fileno(), json.dumps({"event": event, **values}).encode() + b"\n")

    def limit_memory(self) -> None:
        """From now on, the memory that the job allows, where the system can say so."""
        if self.job["memory"] is None:
            return
        with suppress(ImportError, ValueError, OSError):
            import resource

            taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (taken + self.job["memory"],) * 2)
