from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Text,
    Uuid,
    bindparam,
    column,
    func,
    or_,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.history.schemas import Reference
from bromost_common.visibility import PROGRAMMES, PROJECTS
from bromost_indicators.cross_checks.models import CrossCheck
from bromost_indicators.definitions.models import Definition, DefinitionVersion
from bromost_indicators.files.models import File
from bromost_indicators.files.repository import is_used
from bromost_indicators.files.repository import of_owner as files_of
from bromost_indicators.indicators.models import Indicator, IndicatorVersion
from bromost_indicators.places.models import Place
from bromost_indicators.programme_rules.models import ProgrammeRules
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import of_owner

_NAMES = text(
    """
    SELECT id, 'result' AS type, title AS name
      FROM indicators.result WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'indicator', title
      FROM indicators.indicator WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'definition', name
      FROM indicators.definition_version WHERE id = ANY (:ids)
    UNION ALL (SELECT DISTINCT ON (definition_id) definition_id, 'definition', name
      FROM indicators.definition_version WHERE definition_id = ANY (:ids)
      ORDER BY definition_id, number DESC)
    UNION ALL SELECT id, 'axis', name
      FROM indicators.axis WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'period', to_jsonb(starts_on || ' – ' || ends_on)
      FROM indicators.period WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'project', title
      FROM api.project_directory_v1 WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'programme', title
      FROM api.programme_directory_v1 WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'goal', text FROM api.programme_goal_v1 WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'place', name FROM indicators.place WHERE id = ANY (:ids)
    UNION ALL SELECT DISTINCT organisation_id, 'organisation', to_jsonb(name)
      FROM api.project_side_v1 WHERE organisation_id = ANY (:ids)
    UNION ALL SELECT id, 'account', to_jsonb(display_name)
      FROM api.account_directory_v1 WHERE id = ANY (:ids)
    """
).bindparams(bindparam("ids", type_=ARRAY(Uuid())))
_HISTORY = table(
    "history",
    column("table_name", Text()),
    column("object_id", Uuid()),
    column("operation", Text()),
    column("image", JSONB()),
    schema="indicators",
)


class ObjectRepository:
    """What a history may be asked of, and what the ids in it stand for."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def owner_of(self, object_type: str, object_id: UUID) -> UUID | None:
        """The project or programme that decides who may see the object."""
        if object_type in {"project", "programme"}:
            return object_id
        statement = select(func.coalesce(Result.project_id, Result.programme_id))
        if object_type == "indicator":
            statement = statement.join(Indicator, Indicator.result_id == Result.id)
            return await self._session.scalar(
                statement.where(Indicator.id == object_id)
            )
        return await self._session.scalar(statement.where(Result.id == object_id))

    async def sees(self, owner_id: UUID, *, actor: Actor) -> bool:
        needed = "history.read"
        return await PROJECTS.can(
            self._session, actor, needed, owner_id
        ) or await PROGRAMMES.can(self._session, actor, needed, owner_id)

    async def of_owner(self, owner_id: UUID) -> list[UUID]:
        """Of a project or programme: results, indicators, places, rules and files."""
        results = select(Result.id).where(of_owner(owner_id))
        indicators = select(Indicator.id).where(Indicator.result_id.in_(results))
        places = select(Place.id).where(Place.project_id == owner_id)
        rules = select(ProgrammeRules.id).where(ProgrammeRules.programme_id == owner_id)
        checks = select(CrossCheck.id).where(
            or_(CrossCheck.project_id == owner_id, CrossCheck.programme_id == owner_id)
        )
        # What no value stands on yet is its sender's alone.
        files = select(File.id).where(files_of(owner_id), is_used())
        # Who removed a rule is told, too; the database says to whom.
        gone = select(_HISTORY.c.object_id).where(
            _HISTORY.c.table_name == "cross_check",
            _HISTORY.c.operation == "removed",
            or_(
                _HISTORY.c.image["project_id"].astext == str(owner_id),
                _HISTORY.c.image["programme_id"].astext == str(owner_id),
            ),
        )
        found = union_all(results, indicators, places, rules, checks, gone, files)
        return list(await self._session.scalars(found))

    async def own_definitions(self, ids: Sequence[UUID]) -> list[UUID]:
        """What the indicators among `ids` went by that is their project's own."""
        found = await self._session.scalars(
            select(Definition.id)
            .distinct()
            .join(DefinitionVersion, DefinitionVersion.definition_id == Definition.id)
            .join(
                IndicatorVersion,
                IndicatorVersion.definition_version_id == DefinitionVersion.id,
            )
            .where(
                IndicatorVersion.indicator_id.in_(ids),
                Definition.code.is_(None),
            )
        )
        return list(found)

    async def names(self, ids: Sequence[UUID]) -> list[Reference]:
        if not ids:
            return []
        found = await self._session.execute(_NAMES, {"ids": ids})
        return [Reference(id=row.id, type=row.type, name=row.name) for row in found]
