"""One LISTEN connection beside the pool, which comes back when it is lost."""

import asyncio
import contextlib
from collections.abc import Callable

import asyncpg
import structlog
from sqlalchemy import make_url

log = structlog.get_logger(__name__)

LONGEST_PAUSE_SECONDS = 5.0
# A connection that died without a word is noticed after this long.
PROBE_SECONDS = 10.0


async def listen(
    url: str,
    *,
    role: str,
    channel: str,
    heard: Callable[[str], None],
    connected: Callable[[], None],
) -> None:
    """Call `heard` with each payload, for ever.

    `connected` is called each time that listening begins: what was said before that
    went unheard.
    """
    pause = 0.1
    while True:
        try:
            async with _connection(url, role) as connection:
                await connection.add_listener(
                    channel, lambda _c, _pid, _channel, payload: heard(payload)
                )
                connected()
                pause = 0.1
                await _until_lost(connection)
        except (
            asyncpg.PostgresError,
            asyncpg.InterfaceError,
            asyncpg.InternalClientError,
            OSError,
        ) as error:
            log.warning("listening_again", channel=channel, error=type(error).__name__)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


@contextlib.asynccontextmanager
async def _connection(url: str, role: str):  # type: ignore[no-untyped-def]  # noqa: ANN202  # asyncpg is untyped
    parts = make_url(url)
    connection = await asyncpg.connect(
        host=parts.host or parts.query.get("host"),
        port=parts.port,
        user=parts.username,
        password=parts.password,
        database=parts.database,
        ssl=parts.query.get("ssl"),
        timeout=5,
        server_settings={"role": role, "application_name": f"{role} listen"},
    )
    try:
        yield connection
    finally:
        connection.terminate()


async def _until_lost(connection: asyncpg.Connection) -> None:
    lost = asyncio.Event()
    connection.add_termination_listener(lambda _: lost.set())
    while not lost.is_set():
        try:
            await asyncio.wait_for(lost.wait(), PROBE_SECONDS)
        except TimeoutError:
            await connection.execute("SELECT 1", timeout=PROBE_SECONDS)
