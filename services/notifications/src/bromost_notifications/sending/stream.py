"""A sender whose deliveries do not wait for each other.

One that hangs keeps its own place until it is given up, while the others' places are
filled again and again; how those ended is written down together.
"""

import asyncio
import time
from collections.abc import Sequence

from typing_extensions import override

from bromost_common.db import SessionMaker

from .channel import Due, Ending, Send, StreamChannel
from .sender import POLL_SECONDS, Sender

# How often what vanished senders held is looked for.
TIDY_SECONDS = 1.0
# Fewer free places than this part of all are not worth a look for more.
_WORTH = 8


class StreamSender(Sender):
    """As `Sender`, but for how it goes on: with whatever place is free."""

    def __init__(
        self,
        sessions: SessionMaker,
        channel: StreamChannel,
        **options: object,
    ) -> None:
        super().__init__(sessions, channel, **options)  # type: ignore[arg-type]  # its own
        self._stream = channel
        self._flying: set[asyncio.Task[Ending]] = set()
        self._next_tidy = 0.0

    @override
    async def _again_and_again(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self._survive(self._while_it_goes(stop), stop)

    async def _while_it_goes(self, stop: asyncio.Event) -> None:
        """Until `stop`. When the database is away, leases end by themselves."""
        renewing = asyncio.create_task(self._keep_leases())
        try:
            async with self._stream.open() as send:
                while not stop.is_set():
                    await self._fill(send)
                    await self._wait(stop)
                    await self._land()
                while self._flying:
                    await asyncio.wait(self._flying)
                    await self._land()
        except BaseException:
            await self._give_back()
            raise
        finally:
            renewing.cancel()

    async def _fill(self, send: Send) -> None:
        room = self._stream.at_once - len(self._flying)
        if self._flying and room < self._stream.at_once // _WORTH:
            return
        if time.monotonic() >= self._next_tidy:
            await self._take_back(send)
        async with self._sessions.begin() as session:
            due = await self._repository(session).claim(room, self._lease, lost=0)
        await self._start(send, due)

    async def _take_back(self, send: Send) -> None:
        """What its sender vanished with goes out apart, with few others or alone."""
        self._next_tidy = time.monotonic() + TIDY_SECONDS
        async with self._sessions.begin() as session:
            await self._repository(session).tidy()
        few = max(self._stream.at_once // 4, 1)
        for lost, most in ((1, few), (2, 1)):
            async with self._sessions.begin() as session:
                due = await self._repository(session).claim(
                    most, self._lease, lost=lost
                )
            if not due:
                continue
            # There may be more of it, by turns with what is new.
            self._next_tidy = 0.0
            while self._flying:
                await asyncio.wait(self._flying)
                await self._land()
            await self._start(send, due)

    async def _start(self, send: Send, due: Sequence[Due]) -> None:
        if due:
            await self._stream.load(due)
        for one in due:
            self._flying.add(asyncio.create_task(self._try(send, one)))

    async def _wait(self, stop: asyncio.Event) -> None:
        """For somebody to land, or a while where nobody flies."""
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait(
            {*self._flying, stopping},
            timeout=POLL_SECONDS,
            return_when=asyncio.FIRST_COMPLETED,
        )
        stopping.cancel()

    async def _land(self) -> None:
        landed = [one for one in self._flying if one.done()]
        if not landed:
            return
        await self._say([one.result() for one in landed])
        self._flying.difference_update(landed)

    async def _give_back(self) -> None:
        for one in self._flying:
            one.cancel()
        await asyncio.gather(*self._flying, return_exceptions=True)
        self._flying.clear()
        await self._release()
