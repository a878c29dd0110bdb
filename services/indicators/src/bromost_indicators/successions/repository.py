from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_indicators.definitions.models import DefinitionVersion
from bromost_indicators.indicators.models import Indicator
from bromost_indicators.projects.repository import (
    PROGRAMMES,
    PROJECTS,
    visible_results,
)
from bromost_indicators.results.models import Result

_TOLD = (
    Indicator.id.label("indicator_id"),
    Indicator.version,
    Indicator.title,
    Indicator.definition_version_id,
    Result.original_language,
    func.coalesce(Result.project_id, Result.programme_id).label("owner_id"),
    case((Result.project_id.is_(None), "programme"), else_="project").label("what"),
    func.coalesce(PROJECTS.c.code, PROGRAMMES.c.code).label("owner_code"),
    func.coalesce(PROJECTS.c.title, PROGRAMMES.c.title).label("owner_title"),
    DefinitionVersion.number,
)


class SuccessionRepository:
    """The uses of a definition in a programme."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def uses(
        self,
        programme_id: UUID,
        version: DefinitionVersion,
        after: UUID | None,
        limit: int,
        *,
        visible_to: Actor,
    ) -> Sequence[AnyRow]:
        """Those that go by another version of it, in the order of their ids."""
        statement = (
            select(*_TOLD)
            .select_from(Indicator)
            .join(Result, Result.id == Indicator.result_id)
            .outerjoin(PROJECTS, PROJECTS.c.id == Result.project_id)
            .outerjoin(PROGRAMMES, PROGRAMMES.c.id == Result.programme_id)
            .join(
                DefinitionVersion,
                DefinitionVersion.id == Indicator.definition_version_id,
            )
            .where(
                _of(programme_id, version, visible_to),
                DefinitionVersion.id != version.id,
            )
            .order_by(Indicator.id)
            .limit(limit)
        )
        if after is not None:
            statement = statement.where(Indicator.id > after)
        return (await self._session.execute(statement)).all()

    async def already(
        self, programme_id: UUID, version: DefinitionVersion, *, visible_to: Actor
    ) -> int:
        """How many go by the version itself."""
        counted = (
            select(func.count())
            .select_from(Indicator)
            .join(Result, Result.id == Indicator.result_id)
            .outerjoin(PROJECTS, PROJECTS.c.id == Result.project_id)
            .join(
                DefinitionVersion,
                DefinitionVersion.id == Indicator.definition_version_id,
            )
            .where(
                _of(programme_id, version, visible_to),
                DefinitionVersion.id == version.id,
            )
        )
        return await self._session.scalar(counted) or 0


def _of(
    programme_id: UUID, version: DefinitionVersion, actor: Actor
) -> ColumnElement[bool]:
    """Live uses of its definition, the programme's own and those of its projects."""
    own = or_(
        PROJECTS.c.programme_id == programme_id, Result.programme_id == programme_id
    )
    return (
        own
        & (DefinitionVersion.definition_id == version.definition_id)
        & Indicator.archived_at.is_(None)
        & Result.archived_at.is_(None)
        & visible_results(actor, Result)
    )
