from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    StaleVersionError,
)
from bromost_common.paging import Page, PageRequest
from bromost_common.visibility import PROGRAMMES

from .models import SavedView
from .pages import check_address
from .repository import SavedViewRepository
from .schemas import SavedViewCreate, SavedViewOut, SavedViewUpdate

MOST = 100


class TooManyViewsError(ConflictError):
    """Nobody finds one among more."""

    code = "too_many_views"


class SavedViewService:
    """How people look at pages. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._views = SavedViewRepository(session)

    async def page(
        self, path: str | None, wanted: PageRequest, *, actor: Actor
    ) -> Page[SavedViewOut]:
        rows, cursor, total = await self._views.page(path, wanted, visible_to=actor)
        items = [SavedViewOut.model_validate(row, from_attributes=True) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def get(self, view_id: UUID, *, actor: Actor) -> SavedViewOut:
        row = await self._views.read(view_id, visible_to=actor)
        if row is None:
            raise _unknown()
        return SavedViewOut.model_validate(row, from_attributes=True)

    async def save(self, wanted: SavedViewCreate, *, actor: Actor) -> SavedViewOut:
        check_address(wanted.path, wanted.search)
        await self._check_sharing(wanted.programme_id, actor)
        await self._views.hold(actor.account_id)
        if await self._views.count(actor.account_id) >= MOST:
            raise TooManyViewsError(f"There are {MOST} already: remove one of them.")
        view = SavedView(
            id=new_id(), account_id=actor.account_id, **wanted.model_dump()
        )
        if view.is_default:
            await self._views.unset_default(view)
        await self._views.save(view)
        return await self.get(view.id, actor=actor)

    async def change(
        self, view_id: UUID, wanted: SavedViewUpdate, version: int, *, actor: Actor
    ) -> SavedViewOut:
        before = await self.get(view_id, actor=actor)
        view = await self._held(view_id, actor)
        changes = {name: getattr(wanted, name) for name in wanted.model_fields_set}
        await self._check_change(view, changes, actor)
        if view.version != version:
            raise StaleVersionError("Somebody else changed this view.", current=before)
        changes = {k: v for k, v in changes.items() if getattr(view, k) != v}
        if not changes:
            return before
        if changes.get("is_default"):
            await self._views.unset_default(view)
        for name, value in changes.items():
            setattr(view, name, value)
        view.version += 1
        await self._views.save(view)
        return await self.get(view_id, actor=actor)

    async def remove(self, view_id: UUID, version: int, *, actor: Actor) -> None:
        before = await self.get(view_id, actor=actor)
        view = await self._held(view_id, actor)
        if view.account_id != actor.account_id:
            await self._check_sharing(view.programme_id, actor)
        if view.version != version:
            raise StaleVersionError("Somebody else changed this view.", current=before)
        await self._views.remove(view)

    async def _held(self, view_id: UUID, actor: Actor) -> SavedView:
        """The view as it is when nobody else changes its owner's."""
        view = await self._views.get(view_id, visible_to=actor)
        if view is None:
            raise _unknown()
        await self._views.hold(view.account_id)
        view = await self._views.get(view_id, visible_to=actor)
        if view is None:
            raise _unknown()
        return view

    async def _check_change(
        self, view: SavedView, changes: dict[str, Any], actor: Actor
    ) -> None:
        """A shared one is for whoever may write its programme, now and then."""
        if view.account_id != actor.account_id:
            await self._check_sharing(view.programme_id, actor)
            if {"is_default", "programme_id"} & changes.keys():
                message = "With whom it is shared is for its owner to say."
                raise PermissionDeniedError(message)
        await self._check_sharing(changes.get("programme_id", view.programme_id), actor)
        if "search" in changes:
            check_address(view.path, changes["search"])

    async def _check_sharing(self, programme_id: UUID | None, actor: Actor) -> None:
        if programme_id is not None:
            await PROGRAMMES.require(
                self._session, actor, "programme.write", programme_id
            )


def _unknown() -> NotFoundError:
    return NotFoundError("There is no such view.")
