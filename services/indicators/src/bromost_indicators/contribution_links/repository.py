from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, bindparam, case, func, insert, literal, select, text
from sqlalchemy.dialects.postgresql import JSONB, distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page
from bromost_indicators.definitions.models import DefinitionVersion
from bromost_indicators.entries.models import Entry
from bromost_indicators.indicators.models import Indicator, Period
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.places.models import Place
from bromost_indicators.projects.repository import visible_projects
from bromost_indicators.results.models import Result

from .models import ContributionAsk, ContributionLink

NEWEST = Order("newest", [Key(ContributionLink.id, descending=True)])
_POST = text(
    "SELECT api.post_mail_v1(:id, 'contribution_link', :recipient, :locale, :params,"
    " :expires_at)"
).bindparams(bindparam("params", type_=JSONB()), bindparam("id", type_=Uuid()))


def _progress(link_ids: Collection[UUID]) -> AnySelect:
    """Of each link: how much is asked for, said and returned."""
    newest = (
        select(ContributionAsk.link_id, ContributionAsk.period_id, Entry.status)
        .ext(distinct_on(ContributionAsk.link_id, ContributionAsk.period_id))
        .join(ContributionLink, ContributionLink.id == ContributionAsk.link_id)
        .outerjoin(
            Entry,
            (Entry.period_id == ContributionAsk.period_id)
            & Entry.place_id.is_not_distinct_from(ContributionLink.place_id),
        )
        .where(ContributionAsk.link_id.in_(link_ids))
        .order_by(
            ContributionAsk.link_id,
            ContributionAsk.period_id,
            Entry.number.desc().nulls_last(),
        )
        .subquery("newest")
    )
    told = func.count(newest.c.status)
    returned = func.count(case((newest.c.status == "returned", 1)))
    return select(
        newest.c.link_id,
        func.count().label("asked"),
        (told - returned).label("filled"),
        returned.label("returned"),
    ).group_by(newest.c.link_id)


class ContributionLinkRepository:
    """Every query on links as whoever asks sees them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, project_id: UUID, wanted: PageRequest
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement: AnySelect = (
            select(ContributionLink, ACCOUNTS.c.display_name.label("who"))
            .outerjoin(ACCOUNTS, ACCOUNTS.c.id == ContributionLink.made_by)
            .where(ContributionLink.project_id == project_id)
        )
        return await fetch_page(self._session, statement, NEWEST, wanted)

    async def name_of(self, account_id: UUID) -> str:
        found = select(ACCOUNTS.c.display_name).where(ACCOUNTS.c.id == account_id)
        return await self._session.scalar(found) or ""

    async def progress(self, link_ids: Collection[UUID]) -> dict[UUID, AnyRow]:
        rows = await self._session.execute(_progress(link_ids))
        return {row.link_id: row for row in rows}

    async def get(self, link_id: UUID, *, visible_to: Actor) -> ContributionLink | None:
        return await self._session.scalar(
            select(ContributionLink)
            .where(
                ContributionLink.id == link_id,
                visible_projects(visible_to, ContributionLink.project_id),
            )
            .execution_options(populate_existing=True)
        )

    async def hold(self, link: ContributionLink) -> None:
        """As it is now, and till the end."""
        await self._session.refresh(link, with_for_update=True)

    async def count(self, project_id: UUID) -> int:
        found = select(func.count()).where(ContributionLink.project_id == project_id)
        return int(await self._session.scalar(found) or 0)

    async def rows(
        self,
        project_id: UUID,
        starts_on: date,
        ends_on: date,
        indicator_ids: Collection[UUID],
    ) -> list[tuple[UUID, UUID]]:
        """Periods within the days that take a value, each with its indicator."""
        statement = (
            select(Period.id, Period.indicator_id)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .join(
                DefinitionVersion,
                DefinitionVersion.id == Indicator.definition_version_id,
            )
            .where(
                Result.project_id == project_id,
                Period.starts_on >= starts_on,
                Period.ends_on <= ends_on,
                Indicator.archived_at.is_(None),
                Result.archived_at.is_(None),
                DefinitionVersion.kind != "formula",
            )
        )
        if indicator_ids:
            statement = statement.where(Indicator.id.in_(indicator_ids))
        return [(row[0], row[1]) for row in await self._session.execute(statement)]

    async def is_place(self, place_id: UUID, project_id: UUID) -> bool:
        found = select(Place.id).where(
            Place.id == place_id,
            Place.project_id == project_id,
            Place.archived_at.is_(None),
        )
        return await self._session.scalar(found) is not None

    async def add(self, link: ContributionLink, period_ids: Sequence[UUID]) -> None:
        self._session.add(link)
        await self._session.flush()
        asked = func.unnest(literal(period_ids, ARRAY(Uuid())))
        await self._session.execute(
            insert(ContributionAsk).from_select(
                ["link_id", "period_id"], select(literal(link.id, Uuid()), asked)
            )
        )

    async def save(self) -> None:
        await self._session.flush()

    async def post(
        self,
        *,
        recipient: str,
        locale: str,
        params: dict[str, Any],
        expires_at: datetime,
    ) -> None:
        """Leave a mail with the registry, which has the way out."""
        await self._session.execute(
            _POST,
            {
                "id": new_id(),
                "recipient": recipient,
                "locale": locale,
                "params": params,
                "expires_at": expires_at,
            },
        )
