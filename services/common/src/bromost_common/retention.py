"""What every installation keeps for a while only."""

from sqlalchemy import text

from .db import SessionMaker

# A repeated request comes within minutes; a day also covers a sleeping laptop.
_OLD_ANSWERS = text(
    "DELETE FROM common.idempotency WHERE created_at < now() - interval '1 day'"
)


async def purge_answers(sessions: SessionMaker) -> None:
    """Forget the stored answers to keyed requests that nobody repeats any more."""
    async with sessions.begin() as session:
        await session.execute(_OLD_ANSWERS)
