"""What it costs to read or change one project for who does not see all of them."""

import statistics
from collections.abc import Callable
from typing import Any

import httpx

from .report import Report
from .system import System

ROUNDS = 3
READS, CHANGES = 60, 15


def measure(
    system: System, report: Report, who: dict[str, str], everything: str
) -> None:
    """For `who`, with their cookies, by turns against who sees everything."""
    for what, cookie in who.items():
        with _as(system, cookie) as own, _as(system, everything) as whole:
            items = own.get("/v1/projects").raise_for_status().json()["items"]
            path = f"/v1/projects/{items[len(items) // 2]['id']}"
            for way, asked, times in (
                ("read", _reads, READS),
                ("change", _changes, CHANGES),
            ):
                turns = [
                    [
                        _cpu(system, asked(client, path), times)
                        for client in (own, whole)
                    ]
                    for _ in range(ROUNDS)
                ]
                found = [here / everywhere for here, everywhere in turns]
                mine, theirs = (
                    statistics.median(t) * 1000 for t in zip(*turns, strict=True)
                )
                report.at_most(
                    f"{way} of one project for who has {what}: CPU time, all processes"
                    " to that of who sees everything",
                    statistics.median(found),
                    target=1.15,
                    detail=f"{min(found):.2f} to {max(found):.2f} in {ROUNDS} rounds,"
                    f" {mine:.1f} ms to {theirs:.1f} ms",
                )


def _as(system: System, cookie: str) -> httpx.Client:
    return httpx.Client(base_url=system.url, cookies={"sid": cookie}, timeout=60)


def _reads(client: httpx.Client, path: str) -> Callable[[], Any]:
    return lambda: client.get(path).raise_for_status()


def _changes(client: httpx.Client, path: str) -> Callable[[], Any]:
    """Each says something else, since what changes nothing is not stored."""
    known = {"If-Match": client.get(path).raise_for_status().headers["etag"]}

    def change() -> None:
        body = {"summary": {"en": f"After version {known['If-Match']}"}}
        answer = client.patch(path, json=body, headers=known).raise_for_status()
        known["If-Match"] = answer.headers["etag"]

    return change


def _cpu(system: System, ask: Callable[[], Any], times: int) -> float:
    ask()
    before = system.cpu_seconds()
    for _ in range(times):
        ask()
    return (system.cpu_seconds() - before) / times
