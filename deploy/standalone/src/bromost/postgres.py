"""A PostgreSQL of our own in a folder: no port, no account, no service to install."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import psutil
from sqlalchemy import URL

from bromost.postgres_programs import (
    PostgresError,
    binaries,
    explain,
    identity_for,
    launcher,
    locale_options,
    make_private,
    owner_of_new_data,
    settings,
)

OWNER = "bromost_owner"
# The kernel's limit is 107 on Linux and 103 on macOS.
LONGEST_SOCKET_PATH = 100
LARGEST_LOG = 20_000_000
LINE_OF_STATUS = 7


class Postgres:
    """One database cluster under `folder`; whoever asks first starts it for all.

    The starter holds a file lock for as long as it lives. A server without a lock
    holder was left behind by a killed process and is stopped before a new one starts,
    so two servers never meet in one folder.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        """`durable=False` trades safety after a power cut for speed: for tests."""
        self.folder = folder.resolve()
        self.data = self.folder / "postgres"
        self._durable = durable
        self._log = self.folder / "postgres.log"
        self._pid_file = self.data / "postmaster.pid"
        self._lock: IO[str] | None = None
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self, *, timeout: float = 60) -> None:
        """Return when the server takes connections.

        Call it from a thread that lives on: on Linux the server ends with it.
        """
        deadline = time.monotonic() + timeout
        try:
            self._make_folder()
            while not self._take_lock():
                if self._is_ready() and self._listens():
                    return
                self._give_up_after(deadline)
                time.sleep(0.02)
            self._remove_remains()
            if not self.data.exists():
                self._initialise()
            self._launch(deadline)
        except OSError as error:
            self.stop()
            raise PostgresError(explain(str(error), self.folder)) from error
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server if this object started it."""
        server, self._server = self._server, None
        if server is not None:
            attempts = ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5))
            for number, patience in attempts:
                with contextlib.suppress(ProcessLookupError):
                    server.send_signal(number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    server.wait(patience)
                    break
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def is_running(self) -> bool:
        return self._server is None or self._server.poll() is None

    def url(self, database: str = "bromost", driver: str = "postgresql+asyncpg") -> str:
        sockets = str(self._socket_folder())
        address = URL.create(
            driver, username=OWNER, database=database, query={"host": sockets}
        )
        return address.render_as_string(hide_password=False)

    def _make_folder(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_ours = os.access(self.folder, os.W_OK | os.X_OK) and (
            not self.data.exists() or os.geteuid() in (0, self.data.stat().st_uid)
        )
        if not is_ours:
            raise PostgresError(
                f"The data in {self.folder} belong to another user of this machine."
                " Start as that user, or choose another folder with BROMOST_DATA."
            )

    def _take_lock(self) -> bool:
        lock = (self.folder / "postgres.lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return False
        self._lock = lock
        return True

    def _give_up_after(self, deadline: float) -> None:
        if time.monotonic() > deadline:
            raise PostgresError(
                f"Another process holds the database in {self.folder}, but PostgreSQL"
                " does not answer. Stop that process and start again."
            )

    def _is_ready(self, pid: int | None = None) -> bool:
        lines = _lines(self._pid_file)
        if len(lines) <= LINE_OF_STATUS:
            return False
        return lines[LINE_OF_STATUS].strip() == "ready" and pid in (None, int(lines[0]))

    def _listens(self) -> bool:
        """A killed server leaves its files behind, but nobody behind the socket."""
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self._socket_folder() / ".s.PGSQL.5432"))
            except OSError:
                return False
        return True

    def _remove_remains(self) -> None:
        """After kill -9: wait for what still works here, or end it; forget its id.

        The id may by now belong to a zombie or to a stranger, for which PostgreSQL
        would refuse to start.
        """
        lines = _lines(self._pid_file)
        if lines:
            workers = [
                one for one in psutil.process_iter() if _works_in(one, self.data)
            ]
            for process in workers:
                if process.pid == int(lines[0]):
                    _signal(process, signal.SIGINT)
            for process in psutil.wait_procs(workers, timeout=15)[1]:
                _signal(process, signal.SIGKILL)
            psutil.wait_procs(workers, timeout=5)
        for remains in (self._pid_file, *self._socket_folder().glob(".s.PGSQL.*")):
            remains.unlink(missing_ok=True)

    def _initialise(self) -> None:
        """Make the cluster beside its place, where half of one is not taken for all."""
        draft = self.folder / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        owner = owner_of_new_data()
        if owner != os.geteuid():
            self.folder.chmod(0o711)
            os.chown(draft, owner, -1)
        options = ["-D", str(draft), "-U", OWNER, "-A", "trust", "-E", "UTF8"]
        options += ["--no-instructions", *locale_options()]
        if not self._durable:
            options.append("--no-sync")
        identity = identity_for(draft)
        self._run("initdb", *options, identity=identity)
        alone = ("--single", "-D", str(draft), "postgres")
        statement = "CREATE DATABASE bromost\n"
        self._run("postgres", *alone, identity=identity, text=statement)
        draft.rename(self.data)

    def _run(self, name: str, *arguments: str, identity: str, text: str = "") -> None:
        done = subprocess.run(
            [*launcher(identity), str(binaries() / name), *arguments],
            input=text,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
        )
        if done.returncode != 0:
            output = done.stderr or done.stdout or f"{name} failed."
            raise PostgresError(explain(output, self.folder))

    def _launch(self, deadline: float) -> None:
        if self._log.exists() and self._log.stat().st_size > LARGEST_LOG:
            self._log.replace(self._log.with_suffix(".log.1"))
        sockets = self._socket_folder()
        make_private(sockets, self.data.stat().st_uid)
        chosen = settings(sockets, durable=self._durable)
        with self._log.open("ab") as log:
            start_of_log = log.tell()
            self._server = subprocess.Popen(
                [
                    *launcher(identity_for(self.data)),
                    str(binaries() / "postgres"),
                    *("-D", str(self.data)),
                    *(f"--{name}={value}" for name, value in chosen.items()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                # Ctrl-C reaches the supervisor alone, which stops the server last.
                start_new_session=True,
            )
        while not self._is_ready(self._server.pid):
            if self._server.poll() is not None or time.monotonic() > deadline:
                said = self._log.read_bytes()[start_of_log:].decode(errors="replace")
                raise PostgresError(explain(said, self.folder))
            time.sleep(0.01)

    def _socket_folder(self) -> Path:
        inside = self.folder / "socket"
        if len(os.fsencode(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
            return inside
        owner = self.data.stat().st_uid if self.data.exists() else os.geteuid()
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"bromost-{owner}-{name}"


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except FileNotFoundError:
        return []


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        is_zombie = process.status() == psutil.STATUS_ZOMBIE
        return not is_zombie and Path(process.cwd()) == folder
    except (psutil.Error, OSError):
        return False


def _signal(process: psutil.Process, number: signal.Signals) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(number)
