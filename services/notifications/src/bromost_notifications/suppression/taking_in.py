"""Takes in what came back, as a mail server hands it over.

`python -m bromost_notifications bounce < message` for a server that pipes each one;
`… bounce <directory>` empties a Maildir.
"""

import mailbox
import sys
from pathlib import Path

import structlog
from asyncpg.exceptions import PostgresError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import SessionMaker, create_engine, session_maker
from bromost_notifications.settings import ROLE, Settings

from .bounces import MOST_BYTES, Report, read
from .repository import SuppressionRepository

log = structlog.get_logger(__name__)

TASK = "bounce"
LOST_DATABASE = (SQLAlchemyError, PostgresError)


async def take_in(sessions: SessionMaker, content: bytes) -> bool:
    """Whether it was a report about a mail of ours. Taken in twice it is the same."""
    report = read(content)
    if report is None:
        log.info("bounce_not_understood")
        return False
    async with sessions.begin() as session:
        return await _note(session, report)


async def _note(session: AsyncSession, report: Report) -> bool:
    suppressed = SuppressionRepository(session)
    sent_to = await suppressed.sent_to(report.delivery_id)
    if sent_to is None:
        log.info("bounce_of_unknown_mail")
        return False
    error = report.code or report.cause
    if report.is_for_good and sent_to.address_digest is not None:
        await suppressed.add(sent_to, cause=report.cause, code=report.code)
    # Who complains has got it; that nothing more is sent is all that follows.
    if report.cause == "bounce":
        state = "suppressed" if report.is_for_good else "dead"
        await suppressed.came_back(report.delivery_id, state, error)
    log.warning("mail_came_back", delivery=str(report.delivery_id), failure=error)
    return True


async def run(settings: Settings, directory: Path | None) -> int:
    """How many reports were taken in; what is none is passed over in silence."""
    engine = create_engine(
        settings.database_url.get_secret_value(), role=ROLE, task=TASK, pool_size=1
    )
    sessions = session_maker(engine)
    try:
        if directory is None:
            return int(await take_in(sessions, sys.stdin.buffer.read(MOST_BYTES)))
        return await _empty(sessions, directory)
    finally:
        await engine.dispose()


async def _empty(sessions: SessionMaker, directory: Path) -> int:
    box = mailbox.Maildir(directory, create=False)
    taken = 0
    for key in box.keys():  # noqa: SIM118  # a mailbox is no dictionary
        taken += await take_in(sessions, box.get_bytes(key))
        # Only now: should this process vanish before, it is read again.
        box.discard(key)
    return taken
