"""The whole system at one address, really listening, in a thread of the test."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from pydantic import SecretStr
from starlette.types import ASGIApp

from bromost.first_start import add_account
from bromost.spa import SinglePageApp
from bromost.web import OneAddress
from bromost_api.app import create_app as create_registry
from bromost_api.settings import Settings as RegistrySettings
from bromost_common.auth import Role
from bromost_indicators.app import create_app as create_indicators
from bromost_indicators.settings import Settings as IndicatorSettings
from bromost_notifications.app import create_app as create_notifications
from bromost_notifications.settings import Settings as NotificationSettings

EMAIL = "admin@example.org"
PASSWORD = "eleven green boats"
LONGEST_START = 20


@dataclass(frozen=True)
class Live:
    """A running system, and how to be its administrator."""

    url: str
    database_url: str

    def sign_in(self, email: str = EMAIL) -> str:
        """The session token of somebody who has just signed in."""
        answer = httpx.post(
            f"{self.url}/api/registry/v1/session",
            json={"email": email, "password": PASSWORD},
        )
        assert answer.status_code == 200, answer.text
        return answer.cookies["sid"]


def build(
    database_url: str,
    *,
    public_url: str = "http://127.0.0.1",
    pages: Path | None = None,
    pool_size: int = 6,
    requests_per_minute: int = 0,
) -> OneAddress:
    """The services and the pages as one application, without the environment."""
    common: dict[str, Any] = {
        "database_url": SecretStr(database_url),
        "public_url": public_url,
        "pool_size": pool_size,
        "requests_per_minute": requests_per_minute,
    }
    services = {
        "/api/registry": create_registry(RegistrySettings(**common)),
        "/api/indicators": create_indicators(IndicatorSettings(**common)),
        "/api/notifications": create_notifications(NotificationSettings(**common)),
    }
    https = public_url.startswith("https://")
    return OneAddress(
        services, SinglePageApp(pages or Path("/nonexistent"), https=https), https=https
    )


@contextmanager
def served(app: ASGIApp, *, port: int = 0) -> Iterator[str]:
    """The address of `app`, until the block ends."""
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", port))
        config = uvicorn.Config(
            app,
            http="httptools",
            ws="none",
            log_level="error",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            deadline = time.monotonic() + LONGEST_START
            while not server.started:
                assert thread.is_alive(), "the server did not start"
                assert time.monotonic() < deadline
                time.sleep(0.01)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)


def free_port() -> int:
    """For what has to know its own address before it listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def live(database_url: str) -> Iterator[Live]:
    """The system on a migrated database, with an administrator."""
    register(database_url, EMAIL, Role.ADMINISTRATOR)
    with served(build(database_url)) as url:
        yield Live(url, database_url)


def register(database_url: str, email: str, role: Role) -> None:
    add_account(
        database_url, email=email, name=role.title(), role=role, password=PASSWORD
    )
