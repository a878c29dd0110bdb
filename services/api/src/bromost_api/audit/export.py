"""The whole audit log as lines of JSON, events first and then the seals."""

from collections.abc import AsyncIterator

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_PIECE = 5_000
_EVENTS = text(
    "SELECT e.position, to_jsonb(e)::text FROM common.audit_event e"
    " WHERE e.position > :after ORDER BY e.position LIMIT :most"
)
_SEALS = text(
    "SELECT s.number, jsonb_build_object('seal', s.number, 'at', s.at, 'positions',"
    " s.positions::text, 'previous', encode(s.previous, 'hex'), 'digests',"
    " encode(s.digests, 'hex'), 'hash', encode(s.hash, 'hex'))::text"
    " FROM common.audit_seal s WHERE s.number > :after ORDER BY s.number LIMIT :most"
)


async def lines(session: AsyncSession) -> AsyncIterator[str]:
    """Each event, then each seal, a piece at a time."""
    for statement in (_EVENTS, _SEALS):
        after = 0
        while True:
            given = {"after": after, "most": _PIECE}
            rows = (await session.execute(statement, given)).all()
            if not rows:
                break
            for key, line in rows:
                yield line
                after = key
