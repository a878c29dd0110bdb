"""When a delivery is tried again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

SPREAD = 0.2
# To a receiver that is switched off; that is no attempt.
WHILE_OFF = timedelta(minutes=5)


@dataclass(frozen=True)
class Retries:
    """The waits after each failed attempt; after the last of them it is given up."""

    waits: tuple[timedelta, ...]

    @property
    def max_attempt(self) -> int:
        return len(self.waits) + 1

    def wait(
        self,
        attempt: int,
        *,
        chance: Callable[[], float],
        retry_after: timedelta | None = None,
        at_least: timedelta = timedelta(0),
    ) -> timedelta:
        """After `attempt` failed. `chance` gives numbers from 0 to 1.

        Spread, so that what failed together does not come back together. What the
        other side asks for is granted up to twice the table's wait.
        """
        base = self.waits[min(attempt, len(self.waits)) - 1]
        if retry_after is not None:
            asked = min(max(retry_after, base), 2 * base)
        else:
            asked = base * (1 - SPREAD + 2 * SPREAD * chance())
        return max(asked, at_least)


# The table of the Standard Webhooks specification: ten attempts in 75 h 35 min.
STANDARD = Retries(
    (
        timedelta(seconds=5),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=5),
        timedelta(hours=10),
        timedelta(hours=14),
        timedelta(hours=20),
        timedelta(hours=24),
    )
)
# A mail server that defers wants minutes, and gives up itself after a day or more.
MAIL = Retries(
    (
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=6),
        timedelta(hours=15),
    )
)
