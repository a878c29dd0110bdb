from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor

from .rules import Rules


class OwnAccessRepository:
    """Every query on what is empty and where a thing belongs."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def empty_fields(
        self, rules: Rules, object_id: UUID, *, subject: str, visible_to: Actor
    ) -> Sequence[str] | None:
        """The fields that are empty; None if there is no such thing for this actor."""
        row = (
            await self._session.execute(
                select(
                    rules.model.id.label("_id"),
                    *(check.label(name) for name, check in rules.empty.items()),
                ).where(
                    rules.model.id == object_id,
                    rules.kind.one(visible_to, f"{subject}.read", rules.model.id),
                )
            )
        ).one_or_none()
        if row is None:
            return None
        return [name for name in rules.empty if row._mapping[name]]  # noqa: SLF001  # the documented way to a row's names

    async def programme_of(self, rules: Rules, object_id: UUID) -> UUID:
        """The programme of an existing thing that has one."""
        found: UUID | None = await self._session.scalar(
            select(rules.model.programme_id).where(rules.model.id == object_id)
        )
        assert found is not None
        return found
