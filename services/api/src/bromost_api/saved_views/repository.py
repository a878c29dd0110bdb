from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, func, literal, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.programmes.columns import programme_of
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
from bromost_common.visibility import PROGRAMMES

from .models import SavedView

_BY_NAME = Order("name", [Key(SavedView.name), Key(SavedView.id)])
_PROGRAMME = programme_of(SavedView)


class SavedViewRepository:
    """Every query on saved views."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(self, account_id: UUID) -> None:
        """Wait for whatever else this person keeps, till we are done."""
        key = func.hashtextextended(literal(f"saved views of {account_id}"), 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))

    async def count(self, account_id: UUID) -> int:
        counted = select(func.count()).where(SavedView.account_id == account_id)
        return await self._session.scalar(counted) or 0

    async def page(
        self, path: str | None, page: PageRequest, *, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = _told(visible_to)
        if path is not None:
            statement = statement.where(SavedView.path == path)
        return await fetch_page(self._session, statement, _BY_NAME, page)

    async def read(self, view_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        statement = _told(visible_to).where(SavedView.id == view_id)
        return (await self._session.execute(statement)).one_or_none()

    async def get(self, view_id: UUID, *, visible_to: Actor) -> SavedView | None:
        return await self._session.scalar(
            _visible(visible_to)
            .where(SavedView.id == view_id)
            .execution_options(populate_existing=True)
        )

    async def unset_default(self, view: SavedView) -> None:
        """What was seen first on this page till now."""
        await self._session.execute(
            update(SavedView)
            .where(
                SavedView.account_id == view.account_id,
                SavedView.path == view.path,
                SavedView.is_default,
                SavedView.id != view.id,
            )
            .values(is_default=False, version=SavedView.version + 1)
        )

    async def save(self, view: SavedView) -> None:
        self._session.add(view)
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "uq_saved_view_account_id_path_name":
                taken = FieldError(("body", "name"), "taken", "Choose another name.")
                raise ConflictError(
                    "There is a view with this name.", fields=[taken]
                ) from error
            raise

    async def remove(self, view: SavedView) -> None:
        await self._session.delete(view)
        await self._session.flush()


def _visible(actor: Actor) -> AnySelect:
    """One's own, and those that are shared with a programme that one sees."""
    shared = and_(
        SavedView.programme_id.is_not(None),
        PROGRAMMES.visible(actor, "programme.read", SavedView.programme_id),
    )
    return select(SavedView).where(
        or_(SavedView.account_id == actor.account_id, shared)
    )


def _told(actor: Actor) -> AnySelect:
    is_own = SavedView.account_id == actor.account_id
    writable = and_(
        SavedView.programme_id.is_not(None),
        PROGRAMMES.visible(actor, "programme.write", SavedView.programme_id),
    )
    return _visible(actor).with_only_columns(
        SavedView.id,
        *(SavedView.path, SavedView.search, SavedView.name),
        _PROGRAMME,
        is_own.label("is_own"),
        and_(is_own, SavedView.is_default).label("is_default"),
        or_(is_own, writable).label("may_change"),
        *(SavedView.version, SavedView.created_at, SavedView.updated_at),
    )
