"""S10: nothing that a caller says makes a service connect to anything.

The services connect to their database, to the mail server and to identity providers,
and all three are named by whoever runs the installation. Addresses of webhooks and chat
channels are named by people: no request dials them, and the worker only as its guard
lets it (`tests/notifications/test_webhook_sending.py`, `test_chat_sending.py`).
"""

import ast
import asyncio
import re
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
import pytest

from bromost_common.auth import Role, ScopeType
from tests.architecture.test_rules import MODULES, named
from tests.contract.operations import Operation, operations, resolved
from tests.contract.route_matrix import ENDLESS
from tests.contract.world import Part, World, browsers, call

# Whatever can open a connection, and who may use it for what.
CONNECTS = re.compile(
    r"(aiohttp|aiosmtplib|apprise|asyncpg|authlib\.integrations|dns|ftplib|http\.client"
    r"|httpcore|httpx2?|paramiko|poplib|imaplib|requests|smtplib|socket|ssl|telnetlib"
    r"|urllib\.request|urllib3|webbrowser|websockets|xmlrpc)(\.|$)"
)
MAY_CONNECT = {
    "services/common/src/bromost_common/listen.py": "the database",
    "services/common/src/bromost_common/quick.py": "the database",
    "services/common/src/bromost_common/smtp.py": "BROMOST_SMTP_URL",
    "services/common/src/bromost_common/files/scanner.py": "the virus scanner",
    "services/notifications/src/bromost_notifications/sending/posting.py": "receivers",
    "services/notifications/src/bromost_notifications/chat_channels/speaking.py": (
        "by way of posting.py alone"
    ),
    "services/api/src/bromost_api/single_sign_on/client.py": "identity providers",
    "services/api/src/bromost_api/single_sign_on/transport.py": "identity providers",
    "deploy/standalone/src/bromost/postgres.py": "the embedded database",
    "deploy/standalone/src/bromost/web.py": "listens",
    "deploy/standalone/src/bromost/up.py": "listens, and asks itself whether it does",
    "deploy/standalone/src/bromost/address.py": "looks for a free port",
    "deploy/standalone/src/bromost/demo/front_door.py": "fills the system it runs in",
}
# The driver's errors, to tell them apart.
ERRORS_ONLY = {"asyncpg.exceptions", "requests.exceptions", "requests.status_codes"}


