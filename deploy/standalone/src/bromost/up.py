"""`bromost up`: from nothing to a running system, and down again."""

import fcntl
import http.client
import os
import signal
import socket
import sys
import time
from types import FrameType
from typing import IO
from urllib.parse import urlsplit

from bromost import address, database, first_start, frontend
from bromost.children import Family
from bromost.console import UserError, say, step
from bromost.installation import DEMO_EMAIL, Installation
from bromost.postgres import Postgres
from bromost.postgres_programs import launcher

LONGEST_START = 60


def up(installation: Installation, *, reload: bool = False) -> None:
    """Bring everything up and keep it up until a signal says stop."""
    # Python leaves SIGINT alone where it came in ignored: started in the background.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    installation.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    claim = _claim(installation)
    listening = address.listen(installation)
    claim.write(address.url(listening))
    claim.flush()
    postgres: Postgres | None = None
    family = Family()
    try:
        if reload:
            frontend.prepare()
        else:
            frontend.build()
        if installation.database_url is None:
            step("Starting PostgreSQL")
            postgres = Postgres(installation.data)
            postgres.start()
        _serve(installation, listening, postgres, family, reload=reload)
    except KeyboardInterrupt:
        say()
        step("Stopping")
    finally:
        _stop(family, postgres)
        listening.close()
        claim.close()
    step(
        "Stopped. The data are kept" + (f" in {installation.data}" if postgres else "")
    )


def _claim(installation: Installation) -> IO[str]:
    """One system per folder; whoever comes second learns where the first one is."""
    claim = (installation.data / "running").open("a+")
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        claim.seek(0)
        raise UserError(
            f"Bromost is running already in this folder, at {claim.read()}."
            " Stop it there with Ctrl-C, or choose another folder with BROMOST_DATA."
        ) from error
    claim.truncate(0)
    return claim


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt


def _serve(
    installation: Installation,
    listening: socket.socket,
    postgres: Postgres | None,
    family: Family,
    *,
    reload: bool,
) -> None:
    url = postgres.url() if postgres else str(installation.database_url)
    prepare(installation, url)
    at = address.url(listening)
    environment = os.environ | {
        "BROMOST_DATABASE_URL": url,
        "BROMOST_PUBLIC_URL": installation.public_url or at,
        "BROMOST_AUDIT_HEADS": str(installation.audit_heads),
        "BROMOST_SECRET_KEY": os.environ.get("BROMOST_SECRET_KEY")
        or installation.keep_secret_key(),
        "BROMOST_SOCKET": str(listening.fileno()),
    }
    step("Starting the services")
    _start_children(installation, family, environment, listening, reload=reload)
    _wait_until_ready(at, family)
    _welcome(installation, at)
    while True:
        time.sleep(0.2)
        if postgres and not postgres.is_running:
            say("PostgreSQL ended unexpectedly; it starts again.")
            postgres.stop()
            postgres.start()
        family.check()


def prepare(installation: Installation, url: str) -> None:
    """Schema, and in a new database the reference portfolio and its account."""
    if database.migrate(url):
        step("The database schema is up to date")
    wanted = installation.is_demo_unfinished or first_start.has_no_account(url)
    if installation.with_demo and wanted:
        first_start.fill(url, installation)


def _start_children(
    installation: Installation,
    family: Family,
    environment: dict[str, str],
    listening: socket.socket,
    *,
    reload: bool,
) -> None:
    python = sys.executable
    web, worker = [python, "-m", "bromost.web"], [python, "-m", "bromost.worker"]
    if reload:
        web = _reloading_web(listening)
    family.add(
        "web",
        web,
        environment=environment,
        log=None if reload else installation.log("web"),
        inherited=(listening.fileno(),),
    )
    family.add(
        "worker",
        worker,
        environment=environment,
        log=None if reload else installation.log("worker"),
    )
    if reload:
        line, with_node = frontend.command("npm", "run", "dev")
        port = str(listening.getsockname()[1])
        family.add(
            "page server",
            [*launcher("same"), *line],
            environment=environment | {"PATH": with_node["PATH"], "BROMOST_PORT": port},
            log=None,
            folder=frontend.FOLDER,
        )


def _reloading_web(listening: socket.socket) -> list[str]:
    server = [sys.executable, "-m", "uvicorn", "bromost.web:create_app", "--factory"]
    return [
        *launcher("same"),
        *server,
        "--fd",
        str(listening.fileno()),
        "--reload",
        "--reload-dir",
        "services",
    ]


def _wait_until_ready(at: str, family: Family) -> None:
    deadline = time.monotonic() + LONGEST_START
    while not _answers(at):
        if time.monotonic() > deadline:
            raise UserError("The services do not answer; see the log files.")
        time.sleep(0.05)
        family.check()


def _answers(at: str) -> bool:
    connection = http.client.HTTPConnection(urlsplit(at).netloc, timeout=2)
    try:
        connection.request("GET", "/api/registry/health/ready")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def _welcome(installation: Installation, at: str) -> None:
    say()
    say(f"  Bromost is running at  {installation.public_url or at}")
    password = installation.demo_password()
    if password is not None:
        say(f"  Sign in as             {DEMO_EMAIL}")
        say(f"  with the password      {password}")
    else:
        say("  Add an account with    .venv/bin/python -m bromost account add --help")
    say("  Stop with              Ctrl-C")
    say()


def _stop(family: Family, postgres: Postgres | None) -> None:
    def hurry(number: int, frame: FrameType | None) -> None:
        del number, frame
        family.kill()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, hurry)
    family.stop()
    if postgres:
        postgres.stop()
