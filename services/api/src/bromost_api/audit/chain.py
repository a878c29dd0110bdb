"""Follows the chain of seals over the audit log and names the first thing that is off.

Nothing is asked of the database but built-in functions and the rows themselves, so that
whoever bends the functions of the schema bends no answer.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_DIGEST = 32
_SEALS = text(
    "SELECT number, positions::text AS positions, event_count, digests, settled,"
    " previous, hash FROM common.audit_seal WHERE number > :after"
    " ORDER BY number LIMIT 20"
)
# As `common.audit_digest` writes an event down.
_EVENTS = text(
    """
    SELECT p.position, CASE WHEN e.position IS NOT NULL THEN
      sha256(convert_to(jsonb_build_array(e.position, extract(epoch FROM e.at),
        e.txid::text, e.service, e.kind, e.outcome, e.action, e.code, e.actor_id,
        e.on_behalf_of, e.method, e.object_type, e.object_id, e.programme_id, e.changes,
        e.request_id, encode(e.address_hash, 'hex'), e.reason)::text, 'UTF8')) END
    FROM unnest(CAST(CAST(:positions AS text) AS int8multirange)) AS r
    CROSS JOIN generate_series(lower(r), upper(r) - 1) AS p(position)
    LEFT JOIN common.audit_event e ON e.position = p.position
    ORDER BY p.position
    """
)
_SLIPPED_IN = text(
    """
    SELECT min(e.position) FROM common.audit_event e
    WHERE e.position <= :settled AND NOT EXISTS (
      SELECT FROM common.audit_seal s WHERE s.positions @> e.position)
    """
)


class Head(NamedTuple):
    """A seal as it was written down outside of the database."""

    number: int
    hash: str

    @classmethod
    def read(cls, line: str) -> "Head":
        written = json.loads(line)
        return cls(int(written["number"]), str(written["hash"]))


class Fault(NamedTuple):
    """The first thing that is not as it was sealed."""

    what: str
    seal: int
    position: int | None = None

    @property
    def sentence(self) -> str:
        event = f"Event {self.position} "
        return {
            "event_deleted": event + "was deleted.",
            "event_changed": event + "was changed.",
            "event_added": event + "was added later.",
            "seal_changed": f"Seal {self.seal} was changed.",
            "seal_deleted": f"Seal {self.seal} was deleted.",
            "seal_replaced": (
                f"Seal {self.seal} is not the one that was written down outside."
            ),
        }[self.what]


class Checked(NamedTuple):
    """How far the chain was followed, and what stopped it."""

    seals: int
    events: int
    fault: Fault | None


async def follow(session: AsyncSession, heads: Sequence[Head] = ()) -> Checked:
    """Check every seal and event; `heads` are what was written down outside."""
    outside = {head.number: head.hash for head in heads}
    previous, count, events, settled = b"", 0, 0, 0
    async for seal in _seals(session):
        fault = _fault_of_seal(seal, count + 1, previous, outside)
        fault = fault or await _fault_of_events(session, seal)
        if fault is not None:
            return Checked(count, events, fault)
        previous, count, settled = seal.hash, seal.number, seal.settled
        events += seal.event_count
    missing = [number for number in outside if number > count]
    if missing:
        return Checked(count, events, Fault("seal_deleted", count + 1))
    added = await session.scalar(_SLIPPED_IN, {"settled": settled})
    if added is not None:
        return Checked(count, events, Fault("event_added", count, added))
    return Checked(count, events, None)


async def _seals(session: AsyncSession) -> AsyncIterator[Any]:
    last = 0
    while rows := (await session.execute(_SEALS, {"after": last})).all():
        for row in rows:
            yield row
        last = rows[-1].number


def _fault_of_seal(
    seal: Any, expected: int, previous: bytes, outside: dict[int, str]
) -> Fault | None:
    if seal.number != expected:
        return Fault("seal_deleted", expected)
    written = f"{seal.number} {seal.positions}".encode()
    made = hashlib.sha256(previous + written + seal.digests).digest()
    if seal.previous != previous or seal.hash != made:
        return Fault("seal_changed", seal.number)
    if len(seal.digests) != _DIGEST * seal.event_count:
        return Fault("seal_changed", seal.number)
    if outside.get(seal.number, seal.hash.hex()) != seal.hash.hex():
        return Fault("seal_replaced", seal.number)
    return None


async def _fault_of_events(session: AsyncSession, seal: Any) -> Fault | None:
    found = await session.execute(_EVENTS, {"positions": seal.positions})
    start = 0
    for position, digest in found:
        if digest is None:
            return Fault("event_deleted", seal.number, position)
        if digest != seal.digests[start : start + _DIGEST]:
            return Fault("event_changed", seal.number, position)
        start += _DIGEST
    if start != len(seal.digests):
        return Fault("seal_changed", seal.number)
    return None
