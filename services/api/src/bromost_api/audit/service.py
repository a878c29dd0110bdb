import json
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.history.repository import ObjectRepository
from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.history.schemas import (
    FieldChangeOut,
    PartChangeOut,
    PersonRef,
)
from bromost_common.history.service import ids_in
from bromost_common.paging import AnyRow, Page, PageRequest

from .repository import AuditRepository, Filters
from .schemas import AuditEvent, AuditEventItem, SealCheck, SealStatus

MOST_EXPORTED = 10_000


class AuditService:
    """What the audit log says, for who may read it."""

    def __init__(self, session: AsyncSession) -> None:
        self._log = AuditRepository(session)
        self._objects = ObjectRepository(session)

    async def page(
        self, wanted: PageRequest, filters: Filters, *, actor: Actor
    ) -> Page[AuditEventItem]:
        rows, cursor, total = await self._log.page(wanted, filters, visible_to=actor)
        items = [AuditEventItem(**_fields(row)) for row in rows]
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
        return AuditEvent(
            **_fields(row),
            parts=parts,
            rows=changes.get("rows") or 0,
            references=await self._objects.names(ids),
        )

    async def export(self, filters: Filters, *, actor: Actor) -> list[AuditEventItem]:
        rows = await self._log.newest(MOST_EXPORTED, filters, visible_to=actor)
        return [AuditEventItem(**_fields(row)) for row in rows]

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


def _fields(row: AnyRow) -> dict[str, Any]:
    found = dict(row._mapping)  # noqa: SLF001  # the documented way to a row's names
    actor_id = found.pop("actor_id")
    name = found.pop("display_name")
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
