import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.history.repository import ObjectRepository
from bromost_common.audit import note_export
from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.history.schemas import (
    FieldChangeOut,
    PartChangeOut,
    PersonRef,
    Reference,
)
from bromost_common.history.service import PEOPLE, ids_in
from bromost_common.paging import AnyRow, Page, PageRequest
from bromost_common.reads import note_shown

from .repository import AuditRepository, Filters
from .schemas import AuditEvent, AuditEventItem, SealCheck, SealStatus

MOST_EXPORTED = 10_000
Names: TypeAlias = dict[UUID, str | dict[str, str]]


class AuditService:
    """What the audit log says, for who may read it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._log = AuditRepository(session)
        self._objects = ObjectRepository(session)

    async def page(
        self, wanted: PageRequest, filters: Filters, *, actor: Actor
    ) -> Page[AuditEventItem]:
        rows, cursor, total = await self._log.page(wanted, filters, visible_to=actor)
        items = await self._told(rows)
        return Page(items=items, next_cursor=cursor, total=total)

    async def get(self, position: int, *, actor: Actor) -> AuditEvent:
        row = await self._log.get(position, visible_to=actor)
        if row is None:
            raise NotFoundError("There is no such event.")
        changes = json.loads(row.changes or "{}", parse_float=str)
        parts = [_part(item) for item in changes.get("items") or []]
        ids = ids_in(parts)
        if row.object_id is not None:
            ids = [*ids, row.object_id]
        references = await self._objects.names(ids)
        event = AuditEvent(
            **_fields(row, _names(references)),
            parts=parts,
            rows=changes.get("rows") or 0,
            details=None if "items" in changes else changes or None,
            references=references,
        )
        named = (one.id for one in event.references if one.type in PEOPLE)
        note_shown(self._session, [*_people_in([event]), *named])
        return event

    async def export(self, filters: Filters, *, actor: Actor) -> list[AuditEventItem]:
        rows = await self._log.newest(MOST_EXPORTED, filters, visible_to=actor)
        note_export(self._session, len(rows))
        return await self._told(rows)

    async def _told(self, rows: Sequence[AnyRow]) -> list[AuditEventItem]:
        ids = sorted({row.object_id for row in rows if row.object_id is not None})
        references = await self._objects.names(ids)
        names = _names(references)
        items = [AuditEventItem(**_fields(row, names)) for row in rows]
        note_shown(self._session, _people_in(items))
        return items

    async def seal_status(self) -> SealStatus:
        seal = await self._log.newest_seal()
        check = await self._log.last_check()
        return SealStatus(
            number=seal.number if seal else 0,
            sealed_at=seal.at if seal else None,
            hash=seal.hash.hex() if seal else None,
            unsealed_events=await self._log.unsealed(),
            last_check=check
            and SealCheck(
                at=check.at, intact=check.outcome == "done", finding=check.reason
            ),
        )


def _people_in(events: Iterable[AuditEventItem]) -> Iterator[UUID]:
    """Who did it, and to whom it was done."""
    for event in events:
        if event.actor is not None:
            yield event.actor.id
        if event.object_type in PEOPLE and event.object_id is not None:
            yield event.object_id


def _names(references: Iterable[Reference]) -> Names:
    return {one.id: one.name for one in references}


def _fields(row: AnyRow, names: Names) -> dict[str, Any]:
    found = dict(row._mapping)  # noqa: SLF001  # the documented way to a row's names
    actor_id = found.pop("actor_id")
    name = found.pop("display_name")
    found["object_name"] = names.get(row.object_id)
    found["actor"] = actor_id and PersonRef(id=actor_id, name=name)
    return {key: found[key] for key in AuditEventItem.model_fields}


def _part(item: dict[str, Any]) -> PartChangeOut:
    fields = (item.get("fields") or {}).items()
    return PartChangeOut(
        part=item["table"],
        object_id=item["object_id"],
        operation=item["operation"],
        fields=[
            FieldChangeOut(field=name, was=was, became=became)
            for name, (was, became) in fields
        ],
        of={},
    )
