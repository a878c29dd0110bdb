from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_indicators.definitions.models import Definition, DefinitionVersion
from bromost_indicators.definitions.repository import in_library


class FrameworkSheetRepository:
    """What a framework's sheet names that is not in it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def definitions(
        self, codes: Collection[str], programme_id: UUID, *, visible_to: Actor
    ) -> dict[str, UUID]:
        """The newest published version of each, by its code in small letters."""
        if not codes:
            return {}
        code = func.lower(Definition.code)
        found = await self._session.execute(
            select(code, DefinitionVersion.id)
            .join(DefinitionVersion, DefinitionVersion.definition_id == Definition.id)
            .where(
                code.in_({one.lower() for one in codes}),
                in_library(visible_to, "definition.read"),
                or_(
                    Definition.programme_id.is_(None),
                    Definition.programme_id == programme_id,
                ),
                DefinitionVersion.published_at.is_not(None),
            )
            # The newest of them stays.
            .order_by(DefinitionVersion.number)
        )
        return {row[0]: row[1] for row in found}
