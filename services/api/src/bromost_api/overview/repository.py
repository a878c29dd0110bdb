from collections.abc import Sequence

from sqlalchemy import func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import Account
from bromost_api.finance.models import BudgetLine
from bromost_api.organisations.models import Organisation
from bromost_api.partnerships.models import Partnership, PartnershipStatus
from bromost_api.projects.models import Project, ProjectCountry
from bromost_common.auth import Actor
from bromost_common.outbox import OutboxMessage
from bromost_common.paging import AnyRow, AnySelect
from bromost_common.visibility import PARTNERSHIPS, PROGRAMMES, PROJECTS

NEWEST = 10
_live_project = Project.archived_at.is_(None)


class OverviewRepository:
    """Sums over the whole registry: one statement for each figure."""

    def __init__(self, session: AsyncSession, *, visible_to: Actor) -> None:
        self._session = session
        self._projects_seen = PROJECTS.visible(visible_to, "project.read", Project.id)
        self._partnerships_seen = PARTNERSHIPS.visible(
            visible_to, "partnership.read", Partnership.id
        )
        about = OutboxMessage.object_id
        self._news_seen = or_(
            OutboxMessage.object_type == "organisation",
            PROJECTS.visible(visible_to, "project.read", about),
            PARTNERSHIPS.visible(visible_to, "partnership.read", about),
            PROGRAMMES.visible(visible_to, "programme.read", about),
        )

    async def organisations(self) -> Sequence[AnyRow]:
        return await self._all(
            select(Organisation.kind, func.count().label("number"))
            .where(Organisation.archived_at.is_(None))
            .group_by(Organisation.kind)
            .order_by(func.count().desc(), Organisation.kind)
        )

    async def projects(self) -> Sequence[AnyRow]:
        return await self._all(
            select(Project.status, func.count().label("number"))
            .where(_live_project, self._projects_seen)
            .group_by(Project.status)
        )

    async def partnerships(self) -> Sequence[AnyRow]:
        """By the status that holds today; null where none has begun."""
        today = (
            select(PartnershipStatus.status)
            .where(
                PartnershipStatus.partnership_id == Partnership.id,
                PartnershipStatus.valid_from <= func.current_date(),
            )
            .order_by(PartnershipStatus.valid_from.desc())
            .limit(1)
            .lateral("today")
        )
        return await self._all(
            select(today.c.status, func.count().label("number"))
            .select_from(Partnership)
            .join(today, true(), isouter=True)
            .where(self._partnerships_seen)
            .group_by(today.c.status)
        )

    async def countries(self) -> Sequence[AnyRow]:
        count = func.count().label("project_count")
        return await self._all(
            select(ProjectCountry.country_code.label("code"), count)
            .join(Project, Project.id == ProjectCountry.project_id)
            .where(_live_project, self._projects_seen)
            .group_by(ProjectCountry.country_code)
            .order_by(count.desc(), ProjectCountry.country_code)
        )

    async def budget(self) -> Sequence[AnyRow]:
        return await self._all(
            select(
                BudgetLine.year,
                BudgetLine.funder_id,
                Organisation.name,
                Organisation.country_code,
                BudgetLine.currency,
                func.sum(BudgetLine.amount).label("amount"),
            )
            .join(Project, Project.id == BudgetLine.project_id)
            .join(Organisation, Organisation.id == BudgetLine.funder_id)
            .where(_live_project, self._projects_seen)
            .group_by(
                BudgetLine.year,
                BudgetLine.funder_id,
                Organisation.id,
                BudgetLine.currency,
            )
            .order_by(
                BudgetLine.year,
                Organisation.name_key,
                BudgetLine.funder_id,
                BudgetLine.currency,
            )
        )

    async def changes(self, subjects: Sequence[str]) -> Sequence[AnyRow]:
        """What happened last to things of these subjects."""
        newest = (
            select(OutboxMessage)
            .where(
                func.split_part(OutboxMessage.event_type, ".", 1).in_(subjects),
                self._news_seen,
            )
            .order_by(OutboxMessage.position.desc())
            .limit(NEWEST)
            .subquery("newest")
        )
        return await self._all(
            select(
                newest.c.id,
                newest.c.event_type,
                newest.c.object_type,
                newest.c.object_id,
                newest.c.payload.label("params"),
                newest.c.occurred_at,
                Account.display_name.label("actor_name"),
            )
            .join(Account, Account.id == newest.c.actor_id, isouter=True)
            .order_by(newest.c.position.desc())
        )

    async def _all(self, statement: AnySelect) -> Sequence[AnyRow]:
        return (await self._session.execute(statement)).all()
