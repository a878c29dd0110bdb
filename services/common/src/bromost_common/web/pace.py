"""How fast one may ask at all: counted in the process, for it must cost nothing.

Far above what a busy person does; it keeps a runaway script from being everybody's
problem. What may be guessed or is costly has limits of its own (`limits`).
"""

import math
import time
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from bromost_common.errors import TooManyRequestsError
from bromost_common.limits import network_of

# Together some megabytes; beyond them the oldest are forgotten.
MOST_CALLERS = 20_000
# A whole office may be behind one address.
NETWORK_SHARE = 10


class Pace:
    """`per_minute` for each caller on average, a third of it at once."""

    def __init__(
        self, per_minute: int, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._spacing = 60 / per_minute
        self._room = 20.0
        self._clock = clock
        self._full_until: dict[object, float] = {}

    def wait(self, caller: object) -> float:
        """Count a call: 0 if it may go on, else the seconds until it may."""
        now = self._clock()
        until = max(self._full_until.pop(caller, now), now)
        wait = until + self._spacing - now - self._room
        # Put back at the end, so that the beginning is who has not asked for longest.
        self._full_until[caller] = until if wait > 0 else until + self._spacing
        if len(self._full_until) > MOST_CALLERS:
            del self._full_until[next(iter(self._full_until))]
        return max(wait, 0.0)


class PaceMiddleware:
    """Refuses sessions and networks that ask faster than `per_minute` allows."""

    def __init__(self, app: ASGIApp, *, per_minute: int) -> None:
        self._app = app
        self._sessions = Pace(per_minute)
        self._networks = Pace(per_minute * NETWORK_SHARE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self._check(scope)
        await self._app(scope, receive, send)

    def _check(self, scope: Scope) -> None:
        client = scope.get("client")
        network = network_of(client[0] if client else None)
        wait = self._networks.wait(network)
        credential = tuple(
            value
            for name, value in scope["headers"]
            if name in {b"cookie", b"authorization"}
        )
        if not wait and credential:
            wait = self._sessions.wait(hash((network, credential)))
        if wait:
            raise TooManyRequestsError(
                "Too many requests. Wait a little and try again.",
                headers={"Retry-After": str(max(1, math.ceil(wait)))},
            )
