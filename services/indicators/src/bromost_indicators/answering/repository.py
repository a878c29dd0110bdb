from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, select, text, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bromost_common.db import new_id
from bromost_common.paging import AnyRow
from bromost_indicators.axes.models import Axis, Category
from bromost_indicators.contribution_links.models import (
    ContributionAsk,
    ContributionLink,
    ContributionSession,
)
from bromost_indicators.definitions.models import DefinitionAxis, DefinitionVersion
from bromost_indicators.entries.models import Entry, EntryStep
from bromost_indicators.files.models import File
from bromost_indicators.files.repository import GONE
from bromost_indicators.indicators.models import Indicator, Period
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.places.models import Place
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.results.models import Result

_LINK_OF = text("SELECT indicators.contribution_link_of(:digest)")
_NUMBERS = text("SELECT period_id, number FROM indicators.asked_numbers()")
_ROOM = text("SELECT size, waiting FROM indicators.asking_room()")
_PROJECT = text("SELECT * FROM indicators.asking_project()")


class AxisRow(NamedTuple):
    """A category, and where it is in what a version is broken down by."""

    version_id: UUID
    axis_id: UUID
    axis_name: dict[str, str]
    category_id: UUID
    name: dict[str, str]


class AnsweringRepository:
    """Every query of whoever comes by a link; row-level security narrows them to it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def link_of(self, digest: bytes) -> UUID | None:
        found = await self._session.scalar(_LINK_OF, {"digest": digest})
        return UUID(str(found)) if found else None

    async def link(self, link_id: UUID) -> ContributionLink | None:
        return await self._session.scalar(
            select(ContributionLink)
            .where(ContributionLink.id == link_id)
            .execution_options(populate_existing=True)
        )

    async def begin(
        self, link: ContributionLink, digest: bytes, until: datetime
    ) -> None:
        """Each opening begins one; what is over goes."""
        await self._session.execute(
            delete(ContributionSession).where(
                ContributionSession.link_id == link.id,
                ContributionSession.expires_at <= func.now(),
            )
        )
        self._session.add(
            ContributionSession(
                id=new_id(),
                link_id=link.id,
                issue=link.issue,
                token_digest=digest,
                expires_at=until,
            )
        )
        await self._session.flush()

    async def end(self, session_id: UUID) -> None:
        await self._session.execute(
            delete(ContributionSession).where(ContributionSession.id == session_id)
        )

    async def project(self) -> OwnerRef:
        row = (await self._session.execute(_PROJECT)).one()
        return OwnerRef(**row._asdict(), what="project")

    async def name_of(self, account_id: UUID) -> str:
        found = select(ACCOUNTS.c.display_name).where(ACCOUNTS.c.id == account_id)
        return await self._session.scalar(found) or ""

    async def place(self, place_id: UUID) -> dict[str, str] | None:
        return await self._session.scalar(
            select(Place.name).where(Place.id == place_id)
        )

    async def asked(self, link_id: UUID) -> list[UUID]:
        """The rows, in the order of the framework and of their days."""
        found = await self._session.scalars(
            select(Period.id)
            .join(ContributionAsk, ContributionAsk.period_id == Period.id)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(ContributionAsk.link_id == link_id)
            .order_by(
                Result.position,
                Result.id,
                Indicator.position,
                Indicator.id,
                Period.starts_on,
            )
        )
        return list(found)

    async def numbers(self) -> dict[UUID, int]:
        """How many entries the asked periods have, wherever they are of."""
        found = await self._session.execute(_NUMBERS)
        return {row.period_id: row.number for row in found}

    async def room(self, owner_id: UUID, account_id: UUID) -> tuple[int, int]:
        """As for files of others, which a link does not see: of its own project."""
        del owner_id, account_id
        row = (await self._session.execute(_ROOM)).one()
        return int(row.size), int(row.waiting)

    async def own_files(
        self, ids: Collection[UUID], link_id: UUID, project_id: UUID
    ) -> set[UUID]:
        """Those of these that were handed in by the link, held till the end."""
        if not ids:
            return set()
        found = await self._session.scalars(
            select(File.id)
            .where(
                File.id.in_(ids),
                File.uploaded_by == link_id,
                File.project_id == project_id,
                File.state.not_in(GONE),
            )
            .order_by(File.id)
            .with_for_update(of=File, key_share=True, read=True)
        )
        return set(found)

    async def own_file(self, file_id: UUID, link: ContributionLink) -> File | None:
        return await self._session.scalar(
            select(File).where(File.id == file_id, File.uploaded_by == link.id)
        )

    async def told(
        self, period_ids: Collection[UUID]
    ) -> dict[UUID, tuple[Period, Indicator, Result]]:
        found = await self._session.execute(
            select(Period, Indicator, Result)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(Period.id.in_(period_ids))
            .execution_options(populate_existing=True)
        )
        return {row[0].id: (row[0], row[1], row[2]) for row in found}

    async def rules(self, ids: Collection[UUID]) -> dict[UUID, DefinitionVersion]:
        found = await self._session.scalars(
            select(DefinitionVersion).where(DefinitionVersion.id.in_(ids))
        )
        return {rule.id: rule for rule in found}

    async def axes(self, version_ids: Collection[UUID]) -> list[AxisRow]:
        found = await self._session.execute(
            select(
                DefinitionAxis.definition_version_id,
                *(Axis.id, Axis.name, Category.id, Category.name),
            )
            .join(Axis, Axis.id == DefinitionAxis.axis_id)
            .join(Category, Category.axis_id == Axis.id)
            .where(
                DefinitionAxis.definition_version_id.in_(version_ids),
                Category.archived_at.is_(None),
            )
            .order_by(
                DefinitionAxis.definition_version_id,
                DefinitionAxis.position,
                Category.position,
            )
        )
        return [AxisRow(*row) for row in found]

    async def earlier(
        self, period_ids: Collection[UUID], place_id: UUID | None
    ) -> dict[UUID, AnyRow]:
        """What was accepted of the last period before, by the asked one."""
        before = aliased(Period)
        newest = (
            select(
                *(Entry.state, Entry.value, Entry.numerator, Entry.denominator),
                *(Entry.text, before.starts_on, before.ends_on),
            )
            .join(before, before.id == Entry.period_id)
            .where(
                before.indicator_id == Period.indicator_id,
                before.ends_on < Period.starts_on,
                Entry.status == "accepted",
                Entry.place_id.is_not_distinct_from(place_id),
            )
            .order_by(before.starts_on.desc(), Entry.number.desc())
            .limit(1)
            .lateral("newest")
        )
        found = await self._session.execute(
            select(Period.id.label("period_id"), *newest.c)
            .join(newest, true())
            .where(Period.id.in_(period_ids))
        )
        return {row.period_id: row for row in found}

    async def drafts(
        self, link_id: UUID, entry_ids: Collection[UUID]
    ) -> Sequence[tuple[Entry, int]]:
        """Their own among these, each with how many steps it took so far."""
        steps = (
            select(func.count())
            .where(EntryStep.entry_id == Entry.id)
            .correlate(Entry)
            .scalar_subquery()
        )
        found = await self._session.execute(
            select(Entry, steps)
            .where(
                Entry.id.in_(entry_ids),
                Entry.recorded_by == link_id,
                Entry.status == "draft",
            )
            .order_by(Entry.id)
            .execution_options(populate_existing=True)
        )
        return [(row[0], row[1]) for row in found]

    def add_step(self, step: EntryStep) -> None:
        self._session.add(step)

    async def save(self) -> None:
        await self._session.flush()
