from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Uuid,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    union,
    union_all,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.selectable import LateralFromClause

from bromost_api.funding.counting import reached, supported_by
from bromost_api.funding.models import FundingApplication
from bromost_api.organisations.models import Organisation, OrganisationAlias
from bromost_api.projects.models import Project, ProjectComponent, ProjectRole
from bromost_api.reach import PROJECTS
from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page
from bromost_common.visibility import PARTNERSHIPS

from .models import (
    LinkType,
    Partnership,
    PartnershipMember,
    PartnershipState,
    PartnershipStatus,
    ProjectPartnership,
)

_BEFORE_ANY = date(1, 1, 1)


class Filters(NamedTuple):
    """What a list of partnerships is narrowed to."""

    q: str | None = None
    status: PartnershipState | None = None
    country: str | None = None
    link_type: LinkType | None = None
    organisation_id: UUID | None = None
    project_id: UUID | None = None
    # A programme that supports them, or does not.
    supported_by: UUID | None = None
    not_supported_by: UUID | None = None
    # A round in which the funnel counts them, or a programme in any of whose rounds.
    funding_round: UUID | None = None
    reached: UUID | None = None


class RepeatedMemberError(ConflictError):
    """An organisation is in twice at a time."""

    code = "repeated_member"


class StatusDayTakenError(ConflictError):
    """The partnership already has a status that begins on this day."""

    code = "status_day_taken"


class PartnershipRepository:
    """Every query on partnerships, their members and their history."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, partnership: Partnership) -> None:
        self._session.add(partnership)
        await self.flush()

    async def flush(self) -> None:
        """Write what changed, and say in words which rule it broke."""
        try:
            await self._session.flush()
        except IntegrityError as error:
            match violated_constraint(error):
                case "ex_partnership_member_period":
                    raise RepeatedMemberError(
                        "An organisation is in this partnership twice at a time."
                    ) from error
                case "uq_partnership_status_partnership_id_valid_from":
                    raise StatusDayTakenError(
                        "Another status of this partnership begins on this day."
                    ) from error
                case _:
                    raise

    async def get(
        self, partnership_id: UUID, *, visible_to: Actor
    ) -> Partnership | None:
        return await self._session.scalar(
            self._visible(visible_to).where(Partnership.id == partnership_id)
        )

    async def lock(
        self, partnership_id: UUID, *, visible_to: Actor
    ) -> Partnership | None:
        """The partnership, held against other changes until the transaction ends."""
        return await self._session.scalar(
            self._visible(visible_to)
            .where(Partnership.id == partnership_id)
            .with_for_update(of=Partnership)
        )

    async def page(
        self,
        wanted: PageRequest,
        *,
        sort: str,
        filters: Filters,
        as_of: date,
        only_begun: bool,
        visible_to: Actor,
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        """Partnerships as they stood on `as_of`; `only_begun` leaves later ones out."""
        status = status_on(as_of)
        projects = (
            select(func.count())
            .where(ProjectPartnership.partnership_id == Partnership.id)
            .scalar_subquery()
        )
        statement = (
            self._visible(visible_to)
            .with_only_columns(
                Partnership.id,
                Partnership.name,
                Partnership.link_type,
                status.c.status,
                status.c.valid_from.label("status_since"),
                status.c.reason,
                projects.label("project_count"),
                Partnership.version,
            )
            .join(status, true(), isouter=not only_begun)
            .where(*_conditions(filters, status, as_of), *_in_funnel(filters))
        )
        return await fetch_page(self._session, statement, _order(sort, status), wanted)

    async def members(
        self, partnership_ids: Iterable[UUID], *, as_of: date | None
    ) -> Sequence[AnyRow]:
        """Who is in the partnerships on a day, or ever was, with their places."""
        rows = await self._session.execute(
            select(
                PartnershipMember.partnership_id,
                PartnershipMember.side,
                PartnershipMember.role,
                PartnershipMember.joined_on,
                PartnershipMember.left_on,
                Organisation.id.label("organisation_id"),
                Organisation.name,
                Organisation.country_code,
                Organisation.latitude,
                Organisation.longitude,
            )
            .join(Organisation, Organisation.id == PartnershipMember.organisation_id)
            .where(
                PartnershipMember.partnership_id.in_(list(partnership_ids)),
                *([] if as_of is None else [_is_member_on(as_of)]),
            )
            .order_by(
                PartnershipMember.partnership_id,
                PartnershipMember.side,
                PartnershipMember.position,
                PartnershipMember.id,
            )
        )
        return rows.all()

    async def standing(
        self, as_of: date, *, limit: int, visible_to: Actor
    ) -> Sequence[AnyRow]:
        """The partnerships that had begun on a day, with how they stood."""
        status = status_on(as_of)
        rows = await self._session.execute(
            self._visible(visible_to)
            .with_only_columns(
                Partnership.id, Partnership.name, Partnership.link_type, status.c.status
            )
            .join(status, true())
            .order_by(Partnership.name_key, Partnership.id)
            .limit(limit)
        )
        return rows.all()

    async def projects(self, partnership_id: UUID) -> Sequence[AnyRow]:
        rows = await self._session.execute(
            select(
                Project.id,
                Project.code,
                Project.title,
                Project.original_language,
                Project.status,
            )
            .join(ProjectPartnership, ProjectPartnership.project_id == Project.id)
            .where(ProjectPartnership.partnership_id == partnership_id)
            .order_by(Project.code_key, Project.id)
        )
        return rows.all()

    async def tie(self, partnership_id: UUID, project_ids: Sequence[UUID]) -> None:
        """Tie it to just these projects, where new as the last of the partners."""
        mine = ProjectPartnership.partnership_id == partnership_id
        await self._session.execute(
            delete(ProjectPartnership).where(
                mine, ProjectPartnership.project_id.not_in(project_ids)
            )
        )
        tied = set(
            await self._session.scalars(
                select(ProjectPartnership.project_id).where(mine)
            )
        )
        places = await self._next_positions([i for i in project_ids if i not in tied])
        if places:
            await self._session.execute(
                insert(ProjectPartnership),
                [
                    {
                        "project_id": project_id,
                        "partnership_id": partnership_id,
                        "position": position,
                    }
                    for project_id, position in places.items()
                ],
            )

    async def unknown_organisations(self, ids: Iterable[UUID]) -> set[UUID]:
        return await self._unknown(Organisation.id, ids)

    async def unknown_projects(
        self, ids: Iterable[UUID], *, writable_by: Actor
    ) -> set[UUID]:
        wanted = set(ids)
        known = await self._session.scalars(
            select(Project.id).where(
                Project.id.in_(wanted),
                PROJECTS.one(writable_by, "project.write", Project.id),
            )
        )
        return wanted - set(known)

    async def organisation_names(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        rows = await self._session.execute(
            select(Organisation.id, Organisation.name).where(
                Organisation.id.in_(list(ids))
            )
        )
        return {row.id: row.name for row in rows}

    async def _unknown(self, column: Any, ids: Iterable[UUID]) -> set[UUID]:
        wanted = set(ids)
        known = await self._session.scalars(select(column).where(column.in_(wanted)))
        return wanted - set(known)

    async def _next_positions(self, project_ids: Sequence[UUID]) -> dict[UUID, int]:
        taken = union_all(
            *(
                select(kind.project_id, kind.position).where(
                    kind.project_id.in_(project_ids)
                )
                for kind in (ProjectRole, ProjectComponent, ProjectPartnership)
            )
        ).subquery()
        rows = await self._session.execute(
            select(taken.c.project_id, func.max(taken.c.position)).group_by(
                taken.c.project_id
            )
        )
        last = {row[0]: row[1] for row in rows}
        return {i: last.get(i, -1) + 1 for i in project_ids}

    @staticmethod
    def _visible(actor: Actor) -> AnySelect:
        return select(Partnership).where(
            PARTNERSHIPS.visible(actor, "partnership.read", Partnership.id)
        )


def status_on(day: date) -> LateralFromClause:
    """The status of the enclosing query's partnership on `day`."""
    return (
        select(
            PartnershipStatus.status,
            PartnershipStatus.valid_from,
            PartnershipStatus.reason,
        )
        .where(
            PartnershipStatus.partnership_id == Partnership.id,
            PartnershipStatus.valid_from <= day,
        )
        .order_by(PartnershipStatus.valid_from.desc())
        .limit(1)
        .lateral("standing")
    )


