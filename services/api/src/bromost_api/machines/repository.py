from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    delete,
    func,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import Text

from bromost_api.accounts.models import Account
from bromost_api.networks.models import Network
from bromost_api.organisations.models import Organisation
from bromost_api.partnerships.models import Partnership
from bromost_api.programmes.models import Programme
from bromost_api.projects.models import Project
from bromost_common.paging import AnyRow, Key, Order, PageRequest, fetch_page

from .models import Machine, MachineSecret

_NEWEST_FIRST = Order("-created", [Key(Machine.id, descending=True)])
_WITHIN = text("SELECT roles FROM common.grants_within(:account, :limits)")
is_live = or_(MachineSecret.ends_at.is_(None), MachineSecret.ends_at > func.now())


def _in(
    language: str, texts: InstrumentedAttribute[Any], original: Any
) -> ColumnElement[str | None]:
    get = texts.op("->>", return_type=Text())
    return func.coalesce(get(language), get(original))


def _named(language: str) -> Iterable[tuple[Any, str, Any]]:
    """What a program may be limited to, and how people who read `language` call it."""
    for thing, kind, texts in (
        (Programme, "programme", Programme.title),
        (Project, "project", Project.title),
        (Network, "network", Network.name),
    ):
        yield thing, kind, _in(language, texts, thing.original_language)
    yield Partnership, "partnership", Partnership.name
    yield Organisation, "organisation", Organisation.name


class Scope(NamedTuple):
    """What a program is limited to: a programme, a project and so on."""

    id: UUID
    kind: str
    name: str | None


class MachineRepository:
    """Every query on programs and their secrets."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, record: Machine | MachineSecret) -> None:
        self._session.add(record)

    async def flush(self) -> None:
        await self._session.flush()

    async def page(
        self, wanted: PageRequest, *, owner: UUID | None
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        """Programs of `owner`, or of everybody."""
        statement = select(Machine, Account.display_name).join(
            Account, Account.id == Machine.account_id
        )
        if owner is not None:
            statement = statement.where(Machine.account_id == owner)
        return await fetch_page(self._session, statement, _NEWEST_FIRST, wanted)

    async def get(self, machine_id: UUID, *, owner: UUID | None) -> AnyRow | None:
        statement = (
            select(Machine, Account.display_name)
            .join(Account, Account.id == Machine.account_id)
            .where(Machine.id == machine_id)
        )
        if owner is not None:
            statement = statement.where(Machine.account_id == owner)
        return (await self._session.execute(statement)).one_or_none()

    async def lock(self, machine_id: UUID, *, owner: UUID | None) -> Machine | None:
        statement = select(Machine).where(Machine.id == machine_id).with_for_update()
        if owner is not None:
            statement = statement.where(Machine.account_id == owner)
        return await self._session.scalar(statement)

    async def count_live(self, owner: UUID) -> int:
        found = await self._session.scalar(
            select(func.count()).where(
                Machine.account_id == owner,
                Machine.revoked_at.is_(None),
                Machine.expires_at > func.now(),
            )
        )
        return found or 0

    async def live_secrets(
        self, machine_ids: Iterable[UUID]
    ) -> Sequence[MachineSecret]:
        """Oldest first."""
        found = await self._session.scalars(
            select(MachineSecret)
            .where(MachineSecret.machine_id.in_(machine_ids), is_live)
            .order_by(MachineSecret.id)
        )
        return found.all()

    async def end_secrets(self, ids: Iterable[UUID]) -> None:
        await self._session.execute(
            update(MachineSecret)
            .where(MachineSecret.id.in_(ids))
            .values(ends_at=func.now())
        )

    async def scopes(self, ids: Iterable[UUID], language: str) -> dict[UUID, Scope]:
        """What these ids are, and how people call it."""
        wanted = list(ids)
        if not wanted:
            return {}
        parts = [
            select(thing.id, literal(kind).label("kind"), name.label("name")).where(
                thing.id.in_(wanted)
            )
            for thing, kind, name in _named(language)
        ]
        rows = await self._session.execute(parts[0].union_all(*parts[1:]))
        return {row.id: Scope(*row) for row in rows}

    async def is_within_reach(self, account_id: UUID, scope_id: UUID) -> bool:
        """Whether anything that the account was granted holds in this scope."""
        roles = await self._session.scalar(
            _WITHIN, {"account": account_id, "limits": [scope_id]}
        )
        return bool(roles)

    async def forget_old_secrets(self) -> None:
        """Delete what ended more than a month ago."""
        month = text("interval '30 days'")
        await self._session.execute(
            delete(MachineSecret).where(MachineSecret.ends_at < func.now() - month)
        )
