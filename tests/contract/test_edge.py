"""What every answer carries and every request must pass, whichever route it is for."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text

from bromost_common.auth import Role
from bromost_common.web.session import Session
from tests.conftest import SignIn, client_of
from tests.live import build, served

from .operations import MOUNTS, SERVICES, Operation, operations

HTTPS = "https://bromost.example"
UNSAFE = [one for one in operations() if not one.is_safe]
every_service = pytest.mark.parametrize("service", SERVICES)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The system as behind an https address, with pages and without a database."""
    pages = tmp_path_factory.mktemp("pages")
    (pages / "index.html").write_text("<!doctype html><title>Bromost</title>")
    (pages / "assets").mkdir()
    (pages / "assets/app-1a2b3c.js").write_text("export {}")
    with served(build(nowhere(), public_url=HTTPS, pages=pages)) as url:
        yield url


def nowhere() -> str:
    return "postgresql+asyncpg://nobody@127.0.0.1:9/nowhere"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/organisations/1", 200),
        ("GET", "/assets/app-1a2b3c.js", 200),
        ("GET", "/assets/gone.js", 404),
        ("GET", "/../../etc/passwd.txt", 404),
        ("POST", "/", 405),
        ("GET", "/api/unknown/v1/things", 404),
        ("GET", "/api/registry/v1/nowhere", 404),
        ("GET", "/api/registry/health/live", 200),
        ("GET", "/api/registry/v1/organisations", 401),
        ("PUT", "/api/registry/v1/session", 405),
        ("POST", "/api/registry/v1/session", 422),
        ("DELETE", "/api/registry/v1/session", 503),
        ("GET", "/api/registry/health/ready", 503),
        ("GET", "/api/indicators/health/ready", 503),
        ("GET", "/api/notifications/v1/inbox/stream", 401),
    ],
)
def test_s12_every_answer_carries_security_headers(
    address: str, method: str, path: str, status: int
) -> None:
    answer = httpx.request(method, address + path)

    assert answer.status_code == status
    headers = answer.headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] in {"no-referrer", "same-origin"}
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert headers["x-frame-options"] == "DENY"
    assert "camera=()" in headers["permissions-policy"]
    assert "unsafe" not in policy
    assert "server" not in headers
    if path.startswith("/api/"):
        assert headers["cache-control"] == "no-store"
    assert not {name for name in headers if name.startswith("access-control-")}


async def test_s12_a_bug_carries_them_too(
    registry: FastAPI, client: AsyncClient
) -> None:
    @registry.get("/v1/broken")
    async def broken(session: Session) -> None:
        await session.execute(text("SELECT 1 FROM nothing"))

    answer = await client.get("/v1/broken")

    assert answer.status_code == 500
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.headers["x-request-id"]) == 36


# It asks for the cookie of a link before it reads a body; nobody signs in to have that.
# What it makes of bodies is in tests/indicators/test_contribution_links.py.
BY_LINK = {"confirm_answer", "hand_in_file", "save_answer"}


@pytest.fixture
async def browser(
    service: str, registry: FastAPI, indicators: FastAPI, notifications: FastAPI
) -> AsyncIterator[AsyncClient]:
    """Nobody yet, at one service."""
    apps = dict(zip(SERVICES, (registry, indicators, notifications), strict=True))
    async for client in client_of(apps[service]):
        yield client


async def codes(
    browser: AsyncClient, service: str, **changes: object
) -> dict[str, tuple[int, str]]:
    """What each unsafe operation of a service answers to a call changed so."""
    found = {}
    for operation in UNSAFE:
        if operation.service == service:
            answer = await send(browser, operation, **changes)
            code = answer.json().get("code", "") if answer.content else ""
            found[operation.name] = (answer.status_code, code)
    return found