def _is_member_on(day: date) -> ColumnElement[bool]:
    return func.daterange(
        PartnershipMember.joined_on, PartnershipMember.left_on, "[]"
    ).op("@>")(day)


def _order(sort: str, status: LateralFromClause) -> Order:
    since = func.coalesce(status.c.valid_from, _BEFORE_ANY)
    keys = {
        "name": [Key(Partnership.name_key)],
        "-name": [Key(Partnership.name_key, descending=True)],
        "-status_since": [Key(since, descending=True), Key(Partnership.name_key)],
    }
    return Order(sort, [*keys[sort], Key(Partnership.id)])


def _conditions(
    filters: Filters, status: LateralFromClause, as_of: date
) -> Iterable[ColumnElement[bool]]:
    member = select(PartnershipMember.partnership_id).join(
        Organisation, Organisation.id == PartnershipMember.organisation_id
    )
    if filters.q:
        folded = func.concat(
            "%", func.replace(func.common.fold(filters.q), "\\", ""), "%"
        )
        alias = select(OrganisationAlias.organisation_id).where(
            OrganisationAlias.name_key.like(folded)
        )
        by_member = member.where(
            or_(Organisation.name_key.like(folded), Organisation.id.in_(alias))
        )
        by_name = select(func.api.partnerships_named(filters.q, type_=Uuid()))
        yield Partnership.id.in_(union(by_name, by_member))
    if filters.status is not None:
        yield status.c.status == filters.status
    if filters.country is not None:
        yield Partnership.id.in_(
            member.where(
                Organisation.country_code == filters.country, _is_member_on(as_of)
            )
        )
    if filters.link_type is not None:
        yield Partnership.link_type == filters.link_type
    if filters.organisation_id is not None:
        yield Partnership.id.in_(
            member.where(
                Organisation.id == filters.organisation_id, _is_member_on(as_of)
            )
        )
    if filters.project_id is not None:
        yield Partnership.id.in_(
            select(ProjectPartnership.partnership_id).where(
                ProjectPartnership.project_id == filters.project_id
            )
        )


def _in_funnel(filters: Filters) -> Iterable[ColumnElement[bool]]:
    if filters.supported_by is not None:
        yield Partnership.id.in_(supported_by(filters.supported_by))
    if filters.not_supported_by is not None:
        yield Partnership.id.not_in(supported_by(filters.not_supported_by))
    if filters.funding_round is not None:
        within = FundingApplication.round_id == filters.funding_round
        yield Partnership.id.in_(reached(within))
    if filters.reached is not None:
        within = FundingApplication.programme_id == filters.reached
        yield Partnership.id.in_(reached(within))
