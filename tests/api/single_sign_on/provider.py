"""A real OpenID provider in a process of its own, and a person who signs in there."""

import json
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from httpx import AsyncClient, Response

from bromost import frontend

PROGRAM = frontend.FOLDER / "e2e" / "identity-provider.mjs"
SITE = "http://test"
SECRET = "a secret of forty characters, for tests!"


@dataclass(frozen=True)
class RealProvider:
    """Where it listens, and what the registry has to know of it."""

    issuer: str

    def settings(self, provider_id: str = "real", **changes: Any) -> dict[str, Any]:
        return {
            "id": provider_id,
            "names": {"en": "Provider for tests"},
            "issuer": self.issuer,
            "client_id": provider_id,
            "client_secret": SECRET,
            **changes,
        }


def client_settings(client_id: str, site: str, **changes: Any) -> dict[str, Any]:
    """A client as the provider has it on its books."""
    return {
        "client_id": client_id,
        "client_secret": SECRET,
        "redirect_uris": [f"{site}/api/registry/v1/sign-in/{client_id}/callback"],
        "post_logout_redirect_uris": [f"{site}/sign-in"],
        "response_types": ["code"],
        "grant_types": ["authorization_code"],
        "backchannel_logout_session_required": True,
        **changes,
    }


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def real_provider(
    port: int, clients: list[dict[str, Any]], **more: Any
) -> Iterator[RealProvider]:
    frontend.prepare()
    settings = json.dumps({"port": port, "clients": clients, **more})
    line, environment = frontend.command("node", str(PROGRAM), settings)
    process = subprocess.Popen(
        line,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        said = ""
        for text in process.stdout:
            said += text
            if text.strip() == "ready":
                break
        else:
            raise AssertionError(said)
        yield RealProvider(f"http://127.0.0.1:{port}")
    finally:
        process.stdin.close()
        process.wait(10)
        process.stdout.close()


@dataclass
class Person:
    """A browser: one cookie jar at our site, one at the provider."""

    site: AsyncClient
    provider: AsyncClient

    async def leave(self, start: str) -> str:
        """Where our page sends the browser."""
        answer = await self.site.get(start)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def identify(self, url: str, form: Mapping[str, str]) -> str:
        """Sign in at the provider; the address that it sends the browser back to."""
        answer = await self.provider.get(url)
        while "/interaction/" in answer.headers.get("location", ""):
            page = urljoin(url, answer.headers["location"])
            await self.provider.get(page)
            answer = await self.provider.post(page, data=dict(form))
            answer = await self.provider.get(urljoin(url, answer.headers["location"]))
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def come_back(self, url: str) -> Response:
        return await self.site.get(url.removeprefix(f"{SITE}/api/registry"))

    async def sign_in(
        self, login: str = "ada", *, start: str = "/v1/sign-in/real", **form: str
    ) -> Response:
        """The whole way; our answer at its end."""
        back = await self.identify(await self.leave(start), {"login": login, **form})
        return await self.come_back(back)
