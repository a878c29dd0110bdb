"""The distributed form on one machine: three services, three workers, one proxy.

Each service signs in with its own database login, and the proxy runs with the committed
configuration. `python -m tests.deploy.distributed` keeps it running for the browser.
"""

import os
import shutil
import signal
import socket
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import make_url

from bromost import database, first_start, frontend
from bromost.installation import CHECKOUT, DEMO_EMAIL, Installation
from bromost.postgres import Postgres
from bromost.postgres_programs import binaries, launcher

SERVICES = {
    "api": "registry",
    "indicators": "indicators",
    "notifications": "notifications",
}
LONGEST_START = 60


@dataclass(frozen=True)
class Distributed:
    """What a test needs to know of the running system."""

    url: str
    password: str
    database_urls: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]]


def nginx() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@contextmanager
def distributed() -> Iterator[Distributed]:
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="bromost-"))
        )
        folder.chmod(0o711)
        postgres = stack.enter_context(Postgres(folder / "data", durable=False))
        urls = _database(postgres)
        here = Installation(data=folder)
        first_start.fill(urls["migrator"], here)
        frontend.build()
        ports = {name: free_port() for name in (*SERVICES, "proxy")}
        url = f"http://127.0.0.1:{ports['proxy']}"
        secret_key = here.keep_secret_key()
        processes: dict[str, subprocess.Popen[bytes]] = {}
        stack.callback(_stop, processes)
        for name in SERVICES:
            environment = os.environ | {
                "BROMOST_DATABASE_URL": urls[name],
                "BROMOST_PUBLIC_URL": url,
                "BROMOST_SECRET_KEY": secret_key,
                f"BROMOST_{name.upper()}_PORT": str(ports[name]),
            }
            for part in ("", ".worker"):
                command = [sys.executable, "-m", f"bromost_{name}{part}"]
                log = folder / f"{name}{part}.log"
                processes[name + part] = _start(command, environment, log)
        command = [
            str(nginx()),
            "-c",
            str(_configure_proxy(folder, ports)),
            "-p",
            str(folder),
        ]
        processes["proxy"] = _start(command, dict(os.environ), folder / "proxy.log")
        for public in SERVICES.values():
            wait_for(f"{url}/api/{public}/health/ready", folder)
        yield Distributed(url, str(here.demo_password()), urls, processes)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _database(postgres: Postgres) -> dict[str, str]:
    """Make the roles with the committed script and the schema as the migrator."""
    passwords = ["migrator", "api", "indicators", "notifications"]
    variables = [f"--set={name}_password={name}-secret" for name in passwords]
    script = CHECKOUT / "deploy/postgres/roles.sql"
    for _ in range(2):  # It may be repeated.
        psql = [str(binaries() / "psql"), postgres.url(driver="postgresql"), "--quiet"]
        subprocess.run(
            [*psql, "--no-psqlrc", *variables, f"--file={script}"], check=True
        )
    logins = {"migrator": "bromost_migrator"}
    logins |= {name: f"bromost_{name}_login" for name in SERVICES}
    owner = make_url(postgres.url())
    urls = {
        name: owner.set(username=login).render_as_string(hide_password=False)
        for name, login in logins.items()
    }
    database.migrate(urls["migrator"])
    return urls


def _configure_proxy(folder: Path, ports: dict[str, int]) -> Path:
    values = {
        "BROMOST_LISTEN": f"127.0.0.1:{ports['proxy']}",
        "BROMOST_PAGES": str(CHECKOUT / "frontend/dist"),
        "BROMOST_REGISTRY": f"127.0.0.1:{ports['api']}",
        "BROMOST_INDICATORS": f"127.0.0.1:{ports['indicators']}",
        "BROMOST_NOTIFICATIONS": f"127.0.0.1:{ports['notifications']}",
    }
    template = string.Template((CHECKOUT / "deploy/nginx.conf").read_text())
    (folder / "site.conf").write_text(template.safe_substitute(values))
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "main.conf"
    main.write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; worker_processes 1;\n"
        f"pid {folder}/nginx.pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; {temporary} include {folder}/site.conf; }}\n"
    )
    return main


def _start(
    command: list[str], environment: dict[str, str], log: Path
) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(
            [*launcher("same"), *command], env=environment, stdout=output, stderr=output
        )


def _stop(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    for process in processes.values():
        process.send_signal(signal.SIGTERM)
    for process in processes.values():
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_for(url: str, folder: Path) -> None:
    deadline = time.monotonic() + LONGEST_START
    while True:
        try:
            if httpx.get(url).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        if time.monotonic() > deadline:
            logs = "\n".join(log.read_text()[-2000:] for log in folder.glob("*.log"))
            message = f"{url} does not answer.\n{logs}"
            raise TimeoutError(message)
        time.sleep(0.1)


def main() -> None:
    with distributed() as system:
        print(f"{system.url} {DEMO_EMAIL} {system.password}", flush=True)  # noqa: T201
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
