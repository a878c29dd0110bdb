from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    and_,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.files.tidying import Keeper
from bromost_common.visibility import PROGRAMMES, PROJECTS
from bromost_indicators.entries.models import Entry, EntryEvidence
from bromost_indicators.indicators.models import Indicator, Period
from bromost_indicators.projects.repository import visible_entries, visible_results
from bromost_indicators.report_files.models import ReportFile
from bromost_indicators.reports.models import Report
from bromost_indicators.reports.repository import visible_reports
from bromost_indicators.results.models import Result

from .models import File, FileChunk

GONE = ("infected", "removed")


def is_used() -> ColumnElement[bool]:
    return or_(
        exists().where(EntryEvidence.file_id == File.id),
        exists().where(ReportFile.file_id == File.id),
    )


KEEPER = Keeper(File, FileChunk, is_used)


def visible_files(actor: Actor) -> ColumnElement[bool]:
    """Who reads a value or report reads its files; unused, whoever handed it in."""
    shown = (
        select(EntryEvidence.file_id)
        .join(Entry, Entry.id == EntryEvidence.entry_id)
        .join(Period, Period.id == Entry.period_id)
        .join(Indicator, Indicator.id == Period.indicator_id)
        .join(Result, Result.id == Indicator.result_id)
        .where(
            EntryEvidence.file_id == File.id,
            visible_results(actor, Result),
            visible_entries(actor, Entry, Result),
        )
        .correlate(File)
        .exists()
    )
    reported = (
        select(ReportFile.file_id)
        .join(Report, Report.id == ReportFile.report_id)
        .where(ReportFile.file_id == File.id, visible_reports(actor))
        .correlate(File)
        .exists()
    )
    needed = "entry.write"
    own = and_(
        File.uploaded_by == actor.account_id,
        or_(
            PROJECTS.visible(actor, needed, File.project_id),
            PROGRAMMES.visible(actor, needed, File.programme_id),
        ),
    )
    return or_(shown, reported, own)


def of_owner(owner_id: UUID) -> ColumnElement[bool]:
    return or_(File.project_id == owner_id, File.programme_id == owner_id)


class FileRepository:
    """Every query on files, but for their content."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(
        self, file_id: UUID, *, visible_to: Actor, hold: bool = False
    ) -> File | None:
        statement = select(File).where(File.id == file_id, visible_files(visible_to))
        if hold:
            statement = statement.with_for_update(of=File)
        return await self._session.scalar(statement)

    async def usable(
        self, ids: Collection[UUID], owner_id: UUID, *, visible_to: Actor
    ) -> dict[UUID, File]:
        """Those of the owner that a value may stand on, held till the end."""
        if not ids:
            return {}
        found = await self._session.scalars(
            select(File)
            .where(
                File.id.in_(ids),
                of_owner(owner_id),
                visible_files(visible_to),
                File.state.not_in(GONE),
            )
            .order_by(File.id)
            .with_for_update(of=File, key_share=True, read=True)
        )
        return {file.id: file for file in found}

    async def by_ids(self, ids: Iterable[UUID]) -> dict[UUID, File]:
        """Of evidence that is seen."""
        wanted = set(ids)
        if not wanted:
            return {}
        found = await self._session.scalars(select(File).where(File.id.in_(wanted)))
        return {file.id: file for file in found}

    async def room(self, owner_id: UUID, account_id: UUID) -> tuple[int, int]:
        """How many bytes the owner's files have, and how many of one's own wait."""
        row = await self._session.execute(
            select(
                func.coalesce(func.sum(File.size), 0),
                func.count().filter(File.uploaded_by == account_id, ~is_used()),
            ).where(of_owner(owner_id), File.state.not_in(GONE))
        )
        size, waiting = row.one()
        return int(size), int(waiting)

    async def hold_room(self, owner_id: UUID) -> None:
        """Wait for whoever else stores a file here, till we are done."""
        key = func.hashtextextended(literal(f"files of {owner_id}"), 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))

    async def same(self, values: dict[str, Any]) -> File | None:
        """What the same person handed in before, byte for byte."""
        return await self._session.scalar(
            select(File).where(
                File.project_id.is_not_distinct_from(values["project_id"]),
                File.programme_id.is_not_distinct_from(values["programme_id"]),
                File.uploaded_by == values["uploaded_by"],
                File.sha256 == values["sha256"],
                File.name == values["name"],
                File.state.not_in(GONE),
            )
        )

    async def add(self, values: dict[str, Any]) -> File:
        added = await self._session.scalars(
            insert(File).values(**values).returning(File)
        )
        return added.one()

    async def statuses(self, file_id: UUID) -> list[str]:
        """How far the entries got that stand on it; nothing where none does."""
        found = await self._session.scalars(
            select(Entry.status)
            .distinct()
            .join(EntryEvidence, EntryEvidence.entry_id == Entry.id)
            .where(EntryEvidence.file_id == file_id)
        )
        return list(found)

    async def is_reported(self, file_id: UUID) -> bool:
        """Whether it goes with a report, or went with one that was accepted."""
        found = select(ReportFile.file_id).where(ReportFile.file_id == file_id)
        return await self._session.scalar(found.limit(1)) is not None

    async def forget(self, file_id: UUID) -> None:
        await self._session.execute(delete(File).where(File.id == file_id))

    async def mark_removed(self, file_id: UUID) -> None:
        await self._session.execute(
            update(File)
            .where(File.id == file_id)
            .values(state="removed", removed_at=datetime.now(UTC))
        )
