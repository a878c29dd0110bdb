"""How often something may be done; one count for all processes.

The database keeps, per bucket, until when it is full (GCRA): `count` turns at once at
most, then one each `per / count`. A bucket's key is a digest, so it tells nothing about
whom it is for. Whoever is refused only waits; nobody is locked out.
"""

import hashlib
import math
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from ipaddress import ip_address, ip_network

from .db import SessionMaker
from .errors import TooManyRequestsError
from .quick import QuickReads

_TAKE = "SELECT * FROM common.take_turn($1, $2, $3)"
_RETURN = "SELECT common.return_turn($1, $2)"
_FORGET = "SELECT common.forget_empty_buckets()"


@dataclass(frozen=True, slots=True)
class Limit:
    """`count` times `per` period; `burst` of them at once, or else all of them."""

    name: str
    count: int
    per: timedelta
    burst: int | None = None

    @property
    def spacing(self) -> float:
        return self.per.total_seconds() / self.count

    @property
    def size(self) -> int:
        return self.burst or self.count

    def policy(self) -> str:
        window = math.ceil(self.per.total_seconds())
        return f'"{self.name}";q={self.count};w={window}'

    def state(self, free: int, wait: float) -> str:
        return f'"{self.name}";r={free};t={math.ceil(wait)}'


_MINUTE = timedelta(minutes=1)
_QUARTER = timedelta(minutes=15)
_HOUR = timedelta(hours=1)

# One guess at one person from one network; and all guesses from that network.
SIGN_IN = Limit("sign_in", 10, _QUARTER)
SIGN_IN_NETWORK = Limit("sign_in_network", 200, _QUARTER)
SECOND_FACTOR = Limit("second_factor", 10, _QUARTER)
STEP_UP = Limit("step_up", 10, _QUARTER)
RESET = Limit("reset", 20, _HOUR)
RESET_ADDRESS = Limit("reset_address", 3, _HOUR)
INVITE = Limit("invite", 200, _HOUR)
# Calendars ask about once an hour, and many of one house from one address.
READ_CALENDAR = Limit("read_calendar", 600, _HOUR)
# Each of them may reach thousands of people.
ANNOUNCE = Limit("announce", 20, _HOUR)
CALENDAR_ADDRESS = Limit("calendar_address", 60, _HOUR)
WEBHOOK = Limit("webhook", 60, _HOUR)
CHAT_CHANNEL = Limit("chat_channel", 60, _HOUR)
ACCEPT_INVITATION = Limit("accept_invitation", 100, _QUARTER)
SINGLE_SIGN_ON = Limit("single_sign_on", 60, _QUARTER)
TOKEN = Limit("token", 60, _MINUTE)
API_KEY = Limit("api_key", 600, _MINUTE)
ASK_FOR_VALUES = Limit("ask_for_values", 200, _HOUR)
OPEN_CONTRIBUTION = Limit("open_contribution", 100, _QUARTER)
IMPORT = Limit("import", 120, _HOUR)
EXPORT = Limit("export", 120, _HOUR)
# A filled sheet is sent once for each part of it.
SHEET = Limit("sheet", 1_000, _HOUR)
# Files that show what a value stands on; a page of them is fetched one by one.
UPLOAD = Limit("upload", 300, _HOUR)
DOWNLOAD = Limit("download", 1_000, _HOUR)
# A page that is written is looked at again and again.
DOCUMENT = Limit("document", 1_000, _HOUR)
OWN_DATA = Limit("own_data", 10, _HOUR)
TEST_MAIL = Limit("test_mail", 10, _HOUR)


class Limiter:
    """Takes turns in the shared count, outside of the request's transaction.

    What is refused or rolled back has been tried all the same.
    """

    def __init__(self, quick: QuickReads, headers: dict[str, str]) -> None:
        self._quick = quick
        self._headers = headers

    async def take(self, limit: Limit, *subject: str) -> None:
        """Use a turn of `limit` for `subject`, or raise `TooManyRequestsError`."""
        row = await self._quick.row(
            _TAKE, _bucket(limit, subject), limit.spacing, limit.size
        )
        self._headers["RateLimit-Policy"] = limit.policy()
        self._headers["RateLimit"] = limit.state(
            row["free"], limit.spacing if row["taken"] else row["wait"]
        )
        if not row["taken"]:
            raise TooManyRequestsError(
                "Too many attempts. Wait a little and try again.",
                headers={"Retry-After": str(max(1, math.ceil(row["wait"])))},
            )

    async def give_back(self, limit: Limit, *subject: str) -> None:
        """Undo a `take` that turned out to be no misuse."""
        await self._quick.row(_RETURN, _bucket(limit, subject), limit.spacing)


def _bucket(limit: Limit, subject: tuple[str, ...]) -> bytes:
    parts = "\0".join((limit.name, *subject))
    return hashlib.sha256(parts.encode("utf-8", "surrogateescape")).digest()


# Each request asks, mostly from the same few addresses.
@lru_cache(4096)
def network_of(client: str | None) -> str:
    """The caller's network, not the caller: one person changes addresses easily."""
    if client is None:
        return "unknown"
    try:
        bits = 24 if ip_address(client).version == 4 else 48  # noqa: PLR2004  # IP versions
    except ValueError:
        return "unknown"
    return str(ip_network(f"{client}/{bits}", strict=False))


async def forget_empty_buckets(sessions: SessionMaker) -> None:
    async with sessions.begin() as session:
        connection = await session.connection()
        await connection.exec_driver_sql(_FORGET)
