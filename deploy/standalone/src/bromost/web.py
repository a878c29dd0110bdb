"""The three services and the pages at one address, in one process."""

import os
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from bromost import installation, lifeline
from bromost.spa import SinglePageApp
from bromost_api.app import create_app as create_registry
from bromost_api.settings import Settings as RegistrySettings
from bromost_common.errors import NotFoundError
from bromost_common.logging import configure_logging
from bromost_common.web.edge import RequestContextMiddleware
from bromost_common.web.serve import KEEP_ALIVE_SECONDS
from bromost_indicators.app import create_app as create_indicators
from bromost_indicators.settings import Settings as IndicatorSettings
from bromost_notifications.app import create_app as create_notifications
from bromost_notifications.settings import Settings as NotificationSettings

# Where OAuth2 clients look for how to get a token (RFC 8414).
_ELSEWHERE: dict[str, str] = {
    "/.well-known/oauth-authorization-server": (
        "/api/registry/v1/authorization-server"
    ),
    "/robots.txt": "/api/registry/v1/public/robots.txt",
    "/sitemap.xml": "/api/registry/v1/public/sitemap.xml",
}
# The pages for everybody, which the registry writes.
_PUBLIC = "/public/"


class OneAddress:
    """Hands each request to the service of its path, or to the pages.

    Mounted applications are not started by themselves, so it starts them.
    """

    def __init__(
        self, services: Mapping[str, FastAPI], pages: ASGIApp, *, https: bool = False
    ) -> None:
        self._services = services
        self._pages = pages
        self._unknown = RequestContextMiddleware(_no_such_service, https=https)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        path: str = scope["path"]
        path = _ELSEWHERE.get(path, path)
        if path.startswith(_PUBLIC):
            path = f"/api/registry/v1{path}"
        if not path.startswith("/api/"):
            await self._pages(scope, receive, send)
            return
        prefix = "/".join(path.split("/", 3)[:3])
        service = self._services.get(prefix)
        if service is None:
            await self._unknown(scope, receive, send)
            return
        # FastAPI finds its route behind the root path.
        await service({**scope, "path": path, "root_path": prefix}, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        async with AsyncExitStack() as started:
            try:
                for service in self._services.values():
                    await started.enter_async_context(_running(service))
            except Exception as error:  # noqa: BLE001 - the server reports and ends
                await send({"type": "lifespan.startup.failed", "message": str(error)})
                return
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})


@asynccontextmanager
async def _running(service: FastAPI) -> AsyncIterator[None]:
    async with service.router.lifespan_context(service):
        yield


async def _no_such_service(scope: Scope, receive: Receive, send: Send) -> None:
    del scope, receive, send
    raise NotFoundError("There is no such service.")


def create_app() -> OneAddress:
    """Built from the environment; for uvicorn's `--factory`."""
    configure_logging()
    registry = RegistrySettings()
    services = {
        "/api/registry": create_registry(registry),
        "/api/indicators": create_indicators(IndicatorSettings()),
        "/api/notifications": create_notifications(NotificationSettings()),
    }
    built = installation.from_environment().frontend / "dist"
    https = registry.is_https
    return OneAddress(services, SinglePageApp(built, https=https), https=https)


def main() -> None:
    """Serve the socket that the supervisor opened, so that restarts lose no caller."""
    lifeline.watch()
    listening = socket.socket(fileno=int(os.environ["BROMOST_SOCKET"]))
    config = uvicorn.Config(
        create_app(),
        http="httptools",
        ws="none",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
    server = uvicorn.Server(config)
    server.run(sockets=[listening])
    if not server.started:
        sys.exit(3)


if __name__ == "__main__":
    main()
