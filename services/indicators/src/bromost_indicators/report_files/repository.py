from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_indicators.files.models import File
from bromost_indicators.report_versions.models import ReportVersion

from .models import ReportFile


class ReportFileRepository:
    """Every query on which files go with which reports."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all(self, report_id: UUID) -> Sequence[File]:
        found = await self._session.scalars(
            select(File)
            .join(ReportFile, ReportFile.file_id == File.id)
            .where(ReportFile.report_id == report_id, ReportFile.removed_at.is_(None))
            .order_by(ReportFile.created_at, File.id)
        )
        return found.all()

    async def add(self, report_id: UUID, file_id: UUID, account_id: UUID) -> None:
        """Once, however often it is called; also what was taken off before."""
        values = {"report_id": report_id, "file_id": file_id, "added_by": account_id}
        await self._session.execute(
            insert(ReportFile)
            .values(**values)
            .on_conflict_do_update(
                index_elements=["report_id", "file_id"], set_={"removed_at": None}
            )
        )

    async def remove(self, report_id: UUID, file_id: UUID) -> bool:
        """False if it does not go with it. What was accepted keeps its files."""
        this = (
            ReportFile.report_id == report_id,
            ReportFile.file_id == file_id,
            ReportFile.removed_at.is_(None),
        )
        accepted = exists().where(ReportVersion.report_id == report_id)
        if await self._session.scalar(select(accepted)):
            gone = update(ReportFile).where(*this).values(removed_at=datetime.now(UTC))
            found = await self._session.execute(gone.returning(ReportFile.file_id))
        else:
            found = await self._session.execute(
                delete(ReportFile).where(*this).returning(ReportFile.file_id)
            )
        return found.first() is not None
