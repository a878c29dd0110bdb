from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy import literal as literal_of
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.programmes.models import Programme
from bromost_common.paging import AnyRow

from .kinds import Kind
from .models import DocumentTemplate


class DocumentTemplateRepository:
    """Every query on how programmes lay out documents."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(self, programme_id: UUID, kind: Kind) -> None:
        """Wait for whoever else lays down the same, till we are done."""
        said = literal_of(f"template of {kind} of {programme_id}")
        key = func.hashtextextended(said, 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))

    async def find(
        self, programme_id: UUID, kind: Kind, version: int | None = None
    ) -> DocumentTemplate | None:
        """The version, else the newest."""
        statement = select(DocumentTemplate).where(
            DocumentTemplate.programme_id == programme_id,
            DocumentTemplate.kind == kind,
        )
        if version is not None:
            statement = statement.where(DocumentTemplate.version == version)
        newest = statement.order_by(DocumentTemplate.version.desc()).limit(1)
        return await self._session.scalar(newest)

    async def layout(self, template_id: UUID) -> AnyRow | None:
        """What a version holds, with the language that its programme is written in."""
        found = await self._session.execute(
            select(DocumentTemplate.contents, Programme.original_language)
            .join(Programme, Programme.id == DocumentTemplate.programme_id)
            .where(DocumentTemplate.id == template_id)
        )
        return found.one_or_none()

    async def add(self, template: DocumentTemplate) -> None:
        self._session.add(template)
        await self._session.flush()
