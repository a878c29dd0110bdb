"""What it adds to a list page that its reader does not see everything.

Two comparisons, since each alone says too little:
- with the same rows, asked for by somebody who sees everything: the answer is the
  same, and all that differs is why these rows and no others are in it;
- with the first page of who sees everything: an answer as long as the other, for which
  nothing has to be looked for.
"""

import asyncio
import os
import statistics
from dataclasses import dataclass
from typing import Any

import httpx

from .lists import statements_of
from .report import Report
from .system import System

ROUNDS = 5
SECONDS = 2
TARGET = 1.15


@dataclass(frozen=True)
class Asked:
    """A list as somebody asks for it."""

    path: str
    cookie: str

    def page(self, system: System) -> Any:
        cookies = {"sid": self.cookie}
        return httpx.get(system.url + self.path, cookies=cookies, timeout=60).json()

    def statements(self, system: System) -> int:
        return len(asyncio.run(statements_of(system, self.path, self.cookie)))

    def taken(self, system: System) -> tuple[float, float]:
        """How long a request waits, and how much it makes the processes work."""
        before = system.cpu_seconds()
        speed = system.ask(self.path, seconds=SECONDS, cookie=self.cookie)
        return speed.p50_ms, (system.cpu_seconds() - before) / speed.per_second


def measure(
    system: System, report: Report, path: str, scopes: dict[str, str], everything: str
) -> None:
    """For each scope, such as `programme of 100`, the cookie of who has it."""
    filters = asyncio.run(_filters(system))
    for what, cookie in scopes.items():
        own = Asked(path, cookie)
        same = Asked(f"{path}&{filters[what]}", everything)
        whole = Asked(path, everything)
        pages = [asked.page(system)["items"] for asked in (own, same, whole)]
        assert [len(items) for items in pages] == [50] * 3, "the pages are full"
        assert pages[0] == pages[1], "the same rows in the same order"
        _compare(system, report, f"list of projects for {what}", own, (same, whole))


def _compare(
    system: System, report: Report, what: str, own: Asked, others: tuple[Asked, Asked]
) -> None:
    """By turns, so that whatever else the machine does falls on all three."""
    sent = [asked.statements(system) for asked in (own, *others)]
    rounds = [[asked.taken(system) for asked in (own, *others)] for _ in range(ROUNDS)]
    beside = ("the same rows, filtered", "the first page of everything")
    for place, than in enumerate(beside, 1):
        for measured, how in enumerate(("median time", "CPU time of all processes")):
            found = [turn[0][measured] / turn[place][measured] for turn in rounds]
            report.at_most(
                f"{what}, {how} to {than}",
                statistics.median(found),
                target=TARGET,
                detail=f"{min(found):.2f} to {max(found):.2f} in {ROUNDS} rounds,"
                f" {sent[0]} statements to {sent[place]},"
                f" load {os.getloadavg()[0]:.0f}",
            )


async def _filters(system: System) -> dict[str, str]:
    """The filter of the list that leaves the rows of each scope."""
    made = await system.rows(
        "SELECT 'programme' AS kind, substr(code, 7) AS part, id FROM api.programme"
        " WHERE code LIKE 'BENCH-%' UNION ALL"
        " SELECT 'organisation', substr(name, 7), id FROM api.organisation"
        " WHERE name ~ '^Bench [0-9]+$'"
    )
    return {f"{kind} of {part}": f"{kind}={one}" for kind, part, one in made}
