"""What a way out of the house is to the sender: a port for each channel."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Literal, NamedTuple, Protocol, TypeAlias
from uuid import UUID

from .retries import Retries

ANSWER_KEPT = 2048


class Due(NamedTuple):
    """A delivery that a sender has claimed, and which attempt at it this is."""

    id: UUID
    attempt: int
    max_attempt: int
    source_kind: str
    source_id: UUID
    notification_id: int | None
    target_id: UUID
    created_at: datetime


class Outcome(NamedTuple):
    """What came of an attempt. `error` is a code, never an address or a text."""

    result: Literal["delivered", "failed", "cancelled", "suppressed", "postponed"]
    error: str | None = None
    # No other attempt will fare better.
    is_permanent: bool = False
    # What the other side asks for before the next one; or for how long it is postponed.
    retry_after: timedelta | None = None
    # What is waited at the least, whatever the table says.
    at_least: timedelta = timedelta(0)
    # The first of what it answered, where that is nobody's secret.
    response: str | None = None


DELIVERED = Outcome("delivered")


class Ending(NamedTuple):
    """How an attempt ended, and what becomes of its delivery then."""

    due: Due
    outcome: Outcome
    state: str
    wait: timedelta
    ms: int

    @property
    def status(self) -> str:
        result = self.outcome.result
        return "interrupted" if result == "postponed" else result


Send: TypeAlias = Callable[[Due], Awaitable[Outcome]]


class Channel(Protocol):
    """One way out. `open` holds what the attempts of one batch share."""

    name: str
    retries: Retries
    # How many are claimed, and sent beside each other.
    at_once: int

    def open(self) -> AbstractAsyncContextManager[Send]:
        """Must not fail for what may pass: that is each attempt's own outcome."""


class StreamChannel(Channel, Protocol):
    """One that reads what several attempts need at once, before they begin."""

    async def load(self, due: Sequence[Due]) -> None:
        """What is not loaded, `open`'s function loads by itself."""
