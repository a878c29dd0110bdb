from datetime import UTC, datetime
from uuid import UUID

from bromost_common.db import new_id
from bromost_common.errors import ConflictError, NotFoundError

from .models import Network, NetworkMember
from .repository import NetworkRepository
from .rules import refuse_impossible_days, refuse_leaving_out, unknown_organisation
from .schemas import MAX_MEMBERS, NetworkMemberIn, NetworkMemberUpdate


class TooManyMembersError(ConflictError):
    """A network of so many is none."""

    code = "too_many_members"


class NetworkMembers:
    """Who joins and leaves a network that its caller holds."""

    def __init__(self, networks: NetworkRepository) -> None:
        self._networks = networks

    async def join(self, network: Network, wanted: NetworkMemberIn) -> None:
        member = NetworkMember(
            id=new_id(),
            network_id=network.id,
            organisation_id=wanted.organisation_id,
            joined_on=wanted.joined_on or datetime.now(UTC).date(),
            left_on=wanted.left_on,
        )
        refuse_impossible_days(network, member)
        if not await self._networks.knows_organisation(wanted.organisation_id):
            raise unknown_organisation("organisation_id")
        count, _, _ = await self._networks.member_days(network.id)
        if count >= MAX_MEMBERS:
            raise TooManyMembersError(f"A network has at most {MAX_MEMBERS} members.")
        await self._networks.add(member)

    async def change(
        self, network: Network, member_id: UUID, wanted: NetworkMemberUpdate
    ) -> None:
        member = await self._existing(network, member_id)
        for name in wanted.model_fields_set:
            setattr(member, name, getattr(wanted, name))
        refuse_impossible_days(network, member)
        await self._networks.flush()

    async def remove(self, network: Network, member_id: UUID) -> None:
        await self._networks.remove(await self._existing(network, member_id))

    async def refuse_outside(self, network: Network) -> None:
        """Refuse days of the network that leave a member out."""
        _, first, last = await self._networks.member_days(network.id)
        refuse_leaving_out(network, first, last)

    async def _existing(self, network: Network, member_id: UUID) -> NetworkMember:
        member = await self._networks.member(network.id, member_id)
        if member is None:
            raise NotFoundError("There is no such member.")
        return member
