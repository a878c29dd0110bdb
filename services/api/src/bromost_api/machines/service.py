import secrets
import string
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.digests import token_digest
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    StaleVersionError,
    invalid,
)
from bromost_common.paging import Page, PageRequest
from bromost_common.reads import note_shown

from .models import Machine, MachineKind, MachineSecret
from .public_keys import checked_key_set
from .repository import MachineRepository, Scope
from .schemas import (
    MachineCreate,
    MachineIssued,
    MachineOut,
    MachineOwner,
    ScopeOut,
    SecretCreate,
    SecretOut,
)

MANAGE = "key.manage"
MOST_LIVE = 25
MOST_SECRETS = 2
_HANDLE = string.ascii_lowercase + string.digits
# No program makes programs, or people who may.
NEVER_GIVEN = frozenset({MANAGE})


class MachineEndedError(ConflictError):
    """It was revoked or has expired, and comes not back."""

    code = "machine_ended"


class TooManyMachinesError(ConflictError):
    """One account has enough of them."""

    code = "too_many_machines"


class MachineService:
    """API keys and OAuth2 clients: made, given new secrets, and ended."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._machines = MachineRepository(session)

    async def page(
        self, wanted: PageRequest, *, everybody: bool, actor: Actor
    ) -> Page[MachineOut]:
        if everybody:
            _require_management(actor)
        rows, cursor, total = await self._machines.page(
            wanted, owner=None if everybody else actor.account_id
        )
        items = await self._shown([(row[0], row[1]) for row in rows], actor=actor)
        note_shown(self._session, (item.owner.id for item in items))
        return Page[MachineOut](items=items, next_cursor=cursor, total=total)

    async def get(self, machine_id: UUID, *, actor: Actor) -> MachineOut:
        row = await self._machines.get(machine_id, owner=_seen_owner(actor))
        if row is None:
            raise _unknown()
        found = (await self._shown([(row[0], row[1])], actor=actor))[0]
        note_shown(self._session, [found.owner.id])
        return found

    async def issue(self, wanted: MachineCreate, *, actor: Actor) -> MachineIssued:
        if wanted.kind is MachineKind.CLIENT:
            _require_management(actor)
        elif wanted.public_keys is not None:
            raise invalid(
                "body",
                "public_keys",
                code="clients_only",
                message="Only an OAuth2 client signs assertions.",
            )
        if await self._machines.count_live(actor.account_id) >= MOST_LIVE:
            raise TooManyMachinesError(f"An account has {MOST_LIVE} at most.")
        await self._check_limits(wanted, actor=actor)
        machine = _made(wanted, actor)
        self._machines.add(machine)
        await self._machines.flush()
        secret = None if machine.public_jwks else self._give_secret(machine)
        await self._machines.flush()
        shown = await self._shown([(machine, actor.display_name)], actor=actor)
        return MachineIssued(machine=shown[0], secret=secret)

    async def renew(
        self, machine_id: UUID, wanted: SecretCreate, version: int, *, actor: Actor
    ) -> MachineIssued:
        """A new secret; the old one works on for `overlap_days`, or ends at once."""
        machine = await self._own(machine_id, version, actor=actor)
        if _state(machine) != "active":
            raise MachineEndedError("It has ended; make a new one.")
        if (machine.public_jwks is None) is not (wanted.public_keys is None):
            raise invalid(
                "body",
                "public_keys",
                code="other_method",
                message="It proves itself in another way.",
            )
        if wanted.overlap_days == 0:
            # For the case that the secret leaked: tokens made with it end, too.
            machine.grants_version += 1
        machine.version += 1
        secret = None
        if wanted.public_keys is not None:
            machine.public_jwks = checked_key_set(wanted.public_keys)
        else:
            await self._end_old_secrets(machine, wanted.overlap_days)
            secret = self._give_secret(machine)
        await self._machines.flush()
        return MachineIssued(
            machine=await self.get(machine.id, actor=actor), secret=secret
        )

    async def revoke(self, machine_id: UUID, version: int, *, actor: Actor) -> None:
        """End it, its secrets and its tokens; what it did stays on record."""
        machine = await self._own(machine_id, version, actor=actor)
        if machine.revoked_at is not None:
            raise MachineEndedError("It was revoked already.")
        machine.revoked_at = datetime.now(UTC)
        machine.version += 1
        machine.grants_version += 1
        await self._machines.flush()

    async def _own(self, machine_id: UUID, version: int, *, actor: Actor) -> Machine:
        machine = await self._machines.lock(machine_id, owner=_seen_owner(actor))
        if machine is None:
            raise _unknown()
        if machine.version != version:
            current = await self.get(machine_id, actor=actor)
            raise StaleVersionError("It was changed elsewhere.", current=current)
        return machine

    async def _check_limits(self, wanted: MachineCreate, *, actor: Actor) -> None:
        beyond = set(wanted.permissions) - (actor.permissions - NEVER_GIVEN)
        if beyond:
            raise invalid(
                "body",
                "permissions",
                code="permission_not_held",
                message=f"You do not have {', '.join(sorted(beyond))} to give.",
            )
        known = await self._machines.scopes(wanted.limited_to or [], actor.locale)
        for number, scope_id in enumerate(wanted.limited_to or []):
            within = scope_id in known and await self._machines.is_within_reach(
                actor.account_id, scope_id
            )
            if not within:
                raise invalid(
                    "body",
                    "limited_to",
                    number,
                    code="scope_not_held",
                    message="You have no role there that reaches so far.",
                )

    async def _end_old_secrets(self, machine: Machine, overlap_days: int) -> None:
        now = datetime.now(UTC)
        live = list(await self._machines.live_secrets([machine.id]))
        if overlap_days == 0:
            ending, overlapping = live, []
        else:
            ending, overlapping = live[: -(MOST_SECRETS - 1)], live[-1:]
        await self._machines.end_secrets(secret.id for secret in ending)
        for secret in overlapping:
            until = now + timedelta(days=overlap_days)
            secret.ends_at = min(secret.ends_at or until, until)

    def _give_secret(self, machine: Machine) -> str:
        secret = f"bromost_{machine.handle}_{secrets.token_urlsafe(32)}"
        self._machines.add(
            MachineSecret(machine_id=machine.id, digest=token_digest(secret))
        )
        return secret

    async def _shown(
        self, found: Sequence[tuple[Machine, str]], *, actor: Actor
    ) -> list[MachineOut]:
        live = await self._machines.live_secrets(machine.id for machine, _ in found)
        scopes = await self._machines.scopes(
            {one for machine, _ in found for one in machine.limited_to or []},
            actor.locale,
        )
        return [
            _out(
                machine,
                owner,
                [secret for secret in live if secret.machine_id == machine.id],
                scopes,
            )
            for machine, owner in found
        ]


def _require_management(actor: Actor) -> None:
    if not actor.reach(MANAGE).everywhere:
        raise PermissionDeniedError(f"This needs the permission {MANAGE!r}.")


def _seen_owner(actor: Actor) -> UUID | None:
    """Whose programs the actor sees; None for everybody's."""
    return None if actor.reach(MANAGE).everywhere else actor.account_id


