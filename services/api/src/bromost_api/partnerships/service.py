from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.context import take_in
from bromost_common.contracts.partnerships import (
    PartnershipChanged,
    PartnershipRegistered,
    PartnershipStatusChanged,
)
from bromost_common.db import new_id
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    StaleVersionError,
    invalid,
)
from bromost_common.outbox import publish
from bromost_common.paging import Page, PageRequest
from bromost_common.visibility import PARTNERSHIPS

from .models import (
    STATES_WITH_REASON,
    Partnership,
    PartnershipMember,
    PartnershipState,
    PartnershipStatus,
)
from .repository import Filters, PartnershipRepository
from .schemas import (
    PartnershipCreate,
    PartnershipLinks,
    PartnershipListItem,
    PartnershipMemberIn,
    PartnershipOut,
    PartnershipStatusChange,
    PartnershipUpdate,
)
from .views import links_out, list_items, partnership_out

# More lines than this nobody can tell apart on a map.
MAX_ON_MAP = 1000


class StatusUnchangedError(ConflictError):
    """The partnership already stands so on that day."""

    code = "status_unchanged"


class PartnershipService:
    """What can be done with partnerships. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._partnerships = PartnershipRepository(session)

    async def register(
        self, wanted: PartnershipCreate, *, actor: Actor
    ) -> PartnershipOut:
        await self._check_members(wanted.members)
        await self._check_projects(wanted.project_ids, actor=actor)
        _check_reason(wanted.status, "body", "status")
        partnership = Partnership(
            id=new_id(),
            name=wanted.name,
            link_type=wanted.link_type,
            members=_members(wanted.members),
            statuses=[_status(wanted.status)],
        )
        await take_in(self._session, partnership.id)
        await self._partnerships.add(partnership)
        await self._partnerships.tie(partnership.id, wanted.project_ids)
        if not await PARTNERSHIPS.can(
            self._session, actor, "partnership.write", partnership.id
        ):
            raise PermissionDeniedError("Your own organisation must be a member.")
        names = await self._partnerships.organisation_names(
            member.organisation_id for member in wanted.members
        )
        publish(
            self._session,
            PartnershipRegistered(
                object_id=partnership.id,
                actor_id=actor.account_id,
                name=partnership.name,
                members=[names[member.organisation_id] for member in wanted.members],
                status=wanted.status.status,
            ),
        )
        return await self._out(partnership)

    async def get(
        self, partnership_id: UUID, *, as_of: date | None, actor: Actor
    ) -> PartnershipOut:
        found = await self._partnerships.get(partnership_id, visible_to=actor)
        return await self._out(_existing(found), as_of)

    async def page(
        self,
        wanted: PageRequest,
        *,
        sort: str,
        filters: Filters,
        as_of: date | None,
        actor: Actor,
    ) -> Page[PartnershipListItem]:
        day = as_of or _today()
        rows, cursor, total = await self._partnerships.page(
            wanted,
            sort=sort,
            filters=filters,
            as_of=day,
            only_begun=as_of is not None,
            visible_to=actor,
        )
        members = await self._partnerships.members((r.id for r in rows), as_of=day)
        return Page(items=list_items(rows, members), next_cursor=cursor, total=total)

    async def links(self, as_of: date | None, *, actor: Actor) -> PartnershipLinks:
        day = as_of or _today()
        standing = await self._partnerships.standing(
            day, limit=MAX_ON_MAP + 1, visible_to=actor
        )
        shown = standing[:MAX_ON_MAP]
        members = await self._partnerships.members((r.id for r in shown), as_of=day)
        return links_out(day, shown, members, truncated=len(standing) > len(shown))

    async def change(
        self,
        partnership_id: UUID,
        wanted: PartnershipUpdate,
        expected_version: int,
        *,
        actor: Actor,
    ) -> PartnershipOut:
        partnership = await self._lock(partnership_id, actor=actor)
        if partnership.version != expected_version:
            raise StaleVersionError(
                "The partnership was changed by somebody else.",
                current=await self._out(partnership),
            )
        changed = wanted.model_fields_set
        if "members" in changed:
            await self._replace_members(partnership, wanted.members)
        if "project_ids" in changed:
            await self._check_projects(wanted.project_ids, actor=actor)
            await self._partnerships.tie(partnership.id, wanted.project_ids)
        for name in changed & {"name", "link_type"}:
            setattr(partnership, name, getattr(wanted, name))
        partnership.version += 1
        await self._partnerships.flush()
        publish(
            self._session,
            PartnershipChanged(
                object_id=partnership.id,
                actor_id=actor.account_id,
                name=partnership.name,
                changed=sorted(changed),
            ),
        )
        return await self._out(partnership)

    async def change_status(
        self, partnership_id: UUID, wanted: PartnershipStatusChange, *, actor: Actor
    ) -> PartnershipOut:
        """Add to the history, at any day of it; two statuses never share a day."""
        _check_reason(wanted, "body")
        partnership = await self._lock(partnership_id, actor=actor)
        old = _standing(partnership, wanted.valid_from)
        if (
            old is not None
            and old.status == wanted.status
            and old.valid_from != wanted.valid_from
        ):
            raise StatusUnchangedError("The partnership already stands so on that day.")
        partnership.statuses.append(_status(wanted))
        partnership.version += 1
        await self._partnerships.flush()
        partnership.statuses.sort(key=lambda status: status.valid_from)
        publish(
            self._session,
            PartnershipStatusChanged(
                object_id=partnership.id,
                actor_id=actor.account_id,
                name=partnership.name,
                old_status=old.status if old else None,
                new_status=wanted.status,
                valid_from=wanted.valid_from,
                reason=wanted.reason,
            ),
        )
        return await self._out(partnership)

    async def _replace_members(
        self, partnership: Partnership, wanted: list[PartnershipMemberIn]
    ) -> None:
        await self._check_members(wanted)
        # The old ones go first, or they would clash with those who stay.
        partnership.members.clear()
        await self._partnerships.flush()
        partnership.members.extend(_members(wanted))

    async def _check_members(self, members: Sequence[PartnershipMemberIn]) -> None:
        unknown = await self._partnerships.unknown_organisations(
            member.organisation_id for member in members
        )
        for index, member in enumerate(members):
            if member.organisation_id in unknown:
                raise invalid(
                    "body",
                    "members",
                    index,
                    "organisation_id",
                    code="unknown_organisation",
                    message="There is no such organisation.",
                )
            if (
                member.joined_on
                and member.left_on
                and member.left_on < member.joined_on
            ):
                raise invalid(
                    "body",
                    "members",
                    index,
                    "left_on",
                    code="left_before_joined",
                    message="It cannot leave before it joins.",
                )
        if len({member.side for member in members}) < 2:  # noqa: PLR2004  # a bond has two ends
            raise invalid(
                "body",
                "members",
                code="one_sided",
                message="A partnership has members on two sides or more.",
            )

    async def _check_projects(
        self, project_ids: Sequence[UUID], *, actor: Actor
    ) -> None:
        unknown = await self._partnerships.unknown_projects(
            project_ids, writable_by=actor
        )
        for index, project_id in enumerate(project_ids):
            if project_id in unknown or project_id in project_ids[:index]:
                raise invalid(
                    "body",
                    "project_ids",
                    index,
                    code="unknown_project" if project_id in unknown else "repeated",
                    message="There is no such project."
                    if project_id in unknown
                    else "This is there twice.",
                )

    async def _lock(self, partnership_id: UUID, *, actor: Actor) -> Partnership:
        await PARTNERSHIPS.require(
            self._session, actor, "partnership.write", partnership_id
        )
        return _existing(
            await self._partnerships.lock(partnership_id, visible_to=actor)
        )

    async def _out(
        self, partnership: Partnership, as_of: date | None = None
    ) -> PartnershipOut:
        day = as_of or _today()
        members = await self._partnerships.members([partnership.id], as_of=None)
        projects = await self._partnerships.projects(partnership.id)
        return partnership_out(
            partnership,
            as_of=day,
            standing=_standing(partnership, day),
            members=members,
            projects=projects,
        )


def _today() -> date:
    return datetime.now(UTC).date()


def _existing(partnership: Partnership | None) -> Partnership:
    if partnership is None:
        raise NotFoundError("There is no such partnership.")
    return partnership


def _standing(partnership: Partnership, day: date) -> PartnershipStatus | None:
    begun = [status for status in partnership.statuses if status.valid_from <= day]
    return max(begun, key=lambda status: status.valid_from, default=None)


def _members(wanted: Sequence[PartnershipMemberIn]) -> list[PartnershipMember]:
    return [
        PartnershipMember(position=position, **member.model_dump())
        for position, member in enumerate(wanted)
    ]


def _status(wanted: PartnershipStatusChange) -> PartnershipStatus:
    return PartnershipStatus(**wanted.model_dump())


def _check_reason(wanted: PartnershipStatusChange, *loc: str) -> None:
    if PartnershipState(wanted.status) in STATES_WITH_REASON and not wanted.reason:
        raise invalid(
            *loc,
            "reason",
            code="reason_required",
            message="Say why: a standstill or an end needs a reason.",
        )
