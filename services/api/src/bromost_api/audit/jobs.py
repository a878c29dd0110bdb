"""What keeps the audit log trustworthy: seals, a head outside, a check every night."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import structlog

from bromost_common.audit import Event, record
from bromost_common.db import SessionMaker
from bromost_common.jobs import Jobs

from .chain import Checked, Head, follow
from .repository import CHECK, AuditRepository

log = structlog.get_logger(__name__)


def register(jobs: Jobs, heads: Path | None) -> None:
    """`heads` is the file that the newest seal is written to, once a day."""
    jobs.cron("audit.seal", "* * * * * */10")(seal)
    jobs.cron("audit.head", "51 1 * * *")(_with(heads, write_head))
    jobs.cron(CHECK, "11 2 * * *")(_with(heads, check))


def _with(
    heads: Path | None, do: Callable[[SessionMaker, Path | None], Awaitable[None]]
) -> Callable[[SessionMaker], Awaitable[None]]:
    async def run(sessions: SessionMaker) -> None:
        await do(sessions, heads)

    return run


async def seal(sessions: SessionMaker) -> None:
    async with sessions.begin() as session:
        await AuditRepository(session).seal()


async def write_head(sessions: SessionMaker, heads: Path | None) -> None:
    """Tell the newest seal to the log, and to a file that the database cannot reach."""
    async with sessions.begin() as session:
        newest = await AuditRepository(session).newest_seal()
    if newest is None:
        return
    head = {
        "at": newest.at.isoformat(),
        "number": newest.number,
        "hash": newest.hash.hex(),
    }
    log.info("audit_head", **head)
    if heads is not None:
        await asyncio.to_thread(_append, heads, json.dumps(head))


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(line + "\n")


async def check(sessions: SessionMaker, heads: Path | None) -> None:
    """Follow the whole chain, and write what was found into the log itself."""
    known = await asyncio.to_thread(read_heads, heads)
    async with sessions.begin() as session:
        checked = await follow(session, known)
        await record(session, _event(checked))
    if checked.fault is not None:
        log.error("audit_log_tampered_with", finding=checked.fault.sentence)


def read_heads(path: Path | None) -> list[Head]:
    if path is None or not path.exists():
        return []
    lines = path.read_text().splitlines()
    return [Head.read(line) for line in lines if line.strip()]


def _event(checked: Checked) -> Event:
    told = partial(Event, service="api", kind="job", action=CHECK)
    if checked.fault is None:
        return told(reason=f"{checked.seals} seals, {checked.events} events: intact.")
    return told(
        outcome="refused", code=checked.fault.what, reason=checked.fault.sentence
    )
