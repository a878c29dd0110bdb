"""Becomes another program, which then ends when its parent ends.

Started as `python -I -S launch.py PARENT IDENTITY PROGRAM ARGUMENT...`, so it uses the
standard library alone. IDENTITY says as whom the program runs: `same`, a user id, or
`namespace` (ourselves outside, the user nobody inside: PostgreSQL refuses to be root or
somebody without an account). A separate program instead of `preexec_fn`, because code
between fork and exec is unsafe in a process with threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
NOBODY = 65534


def end_with_parent(parent: int, number: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel for a signal when the parent thread ends.

    Other platforms rely on the clean-up at the next start.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() != parent:  # It ended before the request was made.
        sys.exit(1)


def enter_user_namespace() -> bool:
    user, group = (
        os.geteuid(),
        os.getegid(),
    )  # Inside the new namespace nobody knows them any more.
    if sys.platform != "linux" or ctypes.CDLL(None).unshare(CLONE_NEWUSER) != 0:
        return False
    try:
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{NOBODY} {user} 1")
        _write("/proc/self/gid_map", f"{NOBODY} {group} 1")
    except OSError:
        return False
    return os.geteuid() == NOBODY


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:  # noqa: PTH123 - pathlib would double the start-up time
        file.write(text)


def become(uid: int) -> None:
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)


def main() -> None:
    parent, identity, *command = sys.argv[1:]
    if identity == "namespace":
        if not enter_user_namespace():
            sys.exit(1)
    elif identity != "same":
        become(int(identity))
    end_with_parent(int(parent), signal.SIGINT)
    os.execv(command[0], command)  # noqa: S606 - it becomes the program


if __name__ == "__main__":
    main()
