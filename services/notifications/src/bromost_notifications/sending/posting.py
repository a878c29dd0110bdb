"""One request to an endpoint: guarded, short, small, and never sent elsewhere."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

import aiohttp
from aiohttp.abc import AbstractResolver
from typing_extensions import override

from .addresses import Guard
from .channel import ANSWER_KEPT, DELIVERED, Outcome

# As the specification advises: 15 to 30 seconds.
TOTAL_SECONDS = 15.0
CONNECT_SECONDS = 5.0
# For what it still says after its status.
ANSWER_SECONDS = 2.0
AGENT = "Bromost-Webhooks/1"
# Who is slow or says that it is too much is left alone for a while.
BREATH = timedelta(seconds=60)
_SUCCESS = range(200, 300)
_REDIRECTS = range(300, 400)
_GONE, _TOO_MANY = 410, 429
GONE = f"http_{_GONE}"


class AddressRefusedError(OSError):
    """What is behind the endpoint's name is nowhere that messages may go."""


class Answer(NamedTuple):
    """What an endpoint said, or why it said nothing."""

    # None where there was no answer; then `error` has a code.
    status: int | None
    error: str | None = None
    head: str | None = None
    retry_after: timedelta | None = None

    @property
    def is_success(self) -> bool:
        return self.status in _SUCCESS

    def outcome(self) -> Outcome:
        """What it means for what was sent."""
        if self.status is None:
            rest = BREATH if self.error == "timeout" else timedelta(0)
            return Outcome("failed", self.error, at_least=rest)
        if self.is_success:
            return DELIVERED._replace(response=self.head)
        # Another place may be anybody's.
        is_elsewhere = self.status in _REDIRECTS
        return Outcome(
            "failed",
            "redirected" if is_elsewhere else f"http_{self.status}",
            is_permanent=self.status == _GONE,
            retry_after=self.retry_after,
            at_least=BREATH if self.status == _TOO_MANY else timedelta(0),
            response=self.head,
        )


class _Resolver(AbstractResolver):
    """The system's, but for addresses that nobody has to be asked for."""

    def __init__(self) -> None:
        self._system = aiohttp.ThreadedResolver()

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[aiohttp.abc.ResolveResult]:
        async with asyncio.timeout(CONNECT_SECONDS):
            return await self._system.resolve(host, port, family)

    @override
    async def close(self) -> None:
        await self._system.close()


class Poster:
    """Sends; `opened` gives one."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def post(
        self, url: str, body: bytes, headers: Mapping[str, str], method: str = "POST"
    ) -> Answer:
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, allow_redirects=False
            ) as answer:
                return Answer(
                    answer.status,
                    head=await _head(answer),
                    retry_after=_retry_after(answer.headers.get("Retry-After")),
                )
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Answer(None, _code(error))


@asynccontextmanager
async def opened(guard: Guard, at_once: int) -> AsyncIterator[Poster]:
    """With as many connections as attempts beside each other."""

    def dial(address: tuple[object, ...]) -> socket.socket:
        family, kind, protocol, _, where = address
        # The very address that is dialled, whatever a name stood for before.
        if not guard.lets_dial(str(where[0]), int(where[1])):  # type: ignore[index]  # of the internet
            raise AddressRefusedError
        made = socket.socket(family, kind, protocol)  # type: ignore[arg-type]  # as it was resolved
        made.setblocking(False)  # noqa: FBT003  # the socket's own
        return made

    connector = aiohttp.TCPConnector(
        limit=at_once,
        resolver=_Resolver(),
        ttl_dns_cache=10,
        keepalive_timeout=15,
        socket_factory=dial,
    )
    async with aiohttp.ClientSession(
        connector=connector,
        timeout=aiohttp.ClientTimeout(
            total=TOTAL_SECONDS, sock_connect=CONNECT_SECONDS
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
    ) as session:
        yield Poster(session)


async def _head(answer: aiohttp.ClientResponse) -> str | None:
    """The first of what it says; the rest, however much it is, is not listened to."""
    said = b""
    with contextlib.suppress(aiohttp.ClientError, OSError, TimeoutError):
        async with asyncio.timeout(ANSWER_SECONDS):
            while len(said) < ANSWER_KEPT:
                more = await answer.content.read(ANSWER_KEPT - len(said))
                if not more:
                    break
                said += more
    if not answer.content.at_eof():
        answer.close()
    text = said.decode(errors="replace").replace("\x00", "\ufffd")
    return text.encode()[:ANSWER_KEPT].decode(errors="ignore") or None


def _retry_after(written: str | None) -> timedelta | None:
    """Seconds, or a date (RFC 9110); None where it is neither."""
    if written is None:
        return None
    try:
        if written.strip().isdigit():
            return timedelta(seconds=min(int(written[:9]), 10**8))
        when = parsedate_to_datetime(written)
        return max(when - datetime.now(UTC), timedelta(0))
    except (TypeError, ValueError, OverflowError):
        return None


def _code(error: Exception) -> str:
    """Why there was no answer: a code, never an address."""
    causes: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in causes:
        causes += [cause]
        found = getattr(cause, "os_error", None)
        cause = found or cause.__cause__ or cause.__context__
    if any(isinstance(one, AddressRefusedError) for one in causes):
        return "address_refused"
    for kind, code in _CODES:
        if any(isinstance(one, kind) for one in causes):
            return code
    return "connection_failed"


_CODES: tuple[tuple[type[BaseException], str], ...] = (
    (TimeoutError, "timeout"),
    (aiohttp.ClientConnectorDNSError, "name_unknown"),
    (aiohttp.ClientSSLError, "encryption_failed"),
    (aiohttp.InvalidURL, "address_refused"),
    (aiohttp.ClientPayloadError, "bad_answer"),
    (aiohttp.ClientResponseError, "bad_answer"),
    (aiohttp.ServerDisconnectedError, "bad_answer"),
)
