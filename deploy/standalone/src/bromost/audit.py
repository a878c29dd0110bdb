"""Checks and takes out the audit log, with the rights of the database's owner."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TextIO

from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from bromost.console import UserError, step
from bromost_api.audit.chain import Checked, follow
from bromost_api.audit.export import lines
from bromost_api.audit.jobs import read_heads


def verify(url: str, heads: Path) -> bool:
    """Follow the seals; say what is off first. False if anything is."""
    known = read_heads(heads)
    checked = asyncio.run(_followed(url, heads))
    if checked.fault is not None:
        sys.stderr.write(f"{checked.fault.sentence}\n")
        sys.stderr.write(
            f"In order before it: {checked.seals} seals, {checked.events} events.\n"
        )
        return False
    outside = (
        f"{len(known)} heads in {heads}" if known else "no head written down outside"
    )
    step(
        f"The audit log is intact: {checked.seals} seals, {checked.events} events,"
        f" {outside}"
    )
    return True


def export(url: str, file: Path) -> None:
    """Write every event as a line of JSON, with the seals after the events."""
    if file.exists():
        raise UserError(f"{file} is there already.")
    file.touch(mode=0o600)
    with file.open("w") as out:
        count = asyncio.run(_written(url, out))
    step(f"{count} events and seals are in {file}")


async def _followed(url: str, heads: Path) -> Checked:
    async with _session(url) as session:
        return await follow(session, read_heads(heads))


async def _written(url: str, out: TextIO) -> int:
    count = 0
    async with _session(url) as session:
        async for line in lines(session):
            out.write(line + "\n")
            count += 1
    return count


@asynccontextmanager
async def _session(url: str) -> AsyncIterator[AsyncSession]:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with AsyncSession(engine) as session:
            yield session
    finally:
        await engine.dispose()
