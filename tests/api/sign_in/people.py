"""Somebody who signs in with all that the pages offer, through the front door."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from tests.conftest import PASSWORD, SignIn

from .authenticator import Authenticator

ORIGIN = "http://localhost:8000"


def browser_of(registry: FastAPI, **headers: str) -> AsyncClient:
    transport = ASGITransport(registry, raise_app_exceptions=False)
    return AsyncClient(transport=transport, base_url="http://test", headers=headers)


@dataclass
class Somebody:
    """A signed-in browser and what its person has in hand."""

    registry: FastAPI
    browser: AsyncClient
    email: str
    account_id: str
    secret: str = ""
    codes: list[str] = field(default_factory=list)
    key: Authenticator = field(default_factory=Authenticator)

    def another_browser(self, **headers: str) -> AsyncClient:
        return browser_of(self.registry, **headers)

    async def first_step(self, browser: AsyncClient) -> Response:
        body = {"email": self.email, "password": PASSWORD}
        return await browser.post("/v1/session", json=body)

    def code(self, *, steps: int = 0) -> str:
        at = datetime.now(UTC) + timedelta(seconds=30 * steps)
        return pyotp.TOTP(self.secret).at(at)

    async def use_totp(self) -> None:
        """Switch codes on; the code of the step before is the one that is used."""
        # A step that ends between here and the answer would be one too many.
        left = 30 - time.time() % 30
        if left < 3:
            await asyncio.sleep(left)
        begun = await self.browser.post("/v1/account/totp")
        assert begun.status_code == 201, begun.text
        self.secret = begun.json()["secret"]
        body = {"code": self.code(steps=-1)}
        answer = await self.browser.put("/v1/account/totp", json=body)
        assert answer.status_code == 200, answer.text
        self.codes = answer.json()["recovery_codes"] or self.codes

    async def use_passkey(self, name: str = "Laptop") -> str:
        begun = await self.browser.post("/v1/account/passkey-options")
        assert begun.status_code == 200, begun.text
        made = self.key.create(begun.json()["options"], origin=ORIGIN)
        body = {"name": name, "credential": made}
        answer = await self.browser.post("/v1/account/passkeys", json=body)
        assert answer.status_code == 201, answer.text
        self.codes = answer.json()["recovery_codes"] or self.codes
        factors = (await self.browser.get("/v1/account/factors")).json()
        return str(factors["passkeys"][-1]["id"])

    async def sign(self, browser: AsyncClient, **changes: Any) -> dict[str, Any]:
        """What the authenticator answers to the sign-in page."""
        begun = await browser.post("/v1/session/passkey-options")
        assert begun.status_code == 200, begun.text
        options = begun.json()["options"] | changes.pop("options", {})
        return self.key.sign(options, **({"origin": ORIGIN} | changes))


async def somebody(registry: FastAPI, sign_in: SignIn, role: Role) -> Somebody:
    browser = await sign_in(browser_of(registry), role)
    # What the server sets later replaces what the test has put there.
    token = browser.cookies["sid"]
    browser.cookies.clear()
    browser.cookies.set("sid", token, domain="test.local", path="/")
    account = (await browser.get("/v1/session")).json()["account"]
    return Somebody(registry, browser, account["email"], account["id"])


async def grow_stale(session: AsyncSession) -> None:
    """Let more than ten minutes pass since everybody's last proof."""
    await session.execute(
        text("UPDATE api.session SET proved_at = proved_at - interval '11 minutes'")
    )
    await session.commit()


def refusal(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def flags(cookie: str) -> set[str]:
    return {part.strip() for part in re.split(r";", cookie)[1:]}
