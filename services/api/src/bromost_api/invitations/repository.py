from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, case, false, func, null, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bromost_api.accounts.models import Account
from bromost_api.nested import json_list, json_object
from bromost_api.organisations.models import Organisation
from bromost_api.people.models import Membership
from bromost_api.reach import INVITATIONS
from bromost_api.roles.repository import person_json, scope_json
from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page

from .models import Invitation, InvitationRole
from .news import Sent
from .schemas import InvitationState

_ORDER = Order("newest", [Key(Invitation.id, descending=True)])


class InvitationFilters(NamedTuple):
    """What a list of invitations is narrowed to."""

    q: str | None = None
    state: InvitationState | None = None


class AccountExistsError(ConflictError):
    """The invited address has an account already."""

    code = "account_exists"


def _state() -> ColumnElement[str]:
    return case(
        (Invitation.accepted_at.is_not(None), InvitationState.ACCEPTED),
        (Invitation.withdrawn_at.is_not(None), InvitationState.WITHDRAWN),
        (Invitation.expires_at <= func.now(), InvitationState.EXPIRED),
        else_=InvitationState.PENDING,
    )


_roles = json_list(
    json_object(
        role=InvitationRole.role,
        scope=scope_json(
            InvitationRole.scope_type, InvitationRole.scope_id, InvitationRole
        ),
        valid_to=InvitationRole.valid_to,
    ),
    InvitationRole.invitation_id == Invitation.id,
    order_by=[InvitationRole.id],
    of=Invitation,
).label("roles")
_organisation = (
    select(
        json_object(
            id=Organisation.id,
            name=Organisation.name,
            country_code=Organisation.country_code,
        )
    )
    .where(Organisation.id == Invitation.organisation_id)
    .correlate(Invitation)
    .scalar_subquery()
    .label("organisation")
)


class InvitationRepository:
    """Every query on invitations."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, invitation: Invitation) -> None:
        self._session.add(invitation)
        # The invitation first: its roles are let in because it is the inviter's.
        await self._session.flush()

    async def flush(self) -> None:
        await self._session.flush()

    async def page(
        self, wanted: PageRequest, *, filters: InvitationFilters, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = self._told(visible_to)
        if filters.state is not None:
            statement = statement.where(_state() == filters.state)
        if filters.q:
            by_address = (
                func.strpos(func.lower(_email(visible_to)), filters.q.lower()) > 0
            )
            by_organisation = (
                select(Organisation.id)
                .where(
                    Organisation.id == Invitation.organisation_id,
                    func.strpos(Organisation.name_key, func.common.fold(filters.q)) > 0,
                )
                .exists()
            )
            statement = statement.where(or_(by_address, by_organisation))
        return await fetch_page(self._session, statement, _ORDER, wanted)

    async def get(self, invitation_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        found = await self._session.execute(
            self._told(visible_to).where(Invitation.id == invitation_id)
        )
        return found.one_or_none()

    async def lock(
        self, invitation_id: UUID, *, visible_to: Actor
    ) -> Invitation | None:
        return await self._session.scalar(
            select(Invitation)
            .where(Invitation.id == invitation_id, _visible(visible_to))
            .options(selectinload(Invitation.roles))
            .with_for_update(of=Invitation)
        )

    async def take(self, invitation_id: UUID | None) -> Invitation | None:
        """A pending invitation, held so that one of two accepts it."""
        return await self._session.scalar(
            select(Invitation)
            .where(Invitation.id == invitation_id, _is_pending())
            .options(selectinload(Invitation.roles))
            .with_for_update(of=Invitation)
        )

    async def offer(self, invitation_id: UUID | None) -> AnyRow | None:
        found = await self._session.execute(
            select(
                Invitation.email,
                _organisation,
                Invitation.title,
                _roles,
                Invitation.language,
                Invitation.message,
                person_json(Invitation.invited_by, Invitation).label("invited_by"),
                Invitation.expires_at,
            ).where(Invitation.id == invitation_id, _is_pending())
        )
        return found.one_or_none()

    async def account(self, account_id: UUID) -> Account | None:
        return await self._session.get(Account, account_id)

    async def add_account(self, account: Account) -> None:
        self._session.add(account)
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "uq_account_email_key":
                raise AccountExistsError(
                    "This address has an account. Sign in with it, then accept."
                ) from error
            raise

    async def is_member(self, account_id: UUID, organisation_id: UUID) -> bool:
        """Whether the account is in the organisation today or later."""
        statement = select(Membership.id).where(
            Membership.account_id == account_id,
            Membership.organisation_id == organisation_id,
            or_(
                Membership.left_on.is_(None), Membership.left_on >= func.current_date()
            ),
        )
        return bool(await self._session.scalar(select(statement.exists())))

    async def organisation_name(self, organisation_id: UUID | None) -> str:
        name = await self._session.scalar(
            select(Organisation.name).where(Organisation.id == organisation_id)
        )
        return name or ""

    async def sent(self, ids: Sequence[UUID]) -> list[Sent]:
        """What their senders are reminded of."""
        found = await self._session.execute(
            select(Invitation.id, Invitation.invited_by, Organisation.name)
            .join(
                Organisation,
                Organisation.id == Invitation.organisation_id,
                isouter=True,
            )
            .where(Invitation.id.in_(ids))
            .order_by(Invitation.id)
        )
        return [Sent(*row) for row in found]

    @staticmethod
    def _told(actor: Actor) -> AnySelect:
        return select(
            Invitation.id,
            _email(actor).label("email"),
            _organisation,
            Invitation.title,
            _roles,
            Invitation.language,
            Invitation.message,
            _state().label("state"),
            person_json(Invitation.invited_by, Invitation).label("invited_by"),
            person_json(Invitation.accepted_by, Invitation).label("accepted_by"),
            Invitation.sent_at,
            Invitation.expires_at,
            Invitation.accepted_at,
            Invitation.withdrawn_at,
            case((_state() == InvitationState.ACCEPTED, False), else_=_mine(actor))
            .label("may_change"),
            Invitation.version,
        ).where(_visible(actor))  # fmt: skip


def _is_pending() -> ColumnElement[bool]:
    return _state() == InvitationState.PENDING


def _visible(actor: Actor) -> ColumnElement[bool]:
    # The only place that decides which invitations an actor sees.
    return or_(
        INVITATIONS.visible(actor, "invitation.read", Invitation.id),
        Invitation.invited_by == actor.account_id,
    )


def _mine(actor: Actor) -> ColumnElement[bool]:
    """Those that the actor sent or may send."""
    if not actor.may("invitation.write"):
        return false()
    return or_(
        INVITATIONS.visible(actor, "invitation.write", Invitation.id),
        Invitation.invited_by == actor.account_id,
    )


def _email(actor: Actor) -> ColumnElement[Any]:
    return case((_mine(actor), Invitation.email), else_=null())
