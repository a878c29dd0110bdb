from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.nested import refuse_repeated, refuse_unknown
from bromost_api.programmes.holding import refuse_fields_of, require_programme
from bromost_common.auth import Actor
from bromost_common.context import take_in
from bromost_common.contracts.networks import NetworkChanged, NetworkRegistered
from bromost_common.db import new_id
from bromost_common.errors import (
    NotFoundError,
    StaleVersionError,
)
from bromost_common.outbox import publish
from bromost_common.paging import Page, PageRequest
from bromost_common.visibility import NETWORKS

from .fields import OF_THE_PROGRAMME
from .members import NetworkMembers
from .models import Network
from .repository import Filters, NetworkRepository
from .rules import refuse_contradictions, unknown_organisation
from .schemas import (
    NetworkCreate,
    NetworkListItem,
    NetworkMemberIn,
    NetworkMemberUpdate,
    NetworkOut,
    NetworkUpdate,
)

_PARTS = tuple(
    name
    for name in NetworkOut.model_fields
    if name not in {"id", "project_count", "version", "created_at", "updated_at"}
)


class NetworkService:
    """What can be done with networks. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._networks = NetworkRepository(session)
        self._members = NetworkMembers(self._networks)

    async def register(self, wanted: NetworkCreate, *, actor: Actor) -> NetworkOut:
        network = Network(id=new_id(), **wanted.model_dump(exclude={"theme_ids"}))
        refuse_contradictions(network)
        await require_programme(self._session, wanted.programme_id, actor=actor)
        await self._check_lead(wanted.lead_organisation_id)
        await take_in(self._session, network.id)
        await self._networks.add(network)
        await self._replace_themes(network.id, wanted.theme_ids)
        publish(
            self._session,
            NetworkRegistered(
                object_id=network.id,
                actor_id=actor.account_id,
                code=network.code,
                title=network.name,
                original_language=network.original_language,
            ),
        )
        return await self.get(network.id, actor=actor)

    async def get(self, network_id: UUID, *, actor: Actor) -> NetworkOut:
        found = await self._networks.detail(network_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such network.")
        return NetworkOut.model_validate(found, from_attributes=True)

    async def page(
        self, wanted: PageRequest, *, sort: str, filters: Filters, actor: Actor
    ) -> Page[NetworkListItem]:
        rows, cursor, total = await self._networks.page(
            wanted, sort=sort, filters=filters, visible_to=actor
        )
        items = [
            NetworkListItem.model_validate(row, from_attributes=True) for row in rows
        ]
        return Page(items=items, next_cursor=cursor, total=total)

    async def change(
        self,
        network_id: UUID,
        wanted: NetworkUpdate,
        expected_version: int,
        *,
        actor: Actor,
    ) -> NetworkOut:
        network, before = await self._lock(network_id, expected_version, actor=actor)
        values = {name: getattr(wanted, name) for name in wanted.model_fields_set}
        foreign = OF_THE_PROGRAMME.intersection(values)
        await refuse_fields_of(self._session, before.programme.id, foreign, actor=actor)
        themes = values.pop("theme_ids", None)
        await self._check_lead(wanted.lead_organisation_id)
        for name, value in values.items():
            setattr(network, name, value)
        refuse_contradictions(network)
        await self._networks.flush()
        await self._members.refuse_outside(network)
        if themes is not None:
            await self._replace_themes(network_id, themes)
        return await self._conclude(network, before, actor=actor)

    async def archive(
        self, network_id: UUID, expected_version: int, *, actor: Actor
    ) -> NetworkOut:
        network, before = await self._lock(network_id, expected_version, actor=actor)
        if network.archived_at is None:
            network.archived_at = datetime.now(UTC)
            await self._networks.flush()
        return await self._conclude(network, before, actor=actor)

    async def restore(
        self, network_id: UUID, expected_version: int, *, actor: Actor
    ) -> NetworkOut:
        network, before = await self._lock(network_id, expected_version, actor=actor)
        network.archived_at = None
        await self._networks.flush()
        return await self._conclude(network, before, actor=actor)

    async def add_member(
        self, network_id: UUID, wanted: NetworkMemberIn, *, actor: Actor
    ) -> NetworkOut:
        network, before = await self._lock(network_id, None, actor=actor)
        await self._members.join(network, wanted)
        return await self._conclude(network, before, actor=actor)

    async def change_member(
        self,
        network_id: UUID,
        member_id: UUID,
        wanted: NetworkMemberUpdate,
        expected_version: int,
        *,
        actor: Actor,
    ) -> NetworkOut:
        network, before = await self._lock(network_id, expected_version, actor=actor)
        await self._members.change(network, member_id, wanted)
        return await self._conclude(network, before, actor=actor)

    async def remove_member(
        self, network_id: UUID, member_id: UUID, expected_version: int, *, actor: Actor
    ) -> NetworkOut:
        network, before = await self._lock(network_id, expected_version, actor=actor)
        await self._members.remove(network, member_id)
        return await self._conclude(network, before, actor=actor)

    async def _lock(
        self, network_id: UUID, expected_version: int | None, *, actor: Actor
    ) -> tuple[Network, NetworkOut]:
        await NETWORKS.require(self._session, actor, "network.write", network_id)
        network = await self._networks.lock(network_id, visible_to=actor)
        if network is None:
            raise NotFoundError("There is no such network.")
        before = await self.get(network_id, actor=actor)
        if expected_version is not None and network.version != expected_version:
            raise StaleVersionError(
                "The network was changed by somebody else.", current=before
            )
        return network, before

    async def _check_lead(self, lead: UUID | None) -> None:
        if lead is not None and not await self._networks.knows_organisation(lead):
            raise unknown_organisation("lead_organisation_id")

    async def _replace_themes(self, network_id: UUID, ids: list[UUID]) -> None:
        refuse_repeated("theme_ids", ids)
        unknown = await self._networks.unknown_themes(ids)
        refuse_unknown("theme_ids", ids, unknown, code="unknown_theme")
        await self._networks.replace_themes(network_id, ids)

    async def _conclude(
        self, network: Network, before: NetworkOut, *, actor: Actor
    ) -> NetworkOut:
        """Count and announce the change, if there is one."""
        after = await self.get(network.id, actor=actor)
        changed = [n for n in _PARTS if getattr(before, n) != getattr(after, n)]
        if not changed:
            return before
        network.version += 1
        await self._networks.flush()
        publish(
            self._session,
            NetworkChanged(
                object_id=network.id,
                actor_id=actor.account_id,
                code=network.code,
                title=network.name,
                original_language=network.original_language,
                changed=changed,
            ),
        )
        return await self.get(network.id, actor=actor)
