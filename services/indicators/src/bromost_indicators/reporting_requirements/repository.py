from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import (
    Text,
    Uuid,
    column,
    delete,
    exists,
    func,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bromost_common.auth import Actor
from bromost_common.db import any_of
from bromost_common.paging import AnySelect, Key, Order, PageRequest, fetch_page
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.projects.repository import visible_programmes
from bromost_indicators.report_comments.models import ReportComment
from bromost_indicators.report_files.models import ReportFile
from bromost_indicators.report_sections.models import ReportPart, ReportText
from bromost_indicators.reports.models import Report

from .models import ReportingPeriod, ReportingRequirement
from .periods import Span

# The phone book, as far as names go.
ORGANISATIONS = table(
    "organisation_name_v1", column("id", Uuid), column("name", Text), schema="api"
)
OLDEST_FIRST = Order("id", [Key(ReportingRequirement.id)])
_REACHING = text(
    "SELECT account_id, display_name, array_agg(role) AS roles"
    " FROM api.people_reaching_v1(:programme_id, :project_id, :organisation_id)"
    " GROUP BY account_id, display_name ORDER BY display_name, account_id LIMIT :most"
).columns(account_id=Uuid(), display_name=Text(), roles=ARRAY(Text()))
MOST_PEOPLE = 500


async def people_reaching(
    session: AsyncSession,
    programme_id: UUID,
    project_id: UUID | None = None,
    organisation_id: UUID | None = None,
) -> dict[UUID, tuple[str, frozenset[str]]]:
    """Who holds which roles there, by name; nobody for who may change nothing there."""
    rows = await session.execute(
        _REACHING,
        {
            "programme_id": programme_id,
            "project_id": project_id,
            "organisation_id": organisation_id,
            "most": MOST_PEOPLE,
        },
    )
    return {row[0]: (row[1], frozenset(row[2])) for row in rows}


class RequirementRepository:
    """Every query on what programmes ask reports of."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, programme_id: UUID, wanted: PageRequest
    ) -> tuple[Sequence[ReportingRequirement], str | None, int | None]:
        statement: AnySelect = select(ReportingRequirement).where(
            ReportingRequirement.programme_id == programme_id
        )
        rows, cursor, total = await fetch_page(
            self._session, statement, OLDEST_FIRST, wanted
        )
        return [row[0] for row in rows], cursor, total

    async def get(
        self, requirement_id: UUID, *, visible_to: Actor
    ) -> ReportingRequirement | None:
        return await self._session.scalar(
            select(ReportingRequirement).where(
                ReportingRequirement.id == requirement_id,
                visible_programmes(visible_to, ReportingRequirement.programme_id),
            )
        )

    async def refresh(self, requirement: ReportingRequirement) -> bool:
        """Hold it till the end as it is now; false if it is gone."""
        found = await self._session.scalar(
            select(ReportingRequirement)
            .where(ReportingRequirement.id == requirement.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return found is not None

    async def count(self, programme_id: UUID) -> int:
        found = select(func.count()).where(
            ReportingRequirement.programme_id == programme_id
        )
        return await self._session.scalar(found) or 0

    async def periods(self, ids: Collection[UUID]) -> dict[UUID, list[Span]]:
        rows = await self._session.execute(
            select(
                *(ReportingPeriod.requirement_id, ReportingPeriod.starts_on),
                *(ReportingPeriod.ends_on, ReportingPeriod.due_on),
            )
            .where(ReportingPeriod.requirement_id == any_of(ids))
            .order_by(ReportingPeriod.requirement_id, ReportingPeriod.starts_on)
        )
        found: defaultdict[UUID, list[Span]] = defaultdict(list)
        for row in rows:
            found[row[0]].append(Span(*row[1:]))
        return found

    async def report_counts(self, ids: Collection[UUID]) -> dict[UUID, int]:
        rows = await self._session.execute(
            select(Report.requirement_id, func.count())
            .where(Report.requirement_id == any_of(ids))
            .group_by(Report.requirement_id)
        )
        return {row[0]: row[1] for row in rows}

    async def organisations(self, ids: Collection[UUID]) -> dict[UUID, str]:
        rows = await self._session.execute(
            select(ORGANISATIONS.c.id, ORGANISATIONS.c.name).where(
                ORGANISATIONS.c.id == any_of(ids)
            )
        )
        return {row[0]: row[1] for row in rows}

    async def names(self, ids: Collection[UUID]) -> dict[UUID, str]:
        """Of accounts, by their ids."""
        rows = await self._session.execute(
            select(ACCOUNTS.c.id, ACCOUNTS.c.display_name).where(
                ACCOUNTS.c.id == any_of(ids)
            )
        )
        return {row[0]: row[1] for row in rows}

    async def overlapping(self, requirement: ReportingRequirement) -> bool:
        """Whether another one asks the same partners for this kind of the same days."""
        other, mine, theirs = (
            aliased(ReportingRequirement),
            aliased(ReportingPeriod),
            aliased(ReportingPeriod),
        )
        common_days = (
            select(mine.requirement_id)
            .join(
                theirs,
                (theirs.starts_on <= mine.ends_on) & (theirs.ends_on >= mine.starts_on),
            )
            .where(
                mine.requirement_id == requirement.id, theirs.requirement_id == other.id
            )
            .correlate(other)
            .exists()
        )
        if requirement.owed_by == "lead_partners":
            same = other.owed_by == "lead_partners"
        else:
            same = other.organisation_ids.overlap(requirement.organisation_ids)
        whole = other.rhythm == "project"
        days = or_(common_days, whole) if requirement.rhythm != "project" else None
        found = select(other.id).where(
            other.programme_id == requirement.programme_id,
            other.kind == requirement.kind,
            other.id != requirement.id,
            same,
            *([] if days is None else [days]),
        )
        return await self._session.scalar(found.limit(1)) is not None

    async def keep(
        self, requirement: ReportingRequirement, periods: Sequence[Span]
    ) -> None:
        """With these periods, whatever it had."""
        self._session.add(requirement)
        await self._session.flush()
        known = (await self.periods([requirement.id])).get(requirement.id, [])
        if known == list(periods):
            return
        await self._session.execute(
            delete(ReportingPeriod).where(
                ReportingPeriod.requirement_id == requirement.id
            )
        )
        self._session.add_all(
            ReportingPeriod(requirement_id=requirement.id, **one._asdict())
            for one in periods
        )
        await self._session.flush()

    async def remove(self, requirement: ReportingRequirement) -> None:
        await self._session.execute(
            delete(Report).where(Report.requirement_id == requirement.id)
        )
        await self._session.delete(requirement)
        await self._session.flush()

    async def has_given_reports(self, requirement_id: UUID) -> bool:
        written = [
            exists().where(of.report_id == Report.id)
            for of in (ReportText, ReportPart, ReportComment, ReportFile)
        ]
        found = select(Report.id).where(
            Report.requirement_id == requirement_id,
            or_(Report.status != "open", *written),
        )
        return await self._session.scalar(found.limit(1)) is not None
