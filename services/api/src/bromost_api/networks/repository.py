from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    and_,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.nested import json_list, json_object, replace_rows, unknown_values
from bromost_api.organisations.models import Organisation
from bromost_api.programmes.columns import programme_of
from bromost_api.programmes.holding import unknown_programme
from bromost_api.programmes.models import Programme
from bromost_api.projects.models import Project
from bromost_api.themes.models import Theme
from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError, FieldError
from bromost_common.paging import (
    AnyRow,
    AnySelect,
    Key,
    Order,
    PageRequest,
    fetch_page,
)
from bromost_common.visibility import NETWORKS

from .models import Network, NetworkMember, NetworkTheme

ORDERS = {
    "code": Order("code", [Key(Network.code_key), Key(Network.id)]),
    "name": Order("name", [Key(Network.name_key), Key(Network.id)]),
    "-name": Order("-name", [Key(Network.name_key, descending=True), Key(Network.id)]),
}
# Today, or the day that a reading of the past asks for.
_DAY = cast(func.coalesce(func.common.as_of(), func.now()), Date)
_IS_IN = and_(
    NetworkMember.joined_on <= _DAY,
    or_(NetworkMember.left_on.is_(None), NetworkMember.left_on >= _DAY),
)

_organisation = json_object(
    id=Organisation.id, name=Organisation.name, country_code=Organisation.country_code
)
_programme = programme_of(Network)
_lead = (
    select(_organisation)
    .where(Organisation.id == Network.lead_organisation_id)
    .correlate(Network)
    .scalar_subquery()
    .label("lead")
)
_themes = json_list(
    json_object(id=Theme.id, code=Theme.code, name=Theme.name),
    NetworkTheme.network_id == Network.id,
    NetworkTheme.theme_id == Theme.id,
    order_by=[Theme.code],
    of=Network,
).label("themes")
_members = json_list(
    json_object(
        id=NetworkMember.id,
        organisation=_organisation,
        joined_on=NetworkMember.joined_on,
        left_on=NetworkMember.left_on,
    ),
    NetworkMember.network_id == Network.id,
    NetworkMember.organisation_id == Organisation.id,
    order_by=[Organisation.name_key, NetworkMember.joined_on],
    of=Network,
).label("members")
_member_count = (
    select(func.count())
    .where(NetworkMember.network_id == Network.id, _IS_IN)
    .correlate(Network)
    .scalar_subquery()
    .label("member_count")
)
_project_count = (
    select(func.count())
    .where(Project.network_id == Network.id, Project.archived_at.is_(None))
    .correlate(Network)
    .scalar_subquery()
    .label("project_count")
)
_archived = Network.archived_at.is_not(None).label("archived")


class Filters(NamedTuple):
    """What a list of networks is narrowed to."""

    q: str | None = None
    programme: UUID | None = None
    theme: UUID | None = None
    organisation: UUID | None = None
    include_archived: bool = False


class RepeatedMemberError(ConflictError):
    """An organisation is in twice at a time."""

    code = "repeated_member"


class NetworkRepository:
    """Every query on networks and their members."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, network: Network | NetworkMember) -> None:
        self._session.add(network)
        await self.flush()

    async def flush(self) -> None:
        """Write what changed, and say in words which rule it broke."""
        try:
            await self._session.flush()
        except IntegrityError as error:
            match violated_constraint(error):
                case "uq_network_code_fold_key":
                    taken = FieldError(("body", "code"), "taken", "Choose another.")
                    raise ConflictError(
                        "There is a network with this code.", fields=[taken]
                    ) from error
                case "fk_network_programme_id":
                    raise unknown_programme() from error
                case "ex_network_member_period":
                    raise RepeatedMemberError(
                        "The organisation is in this network at that time already."
                    ) from error
                case _:
                    raise

    async def remove(self, member: NetworkMember) -> None:
        await self._session.delete(member)
        await self._session.flush()

    async def lock(self, network_id: UUID, *, visible_to: Actor) -> Network | None:
        """The network, held against other changes until the transaction ends."""
        found: Network | None = await self._session.scalar(
            self._visible(visible_to)
            .where(Network.id == network_id)
            .with_for_update(of=Network)
        )
        return found

    async def member(self, network_id: UUID, member_id: UUID) -> NetworkMember | None:
        return await self._session.scalar(
            select(NetworkMember).where(
                NetworkMember.id == member_id, NetworkMember.network_id == network_id
            )
        )

    async def member_days(
        self, network_id: UUID
    ) -> tuple[int, date | None, date | None]:
        """How many memberships there are, and the first and last day one began."""
        count, first, last = (
            await self._session.execute(
                select(
                    func.count(),
                    func.min(NetworkMember.joined_on),
                    func.max(NetworkMember.joined_on),
                ).where(NetworkMember.network_id == network_id)
            )
        ).one()
        return count, first, last

    async def detail(self, network_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        """All that is known of the network, in one statement."""
        columns = (c for c in Network.__table__.c if not c.name.endswith("_key"))
        statement = (
            self._visible(visible_to)
            .with_only_columns(
                *columns,
                _programme,
                _lead,
                _themes,
                _members,
                _project_count,
                _archived,
            )
            .where(Network.id == network_id)
        )
        return (await self._session.execute(statement)).one_or_none()

    async def page(
        self, wanted: PageRequest, *, sort: str, filters: Filters, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = (
            self._visible(visible_to)
            .with_only_columns(
                Network.id,
                _programme,
                Network.code,
                Network.name,
                Network.original_language,
                Network.starts_on,
                Network.ends_on,
                _lead,
                _themes,
                _member_count,
                _project_count,
                _archived,
                Network.version,
            )
            .where(*_conditions(filters))
        )
        return await fetch_page(self._session, statement, ORDERS[sort], wanted)

    async def replace_themes(self, network_id: UUID, ids: Sequence[UUID]) -> None:
        rows = [{"theme_id": theme_id} for theme_id in ids]
        await replace_rows(self._session, NetworkTheme.network_id, network_id, rows)

    async def unknown_themes(self, ids: Sequence[UUID]) -> set[UUID]:
        return await unknown_values(self._session, Theme.id, ids)

    async def knows_organisation(self, organisation_id: UUID) -> bool:
        return not await unknown_values(
            self._session, Organisation.id, [organisation_id]
        )

    @staticmethod
    def _visible(actor: Actor) -> AnySelect:
        # The past shows nothing that was then in a programme that its reader does not
        # see; today the programme of a network that is seen is seen as well.
        return select(Network).where(
            NETWORKS.visible(actor, "network.read", Network.id),
            Network.programme_id.in_(select(Programme.id)),
        )


def _conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if not filters.include_archived:
        yield Network.archived_at.is_(None)
    if filters.q:
        yield _is_like(filters.q)
    if filters.programme is not None:
        yield Network.programme_id == filters.programme
    if filters.theme is not None:
        yield Network.id.in_(
            select(NetworkTheme.network_id).where(
                NetworkTheme.theme_id == filters.theme
            )
        )
    if filters.organisation is not None:
        inside = select(NetworkMember.network_id).where(
            NetworkMember.organisation_id == filters.organisation, _IS_IN
        )
        yield or_(
            Network.lead_organisation_id == filters.organisation, Network.id.in_(inside)
        )


def _is_like(q: str) -> ColumnElement[bool]:
    folded: Any = func.common.fold(q)
    return or_(
        func.strpos(Network.code_fold_key, folded) > 0,
        func.strpos(Network.name_key, folded) > 0,
        folded.op("OPERATOR(public.<%)", is_comparison=True)(Network.name_key),
    )
