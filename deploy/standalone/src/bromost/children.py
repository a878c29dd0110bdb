"""The processes under the supervisor: started again when they fall over."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bromost import lifeline
from bromost.console import say

LARGEST_LOG = 20_000_000
SHORTEST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
# A child that lived this long was well; its next fall starts counting anew.
WELL_AFTER = 60.0


@dataclass
class Child:
    """One process and its history of falls."""

    name: str
    command: Sequence[str]
    log: Path | None
    environment: dict[str, str]
    inherited: tuple[int, ...] = ()
    folder: Path | None = None
    falls: int = 0
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    start_at: float = field(default=0.0)

    def start(self) -> None:
        with _output(self.log) as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=self.environment,
                cwd=self.folder,
                pass_fds=self.inherited,
                # Ctrl-C reaches the supervisor alone, which stops all in order.
                start_new_session=True,
            )
        self.started = time.monotonic()

    def check(self) -> None:
        """Start it (again) when it is due."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_at:
                self.start()
        elif (code := self.process.poll()) is not None:
            self.falls = 1 if now - self.started > WELL_AFTER else self.falls + 1
            pause = min(SHORTEST_PAUSE * 2 ** (self.falls - 1), LONGEST_PAUSE)
            self.process, self.start_at = None, now + pause
            where = f" (see {self.log})" if self.log else ""
            say(
                f"The {self.name} process ended unexpectedly, {_how(code)}{where};"
                f" it starts again in {pause:g} s."
            )

    def signal(self, number: signal.Signals) -> None:
        """Reach the process and what it started: it leads a group of its own."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def wait(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            self.signal(signal.SIGKILL)
            self.process.wait()


class Family:
    """All children, tied to this process by one pipe."""

    def __init__(self) -> None:
        self._children: list[Child] = []
        self._far_end, self._near_end = os.pipe()

    def add(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: dict[str, str],
        log: Path | None,
        inherited: tuple[int, ...] = (),
        folder: Path | None = None,
    ) -> Child:
        child = Child(
            name=name,
            command=command,
            log=log,
            environment=environment | {lifeline.VARIABLE: str(self._far_end)},
            inherited=(*inherited, self._far_end),
            folder=folder,
        )
        self._children.append(child)
        child.start()
        return child

    def check(self) -> None:
        for child in self._children:
            child.check()

    def stop(self, *, patience: float = 8) -> None:
        deadline = time.monotonic() + patience
        for child in self._children:
            child.signal(signal.SIGTERM)
        for child in self._children:
            child.wait(deadline)

    def kill(self) -> None:
        for child in self._children:
            child.signal(signal.SIGKILL)


def _how(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"with exit code {code}"


def _output(log: Path | None) -> contextlib.AbstractContextManager[int | None]:
    if log is None:
        return contextlib.nullcontext()
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    return _appending(log)


@contextlib.contextmanager
def _appending(log: Path) -> Iterator[int]:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
