"""Why something was done; kept with the trace of the request that did it."""

from sqlalchemy.ext.asyncio import AsyncSession

REASON = "bromost.reason"


def note_reason(session: AsyncSession, text: str) -> None:
    """Say why, where a reason is mandatory."""
    session.info[REASON] = text
