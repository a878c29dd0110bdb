"""The three services as processes of their own, behind the committed proxy."""

import asyncio
import time
from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bromost.installation import DEMO_EMAIL
from bromost.spa import SECURITY_HEADERS
from bromost_common.web.edge import API_HEADERS

from .distributed import SERVICES, Distributed, distributed, nginx

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(nginx() is None, reason="nginx is not installed"),
]


@pytest.fixture(scope="module")
def system() -> Iterator[Distributed]:
    with distributed() as running:
        yield running


@pytest.fixture
def browser(system: Distributed) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=system.url) as client:
        yield client


def sign_in(browser: httpx.Client, system: Distributed) -> httpx.Response:
    body = {"email": DEMO_EMAIL, "password": system.password}
    origin = {"Origin": system.url}
    return browser.post("/api/registry/v1/session", json=body, headers=origin)


@pytest.mark.parametrize("service", SERVICES.values())
def test_every_service_is_healthy_behind_the_proxy(
    browser: httpx.Client, service: str
) -> None:
    assert browser.get(f"/api/{service}/health/ready").json() == {"status": "ok"}


def test_a_session_of_the_registry_is_known_to_every_service(
    browser: httpx.Client, system: Distributed
) -> None:
    signed_in = sign_in(browser, system)

    listed = browser.get("/api/registry/v1/organisations")

    assert signed_in.status_code == 200
    assert listed.status_code == 200


def test_a_request_from_another_site_is_refused_behind_the_proxy(
    browser: httpx.Client, system: Distributed
) -> None:
    answer = browser.post(
        "/api/registry/v1/session",
        json={"email": DEMO_EMAIL, "password": system.password},
        headers={"Origin": "https://elsewhere.example"},
    )

    assert answer.status_code == 403
    assert answer.json()["code"] == "cross_site_request"


@pytest.mark.parametrize(
    ("path", "headers", "refusal"),
    [
        ("/api/nothing/v1", {}, (404, "not_found")),
        ("/api/registry/v1/nothing", {}, (404, "not_found")),
        ("/api/registry/v1/session", {}, (401, "not_authenticated")),
        (
            "/api/registry/v1/session",
            {"Cookie": "a" * 5_000},
            (431, "cookie_too_large"),
        ),
        ("/", {"Cookie": "a" * 60_000}, (431, "headers_too_large")),
        (f"/api/registry/{'x' * 9_000}", {}, (414, "address_too_long")),
    ],
)
def test_s12_refusals_have_the_headers_too(
    browser: httpx.Client, path: str, headers: dict[str, str], refusal: tuple[int, str]
) -> None:
    answer = browser.get(path, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == refusal
    for name, value in API_HEADERS.items():
        assert answer.headers[name] == value
    assert "/" not in answer.headers.get("Server", "")


@pytest.mark.parametrize("path", ["/", "/organisations/1?q=x", "/bromost.svg"])
def test_pages_have_the_headers_of_the_standalone_form(
    browser: httpx.Client, path: str
) -> None:
    answer = browser.get(path)

    assert answer.status_code == 200
    for name, value in SECURITY_HEADERS:
        assert answer.headers[name.decode()] == value.decode()
    assert answer.headers["Cache-Control"] == "no-cache"


def test_assets_are_compressed_and_kept_for_ever(browser: httpx.Client) -> None:
    page = browser.get("/").text
    script = page.partition('src="')[2].partition('"')[0]

    answer = browser.get(script, headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "path", ["/assets/missing.js", "/.vite/manifest.json", "/api/nothing/v1"]
)
def test_what_is_not_there_is_not_found(browser: httpx.Client, path: str) -> None:
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "begins"),
    [
        ("/public/nb/", "<!doctype html>"),
        ("/robots.txt", "User-agent: *"),
        ("/sitemap.xml", "<?xml"),
        ("/public/en/feed.atom", "<?xml"),
    ],
)
def test_pages_for_everybody_come_from_the_registry(
    browser: httpx.Client, path: str, begins: str
) -> None:
    answer = browser.get(path)

    assert answer.status_code == 200
    assert answer.text.startswith(begins)
    assert answer.headers["cache-control"].startswith("public")
    assert "script-src" not in answer.headers["content-security-policy"]


def test_a_service_may_not_read_the_tables_of_another(system: Distributed) -> None:
    async def read(service: str) -> None:
        engine = create_async_engine(
            system.database_urls[service],
            poolclass=NullPool,
            connect_args={"server_settings": {"role": f"bromost_{service}"}},
        )
        try:
            async with engine.connect() as connection:
                await connection.execute(text("SELECT password_hash FROM api.account"))
        finally:
            await engine.dispose()

    asyncio.run(read("api"))
    with pytest.raises(ProgrammingError, match="permission denied"):
        asyncio.run(read("indicators"))


def test_a_service_that_is_down_is_a_problem_and_the_others_go_on(
    browser: httpx.Client, system: Distributed
) -> None:
    process = system.processes["notifications"]
    process.terminate()
    process.wait(10)
    time.sleep(0.1)

    down = browser.get("/api/notifications/health/ready")

    assert down.status_code == 503
    assert down.json()["code"] == "unavailable"
    assert down.headers["Retry-After"] == "5"
    assert browser.get("/api/registry/health/ready").status_code == 200