def connecting(source: str) -> set[str]:
    """The modules of `source` through which a connection could be opened."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import():
                names = [alias.name for alias in node.names]
            case ast.ImportFrom():
                names = [node.module or ""]
            case ast.Attribute(attr="open_connection" | "create_connection"):
                names = ["socket"]
            case _:
                names = []
        found |= {name for name in names if CONNECTS.match(name)}
    return found - ERRORS_ONLY


def test_s10_only_the_listed_modules_can_connect() -> None:
    found = {named(path) for path in MODULES if connecting(path.read_text())}

    assert found == MAY_CONNECT.keys()


@pytest.mark.parametrize(
    "source",
    [
        "import httpx",
        "from urllib.request import urlopen",
        "import asyncio\nasyncio.open_connection('a', 1)",
        "def f():\n    from http.client import HTTPConnection",
    ],
)
def test_s10_a_module_that_can_connect_is_noticed(source: str) -> None:
    assert connecting(source)


class Watched:
    """The addresses that this process dialled or looked up while it was watched."""

    def __init__(self) -> None:
        self.dialled: list[Any] = []
        self._on = False
        sys.addaudithook(self._heard)

    def _heard(self, event: str, args: tuple[Any, ...]) -> None:
        if self._on and event == "socket.connect":
            self.dialled.append(args[1])
        elif self._on and event == "socket.getaddrinfo":
            self.dialled.append(args[0])

    @contextmanager
    def watching(self) -> Iterator[list[Any]]:
        self.dialled.clear()
        self._on = True
        try:
            yield self.dialled
        finally:
            self._on = False


# A hook of the interpreter stays for good, so there is one.
WATCHED = Watched()


@asynccontextmanager
async def listener() -> AsyncIterator[tuple[int, list[Any]]]:
    """A port of this machine that waits for whoever can be led to it."""
    came: list[Any] = []

    async def meet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.append(writer.get_extra_info("peername"))
        writer.close()

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], came


def targets(port: int) -> list[str]:
    """Ways to write an address that nobody should be led to."""
    hosts = [
        "127.0.0.1", "localhost", "127.1", "0x7f.1", "0x7f000001", "2130706433",
        "017700000001", "127.0.0.1.", "LOCALHOST", "0", "0.0.0", "[::1]", "[::]",
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[fe80::1%25lo]", "[fc00::1]",
        "169.254.169.254", "[fd00:ec2::254]", "metadata.google.internal",
        "100.100.100.200", "10.0.0.1", "172.16.0.1", "192.168.0.1", "192.0.0.8",
        "192.88.99.1", "224.0.0.1", "255.255.255.255", "127.0.0.1.nip.io",
        "user@127.0.0.1", "example.org@127.0.0.1", "example.org#@127.0.0.1",
        "①②⑦.⓪.⓪.①", "127。0。0。1",
    ]  # fmt: skip
    return [
        *(f"http://{host}:{port}/x" for host in hosts),
        f"https://127.0.0.1:{port}/x",
        f"//127.0.0.1:{port}/x",
        f"\\\\127.0.0.1\\share@{port}",
        f"ftp://127.0.0.1:{port}/x",
        f"gopher://127.0.0.1:{port}/_x",
        f"jar:http://127.0.0.1:{port}/x!/",
        f"ldap://127.0.0.1:{port}/x",
        f"smb://127.0.0.1:{port}/x",
        "file:///etc/passwd",
    ]


# Fields that hold an address, by their names; others are tried with a few.
ADDRESS = re.compile(r"url|uri|site|link|return_to|iss|host|network|jw|key|email|mail")
HEADERS = (
    "Host",
    "Forwarded",
    "Origin",
    "Referer",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Original-URL",
    "X-Rewrite-URL",
    "Destination",
    "True-Client-IP",
    "Link",
)


def filled(
    part: Any, target: str, *, only: re.Pattern[str] | None, name: str = ""
) -> Any:
    """`part` of a request with `target` for its texts."""
    if isinstance(part, dict):
        return {k: filled(v, target, only=only, name=k) for k, v in part.items()}
    if isinstance(part, list):
        return [filled(one, target, only=only, name=name) for one in part]
    if isinstance(part, str) and (only is None or only.search(name)):
        return target
    return part


def texts_of(operation: Operation) -> list[str]:
    """The parameters of the query that take any text."""
    return [
        name
        for name, parameter in operation.parameters.items()
        if parameter["in"] == "query" and "enum" not in parameter["schema"]
    ]


def addresses_of(operation: Operation) -> set[str]:
    """The fields of its body that take an address, whether its example has them."""
    media = operation.request_bodies.get("application/json", {})
    schema = resolved(operation.service, media.get("schema", {}))
    return {name for name in schema.get("properties", {}) if ADDRESS.search(name)}


async def ask(
    browser: dict[str, httpx.AsyncClient],
    operation: Operation,
    world: World,
    target: str,
    *,
    only: re.Pattern[str] | None,
) -> None:
    content = operation.request_bodies.get("application/json", {})
    changes = filled(content.get("example"), target, only=only)
    if content:
        changes |= dict.fromkeys(addresses_of(operation), target)
    named = [n for n in texts_of(operation) if only is None or only.search(n)]
    async with world.undone():
        await call(
            browser,
            operation,
            Part(dict(world.own.ids)),
            world,
            changes=changes,
            query=dict.fromkeys(named, target),
        )


def addressed(operation: Operation) -> bool:
    in_query = any(ADDRESS.search(name) for name in texts_of(operation))
    return in_query or bool(addresses_of(operation))


def test_s10_fields_with_addresses_are_found() -> None:
    tried = {one.name for one in operations() if addressed(one)}

    assert {"register_organisation", "sign_in_at_provider", "issue_machine"} <= tried


async def test_s10_no_address_that_a_caller_names_is_dialled(world: World) -> None:
    asked = 0
    async with listener() as (port, came), world.undone():
        token, _ = await world.enter(Role.ADMINISTRATOR, ScopeType.INSTALLATION, None)
        async with browsers(world, token) as browser:
            with WATCHED.watching() as dialled:
                for operation in operations():
                    if operation.name in ENDLESS:
                        continue
                    for target in targets(port) if addressed(operation) else ():
                        await ask(browser, operation, world, target, only=ADDRESS)
                        asked += 1
                    for target in targets(port)[:2]:
                        await ask(browser, operation, world, target, only=None)
                        asked += 1
                for client in browser.values():
                    for header in HEADERS:
                        for target in targets(port):
                            value = target.encode("ascii", "ignore")
                            sent = {header.encode(): value}
                            await client.get("/health/live", headers=sent)
                            asked += 1

    assert asked > 1000
    assert dialled == []
    assert came == []


async def test_s10_what_would_connect_is_seen(world: World) -> None:
    """The control: the same listener and the same watch notice a connection."""
    del world
    async with listener() as (port, came):
        with WATCHED.watching() as dialled:
            async with httpx.AsyncClient(trust_env=False) as client:
                with pytest.raises(httpx.HTTPError):
                    await client.get(f"http://127.0.0.1:{port}/x")
            with pytest.raises(OSError, match=r".*"):
                await asyncio.get_running_loop().getaddrinfo(
                    "nobody.invalid", 1, type=socket.SOCK_STREAM
                )
        await asyncio.sleep(0.05)

    assert ("127.0.0.1", port) in dialled
    assert "nobody.invalid" in dialled
    assert came