async def send(
    browser: AsyncClient, operation: Operation, **changes: object
) -> httpx.Response:
    media = operation.request_bodies.get("application/json")
    body = media["example"] if media else None
    arguments: dict[str, object] = {"json": body, "headers": {}} | changes
    if "if-match" in operation.parameters:
        arguments["headers"] = {"If-Match": '"1"', **arguments["headers"]}  # type: ignore[dict-item]
    return await browser.request(operation.method, operation.url(), **arguments)  # type: ignore[arg-type]


@every_service
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "nonsense"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://test.elsewhere.example"},
        {"Origin": "http://test:81"},
    ],
    ids=str,
)
async def test_s7_another_sites_changes_are_refused(
    service: str, browser: AsyncClient, sign_in: SignIn, headers: dict[str, str]
) -> None:
    await sign_in(browser, Role.ADMINISTRATOR)

    found = await codes(browser, service, headers=headers)

    refused = (403, "cross_site_request")
    assert {name: one for name, one in found.items() if one != refused} == {}


@every_service
@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://test"}],
    ids=str,
)
async def test_our_own_pages_changes_are_not(
    service: str, browser: AsyncClient, headers: dict[str, str]
) -> None:
    found = await codes(browser, service, headers=headers)

    assert "cross_site_request" not in {code for _, code in found.values()}


@every_service
async def test_s7_forms_and_plain_text_are_no_json(
    service: str, browser: AsyncClient, sign_in: SignIn
) -> None:
    """A foreign page can send these without asking us first."""
    await sign_in(browser, Role.ADMINISTRATOR)
    for kind in ("text/plain", "application/x-www-form-urlencoded", "x/y"):
        for operation in UNSAFE:
            if operation.service != service or not operation.request_bodies:
                continue
            # OAuth2 has its tokens asked for by a form, and its own refusals.
            if operation.name == "issue_token":
                continue
            answer = await send(
                browser,
                operation,
                json=None,
                content=b'{"kind": "agency", "name": "Agency"}',
                headers={"Content-Type": kind},
            )
            refused = {401} if operation.name in BY_LINK else {415, 422}
            assert answer.status_code in refused, operation.name


@every_service
async def test_s15_bodies_over_the_limit_are_refused(
    service: str, browser: AsyncClient, sign_in: SignIn
) -> None:
    await sign_in(browser, Role.ADMINISTRATOR)
    headers = {"Content-Type": "application/json"}

    found = await codes(
        browser, service, json=None, content=b" " * 1_000_001, headers=headers
    )

    refused = (413, "body_too_large")
    assert {name: one for name, one in found.items() if one != refused} == {}


@every_service
async def test_unknown_fields_are_refused(
    service: str, browser: AsyncClient, sign_in: SignIn
) -> None:
    await sign_in(browser, Role.ADMINISTRATOR)
    for operation in UNSAFE:
        media = operation.request_bodies.get("application/json")
        if operation.service != service or media is None or operation.name in BY_LINK:
            continue
        answer = await send(browser, operation, json=media["example"] | {"colour": 1})
        refused = [(f["loc"], f["code"]) for f in answer.json()["fields"]]
        assert answer.status_code == 422, operation.name
        assert (["body", "colour"], "extra_forbidden") in refused, operation.name


@every_service
@pytest.mark.parametrize(
    ("content", "status"),
    [(b"{", 400), (b"", 422), (b"[]", 422), (b"null", 422), (b"\xff\xfe{", 400)],
)
async def test_bodies_that_are_no_object_are_refused(
    service: str, browser: AsyncClient, sign_in: SignIn, content: bytes, status: int
) -> None:
    await sign_in(browser, Role.ADMINISTRATOR)
    for operation in UNSAFE:
        required = operation.definition.get("requestBody", {}).get("required")
        if operation.service == service and required:
            answer = await send(
                browser,
                operation,
                json=None,
                content=content,
                headers={"Content-Type": "application/json"},
            )
            unread = {401} if operation.name in BY_LINK else set[int]()
            refused = {status, 422} | unread
            assert answer.status_code in refused, (operation.name, answer.text)


def test_every_service_is_asked_something() -> None:
    assert {one.service for one in UNSAFE} == set(MOUNTS) == set(SERVICES)