def _unknown() -> NotFoundError:
    return NotFoundError("There is no such key or client.")


def _made(wanted: MachineCreate, actor: Actor) -> Machine:
    keys = wanted.public_keys
    return Machine(
        id=new_id(),
        account_id=actor.account_id,
        kind=wanted.kind,
        handle="".join(secrets.choice(_HANDLE) for _ in range(8)),
        name=wanted.name,
        permissions=sorted(set(wanted.permissions)),
        limited_to=wanted.limited_to and list(dict.fromkeys(wanted.limited_to)),
        networks=wanted.networks and list(dict.fromkeys(wanted.networks)),
        public_jwks=checked_key_set(keys) if keys else None,
        expires_at=datetime.now(UTC) + timedelta(days=wanted.lifetime_days),
    )


def _state(machine: Machine) -> str:
    if machine.revoked_at is not None:
        return "revoked"
    return "active" if machine.expires_at > datetime.now(UTC) else "expired"


def _out(
    machine: Machine,
    owner: str,
    live: Sequence[MachineSecret],
    scopes: Mapping[UUID, Scope],
) -> MachineOut:
    return MachineOut.model_validate(
        {
            **{
                name: getattr(machine, name)
                for name in MachineOut.model_fields
                if hasattr(machine, name)
            },
            "owner": MachineOwner(id=machine.account_id, display_name=owner),
            "limited_to": machine.limited_to
            and [_scope_out(one, scopes.get(one)) for one in machine.limited_to],
            "networks": machine.networks and [str(one) for one in machine.networks],
            "state": _state(machine),
            "key_ids": machine.public_jwks
            and [key["kid"] for key in machine.public_jwks["keys"]],
            "secrets": [
                SecretOut(id=one.id, created_at=one.created_at, ends_at=one.ends_at)
                for one in (live if machine.revoked_at is None else [])
            ],
        }
    )


def _scope_out(scope_id: UUID, known: Scope | None) -> ScopeOut:
    if known is None:
        return ScopeOut(id=scope_id, kind="unknown", name=str(scope_id))
    return ScopeOut.model_validate(known._asdict())
