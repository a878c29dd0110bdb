"""A filled database, one web process over it, and somebody who is signed in."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import psutil
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bromost import database, first_start
from bromost.installation import DEMO_EMAIL, Installation
from bromost.postgres import Postgres
from bromost.postgres_programs import binaries, launcher
from tests.deploy.distributed import free_port, wait_for

CLIENTS = 8


class Speed(NamedTuple):
    """What one round of asking the same thing gave."""

    per_second: float
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True)
class System:
    """The web process of the registry over an embedded database."""

    port: int
    cookie: str
    postgres: Postgres
    folder: Path
    web_pid: int = 0
    password: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        path: str,
        *,
        seconds: float = 3,
        port: int | None = None,
        cookie: str | None = None,
        clients: int = CLIENTS,
    ) -> Speed:
        command = [sys.executable, "-m", "tests.bench.load", "127.0.0.1"]
        who = [str(port or self.port), path, cookie or self.cookie]
        what = [*who, str(clients), str(seconds)]
        done = subprocess.run(
            [*command, *what], stdout=subprocess.PIPE, text=True, check=True
        )
        return Speed(**json.loads(done.stdout))

    def pgbench(
        self,
        statement: str,
        *,
        seconds: float = 3,
        reads: str | None = None,
        clients: int = CLIENTS,
    ) -> float:
        """Transactions per second without any Python.

        As the owner, or else as the registry's role that `reads` as far as said.
        """
        script = self.folder / "statement.sql"
        script.write_text(statement)
        url = self.postgres.url(driver="postgresql")
        options = ["-n", "-M", "prepared", "-c", str(clients), "-j", "2"]
        done = subprocess.run(
            [
                *(str(binaries() / "pgbench"), *options),
                *("-T", str(int(seconds)), "-f", str(script), url),
            ],
            env=os.environ | {"PGOPTIONS": _options(reads)},
            capture_output=True,
            text=True,
            check=True,
        )
        return float(done.stdout.partition("tps = ")[2].split()[0])

    def cpu_seconds(self) -> float:
        """What the web process and all of PostgreSQL have taken of the processors.

        On a machine that others use as well it tells more than the clock.
        """
        (pid_file,) = self.folder.glob("data/**/postmaster.pid")
        server = psutil.Process(int(pid_file.read_text().split()[0]))
        taken = 0.0
        for process in (psutil.Process(self.web_pid), server, *server.children()):
            with suppress(psutil.Error):
                times = process.cpu_times()
                taken += times.user + times.system
        return taken

    async def execute(self, *statements: str) -> None:
        engine = create_async_engine(self.postgres.url(), poolclass=NullPool)
        async with engine.connect() as connection:
            autocommit = await connection.execution_options(
                isolation_level="AUTOCOMMIT"
            )
            for statement in statements:
                await autocommit.execute(text(statement))
        await engine.dispose()

    async def rows(self, statement: str) -> Sequence[Any]:
        engine = create_async_engine(self.postgres.url(), poolclass=NullPool)
        async with engine.connect() as connection:
            found = (await connection.exec_driver_sql(statement)).all()
        await engine.dispose()
        return found


def _options(reads: str | None) -> str:
    if reads is None:
        # Views of the owner's ask the owner, too, how far it reads.
        return "-c jit=off -c bromost.reads=*"
    return f"-c jit=off -c role=bromost_api -c bromost.reads={reads}"


@contextmanager
def running() -> Iterator[System]:
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="bromost-"))
        )
        folder.chmod(0o711)
        postgres = stack.enter_context(Postgres(folder / "data"))
        database.migrate(postgres.url())
        here = Installation(data=folder)
        first_start.fill(postgres.url(), here)
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        log = stack.enter_context((folder / "web.log").open("wb"))
        web = subprocess.Popen(
            [*launcher("same"), sys.executable, "-m", "bromost_api"],
            env={
                "BROMOST_DATABASE_URL": postgres.url(),
                "BROMOST_PUBLIC_URL": url,
                # Counted as ever, but never reached.
                "BROMOST_REQUESTS_PER_MINUTE": "100000000",
                "BROMOST_API_PORT": str(port),
            },
            stdout=log,
            stderr=log,
        )
        stack.callback(web.wait, 10)
        stack.callback(web.terminate)
        wait_for(f"{url}/health/ready", folder)
        password = here.demo_password()
        body = {"email": DEMO_EMAIL, "password": password}
        signed_in = httpx.post(f"{url}/v1/session", json=body)
        cookie = signed_in.cookies["sid"]
        yield System(port, cookie, postgres, folder, web.pid, password or "")
