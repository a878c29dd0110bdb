from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.history.schemas import Reference
from bromost_common.visibility import PROJECTS
from bromost_indicators.indicators.models import Indicator
from bromost_indicators.results.models import Result

_NAMES = text(
    """
    SELECT id, 'result' AS type, title AS name
      FROM indicators.result WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'indicator', title
      FROM indicators.indicator WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'period', to_jsonb(starts_on || ' – ' || ends_on)
      FROM indicators.period WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'project', title
      FROM api.project_directory_v1 WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'account', to_jsonb(display_name)
      FROM api.account_directory_v1 WHERE id = ANY (:ids)
    """
).bindparams(bindparam("ids", type_=ARRAY(Uuid())))


class ObjectRepository:
    """What a history may be asked of, and what the ids in it stand for."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def project_of(self, object_type: str, object_id: UUID) -> UUID | None:
        """The project that decides who may see the object."""
        if object_type == "project":
            return object_id
        statement = select(Result.project_id)
        if object_type == "indicator":
            statement = statement.join(Indicator, Indicator.result_id == Result.id)
            return await self._session.scalar(
                statement.where(Indicator.id == object_id)
            )
        return await self._session.scalar(statement.where(Result.id == object_id))

    async def sees(self, project_id: UUID, *, actor: Actor) -> bool:
        return await PROJECTS.can(self._session, actor, "history.read", project_id)

    async def of_project(self, project_id: UUID) -> list[UUID]:
        """The project's results and their indicators."""
        results = select(Result.id).where(Result.project_id == project_id)
        indicators = select(Indicator.id).where(Indicator.result_id.in_(results))
        return [
            *await self._session.scalars(results),
            *await self._session.scalars(indicators),
        ]

    async def names(self, ids: Sequence[UUID]) -> list[Reference]:
        if not ids:
            return []
        found = await self._session.execute(_NAMES, {"ids": ids})
        return [Reference(id=row.id, type=row.type, name=row.name) for row in found]
